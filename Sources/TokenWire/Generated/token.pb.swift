// token.pb.swift: the messages and services of tokenrpc/v1/token.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CTokenProto

/// The life of a token.
public enum TokenStatus: RawRepresentable, Sendable, Hashable {
  /// Never sent.
  case unspecified
  /// Queued, not mined yet.
  case pending
  /// Mined and durable.
  case success
  /// All uses are spent.
  case spent
  /// Its time is over.
  case expired
  /// Somebody ended it.
  case revoked
  /// It left the queue without becoming a token.
  case failed
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .unspecified
    case 1: self = .pending
    case 2: self = .success
    case 3: self = .spent
    case 4: self = .expired
    case 5: self = .revoked
    case 6: self = .failed
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .unspecified: 0
    case .pending: 1
    case .success: 2
    case .spent: 3
    case .expired: 4
    case .revoked: 5
    case .failed: 6
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// Why a requisition failed.
public enum FailureReason: RawRepresentable, Sendable, Hashable {
  /// It has not failed.
  case none
  /// Its time was over before it was mined.
  case expired
  /// It was revoked in the queue.
  case revoked
  /// It was erased in the queue.
  case erased
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .none
    case 1: self = .expired
    case 2: self = .revoked
    case 3: self = .erased
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .none: 0
    case .expired: 1
    case .revoked: 2
    case .erased: 3
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// Whether the push-back URL was told.
public enum PushBackState: RawRepresentable, Sendable, Hashable {
  /// There is no push-back URL.
  case none
  /// The URL is stored; nothing has been sent to it.
  case stored
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .none
    case 1: self = .stored
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .none: 0
    case .stored: 1
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// Why a validation said no.
public enum ValidateReason: RawRepresentable, Sendable, Hashable {
  /// It said yes.
  case none
  /// There is no such token.
  case unknown
  /// All its uses are spent.
  case spent
  /// Its time is over.
  case expired
  /// Somebody ended it.
  case revoked
  /// The token's record was found damaged on the disk.
  case damaged
  /// The content is another one.
  case content
  /// A user's code was not accepted.
  case refused
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .none
    case 1: self = .unknown
    case 2: self = .spent
    case 3: self = .expired
    case 4: self = .revoked
    case 5: self = .damaged
    case 6: self = .content
    case 7: self = .refused
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .none: 0
    case .unknown: 1
    case .spent: 2
    case .expired: 3
    case .revoked: 4
    case .damaged: 5
    case .content: 6
    case .refused: 7
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// What happened to a requisition.
public enum QueueEventKind: RawRepresentable, Sendable, Hashable {
  /// Never sent.
  case unspecified
  /// It came into the queue.
  case queued
  /// It became a token.
  case sealed
  /// It left the queue without becoming one.
  case failed
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .unspecified
    case 1: self = .queued
    case 2: self = .sealed
    case 3: self = .failed
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .unspecified: 0
    case .queued: 1
    case .sealed: 2
    case .failed: 3
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// What an event was.
public enum AuditKind: RawRepresentable, Sendable, Hashable {
  /// Never sent.
  case unspecified
  /// A token was asked for.
  case requested
  /// The requisition became a token.
  case sealed
  /// The requisition left the queue without one.
  case failed
  /// A token was used.
  case used
  /// A use of a token was refused.
  case refused
  /// A token was ended.
  case revoked
  /// A user became known.
  case userNamed
  /// A user's code was made.
  case codeIssued
  /// A user's code was used.
  case codeUsed
  /// A use of a user's code was refused.
  case codeRefused
  /// What a requisition or a user said was erased.
  case erased
  /// The ledger was opened.
  case opened
  /// The operator corrected the clock.
  case clockCorrected
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .unspecified
    case 1: self = .requested
    case 2: self = .sealed
    case 3: self = .failed
    case 4: self = .used
    case 5: self = .refused
    case 6: self = .revoked
    case 7: self = .userNamed
    case 8: self = .codeIssued
    case 9: self = .codeUsed
    case 10: self = .codeRefused
    case 11: self = .erased
    case 12: self = .opened
    case 13: self = .clockCorrected
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .unspecified: 0
    case .requested: 1
    case .sealed: 2
    case .failed: 3
    case .used: 4
    case .refused: 5
    case .revoked: 6
    case .userNamed: 7
    case .codeIssued: 8
    case .codeUsed: 9
    case .codeRefused: 10
    case .erased: 11
    case .opened: 12
    case .clockCorrected: 13
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// How long and how often a token is valid. No field set: without limit.
public struct Effectiveness: WireMessage {
  public static var fullName: String { "tokenrpc.v1.Effectiveness" }

  public var usage: Usage? = nil
  public var period: Period? = nil

  public init() {}

  public init(usage: Usage? = nil, period: Period? = nil) {
    self.usage = usage
    self.period = period
  }

  public enum Usage: Sendable, Equatable {
    /// It can be used this many times, at least 1.
    case uses(UInt64)
  }

  public enum Period: Sendable, Equatable {
    /// It is valid until this instant, Unix ms; not later means over.
    case untilMs(UInt64)
    /// It is valid for this long from the moment the token is made, at least 1 ms.
    case durationMs(UInt64)
  }
}

extension Effectiveness {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__effectiveness__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__effectiveness__get_packed_size(c), to: &output) {
      tokenrpc__v1__effectiveness__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__Effectiveness>) throws(DecodeError) {
    self.init()
    switch c.pointee.usage_case.rawValue {
    case 1:
      self.usage = .uses(c.pointee.uses)
    default: break
    }
    switch c.pointee.period_case.rawValue {
    case 2:
      self.period = .untilMs(c.pointee.until_ms)
    case 3:
      self.period = .durationMs(c.pointee.duration_ms)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__Effectiveness> {
    let c = try arena.allocate(Tokenrpc__V1__Effectiveness.self)
    tokenrpc__v1__effectiveness__init(c)
    switch self.usage {
    case .uses(let value):
      c.pointee.usage_case = .init(rawValue: 1)
      c.pointee.uses = value
    case nil: break
    }
    switch self.period {
    case .untilMs(let value):
      c.pointee.period_case = .init(rawValue: 2)
      c.pointee.until_ms = value
    case .durationMs(let value):
      c.pointee.period_case = .init(rawValue: 3)
      c.pointee.duration_ms = value
    case nil: break
    }
    return c
  }
}

/// The SHA-256 of content that the service never sees.
public struct ContentDigest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ContentDigest" }

  /// SHA-256 of the content; required.
  public var sha256: Bytes32? = nil
  /// How long that content is in bytes; 0 when not told.
  public var contentBytes: UInt64 = 0

  public init() {}

  public init(sha256: Bytes32? = nil, contentBytes: UInt64 = 0) {
    self.sha256 = sha256
    self.contentBytes = contentBytes
  }
}

extension ContentDigest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__content_digest__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__content_digest__get_packed_size(c), to: &output) {
      tokenrpc__v1__content_digest__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ContentDigest>) throws(DecodeError) {
    self.init()
    self.sha256 = try WireField.bytesOrNil(c.pointee.sha256.buffer, "sha256")
    self.contentBytes = c.pointee.content_bytes
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ContentDigest> {
    let c = try arena.allocate(Tokenrpc__V1__ContentDigest.self)
    tokenrpc__v1__content_digest__init(c)
    if let inner = self.sha256 {
      c.pointee.sha256 = .init(try arena.copy(bytes: inner))
    }
    c.pointee.content_bytes = self.contentBytes
    return c
  }
}

/// A requisition and the token it became.
public struct Token: WireMessage {
  public static var fullName: String { "tokenrpc.v1.Token" }

  /// The requisition's id, a secret like the identity; absent once erased.
  public var requestId: Bytes32? = nil
  /// The client's own time of asking; 0 when it told none.
  public var timestampMs: UInt64 = 0
  /// When the service accepted the requisition.
  public var acceptedAtMs: UInt64 = 0
  /// SHA-256 of the content; absent once erased.
  public var contentSha256: Bytes32? = nil
  /// Length of the content in bytes; 0 with `content_is_digest` when it was not told.
  public var contentBytes: UInt64 = 0
  /// The service holds the digest alone.
  public var contentIsDigest: Bool = false
  /// As it was asked for.
  public var effectiveness: Effectiveness? = nil
  /// Empty: none.
  public var pushBackUrl: String = ""
  /// Whether the URL was told.
  public var pushBackState: PushBackState = .none
  /// Where in its life it is.
  public var status: TokenStatus = .unspecified
  /// Why, when `status` is FAILED.
  public var failureReason: FailureReason = .none
  /// Absent until it is mined.
  public var identity: Bytes32? = nil
  /// Height of its block, from 1; 0 until it is mined.
  public var height: UInt64 = 0
  /// Uses so far.
  public var uses: UInt64 = 0
  public var limit: Limit? = nil
  public var end: End? = nil
  /// Place in the queue while pending, from 1; 0 otherwise.
  public var queuePosition: UInt64 = 0
  /// The 116 bytes of its block's header, so that the holder can check the block alone; empty until it is mined.
  public var header: [UInt8] = []
  /// Only when asked for and held.
  public var content: [UInt8] = []
  /// The attachments were erased; id, content and URL may be missing.
  public var erased: Bool = false
  /// The reason given when it was revoked.
  public var revokeReason: String = ""
  /// Its record was found damaged on the disk: every check and use says no.
  public var damaged: Bool = false

  public init() {}

  public init(
    requestId: Bytes32? = nil,
    timestampMs: UInt64 = 0,
    acceptedAtMs: UInt64 = 0,
    contentSha256: Bytes32? = nil,
    contentBytes: UInt64 = 0,
    contentIsDigest: Bool = false,
    effectiveness: Effectiveness? = nil,
    pushBackUrl: String = "",
    pushBackState: PushBackState = .none,
    status: TokenStatus = .unspecified,
    failureReason: FailureReason = .none,
    identity: Bytes32? = nil,
    height: UInt64 = 0,
    uses: UInt64 = 0,
    limit: Limit? = nil,
    end: End? = nil,
    queuePosition: UInt64 = 0,
    header: [UInt8] = [],
    content: [UInt8] = [],
    erased: Bool = false,
    revokeReason: String = "",
    damaged: Bool = false
  ) {
    self.requestId = requestId
    self.timestampMs = timestampMs
    self.acceptedAtMs = acceptedAtMs
    self.contentSha256 = contentSha256
    self.contentBytes = contentBytes
    self.contentIsDigest = contentIsDigest
    self.effectiveness = effectiveness
    self.pushBackUrl = pushBackUrl
    self.pushBackState = pushBackState
    self.status = status
    self.failureReason = failureReason
    self.identity = identity
    self.height = height
    self.uses = uses
    self.limit = limit
    self.end = end
    self.queuePosition = queuePosition
    self.header = header
    self.content = content
    self.erased = erased
    self.revokeReason = revokeReason
    self.damaged = damaged
  }

  public enum Limit: Sendable, Equatable {
    /// Present on a usage-limited token.
    case usesLeft(UInt64)
  }

  public enum End: Sendable, Equatable {
    /// The instant it ends, Unix ms; present when it has one and it is known.
    case endMs(UInt64)
  }
}

extension Token {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__token__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__token__get_packed_size(c), to: &output) {
      tokenrpc__v1__token__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__Token>) throws(DecodeError) {
    self.init()
    self.requestId = try WireField.bytesOrNil(c.pointee.request_id.buffer, "request_id")
    self.timestampMs = c.pointee.timestamp_ms
    self.acceptedAtMs = c.pointee.accepted_at_ms
    self.contentSha256 = try WireField.bytesOrNil(c.pointee.content_sha256.buffer, "content_sha256")
    self.contentBytes = c.pointee.content_bytes
    self.contentIsDigest = c.pointee.content_is_digest != 0
    if let inner = c.pointee.effectiveness {
      self.effectiveness = try WireField.decoding("effectiveness", try Effectiveness(copying: inner))
    }
    self.pushBackUrl = try WireField.text(c.pointee.push_back_url.buffer, "push_back_url")
    self.pushBackState = PushBackState(rawValue: Int32(truncatingIfNeeded: c.pointee.push_back_state.rawValue))
    self.status = TokenStatus(rawValue: Int32(truncatingIfNeeded: c.pointee.status.rawValue))
    self.failureReason = FailureReason(rawValue: Int32(truncatingIfNeeded: c.pointee.failure_reason.rawValue))
    self.identity = try WireField.bytesOrNil(c.pointee.identity.buffer, "identity")
    self.height = c.pointee.height
    self.uses = c.pointee.uses
    self.queuePosition = c.pointee.queue_position
    self.header = [UInt8](c.pointee.header.buffer)
    self.content = [UInt8](c.pointee.content.buffer)
    self.erased = c.pointee.erased != 0
    self.revokeReason = try WireField.text(c.pointee.revoke_reason.buffer, "revoke_reason")
    self.damaged = c.pointee.damaged != 0
    switch c.pointee.limit_case.rawValue {
    case 15:
      self.limit = .usesLeft(c.pointee.uses_left)
    default: break
    }
    switch c.pointee.end_case.rawValue {
    case 16:
      self.end = .endMs(c.pointee.end_ms)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__Token> {
    let c = try arena.allocate(Tokenrpc__V1__Token.self)
    tokenrpc__v1__token__init(c)
    if let inner = self.requestId {
      c.pointee.request_id = .init(try arena.copy(bytes: inner))
    }
    c.pointee.timestamp_ms = self.timestampMs
    c.pointee.accepted_at_ms = self.acceptedAtMs
    if let inner = self.contentSha256 {
      c.pointee.content_sha256 = .init(try arena.copy(bytes: inner))
    }
    c.pointee.content_bytes = self.contentBytes
    c.pointee.content_is_digest = self.contentIsDigest ? 1 : 0
    if let inner = self.effectiveness {
      c.pointee.effectiveness = try WireField.encoding("effectiveness", try inner.filled(in: arena))
    }
    c.pointee.push_back_url = .init(try arena.copy(text: self.pushBackUrl, "push_back_url"))
    c.pointee.push_back_state = .init(rawValue: .init(truncatingIfNeeded: self.pushBackState.rawValue))
    c.pointee.status = .init(rawValue: .init(truncatingIfNeeded: self.status.rawValue))
    c.pointee.failure_reason = .init(rawValue: .init(truncatingIfNeeded: self.failureReason.rawValue))
    if let inner = self.identity {
      c.pointee.identity = .init(try arena.copy(bytes: inner))
    }
    c.pointee.height = self.height
    c.pointee.uses = self.uses
    c.pointee.queue_position = self.queuePosition
    c.pointee.header = .init(try arena.copy(bytes: self.header))
    c.pointee.content = .init(try arena.copy(bytes: self.content))
    c.pointee.erased = self.erased ? 1 : 0
    c.pointee.revoke_reason = .init(try arena.copy(text: self.revokeReason, "revoke_reason"))
    c.pointee.damaged = self.damaged ? 1 : 0
    switch self.limit {
    case .usesLeft(let value):
      c.pointee.limit_case = .init(rawValue: 15)
      c.pointee.uses_left = value
    case nil: break
    }
    switch self.end {
    case .endMs(let value):
      c.pointee.end_case = .init(rawValue: 16)
      c.pointee.end_ms = value
    case nil: break
    }
    return c
  }
}

/// Asks for a token.
public struct RequestRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.RequestRequest" }

  /// Chosen by the client so that it can ask again; absent: the server makes one.
  public var id: Bytes32? = nil
  /// The client's time of asking, Unix ms; 0: not told.
  public var timestampMs: UInt64 = 0
  public var subject: Subject? = nil
  /// Absent: without limit.
  public var effectiveness: Effectiveness? = nil
  /// Absolute http or https, at most 2,048 bytes, no user info; empty: none. Stored; nothing is sent yet.
  public var pushBackUrl: String = ""
  /// SHA-256 of a secret that a use must present. Not built yet: answered UNIMPLEMENTED.
  public var holderCommitment: Bytes32? = nil
  /// How long to wait for the token in ms, at most 86,400,000 (a day); 0: not at all.
  public var waitMs: UInt32 = 0

  public init() {}

  public init(
    id: Bytes32? = nil,
    timestampMs: UInt64 = 0,
    subject: Subject? = nil,
    effectiveness: Effectiveness? = nil,
    pushBackUrl: String = "",
    holderCommitment: Bytes32? = nil,
    waitMs: UInt32 = 0
  ) {
    self.id = id
    self.timestampMs = timestampMs
    self.subject = subject
    self.effectiveness = effectiveness
    self.pushBackUrl = pushBackUrl
    self.holderCommitment = holderCommitment
    self.waitMs = waitMs
  }

  public enum Subject: Sendable, Equatable {
    /// Up to 65,536 bytes. Neither this nor the digest: empty content.
    case content([UInt8])
    /// For content that is larger or stays with the client.
    case contentDigest(ContentDigest)
  }
}

extension RequestRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__request_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__request_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__request_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__RequestRequest>) throws(DecodeError) {
    self.init()
    self.id = try WireField.bytesOrNil(c.pointee.id.buffer, "id")
    self.timestampMs = c.pointee.timestamp_ms
    if let inner = c.pointee.effectiveness {
      self.effectiveness = try WireField.decoding("effectiveness", try Effectiveness(copying: inner))
    }
    self.pushBackUrl = try WireField.text(c.pointee.push_back_url.buffer, "push_back_url")
    self.holderCommitment = try WireField.bytesOrNil(c.pointee.holder_commitment.buffer, "holder_commitment")
    self.waitMs = c.pointee.wait_ms
    switch c.pointee.subject_case.rawValue {
    case 3:
      self.subject = .content([UInt8](c.pointee.content.buffer))
    case 4:
      if let inner = c.pointee.content_digest {
        self.subject = .contentDigest(try WireField.decoding("content_digest", try ContentDigest(copying: inner)))
      }
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__RequestRequest> {
    let c = try arena.allocate(Tokenrpc__V1__RequestRequest.self)
    tokenrpc__v1__request_request__init(c)
    if let inner = self.id {
      c.pointee.id = .init(try arena.copy(bytes: inner))
    }
    c.pointee.timestamp_ms = self.timestampMs
    if let inner = self.effectiveness {
      c.pointee.effectiveness = try WireField.encoding("effectiveness", try inner.filled(in: arena))
    }
    c.pointee.push_back_url = .init(try arena.copy(text: self.pushBackUrl, "push_back_url"))
    if let inner = self.holderCommitment {
      c.pointee.holder_commitment = .init(try arena.copy(bytes: inner))
    }
    c.pointee.wait_ms = self.waitMs
    switch self.subject {
    case .content(let value):
      c.pointee.subject_case = .init(rawValue: 3)
      c.pointee.content = .init(try arena.copy(bytes: value))
    case .contentDigest(let value):
      c.pointee.subject_case = .init(rawValue: 4)
      c.pointee.content_digest = try WireField.encoding("content_digest", try value.filled(in: arena))
    case nil: break
    }
    return c
  }
}

/// The requisition as it stands when it is answered.
public struct RequestReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.RequestReply" }

  /// Status success, or pending when the wait ended first, or failed.
  public var token: Token? = nil

  public init() {}

  public init(token: Token? = nil) {
    self.token = token
  }
}

extension RequestReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__request_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__request_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__request_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__RequestReply>) throws(DecodeError) {
    self.init()
    if let inner = c.pointee.token {
      self.token = try WireField.decoding("token", try Token(copying: inner))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__RequestReply> {
    let c = try arena.allocate(Tokenrpc__V1__RequestReply.self)
    tokenrpc__v1__request_reply__init(c)
    if let inner = self.token {
      c.pointee.token = try WireField.encoding("token", try inner.filled(in: arena))
    }
    return c
  }
}

/// A user's name and the code somebody offers for it.
public struct UserCode: WireMessage {
  public static var fullName: String { "tokenrpc.v1.UserCode" }

  /// 1 to 256 bytes.
  public var user: String = ""
  /// ASCII digits, exactly as many as the service issues; nothing is trimmed.
  public var code: String = ""

  public init() {}

  public init(user: String = "", code: String = "") {
    self.user = user
    self.code = code
  }
}

extension UserCode {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__user_code__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__user_code__get_packed_size(c), to: &output) {
      tokenrpc__v1__user_code__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__UserCode>) throws(DecodeError) {
    self.init()
    self.user = try WireField.text(c.pointee.user.buffer, "user")
    self.code = try WireField.text(c.pointee.code.buffer, "code")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__UserCode> {
    let c = try arena.allocate(Tokenrpc__V1__UserCode.self)
    tokenrpc__v1__user_code__init(c)
    c.pointee.user = .init(try arena.copy(text: self.user, "user"))
    c.pointee.code = .init(try arena.copy(text: self.code, "code"))
    return c
  }
}

/// Asks whether a token or code is valid, and says whether that is a use.
public struct ValidateRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ValidateRequest" }

  public var subject: Subject? = nil
  /// True: spend one use. False: only check.
  public var use: Bool = false
  public var comparison: Comparison? = nil

  public init() {}

  public init(subject: Subject? = nil, use: Bool = false, comparison: Comparison? = nil) {
    self.subject = subject
    self.use = use
    self.comparison = comparison
  }

  public enum Subject: Sendable, Equatable {
    /// The token's identity.
    case identity(Bytes32)
    /// Always a use.
    case userCode(UserCode)
  }

  public enum Comparison: Sendable, Equatable {
    /// Also compare the content with this.
    case content([UInt8])
    /// Also compare the content's SHA-256 with this.
    case contentSha256(Bytes32)
  }
}

extension ValidateRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__validate_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__validate_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__validate_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ValidateRequest>) throws(DecodeError) {
    self.init()
    self.use = c.pointee.use != 0
    switch c.pointee.subject_case.rawValue {
    case 1:
      self.subject = .identity(try WireField.bytes(c.pointee.identity.buffer, "identity"))
    case 2:
      if let inner = c.pointee.user_code {
        self.subject = .userCode(try WireField.decoding("user_code", try UserCode(copying: inner)))
      }
    default: break
    }
    switch c.pointee.comparison_case.rawValue {
    case 4:
      self.comparison = .content([UInt8](c.pointee.content.buffer))
    case 5:
      self.comparison = .contentSha256(try WireField.bytes(c.pointee.content_sha256.buffer, "content_sha256"))
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ValidateRequest> {
    let c = try arena.allocate(Tokenrpc__V1__ValidateRequest.self)
    tokenrpc__v1__validate_request__init(c)
    c.pointee.use = self.use ? 1 : 0
    switch self.subject {
    case .identity(let value):
      c.pointee.subject_case = .init(rawValue: 1)
      c.pointee.identity = .init(try arena.copy(bytes: value))
    case .userCode(let value):
      c.pointee.subject_case = .init(rawValue: 2)
      c.pointee.user_code = try WireField.encoding("user_code", try value.filled(in: arena))
    case nil: break
    }
    switch self.comparison {
    case .content(let value):
      c.pointee.comparison_case = .init(rawValue: 4)
      c.pointee.content = .init(try arena.copy(bytes: value))
    case .contentSha256(let value):
      c.pointee.comparison_case = .init(rawValue: 5)
      c.pointee.content_sha256 = .init(try arena.copy(bytes: value))
    case nil: break
    }
    return c
  }
}

/// The verdict. For a use it is durable.
public struct ValidateReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ValidateReply" }

  /// Whether the token is good, and, for a use, whether the use was spent.
  public var valid: Bool = false
  /// Why not; NONE when valid.
  public var reason: ValidateReason = .none
  public var limit: Limit? = nil
  public var end: End? = nil
  /// Of a user's code that was accepted: seconds until it renews, rounded up.
  public var secondsLeft: UInt32 = 0
  /// Of a user's code that was accepted: uses so far, this one counted.
  public var timesUsed: UInt64 = 0

  public init() {}

  public init(
    valid: Bool = false,
    reason: ValidateReason = .none,
    limit: Limit? = nil,
    end: End? = nil,
    secondsLeft: UInt32 = 0,
    timesUsed: UInt64 = 0
  ) {
    self.valid = valid
    self.reason = reason
    self.limit = limit
    self.end = end
    self.secondsLeft = secondsLeft
    self.timesUsed = timesUsed
  }

  public enum Limit: Sendable, Equatable {
    /// Uses left after this one; present on a usage-limited token.
    case usesLeft(UInt64)
  }

  public enum End: Sendable, Equatable {
    /// The instant the token ends, Unix ms; present when it has one.
    case endMs(UInt64)
  }
}

extension ValidateReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__validate_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__validate_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__validate_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ValidateReply>) throws(DecodeError) {
    self.init()
    self.valid = c.pointee.valid != 0
    self.reason = ValidateReason(rawValue: Int32(truncatingIfNeeded: c.pointee.reason.rawValue))
    self.secondsLeft = c.pointee.seconds_left
    self.timesUsed = c.pointee.times_used
    switch c.pointee.limit_case.rawValue {
    case 3:
      self.limit = .usesLeft(c.pointee.uses_left)
    default: break
    }
    switch c.pointee.end_case.rawValue {
    case 4:
      self.end = .endMs(c.pointee.end_ms)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ValidateReply> {
    let c = try arena.allocate(Tokenrpc__V1__ValidateReply.self)
    tokenrpc__v1__validate_reply__init(c)
    c.pointee.valid = self.valid ? 1 : 0
    c.pointee.reason = .init(rawValue: .init(truncatingIfNeeded: self.reason.rawValue))
    c.pointee.seconds_left = self.secondsLeft
    c.pointee.times_used = self.timesUsed
    switch self.limit {
    case .usesLeft(let value):
      c.pointee.limit_case = .init(rawValue: 3)
      c.pointee.uses_left = value
    case nil: break
    }
    switch self.end {
    case .endMs(let value):
      c.pointee.end_case = .init(rawValue: 4)
      c.pointee.end_ms = value
    case nil: break
    }
    return c
  }
}

/// Names the service itself: its miners and its queue.
public struct ServiceSubject: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ServiceSubject" }

  public init() {}
}

extension ServiceSubject {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__service_subject__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__service_subject__get_packed_size(c), to: &output) {
      tokenrpc__v1__service_subject__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ServiceSubject>) throws(DecodeError) {
    self.init()
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ServiceSubject> {
    let c = try arena.allocate(Tokenrpc__V1__ServiceSubject.self)
    tokenrpc__v1__service_subject__init(c)
    return c
  }
}

/// Asks for everything about one token or one user, or about the service itself.
public struct StatusRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.StatusRequest" }

  public var subject: Subject? = nil
  /// Of a token: also send the content back, if the service holds it.
  public var withContent: Bool = false
  /// Of a user: how many codes the history has at most, the newest first; 0 means 100, at most 1,000.
  public var historyLimit: UInt32 = 0

  public init() {}

  public init(subject: Subject? = nil, withContent: Bool = false, historyLimit: UInt32 = 0) {
    self.subject = subject
    self.withContent = withContent
    self.historyLimit = historyLimit
  }

  public enum Subject: Sendable, Equatable {
    /// A token's identity.
    case identity(Bytes32)
    /// A requisition's id.
    case requestId(Bytes32)
    /// A user's name.
    case user(String)
    /// The service itself.
    case service(ServiceSubject)
  }
}

extension StatusRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__status_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__status_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__status_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__StatusRequest>) throws(DecodeError) {
    self.init()
    self.withContent = c.pointee.with_content != 0
    self.historyLimit = c.pointee.history_limit
    switch c.pointee.subject_case.rawValue {
    case 1:
      self.subject = .identity(try WireField.bytes(c.pointee.identity.buffer, "identity"))
    case 2:
      self.subject = .requestId(try WireField.bytes(c.pointee.request_id.buffer, "request_id"))
    case 3:
      self.subject = .user(try WireField.text(c.pointee.user.buffer, "user"))
    case 6:
      if let inner = c.pointee.service {
        self.subject = .service(try WireField.decoding("service", try ServiceSubject(copying: inner)))
      }
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__StatusRequest> {
    let c = try arena.allocate(Tokenrpc__V1__StatusRequest.self)
    tokenrpc__v1__status_request__init(c)
    c.pointee.with_content = self.withContent ? 1 : 0
    c.pointee.history_limit = self.historyLimit
    switch self.subject {
    case .identity(let value):
      c.pointee.subject_case = .init(rawValue: 1)
      c.pointee.identity = .init(try arena.copy(bytes: value))
    case .requestId(let value):
      c.pointee.subject_case = .init(rawValue: 2)
      c.pointee.request_id = .init(try arena.copy(bytes: value))
    case .user(let value):
      c.pointee.subject_case = .init(rawValue: 3)
      c.pointee.user = .init(try arena.copy(text: value, "user"))
    case .service(let value):
      c.pointee.subject_case = .init(rawValue: 6)
      c.pointee.service = try WireField.encoding("service", try value.filled(in: arena))
    case nil: break
    }
    return c
  }
}

/// What was asked for.
public struct StatusReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.StatusReply" }

  public var subject: Subject? = nil

  public init() {}

  public init(subject: Subject? = nil) {
    self.subject = subject
  }

  public enum Subject: Sendable, Equatable {
    /// When a token or requisition was asked for.
    case token(Token)
    /// When a user was asked for.
    case user(UserCodes)
    /// When the service itself was asked for.
    case service(ServiceStatus)
  }
}

extension StatusReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__status_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__status_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__status_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__StatusReply>) throws(DecodeError) {
    self.init()
    switch c.pointee.subject_case.rawValue {
    case 1:
      if let inner = c.pointee.token {
        self.subject = .token(try WireField.decoding("token", try Token(copying: inner)))
      }
    case 2:
      if let inner = c.pointee.user {
        self.subject = .user(try WireField.decoding("user", try UserCodes(copying: inner)))
      }
    case 3:
      if let inner = c.pointee.service {
        self.subject = .service(try WireField.decoding("service", try ServiceStatus(copying: inner)))
      }
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__StatusReply> {
    let c = try arena.allocate(Tokenrpc__V1__StatusReply.self)
    tokenrpc__v1__status_reply__init(c)
    switch self.subject {
    case .token(let value):
      c.pointee.subject_case = .init(rawValue: 1)
      c.pointee.token = try WireField.encoding("token", try value.filled(in: arena))
    case .user(let value):
      c.pointee.subject_case = .init(rawValue: 2)
      c.pointee.user = try WireField.encoding("user", try value.filled(in: arena))
    case .service(let value):
      c.pointee.subject_case = .init(rawValue: 3)
      c.pointee.service = try WireField.encoding("service", try value.filled(in: arena))
    case nil: break
    }
    return c
  }
}

/// How the service's miners and its queue are. Numbers that are measured are as good as the machine is steady.
public struct ServiceStatus: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ServiceStatus" }

  /// Name of the kernel that the miners hash with.
  public var kernel: String = ""
  /// Threads that there are to mine.
  public var minerThreads: UInt32 = 0
  /// Those of them that mine now: fewer at a low difficulty, 0 while there is nothing to mine.
  public var miningThreads: UInt32 = 0
  /// Hashes a second over the last seconds of mining, of the threads that mine now; 0: none does.
  public var hashesPerSecond: UInt64 = 0
  /// Hashes tried since the server started.
  public var hashesTried: UInt64 = 0
  /// Difficulty of the block that is mined now, as a header has it: the high byte whole bits, the low 24 bits a
  /// fraction. While none is mined, of the last one, or of the first to come.
  public var difficulty: UInt32 = 0
  /// The same in bits, with the fraction: the binary logarithm of the hashes that find a block on average.
  public var difficultyBits: Double = 0
  public var policy: Policy? = nil
  /// What a token of this difficulty takes on average, in milliseconds.
  public var expectedTokenMs: Double = 0
  /// Requisitions that wait.
  public var queueSize: UInt64 = 0
  /// How long the first of them has waited, in milliseconds; 0: none waits.
  public var oldestWaitMs: UInt64 = 0
  /// How long one that came now would wait for its token on average, in milliseconds.
  public var expectedWaitMs: Double = 0
  /// Batches that were written to the log since the server started, each with one sync.
  public var syncs: UInt64 = 0
  /// Records in them.
  public var recordsWritten: UInt64 = 0
  /// Their bytes on the disk.
  public var bytesWritten: UInt64 = 0
  /// Microseconds of a batch's write and sync that half of them did not exceed, up to the next power of two.
  public var syncP50Micros: UInt64 = 0
  /// The same for 99 of 100.
  public var syncP99Micros: UInt64 = 0
  /// The longest, in microseconds.
  public var syncMaxMicros: UInt64 = 0
  /// Absent: the log is not read again while the server runs.
  public var scrub: ScrubStatus? = nil

  public init() {}

  public init(
    kernel: String = "",
    minerThreads: UInt32 = 0,
    miningThreads: UInt32 = 0,
    hashesPerSecond: UInt64 = 0,
    hashesTried: UInt64 = 0,
    difficulty: UInt32 = 0,
    difficultyBits: Double = 0,
    policy: Policy? = nil,
    expectedTokenMs: Double = 0,
    queueSize: UInt64 = 0,
    oldestWaitMs: UInt64 = 0,
    expectedWaitMs: Double = 0,
    syncs: UInt64 = 0,
    recordsWritten: UInt64 = 0,
    bytesWritten: UInt64 = 0,
    syncP50Micros: UInt64 = 0,
    syncP99Micros: UInt64 = 0,
    syncMaxMicros: UInt64 = 0,
    scrub: ScrubStatus? = nil
  ) {
    self.kernel = kernel
    self.minerThreads = minerThreads
    self.miningThreads = miningThreads
    self.hashesPerSecond = hashesPerSecond
    self.hashesTried = hashesTried
    self.difficulty = difficulty
    self.difficultyBits = difficultyBits
    self.policy = policy
    self.expectedTokenMs = expectedTokenMs
    self.queueSize = queueSize
    self.oldestWaitMs = oldestWaitMs
    self.expectedWaitMs = expectedWaitMs
    self.syncs = syncs
    self.recordsWritten = recordsWritten
    self.bytesWritten = bytesWritten
    self.syncP50Micros = syncP50Micros
    self.syncP99Micros = syncP99Micros
    self.syncMaxMicros = syncMaxMicros
    self.scrub = scrub
  }

  public enum Policy: Sendable, Equatable {
    /// The difficulty that every next block has, as a header has it.
    case fixedDifficulty(UInt32)
    /// Each next block's difficulty is chosen so that so many tokens a second are made.
    case tokensPerSecond(Double)
  }
}

extension ServiceStatus {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__service_status__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__service_status__get_packed_size(c), to: &output) {
      tokenrpc__v1__service_status__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ServiceStatus>) throws(DecodeError) {
    self.init()
    self.kernel = try WireField.text(c.pointee.kernel.buffer, "kernel")
    self.minerThreads = c.pointee.miner_threads
    self.miningThreads = c.pointee.mining_threads
    self.hashesPerSecond = c.pointee.hashes_per_second
    self.hashesTried = c.pointee.hashes_tried
    self.difficulty = c.pointee.difficulty
    self.difficultyBits = c.pointee.difficulty_bits
    self.expectedTokenMs = c.pointee.expected_token_ms
    self.queueSize = c.pointee.queue_size
    self.oldestWaitMs = c.pointee.oldest_wait_ms
    self.expectedWaitMs = c.pointee.expected_wait_ms
    self.syncs = c.pointee.syncs
    self.recordsWritten = c.pointee.records_written
    self.bytesWritten = c.pointee.bytes_written
    self.syncP50Micros = c.pointee.sync_p50_micros
    self.syncP99Micros = c.pointee.sync_p99_micros
    self.syncMaxMicros = c.pointee.sync_max_micros
    if let inner = c.pointee.scrub {
      self.scrub = try WireField.decoding("scrub", try ScrubStatus(copying: inner))
    }
    switch c.pointee.policy_case.rawValue {
    case 8:
      self.policy = .fixedDifficulty(c.pointee.fixed_difficulty)
    case 9:
      self.policy = .tokensPerSecond(c.pointee.tokens_per_second)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ServiceStatus> {
    let c = try arena.allocate(Tokenrpc__V1__ServiceStatus.self)
    tokenrpc__v1__service_status__init(c)
    c.pointee.kernel = .init(try arena.copy(text: self.kernel, "kernel"))
    c.pointee.miner_threads = self.minerThreads
    c.pointee.mining_threads = self.miningThreads
    c.pointee.hashes_per_second = self.hashesPerSecond
    c.pointee.hashes_tried = self.hashesTried
    c.pointee.difficulty = self.difficulty
    c.pointee.difficulty_bits = self.difficultyBits
    c.pointee.expected_token_ms = self.expectedTokenMs
    c.pointee.queue_size = self.queueSize
    c.pointee.oldest_wait_ms = self.oldestWaitMs
    c.pointee.expected_wait_ms = self.expectedWaitMs
    c.pointee.syncs = self.syncs
    c.pointee.records_written = self.recordsWritten
    c.pointee.bytes_written = self.bytesWritten
    c.pointee.sync_p50_micros = self.syncP50Micros
    c.pointee.sync_p99_micros = self.syncP99Micros
    c.pointee.sync_max_micros = self.syncMaxMicros
    if let inner = self.scrub {
      c.pointee.scrub = try WireField.encoding("scrub", try inner.filled(in: arena))
    }
    switch self.policy {
    case .fixedDifficulty(let value):
      c.pointee.policy_case = .init(rawValue: 8)
      c.pointee.fixed_difficulty = value
    case .tokensPerSecond(let value):
      c.pointee.policy_case = .init(rawValue: 9)
      c.pointee.tokens_per_second = value
    case nil: break
    }
    return c
  }
}

/// What reading the log again in the background has come to since the server started.
public struct ScrubStatus: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ScrubStatus" }

  /// How often the whole log was read.
  public var rounds: UInt64 = 0
  /// Bytes that were read.
  public var bytes: UInt64 = 0
  /// Where it is: the number of a segment, from 1.
  public var segment: UInt32 = 0
  /// And bytes from its start.
  public var offset: UInt64 = 0
  /// Damaged places that were found, at most 64.
  public var findings: UInt64 = 0
  /// Requisitions and tokens whose records are damaged.
  public var damagedTokens: UInt64 = 0

  public init() {}

  public init(
    rounds: UInt64 = 0,
    bytes: UInt64 = 0,
    segment: UInt32 = 0,
    offset: UInt64 = 0,
    findings: UInt64 = 0,
    damagedTokens: UInt64 = 0
  ) {
    self.rounds = rounds
    self.bytes = bytes
    self.segment = segment
    self.offset = offset
    self.findings = findings
    self.damagedTokens = damagedTokens
  }
}

extension ScrubStatus {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__scrub_status__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__scrub_status__get_packed_size(c), to: &output) {
      tokenrpc__v1__scrub_status__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ScrubStatus>) throws(DecodeError) {
    self.init()
    self.rounds = c.pointee.rounds
    self.bytes = c.pointee.bytes
    self.segment = c.pointee.segment
    self.offset = c.pointee.offset
    self.findings = c.pointee.findings
    self.damagedTokens = c.pointee.damaged_tokens
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ScrubStatus> {
    let c = try arena.allocate(Tokenrpc__V1__ScrubStatus.self)
    tokenrpc__v1__scrub_status__init(c)
    c.pointee.rounds = self.rounds
    c.pointee.bytes = self.bytes
    c.pointee.segment = self.segment
    c.pointee.offset = self.offset
    c.pointee.findings = self.findings
    c.pointee.damaged_tokens = self.damagedTokens
    return c
  }
}

/// One code of a user, without its digits.
public struct CodeFacts: WireMessage {
  public static var fullName: String { "tokenrpc.v1.CodeFacts" }

  /// Unix ms.
  public var createdMs: UInt64 = 0
  /// When its period ends, Unix ms.
  public var endMs: UInt64 = 0
  /// Uses so far.
  public var timesUsed: UInt64 = 0
  /// Refusals that counted against it.
  public var refusals: UInt64 = 0
  /// It died of them before its period ended.
  public var died: Bool = false
  public var limit: Limit? = nil

  public init() {}

  public init(
    createdMs: UInt64 = 0,
    endMs: UInt64 = 0,
    timesUsed: UInt64 = 0,
    refusals: UInt64 = 0,
    died: Bool = false,
    limit: Limit? = nil
  ) {
    self.createdMs = createdMs
    self.endMs = endMs
    self.timesUsed = timesUsed
    self.refusals = refusals
    self.died = died
    self.limit = limit
  }

  public enum Limit: Sendable, Equatable {
    /// Present when a code allows only so many uses.
    case usesLeft(UInt64)
  }
}

extension CodeFacts {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__code_facts__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__code_facts__get_packed_size(c), to: &output) {
      tokenrpc__v1__code_facts__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__CodeFacts>) throws(DecodeError) {
    self.init()
    self.createdMs = c.pointee.created_ms
    self.endMs = c.pointee.end_ms
    self.timesUsed = c.pointee.times_used
    self.refusals = c.pointee.refusals
    self.died = c.pointee.died != 0
    switch c.pointee.limit_case.rawValue {
    case 6:
      self.limit = .usesLeft(c.pointee.uses_left)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__CodeFacts> {
    let c = try arena.allocate(Tokenrpc__V1__CodeFacts.self)
    tokenrpc__v1__code_facts__init(c)
    c.pointee.created_ms = self.createdMs
    c.pointee.end_ms = self.endMs
    c.pointee.times_used = self.timesUsed
    c.pointee.refusals = self.refusals
    c.pointee.died = self.died ? 1 : 0
    switch self.limit {
    case .usesLeft(let value):
      c.pointee.limit_case = .init(rawValue: 6)
      c.pointee.uses_left = value
    case nil: break
    }
    return c
  }
}

/// A user's codes.
public struct UserCodes: WireMessage {
  public static var fullName: String { "tokenrpc.v1.UserCodes" }

  /// Absent: no code is live.
  public var live: CodeFacts? = nil
  /// The newest first, the live one too; at most `history_limit`.
  public var history: [CodeFacts] = []
  /// Of the live code: seconds until it renews, rounded up; 0: no code is live.
  public var secondsLeft: UInt32 = 0
  /// Codes the user was ever issued.
  public var codesIssued: UInt64 = 0

  public init() {}

  public init(
    live: CodeFacts? = nil,
    history: [CodeFacts] = [],
    secondsLeft: UInt32 = 0,
    codesIssued: UInt64 = 0
  ) {
    self.live = live
    self.history = history
    self.secondsLeft = secondsLeft
    self.codesIssued = codesIssued
  }
}

extension UserCodes {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__user_codes__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__user_codes__get_packed_size(c), to: &output) {
      tokenrpc__v1__user_codes__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__UserCodes>) throws(DecodeError) {
    self.init()
    if let inner = c.pointee.live {
      self.live = try WireField.decoding("live", try CodeFacts(copying: inner))
    }
    self.history.reserveCapacity(c.pointee.n_history)
    for element in UnsafeBufferPointer(start: c.pointee.history, count: c.pointee.n_history) {
      guard let inner = element else { continue }
      self.history.append(try WireField.decoding("history", try CodeFacts(copying: inner)))
    }
    self.secondsLeft = c.pointee.seconds_left
    self.codesIssued = c.pointee.codes_issued
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__UserCodes> {
    let c = try arena.allocate(Tokenrpc__V1__UserCodes.self)
    tokenrpc__v1__user_codes__init(c)
    if let inner = self.live {
      c.pointee.live = try WireField.encoding("live", try inner.filled(in: arena))
    }
    c.pointee.n_history = self.history.count
    c.pointee.history = try arena.copy(array: self.history) {
      (element) throws(EncodeError) in try WireField.encoding("history", try element.filled(in: arena))
    }
    c.pointee.seconds_left = self.secondsLeft
    c.pointee.codes_issued = self.codesIssued
    return c
  }
}

/// Ends a token, or takes a requisition off the queue.
public struct RevokeRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.RevokeRequest" }

  public var subject: Subject? = nil
  /// For the record, at most 1,024 bytes.
  public var reason: String = ""

  public init() {}

  public init(subject: Subject? = nil, reason: String = "") {
    self.subject = subject
    self.reason = reason
  }

  public enum Subject: Sendable, Equatable {
    /// A token's identity.
    case identity(Bytes32)
    /// A requisition's id.
    case requestId(Bytes32)
  }
}

extension RevokeRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__revoke_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__revoke_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__revoke_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__RevokeRequest>) throws(DecodeError) {
    self.init()
    self.reason = try WireField.text(c.pointee.reason.buffer, "reason")
    switch c.pointee.subject_case.rawValue {
    case 1:
      self.subject = .identity(try WireField.bytes(c.pointee.identity.buffer, "identity"))
    case 2:
      self.subject = .requestId(try WireField.bytes(c.pointee.request_id.buffer, "request_id"))
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__RevokeRequest> {
    let c = try arena.allocate(Tokenrpc__V1__RevokeRequest.self)
    tokenrpc__v1__revoke_request__init(c)
    c.pointee.reason = .init(try arena.copy(text: self.reason, "reason"))
    switch self.subject {
    case .identity(let value):
      c.pointee.subject_case = .init(rawValue: 1)
      c.pointee.identity = .init(try arena.copy(bytes: value))
    case .requestId(let value):
      c.pointee.subject_case = .init(rawValue: 2)
      c.pointee.request_id = .init(try arena.copy(bytes: value))
    case nil: break
    }
    return c
  }
}

/// How it stands now; what was final already is told as it was.
public struct RevokeReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.RevokeReply" }

  /// REVOKED, or FAILED when it was pending, or the status that was final before.
  public var status: TokenStatus = .unspecified
  /// Why, when `status` is FAILED.
  public var failureReason: FailureReason = .none

  public init() {}

  public init(status: TokenStatus = .unspecified, failureReason: FailureReason = .none) {
    self.status = status
    self.failureReason = failureReason
  }
}

extension RevokeReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__revoke_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__revoke_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__revoke_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__RevokeReply>) throws(DecodeError) {
    self.init()
    self.status = TokenStatus(rawValue: Int32(truncatingIfNeeded: c.pointee.status.rawValue))
    self.failureReason = FailureReason(rawValue: Int32(truncatingIfNeeded: c.pointee.failure_reason.rawValue))
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__RevokeReply> {
    let c = try arena.allocate(Tokenrpc__V1__RevokeReply.self)
    tokenrpc__v1__revoke_reply__init(c)
    c.pointee.status = .init(rawValue: .init(truncatingIfNeeded: self.status.rawValue))
    c.pointee.failure_reason = .init(rawValue: .init(truncatingIfNeeded: self.failureReason.rawValue))
    return c
  }
}

/// Erases a requisition's attachments, or a user's name and code.
public struct EraseRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.EraseRequest" }

  public var subject: Subject? = nil

  public init() {}

  public init(subject: Subject? = nil) {
    self.subject = subject
  }

  public enum Subject: Sendable, Equatable {
    /// A requisition's id. One that waits in the queue fails first.
    case requestId(Bytes32)
    /// A user's name.
    case user(String)
  }
}

extension EraseRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__erase_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__erase_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__erase_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__EraseRequest>) throws(DecodeError) {
    self.init()
    switch c.pointee.subject_case.rawValue {
    case 1:
      self.subject = .requestId(try WireField.bytes(c.pointee.request_id.buffer, "request_id"))
    case 2:
      self.subject = .user(try WireField.text(c.pointee.user.buffer, "user"))
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__EraseRequest> {
    let c = try arena.allocate(Tokenrpc__V1__EraseRequest.self)
    tokenrpc__v1__erase_request__init(c)
    switch self.subject {
    case .requestId(let value):
      c.pointee.subject_case = .init(rawValue: 1)
      c.pointee.request_id = .init(try arena.copy(bytes: value))
    case .user(let value):
      c.pointee.subject_case = .init(rawValue: 2)
      c.pointee.user = .init(try arena.copy(text: value, "user"))
    case nil: break
    }
    return c
  }
}

/// What was erased by this call; of a requisition that was erased before, nothing.
public struct EraseReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.EraseReply" }

  /// The request id.
  public var requestId: Bool = false
  /// The content, or its SHA-256 when it alone was stored.
  public var content: Bool = false
  /// The push-back URL.
  public var url: Bool = false
  /// The reason given when the token was revoked.
  public var revokeReason: Bool = false
  /// The user's name.
  public var name: Bool = false
  /// The user's newest code.
  public var code: Bool = false
  /// Of a requisition: how it stands now.
  public var status: TokenStatus = .unspecified
  /// Why, when `status` is FAILED.
  public var failureReason: FailureReason = .none

  public init() {}

  public init(
    requestId: Bool = false,
    content: Bool = false,
    url: Bool = false,
    revokeReason: Bool = false,
    name: Bool = false,
    code: Bool = false,
    status: TokenStatus = .unspecified,
    failureReason: FailureReason = .none
  ) {
    self.requestId = requestId
    self.content = content
    self.url = url
    self.revokeReason = revokeReason
    self.name = name
    self.code = code
    self.status = status
    self.failureReason = failureReason
  }
}

extension EraseReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__erase_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__erase_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__erase_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__EraseReply>) throws(DecodeError) {
    self.init()
    self.requestId = c.pointee.request_id != 0
    self.content = c.pointee.content != 0
    self.url = c.pointee.url != 0
    self.revokeReason = c.pointee.revoke_reason != 0
    self.name = c.pointee.name != 0
    self.code = c.pointee.code != 0
    self.status = TokenStatus(rawValue: Int32(truncatingIfNeeded: c.pointee.status.rawValue))
    self.failureReason = FailureReason(rawValue: Int32(truncatingIfNeeded: c.pointee.failure_reason.rawValue))
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__EraseReply> {
    let c = try arena.allocate(Tokenrpc__V1__EraseReply.self)
    tokenrpc__v1__erase_reply__init(c)
    c.pointee.request_id = self.requestId ? 1 : 0
    c.pointee.content = self.content ? 1 : 0
    c.pointee.url = self.url ? 1 : 0
    c.pointee.revoke_reason = self.revokeReason ? 1 : 0
    c.pointee.name = self.name ? 1 : 0
    c.pointee.code = self.code ? 1 : 0
    c.pointee.status = .init(rawValue: .init(truncatingIfNeeded: self.status.rawValue))
    c.pointee.failure_reason = .init(rawValue: .init(truncatingIfNeeded: self.failureReason.rawValue))
    return c
  }
}

/// Asks for a user's live code.
public struct GenerateRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.GenerateRequest" }

  /// 1 to 256 bytes.
  public var user: String = ""

  public init() {}

  public init(user: String = "") {
    self.user = user
  }
}

extension GenerateRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__generate_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__generate_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__generate_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__GenerateRequest>) throws(DecodeError) {
    self.init()
    self.user = try WireField.text(c.pointee.user.buffer, "user")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__GenerateRequest> {
    let c = try arena.allocate(Tokenrpc__V1__GenerateRequest.self)
    tokenrpc__v1__generate_request__init(c)
    c.pointee.user = .init(try arena.copy(text: self.user, "user"))
    return c
  }
}

/// A user's live code.
public struct GenerateReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.GenerateReply" }

  /// ASCII digits, leading zeros kept.
  public var code: String = ""
  /// Unix ms.
  public var createdMs: UInt64 = 0
  /// Until it renews, rounded up; at least 1.
  public var secondsLeft: UInt32 = 0
  /// Uses so far; showing it is none.
  public var timesUsed: UInt64 = 0
  /// This call made it.
  public var isNew: Bool = false

  public init() {}

  public init(
    code: String = "",
    createdMs: UInt64 = 0,
    secondsLeft: UInt32 = 0,
    timesUsed: UInt64 = 0,
    isNew: Bool = false
  ) {
    self.code = code
    self.createdMs = createdMs
    self.secondsLeft = secondsLeft
    self.timesUsed = timesUsed
    self.isNew = isNew
  }
}

extension GenerateReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__generate_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__generate_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__generate_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__GenerateReply>) throws(DecodeError) {
    self.init()
    self.code = try WireField.text(c.pointee.code.buffer, "code")
    self.createdMs = c.pointee.created_ms
    self.secondsLeft = c.pointee.seconds_left
    self.timesUsed = c.pointee.times_used
    self.isNew = c.pointee.is_new != 0
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__GenerateReply> {
    let c = try arena.allocate(Tokenrpc__V1__GenerateReply.self)
    tokenrpc__v1__generate_reply__init(c)
    c.pointee.code = .init(try arena.copy(text: self.code, "code"))
    c.pointee.created_ms = self.createdMs
    c.pointee.seconds_left = self.secondsLeft
    c.pointee.times_used = self.timesUsed
    c.pointee.is_new = self.isNew ? 1 : 0
    return c
  }
}

/// Asks for the queue's size, some pages, and what comes.
public struct QueueStreamRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.QueueStreamRequest" }

  /// Numbers of the pages wanted, from 1, in any order; at most 1,000.
  public var pages: [UInt64] = []
  /// Entries in a page, 1 to 1,000; 0 means 10.
  public var pageSize: UInt32 = 0
  /// Go on with each later event.
  public var follow: Bool = false
  public var resume: Resume? = nil

  public init() {}

  public init(pages: [UInt64] = [], pageSize: UInt32 = 0, follow: Bool = false, resume: Resume? = nil) {
    self.pages = pages
    self.pageSize = pageSize
    self.follow = follow
    self.resume = resume
  }

  public enum Resume: Sendable, Equatable {
    /// Follow from the event after this sequence instead of from the snapshot; only with `follow`.
    case afterSequence(UInt64)
  }
}

extension QueueStreamRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__queue_stream_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__queue_stream_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__queue_stream_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__QueueStreamRequest>) throws(DecodeError) {
    self.init()
    self.pages = [UInt64](UnsafeBufferPointer(start: c.pointee.pages, count: c.pointee.n_pages))
    self.pageSize = c.pointee.page_size
    self.follow = c.pointee.follow != 0
    switch c.pointee.resume_case.rawValue {
    case 4:
      self.resume = .afterSequence(c.pointee.after_sequence)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__QueueStreamRequest> {
    let c = try arena.allocate(Tokenrpc__V1__QueueStreamRequest.self)
    tokenrpc__v1__queue_stream_request__init(c)
    c.pointee.n_pages = self.pages.count
    c.pointee.pages = try arena.copy(array: self.pages)
    c.pointee.page_size = self.pageSize
    c.pointee.follow = self.follow ? 1 : 0
    switch self.resume {
    case .afterSequence(let value):
      c.pointee.resume_case = .init(rawValue: 4)
      c.pointee.after_sequence = value
    case nil: break
    }
    return c
  }
}

/// The size comes first, then the pages, then the events, all of one snapshot.
public struct QueueStreamItem: WireMessage {
  public static var fullName: String { "tokenrpc.v1.QueueStreamItem" }

  public var item: Item? = nil

  public init() {}

  public init(item: Item? = nil) {
    self.item = item
  }

  public enum Item: Sendable, Equatable {
    /// Once, first.
    case size(QueueSize)
    /// Each page asked for, in the order asked for.
    case page(QueuePage)
    /// When following.
    case event(QueueEvent)
  }
}

extension QueueStreamItem {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__queue_stream_item__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__queue_stream_item__get_packed_size(c), to: &output) {
      tokenrpc__v1__queue_stream_item__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__QueueStreamItem>) throws(DecodeError) {
    self.init()
    switch c.pointee.item_case.rawValue {
    case 1:
      if let inner = c.pointee.size {
        self.item = .size(try WireField.decoding("size", try QueueSize(copying: inner)))
      }
    case 2:
      if let inner = c.pointee.page {
        self.item = .page(try WireField.decoding("page", try QueuePage(copying: inner)))
      }
    case 3:
      if let inner = c.pointee.event {
        self.item = .event(try WireField.decoding("event", try QueueEvent(copying: inner)))
      }
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__QueueStreamItem> {
    let c = try arena.allocate(Tokenrpc__V1__QueueStreamItem.self)
    tokenrpc__v1__queue_stream_item__init(c)
    switch self.item {
    case .size(let value):
      c.pointee.item_case = .init(rawValue: 1)
      c.pointee.size = try WireField.encoding("size", try value.filled(in: arena))
    case .page(let value):
      c.pointee.item_case = .init(rawValue: 2)
      c.pointee.page = try WireField.encoding("page", try value.filled(in: arena))
    case .event(let value):
      c.pointee.item_case = .init(rawValue: 3)
      c.pointee.event = try WireField.encoding("event", try value.filled(in: arena))
    case nil: break
    }
    return c
  }
}

/// How long the queue is.
public struct QueueSize: WireMessage {
  public static var fullName: String { "tokenrpc.v1.QueueSize" }

  /// Requisitions that wait.
  public var queueSize: UInt64 = 0
  /// A partial last page counts; 0 for an empty queue.
  public var pageCount: UInt64 = 0
  /// Entries in a full page.
  public var pageSize: UInt32 = 0
  /// The first page numbers, from 1; at most 1,000.
  public var pages: [UInt64] = []
  /// The snapshot's sequence: the first event is the next after it.
  public var sequence: UInt64 = 0

  public init() {}

  public init(
    queueSize: UInt64 = 0,
    pageCount: UInt64 = 0,
    pageSize: UInt32 = 0,
    pages: [UInt64] = [],
    sequence: UInt64 = 0
  ) {
    self.queueSize = queueSize
    self.pageCount = pageCount
    self.pageSize = pageSize
    self.pages = pages
    self.sequence = sequence
  }
}

extension QueueSize {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__queue_size__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__queue_size__get_packed_size(c), to: &output) {
      tokenrpc__v1__queue_size__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__QueueSize>) throws(DecodeError) {
    self.init()
    self.queueSize = c.pointee.queue_size
    self.pageCount = c.pointee.page_count
    self.pageSize = c.pointee.page_size
    self.pages = [UInt64](UnsafeBufferPointer(start: c.pointee.pages, count: c.pointee.n_pages))
    self.sequence = c.pointee.sequence
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__QueueSize> {
    let c = try arena.allocate(Tokenrpc__V1__QueueSize.self)
    tokenrpc__v1__queue_size__init(c)
    c.pointee.queue_size = self.queueSize
    c.pointee.page_count = self.pageCount
    c.pointee.page_size = self.pageSize
    c.pointee.n_pages = self.pages.count
    c.pointee.pages = try arena.copy(array: self.pages)
    c.pointee.sequence = self.sequence
    return c
  }
}

/// A page, or a part of a large one: an item stays under 64 KiB.
public struct QueuePage: WireMessage {
  public static var fullName: String { "tokenrpc.v1.QueuePage" }

  /// From 1.
  public var pageNumber: UInt64 = 0
  /// Entries in a full page.
  public var pageSize: UInt32 = 0
  /// In queue order.
  public var queuePage: [QueueEntry] = []
  /// More of the same page follows in the next item.
  public var continued: Bool = false

  public init() {}

  public init(
    pageNumber: UInt64 = 0,
    pageSize: UInt32 = 0,
    queuePage: [QueueEntry] = [],
    continued: Bool = false
  ) {
    self.pageNumber = pageNumber
    self.pageSize = pageSize
    self.queuePage = queuePage
    self.continued = continued
  }
}

extension QueuePage {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__queue_page__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__queue_page__get_packed_size(c), to: &output) {
      tokenrpc__v1__queue_page__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__QueuePage>) throws(DecodeError) {
    self.init()
    self.pageNumber = c.pointee.page_number
    self.pageSize = c.pointee.page_size
    self.queuePage.reserveCapacity(c.pointee.n_queue_page)
    for element in UnsafeBufferPointer(start: c.pointee.queue_page, count: c.pointee.n_queue_page) {
      guard let inner = element else { continue }
      self.queuePage.append(try WireField.decoding("queue_page", try QueueEntry(copying: inner)))
    }
    self.continued = c.pointee.continued != 0
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__QueuePage> {
    let c = try arena.allocate(Tokenrpc__V1__QueuePage.self)
    tokenrpc__v1__queue_page__init(c)
    c.pointee.page_number = self.pageNumber
    c.pointee.page_size = self.pageSize
    c.pointee.n_queue_page = self.queuePage.count
    c.pointee.queue_page = try arena.copy(array: self.queuePage) {
      (element) throws(EncodeError) in try WireField.encoding("queue_page", try element.filled(in: arena))
    }
    c.pointee.continued = self.continued ? 1 : 0
    return c
  }
}

/// What anyone may see of a pending requisition.
public struct QueueEntry: WireMessage {
  public static var fullName: String { "tokenrpc.v1.QueueEntry" }

  /// SHA-256(`tokenrpc/queue/1` then the request id).
  public var publicId: Bytes32? = nil
  /// The client's own time of asking, Unix ms; 0 when it told none.
  public var timestampMs: UInt64 = 0
  /// When the service accepted it, Unix ms.
  public var acceptedAtMs: UInt64 = 0
  /// As it was asked for.
  public var effectiveness: Effectiveness? = nil
  /// From 1.
  public var queuePosition: UInt64 = 0

  public init() {}

  public init(
    publicId: Bytes32? = nil,
    timestampMs: UInt64 = 0,
    acceptedAtMs: UInt64 = 0,
    effectiveness: Effectiveness? = nil,
    queuePosition: UInt64 = 0
  ) {
    self.publicId = publicId
    self.timestampMs = timestampMs
    self.acceptedAtMs = acceptedAtMs
    self.effectiveness = effectiveness
    self.queuePosition = queuePosition
  }
}

extension QueueEntry {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__queue_entry__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__queue_entry__get_packed_size(c), to: &output) {
      tokenrpc__v1__queue_entry__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__QueueEntry>) throws(DecodeError) {
    self.init()
    self.publicId = try WireField.bytesOrNil(c.pointee.public_id.buffer, "public_id")
    self.timestampMs = c.pointee.timestamp_ms
    self.acceptedAtMs = c.pointee.accepted_at_ms
    if let inner = c.pointee.effectiveness {
      self.effectiveness = try WireField.decoding("effectiveness", try Effectiveness(copying: inner))
    }
    self.queuePosition = c.pointee.queue_position
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__QueueEntry> {
    let c = try arena.allocate(Tokenrpc__V1__QueueEntry.self)
    tokenrpc__v1__queue_entry__init(c)
    if let inner = self.publicId {
      c.pointee.public_id = .init(try arena.copy(bytes: inner))
    }
    c.pointee.timestamp_ms = self.timestampMs
    c.pointee.accepted_at_ms = self.acceptedAtMs
    if let inner = self.effectiveness {
      c.pointee.effectiveness = try WireField.encoding("effectiveness", try inner.filled(in: arena))
    }
    c.pointee.queue_position = self.queuePosition
    return c
  }
}

/// One thing that happened to the queue.
public struct QueueEvent: WireMessage {
  public static var fullName: String { "tokenrpc.v1.QueueEvent" }

  /// What happened.
  public var kind: QueueEventKind = .unspecified
  /// Of the record that says so; rising.
  public var sequence: UInt64 = 0
  /// Of that record, Unix ms.
  public var timeMs: UInt64 = 0
  /// Whose requisition, SHA-256(`tokenrpc/queue/1` then the request id).
  public var publicId: Bytes32? = nil
  /// After this event.
  public var queueSize: UInt64 = 0

  public init() {}

  public init(
    kind: QueueEventKind = .unspecified,
    sequence: UInt64 = 0,
    timeMs: UInt64 = 0,
    publicId: Bytes32? = nil,
    queueSize: UInt64 = 0
  ) {
    self.kind = kind
    self.sequence = sequence
    self.timeMs = timeMs
    self.publicId = publicId
    self.queueSize = queueSize
  }
}

extension QueueEvent {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__queue_event__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__queue_event__get_packed_size(c), to: &output) {
      tokenrpc__v1__queue_event__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__QueueEvent>) throws(DecodeError) {
    self.init()
    self.kind = QueueEventKind(rawValue: Int32(truncatingIfNeeded: c.pointee.kind.rawValue))
    self.sequence = c.pointee.sequence
    self.timeMs = c.pointee.time_ms
    self.publicId = try WireField.bytesOrNil(c.pointee.public_id.buffer, "public_id")
    self.queueSize = c.pointee.queue_size
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__QueueEvent> {
    let c = try arena.allocate(Tokenrpc__V1__QueueEvent.self)
    tokenrpc__v1__queue_event__init(c)
    c.pointee.kind = .init(rawValue: .init(truncatingIfNeeded: self.kind.rawValue))
    c.pointee.sequence = self.sequence
    c.pointee.time_ms = self.timeMs
    if let inner = self.publicId {
      c.pointee.public_id = .init(try arena.copy(bytes: inner))
    }
    c.pointee.queue_size = self.queueSize
    return c
  }
}

/// A question to the audit. Without a subject: all events of the realm.
public struct AuditRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.AuditRequest" }

  public var subject: Subject? = nil
  /// Events from this time on, Unix ms; 0: from the first.
  public var sinceMs: UInt64 = 0
  /// Events before this time, Unix ms; 0: no bound.
  public var untilMs: UInt64 = 0
  /// Events after the one with this sequence, as `next` of the part before; 0: from the first.
  public var afterSequence: UInt64 = 0
  /// At most so many, 1 to 1000; 0: 100.
  public var limit: UInt32 = 0

  public init() {}

  public init(
    subject: Subject? = nil,
    sinceMs: UInt64 = 0,
    untilMs: UInt64 = 0,
    afterSequence: UInt64 = 0,
    limit: UInt32 = 0
  ) {
    self.subject = subject
    self.sinceMs = sinceMs
    self.untilMs = untilMs
    self.afterSequence = afterSequence
    self.limit = limit
  }

  public enum Subject: Sendable, Equatable {
    /// Events of the token with this identity.
    case identity(Bytes32)
    /// Events of the token of this request id.
    case requestId(Bytes32)
    /// Events of this user's codes.
    case user(String)
  }
}

extension AuditRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__audit_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__audit_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__audit_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__AuditRequest>) throws(DecodeError) {
    self.init()
    self.sinceMs = c.pointee.since_ms
    self.untilMs = c.pointee.until_ms
    self.afterSequence = c.pointee.after_sequence
    self.limit = c.pointee.limit
    switch c.pointee.subject_case.rawValue {
    case 1:
      self.subject = .identity(try WireField.bytes(c.pointee.identity.buffer, "identity"))
    case 2:
      self.subject = .requestId(try WireField.bytes(c.pointee.request_id.buffer, "request_id"))
    case 3:
      self.subject = .user(try WireField.text(c.pointee.user.buffer, "user"))
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__AuditRequest> {
    let c = try arena.allocate(Tokenrpc__V1__AuditRequest.self)
    tokenrpc__v1__audit_request__init(c)
    c.pointee.since_ms = self.sinceMs
    c.pointee.until_ms = self.untilMs
    c.pointee.after_sequence = self.afterSequence
    c.pointee.limit = self.limit
    switch self.subject {
    case .identity(let value):
      c.pointee.subject_case = .init(rawValue: 1)
      c.pointee.identity = .init(try arena.copy(bytes: value))
    case .requestId(let value):
      c.pointee.subject_case = .init(rawValue: 2)
      c.pointee.request_id = .init(try arena.copy(bytes: value))
    case .user(let value):
      c.pointee.subject_case = .init(rawValue: 3)
      c.pointee.user = .init(try arena.copy(text: value, "user"))
    case nil: break
    }
    return c
  }
}

/// A part of the answer, in the order of the ledger.
public struct AuditReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.AuditReply" }

  /// The events.
  public var events: [AuditEvent] = []
  public var more: More? = nil
  /// Records that the database had when it was asked: what came later is not in here.
  public var savedRecords: UInt64 = 0

  public init() {}

  public init(events: [AuditEvent] = [], more: More? = nil, savedRecords: UInt64 = 0) {
    self.events = events
    self.more = more
    self.savedRecords = savedRecords
  }

  public enum More: Sendable, Equatable {
    /// There are more: ask again after this sequence.
    case next(UInt64)
  }
}

extension AuditReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__audit_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__audit_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__audit_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__AuditReply>) throws(DecodeError) {
    self.init()
    self.events.reserveCapacity(c.pointee.n_events)
    for element in UnsafeBufferPointer(start: c.pointee.events, count: c.pointee.n_events) {
      guard let inner = element else { continue }
      self.events.append(try WireField.decoding("events", try AuditEvent(copying: inner)))
    }
    self.savedRecords = c.pointee.saved_records
    switch c.pointee.more_case.rawValue {
    case 2:
      self.more = .next(c.pointee.next)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__AuditReply> {
    let c = try arena.allocate(Tokenrpc__V1__AuditReply.self)
    tokenrpc__v1__audit_reply__init(c)
    c.pointee.n_events = self.events.count
    c.pointee.events = try arena.copy(array: self.events) {
      (element) throws(EncodeError) in try WireField.encoding("events", try element.filled(in: arena))
    }
    c.pointee.saved_records = self.savedRecords
    switch self.more {
    case .next(let value):
      c.pointee.more_case = .init(rawValue: 2)
      c.pointee.next = value
    case nil: break
    }
    return c
  }
}

/// One event. It never tells an identity, a request id or a code.
public struct AuditEvent: WireMessage {
  public static var fullName: String { "tokenrpc.v1.AuditEvent" }

  /// Sequence of its record: a cursor that stays where it is.
  public var sequence: UInt64 = 0
  /// Unix ms.
  public var timeMs: UInt64 = 0
  /// What happened.
  public var kind: AuditKind = .unspecified
  /// "done", or the reason of a refusal or failure in a word.
  public var result: String = ""
  /// Events that this one stands for: refusals beyond a budget are told together.
  public var count: UInt64 = 0
  /// Who called; 0: nobody in particular.
  public var caller: UInt64 = 0
  /// What the queue shows of the requisition; absent when it is about no token.
  public var publicId: Bytes32? = nil
  /// Height of the token's block; 0: none.
  public var height: UInt64 = 0
  /// The user; empty when it is about none, or the user was erased.
  public var user: String = ""
  /// The code that was meant, by the sequence of the event that issued it; 0: none.
  public var code: UInt64 = 0
  public var limit: Limit? = nil
  /// Uses so far, with this one; 0 unless it is a use.
  public var timesUsed: UInt64 = 0

  public init() {}

  public init(
    sequence: UInt64 = 0,
    timeMs: UInt64 = 0,
    kind: AuditKind = .unspecified,
    result: String = "",
    count: UInt64 = 0,
    caller: UInt64 = 0,
    publicId: Bytes32? = nil,
    height: UInt64 = 0,
    user: String = "",
    code: UInt64 = 0,
    limit: Limit? = nil,
    timesUsed: UInt64 = 0
  ) {
    self.sequence = sequence
    self.timeMs = timeMs
    self.kind = kind
    self.result = result
    self.count = count
    self.caller = caller
    self.publicId = publicId
    self.height = height
    self.user = user
    self.code = code
    self.limit = limit
    self.timesUsed = timesUsed
  }

  public enum Limit: Sendable, Equatable {
    /// Uses left after a use of a usage-limited token.
    case usesLeft(UInt64)
  }
}

extension AuditEvent {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__audit_event__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__audit_event__get_packed_size(c), to: &output) {
      tokenrpc__v1__audit_event__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__AuditEvent>) throws(DecodeError) {
    self.init()
    self.sequence = c.pointee.sequence
    self.timeMs = c.pointee.time_ms
    self.kind = AuditKind(rawValue: Int32(truncatingIfNeeded: c.pointee.kind.rawValue))
    self.result = try WireField.text(c.pointee.result.buffer, "result")
    self.count = c.pointee.count
    self.caller = c.pointee.caller
    self.publicId = try WireField.bytesOrNil(c.pointee.public_id.buffer, "public_id")
    self.height = c.pointee.height
    self.user = try WireField.text(c.pointee.user.buffer, "user")
    self.code = c.pointee.code
    self.timesUsed = c.pointee.times_used
    switch c.pointee.limit_case.rawValue {
    case 11:
      self.limit = .usesLeft(c.pointee.uses_left)
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__AuditEvent> {
    let c = try arena.allocate(Tokenrpc__V1__AuditEvent.self)
    tokenrpc__v1__audit_event__init(c)
    c.pointee.sequence = self.sequence
    c.pointee.time_ms = self.timeMs
    c.pointee.kind = .init(rawValue: .init(truncatingIfNeeded: self.kind.rawValue))
    c.pointee.result = .init(try arena.copy(text: self.result, "result"))
    c.pointee.count = self.count
    c.pointee.caller = self.caller
    if let inner = self.publicId {
      c.pointee.public_id = .init(try arena.copy(bytes: inner))
    }
    c.pointee.height = self.height
    c.pointee.user = .init(try arena.copy(text: self.user, "user"))
    c.pointee.code = self.code
    c.pointee.times_used = self.timesUsed
    switch self.limit {
    case .usesLeft(let value):
      c.pointee.limit_case = .init(rawValue: 11)
      c.pointee.uses_left = value
    case nil: break
    }
    return c
  }
}

/// The rows that `tokenrpc.v1.TokenService` adds to a method table.
public enum TokenServiceMethods {
  /// A user's live code, made when there is none or the last one's period is over. Displaying a code is not a use.
  public static let generate = MethodDescriptor(
    id: 256, fullName: "tokenrpc.v1.TokenService/Generate", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// Asks for a token. Answers when it is mined and durable, or pending when the wait ends.
  public static let request = MethodDescriptor(
    id: 257, fullName: "tokenrpc.v1.TokenService/Request", kind: .unary,
    isIdempotent: false, maxRequestBytes: 0)

  /// Checks a token, or uses it; uses a user's code.
  public static let validate = MethodDescriptor(
    id: 258, fullName: "tokenrpc.v1.TokenService/Validate", kind: .unary,
    isIdempotent: false, maxRequestBytes: 0)

  /// Everything about one token or one user, or about the service itself. Never spends.
  public static let status = MethodDescriptor(
    id: 259, fullName: "tokenrpc.v1.TokenService/Status", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// Ends a token for good, or takes a pending requisition off the queue.
  public static let revoke = MethodDescriptor(
    id: 260, fullName: "tokenrpc.v1.TokenService/Revoke", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// The queue: its size, the pages asked for, then, when following, what happens to it.
  public static let queueStream = MethodDescriptor(
    id: 261, fullName: "tokenrpc.v1.TokenService/QueueStream", kind: .serverStream,
    isIdempotent: true, maxRequestBytes: 0)

  /// Erases what a requisition or a user left in the log, for good.
  public static let erase = MethodDescriptor(
    id: 262, fullName: "tokenrpc.v1.TokenService/Erase", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// Who used what, when, with which result: the events of the ledger, from its database.
  public static let audit = MethodDescriptor(
    id: 263, fullName: "tokenrpc.v1.TokenService/Audit", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [generate, request, validate, status, revoke, queueStream, erase, audit]

  /// The file that declares them and all that it imports.
  public static let descriptors = fileDescriptors
}

/// Tokens and codes: ask for one, see it queued, use it, look it up.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol TokenService: RPCService {
  /// A user's live code, made when there is none or the last one's period is over. Displaying a code is not a use.
  func generate(_ message: GenerateRequest, _ call: UnaryCall<GenerateReply>)
  /// Asks for a token. Answers when it is mined and durable, or pending when the wait ends.
  func request(_ message: RequestRequest, _ call: UnaryCall<RequestReply>)
  /// Checks a token, or uses it; uses a user's code.
  func validate(_ message: ValidateRequest, _ call: UnaryCall<ValidateReply>)
  /// Everything about one token or one user, or about the service itself. Never spends.
  func status(_ message: StatusRequest, _ call: UnaryCall<StatusReply>)
  /// Ends a token for good, or takes a pending requisition off the queue.
  func revoke(_ message: RevokeRequest, _ call: UnaryCall<RevokeReply>)
  /// The queue: its size, the pages asked for, then, when following, what happens to it.
  func queueStream(_ message: QueueStreamRequest, _ call: StreamCall<QueueStreamItem>)
  /// Erases what a requisition or a user left in the log, for good.
  func erase(_ message: EraseRequest, _ call: UnaryCall<EraseReply>)
  /// Who used what, when, with which result: the events of the ledger, from its database.
  func audit(_ message: AuditRequest, _ call: UnaryCall<AuditReply>)
}

extension TokenService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: TokenServiceMethods.generate) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try GenerateRequest(decoding: bytes, in: arena)
        self.generate(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: TokenServiceMethods.request) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try RequestRequest(decoding: bytes, in: arena)
        self.request(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: TokenServiceMethods.validate) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try ValidateRequest(decoding: bytes, in: arena)
        self.validate(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: TokenServiceMethods.status) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try StatusRequest(decoding: bytes, in: arena)
        self.status(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: TokenServiceMethods.revoke) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try RevokeRequest(decoding: bytes, in: arena)
        self.revoke(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: TokenServiceMethods.queueStream) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try QueueStreamRequest(decoding: bytes, in: arena)
        self.queueStream(message, StreamCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: TokenServiceMethods.erase) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try EraseRequest(decoding: bytes, in: arena)
        self.erase(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: TokenServiceMethods.audit) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try AuditRequest(decoding: bytes, in: arena)
        self.audit(message, UnaryCall(context: context, responder: responder, id: call))
      },
    ]
  }

  public var descriptors: DescriptorSet { TokenServiceMethods.descriptors }
}

/// Tokens and codes: ask for one, see it queued, use it, look it up.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleTokenService: TokenService {
  /// A user's live code, made when there is none or the last one's period is over. Displaying a code is not a use.
  func generate(_ message: GenerateRequest, context: CallContext) throws(RPCError) -> GenerateReply
  /// Asks for a token. Answers when it is mined and durable, or pending when the wait ends.
  func request(_ message: RequestRequest, context: CallContext) throws(RPCError) -> RequestReply
  /// Checks a token, or uses it; uses a user's code.
  func validate(_ message: ValidateRequest, context: CallContext) throws(RPCError) -> ValidateReply
  /// Everything about one token or one user, or about the service itself. Never spends.
  func status(_ message: StatusRequest, context: CallContext) throws(RPCError) -> StatusReply
  /// Ends a token for good, or takes a pending requisition off the queue.
  func revoke(_ message: RevokeRequest, context: CallContext) throws(RPCError) -> RevokeReply
  /// The queue: its size, the pages asked for, then, when following, what happens to it.
  func queueStream(_ message: QueueStreamRequest, context: CallContext) throws(RPCError)
    -> @Sendable () -> StreamStep<QueueStreamItem>
  /// Erases what a requisition or a user left in the log, for good.
  func erase(_ message: EraseRequest, context: CallContext) throws(RPCError) -> EraseReply
  /// Who used what, when, with which result: the events of the ledger, from its database.
  func audit(_ message: AuditRequest, context: CallContext) throws(RPCError) -> AuditReply
}

extension SimpleTokenService {
  public func generate(_ message: GenerateRequest, _ call: UnaryCall<GenerateReply>) {
    do throws(RPCError) {
      call.succeed(try generate(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func request(_ message: RequestRequest, _ call: UnaryCall<RequestReply>) {
    do throws(RPCError) {
      call.succeed(try request(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func validate(_ message: ValidateRequest, _ call: UnaryCall<ValidateReply>) {
    do throws(RPCError) {
      call.succeed(try validate(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func status(_ message: StatusRequest, _ call: UnaryCall<StatusReply>) {
    do throws(RPCError) {
      call.succeed(try status(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func revoke(_ message: RevokeRequest, _ call: UnaryCall<RevokeReply>) {
    do throws(RPCError) {
      call.succeed(try revoke(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func queueStream(_ message: QueueStreamRequest, _ call: StreamCall<QueueStreamItem>) {
    do throws(RPCError) {
      call.produce(try queueStream(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func erase(_ message: EraseRequest, _ call: UnaryCall<EraseReply>) {
    do throws(RPCError) {
      call.succeed(try erase(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func audit(_ message: AuditRequest, _ call: UnaryCall<AuditReply>) {
    do throws(RPCError) {
      call.succeed(try audit(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// Tokens and codes: ask for one, see it queued, use it, look it up.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class TokenServiceClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  /// A user's live code, made when there is none or the last one's period is over. Displaying a code is not a use.
  public func generate(
    _ message: GenerateRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GenerateReply {
    try await channel.call(TokenServiceMethods.generate, message, options: options)
  }

  /// A user's live code, made when there is none or the last one's period is over. Displaying a code is not a use.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func generate(
    _ message: GenerateRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<GenerateReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(TokenServiceMethods.generate, message, options: options, completion: completion)
  }

  /// Many calls of `generate` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func generateBatch(
    _ messages: [GenerateRequest], options: CallOptions = CallOptions()
  ) async -> [Result<GenerateReply, RPCError>] {
    await channel.callBatch(TokenServiceMethods.generate, messages, options: options)
  }

  /// Asks for a token. Answers when it is mined and durable, or pending when the wait ends.
  public func request(
    _ message: RequestRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> RequestReply {
    try await channel.call(TokenServiceMethods.request, message, options: options)
  }

  /// Asks for a token. Answers when it is mined and durable, or pending when the wait ends.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func request(
    _ message: RequestRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<RequestReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(TokenServiceMethods.request, message, options: options, completion: completion)
  }

  /// Many calls of `request` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func requestBatch(
    _ messages: [RequestRequest], options: CallOptions = CallOptions()
  ) async -> [Result<RequestReply, RPCError>] {
    await channel.callBatch(TokenServiceMethods.request, messages, options: options)
  }

  /// Checks a token, or uses it; uses a user's code.
  public func validate(
    _ message: ValidateRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ValidateReply {
    try await channel.call(TokenServiceMethods.validate, message, options: options)
  }

  /// Checks a token, or uses it; uses a user's code.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func validate(
    _ message: ValidateRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<ValidateReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(TokenServiceMethods.validate, message, options: options, completion: completion)
  }

  /// Many calls of `validate` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func validateBatch(
    _ messages: [ValidateRequest], options: CallOptions = CallOptions()
  ) async -> [Result<ValidateReply, RPCError>] {
    await channel.callBatch(TokenServiceMethods.validate, messages, options: options)
  }

  /// Everything about one token or one user, or about the service itself. Never spends.
  public func status(
    _ message: StatusRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> StatusReply {
    try await channel.call(TokenServiceMethods.status, message, options: options)
  }

  /// Everything about one token or one user, or about the service itself. Never spends.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func status(
    _ message: StatusRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<StatusReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(TokenServiceMethods.status, message, options: options, completion: completion)
  }

  /// Many calls of `status` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func statusBatch(
    _ messages: [StatusRequest], options: CallOptions = CallOptions()
  ) async -> [Result<StatusReply, RPCError>] {
    await channel.callBatch(TokenServiceMethods.status, messages, options: options)
  }

  /// Ends a token for good, or takes a pending requisition off the queue.
  public func revoke(
    _ message: RevokeRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> RevokeReply {
    try await channel.call(TokenServiceMethods.revoke, message, options: options)
  }

  /// Ends a token for good, or takes a pending requisition off the queue.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func revoke(
    _ message: RevokeRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<RevokeReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(TokenServiceMethods.revoke, message, options: options, completion: completion)
  }

  /// Many calls of `revoke` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func revokeBatch(
    _ messages: [RevokeRequest], options: CallOptions = CallOptions()
  ) async -> [Result<RevokeReply, RPCError>] {
    await channel.callBatch(TokenServiceMethods.revoke, messages, options: options)
  }

  /// The queue: its size, the pages asked for, then, when following, what happens to it.
  ///
  /// The stream may be held as long as one likes; dropped or cancelled, the server is told.
  public func queueStream(
    _ message: QueueStreamRequest, options: CallOptions = CallOptions()
  ) -> ReplyStream<QueueStreamItem> {
    channel.stream(TokenServiceMethods.queueStream, message, options: options)
  }

  /// Calls `body` with the stream of `queueStream` and cancels it when `body` is done.
  nonisolated(nonsending) public func withQueueStream<Value, Failure: Error>(
    _ message: QueueStreamRequest, options: CallOptions = CallOptions(),
    _ body: nonisolated(nonsending) (ReplyStream<QueueStreamItem>) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let stream = queueStream(message, options: options)
    defer { stream.cancel() }
    return try await body(stream)
  }

  /// Erases what a requisition or a user left in the log, for good.
  public func erase(
    _ message: EraseRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> EraseReply {
    try await channel.call(TokenServiceMethods.erase, message, options: options)
  }

  /// Erases what a requisition or a user left in the log, for good.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func erase(
    _ message: EraseRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<EraseReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(TokenServiceMethods.erase, message, options: options, completion: completion)
  }

  /// Many calls of `erase` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func eraseBatch(
    _ messages: [EraseRequest], options: CallOptions = CallOptions()
  ) async -> [Result<EraseReply, RPCError>] {
    await channel.callBatch(TokenServiceMethods.erase, messages, options: options)
  }

  /// Who used what, when, with which result: the events of the ledger, from its database.
  public func audit(
    _ message: AuditRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> AuditReply {
    try await channel.call(TokenServiceMethods.audit, message, options: options)
  }

  /// Who used what, when, with which result: the events of the ledger, from its database.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func audit(
    _ message: AuditRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<AuditReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(TokenServiceMethods.audit, message, options: options, completion: completion)
  }

  /// Many calls of `audit` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func auditBatch(
    _ messages: [AuditRequest], options: CallOptions = CallOptions()
  ) async -> [Result<AuditReply, RPCError>] {
    await channel.callBatch(TokenServiceMethods.audit, messages, options: options)
  }
}

private let fileDescriptors = DescriptorSet(
  .init(
    "google/protobuf/descriptor.proto",
    scalars: """
      \n google/protobuf/descriptor.proto\u{12}\u{f}google.protobuf\"M\n\u{11}FileDescriptorSet\u{12}8\n\u{4}file\
      \u{18}\u{1} \u{3}(\u{b}2$.google.protobuf.FileDescriptorProtoR\u{4}file\"\u{e4}\u{4}\n\u{13}FileDescriptorPr\
      oto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}\u{18}\n\u{7}package\u{18}\u{2} \u{1}(\tR\u{7}\
      package\u{12}\u{1e}\n\ndependency\u{18}\u{3} \u{3}(\tR\ndependency\u{12}+\n\u{11}public_dependency\u{18}\n \
      \u{3}(\u{5}R\u{10}publicDependency\u{12}'\n\u{f}weak_dependency\u{18}\u{b} \u{3}(\u{5}R\u{e}weakDependency\
      \u{12}C\n\u{c}message_type\u{18}\u{4} \u{3}(\u{b}2 .google.protobuf.DescriptorProtoR\u{b}messageType\u{12}A\
      \n\tenum_type\u{18}\u{5} \u{3}(\u{b}2$.google.protobuf.EnumDescriptorProtoR\u{8}enumType\u{12}A\n\u{7}servic\
      e\u{18}\u{6} \u{3}(\u{b}2'.google.protobuf.ServiceDescriptorProtoR\u{7}service\u{12}C\n\textension\u{18}\
      \u{7} \u{3}(\u{b}2%.google.protobuf.FieldDescriptorProtoR\textension\u{12}6\n\u{7}options\u{18}\u{8} \u{1}(\
      \u{b}2\u{1c}.google.protobuf.FileOptionsR\u{7}options\u{12}I\n\u{10}source_code_info\u{18}\t \u{1}(\u{b}2\
      \u{1f}.google.protobuf.SourceCodeInfoR\u{e}sourceCodeInfo\u{12}\u{16}\n\u{6}syntax\u{18}\u{c} \u{1}(\tR\u{6}\
      syntax\"\u{b9}\u{6}\n\u{f}DescriptorProto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12};\n\u{5}\
      field\u{18}\u{2} \u{3}(\u{b}2%.google.protobuf.FieldDescriptorProtoR\u{5}field\u{12}C\n\textension\u{18}\
      \u{6} \u{3}(\u{b}2%.google.protobuf.FieldDescriptorProtoR\textension\u{12}A\n\u{b}nested_type\u{18}\u{3} \
      \u{3}(\u{b}2 .google.protobuf.DescriptorProtoR\nnestedType\u{12}A\n\tenum_type\u{18}\u{4} \u{3}(\u{b}2$.goog\
      le.protobuf.EnumDescriptorProtoR\u{8}enumType\u{12}X\n\u{f}extension_range\u{18}\u{5} \u{3}(\u{b}2/.google.p\
      rotobuf.DescriptorProto.ExtensionRangeR\u{e}extensionRange\u{12}D\n\noneof_decl\u{18}\u{8} \u{3}(\u{b}2%.goo\
      gle.protobuf.OneofDescriptorProtoR\toneofDecl\u{12}9\n\u{7}options\u{18}\u{7} \u{1}(\u{b}2\u{1f}.google.prot\
      obuf.MessageOptionsR\u{7}options\u{12}U\n\u{e}reserved_range\u{18}\t \u{3}(\u{b}2..google.protobuf.Descripto\
      rProto.ReservedRangeR\rreservedRange\u{12}#\n\rreserved_name\u{18}\n \u{3}(\tR\u{c}reservedName\u{1a}z\n\
      \u{e}ExtensionRange\u{12}\u{14}\n\u{5}start\u{18}\u{1} \u{1}(\u{5}R\u{5}start\u{12}\u{10}\n\u{3}end\u{18}\
      \u{2} \u{1}(\u{5}R\u{3}end\u{12}@\n\u{7}options\u{18}\u{3} \u{1}(\u{b}2&.google.protobuf.ExtensionRangeOptio\
      nsR\u{7}options\u{1a}7\n\rReservedRange\u{12}\u{14}\n\u{5}start\u{18}\u{1} \u{1}(\u{5}R\u{5}start\u{12}\
      \u{10}\n\u{3}end\u{18}\u{2} \u{1}(\u{5}R\u{3}end\"|\n\u{15}ExtensionRangeOptions\u{12}X\n\u{14}uninterpreted\
      _option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\
      \u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}\"\u{c1}\u{6}\n\u{14}FieldDescriptorProto\u{12}\u{12}\n\u{4}na\
      me\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}\u{16}\n\u{6}number\u{18}\u{3} \u{1}(\u{5}R\u{6}number\u{12}A\n\u{5}la\
      bel\u{18}\u{4} \u{1}(\u{e}2+.google.protobuf.FieldDescriptorProto.LabelR\u{5}label\u{12}>\n\u{4}type\u{18}\
      \u{5} \u{1}(\u{e}2*.google.protobuf.FieldDescriptorProto.TypeR\u{4}type\u{12}\u{1b}\n\ttype_name\u{18}\u{6} \
      \u{1}(\tR\u{8}typeName\u{12}\u{1a}\n\u{8}extendee\u{18}\u{2} \u{1}(\tR\u{8}extendee\u{12}#\n\rdefault_value\
      \u{18}\u{7} \u{1}(\tR\u{c}defaultValue\u{12}\u{1f}\n\u{b}oneof_index\u{18}\t \u{1}(\u{5}R\noneofIndex\u{12}\
      \u{1b}\n\tjson_name\u{18}\n \u{1}(\tR\u{8}jsonName\u{12}7\n\u{7}options\u{18}\u{8} \u{1}(\u{b}2\u{1d}.google\
      .protobuf.FieldOptionsR\u{7}options\u{12}'\n\u{f}proto3_optional\u{18}\u{11} \u{1}(\u{8}R\u{e}proto3Optional\
      \"\u{b6}\u{2}\n\u{4}Type\u{12}\u{f}\n\u{b}TYPE_DOUBLE\u{10}\u{1}\u{12}\u{e}\n\nTYPE_FLOAT\u{10}\u{2}\u{12}\
      \u{e}\n\nTYPE_INT64\u{10}\u{3}\u{12}\u{f}\n\u{b}TYPE_UINT64\u{10}\u{4}\u{12}\u{e}\n\nTYPE_INT32\u{10}\u{5}\
      \u{12}\u{10}\n\u{c}TYPE_FIXED64\u{10}\u{6}\u{12}\u{10}\n\u{c}TYPE_FIXED32\u{10}\u{7}\u{12}\r\n\tTYPE_BOOL\
      \u{10}\u{8}\u{12}\u{f}\n\u{b}TYPE_STRING\u{10}\t\u{12}\u{e}\n\nTYPE_GROUP\u{10}\n\u{12}\u{10}\n\u{c}TYPE_MES\
      SAGE\u{10}\u{b}\u{12}\u{e}\n\nTYPE_BYTES\u{10}\u{c}\u{12}\u{f}\n\u{b}TYPE_UINT32\u{10}\r\u{12}\r\n\tTYPE_ENU\
      M\u{10}\u{e}\u{12}\u{11}\n\rTYPE_SFIXED32\u{10}\u{f}\u{12}\u{11}\n\rTYPE_SFIXED64\u{10}\u{10}\u{12}\u{f}\n\
      \u{b}TYPE_SINT32\u{10}\u{11}\u{12}\u{f}\n\u{b}TYPE_SINT64\u{10}\u{12}\"C\n\u{5}Label\u{12}\u{12}\n\u{e}LABEL\
      _OPTIONAL\u{10}\u{1}\u{12}\u{12}\n\u{e}LABEL_REQUIRED\u{10}\u{2}\u{12}\u{12}\n\u{e}LABEL_REPEATED\u{10}\u{3}\
      \"c\n\u{14}OneofDescriptorProto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}7\n\u{7}options\
      \u{18}\u{2} \u{1}(\u{b}2\u{1d}.google.protobuf.OneofOptionsR\u{7}options\"\u{e3}\u{2}\n\u{13}EnumDescriptorP\
      roto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}?\n\u{5}value\u{18}\u{2} \u{3}(\u{b}2).google\
      .protobuf.EnumValueDescriptorProtoR\u{5}value\u{12}6\n\u{7}options\u{18}\u{3} \u{1}(\u{b}2\u{1c}.google.prot\
      obuf.EnumOptionsR\u{7}options\u{12}]\n\u{e}reserved_range\u{18}\u{4} \u{3}(\u{b}26.google.protobuf.EnumDescr\
      iptorProto.EnumReservedRangeR\rreservedRange\u{12}#\n\rreserved_name\u{18}\u{5} \u{3}(\tR\u{c}reservedName\
      \u{1a};\n\u{11}EnumReservedRange\u{12}\u{14}\n\u{5}start\u{18}\u{1} \u{1}(\u{5}R\u{5}start\u{12}\u{10}\n\
      \u{3}end\u{18}\u{2} \u{1}(\u{5}R\u{3}end\"\u{83}\u{1}\n\u{18}EnumValueDescriptorProto\u{12}\u{12}\n\u{4}name\
      \u{18}\u{1} \u{1}(\tR\u{4}name\u{12}\u{16}\n\u{6}number\u{18}\u{2} \u{1}(\u{5}R\u{6}number\u{12};\n\u{7}opti\
      ons\u{18}\u{3} \u{1}(\u{b}2!.google.protobuf.EnumValueOptionsR\u{7}options\"\u{a7}\u{1}\n\u{16}ServiceDescri\
      ptorProto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}>\n\u{6}method\u{18}\u{2} \u{3}(\u{b}2&.\
      google.protobuf.MethodDescriptorProtoR\u{6}method\u{12}9\n\u{7}options\u{18}\u{3} \u{1}(\u{b}2\u{1f}.google.\
      protobuf.ServiceOptionsR\u{7}options\"\u{89}\u{2}\n\u{15}MethodDescriptorProto\u{12}\u{12}\n\u{4}name\u{18}\
      \u{1} \u{1}(\tR\u{4}name\u{12}\u{1d}\n\ninput_type\u{18}\u{2} \u{1}(\tR\tinputType\u{12}\u{1f}\n\u{b}output_\
      type\u{18}\u{3} \u{1}(\tR\noutputType\u{12}8\n\u{7}options\u{18}\u{4} \u{1}(\u{b}2\u{1e}.google.protobuf.Met\
      hodOptionsR\u{7}options\u{12}0\n\u{10}client_streaming\u{18}\u{5} \u{1}(\u{8}:\u{5}falseR\u{f}clientStreamin\
      g\u{12}0\n\u{10}server_streaming\u{18}\u{6} \u{1}(\u{8}:\u{5}falseR\u{f}serverStreaming\"\u{91}\t\n\u{b}File\
      Options\u{12}!\n\u{c}java_package\u{18}\u{1} \u{1}(\tR\u{b}javaPackage\u{12}0\n\u{14}java_outer_classname\
      \u{18}\u{8} \u{1}(\tR\u{12}javaOuterClassname\u{12}5\n\u{13}java_multiple_files\u{18}\n \u{1}(\u{8}:\u{5}fal\
      seR\u{11}javaMultipleFiles\u{12}D\n\u{1d}java_generate_equals_and_hash\u{18}\u{14} \u{1}(\u{8}B\u{2}\u{18}\
      \u{1}R\u{19}javaGenerateEqualsAndHash\u{12}:\n\u{16}java_string_check_utf8\u{18}\u{1b} \u{1}(\u{8}:\u{5}fals\
      eR\u{13}javaStringCheckUtf8\u{12}S\n\u{c}optimize_for\u{18}\t \u{1}(\u{e}2).google.protobuf.FileOptions.Opti\
      mizeMode:\u{5}SPEEDR\u{b}optimizeFor\u{12}\u{1d}\n\ngo_package\u{18}\u{b} \u{1}(\tR\tgoPackage\u{12}5\n\
      \u{13}cc_generic_services\u{18}\u{10} \u{1}(\u{8}:\u{5}falseR\u{11}ccGenericServices\u{12}9\n\u{15}java_gene\
      ric_services\u{18}\u{11} \u{1}(\u{8}:\u{5}falseR\u{13}javaGenericServices\u{12}5\n\u{13}py_generic_services\
      \u{18}\u{12} \u{1}(\u{8}:\u{5}falseR\u{11}pyGenericServices\u{12}7\n\u{14}php_generic_services\u{18}* \u{1}(\
      \u{8}:\u{5}falseR\u{12}phpGenericServices\u{12}%\n\ndeprecated\u{18}\u{17} \u{1}(\u{8}:\u{5}falseR\ndeprecat\
      ed\u{12}.\n\u{10}cc_enable_arenas\u{18}\u{1f} \u{1}(\u{8}:\u{4}trueR\u{e}ccEnableArenas\u{12}*\n\u{11}objc_c\
      lass_prefix\u{18}$ \u{1}(\tR\u{f}objcClassPrefix\u{12})\n\u{10}csharp_namespace\u{18}% \u{1}(\tR\u{f}csharpN\
      amespace\u{12}!\n\u{c}swift_prefix\u{18}' \u{1}(\tR\u{b}swiftPrefix\u{12}(\n\u{10}php_class_prefix\u{18}( \
      \u{1}(\tR\u{e}phpClassPrefix\u{12}#\n\rphp_namespace\u{18}) \u{1}(\tR\u{c}phpNamespace\u{12}4\n\u{16}php_met\
      adata_namespace\u{18}, \u{1}(\tR\u{14}phpMetadataNamespace\u{12}!\n\u{c}ruby_package\u{18}- \u{1}(\tR\u{b}ru\
      byPackage\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOpt\
      ionR\u{13}uninterpretedOption\":\n\u{c}OptimizeMode\u{12}\t\n\u{5}SPEED\u{10}\u{1}\u{12}\r\n\tCODE_SIZE\
      \u{10}\u{2}\u{12}\u{10}\n\u{c}LITE_RUNTIME\u{10}\u{3}*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}J\
      \u{4}\u{8}&\u{10}'\"\u{e3}\u{2}\n\u{e}MessageOptions\u{12}<\n\u{17}message_set_wire_format\u{18}\u{1} \u{1}(\
      \u{8}:\u{5}falseR\u{14}messageSetWireFormat\u{12}L\n\u{1f}no_standard_descriptor_accessor\u{18}\u{2} \u{1}(\
      \u{8}:\u{5}falseR\u{1c}noStandardDescriptorAccessor\u{12}%\n\ndeprecated\u{18}\u{3} \u{1}(\u{8}:\u{5}falseR\
      \ndeprecated\u{12}\u{1b}\n\tmap_entry\u{18}\u{7} \u{1}(\u{8}R\u{8}mapEntry\u{12}X\n\u{14}uninterpreted_optio\
      n\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\
      \u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}J\u{4}\u{8}\u{4}\u{10}\u{5}J\u{4}\u{8}\u{5}\u{10}\u{6}J\u{4}\u{8}\
      \u{6}\u{10}\u{7}J\u{4}\u{8}\u{8}\u{10}\tJ\u{4}\u{8}\t\u{10}\n\"\u{92}\u{4}\n\u{c}FieldOptions\u{12}A\n\u{5}c\
      type\u{18}\u{1} \u{1}(\u{e}2#.google.protobuf.FieldOptions.CType:\u{6}STRINGR\u{5}ctype\u{12}\u{16}\n\u{6}pa\
      cked\u{18}\u{2} \u{1}(\u{8}R\u{6}packed\u{12}G\n\u{6}jstype\u{18}\u{6} \u{1}(\u{e}2$.google.protobuf.FieldOp\
      tions.JSType:\tJS_NORMALR\u{6}jstype\u{12}\u{19}\n\u{4}lazy\u{18}\u{5} \u{1}(\u{8}:\u{5}falseR\u{4}lazy\
      \u{12}.\n\u{f}unverified_lazy\u{18}\u{f} \u{1}(\u{8}:\u{5}falseR\u{e}unverifiedLazy\u{12}%\n\ndeprecated\
      \u{18}\u{3} \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}\u{19}\n\u{4}weak\u{18}\n \u{1}(\u{8}:\u{5}falseR\u{4}w\
      eak\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\
      \u{13}uninterpretedOption\"/\n\u{5}CType\u{12}\n\n\u{6}STRING\u{10}\0\u{12}\u{8}\n\u{4}CORD\u{10}\u{1}\u{12}\
      \u{10}\n\u{c}STRING_PIECE\u{10}\u{2}\"5\n\u{6}JSType\u{12}\r\n\tJS_NORMAL\u{10}\0\u{12}\r\n\tJS_STRING\u{10}\
      \u{1}\u{12}\r\n\tJS_NUMBER\u{10}\u{2}*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}J\u{4}\u{8}\u{4}\
      \u{10}\u{5}\"s\n\u{c}OneofOptions\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.p\
      rotobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}\
      \"\u{c0}\u{1}\n\u{b}EnumOptions\u{12}\u{1f}\n\u{b}allow_alias\u{18}\u{2} \u{1}(\u{8}R\nallowAlias\u{12}%\n\n\
      deprecated\u{18}\u{3} \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\
      \u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\
      \u{80}\u{80}\u{80}\u{80}\u{2}J\u{4}\u{8}\u{5}\u{10}\u{6}\"\u{9e}\u{1}\n\u{10}EnumValueOptions\u{12}%\n\ndepr\
      ecated\u{18}\u{1} \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \
      \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\
      \u{80}\u{80}\u{80}\u{2}\"\u{9c}\u{1}\n\u{e}ServiceOptions\u{12}%\n\ndeprecated\u{18}! \u{1}(\u{8}:\u{5}false\
      R\ndeprecated\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.Uninterprete\
      dOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}\"\u{e0}\u{2}\n\rMeth\
      odOptions\u{12}%\n\ndeprecated\u{18}! \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}q\n\u{11}idempotency_level\
      \u{18}\" \u{1}(\u{e}2/.google.protobuf.MethodOptions.IdempotencyLevel:\u{13}IDEMPOTENCY_UNKNOWNR\u{10}idempo\
      tencyLevel\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOp\
      tionR\u{13}uninterpretedOption\"P\n\u{10}IdempotencyLevel\u{12}\u{17}\n\u{13}IDEMPOTENCY_UNKNOWN\u{10}\0\
      \u{12}\u{13}\n\u{f}NO_SIDE_EFFECTS\u{10}\u{1}\u{12}\u{e}\n\nIDEMPOTENT\u{10}\u{2}*\t\u{8}\u{e8}\u{7}\u{10}\
      \u{80}\u{80}\u{80}\u{80}\u{2}\"\u{9a}\u{3}\n\u{13}UninterpretedOption\u{12}A\n\u{4}name\u{18}\u{2} \u{3}(\
      \u{b}2-.google.protobuf.UninterpretedOption.NamePartR\u{4}name\u{12})\n\u{10}identifier_value\u{18}\u{3} \
      \u{1}(\tR\u{f}identifierValue\u{12},\n\u{12}positive_int_value\u{18}\u{4} \u{1}(\u{4}R\u{10}positiveIntValue\
      \u{12},\n\u{12}negative_int_value\u{18}\u{5} \u{1}(\u{3}R\u{10}negativeIntValue\u{12}!\n\u{c}double_value\
      \u{18}\u{6} \u{1}(\u{1}R\u{b}doubleValue\u{12}!\n\u{c}string_value\u{18}\u{7} \u{1}(\u{c}R\u{b}stringValue\
      \u{12}'\n\u{f}aggregate_value\u{18}\u{8} \u{1}(\tR\u{e}aggregateValue\u{1a}J\n\u{8}NamePart\u{12}\u{1b}\n\tn\
      ame_part\u{18}\u{1} \u{2}(\tR\u{8}namePart\u{12}!\n\u{c}is_extension\u{18}\u{2} \u{2}(\u{8}R\u{b}isExtension\
      \"\u{a7}\u{2}\n\u{e}SourceCodeInfo\u{12}D\n\u{8}location\u{18}\u{1} \u{3}(\u{b}2(.google.protobuf.SourceCode\
      Info.LocationR\u{8}location\u{1a}\u{ce}\u{1}\n\u{8}Location\u{12}\u{16}\n\u{4}path\u{18}\u{1} \u{3}(\u{5}B\
      \u{2}\u{10}\u{1}R\u{4}path\u{12}\u{16}\n\u{4}span\u{18}\u{2} \u{3}(\u{5}B\u{2}\u{10}\u{1}R\u{4}span\u{12})\n\
      \u{10}leading_comments\u{18}\u{3} \u{1}(\tR\u{f}leadingComments\u{12}+\n\u{11}trailing_comments\u{18}\u{4} \
      \u{1}(\tR\u{10}trailingComments\u{12}:\n\u{19}leading_detached_comments\u{18}\u{6} \u{3}(\tR\u{17}leadingDet\
      achedComments\"\u{d1}\u{1}\n\u{11}GeneratedCodeInfo\u{12}M\n\nannotation\u{18}\u{1} \u{3}(\u{b}2-.google.pro\
      tobuf.GeneratedCodeInfo.AnnotationR\nannotation\u{1a}m\n\nAnnotation\u{12}\u{16}\n\u{4}path\u{18}\u{1} \u{3}\
      (\u{5}B\u{2}\u{10}\u{1}R\u{4}path\u{12}\u{1f}\n\u{b}source_file\u{18}\u{2} \u{1}(\tR\nsourceFile\u{12}\u{14}\
      \n\u{5}begin\u{18}\u{3} \u{1}(\u{5}R\u{5}begin\u{12}\u{10}\n\u{3}end\u{18}\u{4} \u{1}(\u{5}R\u{3}endB~\n\
      \u{13}com.google.protobufB\u{10}DescriptorProtosH\u{1}Z-google.golang.org/protobuf/types/descriptorpb\u{f8}\
      \u{1}\u{1}\u{a2}\u{2}\u{3}GPB\u{aa}\u{2}\u{1a}Google.Protobuf.Reflection
      """
  ),
  .init(
    "tokenrpc/v1/options.proto",
    scalars: """
      \n\u{19}tokenrpc/v1/options.proto\u{12}\u{b}tokenrpc.v1\u{1a} google/protobuf/descriptor.proto:=\n\tmethod_i\
      d\u{12}\u{1e}.google.protobuf.MethodOptions\u{18}\u{8d}\u{8c}\u{3} \u{1}(\rR\u{8}methodId:L\n\u{11}max_reque\
      st_bytes\u{12}\u{1e}.google.protobuf.MethodOptions\u{18}\u{8e}\u{8c}\u{3} \u{1}(\rR\u{f}maxRequestBytes:B\n\
      \u{c}fixed_length\u{12}\u{1d}.google.protobuf.FieldOptions\u{18}\u{8f}\u{8c}\u{3} \u{1}(\rR\u{b}fixedLengthb\
      \u{6}proto3
      """
  ),
  .init(
    "tokenrpc/v1/token.proto",
    scalars: """
      \n\u{17}tokenrpc/v1/token.proto\u{12}\u{b}tokenrpc.v1\u{1a}\u{19}tokenrpc/v1/options.proto\"x\n\rEffectivene\
      ss\u{12}\u{14}\n\u{4}uses\u{18}\u{1} \u{1}(\u{4}H\0R\u{4}uses\u{12}\u{1b}\n\u{8}until_ms\u{18}\u{2} \u{1}(\
      \u{4}H\u{1}R\u{7}untilMs\u{12}!\n\u{b}duration_ms\u{18}\u{3} \u{1}(\u{4}H\u{1}R\ndurationMsB\u{7}\n\u{5}usag\
      eB\u{8}\n\u{6}period\"R\n\rContentDigest\u{12}\u{1c}\n\u{6}sha256\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\
      \u{18} R\u{6}sha256\u{12}#\n\rcontent_bytes\u{18}\u{2} \u{1}(\u{4}R\u{c}contentBytes\"\u{d8}\u{6}\n\u{5}Toke\
      n\u{12}#\n\nrequest_id\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\trequestId\u{12}!\n\u{c}timestamp_ms\
      \u{18}\u{2} \u{1}(\u{4}R\u{b}timestampMs\u{12}$\n\u{e}accepted_at_ms\u{18}\u{3} \u{1}(\u{4}R\u{c}acceptedAtM\
      s\u{12}+\n\u{e}content_sha256\u{18}\u{4} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\rcontentSha256\u{12}#\n\rcont\
      ent_bytes\u{18}\u{5} \u{1}(\u{4}R\u{c}contentBytes\u{12}*\n\u{11}content_is_digest\u{18}\u{6} \u{1}(\u{8}R\
      \u{f}contentIsDigest\u{12}@\n\reffectiveness\u{18}\u{7} \u{1}(\u{b}2\u{1a}.tokenrpc.v1.EffectivenessR\reffec\
      tiveness\u{12}\"\n\rpush_back_url\u{18}\u{8} \u{1}(\tR\u{b}pushBackUrl\u{12}B\n\u{f}push_back_state\u{18}\t \
      \u{1}(\u{e}2\u{1a}.tokenrpc.v1.PushBackStateR\rpushBackState\u{12}0\n\u{6}status\u{18}\n \u{1}(\u{e}2\u{18}.\
      tokenrpc.v1.TokenStatusR\u{6}status\u{12}A\n\u{e}failure_reason\u{18}\u{b} \u{1}(\u{e}2\u{1a}.tokenrpc.v1.Fa\
      ilureReasonR\rfailureReason\u{12} \n\u{8}identity\u{18}\u{c} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\u{8}ident\
      ity\u{12}\u{16}\n\u{6}height\u{18}\r \u{1}(\u{4}R\u{6}height\u{12}\u{12}\n\u{4}uses\u{18}\u{e} \u{1}(\u{4}R\
      \u{4}uses\u{12}\u{1d}\n\tuses_left\u{18}\u{f} \u{1}(\u{4}H\0R\u{8}usesLeft\u{12}\u{17}\n\u{6}end_ms\u{18}\
      \u{10} \u{1}(\u{4}H\u{1}R\u{5}endMs\u{12}%\n\u{e}queue_position\u{18}\u{11} \u{1}(\u{4}R\rqueuePosition\
      \u{12}\u{16}\n\u{6}header\u{18}\u{12} \u{1}(\u{c}R\u{6}header\u{12}\u{18}\n\u{7}content\u{18}\u{13} \u{1}(\
      \u{c}R\u{7}content\u{12}\u{16}\n\u{6}erased\u{18}\u{14} \u{1}(\u{8}R\u{6}erased\u{12}#\n\rrevoke_reason\
      \u{18}\u{15} \u{1}(\tR\u{c}revokeReason\u{12}\u{18}\n\u{7}damaged\u{18}\u{16} \u{1}(\u{8}R\u{7}damagedB\u{7}\
      \n\u{5}limitB\u{5}\n\u{3}end\"\u{e7}\u{2}\n\u{e}RequestRequest\u{12}\u{14}\n\u{2}id\u{18}\u{1} \u{1}(\u{c}B\
      \u{4}\u{f8}\u{e0}\u{18} R\u{2}id\u{12}!\n\u{c}timestamp_ms\u{18}\u{2} \u{1}(\u{4}R\u{b}timestampMs\u{12}\
      \u{1a}\n\u{7}content\u{18}\u{3} \u{1}(\u{c}H\0R\u{7}content\u{12}C\n\u{e}content_digest\u{18}\u{4} \u{1}(\
      \u{b}2\u{1a}.tokenrpc.v1.ContentDigestH\0R\rcontentDigest\u{12}@\n\reffectiveness\u{18}\u{5} \u{1}(\u{b}2\
      \u{1a}.tokenrpc.v1.EffectivenessR\reffectiveness\u{12}\"\n\rpush_back_url\u{18}\u{6} \u{1}(\tR\u{b}pushBackU\
      rl\u{12}1\n\u{11}holder_commitment\u{18}\u{7} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\u{10}holderCommitment\
      \u{12}\u{17}\n\u{7}wait_ms\u{18}\u{8} \u{1}(\rR\u{6}waitMsB\t\n\u{7}subject\"8\n\u{c}RequestReply\u{12}(\n\
      \u{5}token\u{18}\u{1} \u{1}(\u{b}2\u{12}.tokenrpc.v1.TokenR\u{5}token\"2\n\u{8}UserCode\u{12}\u{12}\n\u{4}us\
      er\u{18}\u{1} \u{1}(\tR\u{4}user\u{12}\u{12}\n\u{4}code\u{18}\u{2} \u{1}(\tR\u{4}code\"\u{e1}\u{1}\n\u{f}Val\
      idateRequest\u{12}\"\n\u{8}identity\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\u{8}identity\u{12}4\
      \n\tuser_code\u{18}\u{2} \u{1}(\u{b}2\u{15}.tokenrpc.v1.UserCodeH\0R\u{8}userCode\u{12}\u{10}\n\u{3}use\
      \u{18}\u{3} \u{1}(\u{8}R\u{3}use\u{12}\u{1a}\n\u{7}content\u{18}\u{4} \u{1}(\u{c}H\u{1}R\u{7}content\u{12}-\
      \n\u{e}content_sha256\u{18}\u{5} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\u{1}R\rcontentSha256B\t\n\u{7}subject\
      B\u{c}\n\ncomparison\"\u{e4}\u{1}\n\rValidateReply\u{12}\u{14}\n\u{5}valid\u{18}\u{1} \u{1}(\u{8}R\u{5}valid\
      \u{12}3\n\u{6}reason\u{18}\u{2} \u{1}(\u{e}2\u{1b}.tokenrpc.v1.ValidateReasonR\u{6}reason\u{12}\u{1d}\n\tuse\
      s_left\u{18}\u{3} \u{1}(\u{4}H\0R\u{8}usesLeft\u{12}\u{17}\n\u{6}end_ms\u{18}\u{4} \u{1}(\u{4}H\u{1}R\u{5}en\
      dMs\u{12}!\n\u{c}seconds_left\u{18}\u{5} \u{1}(\rR\u{b}secondsLeft\u{12}\u{1d}\n\ntimes_used\u{18}\u{6} \
      \u{1}(\u{4}R\ttimesUsedB\u{7}\n\u{5}limitB\u{5}\n\u{3}end\"\u{10}\n\u{e}ServiceSubject\"\u{fc}\u{1}\n\rStatu\
      sRequest\u{12}\"\n\u{8}identity\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\u{8}identity\u{12}%\n\nr\
      equest_id\u{18}\u{2} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\trequestId\u{12}\u{14}\n\u{4}user\u{18}\u{3} \
      \u{1}(\tH\0R\u{4}user\u{12}7\n\u{7}service\u{18}\u{6} \u{1}(\u{b}2\u{1b}.tokenrpc.v1.ServiceSubjectH\0R\u{7}\
      service\u{12}!\n\u{c}with_content\u{18}\u{4} \u{1}(\u{8}R\u{b}withContent\u{12}#\n\rhistory_limit\u{18}\u{5}\
       \u{1}(\rR\u{c}historyLimitB\t\n\u{7}subject\"\u{aa}\u{1}\n\u{b}StatusReply\u{12}*\n\u{5}token\u{18}\u{1} \
      \u{1}(\u{b}2\u{12}.tokenrpc.v1.TokenH\0R\u{5}token\u{12},\n\u{4}user\u{18}\u{2} \u{1}(\u{b}2\u{16}.tokenrpc.\
      v1.UserCodesH\0R\u{4}user\u{12}6\n\u{7}service\u{18}\u{3} \u{1}(\u{b}2\u{1a}.tokenrpc.v1.ServiceStatusH\0R\
      \u{7}serviceB\t\n\u{7}subject\"\u{97}\u{6}\n\rServiceStatus\u{12}\u{16}\n\u{6}kernel\u{18}\u{1} \u{1}(\tR\
      \u{6}kernel\u{12}#\n\rminer_threads\u{18}\u{2} \u{1}(\rR\u{c}minerThreads\u{12}%\n\u{e}mining_threads\u{18}\
      \u{3} \u{1}(\rR\rminingThreads\u{12}*\n\u{11}hashes_per_second\u{18}\u{4} \u{1}(\u{4}R\u{f}hashesPerSecond\
      \u{12}!\n\u{c}hashes_tried\u{18}\u{5} \u{1}(\u{4}R\u{b}hashesTried\u{12}\u{1e}\n\ndifficulty\u{18}\u{6} \
      \u{1}(\rR\ndifficulty\u{12}'\n\u{f}difficulty_bits\u{18}\u{7} \u{1}(\u{1}R\u{e}difficultyBits\u{12}+\n\u{10}\
      fixed_difficulty\u{18}\u{8} \u{1}(\rH\0R\u{f}fixedDifficulty\u{12},\n\u{11}tokens_per_second\u{18}\t \u{1}(\
      \u{1}H\0R\u{f}tokensPerSecond\u{12}*\n\u{11}expected_token_ms\u{18}\n \u{1}(\u{1}R\u{f}expectedTokenMs\u{12}\
      \u{1d}\n\nqueue_size\u{18}\u{b} \u{1}(\u{4}R\tqueueSize\u{12}$\n\u{e}oldest_wait_ms\u{18}\u{c} \u{1}(\u{4}R\
      \u{c}oldestWaitMs\u{12}(\n\u{10}expected_wait_ms\u{18}\r \u{1}(\u{1}R\u{e}expectedWaitMs\u{12}\u{14}\n\u{5}s\
      yncs\u{18}\u{e} \u{1}(\u{4}R\u{5}syncs\u{12}'\n\u{f}records_written\u{18}\u{f} \u{1}(\u{4}R\u{e}recordsWritt\
      en\u{12}#\n\rbytes_written\u{18}\u{10} \u{1}(\u{4}R\u{c}bytesWritten\u{12}&\n\u{f}sync_p50_micros\u{18}\
      \u{11} \u{1}(\u{4}R\rsyncP50Micros\u{12}&\n\u{f}sync_p99_micros\u{18}\u{12} \u{1}(\u{4}R\rsyncP99Micros\
      \u{12}&\n\u{f}sync_max_micros\u{18}\u{13} \u{1}(\u{4}R\rsyncMaxMicros\u{12}.\n\u{5}scrub\u{18}\u{14} \u{1}(\
      \u{b}2\u{18}.tokenrpc.v1.ScrubStatusR\u{5}scrubB\u{8}\n\u{6}policy\"\u{b0}\u{1}\n\u{b}ScrubStatus\u{12}\
      \u{16}\n\u{6}rounds\u{18}\u{1} \u{1}(\u{4}R\u{6}rounds\u{12}\u{14}\n\u{5}bytes\u{18}\u{2} \u{1}(\u{4}R\u{5}b\
      ytes\u{12}\u{18}\n\u{7}segment\u{18}\u{3} \u{1}(\rR\u{7}segment\u{12}\u{16}\n\u{6}offset\u{18}\u{4} \u{1}(\
      \u{4}R\u{6}offset\u{12}\u{1a}\n\u{8}findings\u{18}\u{5} \u{1}(\u{4}R\u{8}findings\u{12}%\n\u{e}damaged_token\
      s\u{18}\u{6} \u{1}(\u{4}R\rdamagedTokens\"\u{b8}\u{1}\n\tCodeFacts\u{12}\u{1d}\n\ncreated_ms\u{18}\u{1} \
      \u{1}(\u{4}R\tcreatedMs\u{12}\u{15}\n\u{6}end_ms\u{18}\u{2} \u{1}(\u{4}R\u{5}endMs\u{12}\u{1d}\n\ntimes_used\
      \u{18}\u{3} \u{1}(\u{4}R\ttimesUsed\u{12}\u{1a}\n\u{8}refusals\u{18}\u{4} \u{1}(\u{4}R\u{8}refusals\u{12}\
      \u{12}\n\u{4}died\u{18}\u{5} \u{1}(\u{8}R\u{4}died\u{12}\u{1d}\n\tuses_left\u{18}\u{6} \u{1}(\u{4}H\0R\u{8}u\
      sesLeftB\u{7}\n\u{5}limit\"\u{af}\u{1}\n\tUserCodes\u{12}*\n\u{4}live\u{18}\u{1} \u{1}(\u{b}2\u{16}.tokenrpc\
      .v1.CodeFactsR\u{4}live\u{12}0\n\u{7}history\u{18}\u{2} \u{3}(\u{b}2\u{16}.tokenrpc.v1.CodeFactsR\u{7}histor\
      y\u{12}!\n\u{c}seconds_left\u{18}\u{3} \u{1}(\rR\u{b}secondsLeft\u{12}!\n\u{c}codes_issued\u{18}\u{4} \u{1}(\
      \u{4}R\u{b}codesIssued\"}\n\rRevokeRequest\u{12}\"\n\u{8}identity\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\
      \u{18} H\0R\u{8}identity\u{12}%\n\nrequest_id\u{18}\u{2} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\trequestId\
      \u{12}\u{16}\n\u{6}reason\u{18}\u{3} \u{1}(\tR\u{6}reasonB\t\n\u{7}subject\"\u{82}\u{1}\n\u{b}RevokeReply\
      \u{12}0\n\u{6}status\u{18}\u{1} \u{1}(\u{e}2\u{18}.tokenrpc.v1.TokenStatusR\u{6}status\u{12}A\n\u{e}failure_\
      reason\u{18}\u{2} \u{1}(\u{e}2\u{1a}.tokenrpc.v1.FailureReasonR\rfailureReason\"V\n\u{c}EraseRequest\u{12}%\
      \n\nrequest_id\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\trequestId\u{12}\u{14}\n\u{4}user\u{18}\
      \u{2} \u{1}(\tH\0R\u{4}userB\t\n\u{7}subject\"\u{99}\u{2}\n\nEraseReply\u{12}\u{1d}\n\nrequest_id\u{18}\u{1}\
       \u{1}(\u{8}R\trequestId\u{12}\u{18}\n\u{7}content\u{18}\u{2} \u{1}(\u{8}R\u{7}content\u{12}\u{10}\n\u{3}url\
      \u{18}\u{3} \u{1}(\u{8}R\u{3}url\u{12}#\n\rrevoke_reason\u{18}\u{4} \u{1}(\u{8}R\u{c}revokeReason\u{12}\
      \u{12}\n\u{4}name\u{18}\u{5} \u{1}(\u{8}R\u{4}name\u{12}\u{12}\n\u{4}code\u{18}\u{6} \u{1}(\u{8}R\u{4}code\
      \u{12}0\n\u{6}status\u{18}\u{7} \u{1}(\u{e}2\u{18}.tokenrpc.v1.TokenStatusR\u{6}status\u{12}A\n\u{e}failure_\
      reason\u{18}\u{8} \u{1}(\u{e}2\u{1a}.tokenrpc.v1.FailureReasonR\rfailureReason\"%\n\u{f}GenerateRequest\
      \u{12}\u{12}\n\u{4}user\u{18}\u{1} \u{1}(\tR\u{4}user\"\u{9b}\u{1}\n\rGenerateReply\u{12}\u{12}\n\u{4}code\
      \u{18}\u{1} \u{1}(\tR\u{4}code\u{12}\u{1d}\n\ncreated_ms\u{18}\u{2} \u{1}(\u{4}R\tcreatedMs\u{12}!\n\u{c}sec\
      onds_left\u{18}\u{3} \u{1}(\rR\u{b}secondsLeft\u{12}\u{1d}\n\ntimes_used\u{18}\u{4} \u{1}(\u{4}R\ttimesUsed\
      \u{12}\u{15}\n\u{6}is_new\u{18}\u{5} \u{1}(\u{8}R\u{5}isNew\"\u{92}\u{1}\n\u{12}QueueStreamRequest\u{12}\
      \u{14}\n\u{5}pages\u{18}\u{1} \u{3}(\u{4}R\u{5}pages\u{12}\u{1b}\n\tpage_size\u{18}\u{2} \u{1}(\rR\u{8}pageS\
      ize\u{12}\u{16}\n\u{6}follow\u{18}\u{3} \u{1}(\u{8}R\u{6}follow\u{12}'\n\u{e}after_sequence\u{18}\u{4} \u{1}\
      (\u{4}H\0R\rafterSequenceB\u{8}\n\u{6}resume\"\u{a6}\u{1}\n\u{f}QueueStreamItem\u{12},\n\u{4}size\u{18}\u{1}\
       \u{1}(\u{b}2\u{16}.tokenrpc.v1.QueueSizeH\0R\u{4}size\u{12},\n\u{4}page\u{18}\u{2} \u{1}(\u{b}2\u{16}.token\
      rpc.v1.QueuePageH\0R\u{4}page\u{12}/\n\u{5}event\u{18}\u{3} \u{1}(\u{b}2\u{17}.tokenrpc.v1.QueueEventH\0R\
      \u{5}eventB\u{6}\n\u{4}item\"\u{98}\u{1}\n\tQueueSize\u{12}\u{1d}\n\nqueue_size\u{18}\u{1} \u{1}(\u{4}R\tque\
      ueSize\u{12}\u{1d}\n\npage_count\u{18}\u{2} \u{1}(\u{4}R\tpageCount\u{12}\u{1b}\n\tpage_size\u{18}\u{3} \
      \u{1}(\rR\u{8}pageSize\u{12}\u{14}\n\u{5}pages\u{18}\u{4} \u{3}(\u{4}R\u{5}pages\u{12}\u{1a}\n\u{8}sequence\
      \u{18}\u{5} \u{1}(\u{4}R\u{8}sequence\"\u{9f}\u{1}\n\tQueuePage\u{12}\u{1f}\n\u{b}page_number\u{18}\u{1} \
      \u{1}(\u{4}R\npageNumber\u{12}\u{1b}\n\tpage_size\u{18}\u{2} \u{1}(\rR\u{8}pageSize\u{12}6\n\nqueue_page\
      \u{18}\u{3} \u{3}(\u{b}2\u{17}.tokenrpc.v1.QueueEntryR\tqueuePage\u{12}\u{1c}\n\tcontinued\u{18}\u{4} \u{1}(\
      \u{8}R\tcontinued\"\u{e1}\u{1}\n\nQueueEntry\u{12}!\n\tpublic_id\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\
      \u{18} R\u{8}publicId\u{12}!\n\u{c}timestamp_ms\u{18}\u{2} \u{1}(\u{4}R\u{b}timestampMs\u{12}$\n\u{e}accepte\
      d_at_ms\u{18}\u{3} \u{1}(\u{4}R\u{c}acceptedAtMs\u{12}@\n\reffectiveness\u{18}\u{4} \u{1}(\u{b}2\u{1a}.token\
      rpc.v1.EffectivenessR\reffectiveness\u{12}%\n\u{e}queue_position\u{18}\u{5} \u{1}(\u{4}R\rqueuePosition\"\
      \u{b4}\u{1}\n\nQueueEvent\u{12}/\n\u{4}kind\u{18}\u{1} \u{1}(\u{e}2\u{1b}.tokenrpc.v1.QueueEventKindR\u{4}ki\
      nd\u{12}\u{1a}\n\u{8}sequence\u{18}\u{2} \u{1}(\u{4}R\u{8}sequence\u{12}\u{17}\n\u{7}time_ms\u{18}\u{3} \
      \u{1}(\u{4}R\u{6}timeMs\u{12}!\n\tpublic_id\u{18}\u{4} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\u{8}publicId\
      \u{12}\u{1d}\n\nqueue_size\u{18}\u{5} \u{1}(\u{4}R\tqueueSize\"\u{ed}\u{1}\n\u{c}AuditRequest\u{12}\"\n\u{8}\
      identity\u{18}\u{1} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\u{8}identity\u{12}%\n\nrequest_id\u{18}\u{2} \
      \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\trequestId\u{12}\u{14}\n\u{4}user\u{18}\u{3} \u{1}(\tH\0R\u{4}user\
      \u{12}\u{19}\n\u{8}since_ms\u{18}\u{4} \u{1}(\u{4}R\u{7}sinceMs\u{12}\u{19}\n\u{8}until_ms\u{18}\u{5} \u{1}(\
      \u{4}R\u{7}untilMs\u{12}%\n\u{e}after_sequence\u{18}\u{6} \u{1}(\u{4}R\rafterSequence\u{12}\u{14}\n\u{5}limi\
      t\u{18}\u{7} \u{1}(\rR\u{5}limitB\t\n\u{7}subject\"\u{80}\u{1}\n\nAuditReply\u{12}/\n\u{6}events\u{18}\u{1} \
      \u{3}(\u{b}2\u{17}.tokenrpc.v1.AuditEventR\u{6}events\u{12}\u{14}\n\u{4}next\u{18}\u{2} \u{1}(\u{4}H\0R\u{4}\
      next\u{12}#\n\rsaved_records\u{18}\u{3} \u{1}(\u{4}R\u{c}savedRecordsB\u{6}\n\u{4}more\"\u{dd}\u{2}\n\nAudit\
      Event\u{12}\u{1a}\n\u{8}sequence\u{18}\u{1} \u{1}(\u{4}R\u{8}sequence\u{12}\u{17}\n\u{7}time_ms\u{18}\u{2} \
      \u{1}(\u{4}R\u{6}timeMs\u{12}*\n\u{4}kind\u{18}\u{3} \u{1}(\u{e}2\u{16}.tokenrpc.v1.AuditKindR\u{4}kind\
      \u{12}\u{16}\n\u{6}result\u{18}\u{4} \u{1}(\tR\u{6}result\u{12}\u{14}\n\u{5}count\u{18}\u{5} \u{1}(\u{4}R\
      \u{5}count\u{12}\u{16}\n\u{6}caller\u{18}\u{6} \u{1}(\u{4}R\u{6}caller\u{12}!\n\tpublic_id\u{18}\u{7} \u{1}(\
      \u{c}B\u{4}\u{f8}\u{e0}\u{18} R\u{8}publicId\u{12}\u{16}\n\u{6}height\u{18}\u{8} \u{1}(\u{4}R\u{6}height\
      \u{12}\u{12}\n\u{4}user\u{18}\t \u{1}(\tR\u{4}user\u{12}\u{12}\n\u{4}code\u{18}\n \u{1}(\u{4}R\u{4}code\
      \u{12}\u{1d}\n\tuses_left\u{18}\u{b} \u{1}(\u{4}H\0R\u{8}usesLeft\u{12}\u{1d}\n\ntimes_used\u{18}\u{c} \u{1}\
      (\u{4}R\ttimesUsedB\u{7}\n\u{5}limit*\u{c4}\u{1}\n\u{b}TokenStatus\u{12}\u{1c}\n\u{18}TOKEN_STATUS_UNSPECIFI\
      ED\u{10}\0\u{12}\u{18}\n\u{14}TOKEN_STATUS_PENDING\u{10}\u{1}\u{12}\u{18}\n\u{14}TOKEN_STATUS_SUCCESS\u{10}\
      \u{2}\u{12}\u{16}\n\u{12}TOKEN_STATUS_SPENT\u{10}\u{3}\u{12}\u{18}\n\u{14}TOKEN_STATUS_EXPIRED\u{10}\u{4}\
      \u{12}\u{18}\n\u{14}TOKEN_STATUS_REVOKED\u{10}\u{5}\u{12}\u{17}\n\u{13}TOKEN_STATUS_FAILED\u{10}\u{6}*{\n\rF\
      ailureReason\u{12}\u{17}\n\u{13}FAILURE_REASON_NONE\u{10}\0\u{12}\u{1a}\n\u{16}FAILURE_REASON_EXPIRED\u{10}\
      \u{1}\u{12}\u{1a}\n\u{16}FAILURE_REASON_REVOKED\u{10}\u{2}\u{12}\u{19}\n\u{15}FAILURE_REASON_ERASED\u{10}\
      \u{3}*E\n\rPushBackState\u{12}\u{18}\n\u{14}PUSH_BACK_STATE_NONE\u{10}\0\u{12}\u{1a}\n\u{16}PUSH_BACK_STATE_\
      STORED\u{10}\u{1}*\u{f3}\u{1}\n\u{e}ValidateReason\u{12}\u{18}\n\u{14}VALIDATE_REASON_NONE\u{10}\0\u{12}\
      \u{1b}\n\u{17}VALIDATE_REASON_UNKNOWN\u{10}\u{1}\u{12}\u{19}\n\u{15}VALIDATE_REASON_SPENT\u{10}\u{2}\u{12}\
      \u{1b}\n\u{17}VALIDATE_REASON_EXPIRED\u{10}\u{3}\u{12}\u{1b}\n\u{17}VALIDATE_REASON_REVOKED\u{10}\u{4}\u{12}\
      \u{1b}\n\u{17}VALIDATE_REASON_DAMAGED\u{10}\u{5}\u{12}\u{1b}\n\u{17}VALIDATE_REASON_CONTENT\u{10}\u{6}\u{12}\
      \u{1b}\n\u{17}VALIDATE_REASON_REFUSED\u{10}\u{7}*\u{89}\u{1}\n\u{e}QueueEventKind\u{12} \n\u{1c}QUEUE_EVENT_\
      KIND_UNSPECIFIED\u{10}\0\u{12}\u{1b}\n\u{17}QUEUE_EVENT_KIND_QUEUED\u{10}\u{1}\u{12}\u{1b}\n\u{17}QUEUE_EVEN\
      T_KIND_SEALED\u{10}\u{2}\u{12}\u{1b}\n\u{17}QUEUE_EVENT_KIND_FAILED\u{10}\u{3}*\u{f0}\u{2}\n\tAuditKind\
      \u{12}\u{1a}\n\u{16}AUDIT_KIND_UNSPECIFIED\u{10}\0\u{12}\u{18}\n\u{14}AUDIT_KIND_REQUESTED\u{10}\u{1}\u{12}\
      \u{15}\n\u{11}AUDIT_KIND_SEALED\u{10}\u{2}\u{12}\u{15}\n\u{11}AUDIT_KIND_FAILED\u{10}\u{3}\u{12}\u{13}\n\
      \u{f}AUDIT_KIND_USED\u{10}\u{4}\u{12}\u{16}\n\u{12}AUDIT_KIND_REFUSED\u{10}\u{5}\u{12}\u{16}\n\u{12}AUDIT_KI\
      ND_REVOKED\u{10}\u{6}\u{12}\u{19}\n\u{15}AUDIT_KIND_USER_NAMED\u{10}\u{7}\u{12}\u{1a}\n\u{16}AUDIT_KIND_CODE\
      _ISSUED\u{10}\u{8}\u{12}\u{18}\n\u{14}AUDIT_KIND_CODE_USED\u{10}\t\u{12}\u{1b}\n\u{17}AUDIT_KIND_CODE_REFUSE\
      D\u{10}\n\u{12}\u{15}\n\u{11}AUDIT_KIND_ERASED\u{10}\u{b}\u{12}\u{15}\n\u{11}AUDIT_KIND_OPENED\u{10}\u{c}\
      \u{12}\u{1e}\n\u{1a}AUDIT_KIND_CLOCK_CORRECTED\u{10}\r2\u{f1}\u{4}\n\u{c}TokenService\u{12}N\n\u{8}Generate\
      \u{12}\u{1c}.tokenrpc.v1.GenerateRequest\u{1a}\u{1a}.tokenrpc.v1.GenerateReply\"\u{8}\u{90}\u{2}\u{2}\u{e8}\
      \u{e0}\u{18}\u{80}\u{2}\u{12}H\n\u{7}Request\u{12}\u{1b}.tokenrpc.v1.RequestRequest\u{1a}\u{19}.tokenrpc.v1.\
      RequestReply\"\u{5}\u{e8}\u{e0}\u{18}\u{81}\u{2}\u{12}K\n\u{8}Validate\u{12}\u{1c}.tokenrpc.v1.ValidateReque\
      st\u{1a}\u{1a}.tokenrpc.v1.ValidateReply\"\u{5}\u{e8}\u{e0}\u{18}\u{82}\u{2}\u{12}H\n\u{6}Status\u{12}\u{1a}\
      .tokenrpc.v1.StatusRequest\u{1a}\u{18}.tokenrpc.v1.StatusReply\"\u{8}\u{90}\u{2}\u{1}\u{e8}\u{e0}\u{18}\
      \u{83}\u{2}\u{12}H\n\u{6}Revoke\u{12}\u{1a}.tokenrpc.v1.RevokeRequest\u{1a}\u{18}.tokenrpc.v1.RevokeReply\"\
      \u{8}\u{90}\u{2}\u{2}\u{e8}\u{e0}\u{18}\u{84}\u{2}\u{12}X\n\u{b}QueueStream\u{12}\u{1f}.tokenrpc.v1.QueueStr\
      eamRequest\u{1a}\u{1c}.tokenrpc.v1.QueueStreamItem\"\u{8}\u{90}\u{2}\u{1}\u{e8}\u{e0}\u{18}\u{85}\u{2}0\u{1}\
      \u{12}E\n\u{5}Erase\u{12}\u{19}.tokenrpc.v1.EraseRequest\u{1a}\u{17}.tokenrpc.v1.EraseReply\"\u{8}\u{90}\
      \u{2}\u{2}\u{e8}\u{e0}\u{18}\u{86}\u{2}\u{12}E\n\u{5}Audit\u{12}\u{19}.tokenrpc.v1.AuditRequest\u{1a}\u{17}.\
      tokenrpc.v1.AuditReply\"\u{8}\u{90}\u{2}\u{1}\u{e8}\u{e0}\u{18}\u{87}\u{2}J\u{85}l\n\u{b8}\u{2}\n\u{1}\u{c}\
      \u{1a}\u{b2}\u{2} token.proto: the token service: requisitions, mined tokens, users' codes and the queue.\n\
      \n Times are Unix milliseconds in UTC. Identities and digests are 32 bytes in SHA-256's own order; as text a\
      n identity\n is the reversed bytes in hex, so that its zeros stand in front, and everything else is plain he\
      x.\n\nI\n\u{2}\u{6}\0\u{1a}C Tokens and codes: ask for one, see it queued, use it, look it up.\n\nw\n\u{4}\
      \u{6}\0\u{2}\0\u{1a}o A user's live code, made when there is none or the last one's period is over. Displayi\
      ng a code is not a use.\n\n`\n\u{4}\u{6}\0\u{2}\u{1}\u{1a}X Asks for a token. Answers when it is mined and d\
      urable, or pending when the wait ends.\n\n9\n\u{4}\u{6}\0\u{2}\u{2}\u{1a}1 Checks a token, or uses it; uses \
      a user's code.\n\n\\\n\u{4}\u{6}\0\u{2}\u{3}\u{1a}T Everything about one token or one user, or about the ser\
      vice itself. Never spends.\n\nN\n\u{4}\u{6}\0\u{2}\u{4}\u{1a}F Ends a token for good, or takes a pending req\
      uisition off the queue.\n\n]\n\u{4}\u{6}\0\u{2}\u{5}\u{1a}U The queue: its size, the pages asked for, then, \
      when following, what happens to it.\n\nH\n\u{4}\u{6}\0\u{2}\u{6}\u{1a}@ Erases what a requisition or a user \
      left in the log, for good.\n\n^\n\u{4}\u{6}\0\u{2}\u{7}\u{1a}V Who used what, when, with which result: the e\
      vents of the ledger, from its database.\n\nM\n\u{2}\u{4}\0\u{1a}G How long and how often a token is valid. N\
      o field set: without limit.\n\n5\n\u{4}\u{4}\0\u{2}\0\u{1a}- It can be used this many times, at least 1.\n\n\
      H\n\u{4}\u{4}\0\u{2}\u{1}\u{1a}@ It is valid until this instant, Unix ms; not later means over.\n\nU\n\u{4}\
      \u{4}\0\u{2}\u{2}\u{1a}M It is valid for this long from the moment the token is made, at least 1 ms.\n\n;\n\
      \u{2}\u{4}\u{1}\u{1a}5 The SHA-256 of content that the service never sees.\n\n+\n\u{4}\u{4}\u{1}\u{2}\0\
      \u{1a}# SHA-256 of the content; required.\n\n=\n\u{4}\u{4}\u{1}\u{2}\u{1}\u{1a}5 How long that content is in\
       bytes; 0 when not told.\n\n\u{1c}\n\u{2}\u{5}\0\u{1a}\u{16} The life of a token.\n\n\u{15}\n\u{4}\u{5}\0\
      \u{2}\0\u{1a}\r Never sent.\n\n \n\u{4}\u{5}\0\u{2}\u{1}\u{1a}\u{18} Queued, not mined yet.\n\n\u{1c}\n\u{4}\
      \u{5}\0\u{2}\u{2}\u{1a}\u{14} Mined and durable.\n\n\u{1d}\n\u{4}\u{5}\0\u{2}\u{3}\u{1a}\u{15} All uses are \
      spent.\n\n\u{1b}\n\u{4}\u{5}\0\u{2}\u{4}\u{1a}\u{13} Its time is over.\n\n\u{1c}\n\u{4}\u{5}\0\u{2}\u{5}\
      \u{1a}\u{14} Somebody ended it.\n\n5\n\u{4}\u{5}\0\u{2}\u{6}\u{1a}- It left the queue without becoming a tok\
      en.\n\n!\n\u{2}\u{5}\u{1}\u{1a}\u{1b} Why a requisition failed.\n\n\u{1c}\n\u{4}\u{5}\u{1}\u{2}\0\u{1a}\
      \u{14} It has not failed.\n\n0\n\u{4}\u{5}\u{1}\u{2}\u{1}\u{1a}( Its time was over before it was mined.\n\n&\
      \n\u{4}\u{5}\u{1}\u{2}\u{2}\u{1a}\u{1e} It was revoked in the queue.\n\n%\n\u{4}\u{5}\u{1}\u{2}\u{3}\u{1a}\
      \u{1d} It was erased in the queue.\n\n+\n\u{2}\u{5}\u{2}\u{1a}% Whether the push-back URL was told.\n\n$\n\
      \u{4}\u{5}\u{2}\u{2}\0\u{1a}\u{1c} There is no push-back URL.\n\n9\n\u{4}\u{5}\u{2}\u{2}\u{1}\u{1a}1 The URL\
       is stored; nothing has been sent to it.\n\n.\n\u{2}\u{4}\u{2}\u{1a}( A requisition and the token it became.\
      \n\nO\n\u{4}\u{4}\u{2}\u{2}\0\u{1a}G The requisition's id, a secret like the identity; absent once erased.\n\
      \n?\n\u{4}\u{4}\u{2}\u{2}\u{1}\u{1a}7 The client's own time of asking; 0 when it told none.\n\n4\n\u{4}\u{4}\
      \u{2}\u{2}\u{2}\u{1a}, When the service accepted the requisition.\n\n5\n\u{4}\u{4}\u{2}\u{2}\u{3}\u{1a}- SHA\
      -256 of the content; absent once erased.\n\nZ\n\u{4}\u{4}\u{2}\u{2}\u{4}\u{1a}R Length of the content in byt\
      es; 0 with `content_is_digest` when it was not told.\n\n-\n\u{4}\u{4}\u{2}\u{2}\u{5}\u{1a}% The service hold\
      s the digest alone.\n\n\u{1e}\n\u{4}\u{4}\u{2}\u{2}\u{6}\u{1a}\u{16} As it was asked for.\n\n\u{16}\n\u{4}\
      \u{4}\u{2}\u{2}\u{7}\u{1a}\u{e} Empty: none.\n\n#\n\u{4}\u{4}\u{2}\u{2}\u{8}\u{1a}\u{1b} Whether the URL was\
       told.\n\n\"\n\u{4}\u{4}\u{2}\u{2}\t\u{1a}\u{1a} Where in its life it is.\n\n'\n\u{4}\u{4}\u{2}\u{2}\n\u{1a}\
      \u{1f} Why, when `status` is FAILED.\n\n#\n\u{4}\u{4}\u{2}\u{2}\u{b}\u{1a}\u{1b} Absent until it is mined.\n\
      \n;\n\u{4}\u{4}\u{2}\u{2}\u{c}\u{1a}3 Height of its block, from 1; 0 until it is mined.\n\n\u{16}\n\u{4}\
      \u{4}\u{2}\u{2}\r\u{1a}\u{e} Uses so far.\n\n+\n\u{4}\u{4}\u{2}\u{2}\u{e}\u{1a}# Present on a usage-limited \
      token.\n\nP\n\u{4}\u{4}\u{2}\u{2}\u{f}\u{1a}H The instant it ends, Unix ms; present when it has one and it i\
      s known.\n\n@\n\u{4}\u{4}\u{2}\u{2}\u{10}\u{1a}8 Place in the queue while pending, from 1; 0 otherwise.\n\nu\
      \n\u{4}\u{4}\u{2}\u{2}\u{11}\u{1a}m The 116 bytes of its block's header, so that the holder can check the bl\
      ock alone; empty until it is mined.\n\n'\n\u{4}\u{4}\u{2}\u{2}\u{12}\u{1a}\u{1f} Only when asked for and hel\
      d.\n\nJ\n\u{4}\u{4}\u{2}\u{2}\u{13}\u{1a}B The attachments were erased; id, content and URL may be missing.\
      \n\n/\n\u{4}\u{4}\u{2}\u{2}\u{14}\u{1a}' The reason given when it was revoked.\n\nP\n\u{4}\u{4}\u{2}\u{2}\
      \u{15}\u{1a}H Its record was found damaged on the disk: every check and use says no.\n\n\u{19}\n\u{2}\u{4}\
      \u{3}\u{1a}\u{13} Asks for a token.\n\nV\n\u{4}\u{4}\u{3}\u{2}\0\u{1a}N Chosen by the client so that it can \
      ask again; absent: the server makes one.\n\n<\n\u{4}\u{4}\u{3}\u{2}\u{1}\u{1a}4 The client's time of asking,\
       Unix ms; 0: not told.\n\nI\n\u{4}\u{4}\u{3}\u{2}\u{2}\u{1a}A Up to 65,536 bytes. Neither this nor the diges\
      t: empty content.\n\n>\n\u{4}\u{4}\u{3}\u{2}\u{3}\u{1a}6 For content that is larger or stays with the client\
      .\n\n \n\u{4}\u{4}\u{3}\u{2}\u{4}\u{1a}\u{18} Absent: without limit.\n\nn\n\u{4}\u{4}\u{3}\u{2}\u{5}\u{1a}f \
      Absolute http or https, at most 2,048 bytes, no user info; empty: none. Stored; nothing is sent yet.\n\n]\n\
      \u{4}\u{4}\u{3}\u{2}\u{6}\u{1a}U SHA-256 of a secret that a use must present. Not built yet: answered UNIMPL\
      EMENTED.\n\nZ\n\u{4}\u{4}\u{3}\u{2}\u{7}\u{1a}R How long to wait for the token in ms, at most 86,400,000 (a \
      day); 0: not at all.\n\n9\n\u{2}\u{4}\u{4}\u{1a}3 The requisition as it stands when it is answered.\n\nJ\n\
      \u{4}\u{4}\u{4}\u{2}\0\u{1a}B Status success, or pending when the wait ended first, or failed.\n\n:\n\u{2}\
      \u{4}\u{5}\u{1a}4 A user's name and the code somebody offers for it.\n\n\u{19}\n\u{4}\u{4}\u{5}\u{2}\0\u{1a}\
      \u{11} 1 to 256 bytes.\n\nR\n\u{4}\u{4}\u{5}\u{2}\u{1}\u{1a}J ASCII digits, exactly as many as the service i\
      ssues; nothing is trimmed.\n\n!\n\u{2}\u{5}\u{3}\u{1a}\u{1b} Why a validation said no.\n\n\u{16}\n\u{4}\u{5}\
      \u{3}\u{2}\0\u{1a}\u{e} It said yes.\n\n!\n\u{4}\u{5}\u{3}\u{2}\u{1}\u{1a}\u{19} There is no such token.\n\n\
      !\n\u{4}\u{5}\u{3}\u{2}\u{2}\u{1a}\u{19} All its uses are spent.\n\n\u{1b}\n\u{4}\u{5}\u{3}\u{2}\u{3}\u{1a}\
      \u{13} Its time is over.\n\n\u{1c}\n\u{4}\u{5}\u{3}\u{2}\u{4}\u{1a}\u{14} Somebody ended it.\n\n;\n\u{4}\
      \u{5}\u{3}\u{2}\u{5}\u{1a}3 The token's record was found damaged on the disk.\n\n%\n\u{4}\u{5}\u{3}\u{2}\
      \u{6}\u{1a}\u{1d} The content is another one.\n\n)\n\u{4}\u{5}\u{3}\u{2}\u{7}\u{1a}! A user's code was not a\
      ccepted.\n\nN\n\u{2}\u{4}\u{6}\u{1a}H Asks whether a token or code is valid, and says whether that is a use.\
      \n\n\u{1f}\n\u{4}\u{4}\u{6}\u{2}\0\u{1a}\u{17} The token's identity.\n\n\u{17}\n\u{4}\u{4}\u{6}\u{2}\u{1}\
      \u{1a}\u{f} Always a use.\n\n1\n\u{4}\u{4}\u{6}\u{2}\u{2}\u{1a}) True: spend one use. False: only check.\n\n\
      -\n\u{4}\u{4}\u{6}\u{2}\u{3}\u{1a}% Also compare the content with this.\n\n7\n\u{4}\u{4}\u{6}\u{2}\u{4}\
      \u{1a}/ Also compare the content's SHA-256 with this.\n\n-\n\u{2}\u{4}\u{7}\u{1a}' The verdict. For a use it\
       is durable.\n\nO\n\u{4}\u{4}\u{7}\u{2}\0\u{1a}G Whether the token is good, and, for a use, whether the use \
      was spent.\n\n#\n\u{4}\u{4}\u{7}\u{2}\u{1}\u{1a}\u{1b} Why not; NONE when valid.\n\nE\n\u{4}\u{4}\u{7}\u{2}\
      \u{2}\u{1a}= Uses left after this one; present on a usage-limited token.\n\nG\n\u{4}\u{4}\u{7}\u{2}\u{3}\
      \u{1a}? The instant the token ends, Unix ms; present when it has one.\n\nR\n\u{4}\u{4}\u{7}\u{2}\u{4}\u{1a}J\
       Of a user's code that was accepted: seconds until it renews, rounded up.\n\nL\n\u{4}\u{4}\u{7}\u{2}\u{5}\
      \u{1a}D Of a user's code that was accepted: uses so far, this one counted.\n\n;\n\u{2}\u{4}\u{8}\u{1a}5 Name\
      s the service itself: its miners and its queue.\n\nU\n\u{2}\u{4}\t\u{1a}O Asks for everything about one toke\
      n or one user, or about the service itself.\n\n\u{1d}\n\u{4}\u{4}\t\u{2}\0\u{1a}\u{15} A token's identity.\n\
      \n\u{1d}\n\u{4}\u{4}\t\u{2}\u{1}\u{1a}\u{15} A requisition's id.\n\n\u{18}\n\u{4}\u{4}\t\u{2}\u{2}\u{1a}\
      \u{10} A user's name.\n\n\u{1d}\n\u{4}\u{4}\t\u{2}\u{3}\u{1a}\u{15} The service itself.\n\nJ\n\u{4}\u{4}\t\
      \u{2}\u{4}\u{1a}B Of a token: also send the content back, if the service holds it.\n\nj\n\u{4}\u{4}\t\u{2}\
      \u{5}\u{1a}b Of a user: how many codes the history has at most, the newest first; 0 means 100, at most 1,000\
      .\n\n\u{1b}\n\u{2}\u{4}\n\u{1a}\u{15} What was asked for.\n\n4\n\u{4}\u{4}\n\u{2}\0\u{1a}, When a token or r\
      equisition was asked for.\n\n$\n\u{4}\u{4}\n\u{2}\u{1}\u{1a}\u{1c} When a user was asked for.\n\n0\n\u{4}\
      \u{4}\n\u{2}\u{2}\u{1a}( When the service itself was asked for.\n\ns\n\u{2}\u{4}\u{b}\u{1a}m How the service\
      's miners and its queue are. Numbers that are measured are as good as the machine is steady.\n\n7\n\u{4}\
      \u{4}\u{b}\u{2}\0\u{1a}/ Name of the kernel that the miners hash with.\n\n)\n\u{4}\u{4}\u{b}\u{2}\u{1}\u{1a}\
      ! Threads that there are to mine.\n\nc\n\u{4}\u{4}\u{b}\u{2}\u{2}\u{1a}[ Those of them that mine now: fewer \
      at a low difficulty, 0 while there is nothing to mine.\n\nf\n\u{4}\u{4}\u{b}\u{2}\u{3}\u{1a}^ Hashes a secon\
      d over the last seconds of mining, of the threads that mine now; 0: none does.\n\n0\n\u{4}\u{4}\u{b}\u{2}\
      \u{4}\u{1a}( Hashes tried since the server started.\n\n\u{bf}\u{1}\n\u{4}\u{4}\u{b}\u{2}\u{5}\u{1a}\u{b6}\
      \u{1} Difficulty of the block that is mined now, as a header has it: the high byte whole bits, the low 24 bi\
      ts a\n fraction. While none is mined, of the last one, or of the first to come.\n\no\n\u{4}\u{4}\u{b}\u{2}\
      \u{6}\u{1a}g The same in bits, with the fraction: the binary logarithm of the hashes that find a block on av\
      erage.\n\nG\n\u{4}\u{4}\u{b}\u{2}\u{7}\u{1a}? The difficulty that every next block has, as a header has it.\
      \n\nZ\n\u{4}\u{4}\u{b}\u{2}\u{8}\u{1a}R Each next block's difficulty is chosen so that so many tokens a seco\
      nd are made.\n\nL\n\u{4}\u{4}\u{b}\u{2}\t\u{1a}D What a token of this difficulty takes on average, in millis\
      econds.\n\n!\n\u{4}\u{4}\u{b}\u{2}\n\u{1a}\u{19} Requisitions that wait.\n\nP\n\u{4}\u{4}\u{b}\u{2}\u{b}\
      \u{1a}H How long the first of them has waited, in milliseconds; 0: none waits.\n\nZ\n\u{4}\u{4}\u{b}\u{2}\
      \u{c}\u{1a}R How long one that came now would wait for its token on average, in milliseconds.\n\n\\\n\u{4}\
      \u{4}\u{b}\u{2}\r\u{1a}T Batches that were written to the log since the server started, each with one sync.\
      \n\n\u{1a}\n\u{4}\u{4}\u{b}\u{2}\u{e}\u{1a}\u{12} Records in them.\n\n\"\n\u{4}\u{4}\u{b}\u{2}\u{f}\u{1a}\
      \u{1a} Their bytes on the disk.\n\nq\n\u{4}\u{4}\u{b}\u{2}\u{10}\u{1a}i Microseconds of a batch's write and \
      sync that half of them did not exceed, up to the next power of two.\n\n!\n\u{4}\u{4}\u{b}\u{2}\u{11}\u{1a}\
      \u{19} The same for 99 of 100.\n\n'\n\u{4}\u{4}\u{b}\u{2}\u{12}\u{1a}\u{1f} The longest, in microseconds.\n\
      \nB\n\u{4}\u{4}\u{b}\u{2}\u{13}\u{1a}: Absent: the log is not read again while the server runs.\n\nZ\n\u{2}\
      \u{4}\u{c}\u{1a}T What reading the log again in the background has come to since the server started.\n\n+\n\
      \u{4}\u{4}\u{c}\u{2}\0\u{1a}# How often the whole log was read.\n\n\u{1f}\n\u{4}\u{4}\u{c}\u{2}\u{1}\u{1a}\
      \u{17} Bytes that were read.\n\n7\n\u{4}\u{4}\u{c}\u{2}\u{2}\u{1a}/ Where it is: the number of a segment, fr\
      om 1.\n\n#\n\u{4}\u{4}\u{c}\u{2}\u{3}\u{1a}\u{1b} And bytes from its start.\n\n5\n\u{4}\u{4}\u{c}\u{2}\u{4}\
      \u{1a}- Damaged places that were found, at most 64.\n\n<\n\u{4}\u{4}\u{c}\u{2}\u{5}\u{1a}4 Requisitions and \
      tokens whose records are damaged.\n\n/\n\u{2}\u{4}\r\u{1a}) One code of a user, without its digits.\n\n\
      \u{12}\n\u{4}\u{4}\r\u{2}\0\u{1a}\n Unix ms.\n\n(\n\u{4}\u{4}\r\u{2}\u{1}\u{1a}  When its period ends, Unix \
      ms.\n\n\u{16}\n\u{4}\u{4}\r\u{2}\u{2}\u{1a}\u{e} Uses so far.\n\n+\n\u{4}\u{4}\r\u{2}\u{3}\u{1a}# Refusals t\
      hat counted against it.\n\n2\n\u{4}\u{4}\r\u{2}\u{4}\u{1a}* It died of them before its period ended.\n\n7\n\
      \u{4}\u{4}\r\u{2}\u{5}\u{1a}/ Present when a code allows only so many uses.\n\n\u{17}\n\u{2}\u{4}\u{e}\u{1a}\
      \u{11} A user's codes.\n\n\"\n\u{4}\u{4}\u{e}\u{2}\0\u{1a}\u{1a} Absent: no code is live.\n\nF\n\u{4}\u{4}\
      \u{e}\u{2}\u{1}\u{1a}> The newest first, the live one too; at most `history_limit`.\n\nT\n\u{4}\u{4}\u{e}\
      \u{2}\u{2}\u{1a}L Of the live code: seconds until it renews, rounded up; 0: no code is live.\n\n)\n\u{4}\
      \u{4}\u{e}\u{2}\u{3}\u{1a}! Codes the user was ever issued.\n\n;\n\u{2}\u{4}\u{f}\u{1a}5 Ends a token, or ta\
      kes a requisition off the queue.\n\n\u{1d}\n\u{4}\u{4}\u{f}\u{2}\0\u{1a}\u{15} A token's identity.\n\n\u{1d}\
      \n\u{4}\u{4}\u{f}\u{2}\u{1}\u{1a}\u{15} A requisition's id.\n\n.\n\u{4}\u{4}\u{f}\u{2}\u{2}\u{1a}& For the r\
      ecord, at most 1,024 bytes.\n\nD\n\u{2}\u{4}\u{10}\u{1a}> How it stands now; what was final already is told \
      as it was.\n\nV\n\u{4}\u{4}\u{10}\u{2}\0\u{1a}N REVOKED, or FAILED when it was pending, or the status that w\
      as final before.\n\n'\n\u{4}\u{4}\u{10}\u{2}\u{1}\u{1a}\u{1f} Why, when `status` is FAILED.\n\nF\n\u{2}\u{4}\
      \u{11}\u{1a}@ Erases a requisition's attachments, or a user's name and code.\n\nF\n\u{4}\u{4}\u{11}\u{2}\0\
      \u{1a}> A requisition's id. One that waits in the queue fails first.\n\n\u{18}\n\u{4}\u{4}\u{11}\u{2}\u{1}\
      \u{1a}\u{10} A user's name.\n\nW\n\u{2}\u{4}\u{12}\u{1a}Q What was erased by this call; of a requisition tha\
      t was erased before, nothing.\n\n\u{19}\n\u{4}\u{4}\u{12}\u{2}\0\u{1a}\u{11} The request id.\n\n?\n\u{4}\
      \u{4}\u{12}\u{2}\u{1}\u{1a}7 The content, or its SHA-256 when it alone was stored.\n\n\u{1c}\n\u{4}\u{4}\
      \u{12}\u{2}\u{2}\u{1a}\u{14} The push-back URL.\n\n6\n\u{4}\u{4}\u{12}\u{2}\u{3}\u{1a}. The reason given whe\
      n the token was revoked.\n\n\u{1a}\n\u{4}\u{4}\u{12}\u{2}\u{4}\u{1a}\u{12} The user's name.\n\n!\n\u{4}\u{4}\
      \u{12}\u{2}\u{5}\u{1a}\u{19} The user's newest code.\n\n.\n\u{4}\u{4}\u{12}\u{2}\u{6}\u{1a}& Of a requisitio\
      n: how it stands now.\n\n'\n\u{4}\u{4}\u{12}\u{2}\u{7}\u{1a}\u{1f} Why, when `status` is FAILED.\n\n$\n\u{2}\
      \u{4}\u{13}\u{1a}\u{1e} Asks for a user's live code.\n\n\u{19}\n\u{4}\u{4}\u{13}\u{2}\0\u{1a}\u{11} 1 to 256\
       bytes.\n\n\u{1b}\n\u{2}\u{4}\u{14}\u{1a}\u{15} A user's live code.\n\n+\n\u{4}\u{4}\u{14}\u{2}\0\u{1a}# ASC\
      II digits, leading zeros kept.\n\n\u{12}\n\u{4}\u{4}\u{14}\u{2}\u{1}\u{1a}\n Unix ms.\n\n2\n\u{4}\u{4}\u{14}\
      \u{2}\u{2}\u{1a}* Until it renews, rounded up; at least 1.\n\n*\n\u{4}\u{4}\u{14}\u{2}\u{3}\u{1a}\" Uses so \
      far; showing it is none.\n\n\u{1c}\n\u{4}\u{4}\u{14}\u{2}\u{4}\u{1a}\u{14} This call made it.\n\n>\n\u{2}\
      \u{4}\u{15}\u{1a}8 Asks for the queue's size, some pages, and what comes.\n\nK\n\u{4}\u{4}\u{15}\u{2}\0\
      \u{1a}C Numbers of the pages wanted, from 1, in any order; at most 1,000.\n\n4\n\u{4}\u{4}\u{15}\u{2}\u{1}\
      \u{1a}, Entries in a page, 1 to 1,000; 0 means 10.\n\n&\n\u{4}\u{4}\u{15}\u{2}\u{2}\u{1a}\u{1e} Go on with e\
      ach later event.\n\ne\n\u{4}\u{4}\u{15}\u{2}\u{3}\u{1a}] Follow from the event after this sequence instead o\
      f from the snapshot; only with `follow`.\n\nS\n\u{2}\u{4}\u{16}\u{1a}M The size comes first, then the pages,\
       then the events, all of one snapshot.\n\n\u{16}\n\u{4}\u{4}\u{16}\u{2}\0\u{1a}\u{e} Once, first.\n\n6\n\
      \u{4}\u{4}\u{16}\u{2}\u{1}\u{1a}. Each page asked for, in the order asked for.\n\n\u{19}\n\u{4}\u{4}\u{16}\
      \u{2}\u{2}\u{1a}\u{11} When following.\n\n\u{1e}\n\u{2}\u{4}\u{17}\u{1a}\u{18} How long the queue is.\n\n!\n\
      \u{4}\u{4}\u{17}\u{2}\0\u{1a}\u{19} Requisitions that wait.\n\n;\n\u{4}\u{4}\u{17}\u{2}\u{1}\u{1a}3 A partia\
      l last page counts; 0 for an empty queue.\n\n!\n\u{4}\u{4}\u{17}\u{2}\u{2}\u{1a}\u{19} Entries in a full pag\
      e.\n\n8\n\u{4}\u{4}\u{17}\u{2}\u{3}\u{1a}0 The first page numbers, from 1; at most 1,000.\n\nH\n\u{4}\u{4}\
      \u{17}\u{2}\u{4}\u{1a}@ The snapshot's sequence: the first event is the next after it.\n\nE\n\u{2}\u{4}\
      \u{18}\u{1a}? A page, or a part of a large one: an item stays under 64 KiB.\n\n\u{11}\n\u{4}\u{4}\u{18}\u{2}\
      \0\u{1a}\t From 1.\n\n!\n\u{4}\u{4}\u{18}\u{2}\u{1}\u{1a}\u{19} Entries in a full page.\n\n\u{19}\n\u{4}\
      \u{4}\u{18}\u{2}\u{2}\u{1a}\u{11} In queue order.\n\n9\n\u{4}\u{4}\u{18}\u{2}\u{3}\u{1a}1 More of the same p\
      age follows in the next item.\n\n5\n\u{2}\u{4}\u{19}\u{1a}/ What anyone may see of a pending requisition.\n\
      \n:\n\u{4}\u{4}\u{19}\u{2}\0\u{1a}2 SHA-256(`tokenrpc/queue/1` then the request id).\n\nH\n\u{4}\u{4}\u{19}\
      \u{2}\u{1}\u{1a}@ The client's own time of asking, Unix ms; 0 when it told none.\n\n0\n\u{4}\u{4}\u{19}\u{2}\
      \u{2}\u{1a}( When the service accepted it, Unix ms.\n\n\u{1e}\n\u{4}\u{4}\u{19}\u{2}\u{3}\u{1a}\u{16} As it \
      was asked for.\n\n\u{11}\n\u{4}\u{4}\u{19}\u{2}\u{4}\u{1a}\t From 1.\n\n'\n\u{2}\u{5}\u{4}\u{1a}! What happe\
      ned to a requisition.\n\n\u{15}\n\u{4}\u{5}\u{4}\u{2}\0\u{1a}\r Never sent.\n\n!\n\u{4}\u{5}\u{4}\u{2}\u{1}\
      \u{1a}\u{19} It came into the queue.\n\n\u{1c}\n\u{4}\u{5}\u{4}\u{2}\u{2}\u{1a}\u{14} It became a token.\n\n\
      1\n\u{4}\u{5}\u{4}\u{2}\u{3}\u{1a}) It left the queue without becoming one.\n\n-\n\u{2}\u{4}\u{1a}\u{1a}' On\
      e thing that happened to the queue.\n\n\u{18}\n\u{4}\u{4}\u{1a}\u{2}\0\u{1a}\u{10} What happened.\n\n-\n\
      \u{4}\u{4}\u{1a}\u{2}\u{1}\u{1a}% Of the record that says so; rising.\n\n\"\n\u{4}\u{4}\u{1a}\u{2}\u{2}\
      \u{1a}\u{1a} Of that record, Unix ms.\n\nM\n\u{4}\u{4}\u{1a}\u{2}\u{3}\u{1a}E Whose requisition, SHA-256(`to\
      kenrpc/queue/1` then the request id).\n\n\u{1b}\n\u{4}\u{4}\u{1a}\u{2}\u{4}\u{1a}\u{13} After this event.\n\
      \nL\n\u{2}\u{4}\u{1b}\u{1a}F A question to the audit. Without a subject: all events of the realm.\n\n1\n\
      \u{4}\u{4}\u{1b}\u{2}\0\u{1a}) Events of the token with this identity.\n\n1\n\u{4}\u{4}\u{1b}\u{2}\u{1}\
      \u{1a}) Events of the token of this request id.\n\n&\n\u{4}\u{4}\u{1b}\u{2}\u{2}\u{1a}\u{1e} Events of this \
      user's codes.\n\n?\n\u{4}\u{4}\u{1b}\u{2}\u{3}\u{1a}7 Events from this time on, Unix ms; 0: from the first.\
      \n\n8\n\u{4}\u{4}\u{1b}\u{2}\u{4}\u{1a}0 Events before this time, Unix ms; 0: no bound.\n\nc\n\u{4}\u{4}\
      \u{1b}\u{2}\u{5}\u{1a}[ Events after the one with this sequence, as `next` of the part before; 0: from the f\
      irst.\n\n-\n\u{4}\u{4}\u{1b}\u{2}\u{6}\u{1a}% At most so many, 1 to 1000; 0: 100.\n\n9\n\u{2}\u{4}\u{1c}\
      \u{1a}3 A part of the answer, in the order of the ledger.\n\n\u{15}\n\u{4}\u{4}\u{1c}\u{2}\0\u{1a}\r The eve\
      nts.\n\n8\n\u{4}\u{4}\u{1c}\u{2}\u{1}\u{1a}0 There are more: ask again after this sequence.\n\nZ\n\u{4}\u{4}\
      \u{1c}\u{2}\u{2}\u{1a}R Records that the database had when it was asked: what came later is not in here.\n\n\
      \u{1a}\n\u{2}\u{5}\u{5}\u{1a}\u{14} What an event was.\n\n\u{15}\n\u{4}\u{5}\u{5}\u{2}\0\u{1a}\r Never sent.\
      \n\n \n\u{4}\u{5}\u{5}\u{2}\u{1}\u{1a}\u{18} A token was asked for.\n\n)\n\u{4}\u{5}\u{5}\u{2}\u{2}\u{1a}! T\
      he requisition became a token.\n\n5\n\u{4}\u{5}\u{5}\u{2}\u{3}\u{1a}- The requisition left the queue without\
       one.\n\n\u{1b}\n\u{4}\u{5}\u{5}\u{2}\u{4}\u{1a}\u{13} A token was used.\n\n'\n\u{4}\u{5}\u{5}\u{2}\u{5}\
      \u{1a}\u{1f} A use of a token was refused.\n\n\u{1c}\n\u{4}\u{5}\u{5}\u{2}\u{6}\u{1a}\u{14} A token was ende\
      d.\n\n\u{1e}\n\u{4}\u{5}\u{5}\u{2}\u{7}\u{1a}\u{16} A user became known.\n\n!\n\u{4}\u{5}\u{5}\u{2}\u{8}\
      \u{1a}\u{19} A user's code was made.\n\n!\n\u{4}\u{5}\u{5}\u{2}\t\u{1a}\u{19} A user's code was used.\n\n-\n\
      \u{4}\u{5}\u{5}\u{2}\n\u{1a}% A use of a user's code was refused.\n\n7\n\u{4}\u{5}\u{5}\u{2}\u{b}\u{1a}/ Wha\
      t a requisition or a user said was erased.\n\n \n\u{4}\u{5}\u{5}\u{2}\u{c}\u{1a}\u{18} The ledger was opened\
      .\n\n+\n\u{4}\u{5}\u{5}\u{2}\r\u{1a}# The operator corrected the clock.\n\nF\n\u{2}\u{4}\u{1d}\u{1a}@ One ev\
      ent. It never tells an identity, a request id or a code.\n\nB\n\u{4}\u{4}\u{1d}\u{2}\0\u{1a}: Sequence of it\
      s record: a cursor that stays where it is.\n\n\u{12}\n\u{4}\u{4}\u{1d}\u{2}\u{1}\u{1a}\n Unix ms.\n\n\u{18}\
      \n\u{4}\u{4}\u{1d}\u{2}\u{2}\u{1a}\u{10} What happened.\n\nB\n\u{4}\u{4}\u{1d}\u{2}\u{3}\u{1a}: \"done\", or\
       the reason of a refusal or failure in a word.\n\nV\n\u{4}\u{4}\u{1d}\u{2}\u{4}\u{1a}N Events that this one \
      stands for: refusals beyond a budget are told together.\n\n.\n\u{4}\u{4}\u{1d}\u{2}\u{5}\u{1a}& Who called; \
      0: nobody in particular.\n\nT\n\u{4}\u{4}\u{1d}\u{2}\u{6}\u{1a}L What the queue shows of the requisition; ab\
      sent when it is about no token.\n\n/\n\u{4}\u{4}\u{1d}\u{2}\u{7}\u{1a}' Height of the token's block; 0: none\
      .\n\nH\n\u{4}\u{4}\u{1d}\u{2}\u{8}\u{1a}@ The user; empty when it is about none, or the user was erased.\n\n\
      X\n\u{4}\u{4}\u{1d}\u{2}\t\u{1a}P The code that was meant, by the sequence of the event that issued it; 0: n\
      one.\n\n9\n\u{4}\u{4}\u{1d}\u{2}\n\u{1a}1 Uses left after a use of a usage-limited token.\n\n;\n\u{4}\u{4}\
      \u{1d}\u{2}\u{b}\u{1a}3 Uses so far, with this one; 0 unless it is a use.\nb\u{6}proto3
      """
  )
)

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
