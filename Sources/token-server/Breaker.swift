// Breaker.swift: decides whether something that fails is asked again. Knows no clock and makes no call.

/// Stops calls to something that has failed too often in a row, and lets one through from time to time to see whether
/// it is back. Times are milliseconds of a clock that never goes back, handed in.
///
/// closed → open after `failuresMax` failures in a row → half-open when the wait is over → closed when the probe
/// succeeds, or open again for twice as long.
struct Breaker: Sendable {
  /// Failures in a row that open it.
  static let failuresMax = 5
  /// How long it is open at first, in milliseconds.
  static let firstWait: UInt64 = 1_000
  /// How long it is open at most, in milliseconds.
  static let longestWait: UInt64 = 30_000

  /// Where it stands.
  enum State: Sendable, Equatable {
    /// Calls are let through; so many have failed in a row. Exits: open.
    case closed(failures: Int)
    /// No call is let through before this instant. Exits: half-open.
    case open(until: UInt64, wait: UInt64)
    /// One call is under way that decides. Exits: closed, open.
    case halfOpen(wait: UInt64)
  }

  /// Leave for one call. Its outcome has to be told; it counts unless the breaker has opened since.
  struct Permit: Sendable, Equatable {
    fileprivate let round: UInt64
  }

  /// What the outcome of a call came to.
  enum Verdict: Sendable, Equatable {
    /// The call was begun before the breaker opened: its outcome says nothing of now.
    case outdated
    case counted
    /// The breaker has opened with it.
    case opened
  }

  private(set) var state = State.closed(failures: 0)
  /// How often it has opened.
  private var round: UInt64 = 0

  /// Leave for a call; nil: not now.
  mutating func admit(at now: UInt64) -> Permit? {
    switch state {
    case .closed: return Permit(round: round)
    case .halfOpen: return nil
    case .open(let until, let wait):
      guard now >= until else { return nil }
      state = .halfOpen(wait: wait)
      return Permit(round: round)
    }
  }

  /// A call has succeeded.
  mutating func succeeded(_ permit: Permit) -> Verdict {
    guard permit.round == round else { return .outdated }
    state = .closed(failures: 0)
    return .counted
  }

  /// A call has failed.
  mutating func failed(_ permit: Permit, at now: UInt64) -> Verdict {
    guard permit.round == round else { return .outdated }
    switch state {
    case .closed(let failures) where failures + 1 < Self.failuresMax:
      state = .closed(failures: failures + 1)
      return .counted
    case .closed: return open(for: Self.firstWait, at: now)
    case .halfOpen(let wait): return open(for: min(2 * wait, Self.longestWait), at: now)
    case .open: return .outdated
    }
  }

  private mutating func open(for wait: UInt64, at now: UInt64) -> Verdict {
    state = .open(until: now + wait, wait: wait)
    round += 1
    return .opened
  }
}
