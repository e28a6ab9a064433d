// 23Scrub.swift: a byte that changes on the disk under a running server: it is found, told, and its token is refused.

import Foundation
import Testing

extension EndToEnd {
  @Suite("23 the scrub")
  struct Scrub {
    /// Flips a bit of a token's block in the first segment; returns where.
    private static func damage(_ data: String, header: String) throws -> Int {
      let path = URL(filePath: data).appending(path: "log/00000001.seg")
      var bytes: [UInt8] = []
      var rest = header[...]
      while let digits = rest.isEmpty ? nil : rest.prefix(2) {
        bytes.append(try #require(UInt8(digits, radix: 16)))
        rest = rest.dropFirst(2)
      }
      let place = try #require(try Data(contentsOf: path).firstRange(of: Data(bytes))?.lowerBound) + 70
      let file = try FileHandle(forUpdating: path)
      try file.seek(toOffset: UInt64(place))
      try file.write(contentsOf: [bytes[70] ^ 4])
      try file.close()
      return place
    }

    @Test("a token whose sealed record changes in an old segment is told by health, and refused; others are served")
    func damaged() throws {
      try withScene { scene in
        let data = scene.path("data")
        let server = try scene.startServer(
          "--difficulty", "0", "--scrub-mib-per-second", "64", "--scrub-seconds", "1", data: data)
        let identity = try #require(
          try server.rpc("request", "--content", "a", "--uses", "3").line()["identity"]?.string)
        let other = try #require(try server.rpc("request", "--content", "b").line()["identity"]?.string)
        // So much that the first segment is an old one.
        let content = String(repeating: "0123456789abcdef", count: 3_750)
        _ = try server.rpc(each: (0..<20).map { ["request", "--content", content + "\($0)"] })
        #expect(FileManager.default.fileExists(atPath: data + "/log/00000002.seg"))
        #expect(try server.rpc("validate", identity).line()["valid"] == .bool(true))
        #expect(try server.rpc("health").line()["status"]?.string == "serving")

        let header = try #require(try server.rpc("status", identity).line()["token"]?["header"]?.string)
        let place = try Self.damage(data, header: header)
        try waitUntil("the scrub to find it", of: server.process) {
          try Answer(of: server.startRPC(["health"])).line()["status"]?.string == "degraded"
        }
        let parts = try #require(try server.rpc("health", status: 1).line()["parts"]?.array)
        let part = try #require(parts.first { $0["name"]?.string == "scrub" })
        #expect(part["status"]?.string == "down")
        #expect(part["lastError"]?.string?.hasPrefix("segment 1, offset ") == true)
        let offset = part["lastError"]?.string?.split(separator: ": ").first?.split(separator: " ").last.flatMap {
          Int($0)
        }
        #expect(offset.map { (place - 200..<place).contains($0) } == true)
        for use in [[], ["--use"]] {
          let answer = try Answer(of: server.startRPC(["validate", identity] + use))
          #expect(answer.status == .exited(1))
          #expect(try answer.line()["valid"] == .bool(false) && answer.line()["reason"]?.string == "damaged")
          #expect(try answer.line()["usesLeft"]?.int == 3)
        }
        #expect(try server.rpc("status", identity).line()["token"]?["damaged"] == .bool(true))
        #expect(try server.rpc("validate", other, "--use").line()["valid"] == .bool(true))
        let scrub = try #require(try server.rpc("status").line()["service"]?["scrub"])
        #expect(scrub["findings"]?.int == 1 && scrub["damagedTokens"]?.int == 1)
        #expect(server.process.errors.contains("the scrub found damage in segment 1, offset "))
        try server.stop()
        #expect(try scene.rpc("ledger", "verify", data).status == .exited(1))
      }
    }
  }
}
