// 26HealthWatch.swift: who watches the health of a server sees it fall ill, recover and stop.

import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("26 watching health")
  struct HealthWatch {
    @Test("a watcher sees the generator go and come back, then SIGTERM: down, and the end")
    func watch() throws {
      try withScene { scene in
        let socket = scene.path("generator.sock")
        let generator = try Self.generator(scene, socket)
        let server = try scene.startServer("--difficulty", "8", "--generator", "unix:\(socket)")
        let whole = try server.startRPC(["health", "--watch"])
        let draws = try generator.startRPC(["health", "--watch", "--service", "tokenrpc.v1.GenerationService"])
        try waitUntil("the first line of each", of: whole) { !whole.output.isEmpty && !draws.output.isEmpty }
        // The first call for a code may have come before the generator listened.
        try Self.wait(for: "serving", whole)

        try generator.stop()
        #expect(try draws.wait() == .exited(3))
        #expect(try Self.statuses(draws) == ["serving", "down"])
        try Self.wait(for: "degraded", whole)
        let back = try Self.generator(scene, socket)
        try Self.wait(for: "serving", whole)

        try server.stop()
        #expect(try whole.wait() == .exited(3))
        let error = try #require(try JSON.lines(whole.errors).last?["error"])
        #expect(error["code"]?.string == "UNAVAILABLE", "\(whole.transcript)")
        #expect(try Self.withoutRepeats(Self.statuses(whole)).suffix(4) == ["serving", "degraded", "serving", "down"])
        try back.stop()
      }
    }

    @Test("Ctrl-C ends the watch as it ends any command, and the server goes on and answers for each of its services")
    func interrupted() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "8")
        let watcher = try server.startRPC(["health", "--watch"])
        try waitUntil("the first line", of: watcher) { !watcher.output.isEmpty }
        watcher.signal(SIGINT)
        #expect(try watcher.wait() == .killed(signal: SIGINT))
        let whole = try server.rpc("health").line()["parts"]?.array?.count
        #expect(
          try server.rpc("health", "--service", "tokenrpc.v1.TokenService").line()["parts"]?.array?.count == whole)
        #expect(
          try server.rpc("health", "--service", "tokenrpc.v1.MetricsService").line()["parts"]?.array?.isEmpty == true)
        let other = ["health", "--service", "tokenrpc.v1.GenerationService"]
        #expect(try server.answer(of: server.startRPC(other), status: 3).errorCode() == "NOT_FOUND")
        try server.stop()
      }
    }

    /// The same status stands in several lines while its reason changes.
    private static func withoutRepeats(_ statuses: [String]) -> [String] {
      statuses.reduce(into: []) { result, status in if result.last != status { result.append(status) } }
    }

    private static func generator(_ scene: Scene, _ socket: String) throws -> ServerProcess {
      let process = try scene.start(Programs.server, ["--generator-only", "--listen", "unix:\(socket)"])
      return try ServerProcess(waitingFor: process, scene: scene)
    }

    private static func wait(for status: String, _ watcher: ChildProcess) throws {
      try waitUntil("a line that says \(status)", of: watcher) { try statuses(watcher).last == status }
    }

    private static func statuses(_ watcher: ChildProcess) throws -> [String] {
      // A line that is not ended yet may be half of one.
      let lines = watcher.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      return try JSON.lines(lines.joined(separator: "\n")).compactMap { $0["status"]?.string }
    }
  }
}
