// LoadTally.swift: what the calls of a load have come to so far.

internal import Synchronization
internal import TokenWire

/// Counts of calls that ended within the measured time. One for each thread that completes calls; they are added up.
struct LoadTally: Sendable, Equatable {
  /// Answers that said yes.
  private(set) var valid: UInt64 = 0
  /// Of the answers, not of failed calls.
  private(set) var latencies = LatencyHistogram()
  /// Failed calls by their code.
  private(set) var failures: [StatusCode: UInt64] = [:]
  /// What the first failed call said.
  private(set) var firstFailure: String?

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

  mutating func add(_ other: LoadTally) {
    valid += other.valid
    latencies.add(other.latencies)
    failures.merge(other.failures, uniquingKeysWith: +)
    firstFailure = firstFailure ?? other.firstFailure
  }

  /// The failed calls in words, the most frequent code first; nil: none failed.
  var failureText: String? {
    guard let firstFailure else { return nil }
    let codes = failures.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    let counts = codes.map { "\($0.key.name) \($0.value)" }.joined(separator: ", ")
    return "\(Plural.text(errors, "call")) failed: \(counts); the first: \(firstFailure)"
  }
}

/// A tally of one thread, which others look at now and then.
final class LockedTally: Sendable {
  private let tally = Mutex(LoadTally())

  var value: LoadTally { tally.withLock { $0 } }

  func count(_ verdict: LoadPlan.Verdict, microseconds: UInt64) {
    tally.withLock { $0.count(verdict, microseconds: microseconds) }
  }
}
