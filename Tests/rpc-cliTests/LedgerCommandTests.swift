// LedgerCommandTests.swift: `ledger repair` and `ledger export` on real directories.

import Foundation
import Testing
import TokenCore

@testable import rpc_cli

@Suite("ledger export and repair", .timeLimit(.minutes(2)))
struct LedgerCommandTests {
  private static let content = "a, \"secret\""
  private static let url = "https://example.org/told"
  private static let requestID = String(repeating: "ab", count: 32)

  /// Calls `body` with a ledger of a limited token that was used once and one without limits, and their identities.
  private func withLedger(_ body: (_ directory: String, _ identities: [String]) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("rpc-cli-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let settings = EngineSettings(
      directory: directory.path, difficulty: .fixed(.none), miners: 1, segmentBytes: 1 << 20)
    let engine = try TokenEngine.open(settings, onFailure: { Issue.record("the ledger failed: \($0)") })
    engine.start()
    let limited = NewRequisition(
      id: Digest([UInt8](repeating: 0xAB, count: 32)), content: .bytes([UInt8](Self.content.utf8)),
      effectiveness: try #require(Effectiveness(uses: 3, instant: nil, duration: nil)), url: Self.url)
    var identities: [Digest] = []
    for new in [limited, NewRequisition()] { identities.append(try await identity(engine, new)) }
    let query = ValidationQuery(identity: identities[0])
    _ = try await withCheckedContinuation { continuation in
      engine.use(query, idempotencyKey: nil, caller: Caller()) { continuation.resume(returning: $0) }
    }.get()
    await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
    try await body(directory.path, identities.map(\.identityText))
  }

  private func identity(_ engine: TokenEngine, _ new: NewRequisition) async throws -> Digest {
    let view = try await withCheckedContinuation { continuation in
      engine.request(new, waitMilliseconds: 60_000) { continuation.resume(returning: $0) }
    }.get()
    return try #require(view.entry.block?.identity)
  }

  private func segment(_ directory: String) -> URL {
    URL(filePath: directory).appending(path: "log/00000001.seg")
  }

  /// Flips a byte near the end of what was written.
  private func damage(_ directory: String) throws {
    var bytes = try Data(contentsOf: segment(directory))
    let last = try #require(bytes.lastIndex { $0 != 0 })
    bytes[last - 20] ^= 0x10
    try bytes.write(to: segment(directory))
  }

  // MARK: Export

  @Test("an export has a line for each requisition in its final state, and a last one that adds them up")
  func export() async throws {
    try await withLedger { directory, identities in
      let outcome = await CommandLineHarness.run(["ledger", "export", directory])
      #expect(outcome.status == .done && outcome.errors == "" && outcome.objects.count == 3)
      let tokens = outcome.objects.compactMap { $0["token"] as? [String: Any] }
      #expect(tokens.map { $0["status"] as? String } == ["success", "success"])
      #expect(tokens.map { $0["uses"] as? Int } == [1, 0] && tokens.map { $0["height"] as? Int } == [1, 2])
      #expect(tokens[0]["usesLeft"] as? Int == 2 && tokens[1]["usesLeft"] is NSNull)
      #expect((tokens[0]["publicId"] as? String)?.count == 64)
      let limits = (tokens[0]["req"] as? [String: Any])?["effectiveness"] as? [String: Any]
      #expect(limits?["type"] as? String == "usage" && limits?["expires"] as? Int == 3)
      let verified = await CommandLineHarness.run(["ledger", "verify", "--json", directory]).objects.first
      let end = outcome.objects.last?["export"] as? [String: Any]
      for key in ["records", "tokens", "requisitions", "uses"] {
        #expect(end?[key] as? Int == verified?[key] as? Int && end?[key] != nil, "\(key)")
      }
      #expect(end?["root"] as? String == verified?["root"] as? String)
      #expect(end?["head"] as? Int == verified?["batches"] as? Int)
      for secret in identities + [Self.requestID, Self.url, "secret"] { #expect(!outcome.output.contains(secret)) }
    }
  }

  @Test("secrets are told only when it is said, the records of the tokens too")
  func secrets() async throws {
    try await withLedger { directory, identities in
      let open = await CommandLineHarness.run(["ledger", "export", "--secrets", "--events", directory])
      let tokens = open.objects.compactMap { $0["token"] as? [String: Any] }
      #expect(tokens.map { $0["identity"] as? String } == identities)
      let requisition = try #require(tokens.first?["req"] as? [String: Any])
      #expect(requisition["id"] as? String == Self.requestID && requisition["content"] as? String == Self.content)
      #expect(requisition["pushBack"] as? String == Self.url)
      let events = open.objects.compactMap { $0["event"] as? [String: Any] }
      #expect(events.compactMap { $0["identity"] as? String } == identities)
      let records = (open.objects.last?["export"] as? [String: Any])?["records"] as? Int
      #expect(events.count == records)
      let closed = await CommandLineHarness.run(["ledger", "export", "--events", directory])
      #expect(closed.objects.filter { $0["event"] != nil }.count == records)
      for secret in identities + [Self.requestID, Self.url, "secret"] { #expect(!closed.output.contains(secret)) }
    }
  }

  @Test("as csv it is a table with the same tokens, and its end stands on standard error")
  func table() async throws {
    try await withLedger { directory, _ in
      let outcome = await CommandLineHarness.run(["ledger", "export", "--format", "csv", directory])
      let rows = outcome.output.split(separator: "\r\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      #expect(outcome.status == .done && rows.count == 3)
      #expect(rows.allSatisfy { $0.count == rows[0].count })
      let row = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
      #expect(row["status"] == "success" && row["usesLeft"] == "2" && row["contentBytes"] == "11")
      #expect(row["identity"] == nil && outcome.errors.contains("\"requisitions\":2"))
    }
  }

  @Test("a damaged ledger has no last line and exits 1")
  func damagedExport() async throws {
    try await withLedger { directory, _ in
      try damage(directory)
      let outcome = await CommandLineHarness.run(["ledger", "export", "--json", directory])
      #expect(outcome.status == .no && outcome.output == "" && outcome.errors.contains("DATA_LOSS"))
    }
  }

  // MARK: Repair

  @Test("a sound ledger has nothing to repair, with and without --yes")
  func sound() async throws {
    try await withLedger { directory, _ in
      let before = try Data(contentsOf: segment(directory))
      for flags in [[], ["--yes"]] {
        let outcome = await CommandLineHarness.run(["ledger", "repair", "--json", directory] + flags)
        #expect(outcome.status == .done && outcome.objects.first?["damaged"] as? Bool == false)
        #expect(try Data(contentsOf: segment(directory)) == before)
      }
      let text = await CommandLineHarness.run(["ledger", "repair", directory])
      #expect(text.output.hasPrefix("nothing to repair"))
    }
  }

  @Test("what would be lost is said and nothing changed; with --yes exactly that is lost")
  func repair() async throws {
    try await withLedger { directory, _ in
      let whole = await CommandLineHarness.run(["ledger", "verify", "--json", directory]).objects.first
      try damage(directory)
      let before = try Data(contentsOf: segment(directory))
      let said = await CommandLineHarness.run(["ledger", "repair", "--json", directory])
      #expect(said.status == .no && said.objects.first?["repaired"] as? Bool == false)
      #expect(try Data(contentsOf: segment(directory)) == before)
      let kept = try #require(said.objects.first?["keptRecords"] as? Int)
      let lost = try #require(said.objects.first?["lostRecords"] as? Int)
      #expect(lost > 0 && kept + lost == whole?["records"] as? Int)
      let text = await CommandLineHarness.run(["ledger", "repair", directory])
      #expect(text.status == .no && text.output.contains("would be lost") && text.output.contains("--yes"))

      let done = await CommandLineHarness.run(["ledger", "repair", "--json", "--yes", directory])
      #expect(done.status == .done && done.objects.first?["lostRecords"] as? Int == lost)
      let aside = try #require(done.objects.first?["aside"] as? String)
      #expect(try Data(contentsOf: URL(filePath: aside).appending(path: "00000001.seg")) == before)
      let verified = await CommandLineHarness.run(["ledger", "verify", "--json", directory])
      #expect(verified.status == .done && verified.objects.first?["records"] as? Int == kept + 1)
    }
  }

  @Test("a ledger without its keys can't be repaired, and that is status 1")
  func beyondRepair() async throws {
    try await withLedger { directory, _ in
      try FileManager.default.removeItem(atPath: directory + "/keys")
      let outcome = await CommandLineHarness.run(["ledger", "repair", "--yes", "--json", directory])
      #expect(outcome.status == .no && outcome.objects.first?["ok"] as? Bool == false)
    }
  }
}
