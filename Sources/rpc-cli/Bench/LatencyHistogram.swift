// LatencyHistogram.swift: how often each latency was seen, to three significant digits, in a fixed room.

/// Latencies in whole microseconds, up to a minute. Buckets are one microsecond wide up to 2,048, then twice as wide
/// each time the value doubles (HdrHistogram's layout): a quantile is never below the true one, and less
/// than 1/1,024 above it.
struct LatencyHistogram: Sendable, Equatable {
  /// A minute. What took longer counts as this.
  static let most: UInt64 = 60_000_000

  /// Buckets of one width: half of those that a three-digit number needs, the lower half being the narrower ones.
  private static let halfCount: UInt64 = 1_024
  private static let bucketCount = bucket(of: most) + 1

  private var buckets = [UInt64](repeating: 0, count: bucketCount)
  /// Latencies recorded.
  private(set) var count: UInt64 = 0
  /// The longest one; 0 when there is none.
  private(set) var longest: UInt64 = 0

  mutating func record(_ microseconds: UInt64) {
    let value = min(microseconds, Self.most)
    buckets[Self.bucket(of: value)] += 1
    count += 1
    longest = max(longest, value)
  }

  /// Adds all that another one has seen.
  mutating func add(_ other: LatencyHistogram) {
    for (bucket, seen) in other.buckets.enumerated() where seen > 0 { buckets[bucket] += seen }
    count += other.count
    longest = max(longest, other.longest)
  }

  /// The latency that this many of a thousand did not exceed: 500 is the median, 990 is p99. nil: none was recorded.
  func value(perMille: UInt64) -> UInt64? {
    precondition((1...1_000).contains(perMille), "a quantile is 1 to 1,000 of a thousand")
    if count == 0 { return nil }
    // The smallest rank that is not less than the share, computed without overflow.
    let (thousands, rest) = count.quotientAndRemainder(dividingBy: 1_000)
    let rank = thousands * perMille + (rest * perMille + 999) / 1_000
    var seen: UInt64 = 0
    for (bucket, count) in buckets.enumerated() {
      seen += count
      if seen >= rank { return min(Self.last(of: bucket), longest) }
    }
    return longest
  }

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
