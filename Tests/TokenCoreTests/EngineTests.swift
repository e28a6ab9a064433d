// EngineTests.swift: tokens through the whole engine, with its threads and on real files.

import Synchronization
import Testing

@testable import TokenCore

@Suite("TokenEngine")
struct EngineTests {
  @Test("a requisition becomes a token that is spent exactly as often as it says, also after a restart")
  func life() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory)
    engine.start()
    let effectiveness = try #require(Effectiveness(uses: 2, instant: nil, duration: nil))
    let view = try await engine.request(
      NewRequisition(content: .bytes(Array("hello".utf8)), effectiveness: effectiveness))
    #expect(view.status == .success)
    let identity = try #require(view.entry.block?.identity)
    #expect(engine.check(ValidationQuery(identity: identity))?.isValid == true)
    #expect(try await engine.use(identity).usesLeft == 1)
    await engine.stop()

    let again = try openEngine(directory)
    again.start()
    #expect(try await again.use(identity).usesLeft == 0)
    #expect(try await again.use(identity).reason == .spent)
    #expect(try await again.status(.identity(identity)).status == .spent)
    await again.stop()
  }

  @Test("many requests at once each become one token over several segments")
  func many() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory, bits: 0)
    engine.start()
    let identities = try await withThrowingTaskGroup(of: Digest?.self) { group in
      for index in 0..<2000 {
        group.addTask {
          try await engine.request(NewRequisition(content: .bytes(Array("content \(index)".utf8)))).entry.block?
            .identity
        }
      }
      return try await group.reduce(into: Set<Digest>()) { if let identity = $1 { $0.insert(identity) } }
    }
    #expect(identities.count == 2000)
    await engine.stop()
    let again = try openEngine(directory)
    #expect(again.opened.tokens == 2000)
    for identity in identities { #expect(again.check(ValidationQuery(identity: identity))?.isValid == true) }
    await again.stop()
  }

  @Test("of 200 users at once of a token with 64 uses exactly 64 succeed")
  func concurrentUses() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory)
    engine.start()
    let effectiveness = try #require(Effectiveness(uses: 64, instant: nil, duration: nil))
    let identity = try #require(
      try await engine.request(NewRequisition(effectiveness: effectiveness)).entry.block?.identity)
    let outcomes = try await withThrowingTaskGroup(of: ValidationOutcome.self) { group in
      for _ in 0..<200 { group.addTask { try await engine.use(identity) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(outcomes.filter(\.isValid).compactMap(\.usesLeft)) == Set(0..<64))
    #expect(outcomes.filter(\.isValid).count == 64)
    #expect(outcomes.filter { !$0.isValid }.allSatisfy { $0.reason == .spent })
    await engine.stop()
  }

  @Test("requests, uses and revocations from many threads while all threads mine leave a ledger that opens the same")
  func storm() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory, bits: 15)
    engine.start()
    let statuses = try await withThrowingTaskGroup(of: (Digest, TokenStatus).self) { group in
      for index in 0..<60 {
        group.addTask {
          let id = Digest(words: (7, 7, 7, UInt64(index)))
          if index % 3 == 0 {
            _ = try await engine.request(NewRequisition(id: id), wait: 0)
            return (id, try await engine.revoke(.requestID(id)).status)
          }
          let view = try await engine.request(NewRequisition(id: id), wait: 300_000)
          if let identity = view.entry.block?.identity { _ = try await engine.use(identity) }
          return (id, view.status)
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(statuses.values.allSatisfy { $0 != .pending })
    #expect(engine.queue().count == 0)
    await engine.stop()
    let again = try openEngine(directory, bits: 0)
    #expect(again.opened.requisitions == 60 && again.opened.queued == 0)
    for (id, status) in statuses { #expect(try await again.status(.requestID(id)).status == status) }
    await again.stop()
  }

  @Test("a wait that ends is answered pending with its place, and the end of all waits answers everybody")
  func waits() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory, bits: 40)
    engine.start()
    let first = try await engine.request(wait: 20)
    #expect(first.status == .pending && first.queuePosition == 1)
    async let second = engine.request(wait: 600_000)
    while engine.queue().count < 2 { await Task.yield() }
    engine.endWaits()
    #expect(try await second.queuePosition == 2)
    await engine.stop()
    await #expect(throws: TokenError.stopped) { try await engine.request(wait: 0) }
  }

  @Test("content comes back as it was given, whatever segment it is in; of a digest there is none")
  func content() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory, bits: 0)
    engine.start()
    var generator = SeededGenerator(seed: 4)
    for size in [0, 1, 511, 20_000, 64_000, 3] {
      let bytes = generator.bytes(size)
      let view = try await engine.request(NewRequisition(content: .bytes(bytes), url: "https://example.org/"))
      #expect(try await engine.content(of: view) == bytes)
      #expect(view.entry.contentSHA256 == SHA256.hash(bytes))
    }
    let digest = NewRequisition(content: .digest(SHA256.hash([1]), byteCount: 1))
    #expect(try await engine.content(of: engine.request(digest)) == nil)
    await engine.stop()
  }

  @Test("a check that finds an end since the last record is answered after a time mark, others at once")
  func settledCheck() async throws {
    let clocks = TestClocks()
    let disk = MemoryDisk()
    let engine = try TokenEngine.open(
      Bench.settings(), clocks.environment(), MemoryStorage(disk), onFailure: { Issue.record("\($0)") })
    engine.start()
    let effectiveness = try #require(Effectiveness(uses: nil, instant: clocks.wall + 1000, duration: nil))
    let ending = try #require(
      try await engine.request(NewRequisition(effectiveness: effectiveness)).entry.block?.identity)
    let lasting = try #require(try await engine.request().entry.block?.identity)
    #expect(engine.check(ValidationQuery(identity: ending))?.isValid == true)
    clocks.advance(1000)
    #expect(engine.check(ValidationQuery(identity: ending)) == nil)
    #expect(engine.check(ValidationQuery(identity: lasting))?.isValid == true)
    #expect(engine.check(ValidationQuery(identity: .zero))?.reason == .unknown)
    let expected = ValidationOutcome(reason: .expired, usesLeft: nil, end: Golden.time + 1000)
    #expect(try await engine.settledCheck(ending) == expected)
    #expect(engine.check(ValidationQuery(identity: ending)) == expected)
    #expect(try await engine.settledCheck(lasting).isValid)
    #expect(try await engine.status(.identity(ending)).status == .expired)
    let marks = try LogReader.records(disk).filter { $0.body.kind == .timeMark }
    #expect(marks.count == 1)
    await engine.stop()
  }

  @Test("a doubtful clock stops uses and the checks that would have to tell the time, no other checks")
  func checksWhileSuspended() async throws {
    let clocks = TestClocks()
    let engine = try TokenEngine.open(
      Bench.settings(), clocks.environment(), MemoryStorage(MemoryDisk()), onFailure: { Issue.record("\($0)") })
    engine.start()
    let effectiveness = try #require(Effectiveness(uses: nil, instant: clocks.wall + 1000, duration: nil))
    let ending = try #require(
      try await engine.request(NewRequisition(effectiveness: effectiveness)).entry.block?.identity)
    clocks.setWall(clocks.wall + 3_600_000)
    #expect(engine.check(ValidationQuery(identity: ending))?.isValid == true)
    await #expect(throws: TokenError.clockDoubtful) { try await engine.use(ending) }
    clocks.advance(1000)
    #expect(engine.check(ValidationQuery(identity: ending)) == nil)
    await #expect(throws: TokenError.clockDoubtful) { try await engine.settledCheck(ending) }
    await engine.stop()
  }

  @Test("a failed sync is reported once, what waited has an unknown outcome, and what is durable is still told")
  func failure() async throws {
    let storage = MemoryStorage(MemoryDisk())
    let failures = Mutex<[LedgerError]>([])
    let engine = try TokenEngine.open(
      Bench.settings(), TestClocks().environment(), storage,
      onFailure: { error in failures.withLock { $0.append(error) } })
    engine.start()
    let identity = try #require(try await engine.request().entry.block?.identity)
    storage.setFault(
      MemoryStorage.Fault(error: FailingDiskTests.inputOutput, call: 2, lasts: false, suffix: ".seg"))
    await #expect(throws: TokenError.outcomeUnknown) { try await engine.use(identity) }
    await #expect(throws: TokenError.stopped) { try await engine.use(identity) }
    #expect(engine.check(ValidationQuery(identity: identity))?.isValid == true)
    await engine.stop()
    #expect(failures.withLock { $0.count } == 1)
  }

  @Test("a difficulty under the floor is refused, at first start and for ever after")
  func floor() async throws {
    let directory = TemporaryDirectory()
    let eight = try #require(Difficulty(bits: 8))
    func settings(bits: Int, floor: Int) throws -> EngineSettings {
      EngineSettings(
        directory: directory.path, difficulty: .fixed(try #require(Difficulty(bits: bits))),
        difficultyFloor: try #require(Difficulty(bits: floor)), miners: 1, segmentBytes: 65_536)
    }
    let seven = try #require(Difficulty(bits: 7))
    #expect(throws: LedgerError.difficultyUnderFloor(seven, floor: eight)) {
      _ = try TokenEngine.open(settings(bits: 7, floor: 8), onFailure: { _ in })
    }
    let engine = try TokenEngine.open(settings(bits: 8, floor: 8), onFailure: { Issue.record("\($0)") })
    #expect(engine.opened.difficultyFloor == eight)
    await engine.stop()
    #expect(throws: LedgerError.difficultyUnderFloor(seven, floor: eight)) {
      _ = try TokenEngine.open(settings(bits: 7, floor: 0), onFailure: { _ in })
    }
    let harder = try TokenEngine.open(settings(bits: 9, floor: 0), onFailure: { Issue.record("\($0)") })
    #expect(harder.opened.difficultyFloor == eight)
    await harder.stop()
  }

  @Test("with a target rate the difficulty changes from block to block, and the ledger verifies")
  func automatic() async throws {
    let directory = TemporaryDirectory()
    let floor = try #require(Difficulty(bits: 2))
    let engine = try TokenEngine.open(
      EngineSettings(
        directory: directory.path, difficulty: .automatic(tokensPerSecond: 3000), difficultyFloor: floor, miners: 2,
        hashesPerSecond: 1e8, segmentBytes: 1 << 20), onFailure: { Issue.record("\($0)") })
    engine.start()
    let fields = try await withThrowingTaskGroup(of: UInt32?.self) { group in
      for _ in 0..<2000 {
        group.addTask { try await engine.request(wait: 600_000).entry.block?.header.difficulty.field }
      }
      return try await group.reduce(into: Set<UInt32>()) { if let field = $1 { $0.insert(field) } }
    }
    await engine.stop()
    #expect(fields.count > 5 && fields.allSatisfy { $0 >= floor.field })
    let read = try LedgerInspector(directory: directory.path).read()
    #expect(read.tokens == 2000 && read.difficultyFloor == floor && read.torn == nil)
  }

  @Test("the service tells its miners and its queue: idle, then how long the first has waited and a new one would")
  func service() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory, bits: 40)
    let idle = engine.service
    #expect(idle.queued == 0 && idle.oldestWaitMilliseconds == nil && idle.mining.threads == 0)
    #expect(idle.mining.hashesPerSecond == 0 && idle.mining.hashesTried == 0 && idle.mining.millisecondsPerToken > 0)
    #expect(idle.expectedWaitMilliseconds == idle.mining.millisecondsPerToken)
    engine.start()
    for _ in 0..<3 { _ = try await engine.request(wait: 0) }
    while engine.service.mining.hashesTried == 0 { await Task.yield() }
    let busy = engine.service
    #expect(busy.mining.threads == 2 && busy.mining.kernel == engine.kernelName && busy.queued == 3)
    #expect(busy.mining.difficulty == Difficulty(bits: 40))
    #expect(busy.expectedWaitMilliseconds == 4 * busy.mining.millisecondsPerToken)
    let first = try #require(busy.oldestWaitMilliseconds)
    while engine.service.oldestWaitMilliseconds == first { await Task.yield() }
    await engine.stop()
    #expect(engine.service.mining.threads == 0 && engine.service.mining.hashesPerSecond == 0)
  }

  @Test("blocks of every difficulty there was are valid after a restart with another")
  func difficulties() async throws {
    let directory = TemporaryDirectory()
    for bits in [0, 3, 9, 0] {
      let engine = try openEngine(directory, bits: bits)
      engine.start()
      let view = try await engine.request()
      #expect(view.entry.block?.header.difficulty.bits == UInt32(bits))
      await engine.stop()
    }
    let engine = try openEngine(directory)
    #expect(engine.opened.tokens == 4 && engine.opened.epoch == 5)
    await engine.stop()
  }
}
