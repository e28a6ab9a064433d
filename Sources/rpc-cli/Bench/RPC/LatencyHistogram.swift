// LatencyHistogram.swift: how often each latency was seen, to three significant digits, in a fixed room.

/// Latencies in whole microseconds, up to an hour, which is the longest that a load lasts. Buckets are one microsecond
/// wide up to 2,048, then twice as wide each time the value doubles (HdrHistogram's layout): a quantile is never below
/// the true one, and less than 1/1,024 above it.
struct LatencyHistogram: Sendable, Equatable {
  /// An hour. In quantiles what took longer counts as this; `longest` tells the truth.
  static let most: UInt64 = 3_600_000_000

  /// Buckets of one width: half of those that a three-digit number needs, the lower half being the narrower ones.
  private static let halfCount: UInt64 = 1_024
  private static let bucketCount = bucket(of: most) + 1

  private var buckets = [UInt64](repeating: 0, count: bucketCount)
  /// Latencies recorded.
  private(set) var count: UInt64 = 0
  /// The longest one; 0 when there is none.
  private(set) var longest: UInt64 = 0

  mutating func record(_ microseconds: UInt64) {
    buckets[Self.bucket(of: min(microseconds, Self.most))] += 1
    count += 1
    longest = max(longest, microseconds)
  }

  /// Adds all that another one has seen.
  mutating func add(_ other: LatencyHistogram) {
    for bucket in other.usedBuckets where other.buckets[bucket] > 0 { buckets[bucket] += other.buckets[bucket] }
    count += other.count
    longest = max(longest, other.longest)
  }

  /// Forgets all, and keeps its room.
  mutating func clear() {
    for bucket in usedBuckets { buckets[bucket] = 0 }
    count = 0
    longest = 0
  }

  /// The latency that this many of a million did not exceed: 500,000 is the median, 999,900 is p99.99. nil: none was
  /// recorded.
  func value(perMillion: UInt64) -> UInt64? {
    precondition((1...1_000_000).contains(perMillion), "a quantile is 1 to 1,000,000 of a million")
    if count == 0 { return nil }
    // The smallest rank that is not less than the share, computed without overflow.
    let (millions, rest) = count.quotientAndRemainder(dividingBy: 1_000_000)
    let rank = millions * perMillion + (rest * perMillion + 999_999) / 1_000_000
    var seen: UInt64 = 0
    for bucket in usedBuckets {
      seen += buckets[bucket]
      if seen >= rank { return min(Self.last(of: bucket), longest, Self.most) }
    }
    return longest
  }

  /// Those up to the longest latency; the others are 0.
  private var usedBuckets: Range<Int> { 0..<(count == 0 ? 0 : Self.bucket(of: min(longest, Self.most)) + 1) }

  /// The bucket a value falls into. Values below `2 * halfCount` have one each.
  private static func bucket(of value: UInt64) -> Int {
    let shift = UInt64(max(0, value.bitWidth - value.leadingZeroBitCount - 11))
    return Int(shift * halfCount + (value >> shift))
  }

  /// The highest value of a bucket.
  private static func last(of bucket: Int) -> UInt64 {
    let bucket = UInt64(bucket)
    if bucket < 2 * halfCount { return bucket }
    let shift = bucket / halfCount - 1
    return ((bucket - shift * halfCount + 1) << shift) - 1
  }
}
