// TimeTests.swift: ends of tokens, and clocks that are set: nothing is revived, nothing is killed (I8).

import Testing

@testable import TokenCore

@Suite("time")
struct TimeTests {
  private let clocks = TestClocks()
  private let minute: UInt64 = 60_000

  private func bench(_ disk: MemoryDisk = MemoryDisk(), isClockAccepted: Bool = false) throws -> Bench {
    var settings = Bench.settings(segmentBytes: 65_536)
    settings.isClockAccepted = isClockAccepted
    return try Bench(MemoryStorage(disk), clocks, settings: settings)
  }

  private func until(_ instant: UInt64, id: UInt8) throws -> NewRequisition {
    NewRequisition(
      id: Golden.digest(id), effectiveness: try #require(Effectiveness(uses: nil, instant: instant, duration: nil)))
  }

  @Test("an instant that is not later than now is refused")
  func past() throws {
    let bench = try bench()
    for instant in [1, clocks.wall - 1, clocks.wall] {
      #expect(
        try bench.request(until(instant, id: 1)).error
          == .invalid(field: "effectiveness.until_ms", reason: "is in the past"))
    }
    #expect(try bench.request(until(clocks.wall + 1, id: 1)).value?.status == .pending)
  }

  @Test("a duration starts when the token is sealed, not when it was asked for")
  func duration() throws {
    let bench = try bench()
    let effectiveness = try #require(Effectiveness(uses: nil, instant: nil, duration: minute))
    _ = try bench.request(NewRequisition(id: Golden.digest(1), effectiveness: effectiveness))
    clocks.advance(10 * minute)
    bench.tick()
    bench.mine()
    let identity = try #require(bench.view(.requestID(Golden.digest(1)))?.entry.block?.identity)
    #expect(bench.use(identity).value?.end == clocks.wall + minute)
    clocks.advance(minute - 1)
    #expect(bench.use(identity).value?.isValid == true)
    clocks.advance(1)
    #expect(bench.use(identity).value?.reason == .expired)
  }

  @Test("limits of uses and time stand together: what comes first ends it")
  func bothLimits() throws {
    let bench = try bench()
    let spent = try bench.token(uses: 1, instant: clocks.wall + minute)
    let expired = try bench.token(uses: 2, instant: clocks.wall + minute)
    #expect(bench.use(spent.identity).value?.usesLeft == 0)
    #expect(bench.use(expired.identity).value?.usesLeft == 1)
    clocks.advance(minute)
    #expect(bench.use(spent.identity).value?.reason == .spent)
    #expect(
      bench.use(expired.identity).value == ValidationOutcome(reason: .expired, usesLeft: 1, end: Golden.time + minute))
  }

  @Test("a requisition whose instant passes in the queue fails with a record, and its waiter hears it")
  func expiresInQueue() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let reply = try bench.request(until(clocks.wall + minute, id: 1), wait: 600_000)
    _ = try bench.request(NewRequisition(id: Golden.digest(2)))
    clocks.advance(minute - 1)
    bench.tick()
    #expect(bench.queue.count == 2 && reply.result == nil)
    clocks.advance(1)
    bench.tick()
    #expect(reply.value?.status == .failed(.expired))
    #expect(bench.view(.requestID(Golden.digest(2)))?.queuePosition == 1)
    bench.mine()
    #expect(bench.core.fold.tip.height == 1)
    bench.stop()
    let again = try self.bench(disk)
    #expect(again.view(.requestID(Golden.digest(1)))?.status == .failed(.expired))
    #expect(again.queue.isEmpty)
  }

  @Test("a block found for a requisition whose instant has passed fails it, and those built on it are mined again")
  func blockTooLate() throws {
    let bench = try bench()
    _ = try bench.request(until(clocks.wall + minute, id: 1))
    for id in 2...4 as ClosedRange<UInt8> { _ = try bench.request(NewRequisition(id: Golden.digest(id))) }
    let blocks = bench.findBlocks()
    clocks.advance(minute)
    bench.run(blocks)
    #expect(bench.view(.requestID(Golden.digest(1)))?.status == .failed(.expired))
    #expect(bench.queue.count == 3)
    bench.mine()
    #expect((2...4).map { bench.view(.requestID(Golden.digest($0)))?.entry.block?.header.height } == [1, 2, 3])
  }

  // MARK: Time marks

  @Test("ends that have come are settled by one time mark a batch, and by none when a record says so already")
  func timeMarks() throws {
    let bench = try bench()
    let end = clocks.wall + minute
    let token = try bench.token(instant: end)
    clocks.advance(minute)
    #expect(bench.published.lastTime < end)
    let records = bench.core.fold.records
    let replies = (0..<50).map { _ in Reply<Bool>() }
    bench.run(replies.map { reply in .settleTime(end: end, { reply.answer($0.map { true }) }) })
    #expect(replies.allSatisfy { $0.value == true })
    #expect(bench.core.fold.records == records + 1)
    #expect(bench.published.lastTime >= end && bench.status(token.identity) == .expired)
    bench.run(.settleTime(end: end, { _ in }))
    #expect(bench.core.fold.records == records + 1)
  }

  @Test("an end that comes after a batch's first mark gets one of its own")
  func secondMark() throws {
    let bench = try bench()
    let first = clocks.wall + 10
    let later = first + 30
    let token = try bench.token(instant: later)
    clocks.advance(10)
    // Somebody looks at the clock between the two, so that it goes on.
    let uses = (0..<40).map { _ in bench.using(Golden.digest(1)).command }
    let settled = Reply<Bool>()
    clocks.goOn(by: 1)
    bench.run(
      [.settleTime(end: first, { _ in })] + uses
        + [.settleTime(end: later, { settled.answer($0.map { true }) })])
    #expect(settled.value == true && bench.status(token.identity) == .expired)
  }

  @Test("an end that was told survives a restart on a slower clock")
  func toldEndStays() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let end = clocks.wall + minute
    let token = try bench.token(instant: end)
    clocks.advance(minute)
    bench.run(.settleTime(end: end, { _ in }))
    bench.stop()
    clocks.setWall(end - 1000)
    let again = try self.bench(disk)
    #expect(again.status(token.identity) == .expired)
    #expect(again.use(token.identity).value?.reason == .expired)
  }

  // MARK: Clocks that are set

  @Test("a clock that parts from the wall clock suspends changes, not look-ups, until it is set right")
  func drift() throws {
    let bench = try bench()
    let token = try bench.token(uses: 2)
    let pending = try bench.request(NewRequisition(id: Golden.digest(5)))
    let right = clocks.wall
    for wall in [right + 6 * minute, right - 6 * minute] {
      clocks.setWall(wall)
      #expect(try bench.request().error == .clockDoubtful)
      #expect(bench.use(token.identity).error == .clockDoubtful)
      #expect(bench.revoke(.identity(token.identity)).error == .clockDoubtful)
      #expect(try bench.request(NewRequisition(id: Golden.digest(5))).value == pending.value)
      bench.mine()
      bench.tick()
      #expect(bench.queue.count == 1)
      #expect(bench.status(token.identity) == .success)
    }
    clocks.setWall(right)
    bench.tick()
    #expect(bench.queue.isEmpty)
    #expect(bench.use(token.identity).value?.usesLeft == 1)
  }

  @Test("a start behind or far ahead of the log suspends changes, and writes no time that is doubted")
  func doubtfulStart() throws {
    for wall in [Golden.time - 6 * minute, Golden.time + LedgerClock.maxAhead + minute] {
      let disk = MemoryDisk()
      clocks.setWall(Golden.time)
      let bench = try bench(disk)
      let token = try bench.token(instant: Golden.time + minute)
      bench.stop()
      clocks.setWall(wall)
      let doubtful = try self.bench(disk)
      #expect(try doubtful.request().error == .clockDoubtful)
      #expect(doubtful.use(token.identity).error == .clockDoubtful)
      #expect(doubtful.status(token.identity) == .success)
      #expect(doubtful.published.lastTime == Golden.time)
      doubtful.stop()
      // Right again at the next start, it goes on.
      clocks.setWall(Golden.time + 1000)
      let right = try self.bench(disk)
      #expect(right.use(token.identity).value?.isValid == true)
      right.stop()
    }
  }

  @Test("an accepted earlier clock is written down, and what had ended by the old time stays ended, restart or not")
  func acceptedBehind() throws {
    let disk = MemoryDisk()
    let first = try bench(disk)
    let ended = try first.token(instant: clocks.wall + minute)
    let lasting = try first.token(instant: clocks.wall + 60 * minute)
    let queued = try until(clocks.wall + 2 * minute, id: 8)
    clocks.advance(minute)
    _ = try first.request(queued)
    clocks.advance(30 * minute)
    #expect(first.use(ended.identity).value?.reason == .expired)
    first.stop()
    clocks.setWall(Golden.time)
    let corrected = try bench(disk, isClockAccepted: true)
    let corrections = try LogReader.records(disk).compactMap { record in
      if case .clockCorrected(let body) = record.body { body } else { nil }
    }
    #expect(corrections == [ClockCorrected(oldTime: Golden.time + 31 * minute, newTime: Golden.time)])
    #expect(corrected.published.lastTime == Golden.time)
    #expect(corrected.status(ended.identity) == .expired)
    #expect(corrected.use(ended.identity).value?.reason == .expired)
    #expect(corrected.use(lasting.identity).value?.isValid == true)
    // Its instant had passed in the queue: it is not mined.
    corrected.mine()
    #expect(corrected.view(.requestID(Golden.digest(8)))?.status == .failed(.expired))
    corrected.stop()
    let again = try bench(disk)
    #expect(again.use(ended.identity).value?.reason == .expired)
    #expect(again.use(lasting.identity).value?.isValid == true)
    #expect(try LogReader.records(disk).filter { $0.body.kind == .clockCorrected }.count == 1)
  }

  @Test("a clock accepted far ahead holds from its epoch on")
  func acceptedAhead() throws {
    let disk = MemoryDisk()
    let first = try bench(disk)
    let token = try first.token(instant: clocks.wall + minute)
    first.stop()
    clocks.setWall(Golden.time + LedgerClock.maxAhead + minute)
    let ahead = try bench(disk, isClockAccepted: true)
    #expect(ahead.published.lastTime == clocks.wall)
    #expect(ahead.status(token.identity) == .expired)
    #expect(try ahead.request().value?.status == .pending)
  }
}
