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
  /// Fills memory, a multiple of 8 bytes, with unpredictable bits: cheaper than as many calls of `random`.
  public var fillRandom: @Sendable (UnsafeMutableRawBufferPointer) -> Void

  /// - Parameter fillRandom: nil: `random` fills.
  public init(
    wallMilliseconds: @escaping @Sendable () -> UInt64, bootMilliseconds: @escaping @Sendable () -> UInt64,
    random: @escaping @Sendable () -> UInt64,
    fillRandom: (@Sendable (UnsafeMutableRawBufferPointer) -> Void)? = nil
  ) {
    self.wallMilliseconds = wallMilliseconds
    self.bootMilliseconds = bootMilliseconds
    self.random = random
    self.fillRandom =
      fillRandom ?? { buffer in
        for offset in stride(from: 0, to: buffer.count, by: 8) { buffer.put(random(), at: offset) }
      }
  }

  /// `CLOCK_REALTIME`, `CLOCK_BOOTTIME` and the system's random source.
  public static let system = Environment(
    wallMilliseconds: { milliseconds(CLOCK_REALTIME) }, bootMilliseconds: { milliseconds(CLOCK_BOOTTIME) },
    random: {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    }, fillRandom: { fillFromSystem($0) })

  /// `CLOCK_MONOTONIC` in nanoseconds, to time short things with.
  public static func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(max(0, time.tv_nsec))
  }

  /// getentropy(3), which gives so much at once.
  private static let entropyBytes = 256

  private static func fillFromSystem(_ buffer: UnsafeMutableRawBufferPointer) {
    var rest = buffer[...]
    while !rest.isEmpty {
      let piece = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(entropyBytes))
      guard let start = piece.baseAddress, getentropy(start, piece.count) == 0 else {
        preconditionFailure("the system has no random bits")
      }
      rest = rest.dropFirst(piece.count)
    }
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
