// ProcessorClock.swift: how many cycles a second the core under the calling thread does, measured by work.

internal import CTokenKernels

/// The clock of a core. What the system tells of it is nominal, and inside a virtual machine often wrong.
public enum ProcessorClock {
  /// Additions timed at once: about a quarter of a millisecond.
  private static let adds: UInt64 = 1 << 20
  /// How often. The shortest time counts, because whatever else the machine does only adds.
  private static let timings = 8

  /// Cycles a nanosecond, by a chain of additions of one cycle each. About two milliseconds.
  public static func measuredGigahertz() -> Double {
    var least = UInt64.max
    for _ in 0..<timings {
      let start = Environment.monotonicNanoseconds()
      let made = token_dependent_adds(adds)
      let nanoseconds = Environment.monotonicNanoseconds() - start
      precondition(made == adds, "the additions were made")
      least = min(least, max(1, nanoseconds))
    }
    return Double(adds) / Double(least)
  }
}
