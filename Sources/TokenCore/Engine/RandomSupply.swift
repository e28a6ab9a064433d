// RandomSupply.swift: unpredictable bits from the environment's source, fetched in pieces: a system call for each salt
// would cost more than the rest of a record. Owned by one thread.

/// Hands out random numbers, each once.
struct RandomSupply: ~Copyable {
  private let fill: @Sendable (UnsafeMutableRawBufferPointer) -> Void
  private var words: [UInt64]
  private var used: Int

  /// - Parameter wordsAtOnce: 64-bit numbers that are fetched together.
  init(_ environment: Environment, wordsAtOnce: Int) {
    fill = environment.fillRandom
    words = [UInt64](repeating: 0, count: wordsAtOnce)
    used = wordsAtOnce
  }

  /// Sixty-four unpredictable bits.
  mutating func word() -> UInt64 {
    if used == words.count {
      words.withUnsafeMutableBytes { fill($0) }
      used = 0
    }
    defer { used += 1 }
    return words[used]
  }

  /// Thirty-two unpredictable bytes.
  mutating func digest() -> Digest {
    Digest(words: (word(), word(), word(), word()))
  }

  /// A hundred and twenty-eight unpredictable bits, for a header.
  mutating func salt() -> BlockHeader.Salt {
    BlockHeader.Salt(high: word(), low: word())
  }
}
