// TokenReaderTests.swift: a token from the log is the token that was in memory.

import Testing

@testable import TokenCore

@Suite("TokenReader")
struct TokenReaderTests {
  /// Tokens in every state, with all that can stand beside one.
  private static func bench(_ disk: MemoryDisk, _ clocks: TestClocks = TestClocks()) throws -> Bench {
    let bench = try Bench(MemoryStorage(disk), clocks)
    let effectiveness = try #require(Effectiveness(uses: 2, instant: nil, duration: 90_000))
    try bench.request(
      NewRequisition(
        id: Golden.digest(1), content: .bytes([1, 2, 3]), effectiveness: effectiveness,
        url: "https://example.org/done"))
    // Longer than one read of the log takes.
    try bench.request(NewRequisition(id: Golden.digest(2), content: .bytes([UInt8](repeating: 7, count: 2600))))
    try bench.request(NewRequisition(id: Golden.digest(3), content: .digest(Golden.digest(9), byteCount: 70_000)))
    bench.mine()
    bench.revoke(.requestID(Golden.digest(3)), reason: "lost")
    try bench.request(NewRequisition(id: Golden.digest(4)))
    bench.revoke(.requestID(Golden.digest(4)))
    try bench.request(NewRequisition(id: Golden.digest(5)))
    return bench
  }

  @Test("what the log says of a token is what memory says, in every state and after a restart")
  func same() throws {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    let bench = try Self.bench(disk, clocks)
    let before = try (0..<5).map { try #require(bench.published.tokens.entry($0)) }
    for (ordinal, entry) in before.enumerated() {
      #expect(try bench.core.reader.storedEntry(ordinal) == entry, "\(ordinal)")
    }
    #expect(before[0].url != nil && before[2].revokeReason == "lost" && before[3].failure == .revoked)
    bench.stop()
    let again = try Bench(MemoryStorage(disk), clocks)
    for (ordinal, entry) in before.enumerated() {
      #expect(again.published.tokens.entry(ordinal) == entry, "\(ordinal)")
      #expect(try again.core.reader.storedEntry(ordinal) == entry, "\(ordinal)")
    }
    #expect(try again.core.reader.storedEntry(5) == nil)
  }

  @Test("a record that is damaged since, or another in its place, is told with segment and offset")
  func damaged() throws {
    let disk = MemoryDisk()
    let bench = try Self.bench(disk)
    let entry = try #require(bench.published.tokens.entry(0))
    func path(_ location: RecordLocation) -> String { "/data/log/" + SegmentHeader.fileName(location.segment) }
    let state = try #require(bench.published.tokens.state(0))
    let sealed = try #require(state.sealedLocation)
    for (location, byte) in [(entry.location, 60), (sealed, 60)] {
      disk.change { files in files[path(location)]?[Int(location.offset) + byte] ^= 1 }
      #expect(
        throws: LedgerError.corrupt(
          segment: location.segment, offset: UInt64(location.offset), .badRecord(.badChecksum))
      ) { try bench.core.reader.storedEntry(0) }
      disk.change { files in files[path(location)]?[Int(location.offset) + byte] ^= 1 }
    }
    // The header is blank, as if it had been erased.
    let header = Int(sealed.offset) + RecordEnvelope.byteCount + 56 + 32
    disk.change { files in
      for offset in header + 16..<header + LedgerAttachment.prefixBytes + BlockHeader.byteCount {
        files[path(sealed)]?[offset] = 0
      }
    }
    #expect(
      throws: LedgerError.corrupt(
        segment: sealed.segment, offset: UInt64(sealed.offset), .broken(rule: .reference))
    ) { try bench.core.reader.storedEntry(0) }
  }

  @Test("details are kept of what waits and of the last that left the queue, the rest goes by chunks")
  func window() {
    var window = DetailsWindow()
    let count = 10 * DetailsWindow.chunkEntries
    let details = TokenDetails(
      acceptedAt: 1, leaf: .zero,
      requisition: RequisitionAccepted(
        publicID: .zero, clientTime: 0, effectiveness: .unlimited, contentIsDigest: false, contentBytes: 0,
        holderCommitment: .zero, repeatKey: .none))
    for index in 0..<count { window.append(details, at: index) }
    // One of the second chunk waits on; all others leave, from the first to the last.
    let waiting = DetailsWindow.chunkEntries + 5
    for index in 0..<count where index != waiting { window.settle(index) }
    let kept = (0..<count).filter { window[$0] != nil }
    let recent = count - DetailsWindow.recentChunks * DetailsWindow.chunkEntries
    #expect(
      kept == Array(DetailsWindow.chunkEntries..<2 * DetailsWindow.chunkEntries) + Array(recent..<count))
    window.update(waiting) { $0.acceptedAt = 2 }
    window.update(0) { $0.acceptedAt = 2 }
    #expect(window[waiting]?.acceptedAt == 2 && window[0] == nil)
    window.settle(waiting)
    #expect(window[waiting] != nil && window[recent] == nil)
    window.append(details, at: count)
    #expect(window[count] != nil)
  }
}
