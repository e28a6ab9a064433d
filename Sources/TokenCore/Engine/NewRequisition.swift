// NewRequisition.swift: what a client asks for, before anything random or slow is done about it.

/// What the content of a requisition is.
public enum RequisitionContent: Sendable, Equatable {
  /// The bytes themselves.
  case bytes([UInt8])
  /// Only their SHA-256, and their length when it was told (0: not).
  case digest(Digest, byteCount: UInt64)
}

/// Who makes a change.
public struct Caller: Sendable, Hashable {
  /// The tenant; 0 is the default.
  public var realm: UInt32
  /// 0: nobody in particular.
  public var id: UInt64

  public init(realm: UInt32 = 0, id: UInt64 = 0) {
    self.realm = realm
    self.id = id
  }
}

/// A requisition as a client asks for it.
public struct NewRequisition: Sendable {
  /// The most content a requisition carries.
  public static let maxContentBytes = 65_536
  /// Lengths an idempotency key may have.
  public static let keyByteRange = 16...64

  /// nil: the engine makes one.
  public var id: Digest?
  /// The client's own time, Unix ms; 0: none.
  public var clientTime: UInt64
  public var content: RequisitionContent
  public var effectiveness: Effectiveness
  public var url: String?
  /// nil: none.
  public var idempotencyKey: [UInt8]?
  public var caller: Caller

  public init(
    id: Digest? = nil, clientTime: UInt64 = 0, content: RequisitionContent = .bytes([]),
    effectiveness: Effectiveness = .unlimited, url: String? = nil, idempotencyKey: [UInt8]? = nil,
    caller: Caller = Caller()
  ) {
    self.id = id
    self.clientTime = clientTime
    self.content = content
    self.effectiveness = effectiveness
    self.url = url
    self.idempotencyKey = idempotencyKey
    self.caller = caller
  }

  /// Refuses what is too long. URLs are judged by `PushBackURL`.
  func check() throws(TokenError) {
    if case .bytes(let bytes) = content, bytes.count > Self.maxContentBytes {
      throw .invalid(field: "content", reason: "is over \(Self.maxContentBytes) bytes; send its SHA-256 instead")
    }
    if let url, let fault = PushBackURL.fault(in: url) { throw .invalid(field: "push_back_url", reason: fault) }
    try Self.check(key: idempotencyKey)
  }

  static func check(key: [UInt8]?) throws(TokenError) {
    if let key, !keyByteRange.contains(key.count) {
      throw .invalid(field: "idempotency_key", reason: "must have 16 to 64 bytes")
    }
  }
}
