// HealthTests.swift: the health service over the wire, and what the parts come to.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

@Suite("the health service", .timeLimit(.minutes(2)))
struct HealthTests {
  private func part(_ name: String, _ isServing: Bool, vital isVital: Bool = false) -> PartHealth {
    PartHealth(name: name, isServing: isServing, isVital: isVital, detail: "")
  }

  @Test("all parts serve: SERVING; a vital one is down: NOT_SERVING; another is down: DEGRADED")
  func whole() {
    let rows: [(ledger: Bool, miners: Bool, generator: Bool, HealthStatus)] = [
      (true, true, true, .serving), (true, true, false, .degraded), (true, false, true, .degraded),
      (true, false, false, .degraded), (false, true, true, .notServing), (false, false, false, .notServing),
    ]
    for row in rows {
      let reply = HealthReply([
        part("ledger", row.ledger, vital: true), part("miners", row.miners), part("generator", row.generator),
      ])
      #expect(reply.status == row.3, "\(row)")
      #expect(reply.parts.map(\.name) == ["ledger", "miners", "generator"])
      #expect(reply.parts.map { $0.status == .serving } == [row.ledger, row.miners, row.generator])
      #expect(reply.parts.allSatisfy { [.serving, .notServing].contains($0.status) })
    }
    #expect(HealthReply([PartHealth]()).status == .serving)
  }

  @Test("method 1 answers with the parts as they are when it is asked, and repeats what each says")
  func overTheWire() throws {
    let parts = Mutex([
      PartHealth(
        name: "generator", isServing: false, isVital: false, detail: "127.0.0.1:9", lastError: "no answer",
        sinceMilliseconds: 17)
    ])
    let server = try RPCServer(
      services: [HealthHandlers { parts.withLock { $0 } }],
      configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
    let client = try TestClient.greeted(try #require(try server.start().first))
    defer { server.stop() }
    #expect(HealthServiceMethods.check.id == 1)

    client.send(Bytes.frame(FrameHeader(.request, code: 1, callID: 1), HealthRequest()))
    let down: HealthReply = try #require(client.read()?.message())
    #expect(down.status == .degraded)
    #expect(
      down.parts == [
        HealthPart(
          name: "generator", status: .notServing, detail: "127.0.0.1:9", lastError: "no answer", sinceMs: 17)
      ])

    parts.withLock { $0[0].isServing = true }
    client.send(Bytes.frame(FrameHeader(.request, code: 1, callID: 2), HealthRequest()))
    let up: HealthReply = try #require(client.read()?.message())
    #expect(up.status == .serving && up.parts.first?.status == .serving)
  }
}
