// 09ChainByPython.swift: the chain of a lively ledger holds for a program that knows only docs/ledger.md.

import Testing

extension EndToEnd {
  @Suite("09 the chain in Python")
  struct ChainByPython {
    @Test("every block holds over restarts and difficulties, and a program that looks sees each kind of damage")
    func lively() throws {
      try withScene { scene in
        var blocks = 0
        for difficulty in ["0", "1", "9", "12"] {
          let server = try scene.startServer("--difficulty", difficulty)
          let answers = try server.rpc("request", "--lines", "-", "--uses", "1", input: "a\nb\nc\nc\n").lines()
          let used = try #require(answers[0]["identity"]?.string)
          try server.rpc("validate", used, "--use")
          try server.rpc("revoke", try #require(answers[1]["identity"]?.string), "--reason", "a test")
          blocks += 4
          try server.stop()
        }
        try Chain.verify(scene, blocks: blocks)

        let records = try Chain.inspect(scene)
        #expect(records.map { $0["sequence"]?.int } == records.indices.map { $0 })
        #expect(records.allSatisfy { $0["leaf"]?.string?.count == 64 && $0["time"] != nil })
        #expect(records.count { $0["type"]?.string == "use" } == 4)

        try damageIsSeen(scene)
      }
    }

    /// The Python program is a test only if it fails on what is wrong.
    private func damageIsSeen(_ scene: Scene) throws {
      let output = try scene.rpc("--json", "ledger", "inspect", scene.data).output
      let lines = output.split(separator: "\n").map(String.init)
      let block = try #require(lines.lastIndex { $0.contains("\"type\":\"block\"") })
      let header = try #require(try JSON.lines(lines[block])[0]["header"]?.string)
      #expect(header.count == 232)

      // A header whose time is another; a block that is gone; a requisition that is gone.
      var changed = Array(header)
      changed[110] = changed[110] == "0" ? "1" : "0"
      var damaged = lines
      damaged[block] = lines[block].replacing(header, with: String(changed))
      #expect(try Chain.check(scene, damaged.joined(separator: "\n")).status == .exited(1))
      for type in ["block", "requisition"] {
        var missing = lines
        missing.remove(at: try #require(lines.firstIndex { $0.contains("\"type\":\"\(type)\"") }))
        #expect(try Chain.check(scene, missing.joined(separator: "\n")).status == .exited(1))
      }
    }
  }
}
