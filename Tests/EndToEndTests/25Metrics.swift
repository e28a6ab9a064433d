// 25Metrics.swift: the metrics of real programs: they count what was done, the docs name each, and they tell no secret.

import Foundation
import Testing

extension EndToEnd {
  @Suite("25 metrics")
  struct Metrics {
    /// The value of a sample; nil: there is none.
    private static func value(_ samples: [JSON], _ name: String, _ labels: [String: String] = [:]) -> Double? {
      let wanted = labels.mapValues { JSON.string($0) }
      let sample = samples.first { $0["name"]?.string == name && $0["labels"] == .object(wanted) }
      return switch sample?["value"] {
      case .number(let value): Double(value)
      case .decimal(let value): value
      default: nil
      }
    }

    private static func samples(_ server: ServerProcess, _ arguments: [String] = []) throws -> [JSON] {
      try server.answer(of: try server.startRPC(["metrics"] + arguments)).line().array ?? []
    }

    @Test("they count the calls by method and code, and what these did to the queue, the ledger and the database")
    func counts() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let before = try Self.samples(server)
        #expect(Self.value(before, "tokenrpc_tokens") == 0 && Self.value(before, "tokenrpc_ledger_records") == 2)
        let answers = try server.rpc(each: (1...3).map { ["request", "--content", "\($0)", "--uses", "1"] })
        let identity = try #require(try answers[0].line()["identity"]?.string)
        try server.rpc("validate", identity, "--use")
        try server.rpc("validate", identity, "--use", status: 1)
        try server.rpc("status", String(repeating: "0", count: 64), status: 3)
        let samples = try Self.samples(server)
        let service = "tokenrpc.v1.TokenService"
        let calls = "tokenrpc_server_calls_total"
        #expect(Self.value(samples, calls, ["method": "\(service)/Request", "code": "OK"]) == 3)
        #expect(Self.value(samples, calls, ["method": "\(service)/Validate", "code": "OK"]) == 2)
        #expect(Self.value(samples, calls, ["method": "\(service)/Status", "code": "NOT_FOUND"]) == 1)
        #expect(
          Self.value(samples, "tokenrpc_server_call_duration_seconds_count", ["method": "\(service)/Request"]) == 3)
        #expect(Self.value(samples, "tokenrpc_requisitions") == 3 && Self.value(samples, "tokenrpc_tokens") == 3)
        #expect(Self.value(samples, "tokenrpc_uses") == 1 && Self.value(samples, "tokenrpc_queue_requisitions") == 0)
        let written = try #require(Self.value(samples, "tokenrpc_ledger_written_records_total"))
        #expect(written == Self.value(samples, "tokenrpc_ledger_records") && written >= 9)
        let syncs = try #require(Self.value(samples, "tokenrpc_ledger_sync_duration_seconds_count"))
        #expect(syncs == Self.value(samples, "tokenrpc_ledger_batches") && syncs >= 2)
        #expect(try #require(Self.value(samples, "tokenrpc_ledger_sync_duration_seconds_sum")) > 0)
        #expect(try #require(Self.value(samples, "tokenrpc_mining_threads")) >= 1)
        for part in ["ledger", "database", "miners", "generator"] {
          #expect(Self.value(samples, "tokenrpc_part_serving", ["part": part]) == 1)
        }
        // The first call for metrics, and one connection for each rpc-cli before this one.
        #expect(Self.value(samples, calls, ["method": "tokenrpc.v1.MetricsService/Collect", "code": "OK"]) == 1)
        #expect(Self.value(samples, "tokenrpc_server_connections_accepted_total") == 8)
        let filtered = try Self.samples(server, ["--filter", "tokenrpc_queue_"])
        #expect(filtered.count == 4 && filtered.allSatisfy { $0["name"]?.string?.hasPrefix("tokenrpc_queue_") == true })
        try server.stop()
      }
    }

    @Test("docs/operations.md has a row for each of them and for nothing else")
    func documented() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let text = try scene.rpc("metrics", "--server", server.address).output
        let told = Dictionary(
          uniqueKeysWithValues: text.matches(of: /# TYPE (\w+) (\w+)\n/).map { (String($0.1), String($0.2)) })
        #expect(text.split(separator: "\n").count { $0.hasPrefix("# HELP ") } == told.count && told.count > 40)
        let page = try String(
          contentsOf: Programs.package.appending(path: "docs/operations.md"), encoding: .utf8)
        let rows = page.matches(of: /\n\| `(tokenrpc_\w+)` \| (\w+) \|/).map { (String($0.1), String($0.2)) }
        #expect(Dictionary(uniqueKeysWithValues: rows) == told)
        #expect(rows.count == told.count)
      }
    }

    @Test("no name, identity, code or content is in them, and a generator tells its own")
    func noSecrets() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let id = String(repeating: "5e", count: 32)
        let identity = try #require(
          try server.rpc("request", "--id", id, "--content", "something private").line()["identity"]?.string)
        let code = try #require(try server.rpc("generate", "ann of the hill").line()["code"]?.string)
        try server.rpc("validate", "--user", "ann of the hill", "--code", code)
        try server.rpc("validate", identity, "--use")
        let text = try scene.rpc("metrics", "--server", server.address).output
        for secret in [id, identity, "private", "ann of"] { #expect(!text.contains(secret), "\(secret)") }
        let words = text.matches(of: /(\w+)="([^"]*)"/).filter { $0.1 != "le" }.map { String($0.2) }
        #expect(words.allSatisfy { !$0.contains(code) })

        let generator = try ServerProcess(
          waitingFor: scene.start(Programs.server, ["--generator-only", "--listen", "127.0.0.1:0"]), scene: scene)
        let own = try Self.samples(generator)
        #expect(Self.value(own, "tokenrpc_part_serving", ["part": "generator"]) == 1)
        let draw = ["method": "tokenrpc.v1.GenerationService/Draw", "code": "OK"]
        #expect(Self.value(own, "tokenrpc_server_calls_total", draw) == 0)
        #expect(own.allSatisfy { $0["name"]?.string?.hasPrefix("tokenrpc_ledger") == false })
      }
    }
  }
}
