// 30BenchRPC.swift: `rpc-cli bench rpc` against the real server: every kind of call, streams, and Ctrl-C.

import Foundation
import Testing

extension EndToEnd {
  @Suite("30 bench rpc")
  struct BenchRPC {
    @Test("a mix of all kinds at a rate has no failed call, and each call of the schedule was answered or is told")
    func mixed() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let token = try server.rpc("request", "--content", "load").line()
        let identity = try #require(token["identity"]?.string)
        let mix = "check=6,use=2,request=2,generate=2,status=2,stream=2"
        let summary = try server.rpc(
          "bench", "rpc", "--mix", mix, "--identity", identity, "--rate", "100..300", "--warm-up", "200ms",
          "--duration", "2s", "--connections", "2"
        ).line()
        #expect(summary["errors"]?.int == 0 && summary["valid"] == summary["requests"], "\(summary)")
        #expect((summary["requests"]?.int ?? 0) + (summary["unsent"]?.int ?? 0) == 400, "\(summary)")
        let calls = try #require(summary["calls"]?.array)
        #expect(calls.count == 6 && calls.allSatisfy { ($0["requests"]?.int ?? 0) > 0 }, "\(calls)")
        try server.stop()
      }
    }

    @Test("streams that follow hear of each requisition that is made for them")
    func follows() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let summary = try server.rpc("bench", "rpc", "--stream", "--depth", "3", "--duration", "2s").line()
        #expect(summary["call"]?.string == "stream" && summary["errors"]?.int == 0, "\(summary)")
        let made = try #require(summary["calls"]?.array?.last?["valid"]?.int)
        // Queued and sealed on three streams, but for what is under way at the two ends of the time.
        let events = try #require(summary["requests"]?.int)
        #expect(made > 0 && events > 0 && events <= 6 * (made + 200), "\(summary)")
        try server.stop()
      }
    }

    @Test("Ctrl-C ends the measured time, and the summary and the report are of what came until then")
    func interrupted() throws {
      try withScene { scene in
        let server = try scene.startServer()
        let path = scene.path("report.html")
        let bench = try server.startRPC(["bench", "rpc", "--call", "generate", "--duration", "1h", "--html", path])
        try waitUntil("a code", of: bench) {
          try Answer(of: try server.startRPC(["status", "--user", "bench-1"])).status == .exited(0)
        }
        bench.signal(2)
        let summary = try server.answer(of: bench).line()
        #expect(summary["interrupted"]?.bool == true && summary["errors"]?.int == 0, "\(summary)")
        let (requests, measured) = (summary["requests"]?.int ?? 0, summary["measuredMillis"]?.int ?? .max)
        #expect(requests > 0 && measured < 3_600_000)
        let series = try #require(summary["series"]?.array)
        #expect(series.reduce(0) { $0 + ($1["requests"]?.int ?? 0) } == requests)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("</html>\n"))
        try server.stop()
      }
    }
  }
}
