// ReactorCounts.swift: what one reactor has counted, or several together. A value.

internal import TokenWire

/// Calls by method and code, the times they took, and bytes. A method is its row in the table of methods.
struct ReactorCounts: Sendable {
  /// The upper bounds of the buckets of times, in nanoseconds: 1, 2 and 5 of each power of ten from 10 us to 10 s.
  static let bounds: [UInt64] =
    [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000].flatMap { [$0, 2 * $0, 5 * $0] }
    + [10_000_000_000]
  static let codes = StatusCode.allCases.count

  private let bounds = ReactorCounts.bounds
  /// By method, then code.
  private var ends: [UInt64]
  /// By method, then bucket; the last of a method has what is above all bounds.
  private var times: [UInt64]
  /// By method: what all its calls took together.
  private var nanoseconds: [UInt64]
  var receivedBytes: UInt64 = 0
  var sentBytes: UInt64 = 0

  init(methods: Int) {
    ends = Array(repeating: 0, count: methods * ReactorCounts.codes)
    times = Array(repeating: 0, count: methods * (bounds.count + 1))
    nanoseconds = Array(repeating: 0, count: methods)
  }

  mutating func callEnded(_ method: Int, _ code: StatusCode) {
    ends[method * ReactorCounts.codes + Int(code.rawValue)] &+= 1
  }

  mutating func callTook(_ method: Int, bucket: Int, nanoseconds: UInt64) {
    times[method * (bounds.count + 1) + bucket] &+= 1
    self.nanoseconds[method] &+= nanoseconds
  }

  /// The bucket of a time: the first whose bound it does not exceed.
  func bucket(of nanoseconds: UInt64) -> Int { bounds.firstIndex { nanoseconds <= $0 } ?? bounds.count }

  /// How many calls of a method ended with a code.
  func calls(_ method: Int, _ code: StatusCode) -> UInt64 { ends[method * ReactorCounts.codes + Int(code.rawValue)] }

  /// How long the calls of a method took.
  func durations(_ method: Int) -> DurationHistogram {
    let start = method * (bounds.count + 1)
    var count: UInt64 = 0
    let buckets = bounds.enumerated().map { number, bound in
      count += times[start + number]
      return (seconds: Double(bound) / 1e9, count: count)
    }
    return DurationHistogram(
      buckets: buckets, sum: Double(nanoseconds[method]) / 1e9, count: count + times[start + bounds.count])
  }

  /// Adds what another reactor of the same server counted.
  mutating func add(_ other: ReactorCounts) {
    for position in ends.indices { ends[position] &+= other.ends[position] }
    for position in times.indices { times[position] &+= other.times[position] }
    for position in nanoseconds.indices { nanoseconds[position] &+= other.nanoseconds[position] }
    receivedBytes &+= other.receivedBytes
    sentBytes &+= other.sentBytes
  }
}
