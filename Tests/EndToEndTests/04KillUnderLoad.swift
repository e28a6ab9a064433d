// 04KillUnderLoad.swift: kill -9 at any moment: what was acknowledged is there, what was spent stays spent.

import Foundation
import Testing

extension EndToEnd {
  @Suite("04 kill -9 under load")
  struct KillUnderLoad {
    /// What clients were told. The ledger must know at least this.
    private struct Oracle {
      var tokens: Set<String> = []
      var uses = 0

      mutating func hear(_ lines: [JSON]) {
        for line in lines where line["error"] == nil {
          guard let identity = line["identity"]?.string else { continue }
          if line["status"]?.string == "success" { tokens.insert(identity) }
          if line["valid"] == .bool(true) { uses += 1 }
        }
      }
    }

    static let rounds = 6
    static let usesAllowed = 3_000

    @Test("nothing acknowledged is lost and nothing spent is spent again")
    func oracle() throws {
      try withScene { scene in
        var oracle = Oracle()
        let lines = try scene.write("lines", (1...4_000).map { "line \($0)\n" }.joined())
        var server = try scene.startServer("--difficulty", "2")
        let token = try server.rpc("request", "--content", "limited", "--uses", "\(Self.usesAllowed)").line()
        let identity = try #require(token["identity"]?.string)
        let uses = try scene.write("uses", String(repeating: identity + "\n", count: 2_000))

        for round in 1...Self.rounds {
          let load =
            [["request", "--lines", lines]] + Array(repeating: ["validate", "--use", "--lines", uses], count: 2)
          let clients = try load.map { try server.startRPC($0 + ["--timeout", "5s"]) }
          usleep(UInt32.random(in: 20_000...900_000))
          server.process.kill()
          for client in clients {
            try client.wait()
            // The last line may have been cut off with the connection.
            oracle.hear(try JSON.lines(client.output))
          }

          server = try scene.startServer("--difficulty", "2")
          let known = oracle.tokens.map { $0 + "\n" }.joined()
          let checks = try server.rpc("validate", "--lines", "-", input: known).lines()
          try #require(checks.count { $0["valid"] == .bool(true) } == oracle.tokens.count, "round \(round)")
          let used = try #require(try server.rpc("status", identity).line()["token"]?["uses"]?.int)
          try #require(used >= oracle.uses && used <= Self.usesAllowed, "round \(round)")
        }

        // What is left can be spent, to the last use and no further.
        let used = try #require(try server.rpc("status", identity).line()["token"]?["uses"]?.int)
        let left = Self.usesAllowed - used
        let rest = String(repeating: identity + "\n", count: left + 10)
        let answers = try server.rpc("validate", "--use", "--lines", "-", input: rest, status: 1).lines()
        #expect(answers.count { $0["valid"] == .bool(true) } == left)
        #expect(answers.suffix(10).allSatisfy { $0["reason"]?.string == "spent" })
        #expect(oracle.uses + left <= Self.usesAllowed)

        // Clients that were cut off may have tokens they never heard of; each of them must be sealed or still queued.
        try waitUntil("the queue to be mined") { try server.rpc("queue", "--size").lines()[0]["queueSize"]?.int == 0 }
        try server.stop()
        let blocks = try Chain.inspect(scene).count { $0["type"]?.string == "block" }
        #expect(blocks >= oracle.tokens.count)
        try Chain.verify(scene, blocks: blocks)
      }
    }
  }
}
