// 24Checkpoint.swift: a start that trusts the checkpoint, through the programs: it serves what was there, also after a
// kill, and damage in what it believed ends it.

import Foundation
import Testing

extension EndToEnd {
  @Suite("24 checkpoint")
  struct Checkpoint {
    private static let believing = ["--listen", "127.0.0.1:0", "--difficulty", "0", "--trust-checkpoint"]

    @Test("a start from the checkpoint serves every token, also those that came after it, and says what it believes")
    func believed() throws {
      try withScene { scene in
        let data = scene.path("data")
        var server = try scene.startServer("--difficulty", "0", data: data)
        let first = try #require(
          try server.rpc("request", "--content", "one", "--uses", "3").line()["identity"]?.string)
        try server.stop()
        #expect(FileManager.default.fileExists(atPath: data + "/checkpoint"))

        // Killed: what it did stands behind the checkpoint.
        server = try scene.startServer("--difficulty", "0", data: data)
        #expect(try server.rpc("validate", first, "--use").line()["usesLeft"]?.int == 2)
        let second = try #require(try server.rpc("request", "--content", "two").line()["identity"]?.string)
        server.process.kill()

        server = try scene.startServer("--difficulty", "0", "--trust-checkpoint", data: data)
        #expect(try server.rpc("validate", first, "--use").line()["usesLeft"]?.int == 1)
        _ = try server.rpc("validate", second)
        try server.stop()
        #expect(server.process.errors.contains("are believed from the checkpoint"))
        #expect(try scene.rpc("ledger", "verify", data).status == .exited(0))
      }
    }

    @Test("damage in what was believed ends the server with the place, and the next start names it, too")
    func damaged() throws {
      try withScene { scene in
        let data = scene.path("data")
        let server = try scene.startServer("--difficulty", "0", data: data)
        _ = try server.rpc("request", "--content", "one")
        try server.stop()
        let segment = data + "/log/00000001.seg"
        let file = try #require(FileHandle(forUpdatingAtPath: segment))
        // In the first record of the first batch.
        try file.seek(toOffset: 512 + 96 + 60)
        try file.write(contentsOf: Data([0xEE]))
        try file.close()
        let believing = try scene.launchServer(Self.believing, data: data)
        #expect(try believing.wait() == .exited(1))
        #expect(believing.errors.contains("the ledger is damaged in segment 1 at offset 608"))
        #expect(!FileManager.default.fileExists(atPath: data + "/checkpoint"))
        let again = try scene.launchServer(Self.believing, data: data)
        #expect(try again.wait() == .exited(1))
        #expect(again.errors.contains("there is no checkpoint") && again.errors.contains("segment 1 at offset 608"))
      }
    }
  }
}
