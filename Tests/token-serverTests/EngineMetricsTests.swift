// EngineMetricsTests.swift: what an engine's metrics say, and that all of a server's fit the smallest frame.

import Foundation
import Testing
import TokenCore
import TokenRPCServer

@testable import token_server

@Suite("the metrics of an engine")
struct EngineMetricsTests {
  private func value(_ families: [MetricFamily], _ name: String) -> Double? {
    families.first { $0.name == name }?.samples.first?.value
  }

  @Test("they say what the engine says, without a database nothing of one")
  func values() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "token-server-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let engine = try TokenEngine.open(
      EngineSettings(directory: directory, difficulty: .fixed(.none), miners: 2, segmentBytes: 65_536),
      onFailure: { _ in })
    let families = MetricFamily.engine(engine)
    #expect(Set(families.map(\.name)).count == families.count)
    #expect(value(families, "tokenrpc_ledger_records") == 2 && value(families, "tokenrpc_ledger_batches") == 1)
    #expect(value(families, "tokenrpc_ledger_written_records_total") == 2)
    #expect(value(families, "tokenrpc_mining_threads") == 0 && value(families, "tokenrpc_tokens") == 0)
    #expect(value(families, "tokenrpc_database_records") == nil)
    let syncs = try #require(families.first { $0.name == "tokenrpc_ledger_sync_duration_seconds" })
    #expect(syncs.samples.count == 24 && syncs.samples.last?.value == 1)
    engine.start()
    #expect(value(MetricFamily.engine(engine), "tokenrpc_mining_threads") == 2)
    await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
    // The server's own are under 52 KiB: together they fit the smallest limit of a frame, 64 KiB, with room for more.
    let bytes = families.map { family in
      2 * (family.name.utf8.count + 40) + family.help.utf8.count
        + family.samples.map { _ in family.name.utf8.count + 60 }.reduce(0, +)
    }
    #expect(bytes.reduce(0, +) < 11 * 1_024)
  }

  @Test("a part that is down is 0")
  func parts() {
    let parts = [true, false].map { PartHealth(name: "\($0)", isServing: $0, isVital: true, detail: "") }
    let family = MetricFamily.parts(parts)
    #expect(family.samples.map(\.value) == [1, 0] && family.samples.map(\.labels[0].value) == ["true", "false"])
  }
}
