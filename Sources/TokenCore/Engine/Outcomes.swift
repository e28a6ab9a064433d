// Outcomes.swift: what the engine answers.

/// One requisition and token as they stand now.
public struct TokenView: Sendable, Equatable {
  public var entry: TokenEntry
  public var status: TokenStatus
  /// Place in the queue while pending, from 1.
  public var queuePosition: Int?
  /// A scrub found its record damaged: no use of it is accepted.
  public var isDamaged = false
}

/// What a check or use compares content with.
public struct ValidationQuery: Sendable {
  public var identity: Digest
  public var realm: UInt32
  /// SHA-256 of the content to compare; nil: none given.
  public var contentSHA256: Digest?

  public init(identity: Digest, realm: UInt32 = 0, contentSHA256: Digest? = nil) {
    self.identity = identity
    self.realm = realm
    self.contentSHA256 = contentSHA256
  }
}

/// The answer of a check or use of a token.
public struct ValidationOutcome: Sendable, Equatable {
  /// nil: valid.
  public var reason: Refused.Reason?
  /// nil: no limit, or no such token.
  public var usesLeft: UInt64?
  /// Unix ms; nil: never, or no such token.
  public var end: UInt64?

  public var isValid: Bool { reason == nil }
}

/// A user's live code, to be shown.
public struct ShownCode: Sendable, Equatable {
  public var digits: CodeDigits
  /// Unix ms.
  public var created: UInt64
  /// When it renews, Unix ms.
  public var end: UInt64
  public var timesUsed: UInt64
  /// This call made it.
  public var isNew: Bool
}

/// The answer of a use of a user's code.
public struct CodeOutcome: Sendable, Equatable {
  /// nil: refused; the ledger's record says why, the caller is not told.
  public var accepted: Accepted?

  /// What a caller with the right code is told.
  public struct Accepted: Sendable, Equatable {
    /// Uses so far, this one counted.
    public var timesUsed: UInt64
    /// When the code renews, Unix ms.
    public var end: UInt64
  }

  /// Refused.
  public static let refused = CodeOutcome(accepted: nil)
}

/// What an erasure erased.
public struct ErasureOutcome: Sendable, Equatable {
  /// Of each attachment that was erased now; empty: all was erased before.
  public var kinds: [Attachment.Kind]
  /// The requisition as it is from then on; nil: a user was erased.
  public var token: TokenView?
}

/// A user's codes at one moment.
public struct UserView: Sendable, Equatable {
  /// nil: no code is live.
  public var live: CodeFacts?
  /// The newest first, the live one too.
  public var history: [CodeFacts]
  /// Codes the user was ever issued.
  public var issued: UInt64
}

/// The pending requisitions at one moment.
public struct QueueSnapshot: Sendable {
  /// Sequence of the last record that it contains.
  public let sequence: UInt64
  let queue: PendingQueue
  let tokens: TokenTable
  let reader: TokenReader

  /// How many wait.
  public var count: Int { queue.count }

  /// How many pages there are; a partial last page counts.
  public func pageCount(pageSize: Int) -> UInt64 {
    UInt64((queue.count + pageSize - 1) / pageSize)
  }

  /// Up to `limit` entries from the place `offset` on, counted from 0, in queue order; nil: some of them have become
  /// tokens so long ago that the log has to be read, ask `readEntries`.
  public func entries(from offset: Int, limit: Int) -> [TokenEntry]? {
    let ordinals = queue.slice(from: offset, limit: limit)
    let entries = ordinals.compactMap { tokens.entry($0) }
    return entries.count == ordinals.count ? entries : nil
  }

  /// The same from the log if need be, on a queue of its own.
  public func readEntries(
    from offset: Int, limit: Int, _ answer: @escaping @Sendable (Result<[TokenEntry], LedgerError>) -> Void
  ) {
    reader.entries(queue.slice(from: offset, limit: limit), answer)
  }
}

/// The service itself at one moment.
public struct ServiceView: Sendable, Equatable {
  public var mining: MiningState
  /// Requisitions that wait.
  public var queued: Int
  /// How long the first of them has waited; nil: none waits.
  public var oldestWaitMilliseconds: UInt64?
  /// How long one that came now would wait for its token on average.
  public var expectedWaitMilliseconds: Double
  /// What was written since the start.
  public var written: LedgerCounts
  /// nil: the log is not scrubbed.
  public var scrub: ScrubState?
}

/// What is in a ledger, for people.
public struct LedgerSummary: Sendable, Equatable {
  public var ledgerID: LedgerID
  public var chainID: UInt32
  public var difficultyFloor: Difficulty
  public var records: UInt64
  public var batches: UInt64
  public var epoch: UInt32
  public var root: Digest
  /// Tokens mined.
  public var tokens: UInt64
  /// Requisitions that wait.
  public var queued: Int
  /// Requisitions accepted ever.
  public var requisitions: Int
  /// Uses of tokens.
  public var uses: UInt64
  /// Where a batch was found that was never acknowledged; nil: a clean end.
  public var torn: RecordLocation?
  /// The first so many records were believed from a checkpoint, and are checked later.
  public var believed: UInt64 = 0
}
