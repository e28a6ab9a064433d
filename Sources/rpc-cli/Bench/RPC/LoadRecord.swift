// LoadRecord.swift: what a load came to, in all and second by second: gathered from the tallies of its threads.

/// What ended within one second or so of the measured time.
struct LoadInterval: Sendable, Equatable {
  /// From the beginning of the measured time.
  let startMilliseconds: UInt64
  let milliseconds: UInt64
  let requests: UInt64
  let errors: UInt64
  let p50: UInt64?
  let p99: UInt64?
  let longest: UInt64?

  init(_ tally: LoadTally, start: UInt64, end: UInt64) {
    startMilliseconds = start / 1_000_000
    milliseconds = end / 1_000_000 - startMilliseconds
    requests = tally.requests
    errors = tally.errors
    p50 = tally.latencies.value(.p50)
    p99 = tally.latencies.value(.p99)
    longest = tally.latencies.count == 0 ? nil : tally.latencies.longest
  }
}

/// Takes from the tallies what was counted since the last time. The threads that count share nothing with it but a
/// moment's exchange, so that the series costs the calls nothing.
struct LoadRecord: Sendable {
  /// Of each thread.
  private let tallies: [LockedTally]
  /// By the positions of the mix.
  private(set) var parts: [LoadTally]
  private(set) var series: [LoadInterval] = []

  private var interval = LoadTally()
  /// When it began, in nanoseconds from the beginning of the measured time.
  private var intervalStart: UInt64 = 0
  /// As many as `parts`, and empty between two calls.
  private var spare: [LoadTally]

  /// Of tallies for so many kinds of calls.
  init(_ tallies: [LockedTally], kinds: Int) {
    self.tallies = tallies
    parts = Array(repeating: LoadTally(), count: kinds)
    spare = parts
  }

  /// All kinds of calls together.
  var total: LoadTally { parts.reduce(into: LoadTally()) { $0.add($1) } }

  /// Adds what was counted since the last time.
  mutating func take() {
    for tally in tallies {
      tally.take(into: &spare)
      for position in parts.indices {
        parts[position].add(spare[position])
        interval.add(spare[position])
        spare[position].clear()
      }
    }
  }

  /// What was taken since the last interval is one of the series. `now` is in nanoseconds from the beginning of the
  /// measured time.
  mutating func endInterval(at now: UInt64) {
    guard now > intervalStart else { return }
    series.append(LoadInterval(interval, start: intervalStart, end: now))
    intervalStart = now
    interval.clear()
  }
}
