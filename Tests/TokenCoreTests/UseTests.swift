// UseTests.swift: N uses allow exactly N, in any order and across restarts; repeats, refusals and their budget.

import Testing

@testable import TokenCore

@Suite("uses")
struct UseTests {
  private let clocks = TestClocks()

  private func bench(_ disk: MemoryDisk = MemoryDisk(), settings: EngineSettings? = nil) throws -> Bench {
    try Bench(MemoryStorage(disk), clocks, settings: settings ?? Bench.settings(segmentBytes: 65_536))
  }

  /// Types of the records since `sequence`.
  private func kinds(_ disk: MemoryDisk, since sequence: UInt64 = 0) throws -> [RecordBody] {
    try LogReader.records(disk).filter { $0.envelope.sequence >= sequence }.map(\.body)
  }

  @Test("in one batch of 100 users of a token with 37 uses exactly 37 succeed, the others hear spent")
  func oneBatch() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let token = try bench.token(uses: 37)
    let uses = (0..<100).map { _ in bench.using(token.identity) }
    bench.run(uses.map(\.command))
    let outcomes = uses.compactMap(\.reply.value)
    #expect(outcomes.count == 100)
    #expect(outcomes.filter(\.isValid).compactMap(\.usesLeft) == (0..<37).reversed().map { UInt64($0) })
    #expect(outcomes.dropFirst(37).allSatisfy { $0.reason == .spent && $0.usesLeft == 0 })
    #expect(bench.status(token.identity) == .spent)
    bench.stop()
    let again = try self.bench(disk)
    #expect(again.use(token.identity).value?.reason == .spent)
    #expect(again.view(.identity(token.identity))?.entry.uses == 37)
  }

  @Test("the third use of a token for two says spent, before and after a restart")
  func third() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let token = try bench.token(uses: 2)
    #expect(bench.use(token.identity).value == ValidationOutcome(reason: nil, usesLeft: 1, end: nil))
    #expect(bench.status(token.identity) == .success)
    #expect(bench.use(token.identity).value == ValidationOutcome(reason: nil, usesLeft: 0, end: nil))
    #expect(bench.status(token.identity) == .spent)
    #expect(bench.use(token.identity).value == ValidationOutcome(reason: .spent, usesLeft: 0, end: nil))
    bench.stop()
    #expect(try self.bench(disk).use(token.identity).value?.reason == .spent)
  }

  @Test("a use of a token without a limit of uses is recorded and spends nothing")
  func unlimited() throws {
    let bench = try bench()
    let token = try bench.token()
    for _ in 0..<3 {
      #expect(bench.use(token.identity).value == ValidationOutcome(reason: nil, usesLeft: nil, end: nil))
    }
    #expect(bench.view(.identity(token.identity))?.entry.uses == 3)
    #expect(bench.core.fold.uses == 3)
  }

  @Test("a check is never written down, and an unknown identity leaves no record")
  func notWritten() throws {
    let bench = try bench()
    let token = try bench.token(uses: 1)
    let records = bench.core.fold.records
    #expect(bench.use(Golden.digest(1)).value == ValidationOutcome(reason: .unknown))
    #expect(bench.use(token.identity, caller: Caller(realm: 9)).value?.reason == .unknown)
    #expect(bench.core.fold.records == records)
  }

  @Test("content is compared by its SHA-256, and a changed byte spends nothing")
  func content() throws {
    let bench = try bench()
    let token = try bench.token(uses: 2, content: [1, 2, 3])
    #expect(bench.use(token.identity, content: SHA256.hash([1, 2, 4])).value?.reason == .content)
    #expect(bench.use(token.identity, content: SHA256.hash([1, 2, 3])).value?.usesLeft == 1)
    #expect(bench.use(token.identity).value?.usesLeft == 0)
    // What is spent is spent, whatever content comes with it.
    #expect(bench.use(token.identity, content: SHA256.hash([1, 2, 4])).value?.reason == .spent)
  }

  // MARK: Repeats

  private let key = [UInt8](repeating: 7, count: 16)

  @Test("the same key and use gets the recorded outcome and spends once, also across a restart")
  func repeated() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let token = try bench.token(uses: 3)
    let first = bench.use(token.identity, key: key).value
    #expect(first?.usesLeft == 2)
    #expect(bench.use(token.identity).value?.usesLeft == 1)
    #expect(bench.use(token.identity, key: key).value == first)
    let both = [
      bench.using(token.identity, key: [UInt8](repeating: 8, count: 64)),
      bench.using(token.identity, key: [UInt8](repeating: 8, count: 64)),
    ]
    bench.run(both.map(\.command))
    #expect(both.map(\.reply.value?.usesLeft) == [0, 0])
    bench.stop()
    let again = try self.bench(disk)
    #expect(again.use(token.identity, key: key).value == first)
    #expect(again.view(.identity(token.identity))?.entry.uses == 3)
  }

  @Test("a key for another use, content or method is refused, another caller's or realm's is another key")
  func keyTaken() throws {
    let bench = try bench()
    let one = try bench.token(uses: 9)
    let two = try bench.token(uses: 9)
    #expect(bench.use(one.identity, key: key).value?.isValid == true)
    #expect(bench.use(two.identity, key: key).error == .keyTaken)
    #expect(bench.use(one.identity, content: .zero, key: key).error == .keyTaken)
    #expect(bench.use(two.identity, key: key, caller: Caller(id: 5)).value?.usesLeft == 8)
    #expect(try bench.request(NewRequisition(idempotencyKey: key)).value?.status == .pending)
    #expect(bench.use(one.identity).value?.usesLeft == 7)
  }

  @Test(
    "a refused use that was recorded is answered again as recorded, also after the token would be refused otherwise")
  func repeatedRefusal() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let token = try bench.token(uses: 1, content: [1])
    #expect(bench.use(token.identity, content: .zero, key: key).value?.reason == .content)
    #expect(bench.use(token.identity).value?.isValid == true)
    #expect(bench.use(token.identity, content: .zero, key: key).value?.reason == .content)
    #expect(bench.use(token.identity, content: .zero).value?.reason == .spent)
    bench.stop()
    #expect(try self.bench(disk).use(token.identity, content: .zero, key: key).value?.reason == .content)
  }

  @Test("an outcome that stands in no record is decided again")
  func unrecordedOutcome() throws {
    let bench = try bench()
    let requisition = try #require(try bench.request().value)
    let unknown = bench.use(Golden.digest(3), key: key)
    #expect(unknown.value?.reason == .unknown)
    #expect(bench.use(requisition.entry.details.leaf, key: key).value?.reason == .unknown)
  }

  @Test("a repeat is answered before the clock and the disk are asked, a new use is not")
  func repeatWhileSuspended() throws {
    let bench = try bench()
    let token = try bench.token(uses: 3)
    let first = bench.use(token.identity, key: key).value
    clocks.setWall(clocks.wall + 600_000)
    #expect(bench.use(token.identity, key: key).value == first)
    #expect(bench.use(token.identity).error == .clockDoubtful)
  }

  // MARK: Refusals

  @Test("ten refusals a minute are records of their own, the others one record when the minute is over")
  func budget() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let token = try bench.token(uses: 1)
    bench.use(token.identity)
    let start = bench.core.fold.records
    for second in 0..<25 {
      clocks.advance(second == 0 ? 0 : 1000)
      #expect(bench.use(token.identity).value?.reason == .spent)
    }
    #expect(bench.core.fold.records == start + 10)
    clocks.advance(35_000)
    bench.tick()
    #expect(bench.core.fold.records == start + 10)
    clocks.advance(1000)
    bench.tick()
    let refusals = try kinds(disk, since: start).compactMap { body in
      if case .refused(let refused) = body { refused } else { nil }
    }
    #expect(refusals.count == 11 && bench.core.fold.records == start + 11)
    #expect(refusals.prefix(10).allSatisfy { $0.count == 1 && $0.reason == .spent && $0.subject == token.height })
    #expect(refusals.last?.count == 15)
    #expect(refusals.last?.first == Golden.time + 10_000 && refusals.last?.last == Golden.time + 24_000)
  }

  @Test("refusals beyond the budget leave no record at all until then, whatever limits the token has")
  func beyondBudget() throws {
    let bench = try bench()
    let token = try bench.token(uses: 1, instant: Golden.time + 86_400_000)
    bench.use(token.identity)
    for _ in 0..<10 { bench.use(token.identity) }
    let records = bench.core.fold.records
    for _ in 0..<50 {
      clocks.advance(10)
      #expect(bench.use(token.identity).value?.reason == .spent)
    }
    #expect(bench.core.fold.records == records)
  }

  @Test("what is counted is written at a stop")
  func aggregateAtStop() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let token = try bench.token(uses: 1)
    for _ in 0..<14 { bench.use(token.identity) }
    bench.stop()
    let counts = try kinds(disk).compactMap { body in
      if case .refused(let refused) = body { refused.count } else { nil }
    }
    #expect(counts.reduce(0, +) == 13 && counts.last == 3)
  }

  @Test("an aggregate that finds no room on the disk is written when there is room")
  func aggregateWithoutRoom() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage, clocks)
    let token = try bench.token(uses: 1)
    for _ in 0..<14 { bench.use(token.identity) }
    storage.setFault(MemoryStorage.Fault(error: FailingDiskTests.noSpace, call: 1, lasts: true, suffix: ".tmp"))
    let large = NewRequisition(content: .bytes([UInt8](repeating: 1, count: 500)))
    clocks.advance(60_000)
    var isFull = false
    for _ in 0..<20 where !isFull { isFull = try bench.request(large).error == .diskFull }
    #expect(isFull)
    bench.tick()
    storage.setFault(nil)
    clocks.advance(1000)
    bench.tick()
    let counts = try kinds(disk).compactMap { body in
      if case .refused(let refused) = body { refused.count } else { nil }
    }
    #expect(counts.reduce(0, +) == 13 && counts.last == 3)
    #expect(bench.failures.all == [])
  }
}
