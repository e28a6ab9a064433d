// LedgerExporterTests.swift: an export says of every requisition what the ledger says, and nothing that was erased.

import Testing

@testable import TokenCore

@Suite("LedgerExporter")
struct LedgerExporterTests {
  private func exporter(_ disk: MemoryDisk) -> LedgerExporter {
    LedgerExporter(files: LedgerFiles(storage: MemoryStorage(MemoryDisk(disk.state)), directory: Bench.directory))
  }

  @Test("every requisition is there once, in its final state", arguments: 1...4 as ClosedRange<UInt64>)
  func all(seed: UInt64) throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk), settings: History.settings, seed: seed)
    var history = History(seed: seed)
    try history.run(60, on: bench)
    var tokens: [ExportedToken] = []
    let summary = try exporter(disk).run { token, count in
      tokens.append(token)
      #expect(count == bench.published.tokens.count)
    }
    let published = bench.published.read()
    #expect(summary.records == published.records && summary.root == published.root)
    #expect(tokens.count == bench.published.tokens.count && tokens.count > 5)
    for (ordinal, token) in tokens.enumerated() {
      let view = try #require(bench.published.view(ordinal))
      #expect(token.status == view.status && token.queuePosition == view.queuePosition, "seed \(seed), \(ordinal)")
      #expect(token.entry == view.entry && token.content == nil, "seed \(seed), \(ordinal)")
    }
    #expect(tokens.filter { $0.status == .pending }.count == published.queue.count)
    bench.stop()
  }

  @Test("contents are read when they are asked for; what was erased stays erased, a digest has none")
  func contents() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk))
    for (id, content) in [(1, [1, 2, 3]), (2, [4, 5])] as [(UInt8, [UInt8])] {
      try bench.request(NewRequisition(id: Golden.digest(id), content: .bytes(content), url: "https://example.org/"))
    }
    try bench.request(NewRequisition(id: Golden.digest(3), content: .digest(Golden.digest(9), byteCount: 70_000)))
    bench.mine()
    bench.erase(.request(Golden.digest(2)))
    // The record stands, the bytes do not any more.
    for _ in 0..<3 { bench.tick() }
    var tokens: [ExportedToken] = []
    _ = try exporter(disk).run(withContent: true) { token, _ in tokens.append(token) }
    #expect(tokens.map(\.content) == [[1, 2, 3], nil, nil])
    #expect(tokens[1].entry.isErased && tokens[1].entry.requestID == nil && tokens[1].entry.url == nil)
    #expect(tokens[1].status == .success && tokens[1].entry.contentSHA256 == nil)
    bench.stop()
  }

  @Test("beside a server it tells the ledger up to the batch that head names")
  func served() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk))
    for id in 1...5 as ClosedRange<UInt8> { try bench.request(NewRequisition(id: Golden.digest(id))) }
    let head = try #require(disk.state["/data/head"])
    let before = bench.published.read()
    bench.erase(.request(Golden.digest(1)))
    for _ in 0..<3 { bench.tick() }
    try bench.request(NewRequisition(id: Golden.digest(6)))
    disk.change { $0["/data/head"] = head }
    var tokens: [ExportedToken] = []
    let summary = try exporter(disk).run(isServed: true, withContent: true) { token, _ in tokens.append(token) }
    #expect(summary.root == before.root && summary.records == before.records)
    #expect(tokens.count == 5 && tokens[0].entry.requestID == nil && tokens[1].content == [])
    bench.stop()
  }
}
