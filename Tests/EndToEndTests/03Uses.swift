// 03Uses.swift: N uses allow exactly N, under any concurrency.

import Testing

extension EndToEnd {
  @Suite("03 uses")
  struct Uses {
    @Test("two uses succeed, the third says spent, a check never spends")
    func two() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "4")
        let token = try server.rpc("request", "--content", "twice", "--uses", "2").line()
        let identity = try #require(token["identity"]?.string)

        #expect(try server.rpc("validate", identity).line()["usesLeft"]?.int == 2)
        #expect(try server.rpc("validate", identity, "--use").line()["usesLeft"]?.int == 1)
        #expect(try server.rpc("validate", identity, "--use").line()["usesLeft"]?.int == 0)
        let third = try server.rpc("validate", identity, "--use", status: 1).line()
        #expect(third["valid"] == .bool(false))
        #expect(third["reason"]?.string == "spent")
        #expect(third["expires"] == .null)
        #expect(try server.rpc("status", identity).line()["token"]?["status"]?.string == "spent")
      }
    }

    @Test("64 users at once spend exactly the two uses there are", arguments: ["one connection", "64 connections"])
    func concurrent(how: String) throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let token = try server.rpc("request", "--content", "contended", "--uses", "2").line()
        let identity = try #require(token["identity"]?.string)

        let answers: [JSON]
        if how == "one connection" {
          // Pipelined, so that many are decided in one batch.
          let input = String(repeating: identity + "\n", count: 64)
          answers = try server.rpc("validate", "--use", "--lines", "-", input: input, status: 1).lines()
        } else {
          let users = try (0..<64).map { _ in try server.startRPC(["validate", identity, "--use"]) }
          answers = try users.map { try Answer(of: $0).line() }
        }
        #expect(answers.count == 64)
        #expect(answers.count { $0["valid"] == .bool(true) } == 2)
        #expect(answers.count { $0["reason"]?.string == "spent" } == 62)
        let state = try server.rpc("status", identity).line()
        #expect(state["token"]?["uses"]?.int == 2)
        #expect(state["token"]?["usesLeft"]?.int == 0)
      }
    }

    @Test("a use repeated with its key is answered, not done again, also after a restart")
    func repeatedByKey() throws {
      try withScene { scene in
        let first = try scene.startServer("--difficulty", "0")
        let token = try first.rpc("request", "--content", "once", "--uses", "2").line()
        let identity = try #require(token["identity"]?.string)
        let use = ["validate", identity, "--use", "--idempotency-key", "the-key-of-this-use-1"]
        let before = try first.answer(of: first.startRPC(use)).line()
        #expect(before["usesLeft"]?.int == 1)
        #expect(try first.answer(of: first.startRPC(use)).line() == before)
        first.process.kill()

        let second = try scene.startServer("--difficulty", "0")
        #expect(try second.answer(of: second.startRPC(use)).line() == before)
        #expect(try second.rpc("status", identity).line()["token"]?["uses"]?.int == 1)
      }
    }

    @Test("a token ends at its time, by instant and by duration")
    func time() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let short = try #require(try server.rpc("request", "--content", "s", "--for", "1ms").line()["identity"]?.string)
        let long = try #require(
          try server.rpc("request", "--content", "l", "--until", "2200-01-01T00:00:00.000Z").line()["identity"]?.string)
        var last = JSON.null
        try waitUntil("the token to expire") {
          last = try server.answer(of: server.startRPC(["status", short])).line()
          return last["token"]?["status"]?.string == "expired"
        }
        let no = try server.rpc("validate", short, "--use", status: 1).line()
        #expect(no["reason"]?.string == "expired")
        let yes = try server.rpc("validate", long, "--use").line()
        #expect(yes["valid"] == .bool(true))
        #expect(yes["expires"]?.string == "2200-01-01T00:00:00.000Z")
      }
    }

    @Test("a revoked token is final, and so is a requisition revoked in the queue")
    func revoked() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "40", "--miners", "1")
        let pending = try server.rpc("request", "--content", "never", "--no-wait").line()
        let id = try #require(pending["requestId"]?.string)
        #expect(pending["status"]?.string == "pending")
        #expect(pending["identity"] == .null)
        #expect(pending["queuePosition"]?.int == 1)
        #expect(
          try server.rpc("revoke", "--request", id, "--reason", "not needed").line()["status"]?.string == "failed")
        #expect(try server.rpc("queue", "--size").lines().first?["queueSize"]?.int == 0)
        try server.stop()

        let again = try scene.startServer("--difficulty", "0")
        let state = try again.rpc("status", "--request", id).line()
        #expect(state["token"]?["status"]?.string == "failed")
        let token = try #require(try again.rpc("request", "--content", "now").line()["identity"]?.string)
        #expect(try again.rpc("revoke", token, "--reason", "lost").line()["status"]?.string == "revoked")
        #expect(try again.rpc("validate", token, status: 1).line()["reason"]?.string == "revoked")
        #expect(try again.rpc("revoke", String(repeating: "1", count: 64), status: 3).errorCode() == "NOT_FOUND")
      }
    }
  }
}
