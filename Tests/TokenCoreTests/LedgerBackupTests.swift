// LedgerBackupTests.swift: a copy of a ledger that is being written is a ledger with all that was told before.

import Testing

@testable import TokenCore

@Suite("LedgerBackup")
struct LedgerBackupTests {
  @Test(
    "a copy holds the ledger up to what head names, and goes on as a ledger of its own",
    arguments: 1...5 as ClosedRange<UInt64>)
  func copy(seed: UInt64) throws {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    let bench = try Bench(MemoryStorage(disk), clocks, settings: History.settings, seed: seed)
    var history = History(seed: seed)
    try history.run(40, on: bench)
    bench.tick()
    let before = bench.published.read()
    // What is written while the copy is made comes at its first batch, behind the head that was read.
    var isFirst = true
    let storage = MemoryStorage(disk)
    let summary = try LedgerBackup(
      LedgerFiles(storage: storage, directory: Bench.directory), LedgerFiles(storage: storage, directory: "/copy")
    ).run { _, _ in
      guard isFirst else { return }
      isFirst = false
      for _ in 0..<5 { try? history.run(3, on: bench) }
    }
    // A copy that met an attachment which was overwritten meanwhile was made again, and has more.
    #expect(summary.records >= before.records && summary.torn == nil)
    if summary.records == before.records { #expect(summary.root == before.root) }
    #expect(bench.published.read().records > before.records)
    var settings = History.settings
    settings.directory = "/copy"
    let again = try Bench(MemoryStorage(MemoryDisk(disk.state)), clocks, settings: settings)
    #expect(again.published.read().records > summary.records)
    #expect(again.published.tokens.count == summary.requisitions)
  }

  @Test("a target with anything in it is refused, and a ledger without its files")
  func refused() throws {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try Bench(storage)
    try bench.request()
    bench.tick()
    let files = LedgerFiles(storage: storage, directory: Bench.directory)
    let target = LedgerFiles(storage: storage, directory: "/copy")
    _ = try LedgerBackup(files, target).run()
    #expect(throws: BackupError.occupied(directory: "/copy")) { try LedgerBackup(files, target).run() }
    let nothing = LedgerFiles(storage: storage, directory: "/nothing")
    #expect(throws: BackupError.self) {
      try LedgerBackup(nothing, LedgerFiles(storage: storage, directory: "/other")).run()
    }
  }

  @Test("a copy of a damaged ledger is no copy: it is told where")
  func damaged() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage)
    let reply = try bench.request()
    bench.tick()
    let location = try #require(reply.value?.entry.location)
    disk.change { files in
      files["/data/log/" + SegmentHeader.fileName(location.segment)]?[Int(location.offset) + 60] ^= 1
    }
    let backup = LedgerBackup(
      LedgerFiles(storage: storage, directory: Bench.directory), LedgerFiles(storage: storage, directory: "/copy"))
    #expect(
      throws: BackupError.ledger(
        .corrupt(segment: location.segment, offset: UInt64(location.offset), .badRecord(.badChecksum)))
    ) { try backup.run() }
  }
}
