// 22Call.swift: any method called from the command line, by what the server tells of itself.

import Foundation
import Testing

extension EndToEnd {
  @Suite("22 calls by reflection")
  struct Call {
    @Test("list, describe and call know a server from nothing but its address")
    func anyMethod() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let services = try server.rpc("list").lines()
        #expect(
          services.map { $0["name"]?.string } == [
            "tokenrpc.v1.TokenService", "tokenrpc.v1.HealthService", "tokenrpc.v1.MetricsService",
            "tokenrpc.v1.CallsService", "tokenrpc.v1.ReflectionService",
          ])
        let ids = services.flatMap { $0["methods"]?.array ?? [] }.map { $0["id"]?.int }
        #expect(ids == [256, 257, 258, 259, 260, 261, 262, 263, 1, 2, 17, 18, 16])
        let fields = try server.rpc("describe", "Effectiveness").line()["fields"]?.array?.map { $0["name"]?.string }
        #expect(fields == ["uses", "untilMs", "durationMs"])

        let made = try server.rpc(
          "call", "Request", "-d", #"{"content":"aGVsbG8=","effectiveness":{"uses":2},"waitMs":20000}"#
        ).line()
        let token = try #require(made["token"])
        #expect(token["status"]?.string == "TOKEN_STATUS_SUCCESS" && token["usesLeft"]?.string == "2")
        let identity = try #require(token["identity"]?.string)
        let use = #"{"identity":"\#(identity)","use":true,"content":"aGVsbG8"}"#
        #expect(try server.rpc("call", "TokenService/Validate", "-d", use).line()["usesLeft"]?.string == "1")
        let file = try scene.write("use.json", use)
        #expect(try server.rpc("call", "Validate", "-d", "@" + file).line()["valid"] == .bool(true))
        let spent = try server.rpc("call", "Validate", "-d", use).line()
        #expect(spent["reason"]?.string == "VALIDATE_REASON_SPENT" && spent["valid"] == nil)
        try server.stop()
      }
    }

    @Test("lines on standard input are answered in their order, each failed one in its place with its number")
    func lines() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        // Far more than are on their way at once; lines that wait for a token stand between such that do not.
        let lines = (1...300).map { number in
          switch number {
          case 7: #"{"subject":1}"#
          case 8: "not JSON"
          case 9: #"{"user":"nobody"}"#
          case 10: "{\"user\":\"\(String(repeating: "x", count: 200_000))\"}"
          default: #"{"service":{}}"#
          }
        }
        let answers = try server.rpc(
          "call", "Status", "-d", "@-", input: lines.joined(separator: "\n") + "\n", status: 1
        ).lines()
        #expect(answers.count == lines.count)
        for (index, answer) in answers.enumerated() {
          switch index + 1 {
          case 7, 8, 10:
            #expect(answer["line"]?.int == index + 1)
            #expect(answer["error"]?["code"]?.string == "INVALID_ARGUMENT", "\(index)")
          case 9: #expect(answer["line"]?.int == 9 && answer["error"]?["code"]?.string == "NOT_FOUND")
          default: #expect(answer["service"]?["kernel"]?.string != nil, "\(index)")
          }
        }
        let tokens = try server.rpc(
          "call", "Request", "-d", "@-",
          input: (1...100).map { #"{"content":"","timestampMs":\#($0),"waitMs":20000}"# }.joined(separator: "\n")
        ).lines()
        #expect(tokens.map { $0["token"]?["timestampMs"]?.string } == (1...100).map { "\($0)" })
        #expect(try server.rpc("call", "Status", "-d", "@-", input: "").output == "")
        try server.stop()
      }
    }

    @Test("a stream is a line an item, also from lines, and ends with its server")
    func streams() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        #expect(try server.rpc("call", "QueueStream").line()["size"]?["pageSize"]?.int == 10)
        let answers = try server.rpc(
          "call", "QueueStream", "-d", "@-", input: "{\"pageSize\":3}\n{\"pages\":[9]}\n{\"pageSize\":4}", status: 1
        ).lines()
        #expect(answers.map { $0["size"]?["pageSize"]?.int } == [3, nil, 4])
        #expect(answers[1]["line"]?.int == 2 && answers[1]["error"]?["code"]?.string == "OUT_OF_RANGE")

        let follower = try server.startRPC(["call", "QueueStream", "-d", #"{"follow":true}"#])
        try waitUntil("the size", of: follower) { follower.output.contains("\n") }
        try server.rpc("request", "--content", "a")
        try waitUntil("the token", of: follower) { follower.output.contains("QUEUE_EVENT_KIND_SEALED") }
        try server.stop()
        let end = try Answer(of: follower)
        #expect(end.status == .exited(3))
        #expect(try end.errorCode() == "UNAVAILABLE")
      }
    }

    @Test("a generator tells of its own service, and is called as any server")
    func generator() throws {
      try withScene { scene in
        let process = try scene.start(Programs.server, ["--generator-only", "--listen", "127.0.0.1:0"])
        let generator = try ServerProcess(waitingFor: process, scene: scene)
        #expect(
          try generator.rpc("list").lines().map { $0["name"]?.string } == [
            "tokenrpc.v1.GenerationService", "tokenrpc.v1.HealthService", "tokenrpc.v1.MetricsService",
            "tokenrpc.v1.CallsService", "tokenrpc.v1.ReflectionService",
          ])
        let code = try generator.rpc("call", "Draw", "-d", #"{"digits":7}"#).line()["code"]?.string
        #expect(code?.wholeMatch(of: /[0-9]{7}/) != nil)
        #expect(try generator.rpc("call", "Draw", "-d", #"{"digits":9}"#, status: 3).errorCode() == "INVALID_ARGUMENT")
        #expect(try generator.rpc("call", "Drow", status: 2).errors.contains("did you mean 'Draw'?"))
        try generator.stop()
      }
    }
  }
}
