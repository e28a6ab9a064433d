// NewRequisition.swift: what a client asks for, checked, with everything random and slow already done.

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
  /// The longest push-back URL.
  public static let maxURLBytes = 2048
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
    if let url, !PushBackURL.isAcceptable(url) {
      throw .invalid(
        field: "push_back_url",
        reason: "must be an absolute http or https URL of at most \(Self.maxURLBytes) bytes without user info")
    }
    try Self.check(key: idempotencyKey)
  }

  static func check(key: [UInt8]?) throws(TokenError) {
    if let key, !keyByteRange.contains(key.count) {
      throw .invalid(field: "idempotency_key", reason: "must have 16 to 64 bytes")
    }
  }
}

/// Which URLs may be stored for push-back.
public enum PushBackURL {
  /// Absolute http or https, a host, the characters of RFC 3986 only, at most 2,048 bytes, no user info.
  public static func isAcceptable(_ url: String) -> Bool {
    let bytes = Array(url.utf8)
    guard bytes.count <= NewRequisition.maxURLBytes, bytes.allSatisfy(isAllowed), isEscaped(bytes) else {
      return false
    }
    let lower = url.lowercased()
    guard let prefix = ["https://", "http://"].first(where: lower.hasPrefix) else { return false }
    let authority = url.dropFirst(prefix.count).prefix { !"/?#".contains($0) }
    guard !authority.contains("@"), let host = hostAndPort(authority) else { return false }
    return !host.isEmpty
  }

  /// Characters that RFC 3986 gives a place. Where another stands, parsers disagree on what the host is.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !#""<>\^`{|}"#.utf8.contains(byte)
  }

  /// Whether two hex digits follow each percent sign.
  private static func isEscaped(_ bytes: [UInt8]) -> Bool {
    bytes.indices.allSatisfy { index in
      bytes[index] != UInt8(ascii: "%")
        || Hex.bytes(of: String(decoding: bytes[(index + 1)...].prefix(2), as: UTF8.self))?.count == 1
    }
  }

  /// The host of an authority with a valid port or none; nil otherwise.
  private static func hostAndPort(_ authority: Substring) -> Substring? {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      let rest = authority[authority.index(after: end)...]
      guard rest.isEmpty || (rest.hasPrefix(":") && isPort(rest.dropFirst())) else { return nil }
      let address = authority[..<end].dropFirst()
      return address.contains(":") && address.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } ? address : nil
    }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 1 || isPort(parts[1]) else { return nil }
    return parts.first
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty || (text.count <= 5 && text.allSatisfy { $0.isASCII && $0.isNumber } && UInt16(text) != nil)
  }
}
