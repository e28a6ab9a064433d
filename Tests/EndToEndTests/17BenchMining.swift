// 17BenchMining.swift: what `rpc-cli bench mining` says it hashed can be checked by a program that knows only SHA-256.

import Foundation
import Testing

extension EndToEnd {
  @Suite("17 bench mining")
  struct BenchMining {
    @Test("the shares in the file are as many as were told, each one's hash holds, and a changed one is seen")
    func shares() throws {
      try withScene { scene in
        let path = scene.path("shares")
        var told = 0
        var runs = 0
        // In a debug build a second has about one share.
        while told == 0, runs < 60 {
          try? FileManager.default.removeItem(atPath: path)
          let answer = try scene.rpc(
            "bench", "mining", "--json", "--threads", "2", "--duration", "1s", "--shares", path)
          #expect(answer.status == .exited(0) && answer.errors == "", "\(answer)")
          let line = try #require(try JSON.lines(answer.output).first)
          told = try #require(line["shares"]?.int)
          runs += 1
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == told && told > 0 && text.hasSuffix("\n") && lines.allSatisfy { $0.count == 232 })
        let checked = try check(scene, text)
        #expect(checked.status == .exited(0) && checked.output.hasPrefix("\(told) shares"), "\(checked)")

        // The program is a check only if it fails on what is wrong.
        for at in [231, 100, 115] {
          var changed = Array(lines[0])
          changed[at] = changed[at] == "0" ? "1" : "0"
          #expect(try check(scene, String(changed) + "\n").status == .exited(1), "\(at)")
        }
        for wrong in [lines[0], lines[0].uppercased() + "\n", lines[0].dropLast(2) + "\n", lines[0] + "\n" + text] {
          #expect(try check(scene, wrong).status == .exited(1))
        }
      }
    }

    @Test("Ctrl-C while tokens are measured leaves no ledger behind, and whole lines in the file", arguments: [2, 15])
    func interrupted(number: Int32) throws {
      try withScene { scene in
        try FileManager.default.createDirectory(atPath: scene.path("ledgers"), withIntermediateDirectories: true)
        let bench = try scene.start(
          Programs.rpc,
          [
            "bench", "mining", "--json", "--threads", "1", "--duration", "1s", "--tokens", "--data",
            scene.path("ledgers"), "--shares", scene.path("shares"),
          ])
        try waitUntil("a ledger", of: bench) { !Self.ledgers(scene).isEmpty }
        bench.signal(number)
        #expect(try bench.wait() == .killed(signal: number), "\(bench.transcript)")
        #expect(Self.ledgers(scene) == [])
        let text = try String(contentsOfFile: scene.path("shares"), encoding: .utf8)
        #expect(try check(scene, text).status == .exited(0))
      }
    }

    private static func ledgers(_ scene: Scene) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: scene.path("ledgers"))) ?? []
    }

    private func check(_ scene: Scene, _ text: String) throws -> Answer {
      let program = Programs.package.appending(path: "benchmarks/check_shares.py").path
      return try scene.run(Programs.python, [program, try scene.write("checked", text)])
    }
  }
}
