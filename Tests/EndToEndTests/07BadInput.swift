// 07BadInput.swift: bad input gets a clear error, and loses nothing for anybody else.

import Foundation
import Testing

extension EndToEnd {
  @Suite("07 bad input")
  struct BadInput {
    static let invalidArgument: UInt16 = 3
    static let requestMethod: UInt16 = 257
    static let validateMethod: UInt16 = 258
    static let revokeMethod: UInt16 = 260

    /// Runs `body` beside a connection that must not notice anything of it.
    private func beside(_ body: (ServerProcess) throws -> Void) throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--linger-timeout", "100ms")
        let identity = try #require(try server.rpc("request", "--content", "held").line()["identity"]?.string)
        let neighbour = try RawConnection(port: server.port)
        neighbour.send(RawFrame.clientHello.bytes)
        _ = try neighbour.nextFrame()

        try body(server)

        let check: [UInt8] = [0x0a, 32] + [UInt8](repeating: 7, count: 32)
        neighbour.send(
          RawFrame(type: RawFrame.request, code: Self.validateMethod, call: 1, payload: check).bytes)
        #expect(try neighbour.response(to: 1).code == 0)
        #expect(try server.rpc("validate", identity).line()["valid"] == .bool(true))
        try server.stop()
      }
    }

    @Test("bytes that are no frame end their own connection, with a reason where one can be read")
    func garbage() throws {
      let seed = UInt64.random(in: 0...UInt64.max)
      var random = SeededGenerator(seed: seed)
      let noise = (0..<4_096).map { _ in UInt8.random(in: 1...255, using: &random) }
      let inputs: [(name: String, bytes: [UInt8])] = [
        ("a frame of 4 GiB", RawFrame.clientHello.bytes + RawFrame(type: 2, code: 257, call: 1).promising(.max)),
        ("a first frame of 4 GiB", RawFrame(type: 1).promising(.max)),
        ("noise, seed \(seed)", noise),
        ("noise behind HELLO, seed \(seed)", RawFrame.clientHello.bytes + noise),
        ("HTTP", Array("GET /token HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".utf8)),
        ("a call before HELLO", RawFrame(type: 2, code: 257, call: 1).bytes),
      ]
      try beside { server in
        for (name, bytes) in inputs {
          let connection = try RawConnection(port: server.port)
          connection.send(bytes)
          let frames = try connection.framesToTheEnd()
          let goaway = frames.last
          #expect(goaway?.type == RawFrame.goaway, "\(name)")
          #expect((goaway?.payload.count ?? 0) > 4, "\(name): GOAWAY has no reason")
        }
      }
    }

    @Test("a promise of many bytes costs the server none")
    func promises() throws {
      try beside { server in
        let before = try residentBytes(server)
        let connections = try (0..<100).map { _ in try RawConnection(port: server.port) }
        for connection in connections {
          connection.send(RawFrame.clientHello.bytes)
          connection.send(RawFrame(type: 2, code: Self.requestMethod, call: 1).promising(4 << 20))
        }
        for connection in connections { _ = try connection.nextFrame() }
        #expect(try residentBytes(server) - before < 64 << 20)
      }
    }

    private func residentBytes(_ server: ServerProcess) throws -> Int {
      let status = try String(contentsOfFile: "/proc/\(server.process.pid)/statm", encoding: .utf8)
      return (status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }

    @Test("a message that is wrong fails its call, and the connection goes on")
    func badMessages() throws {
      let identity: [UInt8] = [0x0a, 32] + [UInt8](repeating: 7, count: 32)
      let text = { (bytes: [UInt8]) in identity + [0x1a, UInt8(bytes.count)] + bytes }
      let messages: [(name: String, method: UInt16, payload: [UInt8])] = [
        ("not protobuf", Self.requestMethod, [0xff, 0xff, 0xff, 0xff]),
        ("text that is not UTF-8", Self.revokeMethod, text([0x61, 0xff, 0xfe])),
        ("text that holds a NUL", Self.revokeMethod, text([0x61, 0, 0x62])),
        ("an identity of 31 bytes", Self.validateMethod, [0x0a, 31] + [UInt8](repeating: 7, count: 31)),
        ("an identity of 33 bytes", Self.validateMethod, [0x0a, 33] + [UInt8](repeating: 7, count: 33)),
        ("nothing to revoke", Self.revokeMethod, []),
      ]
      try beside { server in
        let connection = try RawConnection(port: server.port)
        connection.send(RawFrame.clientHello.bytes)
        for (index, message) in messages.enumerated() {
          let call = UInt32(index + 1)
          connection.send(
            RawFrame(type: RawFrame.request, code: message.method, call: call, payload: message.payload).bytes)
          let response = try connection.response(to: call)
          #expect(response.type == RawFrame.response, "\(message.name)")
          #expect(response.code == Self.invalidArgument, "\(message.name)")
          #expect(response.payload.count > 8, "\(message.name): no reason")
        }
        // Half-closed, the connection ends without complaint.
        connection.finish()
        #expect(try connection.framesToTheEnd().isEmpty)
      }
    }

    @Test("rpc-cli finds wrong usage before any call: exit status 2 without a server")
    func wrongUsage() throws {
      let wrong: [[String]] = [
        ["request", "--uses", "0"], ["request", "--uses", "-1"], ["request", "--uses", "two"],
        ["request", "--id", "abcd"], ["request", "--id", String(repeating: "g", count: 64)],
        ["request", "--until", "tomorrow"], ["request", "--until", "2024-02-30T00:00:00Z"],
        ["request", "--until", "2001-01-01T00:00:00Z"],
        ["request", "--for", "3 parsecs"], ["request", "--for", "-1s"],
        ["request", "--push-back", "ftp://example.org/"], ["request", "--push-back", "https://me:you@example.org/"],
        ["request", "--content", "a", "--content-file", "b"], ["request", "--content-sha256", "00"],
        ["validate", "abcd"], ["validate", String(repeating: "z", count: 64)], ["validate"],
        ["status", "--with-content"], ["revoke"], ["queue", "--page", "0"], ["queue", "--page-size", "1001"],
        ["no-such-command"], ["request", "--no-such-flag"],
      ]
      try withScene { scene in
        for arguments in wrong {
          let process = try scene.start(Programs.rpc, ["--server", "127.0.0.1:1", "--json"] + arguments)
          let answer = try Answer(of: process)
          #expect(answer.status == .exited(2), "\(arguments)\n\(process.transcript)")
          #expect(answer.output.isEmpty && !answer.errors.isEmpty, "\(arguments)")
        }
      }
    }

    @Test("the service refuses what only it can judge, and says why")
    func refused() throws {
      try beside { server in
        // With an id it may be a repeat, so that rpc-cli leaves the past to the service.
        let id = String(repeating: "a", count: 64)
        let past = try server.rpc(
          "request", "--content", "a", "--until", "2001-01-01T00:00:00.000Z", "--id", id, status: 3)
        #expect(try past.errorCode() == "INVALID_ARGUMENT")
        #expect(try server.rpc("queue", "--page", "7", status: 3).errorCode() == "OUT_OF_RANGE")
        let nobody = String(repeating: "0", count: 64)
        #expect(try server.rpc("status", nobody, status: 3).errorCode() == "NOT_FOUND")
        #expect(try server.rpc("validate", nobody, status: 1).line()["reason"]?.string == "unknown")
      }
    }

    @Test("a server that can't be reached fails at once and says what to start")
    func unreachable() throws {
      try withScene { scene in
        let answer = try scene.rpc("--server", "127.0.0.1:1", "ping")
        #expect(answer.status == .exited(3))
        #expect(answer.errors.contains("is token-server running? start it with: make run"))
        let json = try scene.rpc("--server", "127.0.0.1:1", "--json", "ping")
        #expect(try json.errorCode() == "UNAVAILABLE")
      }
    }

    @Test("a token whose answer can't be written is not lost: the failure names its request")
    func fullOutput() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let line = "exec \(Programs.rpc) --server \(server.address) --json request --content hello >/dev/full"
        let lost = try scene.run("/bin/sh", ["-c", line])
        #expect(lost.status == .exited(3) && lost.output == "")
        let failure = try #require(try JSON.lines(lost.errors).last?["error"])
        #expect(failure["code"]?.string == "DATA_LOSS")
        let request = try #require(failure["requestId"]?.string)
        let found = try server.rpc("status", "--request", request).line()["token"]
        #expect(found?["status"]?.string == "success" && found?["identity"]?.string?.count == 64)
      }
    }
  }
}
