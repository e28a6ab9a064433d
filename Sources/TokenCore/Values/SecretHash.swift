// SecretHash.swift: a keyed hash of keys that clients may choose, so that nobody can make many that collide.

/// SipHash-1-3 (Aumasson and Bernstein, 2012) of sixteen bytes under a key that this process alone has.
struct SecretHash: Sendable {
  private let key: (UInt64, UInt64)

  /// - Parameter key: drawn anew by each process.
  init(key: (UInt64, UInt64)) {
    self.key = key
  }

  func hash(_ high: UInt64, _ low: UInt64) -> UInt64 {
    var state = State(key)
    state.absorb(high)
    state.absorb(low)
    // The last block of a message of 16 bytes holds its length alone.
    state.absorb(16 << 56)
    return state.finish()
  }

  private struct State {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    init(_ key: (UInt64, UInt64)) {
      v0 = key.0 ^ 0x736f_6d65_7073_6575
      v1 = key.1 ^ 0x646f_7261_6e64_6f6d
      v2 = key.0 ^ 0x6c79_6765_6e65_7261
      v3 = key.1 ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      v0 ^= word
    }

    mutating func finish() -> UInt64 {
      v2 ^= 0xff
      for _ in 0..<3 { round() }
      return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
      v0 &+= v1
      v2 &+= v3
      v1 = v1 << 13 | v1 >> 51
      v3 = v3 << 16 | v3 >> 48
      v1 ^= v0
      v3 ^= v2
      v0 = v0 << 32 | v0 >> 32
      v2 &+= v1
      v0 &+= v3
      v1 = v1 << 17 | v1 >> 47
      v3 = v3 << 21 | v3 >> 43
      v1 ^= v2
      v3 ^= v0
      v2 = v2 << 32 | v2 >> 32
    }
  }
}
