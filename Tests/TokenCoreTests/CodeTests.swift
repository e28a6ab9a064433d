// CodeTests.swift: users' codes as their callers see them: shown, used, refused, renewed.

import Testing

@testable import TokenCore

@Suite("users' codes")
struct CodeTests {
  private let disk = MemoryDisk()

  /// Every refusal in the ledger.
  private func refusals() throws -> [Refused] {
    try LogReader.records(disk).compactMap { if case .refused(let refused) = $0.body { refused } else { nil } }
  }

  @Test("two Generates within the period give the same code, also in one batch, and what was drawn second is dropped")
  func oneCode() throws {
    let bench = try Bench(MemoryStorage(disk))
    let calls = try (0..<64).map { try bench.generating("zoë", "0000\($0 + 10)") }
    bench.run(calls.map(\.command))
    let shown = calls.compactMap(\.reply.value)
    #expect(shown.count == 64 && Set(shown.map(\.digits.text)) == ["000010"])
    #expect(shown.filter(\.isNew).count == 1 && shown.first?.isNew == true)
    bench.clocks.advance(59_999)
    let last = try bench.generate("zoë", "999999").value
    #expect(last?.digits.text == "000010" && last?.isNew == false && last?.created == shown.first?.created)
    #expect(bench.core.fold.users.count == 1)
  }

  @Test("a code renews when its period is over, judged when somebody asks; the old one is refused then")
  func renewal() throws {
    let bench = try Bench(MemoryStorage(disk), settings: Bench.settings(codes: CodePolicy(periodMilliseconds: 2000)))
    let first = try #require(try bench.generate("ann", "012345").value)
    #expect(first.end == first.created + 2000)
    #expect(try bench.useCode("ann", "012345") == true)
    bench.clocks.advance(1999)
    #expect(try bench.useCode("ann", "012345") == true)
    bench.clocks.advance(1)
    #expect(try bench.useCode("ann", "012345") == false)
    let second = try #require(try bench.generate("ann", "543210").value)
    #expect(second.isNew && second.digits.text == "543210" && second.timesUsed == 0)
    #expect(try bench.useCode("ann", "012345") == false && bench.useCode("ann", "543210") == true)
  }

  @Test("a use says how often the code was used; showing it is no use")
  func uses() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    let calls = try (0..<5).map { _ in try bench.usingCode("ann", "012345") }
    bench.run(calls.map(\.command))
    #expect(calls.map { $0.reply.value?.accepted?.timesUsed } == [1, 2, 3, 4, 5])
    #expect(try bench.generate("ann", "999999").value?.timesUsed == 5)
    #expect(try bench.generate("ann", "999999").value?.timesUsed == 5)
    #expect(try bench.code(of: "ann")?.timesUsed == 5)
  }

  @Test("a code that allows one use allows exactly one, in one batch and after it, and a refused use does not kill it")
  func once() throws {
    let bench = try Bench(MemoryStorage(disk), settings: Bench.settings(codes: CodePolicy(usesPerCode: 1)))
    try bench.generate("ann", "012345")
    let calls = try (0..<8).map { _ in try bench.usingCode("ann", "012345") }
    bench.run(calls.map(\.command))
    #expect(calls.compactMap(\.reply.value).filter { $0.accepted != nil }.count == 1)
    for _ in 0..<12 { #expect(try bench.useCode("ann", "012345") == false) }
    let code = try #require(try bench.code(of: "ann"))
    #expect(!code.isDead && code.refusals == 0 && code.usesLeft == 0)
  }

  @Test("the code before, typed too late, is refused as expired and does not count against the new one")
  func tooLate() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    let old = try #require(try bench.code(of: "ann")?.sequence)
    bench.clocks.advance(60_000)
    try bench.generate("ann", "543210")
    for _ in 0..<15 { #expect(try bench.useCode("ann", "012345") == false) }
    #expect(try bench.code(of: "ann")?.refusals == 0 && bench.useCode("ann", "543210") == true)
    bench.stop()
    let again = try Bench(MemoryStorage(disk), bench.clocks)
    #expect(try again.useCode("ann", "012345") == false && again.code(of: "ann")?.refusals == 0)
    let refusals = try refusals()
    #expect(refusals.allSatisfy { $0.reason == .expired && $0.code == old && !$0.diedOfIt })
    // Ten one by one, the others together at the stop, and one of the new process.
    #expect(refusals.reduce(0) { $0 + $1.count } == 16 && refusals.count == 12)
    // The one before that is a guess like any other.
    again.clocks.advance(60_000)
    try again.generate("ann", "777777")
    #expect(try again.useCode("ann", "012345") == false && again.code(of: "ann")?.refusals == 1)
  }

  @Test(
    "ten wrong attempts kill a code, the eleventh attempt is refused though it is right, and Generate makes the next")
  func death() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    let wrong = try (0..<9).map { try bench.usingCode("ann", "11111\($0)") }
    bench.run(wrong.map(\.command))
    #expect(try bench.useCode("ann", "012345") == true)
    #expect(try bench.useCode("ann", "222222") == false)
    #expect(try bench.code(of: "ann")?.isDead == true)
    #expect(try bench.useCode("ann", "012345") == false)
    let next = try #require(try bench.generate("ann", "777777").value)
    #expect(next.isNew && next.digits.text == "777777")
    #expect(try bench.useCode("ann", "012345") == false && bench.useCode("ann", "777777") == true)
    let refusals = try refusals()
    #expect(refusals.filter { $0.reason == .wrong }.count == 10 && refusals.filter(\.diedOfIt).count == 1)
  }

  @Test("guesses that come together meet the same limit as guesses one by one")
  func deathInOneBatch() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    let guesses = try (0..<10).map { try bench.usingCode("ann", "11111\($0)") } + [bench.usingCode("ann", "012345")]
    bench.run(guesses.map(\.command))
    #expect(guesses.allSatisfy { $0.reply.value == .refused })
    #expect(try refusals().map(\.reason) == Array(repeating: .wrong, count: 10) + [.dead])
  }

  @Test("of a dead code ten refusals a minute are recorded one by one, the others together")
  func budget() throws {
    let bench = try Bench(MemoryStorage(disk), settings: Bench.settings(codes: CodePolicy(refusalsPerCode: 1)))
    try bench.generate("ann", "012345")
    for _ in 0..<31 { #expect(try bench.useCode("ann", "111111") == false) }
    #expect(try refusals().map(\.reason) == [.wrong] + Array(repeating: .dead, count: 10))
    bench.clocks.advance(60_000)
    bench.tick()
    let aggregate = try #require(try refusals().last)
    #expect(aggregate.reason == .dead && aggregate.count == 20 && !aggregate.diedOfIt)
    #expect(try bench.code(of: "ann")?.refusals == 1)
    bench.stop()
  }

  @Test("what names no user is refused like a wrong code, recorded nowhere, and only counted")
  func unknownUser() throws {
    let bench = try Bench(MemoryStorage(disk))
    let records = bench.core.fold.records
    #expect(try bench.useCode("nobody", "012345") == false)
    #expect(bench.core.fold.records == records && bench.published.unknownRefused == 1)
    #expect(bench.core.fold.users.count == 0)
  }

  @Test("users have a limit, and those who are known go on")
  func usersMax() throws {
    let bench = try Bench(MemoryStorage(disk), settings: Bench.settings(codes: CodePolicy(usersMax: 2)))
    let calls = try ["a", "b", "c"].map { try bench.generating($0, "012345") }
    bench.run(calls.map(\.command))
    #expect(calls.map(\.reply.error) == [nil, nil, .usersFull(maximum: 2)])
    bench.clocks.advance(60_000)
    #expect(try bench.generate("a", "111111").value?.isNew == true)
  }

  @Test("a user of one realm is nobody in another, and spellings that look alike are two users")
  func names() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("é", "012345")
    #expect(try bench.useCode("é", "012345", caller: Caller(realm: 1)) == false)
    #expect(try bench.useCode("e\u{301}", "012345") == false)
    #expect(try bench.generate("e\u{301}", "111111").value?.isNew == true)
    #expect(try bench.generate("é", "222222", caller: Caller(realm: 1)).value?.isNew == true)
    #expect(try bench.useCode("é", "012345") == true)
  }

  @Test("a name has 1 to 256 bytes")
  func nameLimits() throws {
    _ = try UserName(String(repeating: "a", count: 256))
    for name in ["", String(repeating: "a", count: 257), String(repeating: "é", count: 129)] {
      #expect(throws: TokenError.invalid(field: "user", reason: "must have 1 to 256 bytes")) { _ = try UserName(name) }
    }
  }

  @Test("the same key and use gets the recorded outcome, another use with the key is refused as such")
  func repeats() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    let key = [UInt8](repeating: 7, count: 16)
    let calls = try (0..<3).map { _ in try bench.usingCode("ann", "012345", key: key) }
    bench.run(calls.map(\.command))
    #expect(calls.map { $0.reply.value?.accepted?.timesUsed } == [1, 1, 1])
    let wrong = [UInt8](repeating: 8, count: 16)
    for _ in 0..<2 { #expect(try bench.useCode("ann", "999999", key: wrong) == false) }
    #expect(try bench.code(of: "ann")?.refusals == 1)
    let (command, reply) = try bench.usingCode("ann", "012345", key: wrong)
    bench.run(command)
    #expect(reply.error == .keyTaken)
    bench.clocks.advance(60_000)
    try bench.generate("ann", "888888")
    let (late, lateReply) = try bench.usingCode("ann", "012345", key: key)
    bench.run(late)
    #expect(lateReply.value?.accepted?.timesUsed == 1)
    #expect(try bench.code(of: "ann")?.timesUsed == 0)
  }

  @Test("a repeat in the batch in which its code dies and the next is issued tells what was recorded")
  func repeatAfterDeath() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    let key = [UInt8](repeating: 7, count: 16)
    let first = try bench.usingCode("ann", "012345", key: key)
    bench.run(first.command)
    let wrong = try (0..<10).map { _ in try bench.usingCode("ann", "999999") }
    let next = try bench.generating("ann", "777777")
    let again = try bench.usingCode("ann", "012345", key: key)
    bench.run(wrong.map(\.command) + [next.command, again.command])
    #expect(next.reply.value?.isNew == true && again.reply.value == first.reply.value)
  }

  @Test("of a user's many codes the last thousand are kept in memory, and all are counted")
  func manyCodes() throws {
    let table = UserTable()
    table.add(1, realm: 0, try UserName("ann"))
    for number in 1...2500 as ClosedRange<UInt64> {
      let issued = CodeReplayTests.issued(user: 1, at: number)
      table.issue(IssuedCode(sequence: 10 * number, issued: issued, sealed: nil), to: 1)
      let kept = try #require(table.read(1) { $0.past.count })
      #expect(kept >= min(Int(number) - 1, UserEntry.pastMin) && kept < 2 * UserEntry.pastMin)
    }
    let entry = try #require(table.read(1) { $0 })
    #expect(entry.issued == 2500 && entry.code?.sequence == 25_000 && entry.past.last?.sequence == 24_990)
    #expect(entry.mayHaveIssued(25_000) && entry.mayHaveIssued(24_990) && entry.mayHaveIssued(10))
    #expect(!entry.mayHaveIssued(24_991) && !entry.mayHaveIssued(25_001))
  }

  @Test("a restart within the period shows the same code and count, and knows keys and refusals")
  func restart() throws {
    let key = [UInt8](repeating: 7, count: 16)
    let before = try Bench(MemoryStorage(disk))
    let shown = try before.generate("ann", "012345").value
    #expect(try before.useCode("ann", "012345", key: key) == true)
    for _ in 0..<9 { try before.useCode("ann", "111111") }
    before.stop()
    let bench = try Bench(MemoryStorage(disk), before.clocks, seed: 2)
    bench.clocks.advance(30_000)
    let again = try #require(try bench.generate("ann", "999999").value)
    #expect(again.digits.text == "012345" && again.created == shown?.created && again.timesUsed == 1 && !again.isNew)
    #expect(try bench.useCode("ann", "012345", key: key) == true)
    #expect(try bench.code(of: "ann")?.timesUsed == 1)
    #expect(try bench.useCode("ann", "111111") == false && bench.useCode("ann", "012345") == false)
  }

  @Test("a clock stepped back or forth revives no code and kills none")
  func clockSteps() throws {
    let clocks = TestClocks()
    let bench = try Bench(MemoryStorage(disk), clocks)
    try bench.generate("ann", "012345")
    clocks.setWall(clocks.wall + 200_000)
    #expect(try bench.generate("ann", "999999").value?.digits.text == "012345")
    clocks.setWall(clocks.wall - 400_000)
    #expect(try bench.useCode("ann", "012345") == true)
    clocks.advance(60_000)
    #expect(try bench.useCode("ann", "012345") == false)
    clocks.setWall(clocks.wall - 30_000)
    #expect(try bench.useCode("ann", "012345") == false)
    bench.stop()
    clocks.setWall(Golden.time)
    let reopened = try Bench(MemoryStorage(disk), clocks)
    #expect(try reopened.useCode("ann", "012345") == false)
    #expect(try reopened.generate("ann", "555555").value?.isNew == true)
  }

  @Test("a code whose end was seen by a tick, a stop, or a Generate that failed is not revived by a clock set back")
  func toldEnds() async throws {
    for how in ["tick", "stop", "Generate"] {
      let disk = MemoryDisk()
      let clocks = TestClocks()
      let start = clocks.wall
      let storage = MemoryStorage(disk)
      let bench = try Bench(storage, clocks)
      try bench.generate("ann", "012345")
      switch how {
      case "tick":
        clocks.advance(60_000)
        bench.tick()
      case "stop":
        clocks.advance(60_000)
        bench.stop()
      default:
        storage.end()
        let killed = MemoryStorage(disk)
        let engine = try TokenEngine.open(
          Bench.settings(), clocks.environment(), killed, generator: NoGenerator(), onFailure: { _ in })
        clocks.advance(60_000)
        await #expect(throws: TokenError.noGenerator(GeneratorFault("none"))) {
          _ = try await engine.generate("ann")
        }
        // Not by a clean stop, which would tell the end by itself.
        killed.end()
        await engine.stop()
      }
      storage.end()
      clocks.setWall(start + 1)
      let again = try Bench(MemoryStorage(disk), clocks)
      #expect(try again.useCode("ann", "012345") == false, "\(how)")
      #expect(try again.generate("ann", "999999").value?.isNew == true, "\(how)")
    }
  }

  private struct NoGenerator: CodeGenerator {
    func draw(digits: Int, answer: @escaping @Sendable (Result<[UInt8], GeneratorFault>) -> Void) {
      answer(.failure(GeneratorFault("none")))
    }
  }

  @Test("a start on a clock that was set back by more than a second ends the codes that were live, by less it does not")
  func setBackAtStart() throws {
    for (back, isLive) in [(1000, true), (1001, false), (240_000, false)] as [(UInt64, Bool)] {
      let disk = MemoryDisk()
      let storage = MemoryStorage(disk)
      let bench = try Bench(storage)
      try bench.generate("ann", "012345")
      let last = bench.core.fold.time
      storage.end()
      let again = try Bench(MemoryStorage(disk), TestClocks(wall: last - back))
      #expect(try again.useCode("ann", "012345") == isLive, "\(back)")
      // Others go on by the ledger's time.
      #expect(try again.generate("bob", "111111").value?.created ?? 0 >= last)
    }
  }

  @Test("a correction of the clock ends every code: nobody knows how long it would live by the new time")
  func clockCorrected() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    bench.stop()
    let clocks = TestClocks(wall: bench.clocks.wall - 3_600_000)
    var settings = Bench.settings()
    settings.isClockAccepted = true
    let corrected = try Bench(MemoryStorage(disk), clocks, settings: settings)
    #expect(try corrected.useCode("ann", "012345") == false)
    clocks.advance(3_600_000)
    #expect(try corrected.useCode("ann", "012345") == false)
    #expect(try corrected.generate("ann", "111111").value?.isNew == true)
  }

  @Test("while the clock is doubtful a live code is shown, and nothing is issued or used")
  func doubtfulClock() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    bench.clocks.setWall(bench.clocks.wall + 600_000)
    #expect(try bench.generate("ann", "999999").value?.digits.text == "012345")
    let (command, reply) = try bench.usingCode("ann", "012345")
    bench.run(command)
    #expect(reply.error == .clockDoubtful)
    #expect(try bench.generate("bob", "999999").error == .clockDoubtful)
    #expect(try bench.code(of: "ann")?.timesUsed == 0)
  }

  @Test("a code and its uses are answered only when their batch is synced")
  func durable() throws {
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    let (used, reply) = try bench.usingCode("ann", "012345")
    bench.run(used)
    #expect(reply.value?.accepted?.timesUsed == 1)
    var state = disk.state
    state.cutPower(seed: 1)
    let survived = try Bench(MemoryStorage(MemoryDisk(state)), bench.clocks)
    #expect(try survived.code(of: "ann")?.timesUsed == 1)
    #expect(try survived.generate("ann", "999999").value?.digits.text == "012345")
  }
}
