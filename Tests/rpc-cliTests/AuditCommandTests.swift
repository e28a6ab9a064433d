// AuditCommandTests.swift: `audit` asks for what its flags say, and prints each event for people and for programs.

import Synchronization
import Testing
import TokenWire

@testable import rpc_cli

@Suite("audit", .timeLimit(.minutes(1)))
struct AuditCommandTests {
  private func harness() throws -> CommandLineHarness {
    let harness = try CommandLineHarness()
    harness.tokens.auditReply.withLock {
      $0 = AuditReply(
        events: [
          AuditEvent(
            sequence: 7, timeMs: 1_700_000_000_000, kind: .used, result: "done", count: 1,
            publicId: Bytes32([UInt8](repeating: 0xab, count: 32)), height: 3, limit: .usesLeft(1), timesUsed: 2),
          AuditEvent(
            sequence: 9, timeMs: 1_700_000_000_001, kind: .codeRefused, result: "wrong", count: 4, caller: 5,
            user: "ann", code: 8),
        ], more: .next(9), savedRecords: 12)
    }
    return harness
  }

  @Test("flags become the question; a bound that makes no sense is wrong usage")
  func question() async throws {
    let harness = try harness()
    _ = await harness.run(
      "audit", "--user", "ann", "--since", "2023-11-14T00:00:00Z", "--until", "2023-11-15T00:00:00Z", "--after", "6",
      "--limit", "2")
    let asked = try #require(harness.tokens.audits.withLock { $0.last })
    #expect(asked.subject == .user("ann") && asked.afterSequence == 6 && asked.limit == 2)
    #expect(asked.sinceMs == 1_699_920_000_000 && asked.untilMs == 1_700_006_400_000)
    for words in [
      ["--user", "ann", "--token", String(repeating: "0", count: 64)], ["--limit", "0"], ["--limit", "1001"],
      ["--since", "yesterday"], ["--user", ""], ["--token", "12"],
      ["--since", "2023-11-15T00:00:00Z", "--until", "2023-11-14T00:00:00Z"],
    ] {
      let result = await harness.run(words: ["audit"] + words)
      #expect(result.status == .usage && !result.errors.isEmpty, "\(words)")
    }
    #expect(harness.tokens.audits.withLock { $0.count } == 1)
  }

  @Test("each event is a line, and what there is more is told apart from the events")
  func answer() async throws {
    let harness = try harness()
    let text = await harness.run("audit")
    let lines = text.output.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].contains("used") && lines[0].contains("token 3 abab"))
    #expect(lines[1].contains("user ann") && lines[1].contains("wrong x 4") && lines[1].contains("caller 5"))
    #expect(text.errors.contains("--after 9"))
    let json = await harness.run("--json", "audit")
    #expect(
      json.output.split(separator: "\n").map(String.init) == [
        #"{"sequence":7,"time":"2023-11-14T22:13:20.000Z","kind":"used","result":"done","count":1,"caller":0,"#
          + #""publicId":""# + String(repeating: "ab", count: 32)
          + #"","height":3,"user":null,"code":null,"usesLeft":1,"timesUsed":2}"#,
        #"{"sequence":9,"time":"2023-11-14T22:13:20.001Z","kind":"code refused","result":"wrong","count":4,"#
          + #""caller":5,"publicId":null,"height":null,"user":"ann","code":8,"usesLeft":null,"timesUsed":null}"#,
        #"{"next":9,"savedRecords":12}"#,
      ])
  }
}
