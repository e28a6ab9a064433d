// 06FailingDisk.swift: a sync that fails ends the server with status 1, and nothing it acknowledged is lost.

import Foundation
import Testing

extension EndToEnd {
  @Suite("06 a failing disk")
  struct FailingDisk {
    /// Whether strace may trace here. Containers often forbid ptrace; then these tests are skipped, and say so.
    static let mayTrace: Bool = {
      var may = false
      try? withScene { scene in
        may = try scene.run(Programs.strace, ["-f", "-qq", "-e", "trace=fdatasync", "true"]).status == .exited(0)
      }
      return may
    }()

    /// How often a server of these arguments syncs until it takes calls.
    static func syncsToStart(_ scene: Scene) throws -> Int {
      let trace = scene.path("syncs")
      let strace = [Programs.strace, "-f", "-qq", "-e", "trace=fdatasync", "-o", trace]
      let server = try scene.startServer("--difficulty", "0", data: scene.path("counted"), under: strace)
      server.process.kill()
      return try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").count
    }

    /// Starts a server under strace, which tampers with its syncs as strace(1) says.
    private static func startServer(_ scene: Scene, injecting fault: String) throws -> ServerProcess {
      let strace = [
        Programs.strace, "-f", "-qq", "-e", "trace=fdatasync", "-o", scene.path("trace"),
        "-e", "inject=fdatasync:\(fault)",
      ]
      return try scene.startServer("--difficulty", "0", under: strace)
    }

    /// Starts a server whose syncs fail from about the `later`-th after its start: strace counts each thread alone.
    private static func startServer(_ scene: Scene, failing later: Int) throws -> ServerProcess {
      try startServer(scene, injecting: "error=EIO:when=\(try syncsToStart(scene) + later)+")
    }

    @Test(
      "no change is answered before its sync has returned", .enabled(if: mayTrace, "strace may not trace here"))
    func slowSync() throws {
      try withScene { scene in
        let delay = Duration.milliseconds(150)
        let server = try Self.startServer(scene, injecting: "delay_exit=150000")
        func slow(_ arguments: String...) throws -> JSON {
          let start = ContinuousClock.now
          let line = try server.answer(of: server.startRPC(arguments)).line()
          #expect(ContinuousClock.now - start >= delay, "\(arguments)")
          return line
        }
        let used = try #require(try slow("request", "--content", "a", "--uses", "1")["identity"]?.string)
        let revoked = try #require(try slow("request", "--content", "b")["requestId"]?.string)
        _ = try slow("request", "--content", "c", "--no-wait")
        #expect(try slow("validate", used, "--use")["valid"] == .bool(true))
        #expect(try slow("revoke", "--request", revoked, "--reason", "a test")["status"]?.string == "revoked")
      }
    }

    @Test(
      "after a failed fdatasync no call is answered as done, and at the next start all acknowledged is there",
      .enabled(if: mayTrace, "strace may not trace here"), arguments: [1, 4, 25])
    func failingSync(later: Int) throws {
      try withScene { scene in
        let server = try Self.startServer(scene, failing: later)
        var acknowledged: [String] = []
        // One by one, so that each takes a sync of its own, until one is not answered.
        for number in 1... {
          let client = try server.startRPC(["request", "--content", "token \(number)", "--timeout", "20s"])
          let answer = try Answer(of: client)
          guard answer.status == .exited(0) else {
            #expect(answer.status == .exited(3), "\(client.transcript)")
            #expect(["UNKNOWN", "UNAVAILABLE"].contains(try answer.errorCode()), "\(client.transcript)")
            break
          }
          acknowledged.append(try #require(try answer.line()["identity"]?.string))
          try #require(number < 2_000, "the injected error never came")
        }
        let status = try server.process.wait()
        #expect(status == .exited(1), "\(server.process.transcript)")
        #expect(server.process.errors.contains("Input/output error"), "\(server.process.transcript)")

        let next = try scene.startServer("--difficulty", "0")
        let input = acknowledged.map { $0 + "\n" }.joined()
        let checks = try next.rpc("validate", "--lines", "-", input: input).lines()
        #expect(checks.count == acknowledged.count)
        #expect(checks.allSatisfy { $0["valid"] == .bool(true) })
        try next.stop()
      }
    }

    @Test(
      "under load, of what is answered after the error nothing is a success the next start doesn't know",
      .enabled(if: mayTrace, "strace may not trace here"))
    func failingSyncUnderLoad() throws {
      try withScene { scene in
        let server = try Self.startServer(scene, failing: 12)
        let lines = try scene.write("lines", (1...5_000).map { "line \($0)\n" }.joined())
        let clients = try (0..<3).map { _ in try server.startRPC(["request", "--lines", lines, "--timeout", "20s"]) }
        let status = try server.process.wait()
        #expect(status == .exited(1), "\(server.process.transcript)")
        let answers = try clients.flatMap { try Answer(of: $0).lines() }
        let acknowledged = answers.filter { $0["status"]?.string == "success" }.compactMap { $0["identity"]?.string }

        let next = try scene.startServer("--difficulty", "0")
        let input = acknowledged.map { $0 + "\n" }.joined()
        let checks = try next.rpc("validate", "--lines", "-", input: input).lines()
        #expect(checks.count { $0["valid"] == .bool(true) } == acknowledged.count)
      }
    }
  }
}
