// CodeReplayTests.swift: logs written by hand with users, callers, codes, erasures, push-back and repair are replayed.

import Testing

@testable import TokenCore

@Suite("users and codes are replayed")
struct CodeReplayTests {
  static func name(_ text: String) -> LedgerAttachment {
    LedgerAttachment(.name, [UInt8](text.utf8), salt: Golden.digest(1))
  }

  static let sealedCode = LedgerAttachment(
    .sealedCode, Golden.run(5, count: 34), salt: Golden.digest(2), form: .sealed, keyID: 3)

  static func issued(user: UInt64, at time: UInt64, refusalsAllowed: UInt32 = 10) -> CodeIssued {
    CodeIssued(
      user: user, created: time, end: time + 60_000, digits: 6, usesAllowed: 0, refusalsAllowed: refusalsAllowed,
      mac: .zero)
  }

  static func refused(
    _ kind: Refused.Subject, _ reason: Refused.Reason, subject: UInt64, code: UInt64 = 0, died: Bool = false,
    count: UInt32 = 1
  ) -> Refused {
    Refused(
      subjectKind: kind, reason: reason, diedOfIt: died, count: count, subject: subject, code: code, first: 1, last: 2,
      repeatKey: .none)
  }

  private func reopen(_ log: LogBuilder, wall: UInt64? = nil) throws(LedgerError) -> Bench {
    try Bench(MemoryStorage(log.disk), TestClocks(wall: wall ?? log.time))
  }

  @Test("users, callers, codes, their uses and refusals, and push-back are replayed")
  func replayed() throws {
    let log = try LogBuilder()
    let user = try log.add(.userNamed, [Self.name("zoë")], realm: 3).sequence
    try log.add(.callerNamed, [Self.name("billing")])
    let code = try log.add(.codeIssued(Self.issued(user: user, at: log.time)), [Self.sealedCode], realm: 3).sequence
    for times in 1...2 as ClosedRange<UInt64> {
      try log.add(.codeUsed(CodeUsed(user: user, code: code, timesUsed: times, repeatKey: .none)))
    }
    try log.add(.refused(Self.refused(.user, .wrong, subject: user, code: code)))
    let requisition = try log.accept(id: 1)
    try log.add(
      .pushBackTried(PushBackTried(acceptedSequence: requisition.sequence, attempt: 1, outcome: 200)))
    try log.close()
    let bench = try reopen(log)
    #expect(try bench.published.users.user(UserKey(realm: 3, name: UserName("zoë"))) == user)
    let replayed = try #require(try bench.code(of: "zoë", realm: 3))
    #expect(replayed.sequence == code && replayed.timesUsed == 2 && replayed.refusals == 1 && !replayed.isDead)
  }

  @Test("a code that died of a refusal is dead after a restart, and so is that of an erased user")
  func dead() throws {
    let log = try LogBuilder()
    let one = try log.add(.userNamed, [Self.name("one")]).sequence
    let two = try log.add(.userNamed, [Self.name("two")]).sequence
    let codes = try [one, two].map {
      try log.add(
        .codeIssued(Self.issued(user: $0, at: log.time, refusalsAllowed: 1)), [Self.sealedCode]
      ).sequence
    }
    try log.add(.refused(Self.refused(.user, .wrong, subject: one, code: codes[0], died: true)))
    try log.add(.erased([Erased(sequence: two, mask: 1)]))
    try log.close()
    let users = try reopen(log).published.users
    #expect([one, two].allSatisfy { users.code(of: $0)?.isDead == true })
    #expect(try users.user(UserKey(realm: 0, name: UserName("one"))) == one && users.count == 1)
    #expect(try users.user(UserKey(realm: 0, name: UserName("two"))) == nil)
  }

  @Test("an erased attachment may hold any bytes from its record on, without one it is damage")
  func erased() throws {
    for isErased in [true, false] {
      let log = try LogBuilder()
      let requisition = try log.accept(id: 1)
      let location = log.last
      let identity = try log.seal(requisition)
      if isErased { try log.add(.erased([Erased(sequence: requisition.sequence, mask: 3)])) }
      try log.close()
      try log.overwrite(attachment: 0, of: location)
      try log.overwrite(attachment: 1, of: location)
      guard isErased else {
        #expect(
          throws: LedgerError.corrupt(
            segment: location.segment, offset: UInt64(location.offset),
            .unreadableAttachment(sequence: requisition.sequence, index: 0))
        ) {
          _ = try reopen(log)
        }
        continue
      }
      let bench = try reopen(log)
      let entry = try #require(bench.view(.identity(identity))?.entry)
      #expect(entry.isErased && entry.requestID == nil && entry.contentSHA256 == nil)
      #expect(bench.use(identity).value?.isValid == true)
      #expect(bench.use(identity, content: SHA256.hash([UInt8]("content".utf8))).value?.reason == .content)
      let again = NewRequisition(id: Golden.digest(1), content: .bytes([UInt8]("content".utf8)))
      #expect(try bench.request(again).error == .idTaken)
    }
  }

  @Test("an erasure explains only the attachments that it names")
  func erasedMask() throws {
    let log = try LogBuilder()
    let requisition = try log.accept(id: 1)
    let location = log.last
    try log.seal(requisition)
    try log.add(.erased([Erased(sequence: requisition.sequence, mask: 1)]))
    try log.close()
    try log.overwrite(attachment: 1, of: location)
    #expect(
      throws: LedgerError.corrupt(
        segment: location.segment, offset: UInt64(location.offset),
        .unreadableAttachment(sequence: requisition.sequence, index: 1))
    ) {
      _ = try reopen(log)
    }
  }

  @Test("a sealed code may be overwritten once the next was issued or its end has come, not before")
  func overwrittenCode() throws {
    for (isNextIssued, isOver) in [(false, false), (true, false), (false, true)] {
      let log = try LogBuilder()
      let user = try log.add(.userNamed, [Self.name("one")]).sequence
      let code = try log.add(
        .codeIssued(Self.issued(user: user, at: log.time, refusalsAllowed: 1)), [Self.sealedCode])
      let location = log.last
      try log.add(.refused(Self.refused(.user, .wrong, subject: user, code: code.sequence, died: true)))
      if isNextIssued { try log.add(.codeIssued(Self.issued(user: user, at: log.time)), [Self.sealedCode]) }
      if isOver { log.time += 60_000 }
      try log.add(.timeMark)
      try log.close()
      try log.overwrite(attachment: 0, of: location)
      if isNextIssued || isOver {
        _ = try reopen(log)
      } else {
        #expect(throws: LedgerError.self) { _ = try reopen(log) }
      }
    }
  }

  @Test("a code that was overwritten after its end stays explained, and ended, when the clock is set back")
  func overwrittenCodeAndClock() throws {
    let log = try LogBuilder()
    let user = try log.add(.userNamed, [Self.name("one")]).sequence
    try log.add(.codeIssued(Self.issued(user: user, at: log.time)), [Self.sealedCode])
    let location = log.last
    log.time += 600_000
    try log.add(.timeMark)
    let old = log.time
    log.time -= 599_000
    try log.add(.clockCorrected(ClockCorrected(oldTime: old, newTime: log.time)))
    try log.close()
    try log.overwrite(attachment: 0, of: location)
    #expect(try reopen(log).code(of: "one")?.isPast == true)
  }

  @Test("after a repair that lost records limited tokens wait for the operator, others don't")
  func lostRecords() throws {
    let log = try LogBuilder()
    let limited = try log.seal(log.accept(id: 1, #require(Effectiveness(uses: 2, instant: nil, duration: nil))))
    let unlimited = try log.seal(log.accept(id: 5))
    try log.openEpoch(.repair, firstMissing: 4)
    try log.close()
    let bench = try reopen(log)
    #expect(bench.use(limited).error == .recordsWereLost)
    #expect(bench.use(unlimited).value?.isValid == true)
    bench.stop()
    var settings = Bench.settings(segmentBytes: 65_536)
    settings.isLossAccepted = true
    let accepted = try Bench(MemoryStorage(log.disk), TestClocks(wall: log.time), settings: settings)
    #expect(accepted.use(limited).value?.usesLeft == 1)
  }
}
