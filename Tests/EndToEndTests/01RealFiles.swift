// 01RealFiles.swift: tokens for the files of a real tree.

import Foundation
import Testing

extension EndToEnd {
  @Suite("01 real files")
  struct RealFiles {
    /// The most content that is stored; of more the token holds the SHA-256 alone.
    static let maxContentBytes = 65_536

    /// The licences every Debian has, and the sources of the project.
    static func files() throws -> [String] {
      let roots = ["/usr/share/common-licenses", "Sources", "Protos", "scripts"]
        .map { $0.hasPrefix("/") ? $0 : Programs.package.appending(path: $0).path }
      return roots.flatMap { root in
        (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).map { "\(root)/\($0)" }
      }
      .filter { path in
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
      }
      .sorted()
    }

    @Test("each file gets a token of its own that knows its SHA-256, and all are valid")
    func everyFile() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "8")
        let files = try Self.files()
        try #require(files.count > 20)

        let tokens = try server.rpc(each: files.map { ["request", "--content-file", $0] }).map { try $0.line() }
        let identities = tokens.compactMap { $0["identity"]?.string }
        #expect(Set(identities).count == files.count)
        #expect(identities.allSatisfy { $0.count == 64 && $0.hasPrefix("00") })
        #expect(tokens.allSatisfy { $0["status"]?.string == "success" && $0["queuePosition"] == .null })
        #expect(Set(tokens.compactMap { $0["height"]?.int }) == Set(1...files.count))

        let valid = try server.rpc("validate", "--lines", "-", input: identities.joined(separator: "\n") + "\n").lines()
        #expect(valid.map { $0["identity"]?.string } == identities)
        #expect(valid.allSatisfy { $0["valid"] == .bool(true) && $0["reason"]?.string == "none" })

        let digests = try scene.run(Programs.sha256sum, files).output.split(separator: "\n").map { $0.prefix(64) }
        let states = try server.rpc(each: identities.map { ["status", $0] }).map { try $0.line() }
        for (index, state) in states.enumerated() {
          let requisition = state["token"]?["req"]
          #expect(requisition?["contentSha256"]?.string == String(digests[index]), "\(files[index])")
        }
        try server.stop()
        try Chain.verify(scene, blocks: files.count)
      }
    }

    @Test("a changed byte is seen, the same file twice is two tokens")
    func changedByte() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "4")
        var content = try Data(contentsOf: URL(filePath: "/usr/share/common-licenses/Apache-2.0"))
        let original = try scene.write("licence", content)
        content[content.count / 2] ^= 1
        let changed = try scene.write("changed", content)

        let first = try server.rpc("request", "--content-file", original).line()
        let second = try server.rpc("request", "--content-file", original).line()
        let identity = try #require(first["identity"]?.string)
        #expect(second["identity"]?.string != identity)
        #expect(second["requestId"] != first["requestId"])

        #expect(try server.rpc("validate", identity, "--content-file", original).line()["valid"] == .bool(true))
        let no = try server.rpc("validate", identity, "--content-file", changed, status: 1).line()
        #expect(no["valid"] == .bool(false))
        #expect(no["reason"]?.string == "content")
        // A comparison that fails spends nothing and harms nothing.
        #expect(try server.rpc("validate", "-", input: identity).line()["valid"] == .bool(true))
      }
    }

    @Test("content comes back as it was; of a file over the limit only the digest is kept, and it says so")
    func contentComesBack() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0")
        let small = try server.rpc("request", "--content", "grüße, welt").line()
        let state = try server.rpc("status", try #require(small["identity"]?.string), "--with-content").line()
        #expect("\(state)".contains("grüße, welt"))

        let large = try scene.write("large", Data(repeating: 0x61, count: Self.maxContentBytes + 1))
        let answer = try server.rpc("request", "--content-file", large)
        let identity = try #require(try answer.line()["identity"]?.string)
        let digest = try scene.run(Programs.sha256sum, [large]).output.prefix(64)
        let requisition = try server.rpc("status", identity).line()["token"]?["req"]
        #expect(requisition?["contentSha256"]?.string == String(digest))
        #expect(try server.rpc("validate", identity, "--content-file", large).line()["valid"] == .bool(true))

        let text = try scene.rpc("--server", server.address, "request", "--content-file", large)
        #expect((text.output + text.errors).contains("SHA-256"))
      }
    }
  }
}
