// CodeEngineTests.swift: users' codes through the whole engine: its threads, its generator, its clocks.

import Synchronization
import Testing

@testable import TokenCore

@Suite("users' codes and the engine")
struct CodeEngineTests {
  private let disk = MemoryDisk()
  private let clocks = TestClocks()

  /// Draws what it is told to, one after the other, and counts.
  private final class Generator: CodeGenerator {
    private let draws: Mutex<[Result<[UInt8], GeneratorFault>]>
    private let count = Atomic<Int>(0)
    private let before: @Sendable () -> Void

    init(_ draws: [Result<[UInt8], GeneratorFault>], before: @escaping @Sendable () -> Void = {}) {
      self.draws = Mutex(draws.reversed())
      self.before = before
    }

    convenience init(_ codes: String..., before: @escaping @Sendable () -> Void = {}) {
      self.init(codes.map { .success(Array($0.utf8)) }, before: before)
    }

    var drawn: Int { count.load(ordering: .relaxed) }

    func draw(digits: Int, answer: @escaping @Sendable (Result<[UInt8], GeneratorFault>) -> Void) {
      count.add(1, ordering: .relaxed)
      before()
      answer(draws.withLock { $0.popLast() } ?? .failure(GeneratorFault("no more")))
    }
  }

  private func open(_ generator: (any CodeGenerator)? = nil, codes: CodePolicy = CodePolicy()) throws -> TokenEngine {
    try TokenEngine.open(
      Bench.settings(segmentBytes: 1 << 20, codes: codes), clocks.environment(), MemoryStorage(disk),
      generator: generator, onFailure: { Issue.record("the ledger failed: \($0)") })
  }

  @Test("sixty-four first calls at once give one code")
  func concurrentFirst() async throws {
    let engine = try open()
    let shown = try await withThrowingTaskGroup(of: ShownCode.self) { group in
      for _ in 0..<64 { group.addTask { try await engine.generate("ann") } }
      return try await group.reduce(into: [ShownCode]()) { $0.append($1) }
    }
    #expect(shown.count == 64 && Set(shown.map(\.digits.text)).count == 1)
    #expect(shown.filter(\.isNew).count == 1)
    #expect(try await engine.codes(of: "ann").issued == 1)
    await engine.stop()
  }

  @Test("of many uses at once each is counted once")
  func concurrentUses() async throws {
    let engine = try open()
    let code = try await engine.generate("ann").digits.text
    let counts = try await withThrowingTaskGroup(of: UInt64?.self) { group in
      for _ in 0..<200 { group.addTask { try await engine.use(code: code, of: "ann").accepted?.timesUsed } }
      return try await group.reduce(into: [UInt64]()) { if let count = $1 { $0.append(count) } }
    }
    #expect(counts.sorted() == Array(1...200))
    #expect(try await engine.codes(of: "ann").live?.timesUsed == 200)
    await engine.stop()
  }

  @Test("a user beyond the limit costs no draw")
  func usersMax() async throws {
    let generator = Generator("012345", "111111")
    let engine = try open(generator, codes: CodePolicy(usersMax: 1))
    _ = try await engine.generate("ann")
    await #expect(throws: TokenError.usersFull(maximum: 1)) { _ = try await engine.generate("bob") }
    #expect(generator.drawn == 1)
    await engine.stop()
  }

  @Test("a live code is shown without a draw, and without the sequencer")
  func shownAtOnce() async throws {
    let generator = Generator("012345")
    let engine = try open(generator)
    _ = try await engine.generate("ann")
    let answered = Atomic<Bool>(false)
    engine.generate("ann", caller: Caller()) { result in
      answered.store((try? result.get())?.digits.text == "012345", ordering: .relaxed)
    }
    #expect(answered.load(ordering: .relaxed) && generator.drawn == 1)
    await engine.stop()
  }

  @Test(
    "a generator that fails or draws what is no code fails Generate alone; a live code is never shown past its period",
    arguments: ["", "12345", "1234567", "12345a", "12345 ", "+12345", "١٢٣٤٥٦", "１２３４５６"])
  func lyingGenerator(drawn: String) async throws {
    let generator = Generator("012345", drawn)
    let engine = try open(generator)
    _ = try await engine.generate("ann")
    await #expect(throws: TokenError.noGenerator(GeneratorFault("the generator draws what is no code of 6 digits"))) {
      _ = try await engine.generate("bob")
    }
    await #expect(throws: TokenError.userNotFound) { _ = try await engine.codes(of: "bob") }
    #expect(try await engine.use(code: "012345", of: "ann").accepted?.timesUsed == 1)
    #expect(try await engine.generate("ann").digits.text == "012345")
    clocks.advance(60_000)
    await #expect(throws: TokenError.noGenerator(GeneratorFault("no more"))) { _ = try await engine.generate("ann") }
    #expect(try await engine.use(code: "012345", of: "ann").accepted == nil)
    await engine.stop()
  }

  @Test("what is no code is refused before anything is looked up: no trimming, no numbers, no other digits")
  func noCode() async throws {
    let engine = try open(Generator("123456"))
    _ = try await engine.generate("ann")
    let records = engine.queue().sequence
    let offers = ["123456 ", " 123456", "１２３４５６", "+12345", "12345", "123456789", "", "12345\u{0}", "0x1234", "123.45"]
    for offer in offers {
      #expect(try await engine.use(code: offer, of: "ann").accepted == nil, "\(offer)")
    }
    #expect(engine.queue().sequence == records && engine.unknownRefused == UInt64(offers.count))
    #expect(try await engine.codes(of: "ann").live?.refusals == 0)
    // Of another length than the code's, it is an attempt like any other.
    #expect(try await engine.use(code: "1234567", of: "ann").accepted == nil)
    #expect(try await engine.codes(of: "ann").live?.refusals == 1)
    await engine.stop()
  }

  @Test("a code whose period was over before it was durable is not shown; another is drawn, a few times")
  func slowLedger() async throws {
    let clocks = clocks
    let generator = Generator("000001", "000002", "000003", "000004")
    let storage = MemoryStorage(disk)
    let engine = try TokenEngine.open(
      Bench.settings(segmentBytes: 1 << 20, codes: CodePolicy(periodMilliseconds: 1000)), clocks.environment(), storage,
      generator: generator, onFailure: { Issue.record("the ledger failed: \($0)") })
    storage.observe { _, _ in clocks.advance(1000) }
    await #expect(throws: TokenError.tooSlow) { _ = try await engine.generate("ann") }
    #expect(generator.drawn == 3)
    storage.observe(nil)
    #expect(try await engine.generate("ann").digits.text == "000004")
    #expect(try await engine.codes(of: "ann").issued == 4)
    await engine.stop()
  }

  @Test("the status of a user has the live code's facts, and the history newest first, cut where it was asked to be")
  func status() async throws {
    let engine = try open(codes: CodePolicy(usesPerCode: 1))
    for index in 0..<5 {
      let code = try await engine.generate("ann")
      if index.isMultiple(of: 2) { _ = try await engine.use(code: code.digits.text, of: "ann") }
      if index < 4 { clocks.advance(60_000) }
    }
    let view = try await engine.codes(of: "ann", historyLimit: 3)
    #expect(view.issued == 5 && view.history.count == 3 && view.history.first == view.live)
    #expect(view.live?.timesUsed == 1 && view.live?.usesLeft == 0)
    #expect(view.history.map(\.timesUsed) == [1, 0, 1])
    #expect(view.history.map(\.created) == view.history.map(\.created).sorted(by: >))
    #expect(try await engine.codes(of: "ann", historyLimit: 0).history == [])
    await #expect(throws: TokenError.userNotFound) { _ = try await engine.codes(of: "bob") }
    // Nothing was recorded since: that its end has come is made durable before anybody hears of it.
    clocks.advance(60_000)
    let records = engine.queue().sequence
    #expect(try await engine.codes(of: "ann").live == nil)
    #expect(engine.queue().sequence == records + 1)
    await engine.stop()
  }

  @Test("seconds left are rounded up, and none are left at the end")
  func secondsLeft() async throws {
    let engine = try open()
    let code = try await engine.generate("ann")
    #expect(engine.secondsLeft(until: code.end) == 60)
    clocks.advance(1)
    #expect(engine.secondsLeft(until: code.end) == 60)
    clocks.advance(59_000)
    #expect(engine.secondsLeft(until: code.end) == 1)
    clocks.advance(999)
    #expect(engine.secondsLeft(until: code.end) == 0)
    await engine.stop()
  }
}
