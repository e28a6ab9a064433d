// 08StartAndStop.swift: how a server starts, refuses to start, and stops: exit status 0, 1 or 2, never a crash.

import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("08 start and stop")
  struct StartAndStop {
    @Test("SIGTERM and SIGINT drain: a waiting request is answered pending, the exit status is 0", arguments: [15, 2])
    func drains(signal: Int32) throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "40", "--miners", "1")
        let waiting = try server.startRPC(["request", "--content", "waits", "--wait", "50s", "--timeout", "55s"])
        try waitUntil("the request to be queued", of: server.process) {
          try server.rpc("queue", "--size").lines().first?["queueSize"]?.int == 1
        }
        server.process.signal(signal)
        #expect(try server.process.wait() == .exited(0), "\(server.process.transcript)")
        let answer = try server.answer(of: waiting, status: 1).line()
        #expect(answer["status"]?.string == "pending")

        let next = try scene.startServer("--difficulty", "0")
        try waitUntil("the request to be mined", of: next.process) {
          let state = try next.rpc("status", "--request", try #require(answer["requestId"]?.string)).line()
          return state["token"]?["status"]?.string == "success"
        }
      }
    }

    @Test("wrong usage is exit status 2, and says what is wrong before anything is made")
    func wrongUsage() throws {
      let wrong = [
        ["--no-such-flag"], ["--difficulty", "64"], ["--difficulty", "many"], ["--miners", "-1"],
        ["--difficulty", "3", "--difficulty-floor", "8"], ["--listen", "nowhere"], ["--listen", "127.0.0.1:70000"],
        // Plain TCP to the world needs --insecure.
        ["--listen", "0.0.0.0:0"],
      ]
      try withScene { scene in
        for (index, arguments) in wrong.enumerated() {
          let process = try scene.start(Programs.server, ["--data", scene.path("data-\(index)")] + arguments)
          let answer = try Answer(of: process)
          #expect(answer.status == .exited(2), "\(arguments)\n\(process.transcript)")
          #expect(!answer.errors.isEmpty, "\(arguments)")
          #expect(!FileManager.default.fileExists(atPath: scene.path("data-\(index)")), "\(arguments)")
        }
        #expect(try scene.run(Programs.server, ["--listen", "127.0.0.1:0"]).status == .exited(2), "no --data")
      }
    }

    @Test("a second server on the same directory is refused with status 1, the first goes on")
    func secondServer() throws {
      try withScene { scene in
        let first = try scene.startServer("--difficulty", "0")
        let second = try scene.launchServer(["--listen", "127.0.0.1:0"])
        #expect(try second.wait() == .exited(1))
        #expect(second.errors.contains(scene.data), "\(second.transcript)")
        #expect(try first.rpc("request", "--content", "a").line()["status"]?.string == "success")
      }
    }

    @Test("a port that is taken, and a directory that can't be made or written, are refused with status 1")
    func unusable() throws {
      try withScene { scene in
        let first = try scene.startServer("--difficulty", "0")
        let taken = try scene.launchServer(["--listen", first.address], data: scene.path("other"))
        #expect(try taken.wait() == .exited(1))
        #expect(taken.errors.contains(first.address), "\(taken.transcript)")

        let file = try scene.write("file", "not a directory")
        var places = ["\(file)/data", "/proc/token-rpc-data"]
        if geteuid() != 0 {
          let closed = scene.path("closed")
          try FileManager.default.createDirectory(
            atPath: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
          places.append("\(closed)/data")
        }
        for place in places {
          let refused = try scene.launchServer(["--listen", "127.0.0.1:0"], data: place)
          #expect(try refused.wait() == .exited(1), "\(refused.transcript)")
          #expect(refused.errors.contains(place), "\(refused.transcript)")
        }
      }
    }

    @Test("the data directory is made for its owner alone; a Unix socket serves like TCP")
    func unixSocket() throws {
      try withScene { scene in
        let socket = "unix:\(scene.path("socket"))"
        let server = try scene.startServer("--listen", socket, "--difficulty", "0")
        try waitUntil("the second listener", of: server.process) {
          server.process.output.contains("listening on \(socket)\n")
        }
        let answer = try scene.rpc("--server", socket, "--json", "request", "--content", "a")
        #expect(answer.status == .exited(0), "\(answer.errors)")
        let attributes = try FileManager.default.attributesOfItem(atPath: scene.data)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let keys = try FileManager.default.attributesOfItem(atPath: scene.data + "/keys")
        #expect(keys[.posixPermissions] as? Int == 0o600)
        try server.stop()
      }
    }

    @Test("a flipped bit in the log is refused with segment and offset, never a crash, and changes nothing")
    func flippedBit() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        // Each in a batch of its own.
        for number in 0..<8 { try server.rpc("request", "--content", "token \(number)") }
        try server.stop()

        let path = scene.data + "/log/00000001.seg"
        let intact = try Data(contentsOf: URL(filePath: path))
        let used = (intact.lastIndex { $0 != 0 } ?? 0) + 1
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<12 {
          // Anywhere before the last batches: what follows it is good, so it is no torn tail.
          let offset = Int.random(in: 512..<(used - 1_536), using: &random)
          let mask = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
          try flip(path, offset, intact[offset] ^ mask)
          let refused = try scene.launchServer(["--listen", "127.0.0.1:0"])
          let place = "seed \(seed), offset \(offset), mask \(mask)\n\(refused.transcript)"
          #expect(try refused.wait() == .exited(1), "\(place)")
          #expect(refused.errors.contains("segment") && refused.errors.contains("offset"), "\(place)")
          let verify = try scene.rpc("ledger", "verify", scene.data)
          #expect(verify.status == .exited(1), "\(place)\n\(verify.errors)")
          try flip(path, offset, intact[offset])
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == intact)
        #expect(try scene.rpc("ledger", "verify", scene.data).status == .exited(0))
        try scene.startServer("--difficulty", "0").stop()
      }
    }

    private func flip(_ path: String, _ offset: Int, _ byte: UInt8) throws {
      let file = try FileHandle(forUpdating: URL(filePath: path))
      try file.seek(toOffset: UInt64(offset))
      try file.write(contentsOf: [byte])
      try file.close()
    }

    @Test("help and version are there for both programs and every command")
    func help() throws {
      try withScene { scene in
        for program in [Programs.server, Programs.rpc] {
          #expect(try scene.run(program, ["--help"]).status == .exited(0))
          #expect(try scene.run(program, ["--version"]).output.isEmpty == false)
        }
        #expect(try scene.rpc().output.contains("request"))
        for command in ["request", "validate", "status", "revoke", "queue", "ping", "ledger"] {
          let help = try scene.rpc(command, "--help")
          #expect(help.status == .exited(0) && help.output.contains(command), "\(command)")
        }
      }
    }
  }
}
