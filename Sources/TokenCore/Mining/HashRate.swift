// HashRate.swift: how fast one thread hashes, from what it did in the time that it mined. A value without a clock.

/// Hashes a second over the last two seconds or so of mining. Time without mining is never told to it, so that idle is
/// not slow. The same observations always give the same rate.
struct HashRate: Sendable, Equatable {
  /// Mining that is remembered, in nanoseconds: what was done this long ago counts for 1/e.
  static let memory = 2e9
  /// What the first estimate counts for, in nanoseconds of mining: soon overruled.
  static let trust = 1e8
  /// The longest that is believed of one observation, in nanoseconds, unless so many hashes usually take a tenth of it
  /// or more: then ten times what they usually take.
  static let longest = 1e9
  /// No thread is slower, or nothing could be told from it.
  static let least = 1e-3

  private var hashes: Double
  private var nanoseconds: Double

  /// Begins with an estimate.
  init(estimate perSecond: Double) {
    nanoseconds = Self.trust
    hashes = max(Self.least, perSecond) * Self.trust / 1e9
  }

  /// So many hashes took so long. Of what took much longer than ever before only a part is believed: the machine, or
  /// the process, was stopped. Who has become slow shows it again and again.
  mutating func add(hashes count: UInt64, nanoseconds elapsed: UInt64) {
    let usual = Double(max(1, count)) * 1e9 / perSecond
    let time = min(Double(elapsed), max(Self.longest, 10 * usual))
    let kept = Self.memory / (Self.memory + time)
    hashes = hashes * kept + Double(count)
    nanoseconds = nanoseconds * kept + time
  }

  var perSecond: Double { max(Self.least, hashes * 1e9 / nanoseconds) }
}
