// CrashTests.swift: a process that ends, or a machine that loses power, at any call to the disk: every acknowledged
// fact is there afterwards, nothing can be spent twice, and the ledger opens.

import Synchronization
import Testing

@testable import TokenCore

@Suite("a crash at any moment")
struct CrashTests {
  /// The disk before one call, and what had been acknowledged.
  private struct Moment: Sendable {
    var disk: MemoryDisk.State
    var write: MemoryDisk.Write?
    var facts: Int
    var wall: UInt64
  }

  /// The moments before each change of the disk, in order.
  private final class Moments: Sendable {
    private let moments = Mutex<[Moment]>([])

    func watch(_ storage: MemoryStorage, _ witness: Witness, _ clocks: TestClocks) {
      storage.observe { [self] disk, write in
        // The count first: another thread may acknowledge more before the disk is copied, and that is on it then.
        let facts = witness.count
        let moment = Moment(disk: disk.state, write: write, facts: facts, wall: clocks.wall)
        moments.withLock { $0.append(moment) }
      }
    }

    var all: [Moment] { moments.withLock { $0 } }
  }

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

  /// Runs a history and returns its moments and all that was acknowledged.
  private func moments(seed: UInt64, batches: Int) throws -> ([Moment], [Witness.Fact]) {
    let clocks = TestClocks()
    let storage = MemoryStorage(MemoryDisk(seed: seed))
    let moments = Moments()
    var history = History(seed: seed)
    let bench = try Bench(storage, clocks, settings: History.settings, seed: seed)
    moments.watch(storage, history.witness, clocks)
    try history.run(batches, on: bench)
    storage.observe(nil)
    storage.end()
    return (moments.all, history.witness.facts())
  }

  @Test("all that was acknowledged survives a kill and a power cut", arguments: 1...4 as ClosedRange<UInt64>)
  func anyCall(seed: UInt64) throws {
    let (moments, facts) = try moments(seed: seed, batches: 40)
    #expect(facts.count > 40 && moments.count > 150)
    for (index, moment) in moments.enumerated() {
      let known = Array(facts.prefix(moment.facts))
      var killed = moment.disk
      if let write = moment.write { killed.writePart(write) }
      #expect(faults(MemoryDisk(killed), known, wall: moment.wall) == [], "seed \(seed), killed at call \(index)")
      for cut in 0..<2 as Range<UInt64> {
        var disk = killed
        disk.cutPower(seed: seed << 32 | UInt64(index) << 8 | cut)
        #expect(faults(MemoryDisk(disk), known, wall: moment.wall) == [], "seed \(seed), call \(index), cut \(cut)")
      }
    }
  }

  @Test("recovery may be killed at any call, again and again", arguments: 11...13 as ClosedRange<UInt64>)
  func duringRecovery(seed: UInt64) throws {
    let (moments, facts) = try moments(seed: seed, batches: 30)
    var generator = SeededGenerator(seed: seed)
    for index in stride(from: 5, to: moments.count, by: 23) {
      let moment = moments[index]
      var disk = moment.disk
      if let write = moment.write { disk.writePart(write) }
      disk.cutPower(seed: generator.next())
      var isOpen = false
      for call in 1...200 where !isOpen {
        let killed = MemoryDisk(disk)
        isOpen = !endOpening(killed, atChange: call, wall: moment.wall)
        var state = killed.state
        if Bool.random(using: &generator) { state.cutPower(seed: generator.next()) }
        let known = Array(facts.prefix(moment.facts))
        #expect(
          faults(MemoryDisk(state), known, wall: moment.wall) == [], "seed \(seed), call \(call) of moment \(index)")
        // The next attempt begins where this one ended.
        if Int.random(in: 0..<4, using: &generator) == 0 { disk = state }
      }
      #expect(isOpen)
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
