// GoldenRecords.swift: what stands in the golden files of records.

import Testing

@testable import TokenCore

/// The records of Tests/Golden/ledger as values.
enum GoldenRecords {
  static let names = [
    "record-01-ledger-created", "record-02-epoch-opened", "record-03-user-named", "record-04-caller-named",
    "record-05-requisition-accepted", "record-05-requisition-accepted-digest", "record-06-block-sealed",
    "record-07-requisition-failed", "record-08-token-used", "record-08-token-used-no-limit",
    "record-09-code-issued", "record-10-code-used", "record-11-refused-token", "record-11-refused-user",
    "record-12-revoked", "record-13-erased", "record-14-time-mark", "record-15-clock-corrected",
    "record-16-push-back-tried",
  ]

  /// The record in the golden file of this name.
  static func record(_ name: String) throws -> NewRecord {
    let isFirst = name == "record-01-ledger-created"
    let envelope =
      isFirst
      ? RecordEnvelope(sequence: 0, time: Golden.time, epoch: 1, realm: 0, caller: 0)
      : RecordEnvelope(sequence: 7, time: Golden.time, epoch: 3, realm: 5, caller: 9)
    return NewRecord(envelope: envelope, body: try body(name), attachments: try attachments(name))
  }

  /// The two records of the golden batch.
  static func firstBatch() throws -> [NewRecord] {
    var hasher = SHA256()
    let opened = EpochOpened(oldRecords: 0, oldRoot: MerkleTree().root(&hasher), reason: .start, firstMissing: 0)
    let envelope = RecordEnvelope(sequence: 1, time: Golden.time, epoch: 1, realm: 0, caller: 0)
    return [try record("record-01-ledger-created"), NewRecord(envelope: envelope, body: .epochOpened(opened))]
  }

  private static func body(_ name: String) throws -> RecordBody {
    switch name {
    case "record-01-ledger-created":
      return .ledgerCreated(
        LedgerCreated(
          ledgerID: Golden.ledgerID, chainID: Golden.chainID, difficultyFloor: try Golden.difficulty(8 << 24)))
    case "record-02-epoch-opened":
      return .epochOpened(
        EpochOpened(oldRecords: 4500, oldRoot: Golden.digest(1), reason: .restore, firstMissing: 4321))
    case "record-03-user-named": return .userNamed
    case "record-04-caller-named": return .callerNamed
    case "record-05-requisition-accepted": return .requisitionAccepted(try accepted())
    case "record-05-requisition-accepted-digest": return .requisitionAccepted(try acceptedDigest())
    case "record-06-block-sealed":
      let link = try GoldenFile("header-whole-bits").digest("link of the next block")
      return .blockSealed(
        BlockSealed(height: 2, acceptedSequence: 6, end: Golden.time + 3_600_000, link: link))
    case "record-07-requisition-failed":
      return .requisitionFailed(RequisitionFailed(acceptedSequence: 6, reason: .revoked))
    case "record-08-token-used":
      return .tokenUsed(TokenUsed(height: 2, usesLeft: 1, repeatKey: Golden.repeatKey))
    case "record-08-token-used-no-limit": return .tokenUsed(TokenUsed(height: 2, usesLeft: nil, repeatKey: .none))
    default: return try laterBody(name)
    }
  }

  private static func laterBody(_ name: String) throws -> RecordBody {
    let time = Golden.time
    switch name {
    case "record-09-code-issued":
      return .codeIssued(
        CodeIssued(
          user: 2, created: time, end: time + 60_000, digits: 6, usesAllowed: 1, refusalsAllowed: 10,
          mac: Golden.digest(9)))
    case "record-10-code-used":
      return .codeUsed(CodeUsed(user: 2, code: 6, timesUsed: 4, repeatKey: Golden.repeatKey))
    case "record-11-refused-token":
      return .refused(
        Refused(
          subjectKind: .token, reason: .spent, diedOfIt: false, count: 12, subject: 2, code: 0, first: time - 60_000,
          last: time, repeatKey: .none))
    case "record-11-refused-user":
      return .refused(
        Refused(
          subjectKind: .user, reason: .wrong, diedOfIt: true, count: 1, subject: 2, code: 6, first: time, last: time,
          repeatKey: Golden.repeatKey))
    case "record-12-revoked": return .revoked(Revoked(height: 2))
    case "record-13-erased": return .erased([Erased(sequence: 5, mask: 6), Erased(sequence: 6, mask: 1)])
    case "record-14-time-mark": return .timeMark
    case "record-15-clock-corrected":
      return .clockCorrected(ClockCorrected(oldTime: time + 600_000, newTime: time))
    default:
      try #require(name == "record-16-push-back-tried", "there is no golden record \(name)")
      return .pushBackTried(PushBackTried(acceptedSequence: 6, attempt: 2, outcome: 503))
    }
  }

  private static func accepted() throws -> RequisitionAccepted {
    RequisitionAccepted(
      publicID: CommandPreparer.publicID(of: Golden.digest(0x40)), clientTime: Golden.time - 5,
      effectiveness: try #require(Effectiveness(uses: 3, instant: Golden.time + 86_400_000, duration: nil)),
      contentIsDigest: false, contentBytes: 17, holderCommitment: .zero, repeatKey: Golden.repeatKey)
  }

  private static func acceptedDigest() throws -> RequisitionAccepted {
    RequisitionAccepted(
      publicID: CommandPreparer.publicID(of: Golden.digest(0x40)), clientTime: 0,
      effectiveness: try #require(Effectiveness(uses: nil, instant: nil, duration: 3_600_000)),
      contentIsDigest: true, contentBytes: 1 << 40, holderCommitment: .zero, repeatKey: .none)
  }

  private static func attachments(_ name: String) throws -> [LedgerAttachment] {
    let requestID = LedgerAttachment(.requestID, Golden.run(0x40), salt: Golden.digest(4))
    switch name {
    case "record-03-user-named": return [text(.name, "Zoë", 2)]
    case "record-04-caller-named": return [text(.name, "billing", 3)]
    case "record-05-requisition-accepted":
      return [requestID, text(.content, "a token's content", 5), text(.url, "https://example.org/done", 6)]
    case "record-05-requisition-accepted-digest":
      let digest = SHA256.hash([UInt8]("a token's content".utf8))
      return [requestID, LedgerAttachment(.contentSHA256, digest.bytes, salt: Golden.digest(5))]
    case "record-06-block-sealed":
      return [LedgerAttachment(.blockHeader, try GoldenFile("header-whole-bits").bytes, salt: Golden.digest(7))]
    case "record-09-code-issued":
      let data = Golden.run(0x60, count: 12) + Golden.run(0x70, count: 6) + Golden.run(0x78, count: 16)
      return [LedgerAttachment(.sealedCode, data, salt: Golden.digest(8), form: .sealed, keyID: 3)]
    case "record-12-revoked": return [text(.reason, "lost", 10)]
    default: return []
    }
  }

  private static func text(_ kind: LedgerAttachment.Kind, _ text: String, _ salt: UInt8) -> LedgerAttachment {
    LedgerAttachment(kind, [UInt8](text.utf8), salt: Golden.digest(salt))
  }
}
