// LoadShape.swift: how much load is made, for how long, and when: as the flags say it, and as the clock has it.

/// How much load is made, and for how long.
struct LoadShape: Sendable, Equatable {
  /// 1 to 1,000, each a client with a socket of its own.
  let connections: Int
  /// Calls, or streams that follow, that each connection has in flight at most, 1 to 1,024.
  let depth: Int
  /// Threads that carry the connections at most, 1 to 1,000; nil: as many as usual.
  var threads: Int?
  /// The measured time, 100 ms to an hour.
  let milliseconds: UInt64
  /// Load before the measured time that counts in nothing; 0: none.
  var warmUpMilliseconds: UInt64 = 0
  /// nil: a closed loop, where the end of each call starts the next.
  var rate: RateSchedule?
  /// Streams that follow the queue instead of calls, as many as there would be calls in flight.
  var isFollowing = false

  static let connectionRange: ClosedRange<UInt64> = 1...1_000
  static let threadRange: ClosedRange<UInt64> = 1...1_000
  static let depthRange: ClosedRange<UInt64> = 1...1_024
  static let millisecondRange: ClosedRange<UInt32> = 100...3_600_000
  static let warmUpRange: ClosedRange<UInt32> = 0...3_600_000
}

/// When a load is made, in nanoseconds of the monotonic clock.
struct LoadWindow: Sendable, Equatable {
  /// The measured time begins: calls that began before it are of the warm-up.
  var start: UInt64
  /// The measured time ends; no call is started afterwards.
  var end: UInt64

  init(start: UInt64, end: UInt64) {
    self.start = start
    self.end = end
  }

  /// A load of this shape that begins at `now`.
  init(_ shape: LoadShape, at now: UInt64) {
    start = now + shape.warmUpMilliseconds * 1_000_000
    end = start + shape.milliseconds * 1_000_000
  }

  /// Nanoseconds of the measured time; 0: it was over before it began.
  var nanoseconds: UInt64 { end - min(start, end) }

  /// It ends at `now` if it hasn't.
  mutating func cut(at now: UInt64) { end = min(end, now) }
}
