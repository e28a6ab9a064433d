// HMACSHA256.swift: HMAC-SHA-256 with a key that is prepared once: libcrypto's own takes longer to begin than to hash.

/// HMAC-SHA-256 (RFC 2104) fed piece by piece. Not Sendable: one owner.
struct HMACSHA256: ~Copyable {
  private static let blockBytes = 64
  private static let innerPad: UInt8 = 0x36
  private static let outerPad: UInt8 = 0x5c

  private var inner: SHA256
  private let outer: SHA256

  /// - Parameter key: 32 bytes.
  init(key: Digest) {
    inner = Self.padded(key, Self.innerPad)
    outer = Self.padded(key, Self.outerPad)
  }

  private static func padded(_ key: Digest, _ pad: UInt8) -> SHA256 {
    var hasher = SHA256()
    var block = [UInt8](repeating: pad, count: blockBytes)
    key.withBytes { bytes in for index in bytes.indices { block[index] ^= bytes[index] } }
    hasher.update(block)
    return hasher
  }

  mutating func update(_ bytes: [UInt8]) { inner.update(bytes) }

  mutating func update(_ tag: StaticString) { inner.update(tag) }

  /// Adds an integer, big-endian.
  mutating func update(bigEndian value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { inner.update($0) }
  }

  /// The code of all that was fed so far; more can be fed.
  func code() -> Digest {
    var inner = inner.copy()
    var outer = outer.copy()
    outer.update(inner.finalize())
    return outer.finalize()
  }

  /// The code of one message.
  static func authenticate(_ message: [UInt8], key: Digest) -> Digest {
    var authenticator = HMACSHA256(key: key)
    authenticator.update(message)
    return authenticator.code()
  }
}
