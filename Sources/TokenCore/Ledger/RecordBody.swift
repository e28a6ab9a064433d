// RecordBody.swift: what each type of record says. Exact, and for years (docs/ledger.md).

/// The body of a record, one case a type.
public enum RecordBody: Sendable, Equatable {
  case ledgerCreated(LedgerCreated)
  case epochOpened(EpochOpened)
  /// A user's name is in the attachment; the user is named by this record's sequence.
  case userNamed
  /// A caller's name is in the attachment; the caller is named by this record's sequence.
  case callerNamed
  case requisitionAccepted(RequisitionAccepted)
  case blockSealed(BlockSealed)
  case requisitionFailed(RequisitionFailed)
  case tokenUsed(TokenUsed)
  case codeIssued(CodeIssued)
  case codeUsed(CodeUsed)
  case refused(Refused)
  case revoked(Revoked)
  case erased([Erased])
  /// Says only that this time has come.
  case timeMark
  case clockCorrected(ClockCorrected)
  case pushBackTried(PushBackTried)
  /// A type from 0x8000 on that this version doesn't know and may pass over. Never written.
  case passedOver(type: UInt16)

  /// The number of a record's type on the disk.
  public enum Kind: UInt16, Sendable, CaseIterable {
    case ledgerCreated = 1
    case epochOpened = 2
    case userNamed = 3
    case callerNamed = 4
    case requisitionAccepted = 5
    case blockSealed = 6
    case requisitionFailed = 7
    case tokenUsed = 8
    case codeIssued = 9
    case codeUsed = 10
    case refused = 11
    case revoked = 12
    case erased = 13
    case timeMark = 14
    case clockCorrected = 15
    case pushBackTried = 16
  }

  /// The record's type; nil when it was passed over.
  public var kind: Kind? {
    switch self {
    case .ledgerCreated: .ledgerCreated
    case .epochOpened: .epochOpened
    case .userNamed: .userNamed
    case .callerNamed: .callerNamed
    case .requisitionAccepted: .requisitionAccepted
    case .blockSealed: .blockSealed
    case .requisitionFailed: .requisitionFailed
    case .tokenUsed: .tokenUsed
    case .codeIssued: .codeIssued
    case .codeUsed: .codeUsed
    case .refused: .refused
    case .revoked: .revoked
    case .erased: .erased
    case .timeMark: .timeMark
    case .clockCorrected: .clockCorrected
    case .pushBackTried: .pushBackTried
    case .passedOver: nil
    }
  }
}

/// Record 0. Ledger id 16, chain id 4, difficulty floor 4.
public struct LedgerCreated: Sendable, Equatable {
  public var ledgerID: LedgerID
  public var chainID: UInt32
  /// No block may be easier than this.
  public var difficultyFloor: Difficulty
}

/// A start, a repair or a restore. Records 8, root 32, reason 1 + 7, first missing sequence 8.
public struct EpochOpened: Sendable, Equatable {
  public enum Reason: UInt8, Sendable {
    case start = 1
    case repair = 2
    case restore = 3
  }

  /// Records and root of the log before.
  public var oldRecords: UInt64
  public var oldRoot: Digest
  public var reason: Reason
  /// 0: nothing is missing.
  public var firstMissing: UInt64
}

/// A requisition is in the queue. 144 bytes; attachments: request id, content or its SHA-256, URL if there is one.
public struct RequisitionAccepted: Sendable, Equatable {
  public var publicID: Digest
  /// The client's own time, Unix ms; 0: none.
  public var clientTime: UInt64
  public var effectiveness: Effectiveness
  public var contentIsDigest: Bool
  public var contentBytes: UInt64
  /// Zeros: none.
  public var holderCommitment: Digest
  public var repeatKey: RepeatKey
}

/// A requisition became a token. Height 8, accepted sequence 8, end 8, link form of its identity 32; attachment the
/// header.
public struct BlockSealed: Sendable, Equatable {
  public var height: UInt64
  public var acceptedSequence: UInt64
  /// Unix ms; 0: never.
  public var end: UInt64
  public var link: Digest
}

/// A requisition left the queue without becoming a token. Accepted sequence 8, reason 1 + 7.
public struct RequisitionFailed: Sendable, Equatable {
  public enum Reason: UInt8, Sendable {
    case expired = 1
    case revoked = 2
    case erased = 3
  }

  public var acceptedSequence: UInt64
  public var reason: Reason
}

/// A use. Height 8, uses left 8, repeat 32.
public struct TokenUsed: Sendable, Equatable {
  public var height: UInt64
  /// nil: no limit.
  public var usesLeft: UInt64?
  public var repeatKey: RepeatKey
}

/// A user's code was made. 72 bytes; attachment the sealed code.
public struct CodeIssued: Sendable, Equatable {
  public var user: UInt64
  public var created: UInt64
  public var end: UInt64
  public var digits: UInt8
  /// 0: any number.
  public var usesAllowed: UInt32
  public var refusalsAllowed: UInt32
  public var mac: Digest
}

/// A user's code was used. User 8, code 8, times used 8, repeat 32.
public struct CodeUsed: Sendable, Equatable {
  public var user: UInt64
  public var code: UInt64
  public var timesUsed: UInt64
  public var repeatKey: RepeatKey
}

/// Uses that were refused. 80 bytes.
public struct Refused: Sendable, Equatable {
  public enum Subject: UInt8, Sendable {
    case token = 1
    case user = 2
  }

  public enum Reason: UInt8, Sendable {
    case unknown = 1
    case spent = 2
    case expired = 3
    case revoked = 4
    case damaged = 5
    case content = 6
    case wrong = 7
    case dead = 8
  }

  public var subjectKind: Subject
  public var reason: Reason
  /// A user's code died of it.
  public var diedOfIt: Bool
  /// How many refusals this record stands for, at least 1.
  public var count: UInt32
  /// A token's height or a user's sequence.
  public var subject: UInt64
  /// 0: none.
  public var code: UInt64
  /// Times of the first and the last of them, Unix ms.
  public var first: UInt64
  public var last: UInt64
  public var repeatKey: RepeatKey
}

/// A token was ended. Height 8; attachment the reason.
public struct Revoked: Sendable, Equatable {
  public var height: UInt64
}

/// Attachments of one record are erased. Sequence 8, mask 4 + 4.
public struct Erased: Sendable, Equatable {
  public var sequence: UInt64
  /// Bit n stands for attachment n.
  public var mask: UInt32
}

/// The one record whose time may be lower than the one before. Old time 8, new time 8.
public struct ClockCorrected: Sendable, Equatable {
  public var oldTime: UInt64
  public var newTime: UInt64
}

/// Reserved for push-back delivery. Accepted sequence 8, attempt 4, outcome 4.
public struct PushBackTried: Sendable, Equatable {
  public var acceptedSequence: UInt64
  public var attempt: UInt32
  public var outcome: UInt32
}

/// Sixteen random bytes that name a ledger.
public struct LedgerID: Sendable, Hashable {
  public var high: UInt64
  public var low: UInt64

  /// Plain hex.
  public var hex: String {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: high)
    bytes.append(bigEndian: low)
    return Hex.text(of: bytes)
  }
}

/// What a change with an idempotency key leaves in its record: never the key itself.
public struct RepeatKey: Sendable, Hashable {
  /// The first half names realm, caller, method and key; zeros: no key was given.
  public var key: Half
  /// The second half names the request as well.
  public var request: Half

  /// Sixteen bytes.
  public struct Half: Sendable, Hashable {
    public var high: UInt64
    public var low: UInt64
  }

  /// No key.
  public static let none = RepeatKey(key: Half(high: 0, low: 0), request: Half(high: 0, low: 0))
}
