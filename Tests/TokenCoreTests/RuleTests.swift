// RuleTests.swift: a log whose records are sound by themselves but break a rule among them is refused, at the record
// (I5).

import Testing

@testable import TokenCore

@Suite("rules between records")
struct RuleTests {
  /// Each writes a log whose last record breaks the rule it returns; nil: the record makes no sense in itself.
  private static let rules: [String: @Sendable (LogBuilder) throws -> Corruption.Rule?] = [
    "a second first record": { log in
      try log.add(.ledgerCreated(LedgerCreated(ledgerID: Golden.ledgerID, chainID: 1, difficultyFloor: .none)))
      return .firstRecord
    },
    "a time that goes back": { log in
      log.time -= 1
      try log.add(.timeMark)
      return .time
    },
    "a corrected clock that names another old time": { log in
      try log.add(.clockCorrected(ClockCorrected(oldTime: log.time + 1, newTime: log.time)))
      return .time
    },
    "an epoch that is not one higher": { log in
      try log.add(.epochOpened(EpochOpened(oldRecords: 0, oldRoot: .zero, reason: .start, firstMissing: 0)))
      return .epoch
    },
    "an epoch that counts other records before it": { log in
      log.writer.openEpoch()
      let records = log.tree.count + 1
      try log.add(.epochOpened(EpochOpened(oldRecords: records, oldRoot: .zero, reason: .start, firstMissing: 0)))
      return .epoch
    },
    "a public id that is not made from the request's id": { log in
      _ = try log.accept(id: 1) { $0.publicID = Golden.digest(7) }
      return .commitment
    },
    "a length that is not the content's": { log in
      _ = try log.accept(id: 1) { $0.contentBytes += 1 }
      return .commitment
    },
    "the erasure of a block's header": { log in
      try log.seal(log.accept(id: 1))
      try log.add(.erased([Erased(sequence: log.tree.count - 1, mask: 1)]))
      return .erasable
    },
    "a height with a gap": { log in
      try log.seal(log.accept(id: 1)) { header, body in
        header.height += 1
        body.height += 1
      }
      return .height
    },
    "a height that is not the header's": { log in
      try log.seal(log.accept(id: 1)) { $1.height += 1 }
      return .height
    },
    "a block that names another before it": { log in
      try log.seal(log.accept(id: 1)) { header, _ in header.link = .zero }
      return .link
    },
    "a link that is not the block's own": { log in
      try log.seal(log.accept(id: 1)) { $1.link = Golden.digest(1) }
      return .link
    },
    "a block without its proof of work": { log in
      try log.seal(log.accept(id: 1)) { header, _ in header.difficulty = Difficulty(bits: 63) ?? .none }
      return .proofOfWork
    },
    "a block of another chain": { log in
      try log.seal(log.accept(id: 1)) { header, _ in header.chainID &+= 1 }
      return .chain
    },
    "a block with another requisition's digest": { log in
      try log.seal(log.accept(id: 1)) { header, _ in header.requisitionDigest = .zero }
      return .digest
    },
    "a block of no requisition": { log in
      try log.seal((sequence: 1, leaf: .zero))
      return .reference
    },
    "a requisition sealed twice": { log in
      let requisition = try log.accept(id: 1)
      try log.seal(requisition)
      try log.seal(requisition)
      return .pending
    },
    "a requisition that fails after it was sealed": { log in
      let requisition = try log.accept(id: 1)
      try log.seal(requisition)
      try log.add(.requisitionFailed(RequisitionFailed(acceptedSequence: requisition.sequence, reason: .revoked)))
      return .pending
    },
    "a requisition erased while it is pending": { log in
      let requisition = try log.accept(id: 1)
      try log.add(.erased([Erased(sequence: requisition.sequence, mask: 3)]))
      return .pending
    },
    "an id that stands for two requisitions": { log in
      _ = try log.accept(id: 1)
      _ = try log.accept(id: 1, content: "other")
      return .unique
    },
    "a block that ends when it is sealed": { log in
      let effectiveness = Effectiveness(uses: nil, instant: log.time, duration: nil) ?? .unlimited
      try log.seal(log.accept(id: 1, effectiveness), end: log.time)
      return .end
    },
    "a block with another end than its requisition's": { log in
      try log.seal(log.accept(id: 1), end: log.time + 1)
      return .end
    },
    "a use of no token": { log in
      try log.add(.tokenUsed(TokenUsed(height: 1, usesLeft: nil, repeatKey: .none)))
      return .reference
    },
    "a use at height 0": { log in
      try log.add(.tokenUsed(TokenUsed(height: 0, usesLeft: nil, repeatKey: .none)))
      return .reference
    },
    "a use that takes two": { log in
      try log.seal(log.accept(id: 1, Effectiveness(uses: 5, instant: nil, duration: nil) ?? .unlimited))
      try log.add(.tokenUsed(TokenUsed(height: 1, usesLeft: 3, repeatKey: .none)))
      return .uses
    },
    "a use of a spent token": { log in
      try log.seal(log.accept(id: 1, Effectiveness(uses: 1, instant: nil, duration: nil) ?? .unlimited))
      try log.add(.tokenUsed(TokenUsed(height: 1, usesLeft: 0, repeatKey: .none)))
      try log.add(.tokenUsed(TokenUsed(height: 1, usesLeft: 0, repeatKey: .none)))
      return .end
    },
    "a use of a revoked token": { log in
      try log.seal(log.accept(id: 1))
      try log.add(.revoked(Revoked(height: 1)), [LedgerAttachment(.reason, [], salt: .zero)])
      try log.add(.tokenUsed(TokenUsed(height: 1, usesLeft: nil, repeatKey: .none)))
      return .end
    },
    "a use of an expired token": { log in
      let effectiveness = Effectiveness(uses: nil, instant: nil, duration: 10) ?? .unlimited
      try log.seal(log.accept(id: 1, effectiveness), end: log.time + 10)
      log.time += 10
      try log.add(.tokenUsed(TokenUsed(height: 1, usesLeft: nil, repeatKey: .none)))
      return .end
    },
    "a token revoked twice": { log in
      try log.seal(log.accept(id: 1))
      try log.add(.revoked(Revoked(height: 1)), [LedgerAttachment(.reason, [], salt: .zero)])
      try log.add(.revoked(Revoked(height: 1)), [LedgerAttachment(.reason, [], salt: .zero)])
      return .end
    },
    "an erasure of what comes later": { log in
      try log.add(.erased([Erased(sequence: 99, mask: 1)]))
      return .reference
    },
    "a refusal of no token": { log in
      try log.add(.refused(CodeReplayTests.refused(.token, .spent, subject: 1)))
      return .reference
    },
    "a code of nobody": { log in
      try log.add(.codeIssued(CodeReplayTests.issued(user: 1, at: log.time)), [CodeReplayTests.sealedCode])
      return .reference
    },
    "a refusal of another user's code": { log in
      let one = try log.add(.userNamed, [CodeReplayTests.name("one")])
      let two = try log.add(.userNamed, [CodeReplayTests.name("two")])
      let code = try log.add(
        .codeIssued(CodeReplayTests.issued(user: one.sequence, at: log.time)), [CodeReplayTests.sealedCode])
      try log.add(.refused(CodeReplayTests.refused(.user, .wrong, subject: two.sequence, code: code.sequence)))
      return .reference
    },
    "a user of no name": { log in
      try log.add(.userNamed, [CodeReplayTests.name("")])
      return nil
    },
    "a name that is no UTF-8": { log in
      try log.add(.userNamed, [LedgerAttachment(.name, [0xFF], salt: .zero)])
      return nil
    },
    "a code with a time of its own": { log in
      let user = try log.add(.userNamed, [CodeReplayTests.name("one")]).sequence
      try log.add(.codeIssued(CodeReplayTests.issued(user: user, at: log.time + 1)), [CodeReplayTests.sealedCode])
      return nil
    },
    "a code that never dies": { log in
      let user = try log.add(.userNamed, [CodeReplayTests.name("one")]).sequence
      try log.add(
        .codeIssued(CodeReplayTests.issued(user: user, at: log.time, refusalsAllowed: 0)), [CodeReplayTests.sealedCode])
      return nil
    },
    "two users of one name": { log in
      for _ in 0..<2 { try log.add(.userNamed, [CodeReplayTests.name("one")]) }
      return .unique
    },
    "a code while another is live": { log in
      let user = try addCode(log).user
      log.time += 59_999
      try log.add(.codeIssued(CodeReplayTests.issued(user: user, at: log.time)), [CodeReplayTests.sealedCode])
      return .oneCode
    },
    "a use of a code that is over": { log in
      let (user, code) = try addCode(log)
      log.time += 60_000
      try log.add(.codeUsed(CodeUsed(user: user, code: code, timesUsed: 1, repeatKey: .none)))
      return .codeUse
    },
    "a use of a dead code": { log in
      let (user, code) = try addCode(log, refusalsAllowed: 1)
      try log.add(.refused(CodeReplayTests.refused(.user, .wrong, subject: user, code: code, died: true)))
      try log.add(.codeUsed(CodeUsed(user: user, code: code, timesUsed: 1, repeatKey: .none)))
      return .codeUse
    },
    "a use of the code before": { log in
      let (user, code) = try addCode(log)
      log.time += 60_000
      try log.add(.codeIssued(CodeReplayTests.issued(user: user, at: log.time)), [CodeReplayTests.sealedCode])
      try log.add(.codeUsed(CodeUsed(user: user, code: code, timesUsed: 1, repeatKey: .none)))
      return .reference
    },
    "a wrong attempt too many": { log in
      let (user, code) = try addCode(log, refusalsAllowed: 1)
      for _ in 0..<2 {
        try log.add(.refused(CodeReplayTests.refused(.user, .wrong, subject: user, code: code, died: true)))
      }
      return .codeUse
    },
    "a code that dies too early": { log in
      let (user, code) = try addCode(log)
      try log.add(.refused(CodeReplayTests.refused(.user, .wrong, subject: user, code: code, died: true)))
      return .codeUse
    },
    "a code that does not die in time": { log in
      let (user, code) = try addCode(log, refusalsAllowed: 1)
      try log.add(.refused(CodeReplayTests.refused(.user, .wrong, subject: user, code: code)))
      return .codeUse
    },
    "two wrong attempts in one record": { log in
      let (user, code) = try addCode(log)
      try log.add(.refused(CodeReplayTests.refused(.user, .wrong, subject: user, code: code, count: 2)))
      return .codeUse
    },
    "a refusal of a code that never was": { log in
      let (user, _) = try addCode(log)
      try log.add(.refused(CodeReplayTests.refused(.user, .dead, subject: user, code: user)))
      return .reference
    },
    "a code used twice for one use": { log in
      let user = try log.add(.userNamed, [CodeReplayTests.name("one")])
      let code = try log.add(
        .codeIssued(CodeReplayTests.issued(user: user.sequence, at: log.time)), [CodeReplayTests.sealedCode])
      for _ in 0..<2 {
        try log.add(
          .codeUsed(CodeUsed(user: user.sequence, code: code.sequence, timesUsed: 1, repeatKey: .none)))
      }
      return .codeUse
    },
  ]

  /// A user with a code.
  private static func addCode(
    _ log: LogBuilder, refusalsAllowed: UInt32 = 10
  ) throws -> (user: UInt64, code: UInt64) {
    let user = try log.add(.userNamed, [CodeReplayTests.name("one")]).sequence
    let issued = CodeReplayTests.issued(user: user, at: log.time, refusalsAllowed: refusalsAllowed)
    return (user, try log.add(.codeIssued(issued), [CodeReplayTests.sealedCode]).sequence)
  }

  @Test("a log that breaks a rule is refused at the record that breaks it", arguments: rules.keys.sorted())
  func broken(_ name: String) throws {
    let log = try LogBuilder()
    let write = try #require(Self.rules[name])
    let rule = try write(log)
    try log.close()
    #expect(
      throws: LedgerError.corrupt(
        segment: log.last.segment, offset: UInt64(log.last.offset),
        rule.map { .broken(rule: $0) } ?? .badRecord(.badBody))
    ) {
      _ = try Bench(MemoryStorage(log.disk))
    }
  }

  @Test("a block under the floor of record 0 is refused")
  func underFloor() throws {
    let floor = Bench.settings(bits: 1, floor: 1, segmentBytes: 65_536)
    let log = try LogBuilder(settings: floor)
    try log.seal(log.accept(id: 1))
    try log.close()
    #expect(
      throws: LedgerError.corrupt(
        segment: log.last.segment, offset: UInt64(log.last.offset), .broken(rule: .proofOfWork))
    ) {
      _ = try Bench(MemoryStorage(log.disk), settings: floor)
    }
  }

  @Test("an unknown type from 0x8000 on is passed over, one below is refused")
  func unknownTypes() throws {
    for (type, isPassedOver) in [(0x8000, true), (0xFFFF, true), (0x7FFF, false), (0x0011, false), (0, false)] {
      let log = try LogBuilder()
      let token = try log.seal(log.accept(id: 1))
      let tree = log.tree
      try log.add(.timeMark)
      try log.close()
      try log.changeLastType(to: UInt16(type), before: tree)
      if isPassedOver {
        let bench = try Bench(MemoryStorage(log.disk))
        #expect(bench.status(token) == .success)
        #expect(bench.core.fold.records == log.tree.count + 1)
        #expect(bench.use(token).value?.isValid == true)
      } else {
        #expect(
          throws: LedgerError.corrupt(
            segment: log.last.segment, offset: UInt64(log.last.offset), .badRecord(.unknownType(UInt16(type))))
        ) {
          _ = try Bench(MemoryStorage(log.disk))
        }
      }
    }
  }
}
