// GeneratorCondition.swift: how a generator in another process did lately.

/// Whether the last draw succeeded, since when it is so, and what went wrong last.
struct GeneratorCondition: Sendable, Equatable {
  private(set) var isServing = true
  /// What went wrong last; empty: nothing has.
  private(set) var lastError = ""
  /// Since when it is serving or not, Unix ms; 0: since the start.
  private(set) var since: UInt64 = 0

  /// A draw has succeeded; true: it was down before.
  mutating func succeeded(at time: UInt64) -> Bool {
    guard !isServing else { return false }
    isServing = true
    since = time
    return true
  }

  /// A draw has failed; true: it was serving before.
  mutating func failed(_ reason: String, at time: UInt64) -> Bool {
    lastError = reason
    guard isServing else { return false }
    isServing = false
    since = time
    return true
  }
}
