// 05QueueSurvives.swift: the queue is durable: order and pages stay, and each requisition becomes exactly one token.

import COpenSSL
import Foundation
import Testing

extension EndToEnd {
  @Suite("05 the queue survives")
  struct QueueSurvives {
    static let count = 1_000

    @Test("1,000 requisitions outlive kill -9 in order, then each becomes exactly one token, killed midway or not")
    func survives() throws {
      try withScene { scene in
        let before = try scene.startServer("--difficulty", "40")
        let lines = try scene.write("lines", (1...Self.count).map { "line \($0)\n" }.joined())
        let requested = try before.rpc("request", "--no-wait", "--lines", lines).lines()
        try #require(requested.count == Self.count)
        #expect(requested.allSatisfy { $0["status"]?.string == "pending" })
        let ids = requested.compactMap { $0["requestId"]?.string }
        let pages = try Self.pages(before)
        let shown = pages.flatMap { $0["queuePage"]?.array ?? [] }.map { $0["publicId"]?.string }
        let places = requested.compactMap { $0["queuePosition"]?.int }
        try #require(places.sorted() == Array(1...Self.count))
        #expect(zip(ids, places).allSatisfy { Self.publicId($0) == shown[$1 - 1] })
        before.process.kill()

        let after = try scene.startServer("--difficulty", "40")
        #expect(try Self.pages(after) == pages)
        after.process.kill()

        try mineWithKills(scene)
        let records = try Chain.inspect(scene)
        let accepted = records.filter { $0["type"]?.string == "requisition" }.compactMap { $0["leaf"]?.string }
        let sealed = records.filter { $0["type"]?.string == "block" }.compactMap { $0["requisitionDigest"]?.string }
        #expect(accepted.count == Self.count)
        #expect(sealed == accepted)
        try Chain.verify(scene, blocks: Self.count)

        let server = try scene.startServer("--difficulty", "0")
        let sample = stride(from: 0, to: Self.count, by: 97).map { ids[$0] }
        let states = try server.rpc(each: sample.map { ["status", "--request", $0] }).map { try $0.line() }
        #expect(states.allSatisfy { $0["token"]?["status"]?.string == "success" })
        #expect(
          states.map { $0["token"]?["height"]?.int } == stride(from: 0, to: Self.count, by: 97).map { places[$0] })
      }
    }

    /// Restarts and kills again and again while the queue is mined, then lets it finish at difficulty 0.
    private func mineWithKills(_ scene: Scene) throws {
      let slow = try scene.startServer("--difficulty", "12")
      try waitUntil("a part of the queue to be mined", of: slow.process) { try Self.size(slow) < Self.count - 10 }
      slow.process.kill()
      for _ in 0..<5 {
        let server = try scene.launchServer(["--listen", "127.0.0.1:0", "--difficulty", "0"])
        usleep(UInt32.random(in: 1_000...120_000))
        server.kill()
      }
      let last = try scene.startServer("--difficulty", "0")
      try waitUntil("the queue to be mined", of: last.process) { try Self.size(last) == 0 }
      try last.stop()
    }

    private static func size(_ server: ServerProcess) throws -> Int {
      try server.rpc("queue", "--size").lines().first?["queueSize"]?.int ?? -1
    }

    /// The size line and every page of 100, as they are printed.
    private static func pages(_ server: ServerProcess) throws -> [JSON] {
      let size = try #require(try server.rpc("queue", "--size", "--page-size", "100").lines().first)
      #expect(size["queueSize"]?.int == count)
      #expect(size["pageCount"]?.int == 10)
      #expect(size["pageSize"]?.int == 100)
      #expect(size["pages"]?.array == (1...10).map(JSON.number))
      return try (1...10).map { number in
        let lines = try server.rpc("queue", "--page", "\(number)", "--page-size", "100").lines()
        let page = try #require(lines.last { $0["queuePage"] != nil })
        #expect(page["pageNumber"]?.int == number)
        #expect(page["queuePage"]?.array?.count == 100)
        return page
      }
    }

    /// What the queue shows of a request id: SHA-256(`tokenrpc/queue/1` then the id).
    private static func publicId(_ id: String) -> String {
      let digits = Array(id)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      }
      let message = Array("tokenrpc/queue/1".utf8) + bytes
      var digest = [UInt8](repeating: 0, count: 32)
      SHA256(message, message.count, &digest)
      return digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    @Test("pages count the partial last one; a page that is not there is OUT_OF_RANGE; an empty queue has none")
    func partialPage() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "40")
        let empty = try #require(try server.rpc("queue").lines().first)
        #expect(empty["queueSize"]?.int == 0)
        #expect(empty["pageCount"]?.int == 0)
        #expect(empty["pages"]?.array == [])
        #expect(try server.rpc("queue", "--page", "1", status: 3).errorCode() == "OUT_OF_RANGE")

        let input = (1...25).map { "line \($0)\n" }.joined()
        try server.rpc("request", "--no-wait", "--lines", "-", input: input)
        let size = try #require(try server.rpc("queue").lines().first)
        #expect(size["pageCount"]?.int == 3)
        #expect(size["pageSize"]?.int == 10)
        let last = try server.rpc("queue", "--page", "3").lines().last { $0["queuePage"] != nil }
        #expect(last?["queuePage"]?.array?.count == 5)
        #expect(last?["queuePage"]?.array?.first?["queuePosition"]?.int == 21)
        #expect(try server.rpc("queue", "--page", "4", status: 3).errorCode() == "OUT_OF_RANGE")
      }
    }

    @Test("the same id and body is the same requisition; another body is ALREADY_EXISTS")
    func repeatedId() throws {
      try withScene { scene in
        let id = String(repeating: "ab", count: 32)
        let first = try scene.startServer("--difficulty", "0")
        let token = try first.rpc("request", "--id", id, "--content", "one").line()
        #expect(token["requestId"]?.string == id)
        first.process.kill()
        let second = try scene.startServer("--difficulty", "0")
        #expect(try second.rpc("request", "--id", id, "--content", "one").line() == token)
        let other = try second.rpc("request", "--id", id, "--content", "two", status: 3)
        #expect(try other.errorCode() == "ALREADY_EXISTS")
      }
    }
  }
}
