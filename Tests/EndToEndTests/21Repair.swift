// 21Repair.swift: a ledger that was damaged on the disk, through the programs: refused, examined, repaired, served.

import Foundation
import Testing

extension EndToEnd {
  @Suite("21 repair")
  struct Repair {
    private static func request(_ server: ServerProcess, _ content: String, _ flags: String...) throws -> String {
      let child = try server.startRPC(["request", "--content", content] + flags)
      return try #require(try server.answer(of: child).line()["identity"]?.string)
    }

    @Test("a damaged ledger is refused, a repair says what it costs, and limited tokens wait for the operator after it")
    func repaired() throws {
      try withScene { scene in
        let data = scene.data
        var server = try scene.startServer("--difficulty", "0", "--save-records", "1000000", "--save-seconds", "86400")
        let limited = try Self.request(server, "kept and limited", "--uses", "5")
        let free = try Self.request(server, "kept and free")
        _ = try server.rpc("validate", limited, "--use")
        let lost = try Self.request(server, "what is to be lost")
        for number in 0..<5 { _ = try Self.request(server, "more \(number)") }
        try server.stop()
        let whole = try scene.rpc("--json", "ledger", "verify", data).line()

        try Self.damageRecord(data, before: "what is to be lost")
        let refused = try scene.launchServer(["--listen", "127.0.0.1:0"])
        #expect(try refused.wait() == .exited(1))
        #expect(refused.errors.contains("the ledger is damaged in segment 1"), "\(refused.transcript)")

        let files = try FileManager.default.subpathsOfDirectory(atPath: data).sorted()
        let said = try scene.rpc("--json", "ledger", "repair", data)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: data).sorted() == files)
        #expect(said.status == .exited(1), "\(said.errors)")
        let kept = try #require(try said.line()["keptRecords"]?.int)
        let count = try #require(try said.line()["lostRecords"]?.int)
        #expect(count > 10 && kept + count == whole["records"]?.int)
        #expect(try said.line()["savedRecords"]?.int == whole["records"]?.int)
        #expect(try scene.rpc("ledger", "verify", data).status == .exited(1))

        let done = try scene.rpc("--json", "ledger", "repair", "--yes", data)
        #expect(done.status == .exited(0), "\(done.output)\(done.errors)")
        let aside = try #require(try done.line()["aside"]?.string)
        // All that was lost can still be had from the database that was moved aside.
        #expect(FileManager.default.fileExists(atPath: aside + "/tokens.sqlite"))
        #expect(!FileManager.default.fileExists(atPath: data + "/checkpoint"))
        let again = scene.path("again")
        let restored = try scene.rpc(
          "--json", "ledger", "restore", "--database", aside + "/tokens.sqlite", "--keys", data + "/keys", again)
        #expect(try restored.line()["records"]?.int == whole["records"]?.int, "\(restored.output)")

        server = try scene.startServer("--difficulty", "0")
        #expect(try server.rpc("validate", free, "--use").line()["valid"]?.bool == true)
        #expect(try server.rpc("validate", limited, "--use", status: 3).errorCode() == "FAILED_PRECONDITION")
        #expect(try server.rpc("validate", lost, status: 1).line()["reason"]?.string == "unknown")
        try server.stop()
        server = try scene.startServer("--difficulty", "0", "--accept-loss", "--trust-checkpoint")
        #expect(try server.rpc("validate", limited, "--use").line()["usesLeft"]?.int == 3)
        // The audit is of this log, not of the one that was cut.
        let audit = try server.rpc("audit").lines().compactMap { $0["result"]?.string }
        #expect(audit.contains("repair"))
        let beside = try scene.rpc("ledger", "repair", "--yes", data)
        #expect(beside.status == .exited(3) && beside.errors.contains("in use"), "\(beside.errors)")
        let export = try scene.rpc("ledger", "export", data).lines()
        #expect(export.last?["export"]?["serverRunning"]?.bool == true && export.count == 3)
        try server.stop()
        #expect(try scene.rpc("ledger", "verify", data).status == .exited(0))
      }
    }

    /// Flips a byte of the committed part in front of an attachment's text.
    private static func damageRecord(_ data: String, before text: String) throws {
      let segment = URL(filePath: data).appending(path: "log/00000001.seg")
      var bytes = try Data(contentsOf: segment)
      let range = try #require(bytes.firstRange(of: Data(text.utf8)))
      // Two attachments with 48 bytes before their data, an id of 32 bytes, then commitments of 32 bytes each.
      bytes[range.lowerBound - 48 - 32 - 48 - 40] ^= 0x20
      try bytes.write(to: segment)
    }
  }
}
