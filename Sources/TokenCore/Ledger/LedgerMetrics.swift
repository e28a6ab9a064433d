// LedgerMetrics.swift: how the disk does: what was written, and how long each batch took. Any thread may read it.

internal import Synchronization

/// Counts since the start of the process.
final class LedgerMetrics: Sendable {
  private let counts = Mutex(LedgerCounts())

  var snapshot: LedgerCounts { counts.withLock { $0 } }

  /// A batch was written and synced in so long.
  func add(records: UInt64, bytes: Int, nanoseconds: UInt64) {
    counts.withLock { $0.add(records: records, bytes: bytes, nanoseconds: nanoseconds) }
  }
}

/// What was written to the log, and how long it took.
public struct LedgerCounts: Sendable, Equatable {
  /// Batches, each one write and one sync.
  public private(set) var syncs: UInt64 = 0
  public private(set) var records: UInt64 = 0
  /// With the padding of batches.
  public private(set) var bytes: UInt64 = 0
  /// What all batches took together.
  public private(set) var nanoseconds: UInt64 = 0
  /// The longest write and sync of a batch, in microseconds.
  public private(set) var longestMicros: UInt64 = 0
  /// Batches that took less than 2^n microseconds, and not less than half of that, by n.
  private var buckets = [UInt64](repeating: 0, count: bucketCount)
  private static let bucketCount = 40

  mutating func add(records: UInt64, bytes: Int, nanoseconds: UInt64) {
    let micros = nanoseconds / 1000
    syncs += 1
    self.records += records
    self.bytes += UInt64(bytes)
    self.nanoseconds += nanoseconds
    longestMicros = max(longestMicros, micros)
    buckets[min(UInt64.bitWidth - micros.leadingZeroBitCount, Self.bucketCount - 1)] += 1
  }

  /// Microseconds that this share of the batches did not exceed, up to the next power of two and never more than the
  /// longest; nil: none was written.
  public func micros(share: Double) -> UInt64? {
    guard syncs > 0 else { return nil }
    let wanted = UInt64((Double(syncs) * share).rounded(.up))
    var seen: UInt64 = 0
    for (bits, count) in buckets.enumerated() {
      seen += count
      if seen >= max(1, wanted) { return min(longestMicros, (1 << UInt64(bits)) - 1) }
    }
    return longestMicros
  }

  /// Batches that took less than 2^n microseconds, by n from 0 to 38. What took longer is in none of them.
  public var syncsWithinPowers: [UInt64] {
    var sum: UInt64 = 0
    return buckets.dropLast().map { count in
      sum += count
      return sum
    }
  }

  /// nil: none was written.
  public var recordsPerSync: Double? { syncs == 0 ? nil : Double(records) / Double(syncs) }
}
