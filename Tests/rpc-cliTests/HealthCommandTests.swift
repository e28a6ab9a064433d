// HealthCommandTests.swift: what `health` says of a server and its parts.

import Synchronization
import Testing
import TokenWire

@testable import rpc_cli

@Suite("the health command", .timeLimit(.minutes(1)))
struct HealthCommandTests {
  private static let ledger = HealthPart(name: "ledger", status: .serving, detail: "data")
  private static let generator = HealthPart(
    name: "generator", status: .notServing, detail: "127.0.0.1:7430", lastError: "connection refused\u{1B}",
    sinceMs: 1_927_857_906_000)

  @Test("a server whose parts are all up is done")
  func whole() async throws {
    let harness = try CommandLineHarness()
    harness.health.reply.withLock { $0 = HealthReply(status: .serving, parts: [Self.ledger]) }
    let json = await harness.run("health", "--json")
    #expect(json.status == .done)
    #expect(
      json.output == #"{"status":"serving","parts":[{"name":"ledger","status":"serving","detail":"data","#
        + #""lastError":null,"since":null}]}"# + "\n")
    #expect(await harness.run("health").output == "status  serving\nledger  up       data\n")
  }

  @Test("a part that is down is status 1, with its last error and since when")
  func degraded() async throws {
    let harness = try CommandLineHarness()
    harness.health.reply.withLock { $0 = HealthReply(status: .degraded, parts: [Self.ledger, Self.generator]) }
    let json = await harness.run("health", "--json")
    #expect(json.status == .no && json.errors == "")
    #expect(json.objects.first?["status"] as? String == "degraded")
    let part = (json.objects.first?["parts"] as? [[String: Any]])?.last
    #expect(part?["status"] as? String == "down" && part?["since"] as? String == "2031-02-03T04:05:06.000Z")
    #expect(part?["lastError"] as? String == "connection refused\u{1B}")
    let text = await harness.run("health")
    #expect(text.status == .no)
    #expect(
      text.lines == [
        "status     degraded", "ledger     up        data",
        "generator  down      127.0.0.1:7430  since 2031-02-03T04:05:06.000Z  "
          + #"last error: connection refused\u{1b}"#,
      ])
  }

  @Test(
    "what is not known to serve is status 1, of the server and of a part",
    arguments: [
      HealthReply(status: .notServing), HealthReply(),
      HealthReply(status: .unrecognized(9)),
      HealthReply(status: .serving, parts: [HealthPart(name: "ledger")]),
    ])
  func notWhole(reply: HealthReply) async throws {
    let harness = try CommandLineHarness()
    harness.health.reply.withLock { $0 = reply }
    #expect(await harness.run("health", "--json").status == .no)
  }

  @Test("--service asks for one service; one that the server has not is a failure")
  func service() async throws {
    let harness = try CommandLineHarness()
    #expect(await harness.run("health", "--service", "tokenrpc.v1.TokenService").status == .done)
    let unknown = await harness.run("health", "--service", "no.Such")
    #expect(unknown.status == .failed && unknown.errors.contains("NOT_FOUND"))
    _ = await harness.run("health", "--service", "a.B", "--watch")
    // The watch ends before its first item, so that the client tries again.
    let asked = harness.health.services.withLock { $0 }
    #expect(asked.prefix(2) == ["tokenrpc.v1.TokenService", "no.Such"] && Set(asked.dropFirst(2)) == ["a.B"])
    #expect(await harness.run("health", "--service=").status == .usage)
  }

  @Test("--watch prints a line for each change, and is a failure once the server ends it")
  func watch() async throws {
    let harness = try CommandLineHarness()
    let changes = [
      HealthReply(status: .serving, parts: [Self.ledger]),
      HealthReply(status: .degraded, parts: [Self.ledger, Self.generator]),
      HealthReply(status: .notServing),
    ]
    harness.health.changes.withLock { $0 = changes }
    let text = await harness.run("health", "--watch")
    #expect(text.status == .failed && text.errors.contains("the server is stopping (UNAVAILABLE)"))
    let time = /[0-9-]{10}T[0-9:.]{12}Z/
    #expect(text.lines.allSatisfy { $0.prefixMatch(of: time) != nil })
    #expect(
      text.lines.map { $0.replacing(time, with: "") } == [
        "  serving", #"  degraded  generator down: connection refused\u{1b}"#, "  down",
      ])

    harness.health.changes.withLock { $0 = changes }
    let json = await harness.run("health", "--watch", "--json")
    #expect(json.status == .failed && json.errors.contains(#""code":"UNAVAILABLE""#))
    #expect(json.objects.map { $0["status"] as? String } == ["serving", "degraded", "down"])
    #expect(json.objects.allSatisfy { ($0["time"] as? String)?.wholeMatch(of: time) != nil })
    #expect((json.objects[1]["parts"] as? [[String: Any]])?.count == 2)
  }
}
