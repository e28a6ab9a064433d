// Digest.swift: thirty-two bytes kept inline: a SHA-256, an id, an identity.

/// Thirty-two bytes in SHA-256's own order. As text an identity is reversed (`identityText`), everything else is plain
/// hex (`hex`), docs/ledger.md.
public struct Digest: Sendable, Hashable {
  /// The bytes as four big-endian words.
  var words: (UInt64, UInt64, UInt64, UInt64)

  /// Thirty-two zero bytes.
  public static let zero = Digest(words: (0, 0, 0, 0))

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// The bytes of `bytes`; nil unless there are exactly thirty-two.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32 else { return nil }
    func word(_ offset: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    words = (word(0), word(8), word(16), word(24))
  }

  /// The bytes of `bytes`; nil unless there are exactly thirty-two.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    let copy = [UInt8](bytes)
    guard let value = copy.withUnsafeBytes({ Digest($0) }) else { return nil }
    self = value
  }

  /// Calls `body` with the thirty-two bytes in order.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let swapped = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
    return withUnsafeBytes(of: swapped) { body($0) }
  }

  /// The bytes as an array.
  public var bytes: [UInt8] { withBytes { [UInt8]($0) } }

  /// Lower-case hex of the bytes in order.
  public var hex: String { Hex.text(of: bytes) }

  /// How an identity is written: the bytes reversed, so that the zeros of the proof of work stand in front.
  public var identityText: String { Hex.text(of: bytes.reversed()) }

  public static func == (left: Digest, right: Digest) -> Bool {
    left.words == right.words
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
