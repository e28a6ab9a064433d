// LowWaterTests.swift: with little room left on the disk nothing new is taken, and what was promised goes on.

import Testing

@testable import TokenCore

@Suite("the low-water mark")
struct LowWaterTests {
  @Test("under the mark requisitions and new users are refused; uses, sealing, revoking and known users go on")
  func low() throws {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try Bench(storage)
    let mark = bench.core.settings.lowWaterMark
    let token = try bench.token(uses: 3)
    try bench.generate("ann", "123456")
    let waiting = try bench.request(NewRequisition(id: Golden.digest(7)))
    storage.setFreeBytes(mark - 1)
    bench.tick()
    #expect(try bench.request().error == .lowWater(mark: mark))
    #expect(try bench.generate("bob", "123456").error == .lowWater(mark: mark))
    #expect(bench.published.isLowOnDisk && bench.published.lowWaterRefused == 2)
    // What is known is answered, what was promised is kept.
    #expect(try bench.request(NewRequisition(id: Golden.digest(7))).value?.status == .pending)
    #expect(waiting.value != nil)
    bench.mine()
    #expect(bench.view(.requestID(Golden.digest(7)))?.status == .success)
    #expect(bench.use(token.identity).value?.usesLeft == 2)
    #expect(bench.revoke(.identity(token.identity)).value?.status == .revoked)
    bench.clocks.advance(61_000)
    #expect(try bench.generate("ann", "654321").value?.isNew == true)
    #expect(try bench.useCode("ann", "654321") == true)
    storage.setFreeBytes(mark)
    bench.tick()
    #expect(try bench.request().value != nil)
    #expect(bench.published.lowWaterRefused == 2)
  }

  @Test("it is seen at the start, and a mark of 0 is none")
  func start() throws {
    let disk = MemoryDisk()
    let marks: [(UInt64?, Bool)] = [(nil, true), (0, false), (5000, false), (5001, true)]
    for (number, (mark, isRefused)) in marks.enumerated() {
      let storage = MemoryStorage(disk)
      storage.setFreeBytes(5000)
      var settings = Bench.settings()
      settings.lowWaterBytes = mark
      let bench = try Bench(storage, settings: settings)
      #expect(
        (try bench.request(NewRequisition(id: Golden.digest(UInt8(number)))).error != nil) == isRefused,
        "\(String(describing: mark))")
      bench.stop()
    }
  }

  @Test("batches are counted with the time they took, to the next power of two")
  func counts() {
    var counts = LedgerCounts()
    #expect(counts.micros(share: 0.5) == nil && counts.recordsPerSync == nil)
    for micros in [1, 100, 100, 100, 100, 100, 100, 100, 100, 5000] as [UInt64] {
      counts.add(records: 3, bytes: 512, nanoseconds: micros * 1000)
    }
    #expect(counts.syncs == 10 && counts.records == 30 && counts.bytes == 5120 && counts.recordsPerSync == 3)
    #expect(counts.micros(share: 0.1) == 1 && counts.micros(share: 0.5) == 127 && counts.micros(share: 0.9) == 127)
    #expect(counts.micros(share: 0.99) == 5000 && counts.longestMicros == 5000)
    #expect(counts.nanoseconds == 5_801_000)
    let within = counts.syncsWithinPowers
    #expect(within.count == 39 && within[0] == 0 && within[1] == 1 && within[6] == 1 && within[7] == 9)
    #expect(within[12] == 9 && within[13] == 10 && within[38] == 10)
  }

  @Test("what a bench writes is counted")
  func written() throws {
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    let before = bench.core.writer.metrics.snapshot
    try bench.request()
    let after = bench.core.writer.metrics.snapshot
    #expect(after.syncs == before.syncs + 1 && after.records == before.records + 1)
    #expect(after.bytes == before.bytes + 512)
  }
}
