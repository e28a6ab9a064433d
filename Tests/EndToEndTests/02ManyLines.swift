// 02ManyLines.swift: ten thousand tokens over one connection.

import Testing

extension EndToEnd {
  @Suite("02 many lines")
  struct ManyLines {
    @Test("10,000 lines become 10,000 different tokens, answered in the file's order, each valid")
    func tenThousand() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "4")
        let count = 10_000
        let lines = try scene.write("lines", (1...count).map { "line \($0)\n" }.joined())
        let answers = try server.rpc("request", "--lines", lines).lines()
        try #require(answers.count == count)
        #expect(answers.allSatisfy { $0["status"]?.string == "success" })
        let identities = answers.compactMap { $0["identity"]?.string }
        #expect(Set(identities).count == count)

        let file = try scene.write("identities", identities.joined(separator: "\n") + "\n")
        let checks = try server.rpc("validate", "--lines", file).lines()
        #expect(checks.map { $0["identity"]?.string } == identities)
        #expect(checks.allSatisfy { $0["valid"] == .bool(true) })

        // In order: the first, the last and one between hold the line they stand for.
        for place in [0, count / 3, count - 1] {
          let content = try scene.write("content", "line \(place + 1)")
          #expect(
            try server.rpc("validate", identities[place], "--content-file", content).line()["valid"] == .bool(true))
        }
        try server.stop()
        try Chain.verify(scene, blocks: count)
      }
    }

    @Test("a line that fails prints its error in its place, and the exit status says so")
    func aFailedLine() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let identity = try #require(try server.rpc("request", "--content", "a").line()["identity"]?.string)
        let unknown = String(repeating: "0", count: 64)
        let answers = try server.rpc(
          "validate", "--lines", "-", input: "\(identity)\nnot an identity\n\(unknown)\n\(identity)\n", status: 1)
        let lines = try answers.lines()
        try #require(lines.count == 4)
        #expect(lines[0]["valid"] == .bool(true))
        #expect(lines[1]["line"]?.int == 2)
        #expect(lines[1]["error"]?["code"]?.string == "INVALID_ARGUMENT")
        #expect(lines[2]["reason"]?.string == "unknown")
        #expect(lines[3]["valid"] == .bool(true))
      }
    }
  }
}
