// FixedBytes.swift: byte strings of one fixed length, kept inline.

/// Sixteen bytes, kept inline.
public struct Bytes16: Sendable, Hashable {
  /// The bytes as two big-endian words, so that comparing values compares bytes.
  public var high: UInt64
  public var low: UInt64

  /// Sixteen zero bytes.
  public init() {
    high = 0
    low = 0
  }

  /// The first sixteen of `bytes`; nil unless there are exactly sixteen.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 16 else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// Calls `body` with the sixteen bytes in order.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var words = (high.bigEndian, low.bigEndian)
    return withUnsafeBytes(of: &words) { body($0) }
  }
}

/// Thirty-two bytes, kept inline: an identity, an id, a digest.
public struct Bytes32: Sendable, Hashable {
  public var first: Bytes16
  public var second: Bytes16

  /// Thirty-two zero bytes.
  public init() {
    first = Bytes16()
    second = Bytes16()
  }

  /// The thirty-two bytes; nil unless there are exactly thirty-two.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32,
      let first = Bytes16(UnsafeRawBufferPointer(rebasing: bytes[..<16])),
      let second = Bytes16(UnsafeRawBufferPointer(rebasing: bytes[16...]))
    else { return nil }
    self.first = first
    self.second = second
  }

  /// The thirty-two bytes; nil unless there are exactly thirty-two.
  public init?(_ bytes: [UInt8]) {
    guard let value = bytes.withUnsafeBytes({ Bytes32($0) }) else { return nil }
    self = value
  }

  /// Calls `body` with the thirty-two bytes in order.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var words = (first.high.bigEndian, first.low.bigEndian, second.high.bigEndian, second.low.bigEndian)
    return withUnsafeBytes(of: &words) { body($0) }
  }

  /// The bytes as an array.
  public var bytes: [UInt8] { withBytes { [UInt8]($0) } }
}
