// BatchHashing.swift: how many whole headers a second one thread hashes, as a ledger is opened and checked.

internal import TokenCore

/// Hashing of many headers at once.
struct BatchHashing: Sendable {
  /// Headers gone through, and of them hashed by one call.
  static let headers = 100_000
  private static let headersAtOnce = 1_000
  /// The longest it takes.
  private static let mostNanoseconds: UInt64 = 1_000_000_000

  let kernel: MiningKernel

  /// Headers a second on the calling thread, measured over at most `milliseconds`. nil: an identity was wrong.
  func headersPerSecond(milliseconds: UInt64) -> Double? {
    let limit = min(milliseconds * 1_000_000, Self.mostNanoseconds)
    let bytes = (0..<Self.headersAtOnce).flatMap { _ in BlockHeader.random(bits: HashRate.shareBits).bytes }
    let all = [[UInt8]](repeating: bytes, count: Self.headers / Self.headersAtOnce).flatMap { $0 }
    return all.withUnsafeBytes { all in
      guard isRight(all) else { return nil }
      var hashed = 0
      let start = Environment.monotonicNanoseconds()
      var now = start
      while now - start < limit {
        hashed += kernel.identities(of: piece(hashed, of: all)).count
        now = Environment.monotonicNanoseconds()
      }
      return Double(hashed) * 1e9 / Double(now - start)
    }
  }

  /// The headers that follow the first `count`, beginning anew at the end.
  private func piece(_ count: Int, of all: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let first = count % Self.headers * BlockHeader.byteCount
    return UnsafeRawBufferPointer(rebasing: all[first..<first + Self.headersAtOnce * BlockHeader.byteCount])
  }

  /// Whether the first identities are what the library's SHA-256 says.
  private func isRight(_ all: UnsafeRawBufferPointer) -> Bool {
    let identities = kernel.identities(of: piece(0, of: all))
    return identities.enumerated().allSatisfy { number, identity in
      let first = number * BlockHeader.byteCount
      let bytes = UnsafeRawBufferPointer(rebasing: all[first..<first + BlockHeader.byteCount])
      return BlockHeader(decoding: bytes)?.identity() == identity
    }
  }
}
