// 14Codes.swift: users' codes through the programs: one at a time, exact, renewed, never in clear on the disk.

import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("14 users' codes")
  struct Codes {
    @Test("sixty-four first calls at once give one code, and every later one within the period the same")
    func oneCode() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let answers = try server.rpc(each: Array(repeating: ["generate", "zoë"], count: 64)).map { try $0.line() }
        let codes = Set(answers.compactMap { $0["code"]?.string })
        #expect(answers.count == 64 && codes.count == 1)
        #expect(answers.count { $0["isNew"] == .bool(true) } == 1)
        #expect(codes.first?.wholeMatch(of: /[0-9]{6}/) != nil)
        #expect(try server.rpc("generate", "zoë").line()["code"]?.string == codes.first)
        #expect(try server.rpc("status", "--user", "zoë").line()["codesIssued"]?.int == 1)
      }
    }

    @Test("with --period 2s a code renews, and the one before is false from then on")
    func renewal() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--period", "2s")
        let first = try #require(try server.rpc("generate", "ann").line()["code"]?.string)
        var next: JSON?
        try waitUntil("the next code", of: server.process) {
          next = try server.rpc("generate", "ann").line()
          return next?["code"]?.string != first
        }
        #expect(next?["isNew"] == .bool(true) && next?["timesUsed"]?.int == 0)
        let old = try server.rpc("validate", "--user", "ann", "--code", first, status: 1).line()
        #expect(old["valid"] == .bool(false) && old["reason"]?.string == "refused")
        let status = try server.rpc("status", "--user", "ann").line()
        #expect(status["codesIssued"]?.int == status["history"]?.array?.count)
        #expect((status["codesIssued"]?.int ?? 0) >= 2)
      }
    }

    @Test("a wrong code is false, recorded and counted; ten kill the code; the eleventh attempt meets a dead one")
    func death() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--period", "10m")
        let code = try #require(try server.rpc("generate", "ann").line()["code"]?.string)
        let wrong = code == "000000" ? "000001" : "000000"
        #expect(try server.rpc("validate", "--user", "ann", "--code", code).line()["timesUsed"]?.int == 1)
        let guess = ["validate", "--user", "ann", "--code", wrong]
        let guesses = try (0..<10).map { _ in try server.startRPC(guess) }
        for guess in guesses { #expect(try server.answer(of: guess, status: 1).line()["valid"] == .bool(false)) }
        let dead = try server.rpc("validate", "--user", "ann", "--code", code, status: 1).line()
        #expect(dead["reason"]?.string == "refused" && dead["timesUsed"] == .null)
        let status = try server.rpc("status", "--user", "ann").line()
        #expect(status["live"] == .null)
        #expect(status["history"]?.array?.first?["died"] == .bool(true))
        #expect(status["history"]?.array?.first?["refusals"]?.int == 10)
        #expect(try server.rpc("generate", "ann").line()["isNew"] == .bool(true))
        try server.stop()
        let records = try JSON.lines(scene.rpc("--json", "ledger", "inspect", scene.data).output)
        let refused = records.filter { $0["type"]?.string == "refusal" }
        #expect(refused.count == 11 && refused.count { $0["diedOfIt"] == .bool(true) } == 1)
      }
    }

    @Test("what is no code is refused as it was typed, and changes nothing")
    func noCode() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--period", "10m")
        let code = try #require(try server.rpc("generate", "ann").line()["code"]?.string)
        let fullWidth = String(
          String.UnicodeScalarView(code.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
        let offers = [
          code + " ", " " + code, fullWidth, "+" + code.dropFirst(), code + "\n", "0x" + code.prefix(4), "12345",
        ]
        for offer in offers {
          let answer = try server.rpc("validate", "--user", "ann", "--code=" + offer, status: 1).line()
          #expect(answer["valid"] == .bool(false) && answer["reason"]?.string == "refused", "\(offer)")
        }
        let live = try server.rpc("status", "--user", "ann").line()["live"]
        #expect(live?["refusals"]?.int == 0 && live?["timesUsed"]?.int == 0)
        #expect(try server.rpc("validate", "--user", "ann", "--code", code).line()["valid"] == .bool(true))
      }
    }

    @Test("a restart within the period shows the same code and count, and every acknowledged use survives kill -9")
    func killed() throws {
      try withScene { scene in
        var server = try scene.startServer("--difficulty", "0", "--period", "1h")
        let code = try #require(try server.rpc("generate", "ann").line()["code"]?.string)
        var acknowledged = 0
        var attempted = 0
        for round in 1...4 {
          let users = try (0..<12).map { _ in try server.startRPC(["validate", "--user", "ann", "--code", code]) }
          attempted += users.count
          usleep(UInt32.random(in: 1_000...60_000))
          server.process.kill()
          for user in users {
            try user.wait()
            acknowledged += try JSON.lines(user.output).count { $0["valid"] == .bool(true) }
          }
          server = try scene.startServer("--difficulty", "0", "--period", "1h")
          let again = try server.rpc("generate", "ann").line()
          #expect(again["code"]?.string == code && again["isNew"] == .bool(false), "round \(round)")
          let used = try #require(again["timesUsed"]?.int)
          #expect(used >= acknowledged && used <= attempted, "round \(round)")
          acknowledged = used
          attempted = used
        }
        let last = try server.rpc("validate", "--user", "ann", "--code", code).line()
        #expect(last["timesUsed"]?.int == acknowledged + 1)
      }
    }

    @Test("with --uses-per-code once a code is used once, however many try at once")
    func once() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--uses-per-code", "once", "--period", "10m")
        let code = try #require(try server.rpc("generate", "ann").line()["code"]?.string)
        let users = try (0..<16).map { _ in try server.startRPC(["validate", "--user", "ann", "--code", code]) }
        let answers = try users.map { try Answer(of: $0).line() }
        #expect(answers.count { $0["valid"] == .bool(true) } == 1)
        #expect(try server.rpc("status", "--user", "ann").line()["live"]?["usesLeft"]?.int == 0)
      }
    }

    @Test("with 8 digits no code that was issued stands in any file of the data directory or in a log")
    func notInClear() throws {
      try withScene { scene in
        var codes: Set<String> = []
        for round in 0..<2 {
          let server = try scene.startServer("--difficulty", "0", "--digits", "8", "--period", "3s")
          for user in 0..<30 {
            let code = try #require(try server.rpc("generate", "user \(user)").line()["code"]?.string)
            #expect(code.count == 8)
            codes.insert(code)
            if user % 3 == 0 { try server.rpc("validate", "--user", "user \(user)", "--code", code) }
            if user % 10 == 5 {
              try server.rpc("validate", "--user", "user \(user)", "--code", code.otherCode, status: 1)
            }
          }
          if round == 0 {
            // So that the next round has new codes: a restart within the period shows the same.
            usleep(3_000_000)
            server.process.kill()
          } else {
            try server.stop()
          }
          #expect(!codes.contains { server.process.transcript.contains($0) })
        }
        #expect(codes.count >= 59)
        let files = try #require(FileManager.default.enumerator(atPath: scene.data)).compactMap { $0 as? String }
        #expect(files.contains("log/00000001.seg") && files.contains("keys"))
        for file in files {
          guard let bytes = FileManager.default.contents(atPath: scene.data + "/" + file) else { continue }
          #expect(codes.filter { bytes.range(of: Data($0.utf8)) != nil } == [], "\(file)")
        }
      }
    }

    @Test("users have a limit, and a name has 1 to 256 bytes")
    func limits() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--users-max", "2")
        for user in ["a", "b"] { try server.rpc("generate", user) }
        #expect(try server.rpc("generate", "c", status: 3).errorCode() == "RESOURCE_EXHAUSTED")
        #expect(try server.rpc("generate", "a").line()["isNew"] == .bool(false))
        #expect(try server.rpc("status", "--user", "c", status: 3).errorCode() == "NOT_FOUND")
        #expect(
          try server.rpc("generate", String(repeating: "x", count: 257), status: 2).errorCode() == "INVALID_ARGUMENT")
      }
    }
  }
}

extension String {
  /// Another code of the same length.
  fileprivate var otherCode: String { dropLast() + String(((last?.wholeNumberValue ?? 0) + 1) % 10) }
}
