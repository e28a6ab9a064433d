// Environment.swift: the clocks and the random source that the engine is given.

internal import Glibc

/// What the engine knows of the world: two clocks and a random source. Tests give their own.
public struct Environment: Sendable {
  /// The wall clock, Unix milliseconds.
  public var wallMilliseconds: @Sendable () -> UInt64
  /// A clock that never goes back and runs on while the machine sleeps, in milliseconds.
  public var bootMilliseconds: @Sendable () -> UInt64
  /// Sixty-four unpredictable bits.
  public var random: @Sendable () -> UInt64

  public init(
    wallMilliseconds: @escaping @Sendable () -> UInt64, bootMilliseconds: @escaping @Sendable () -> UInt64,
    random: @escaping @Sendable () -> UInt64
  ) {
    self.wallMilliseconds = wallMilliseconds
    self.bootMilliseconds = bootMilliseconds
    self.random = random
  }

  /// `CLOCK_REALTIME`, `CLOCK_BOOTTIME` and the system's random source.
  public static let system = Environment(
    wallMilliseconds: { milliseconds(CLOCK_REALTIME) }, bootMilliseconds: { milliseconds(CLOCK_BOOTTIME) },
    random: {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    })

  /// `CLOCK_MONOTONIC` in nanoseconds, to time short things with.
  public static func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(max(0, time.tv_nsec))
  }

  private static func milliseconds(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(max(0, time.tv_sec)) * 1000 + UInt64(max(0, time.tv_nsec)) / 1_000_000
  }

  /// Thirty-two unpredictable bytes.
  func randomDigest() -> Digest {
    Digest(words: (random(), random(), random(), random()))
  }
}
