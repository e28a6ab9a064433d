// HashRate.swift: what one measurement of grinding came to.

/// Hashes of some threads over the same time, and what a reader needs to believe them.
struct HashRate: Sendable, Equatable {
  let threads: Int
  /// Headers whose hash was tried.
  let hashes: UInt64
  /// From when the first thread began to when the last one ended.
  let nanoseconds: UInt64
  /// Nanoseconds that the threads ran, all together: the rest of the time the cores did something else.
  let cpuNanoseconds: UInt64
  /// Cycles a nanosecond, measured on the same threads just before and after.
  let gigahertz: Double
  /// Hits that the full rule confirmed.
  let shares: UInt64
  /// Hits that it did not: the kernel is wrong.
  let falseHits: UInt64

  /// Whole bits of the difficulty that a share meets: one in 2^20 hashes does.
  static let shareBits = 20

  var hashesPerSecond: Double { nanoseconds == 0 ? 0 : Double(hashes) * 1e9 / Double(nanoseconds) }

  /// The part of the time that the threads ran. Much under 1, the machine was busy with something else.
  var cpuShare: Double {
    nanoseconds == 0 ? 0 : Double(cpuNanoseconds) / (Double(nanoseconds) * Double(threads))
  }

  /// Cycles that went by on a thread's core for each hash; nil: there was no hash.
  var cyclesPerHash: Double? { hashes == 0 ? nil : gigahertz * 1e9 * Double(threads) / hashesPerSecond }

  /// Shares that so many hashes have on average.
  var expectedShares: Double { Double(hashes) / Double(1 << Self.shareBits) }
}
