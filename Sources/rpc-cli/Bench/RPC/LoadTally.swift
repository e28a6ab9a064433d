// LoadTally.swift: what the calls of a load have come to so far.

internal import Synchronization
internal import TokenWire

/// Counts of calls that ended within the measured time, and of those in flight at its end that failed. One for each
/// thread that completes calls; they are added up.
struct LoadTally: Sendable, Equatable {
  /// Answers that said yes.
  private(set) var valid: UInt64 = 0
  /// Of the answers, not of failed calls.
  private(set) var latencies = LatencyHistogram()
  /// Failed calls by their code.
  private(set) var failures: [StatusCode: UInt64] = [:]
  /// What the first failed call said.
  private(set) var firstFailure: String?

  /// The longest that a call took which was in flight when the measured time ended, in microseconds.
  private(set) var longestLate: UInt64 = 0

  /// Calls that failed.
  var errors: UInt64 { failures.values.reduce(0, +) }

  /// Calls that ended, in whatever way.
  var requests: UInt64 { latencies.count + errors }

  mutating func count(_ verdict: LoadPlan.Verdict, microseconds: UInt64) {
    switch verdict {
    case .yes:
      valid += 1
      latencies.record(microseconds)
    case .no: latencies.record(microseconds)
    case .failed(let error):
      failures[error.code, default: 0] += 1
      if firstFailure == nil { firstFailure = error.message }
    }
  }

  /// A call that was in flight at the end. Its answer counts in nothing; that there was none is a failure.
  mutating func countLate(_ verdict: LoadPlan.Verdict, _ microseconds: UInt64) {
    longestLate = max(longestLate, microseconds)
    if case .failed = verdict { count(verdict, microseconds: microseconds) }
  }

  mutating func add(_ other: LoadTally) {
    longestLate = max(longestLate, other.longestLate)
    valid += other.valid
    latencies.add(other.latencies)
    failures.merge(other.failures, uniquingKeysWith: +)
    firstFailure = firstFailure ?? other.firstFailure
  }

  /// Forgets all, and keeps its room.
  mutating func clear() {
    longestLate = 0
    valid = 0
    latencies.clear()
    failures = [:]
    firstFailure = nil
  }

  /// From how long on a call that was in flight at the end means that the server stalled, in microseconds.
  static let stall: UInt64 = 1_000_000

  /// That the server stalled at the end, which a closed loop's percentiles hide; nil: it did not.
  var stallText: String? {
    guard longestLate >= Self.stall else { return requests == 0 ? "no call ended within the measured time" : nil }
    return "a call that was in flight at the end took \(longestLate / 1_000) ms, which the percentiles do not show"
  }

  /// Codes of failed calls and how many had each, the most frequent first.
  var codes: [(code: StatusCode, count: UInt64)] {
    failures.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map { ($0.key, $0.value) }
  }

  /// The failed calls in words, the most frequent code first; nil: none failed.
  var failureText: String? {
    guard let firstFailure else { return nil }
    let counts = codes.map { "\($0.code.name) \($0.count)" }.joined(separator: ", ")
    return "\(Plural.text(errors, "call")) failed: \(counts); the first: \(firstFailure)"
  }
}

/// The tallies of one thread, one for each kind of call, which others take from now and then.
final class LockedTally: Sendable {
  /// By the positions of the mix.
  private let parts: Mutex<[LoadTally]>

  /// For so many kinds of calls.
  init(kinds: Int = 1) { parts = Mutex(Array(repeating: LoadTally(), count: kinds)) }

  func count(_ verdict: LoadPlan.Verdict, of position: Int = 0, microseconds: UInt64) {
    parts.withLock { $0[position].count(verdict, microseconds: microseconds) }
  }

  func countLate(_ verdict: LoadPlan.Verdict, of position: Int, _ microseconds: UInt64) {
    parts.withLock { $0[position].countLate(verdict, microseconds) }
  }

  /// Exchanges what was counted for `empty`, as many, at no cost for the thread that counts.
  func take(into empty: inout [LoadTally]) {
    parts.withLock { parts in
      precondition(parts.count == empty.count, "there is a tally for each kind of call")
      swap(&parts, &empty)
    }
  }
}
