// TokenState.swift: what is kept in memory of every requisition and the token it became: all that a check, a use and
// the rules between records need, in 120 bytes. The rest stands in the log (`TokenDetails`).

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

/// One requisition and the token it became, as a fold over its records. Words without gaps: there are millions.
struct TokenState: Sendable, Equatable {
  /// The first half of the public id: none that differs in the rest is ever accepted.
  let publicPrefix: Prefix
  /// The first half of the identity, which is as hard to guess as a key of 128 bits; zeros: no block yet.
  private(set) var identityPrefix = Prefix(high: 0, low: 0)
  private var content: Digest
  let acceptedSequence: UInt64
  /// Unix ms; 0: none that is known yet.
  private var endTime: UInt64
  private var accepted: PackedLocation
  private var sealed = PackedLocation.none
  /// Uses so far.
  var uses: UInt64 = 0
  /// 0: none.
  private let limit: UInt64
  let realm: UInt32
  private var blockHeight: UInt32 = 0

  /// Half of a digest: enough to tell two apart.
  struct Prefix: Sendable, Hashable {
    var high: UInt64
    var low: UInt64

    init(high: UInt64, low: UInt64) {
      self.high = high
      self.low = low
    }

    init(_ digest: Digest) {
      self.init(high: digest.words.0, low: digest.words.1)
    }
  }

  /// A requisition in the queue.
  init(
    _ body: RequisitionAccepted, realm: UInt32, acceptedSequence: UInt64, contentSHA256: Digest?,
    at location: RecordLocation
  ) {
    publicPrefix = Prefix(body.publicID)
    content = contentSHA256 ?? .zero
    self.acceptedSequence = acceptedSequence
    endTime = body.effectiveness.instant ?? 0
    accepted = PackedLocation(location, flags: contentSHA256 == nil ? Self.contentIsGone : 0)
    limit = body.effectiveness.uses ?? 0
    self.realm = realm
  }

  // MARK: What it is

  /// Height of its block, from 1; nil: it has none.
  var height: UInt64? { blockHeight == 0 ? nil : UInt64(blockHeight) }

  /// nil once erased.
  var contentSHA256: Digest? { accepted.flags & Self.contentIsGone == 0 ? content : nil }

  /// Where its accepted record stands.
  var acceptedLocation: RecordLocation { accepted.location }

  /// Where its sealed record stands; nil: there is none.
  var sealedLocation: RecordLocation? { sealed == .none ? nil : sealed.location }

  /// Uses left; nil: no limit.
  var usesLeft: UInt64? {
    limit == 0 ? nil : limit > uses ? limit - uses : 0
  }

  /// The instant it ends, Unix ms, as far as it is known yet.
  var end: UInt64? { endTime == 0 ? nil : endTime }

  /// Limited by uses or by time, as far as it is known yet.
  var isLimited: Bool { limit != 0 || endTime != 0 }

  var failure: RequisitionFailed.Reason? {
    RequisitionFailed.Reason(rawValue: UInt8(accepted.flags & Self.failureMask))
  }

  var isRevoked: Bool { sealed.flags & Self.revoked != 0 }
  var isErased: Bool { accepted.flags & Self.erased != 0 }
  /// Its end had come before a clock was set back, so it stays ended.
  var hasEnded: Bool { accepted.flags & Self.ended != 0 }
  /// Whether it is still in the queue.
  var isPending: Bool { blockHeight == 0 && failure == nil }

  /// Its status when the log's time is `time`. At most one of the ends can have come first, because each refuses the
  /// records of the others.
  func status(at time: UInt64) -> TokenStatus {
    if let failure { return .failed(failure) }
    if blockHeight == 0 { return .pending }
    if isRevoked { return .revoked }
    if usesLeft == 0 { return .spent }
    if hasEnded || (endTime != 0 && endTime <= time) { return .expired }
    return .success
  }

  // MARK: What becomes of it

  /// It is a token now.
  ///
  /// - Parameter end: Unix ms; 0: never.
  mutating func seal(_ block: HashedBlock, end: UInt64, at location: RecordLocation) {
    guard let height = UInt32(exactly: block.header.height) else {
      preconditionFailure("so many tokens fit no memory")
    }
    blockHeight = height
    identityPrefix = Prefix(block.identity)
    endTime = end
    sealed = PackedLocation(location, flags: 0)
  }

  mutating func fail(_ reason: RequisitionFailed.Reason) {
    accepted.flags = accepted.flags & ~Self.failureMask | UInt64(reason.rawValue)
  }

  mutating func revoke() { sealed.flags |= Self.revoked }

  /// The clock is set back, and its end has come.
  mutating func endForGood() { accepted.flags |= Self.ended }

  /// Forgets what the attachments said.
  mutating func erase() {
    content = .zero
    accepted.flags |= Self.erased | Self.contentIsGone
  }

  // MARK: In a checkpoint

  /// Length of what the log commits to.
  static let encodedBytes = 88

  /// Writes all but the content's digest, and whether that is known: both go when it is erased.
  func encode(into bytes: UnsafeMutableRawBufferPointer) {
    bytes.put(publicPrefix.high, at: 0)
    bytes.put(publicPrefix.low, at: 8)
    bytes.put(identityPrefix.high, at: 16)
    bytes.put(identityPrefix.low, at: 24)
    bytes.put(acceptedSequence, at: 32)
    bytes.put(endTime, at: 40)
    bytes.put(accepted.word & ~Self.contentIsGone, at: 48)
    bytes.put(sealed.word, at: 56)
    bytes.put(uses, at: 64)
    bytes.put(limit, at: 72)
    bytes.put(realm, at: 80)
    bytes.put(blockHeight, at: 84)
  }

  /// One whose content's digest is not known yet.
  init?(_ reader: inout ByteReader) {
    guard let publicHigh = reader.integer(UInt64.self), let publicLow = reader.integer(UInt64.self),
      let identityHigh = reader.integer(UInt64.self), let identityLow = reader.integer(UInt64.self),
      let sequence = reader.integer(UInt64.self), let end = reader.integer(UInt64.self),
      let accepted = reader.integer(UInt64.self), let sealed = reader.integer(UInt64.self),
      let uses = reader.integer(UInt64.self), let limit = reader.integer(UInt64.self),
      let realm = reader.integer(UInt32.self), let height = reader.integer(UInt32.self)
    else { return nil }
    publicPrefix = Prefix(high: publicHigh, low: publicLow)
    identityPrefix = Prefix(high: identityHigh, low: identityLow)
    content = .zero
    acceptedSequence = sequence
    endTime = end
    self.accepted = PackedLocation(word: accepted | Self.contentIsGone)
    self.sealed = PackedLocation(word: sealed)
    self.uses = uses
    self.limit = limit
    self.realm = realm
    blockHeight = height
  }

  /// The content's digest is known again; zeros: it is not.
  mutating func restore(content digest: Digest) {
    guard digest != .zero, !isErased else { return }
    content = digest
    accepted.flags &= ~Self.contentIsGone
  }

  private static let failureMask: UInt64 = 0b11
  private static let ended: UInt64 = 0b100
  private static let erased: UInt64 = 0b1000
  private static let contentIsGone: UInt64 = 0b1_0000
  private static let revoked: UInt64 = 0b1
}

/// A place in the log and five flags in one word: a segment's number in the upper half, then the offset, which is a
/// multiple of 8 under 2^30.
private struct PackedLocation: Sendable, Equatable {
  private static let flagMask: UInt64 = 0b1_1111

  fileprivate private(set) var word: UInt64

  init(word: UInt64) {
    self.word = word
  }

  /// No place.
  static let none = PackedLocation(RecordLocation(segment: 0, offset: 0), flags: 0)

  init(_ location: RecordLocation, flags: UInt64) {
    precondition(location.offset.isMultiple(of: 8), "records begin at multiples of 8")
    word = UInt64(location.segment) << 32 | UInt64(location.offset / 8) << 5 | flags
  }

  var location: RecordLocation {
    RecordLocation(segment: UInt32(word >> 32), offset: UInt32(word & UInt64(UInt32.max)) >> 5 * 8)
  }

  var flags: UInt64 {
    get { word & Self.flagMask }
    set { word = word & ~Self.flagMask | newValue & Self.flagMask }
  }
}

/// What a block must agree with of its requisition.
struct SealableRequisition: Sendable {
  var acceptedSequence: UInt64
  var realm: UInt32
  var publicID: Digest
  var leaf: Digest
  var effectiveness: Effectiveness
  var hasEnded: Bool

  init(_ state: TokenState, _ details: TokenDetails) {
    acceptedSequence = state.acceptedSequence
    realm = state.realm
    publicID = details.requisition.publicID
    leaf = details.leaf
    effectiveness = details.requisition.effectiveness
    hasEnded = state.hasEnded
  }
}
