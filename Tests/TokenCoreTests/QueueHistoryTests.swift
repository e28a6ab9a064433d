// QueueHistoryTests.swift: followers of the queue: each event once, in order, durable before it is told; nobody is
// woken in vain, nobody sleeps over news, nobody is forgotten or left behind.

import Synchronization
import Testing

@testable import TokenCore

@Suite("QueueHistory")
struct QueueHistoryTests {
  /// Counts how a follower was called.
  final class Calls: Sendable {
    private let counts = Mutex((news: 0, ends: 0))

    var news: Int { counts.withLock { $0.news } }
    var ends: Int { counts.withLock { $0.ends } }

    func hear(_ signal: QueueSignal) {
      counts.withLock { counts in
        switch signal {
        case .news: counts.news += 1
        case .end: counts.ends += 1
        }
      }
    }
  }

  private func follow(_ bench: Bench, after sequence: UInt64? = nil, _ calls: Calls = Calls()) throws -> QueueFollower {
    let last = bench.published.read().records - 1
    return try bench.core.fold.history.follow(after: sequence ?? last, last: last) { calls.hear($0) }
  }

  private func readAll(_ follower: QueueFollower) throws -> [QueueEvent] {
    var events: [QueueEvent] = []
    while let event = try follower.next() { events.append(event) }
    return events
  }

  /// What the log says happened to the queue, after a sequence.
  private func oracle(_ disk: MemoryDisk, after sequence: UInt64 = 0) throws -> [QueueEvent] {
    var size: UInt64 = 0
    var publicIDs: [UInt64: Digest] = [:]
    var events: [QueueEvent] = []
    for record in try LogReader.records(disk) {
      let kind: QueueEvent.Kind
      let accepted: UInt64
      switch record.body {
      case .requisitionAccepted(let body):
        publicIDs[record.envelope.sequence] = body.publicID
        (kind, accepted, size) = (.queued, record.envelope.sequence, size + 1)
      case .blockSealed(let body): (kind, accepted, size) = (.sealed, body.acceptedSequence, size - 1)
      case .requisitionFailed(let body): (kind, accepted, size) = (.failed, body.acceptedSequence, size - 1)
      default: continue
      }
      events.append(
        QueueEvent(
          kind: kind, sequence: record.envelope.sequence, time: record.envelope.time,
          publicID: try #require(publicIDs[accepted]), queueSize: size))
    }
    return events.filter { $0.sequence > sequence }
  }

  @Test(
    "followers see what the log says, from wherever they began, also after a restart",
    arguments: 1...4 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let disk = MemoryDisk()
    var bench = try Bench(MemoryStorage(disk), seed: seed)
    var history = History(seed: seed)
    var followers: [(from: UInt64, follower: QueueFollower, seen: [QueueEvent])] = []
    for step in 0..<60 {
      try history.run(3, on: bench)
      let last = bench.published.read().records - 1
      let from = Bool.random(using: &generator) ? last : UInt64.random(in: 0...last, using: &generator)
      followers.append((from, try follow(bench, after: from), []))
      for index in followers.indices where Bool.random(using: &generator) {
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
          guard let event = try followers[index].follower.next() else { break }
          followers[index].seen.append(event)
        }
      }
      if step % 20 == 19 {
        bench.stop()
        bench = try Bench(MemoryStorage(disk), bench.clocks, seed: seed + UInt64(step))
        for index in followers.indices {
          let from = followers[index].seen.last?.sequence ?? followers[index].from
          followers[index].follower = try follow(bench, after: from)
        }
      }
    }
    bench.stop()
    for follower in followers {
      #expect(try follower.seen + readAll(follower.follower) == oracle(disk, after: follower.from), "seed \(seed)")
    }
  }

  @Test("queued, sealed and failed events say whose requisition and how long the queue is after them")
  func kinds() throws {
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    let follower = try follow(bench)
    let ids = (1...3 as ClosedRange<UInt64>).map { Digest(words: ($0, 0, 0, 0)) }
    for id in ids { try bench.request(NewRequisition(id: id)) }
    bench.mine(1)
    bench.revoke(.requestID(ids[1]))
    let events = try readAll(follower)
    let publicIDs = ids.map { CommandPreparer.publicID(of: $0) }
    #expect(events.map(\.kind) == [.queued, .queued, .queued, .sealed, .failed])
    #expect(events.map(\.publicID) == publicIDs + [publicIDs[0], publicIDs[1]])
    #expect(events.map(\.queueSize) == [1, 2, 3, 2, 1])
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
  }

  @Test("an event is not told before its record is durable")
  func durable() throws {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try Bench(storage)
    let calls = Calls()
    let follower = try follow(bench, calls)
    #expect(try follower.next() == nil)
    storage.setFault(MemoryStorage.Fault(error: FailingDiskTests.inputOutput, call: 2, lasts: false, suffix: ".seg"))
    #expect(try bench.request().error == .outcomeUnknown)
    #expect(try follower.next() == nil)
    #expect(calls.news == 0)
  }

  @Test("one who waits is woken once for a batch with news, never for others, nor when it has not read yet")
  func waking() throws {
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    let calls = Calls()
    let follower = try follow(bench, calls)
    try bench.request()
    #expect(calls.news == 0)
    #expect(try readAll(follower).count == 1)
    bench.run(try bench.requesting().command, try bench.requesting().command)
    #expect(calls.news == 1)
    try bench.request()
    #expect(calls.news == 1)
    #expect(try readAll(follower).count == 3)
    bench.mine()
    #expect(calls.news == 2)
    #expect(try readAll(follower).count == 4)
    // A use is no event of the queue.
    let identity = try bench.token().identity
    #expect(try readAll(follower).count == 2)
    let before = calls.news
    bench.use(identity)
    bench.tick()
    #expect(calls.news == before)
  }

  @Test("one that ends is forgotten and called no more, however it ends")
  func ends() throws {
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    let history = bench.core.fold.history
    let calls = Calls()
    var followers = try (0..<100).map { _ in try follow(bench, calls) }
    for follower in followers { #expect(try follower.next() == nil) }
    #expect(history.followerCount == 100)
    for follower in followers.prefix(50) { follower.end() }
    #expect(history.followerCount == 50)
    #expect(throws: TokenError.stopped) { try followers[0].next() }
    followers.removeLast(49)
    try bench.request()
    #expect(calls.news == 1)
    followers = []
    #expect(history.followerCount == 0)
    try bench.request()
    #expect(calls.news == 1 && calls.ends == 0)
  }

  @Test("closing ends all at once, those who wait and those who don't, and nobody can follow any more")
  func close() throws {
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    let (waiting, reading) = (Calls(), Calls())
    let followers = [try follow(bench, waiting), try follow(bench, reading)]
    #expect(try followers[0].next() == nil)
    bench.core.fold.history.close()
    try bench.request()
    #expect(waiting.ends == 1 && waiting.news == 0 && reading.ends == 1)
    for follower in followers { #expect(throws: TokenError.stopped) { try follower.next() } }
    #expect(throws: TokenError.stopped) { try follow(bench) }
    #expect(bench.core.fold.history.followerCount == 0)
  }

  @Test("a sequence that was dropped is too old and one that is not there yet is none, the ones between are followed")
  func range() throws {
    var settings = Bench.settings(segmentBytes: 1 << 20, queueMax: 10_000)
    settings.queueEventsMax = 1_024
    let disk = MemoryDisk()
    var bench = try Bench(MemoryStorage(disk), settings: settings)
    let slow = try follow(bench)
    bench.run(try (0..<3_000).map { _ in try bench.requesting().command })
    for restarted in [false, true] {
      if restarted {
        bench.stop()
        bench = try Bench(MemoryStorage(disk), bench.clocks, settings: settings)
      }
      let events = try oracle(disk)
      let oldest = events[events.count - 1_025].sequence
      #expect(throws: TokenError.tooOld(oldest: oldest)) { try follow(bench, after: oldest - 1) }
      #expect(throws: TokenError.tooOld(oldest: oldest)) { try follow(bench, after: 0) }
      #expect(try readAll(follow(bench, after: oldest)) == events.suffix(1_024))
      let last = bench.published.read().records - 1
      #expect(try readAll(follow(bench, after: last)) == [])
      #expect(throws: TokenError.noSuchSequence(last: last)) { try follow(bench, after: last + 1) }
      #expect(throws: TokenError.noSuchSequence(last: last)) { try follow(bench, after: .max) }
      if !restarted { #expect(throws: TokenError.tooOld(oldest: oldest)) { try slow.next() } }
    }
  }

  @Test("followers on other threads miss nothing while events are published, though they sleep whenever they can")
  func threads() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory, bits: 0)
    engine.start()
    let total = 2 * 1_500
    let seen = try await withThrowingTaskGroup(of: [QueueEvent].self) { group in
      for _ in 0..<4 {
        let news = AsyncStream<Void>.makeStream()
        let follower = try engine.follow(after: 0) { _ in news.continuation.yield() }
        group.addTask {
          var events: [QueueEvent] = []
          var wakings = news.stream.makeAsyncIterator()
          while events.count < total {
            if let event = try follower.next() { events.append(event) } else { await wakings.next() }
          }
          return events
        }
      }
      for _ in 0..<1_500 { engine.request(NewRequisition(), waitMilliseconds: 0) { _ in } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(seen.allSatisfy { $0 == seen[0] })
    #expect(seen[0].filter { $0.kind == .queued }.count == 1_500)
    #expect(zip(seen[0], seen[0].dropFirst()).allSatisfy { $0.sequence < $1.sequence })
    #expect(seen[0].last?.queueSize == 0 && engine.followerCount == 0)
    await engine.stop()
    #expect(throws: TokenError.stopped) { _ = try engine.follow(after: 0) { _ in } }
  }
}
