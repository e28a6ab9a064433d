// TokenDetails.swift: what the log says of one requisition and its token beyond what is kept in memory of all of them.

/// The part of a token that is read from the log again when somebody asks for it, unless it waits or was made lately.
struct TokenDetails: Sendable, Equatable {
  /// Unix ms.
  var acceptedAt: UInt64
  /// Leaf hash of the accepted record: what a header calls the requisition digest.
  var leaf: Digest
  var requisition: RequisitionAccepted
  /// nil once erased.
  var requestID: Digest?
  var url: String?
  var block: TokenEntry.Block?
  var revokeReason: String?

  /// Forgets what the attachments said.
  mutating func erase() {
    requestID = nil
    url = nil
  }
}

/// One requisition and the token it became, whole.
public struct TokenEntry: Sendable, Equatable {
  /// The block that made the requisition a token.
  public struct Block: Sendable, Equatable {
    public var header: BlockHeader
    public var identity: Digest
    /// When it was sealed, Unix ms.
    public var time: UInt64

    init(_ block: HashedBlock, at time: UInt64) {
      header = block.header
      identity = block.identity
      self.time = time
    }
  }

  let state: TokenState
  let details: TokenDetails

  /// Sequence of its accepted record.
  public var acceptedSequence: UInt64 { state.acceptedSequence }
  /// Unix ms.
  public var acceptedAt: UInt64 { details.acceptedAt }
  public var realm: UInt32 { state.realm }
  public var requisition: RequisitionAccepted { details.requisition }
  /// Where its accepted record stands.
  public var location: RecordLocation { state.acceptedLocation }
  /// nil once erased.
  public var requestID: Digest? { details.requestID }
  /// nil once erased.
  public var contentSHA256: Digest? { state.contentSHA256 }
  public var url: String? { details.url }
  public var block: Block? { details.block }
  public var failure: RequisitionFailed.Reason? { state.failure }
  /// Uses so far.
  public var uses: UInt64 { state.uses }
  /// Uses left; nil: no limit.
  public var usesLeft: UInt64? { state.usesLeft }
  /// The instant it ends, Unix ms, as far as it is known yet.
  public var end: UInt64? { state.end }
  public var isRevoked: Bool { state.isRevoked }
  public var revokeReason: String? { details.revokeReason }
  public var isErased: Bool { state.isErased }
  /// Whether it is still in the queue.
  public var isPending: Bool { state.isPending }

  /// Its status when the log's time is `time`.
  public func status(at time: UInt64) -> TokenStatus { state.status(at: time) }
}
