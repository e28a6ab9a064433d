// 13Generator.swift: codes drawn by a process of its own, and the health of both processes as anybody may ask for it.

import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("13 a generator of its own")
  struct Generator {
    @Test("a generator draws what it is asked for, keeps nothing, tells its health, and drains")
    func generatorOnly() throws {
      try withScene { scene in
        let generator = try scene.startGenerator()
        #expect(try generator.draw(6).code?.wholeMatch(of: /[0-9]{6}/) != nil)
        #expect(try generator.draw(8).code?.wholeMatch(of: /[0-9]{8}/) != nil)
        for wrong in [0, 5, 9] { #expect(try generator.draw(wrong).status == 3, "\(wrong) digits") }
        #expect(
          try generator.health()
            == Health(
              status: Health.serving,
              parts: [
                Health.Part(name: "generator", status: Health.serving, detail: "built in")
              ]))
        try generator.stop()
        // What the harness writes, and nothing else.
        let files = try FileManager.default.contentsOfDirectory(atPath: scene.directory.path)
        #expect(files.allSatisfy { $0.hasPrefix("token-server-1") }, "\(files)")
      }
    }

    @Test("with --digits it draws these alone")
    func digits() throws {
      try withScene { scene in
        let generator = try scene.startGenerator("--digits", "7")
        #expect(try generator.draw(7).code?.count == 7)
        #expect(try generator.draw(6).status == 3 && generator.draw(8).status == 3)
      }
    }

    @Test("a server tells the health of its ledger, its miners and its own generator")
    func builtIn() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let health = try server.health()
        #expect(health.status == Health.serving)
        #expect(health.parts.map(\.name) == ["ledger", "database", "scrub", "miners", "generator"])
        #expect(health.parts.allSatisfy { $0.status == Health.serving && $0.lastError.isEmpty && $0.since == 0 })
        #expect(health.parts[0].detail == "2 records, 0 blocks")
        #expect(health.parts[3].detail.contains(", kernel ") && health.parts[4].detail == "built in")
        try server.rpc("request", "--content", "a")
        #expect(try server.health().parts[0].detail.hasSuffix(" records, 1 block"))
        // Drawing codes for others is no work of a server.
        #expect(try server.draw(6).status == 12)
      }
    }

    @Test("a generator that is killed makes its server DEGRADED, which serves tokens all the same, until it is back")
    func outage() throws {
      try withScene { scene in
        let first = try scene.startGenerator()
        let server = try scene.startServer("--difficulty", "0", "--generator", first.address)
        let healthy = try server.health()
        #expect(healthy.status == Health.serving)
        #expect(healthy.parts.last?.name == "generator" && healthy.parts.last?.detail == first.address)
        let code = try #require(try server.rpc("generate", "ann").line()["code"]?.string)

        first.process.kill()
        let killed = UInt64(Date.now.timeIntervalSince1970 * 1000)
        try waitUntil("the outage to be seen", of: server.process) { try server.health().status == Health.degraded }
        let part = try #require(try server.health().parts.last)
        #expect(part.status == Health.notServing && part.detail == first.address && !part.lastError.isEmpty)
        #expect(part.since >= killed - 1_000)
        #expect(try server.rpc("request", "--content", "a").line()["status"]?.string == "success")
        #expect(server.process.errors.contains("generator \(first.address): "), "\(server.process.transcript)")
        // Only new codes need it.
        #expect(try server.rpc("generate", "bob", status: 3).errorCode() == "UNAVAILABLE")
        #expect(try server.rpc("generate", "ann").line()["code"]?.string == code)
        #expect(try server.rpc("validate", "--user", "ann", "--code", code).line()["valid"] == .bool(true))
        #expect(try server.rpc("health", status: 1).line()["status"]?.string == "degraded")

        _ = try scene.startGenerator("--listen", first.address)
        try waitUntil("the generator to be found", of: server.process) { try server.health().status == Health.serving }
        let back = try #require(try server.health().parts.last)
        #expect(back.since >= part.since && back.lastError == part.lastError)
        #expect(try server.rpc("generate", "bob").line()["isNew"] == .bool(true))
        try server.stop()
      }
    }

    @Test("when the generator is down no expired code is shown, however long it stays down")
    func expiredMeanwhile() throws {
      try withScene { scene in
        let generator = try scene.startGenerator()
        let server = try scene.startServer("--difficulty", "0", "--period", "1s", "--generator", generator.address)
        let code = try #require(try server.rpc("generate", "ann").line()["code"]?.string)
        generator.process.kill()
        try waitUntil("the code's end", of: server.process) {
          try server.rpc(each: [["status", "--user", "ann"]])[0].line()["live"] == .null
        }
        #expect(try server.rpc("generate", "ann", status: 3).errorCode() == "UNAVAILABLE")
        #expect(try server.rpc("validate", "--user", "ann", "--code", code, status: 1).line()["valid"] == .bool(false))
      }
    }

    @Test("a server starts although its generator is nowhere, and says so")
    func absent() throws {
      try withScene { scene in
        let socket = "unix:\(scene.path("nobody"))"
        let server = try scene.startServer("--difficulty", "0", "--generator", socket)
        try waitUntil("the first look", of: server.process) { try server.health().status == Health.degraded }
        #expect(try server.health().parts.last?.detail == socket)
        #expect(try server.rpc("request", "--content", "a").line()["status"]?.string == "success")
        try server.stop()
      }
    }

    @Test("a generator with a ledger, and a port that is taken, are refused as everywhere: status 2 and 1")
    func refusals() throws {
      try withScene { scene in
        let wrong = try scene.run(Programs.server, ["--generator-only", "--data", scene.data])
        #expect(wrong.status == .exited(2) && wrong.errors.contains("--data does not go with --generator-only"))
        #expect(!FileManager.default.fileExists(atPath: scene.data))
        let first = try scene.startGenerator()
        let taken = try scene.run(Programs.server, ["--generator-only", "--listen", first.address])
        #expect(taken.status == .exited(1) && taken.errors.contains(first.address), "\(taken.errors)")
      }
    }
  }
}

/// What the health service answers.
private struct Health: Equatable {
  static let serving: UInt64 = 1
  static let degraded: UInt64 = 2
  static let notServing: UInt64 = 3

  struct Part: Equatable {
    var name: String
    var status: UInt64
    var detail: String
    var lastError = ""
    var since: UInt64 = 0
  }

  var status: UInt64
  var parts: [Part]

  init(status: UInt64, parts: [Part]) {
    self.status = status
    self.parts = parts
  }

  init(_ bytes: [UInt8]) throws {
    let fields = try ProtobufFields(bytes)
    status = fields.number(1)
    parts = try fields.all(2).map { bytes in
      let part = try ProtobufFields(bytes)
      return Part(
        name: part.text(1), status: part.number(2), detail: part.text(3), lastError: part.text(4), since: part.number(5)
      )
    }
  }
}

extension Scene {
  /// Starts a process that only draws codes, on a port that the system picks unless an argument names one.
  fileprivate func startGenerator(_ arguments: String...) throws -> ServerProcess {
    let listen = arguments.contains("--listen") ? [] : ["--listen", "127.0.0.1:0"]
    return try ServerProcess(
      waitingFor: start(Programs.server, ["--generator-only"] + listen + arguments), scene: self)
  }
}

extension ServerProcess {
  private static let checkMethod: UInt16 = 1
  private static let drawMethod: UInt16 = 320

  /// How it is, by HealthService.Check.
  fileprivate func health() throws -> Health {
    let answer = try call(Self.checkMethod, [])
    guard answer.code == 0 else { throw Failure("Check ended with status \(answer.code)\n\(process.transcript)") }
    return try Health(answer.payload)
  }

  /// Asks for a code of so many digits.
  fileprivate func draw(_ digits: Int) throws -> (status: UInt16, code: String?) {
    let answer = try call(Self.drawMethod, [0x08, UInt8(digits)])
    return (answer.code, answer.code == 0 ? try ProtobufFields(answer.payload).text(1) : nil)
  }

  private func call(_ method: UInt16, _ message: [UInt8]) throws -> RawFrame {
    let connection = try RawConnection(port: port)
    let request = RawFrame(type: RawFrame.request, code: method, call: 1, argument: 30_000, payload: message)
    connection.send(RawFrame.clientHello.bytes + request.bytes)
    return try connection.response(to: 1)
  }
}
