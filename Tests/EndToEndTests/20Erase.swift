// 20Erase.swift: erasure through the programs: what is erased is found in no file any more, and all else still stands.

import Foundation
import Testing

extension EndToEnd {
  @Suite("20 erasure")
  struct Erase {
    private static let id = String(repeating: "5e", count: 32)
    private static let content = "a secret of somebody's, to be forgotten"
    private static let url = "https://example.org/where-it-went"

    /// Whether a text stands in any segment.
    private static func isFound(_ text: String, in data: String) throws -> Bool {
      let log = URL(filePath: data).appending(path: "log")
      return try FileManager.default.contentsOfDirectory(at: log, includingPropertiesForKeys: nil).contains {
        try Data(contentsOf: $0).firstRange(of: Data(text.utf8)) != nil
      }
    }

    @Test("an erased requisition and user are in no file after a stop; token, uses and chain stay, also on a restart")
    func erased() throws {
      try withScene { scene in
        let data = scene.path("data")
        var server = try scene.startServer("--difficulty", "0", data: data)
        let made = try server.rpc(
          "request", "--id", Self.id, "--content", Self.content, "--push-back", Self.url, "--uses", "5"
        ).line()
        let identity = try #require(made["identity"]?.string)
        let code = try #require(try server.rpc("generate", "ann of the hill").line()["code"]?.string)
        _ = try server.rpc("validate", "--user", "ann of the hill", "--code", code)
        #expect(try Self.isFound(Self.content, in: data) && Self.isFound("ann of the hill", in: data))

        let request = try server.rpc("erase", "--request", Self.id).line()
        #expect(request["erased"]?.array?.compactMap(\.string) == ["request id", "content", "url"])
        #expect(request["status"]?.string == "success")
        #expect(try server.rpc("erase", "--request", Self.id).line()["erased"]?.array?.isEmpty == true)
        let user = try server.rpc("erase", "--user", "ann of the hill").line()
        #expect(user["erased"]?.array?.compactMap(\.string) == ["name", "code"])
        #expect(try server.rpc("erase", "--user", "ann of the hill", status: 3).errorCode() == "NOT_FOUND")
        _ = try server.rpc("validate", "--user", "ann of the hill", "--code", code, status: 1)
        try server.stop()

        for text in [Self.content, Self.url, "ann of the hill"] { #expect(try !Self.isFound(text, in: data)) }
        #expect(try scene.rpc("ledger", "verify", data).status == .exited(0))
        server = try scene.startServer("--difficulty", "0", data: data)
        #expect(try server.rpc("validate", identity, "--use").line()["usesLeft"]?.int == 4)
        let taken = try server.rpc("request", "--id", Self.id, "--content", Self.content, status: 3)
        #expect(try taken.errorCode() == "ALREADY_EXISTS")
        try server.stop()
      }
    }
  }
}
