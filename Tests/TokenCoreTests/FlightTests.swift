// FlightTests.swift: batches that are written while the next one is decided: what is decided on top of them is right,
// nothing is told before it is durable, and the log is the same as if each had been waited for.

import Dispatch
import Glibc
import Synchronization
import Testing

@testable import TokenCore

@Suite("a batch in the air")
struct FlightTests {
  private let disk = MemoryDisk()
  private let queue = DispatchQueue(label: "flight")

  /// A bench whose batches land when they are told to.
  private func bench(_ clocks: TestClocks = TestClocks(), _ storage: (any Storage)? = nil) throws -> Bench {
    let bench = try Bench(storage ?? MemoryStorage(disk), clocks)
    bench.fly(on: queue)
    return bench
  }

  private func token(_ bench: Bench, uses: UInt64) throws -> Digest {
    let effectiveness = try #require(Effectiveness(uses: uses, instant: nil, duration: nil))
    let id = Golden.digest(UInt8(bench.published.tokens.count + 1))
    try bench.request(NewRequisition(id: id, effectiveness: effectiveness))
    bench.land()
    bench.mine()
    bench.land()
    return try #require(bench.view(.requestID(id))?.entry.block?.identity)
  }

  @Test("uses are counted on top of the uses in the air; nobody is answered before they have landed")
  func uses() throws {
    let bench = try bench()
    let identity = try token(bench, uses: 3)
    let uses = (0..<5).map { _ in bench.using(identity) }
    bench.run(uses[..<2].map(\.command))
    bench.run(uses[2...].map(\.command))
    #expect(uses.allSatisfy { $0.reply.result == nil })
    #expect(bench.view(.identity(identity))?.entry.uses == 0)
    bench.land()
    #expect(uses[..<2].map { $0.reply.value?.usesLeft } == [2, 1] && uses[2].reply.result == nil)
    bench.land()
    #expect(uses[2].reply.value?.usesLeft == 0)
    #expect(uses[3...].allSatisfy { $0.reply.value?.reason == .spent })
  }

  @Test("a repeat of what is in the air is the same, by key and by id, and waits for it to land")
  func repeats() throws {
    let bench = try bench()
    let identity = try token(bench, uses: 3)
    let key = [UInt8](repeating: 7, count: 16)
    let first = bench.using(identity, key: key)
    let again = bench.using(identity, key: key)
    let new = NewRequisition(id: Golden.digest(200), content: .bytes([1]))
    let request = try bench.requesting(new)
    let repeated = try bench.requesting(new)
    let other = try bench.requesting(NewRequisition(id: Golden.digest(200), content: .bytes([2])))
    bench.run(first.command, request.command)
    bench.run(again.command, repeated.command, other.command)
    #expect(again.reply.result == nil && repeated.reply.result == nil && other.reply.result == nil)
    bench.land()
    #expect(first.reply.value == again.reply.value && first.reply.value?.usesLeft == 2)
    #expect(request.reply.value?.entry == repeated.reply.value?.entry && request.reply.value != nil)
    #expect(other.reply.error == .idTaken)
    #expect(bench.published.tokens.count == 2)
  }

  @Test("a requisition in the air is mined, and a revocation in the air ends the token for the next use")
  func chain() throws {
    let bench = try bench()
    try bench.request(NewRequisition(id: Golden.digest(1)))
    // Its record is in the air, its block is decided on top.
    bench.mine()
    bench.land()
    bench.land()
    let identity = try #require(bench.view(.requestID(Golden.digest(1)))?.entry.block?.identity)
    let revocation = bench.revoking(.identity(identity))
    let use = bench.using(identity)
    bench.run(revocation.command)
    bench.run(use.command)
    bench.land()
    bench.land()
    #expect(revocation.reply.value?.status == .revoked && use.reply.value?.reason == .revoked)
    // Revoked while the revocation of another is in the air: it is off the queue, and is never sealed.
    try bench.request(NewRequisition(id: Golden.digest(2)))
    bench.land()
    let blocks = bench.findBlocks()
    bench.run(bench.revoking(.requestID(Golden.digest(2))).command)
    bench.run(blocks)
    bench.land()
    bench.land()
    #expect(bench.view(.requestID(Golden.digest(2)))?.status == .failed(.revoked))
    #expect(bench.published.read().height == 1)
  }

  @Test("a code in the air is the user's live code")
  func codes() throws {
    let bench = try bench()
    let first = try bench.generating("ann", "123456")
    let second = try bench.generating("ann", "654321")
    let use = try bench.usingCode("ann", "123456")
    bench.run(first.command)
    bench.run(second.command, use.command)
    bench.land()
    bench.land()
    #expect(first.reply.value?.isNew == true && second.reply.value?.isNew == false)
    #expect(second.reply.value?.digits == first.reply.value?.digits)
    #expect(use.reply.value?.accepted?.timesUsed == 1)
  }

  @Test("when the sync in the air fails, all that waits may or may not have happened, and nothing of it is published")
  func failure() throws {
    let storage = MemoryStorage(disk)
    let bench = try bench(TestClocks(), storage)
    let identity = try token(bench, uses: 3)
    let flying = bench.using(identity)
    let open = bench.using(identity)
    // Of a batch the write comes first, then the sync.
    storage.setFault(MemoryStorage.Fault(error: 5, call: 2, lasts: false, suffix: ".seg"))
    bench.run(flying.command)
    bench.run(open.command)
    bench.land()
    #expect(flying.reply.error == .outcomeUnknown && open.reply.error == .outcomeUnknown)
    #expect(bench.view(.identity(identity))?.entry.uses == 0)
    #expect(bench.failures.all.count == 1)
    #expect(bench.use(identity).error == .stopped)
  }

  @Test(
    "the log of a history is the same whether each batch is waited for or not", arguments: 1...20 as ClosedRange<UInt64>
  )
  func sameLog(seed: UInt64) throws {
    let waited = try records(seed, flies: false)
    let flown = try records(seed, flies: true)
    #expect(waited.count == flown.count, "seed \(seed)")
    let difference = Array(zip(waited, flown)).firstIndex { !Self.areAlike($0, $1) }
    #expect(difference == nil, "seed \(seed)")
    #expect(waited.count > 100)
  }

  /// Salts are drawn in another order, and with them links differ.
  private static func areAlike(_ one: Record, _ other: Record) -> Bool {
    guard one.envelope == other.envelope else { return false }
    if case .blockSealed(var seal) = one.body, case .blockSealed(let otherSeal) = other.body {
      seal.link = otherSeal.link
      return seal == otherSeal
    }
    return one.body == other.body
  }

  /// The log that a seed makes. Between batches the same is looked at, so that the same is asked for.
  private func records(_ seed: UInt64, flies: Bool) throws -> [Record] {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    let bench = try Bench(MemoryStorage(disk), clocks, settings: History.settings, seed: seed)
    var generator = SeededGenerator(seed: seed)
    if flies { bench.fly(on: queue) }
    var identities: [Digest] = []
    for round in 0..<60 {
      clocks.advance(UInt64.random(in: 0...300, using: &generator))
      // Two runs, of which the first is in the air while the second is decided.
      for _ in 0..<2 {
        var commands = [try bench.requesting(NewRequisition(id: generator.digest(), idempotencyKey: nil)).command]
        for identity in identities.suffix(3) where Bool.random(using: &generator) {
          commands.append(bench.using(identity).command)
        }
        commands.append(try bench.generating("user \(round % 3)", "123456").command)
        commands.append(try bench.usingCode("user \(round % 2)", "123456").command)
        if Int.random(in: 0..<4, using: &generator) == 0 { commands.append(.tick) }
        bench.run(commands + bench.findBlocks(2))
      }
      bench.land()
      bench.land()
      identities = (0..<bench.published.tokens.count).compactMap { bench.published.view($0)?.entry.block?.identity }
    }
    bench.stop()
    return try LogReader.records(disk)
  }

  @Test("a batch in the air that must make way is waited for, and nobody is answered before it has landed")
  func makesWay() throws {
    let storage = MemoryStorage(disk)
    let bench = try bench(TestClocks(), storage)
    bench.core.writer.close()
    let first = try bench.requesting()
    let changes = Atomic<Int>(0)
    let wasEarly = Atomic<Bool>(false)
    // Its write and its sync take long enough for anybody to be answered too early.
    storage.observe { _, _ in
      guard changes.add(1, ordering: .relaxed).newValue <= 2 else { return }
      usleep(20_000)
      if first.reply.result != nil { wasEarly.store(true, ordering: .relaxed) }
    }
    bench.run(first.command)
    // More than the segment holds.
    let others = try (0..<6).map { _ in
      try bench.requesting(NewRequisition(content: .bytes([UInt8](repeating: 7, count: 900))))
    }
    bench.run(others.map(\.command))
    for _ in 0..<2 { bench.land() }
    storage.observe(nil)
    #expect(!wasEarly.load(ordering: .relaxed) && first.reply.value != nil)
    #expect(others.allSatisfy { $0.reply.value != nil })
  }
}
