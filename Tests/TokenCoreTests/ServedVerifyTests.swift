// ServedVerifyTests.swift: a ledger is checked while a server writes it: up to what head names, and no further.

import Testing

@testable import TokenCore

@Suite("a check beside a server")
struct ServedVerifyTests {
  private let disk = MemoryDisk()

  private var inspector: LedgerInspector {
    LedgerInspector(files: LedgerFiles(storage: MemoryStorage(MemoryDisk(disk.state)), directory: Bench.directory))
  }

  @Test("what stands behind the batch that head names is not looked at, torn or whole; what stands before is")
  func endsAtHead() throws {
    let bench = try Bench(MemoryStorage(disk))
    for id in 1...20 as ClosedRange<UInt8> { try bench.request(NewRequisition(id: Golden.digest(id))) }
    let head = try #require(disk.state["/data/head"])
    let before = bench.published.read()
    let reply = try bench.request(NewRequisition(id: Golden.digest(30)))
    let last = try #require(reply.value?.entry.location)
    try bench.request(NewRequisition(id: Golden.digest(31)))
    // The head as it was before the last two batches were written, of which the first is not all there yet.
    disk.change { files in
      files["/data/head"] = head
      files["/data/log/" + SegmentHeader.fileName(last.segment)]?[Int(last.offset) + 60] ^= 1
    }
    let summary = try inspector.read(isServed: true)
    #expect(summary.records == before.records && summary.root == before.root && summary.torn == nil)
    // By itself the same is damage: a batch that does not check stands before one that does.
    #expect(throws: LedgerError.self) { try inspector.read() }
    let first = try #require(bench.published.tokens.entry(0)?.location)
    disk.change { files in
      files["/data/log/" + SegmentHeader.fileName(first.segment)]?[Int(first.offset) + 60] ^= 1
    }
    #expect(
      throws: LedgerError.corrupt(
        segment: first.segment, offset: UInt64(first.offset), .badRecord(.badChecksum))
    ) { try inspector.read(isServed: true) }
  }
}
