// SaltSupply.swift: salts for headers from the system's random source, fetched in pieces: a system call for each would
// cost more than the rest of a header. Owned by one thread.

struct SaltSupply {
  /// Salts fetched at once: 256 bytes, which the system gives in one call.
  static let saltsAtOnce = 16

  private let fill: @Sendable (UnsafeMutableRawBufferPointer) -> Void
  private var words = [UInt64](repeating: 0, count: 2 * saltsAtOnce)
  private var used = 2 * saltsAtOnce

  /// - Parameter fill: `Environment.fillRandom`.
  init(_ fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) {
    self.fill = fill
  }

  /// A hundred and twenty-eight unpredictable bits that nobody else gets.
  mutating func take() -> BlockHeader.Salt {
    if used == words.count {
      words.withUnsafeMutableBytes { fill($0) }
      used = 0
    }
    defer { used += 2 }
    return BlockHeader.Salt(high: words[used], low: words[used + 1])
  }
}
