// TokenEntry.swift: everything that is known of one requisition and the token it became; a fold over its records.

/// The place of a record in the log's files.
public struct RecordLocation: Sendable, Hashable {
  /// Number of the segment, from 1.
  public var segment: UInt32
  /// Bytes from the start of the segment.
  public var offset: UInt32
}

/// The life of a token (docs/ledger.md).
public enum TokenStatus: Sendable, Equatable {
  /// Queued, not mined yet. Can become success or failed.
  case pending
  /// Mined and durable. Can become spent, expired or revoked.
  case success
  /// All uses are spent. Final.
  case spent
  /// Its time is over. Final.
  case expired
  /// Somebody ended it. Final.
  case revoked
  /// It left the queue without becoming a token. Final.
  case failed(RequisitionFailed.Reason)

  /// Nothing changes it any more.
  var isFinal: Bool {
    switch self {
    case .pending, .success: false
    case .spent, .expired, .revoked, .failed: true
    }
  }
}

/// One requisition and the token it became.
public struct TokenEntry: Sendable, Equatable {
  /// The block that made the requisition a token.
  public struct Block: Sendable, Equatable {
    public var header: BlockHeader
    public var identity: Digest
    /// Unix ms; 0: never.
    public var end: UInt64
    /// When it was sealed, Unix ms.
    public var time: UInt64
  }

  public let acceptedSequence: UInt64
  public let acceptedAt: UInt64
  public let realm: UInt32
  /// Its end had come before a clock was set back, so it stays ended.
  public internal(set) var hasEnded = false
  /// Leaf hash of the accepted record: what a header calls the requisition digest.
  public let leaf: Digest
  public let requisition: RequisitionAccepted
  public let location: RecordLocation
  /// nil once erased.
  public internal(set) var requestID: Digest?
  /// nil once erased.
  public internal(set) var contentSHA256: Digest?
  public internal(set) var url: String?
  public internal(set) var block: Block?
  public internal(set) var failure: RequisitionFailed.Reason?
  /// Uses so far.
  public internal(set) var uses: UInt64 = 0
  public internal(set) var isRevoked = false
  public internal(set) var revokeReason: String?
  public internal(set) var isErased = false

  /// Uses left; nil: no limit.
  public var usesLeft: UInt64? {
    requisition.effectiveness.uses.map { $0 > uses ? $0 - uses : 0 }
  }

  /// The instant it ends, Unix ms, as far as it is known yet.
  public var end: UInt64? {
    if let block { return block.end == 0 ? nil : block.end }
    return requisition.effectiveness.instant
  }

  /// Whether it is still in the queue.
  public var isPending: Bool { block == nil && failure == nil }

  /// Its status when the log's time is `time`. At most one of the ends can have come first, because each refuses the
  /// records of the others.
  public func status(at time: UInt64) -> TokenStatus {
    if let failure { return .failed(failure) }
    guard let block else { return .pending }
    if isRevoked { return .revoked }
    if usesLeft == 0 { return .spent }
    if hasEnded || (block.end != 0 && block.end <= time) { return .expired }
    return .success
  }
}

/// What a block must agree with of its requisition.
struct SealableRequisition: Sendable {
  var acceptedSequence: UInt64
  var realm: UInt32
  var leaf: Digest
  var effectiveness: Effectiveness
  var hasEnded: Bool
}
