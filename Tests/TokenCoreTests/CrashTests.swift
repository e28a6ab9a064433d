// CrashTests.swift: a process that ends, or a machine that loses power, at any call to the disk: every acknowledged
// fact is there afterwards, nothing can be spent twice, and the ledger opens.

import Foundation
import Testing

@testable import TokenCore

@Suite("a crash at any moment")
struct CrashTests {
  /// Opens what a crash left and returns what is wrong with it.
  private func faults(_ disk: MemoryDisk, _ facts: [Witness.Fact], wall: UInt64) -> [String] {
    let storage = MemoryStorage(disk)
    defer { storage.end() }
    do {
      let bench = try Bench(storage, TestClocks(wall: wall + 10), seed: wall)
      return Witness.contradictions(facts, bench)
    } catch {
      return ["refused: \(error)"]
    }
  }

  /// Seeds of the histories: five, or those that TOKEN_RPC_SEEDS names: `17`, or `17-24`.
  static let seeds: ClosedRange<UInt64> = {
    let words = ProcessInfo.processInfo.environment["TOKEN_RPC_SEEDS"]?.split(separator: "-").compactMap { UInt64($0) }
    guard let first = words?.first, let last = words?.last, first <= last else { return 1...5 }
    return first...last
  }()

  @Test(
    "after a crash at any call what was acknowledged is there, and nothing else but the batch in flight",
    arguments: seeds)
  func anyCall(seed: UInt64) throws {
    var points = CrashPoints(try CrashHistory(seed: seed))
    points.run()
    print(points.summary)
    #expect(points.faults == [])
    #expect(points.count >= 15_000 && points.tornWrites > 1_000 && points.cutTails > 0)
    #expect(points.history.operations >= CrashHistory.operations && points.history.segments > 4)
  }

  @Test("a seed makes the same history again")
  func sameSeed() throws {
    let histories = try (0..<2).map { _ in try CrashHistory(seed: 3) }
    #expect(histories[0].states == histories[1].states)
    #expect(histories[0].moments.count == histories[1].moments.count)
    for (one, other) in zip(histories[0].moments, histories[1].moments) {
      #expect(one.write == other.write && one.facts == other.facts && one.published == other.published)
    }
  }

  /// Opens a ledger in a process that ends at a call; false when it was open before.
  private func endOpening(_ disk: MemoryDisk, atChange call: Int, wall: UInt64) -> Bool {
    let storage = MemoryStorage(disk, endsAtChange: call)
    defer { storage.end() }
    return (try? Bench(storage, TestClocks(wall: wall + 5), seed: wall)) == nil
  }

  @Test("a first start that ends at any call is continued, with the same keys and the same ledger id")
  func firstStart() throws {
    var isOpen = false
    for call in 1...100 where !isOpen {
      let disk = MemoryDisk(seed: UInt64(call))
      isOpen = !endOpening(disk, atChange: call, wall: Golden.time)
      for cut in 0...12 as ClosedRange<UInt64> {
        var state = disk.state
        if cut > 0 { state.cutPower(seed: UInt64(call) << 8 | cut) }
        let keys = state["/data/keys"]
        let header = state["/data/log/00000001.seg"].map { Array($0.prefix(SegmentHeader.byteCount)) }
        let again = MemoryDisk(state)
        #expect(faults(again, [], wall: Golden.time) == [], "call \(call), cut \(cut)")
        #expect(keys == nil || again.state["/data/keys"] == keys, "call \(call), cut \(cut)")
        let newHeader = again.state["/data/log/00000001.seg"].map { Array($0.prefix(SegmentHeader.byteCount)) }
        #expect(header == nil || newHeader == header, "call \(call), cut \(cut)")
        #expect(again.state.list("/data").filter { $0.hasSuffix(".tmp") } == [])
      }
    }
    #expect(isOpen)
  }

  @Test("a first start may be killed and continued and killed again, and then lose power")
  func firstStartTwice() throws {
    for first in 1...40 {
      let killed = MemoryDisk(seed: UInt64(first))
      guard endOpening(killed, atChange: first, wall: Golden.time) else { break }
      for second in 1...30 {
        let disk = MemoryDisk(killed.state)
        let isOpen = !endOpening(disk, atChange: second, wall: Golden.time)
        for cut in 0..<3 as Range<UInt64> {
          var state = disk.state
          state.cutPower(seed: UInt64(first) << 16 | UInt64(second) << 8 | cut)
          #expect(faults(MemoryDisk(state), [], wall: Golden.time) == [], "calls \(first) and \(second), cut \(cut)")
        }
        if isOpen { break }
      }
    }
  }

  @Test("a clean stop and start finds everything, also head at the log's end")
  func cleanRestart() throws {
    let disk = MemoryDisk()
    var history = History(seed: 5)
    let clocks = TestClocks()
    var queue: [Digest] = []
    for _ in 0..<5 {
      let storage = MemoryStorage(disk)
      let bench = try Bench(storage, clocks, settings: History.settings)
      #expect(Witness.contradictions(history.witness.facts(), bench) == [])
      #expect(bench.queue == queue && bench.opened.torn == nil)
      try history.run(10, on: bench)
      queue = bench.queue
      bench.stop()
      storage.end()
      #expect(bench.failures.all == [])
      let head = try #require(disk.state["/data/head"].flatMap { Head(decoding: $0) })
      #expect(head.batch == bench.core.writer.batch && head.records == bench.core.fold.records)
    }
  }

  @Test("a second's tick brings head to the disk, and so does the end: a power cut leaves it at the log's end")
  func headIsDurable() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage)
    for step in [bench.tick, bench.stop] {
      let token = try bench.token(uses: 2)
      bench.use(token.identity)
      step()
      for seed in 0..<20 as Range<UInt64> {
        var cut = disk.state
        cut.cutPower(seed: seed)
        let head = try #require(cut["/data/head"].flatMap { Head(decoding: $0) })
        #expect(head.batch == bench.core.writer.batch && head.records == bench.core.fold.records, "cut \(seed)")
      }
    }
    storage.end()
  }

  @Test("when a stop is answered nothing is written any more, and a refused start begins no segment")
  func letGo() throws {
    let disk = MemoryDisk()
    let right = Bench.settings(bits: 3, floor: 3, segmentBytes: 2 << 20)
    let easy = Bench.settings(bits: 0, floor: 0, segmentBytes: 2 << 20)
    for _ in 0..<3 {
      let storage = MemoryStorage(disk)
      let bench = try Bench(storage, settings: right)
      bench.stop()
      let changes = storage.changes
      #expect(disk.state.list("/data/log") == ["00000001.seg", "00000002.seg"])
      #expect(throws: LedgerError.difficultyUnderFloor(.none, floor: right.difficultyFloor)) {
        _ = try TokenEngine.open(easy, TestClocks().environment(), MemoryStorage(disk), onFailure: { _ in })
      }
      bench.stop()
      #expect(storage.changes == changes)
    }
  }
}
