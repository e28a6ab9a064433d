// FailingDiskTests.swift: every call to the disk made to fail: nothing that was acknowledged is lost, and after a
// failed write or sync nothing more is promised (I3, I7).

import Testing

@testable import TokenCore

@Suite("a failing disk")
struct FailingDiskTests {
  static let noSpace: Int32 = 28
  static let inputOutput: Int32 = 5
  static let noDescriptors: Int32 = 24

  /// Opens, runs, stops and opens again on a disk one of whose calls fails; the witness, and whether the fault struck.
  private func run(_ storage: MemoryStorage, _ clocks: TestClocks, seed: UInt64) throws -> (Witness, struck: Bool) {
    var history = History(seed: seed)
    defer { storage.end() }
    for batches in [14, 4] {
      do {
        let bench = try Bench(storage, clocks, settings: History.settings, seed: seed)
        try history.run(batches, on: bench)
        bench.tick()
        bench.stop()
        if !bench.failures.all.isEmpty { try expectRefusal(bench, history.witness) }
      } catch is LedgerError {
        break
      }
    }
    return (history.witness, storage.hasFailed)
  }

  /// After a failure nothing is accepted and the failure was reported once.
  private func expectRefusal(_ bench: Bench, _ witness: Witness) throws {
    let facts = witness.count
    let later = try bench.request()
    #expect(later.error == .stopped)
    #expect(bench.use(.zero).error == .stopped)
    #expect(bench.revoke(.identity(.zero)).error == .stopped)
    bench.mine()
    bench.tick()
    bench.stop()
    #expect(bench.failures.all.count == 1)
    #expect(witness.count == facts)
  }

  /// Opens a disk and returns what is wrong with it; all that it says now is a fact from then on.
  private func faults(_ disk: MemoryDisk, _ witness: Witness, _ clocks: TestClocks) -> [String] {
    let storage = MemoryStorage(disk)
    defer { storage.end() }
    do {
      let bench = try Bench(storage, clocks, seed: 99)
      let contradictions = Witness.contradictions(witness.facts(), bench)
      for ordinal in 0..<bench.published.tokens.count { bench.published.view(ordinal).map(witness.hear) }
      return contradictions
    } catch {
      return ["refused: \(error)"]
    }
  }

  @Test(
    "after any failed call the ledger refuses, and a restart has all that was acknowledged, also after a power cut",
    arguments: [inputOutput, noSpace], [false, true])
  func anyCall(error: Int32, lasts: Bool) throws {
    var struck = true
    var call = 0
    while struck {
      call += 1
      let seed = UInt64(call % 5 + 1)
      let disk = MemoryDisk(seed: UInt64(call))
      let clocks = TestClocks()
      let fault = MemoryStorage.Fault(error: error, call: call, lasts: lasts)
      let (witness, hasStruck) = try run(MemoryStorage(disk, fault: fault), clocks, seed: seed)
      struck = hasStruck
      var cut = disk.state
      cut.cutPower(seed: UInt64(call))
      #expect(faults(MemoryDisk(cut), Witness(copying: witness), clocks) == [], "power cut after call \(call)")
      // The next process believes what is in the cache, and says so to callers: it must be on the disk, too.
      #expect(faults(disk, witness, clocks) == [], "restart after call \(call)")
      var later = disk.state
      later.cutPower(seed: UInt64(call) << 8)
      #expect(faults(MemoryDisk(later), witness, clocks) == [], "restart and power cut after call \(call)")
    }
    #expect(call > 60)
  }

  @Test("what waited for a failed sync is told that the outcome is unknown, what came later that nothing was done")
  func outcomeUnknown() throws {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try Bench(storage)
    let token = try bench.token(uses: 2)
    let waiting = try bench.request(wait: 10_000)
    storage.setFault(MemoryStorage.Fault(error: Self.inputOutput, call: 1, lasts: false, suffix: ".seg"))
    let request = try bench.requesting()
    let use = bench.using(token.identity)
    let revoke = bench.revoking(.identity(token.identity))
    bench.run(request.command, use.command, revoke.command)
    #expect(request.reply.error == .outcomeUnknown)
    #expect(use.reply.error == .outcomeUnknown)
    #expect(revoke.reply.error == .outcomeUnknown)
    // What it waited for may have been in the batch that failed.
    #expect(waiting.error == .outcomeUnknown)
    #expect(try bench.request().error == .stopped)
    #expect(bench.failures.all.count == 1)
    #expect(bench.status(token.identity) == .success)
  }

  @Test("a queue never drops what it takes before it is stored", arguments: [nil, 1, 2])
  func takenFromTheQueue(failingCall: Int?) throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage)
    for _ in 0..<5 { try bench.request() }
    let queue = bench.queue
    // Miners have taken all five; the process ends before their blocks are written, or while.
    let blocks = bench.findBlocks()
    #expect(blocks.count == 5 && bench.queue == queue)
    if let failingCall {
      storage.setFault(
        MemoryStorage.Fault(error: Self.inputOutput, call: failingCall, lasts: true, suffix: ".seg"))
      bench.run(blocks)
      #expect(bench.failures.all.count == 1 && bench.queue == queue)
    }
    storage.end()

    let again = try Bench(MemoryStorage(disk))
    // What was not acknowledged may be there all the same: each is a token now, or has its place in the queue.
    #expect(again.queue == Array(queue[Int(again.opened.tokens)...]))
    #expect(failingCall != nil || again.opened.tokens == 0)
    again.mine()
    #expect(again.queue.isEmpty && again.core.fold.tip.height == 5)
    again.stop()
  }

  @Test("after a failed write or sync the writer never touches the disk again")
  func poisoned() throws {
    for call in 1...2 {
      let log = try LogBuilder()
      try log.add(.timeMark)
      // The next segment is made ahead on a thread of its own: not among the calls that are counted here.
      log.writer.close()
      log.storage.setFault(
        MemoryStorage.Fault(error: Self.inputOutput, call: call, lasts: false, suffix: ".seg"))
      #expect(throws: LedgerError.self) { try log.add(.timeMark) }
      let changes = log.storage.changes
      #expect(throws: LedgerError.poisoned) { try log.writer.commit() }
      #expect(throws: LedgerError.poisoned) { try log.writer.syncHead() }
      #expect(log.storage.changes == changes)
    }
  }

  @Test("commands of a batch that follow a failure inside the batch are refused, and the failure is reported once")
  func failureInsideBatch() throws {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try Bench(storage)
    storage.setFault(MemoryStorage.Fault(error: Self.inputOutput, call: 1, lasts: true, suffix: ".seg"))
    // More than a segment holds: the batch is closed on the way.
    let requests = try (0..<6).map { _ in
      try bench.requesting(NewRequisition(content: .bytes([UInt8](repeating: 7, count: 900))))
    }
    bench.run(requests.map(\.command))
    #expect(requests.allSatisfy { $0.reply.error == .outcomeUnknown || $0.reply.error == .stopped })
    #expect(requests.first?.reply.error == .outcomeUnknown && requests.last?.reply.error == .stopped)
    #expect(bench.failures.all.count == 1)
  }

  @Test("want of descriptors for the next segment refuses work for a while and is no failure of the ledger")
  func exhausted() throws {
    let storage = MemoryStorage(MemoryDisk())
    let clocks = TestClocks()
    let bench = try Bench(storage, clocks)
    storage.setFault(MemoryStorage.Fault(error: Self.noDescriptors, call: 1, lasts: true, suffix: ".tmp"))
    let large = NewRequisition(content: .bytes([UInt8](repeating: 1, count: 900)))
    var error: TokenError?
    for _ in 0..<40 where error == nil { error = try bench.request(large).error }
    #expect(error == .exhausted)
    storage.setFault(nil)
    clocks.advance(1000)
    bench.tick()
    #expect(try bench.request(large).error == nil)
    #expect(bench.failures.all == [])
    storage.end()
  }

  @Test("a full disk refuses new work and loses nothing, and work goes on when there is room")
  func fullDisk() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let clocks = TestClocks()
    let bench = try Bench(storage, clocks)
    let token = try bench.token(uses: 100)
    storage.setFault(MemoryStorage.Fault(error: Self.noSpace, call: 1, lasts: true, suffix: ".tmp"))
    let witness = Witness()
    var full = false
    for _ in 0..<40 where !full {
      let reply = try bench.request(NewRequisition(content: .bytes([UInt8](repeating: 1, count: 500))))
      if let view = reply.value { witness.hear(view) } else { full = true }
      if full { #expect(reply.error == .diskFull) }
    }
    // How many fit depends on whether the next segment was made before the disk filled up.
    #expect(full && witness.count > 0)
    #expect(bench.use(token.identity).error == .diskFull)
    #expect(bench.revoke(.identity(token.identity)).error == .diskFull)
    #expect(bench.published.view(0)?.status == .success)
    // Blocks that are found now are held, not dropped.
    bench.mine()
    let large = NewRequisition(content: .bytes([UInt8](repeating: 1, count: 500)))
    for _ in 0..<3 {
      clocks.advance(1000)
      bench.tick()
      #expect(try bench.request(large).error == .diskFull && bench.published.isDiskFull)
    }
    #expect(bench.queue.count > 0)

    storage.setFault(nil)
    clocks.advance(1000)
    bench.tick()
    #expect(bench.queue.count == 0 && !bench.published.isDiskFull)
    #expect(bench.use(token.identity).value?.usesLeft == 99)
    #expect(try bench.request().value?.status == .pending)
    #expect(bench.failures.all == [])
    storage.end()
    #expect(faults(disk, witness, clocks) == [])
  }

  @Test("a segment that could not be made ahead for want of room is made when it is needed, without a refusal")
  func roomInTime() throws {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try Bench(storage)
    storage.setFault(MemoryStorage.Fault(error: Self.noSpace, call: 1, lasts: false, suffix: ".tmp"))
    for _ in 0..<60 {
      let reply = try bench.request(NewRequisition(content: .bytes([UInt8](repeating: 1, count: 500))))
      #expect(reply.error == nil)
      guard reply.error == nil else { break }
    }
    #expect(bench.failures.all == [])
  }

  @Test("a call that fails while a ledger is read refuses it and changes nothing")
  func failingRead() throws {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    var history = History(seed: 3)
    let storage = MemoryStorage(disk)
    try history.run(8, on: try Bench(storage, clocks))
    storage.end()
    var state = disk.state
    state.cutPower(seed: 1)
    var call = 0
    while true {
      call += 1
      let copy = MemoryDisk(state)
      let failing = MemoryStorage(
        copy, fault: MemoryStorage.Fault(error: Self.inputOutput, call: call, lasts: false, kind: .read))
      defer { failing.end() }
      do {
        _ = try Bench(failing, clocks)
        if failing.reads < call { break }
      } catch .io {
        failing.end()
        #expect(faults(copy, history.witness, clocks) == [], "read \(call)")
      }
    }
    #expect(call > 30)
  }
}

extension Witness {
  /// A witness of the same facts.
  convenience init(copying other: Witness) {
    self.init()
    for fact in other.facts() { add(fact) }
  }
}
