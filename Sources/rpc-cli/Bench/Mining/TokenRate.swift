// TokenRate.swift: tokens a second by the engine, and what the hash rate alone would make of them.

/// What one measurement of the engine came to.
struct TokenRate: Sendable, Equatable {
  /// The difficulties that are measured.
  static let bits = [8, 12, 16, 20]

  let bits: Int
  /// Threads that mined: one alone where a block is found faster than threads can be told of the next.
  let miners: Int
  /// Durable ones; nil: too few were queued to measure any.
  let tokensPerSecond: Double?
  /// Hashes that the miners tried in the same time; nil as above.
  let hashesPerSecond: Double?
  /// The hash rate of as many threads by the hashes that a block takes on average.
  let expectedPerSecond: Double

  /// How much of the hash rate became tokens.
  var share: Double? { tokensPerSecond.map { $0 / expectedPerSecond } }

  /// Hashes that a block of so many bits takes on average.
  static func hashesPerToken(bits: Int) -> Double { Double(UInt64(1) << UInt64(bits)) }
}

/// Counts of durable blocks and of hashes over time, and the rates between the end of the warming up and the end of
/// the queue.
struct TokenTally: Sendable, Equatable {
  /// Requisitions that were queued before the start.
  let queued: UInt64
  /// Nanoseconds before the measured time.
  let warmUp: UInt64

  private var first: Sample?
  private var last: Sample?
  /// The queue was empty before the end: what came after counts in nothing.
  private(set) var ranDry = false

  private struct Sample: Equatable {
    let nanoseconds: UInt64
    let blocks: UInt64
    let hashes: UInt64
  }

  init(queued: UInt64, warmUp: UInt64) {
    self.queued = queued
    self.warmUp = warmUp
  }

  /// So many blocks were durable, and so many hashes tried, so long after the start.
  mutating func add(_ blocks: UInt64, hashes: UInt64, at nanoseconds: UInt64) {
    guard nanoseconds >= warmUp, !ranDry else { return }
    if blocks >= queued {
      ranDry = true
    } else if first == nil {
      first = Sample(nanoseconds: nanoseconds, blocks: blocks, hashes: hashes)
    } else {
      last = Sample(nanoseconds: nanoseconds, blocks: blocks, hashes: hashes)
    }
  }

  /// nil: it could not be measured.
  var tokensPerSecond: Double? { perSecond(\.blocks) }
  var hashesPerSecond: Double? { perSecond(\.hashes) }

  private func perSecond(_ count: KeyPath<Sample, UInt64>) -> Double? {
    guard let first, let last else { return nil }
    return Double(last[keyPath: count] - first[keyPath: count]) * 1e9 / Double(last.nanoseconds - first.nanoseconds)
  }
}
