// UseHistory.swift: who tried to use one token when, and what they were told. Any thread may add to it.

import Synchronization

/// One attempt to use a token. Attempts with the same key are one use that was asked for again.
public struct UseAttempt: Sendable, Equatable {
  public var key: UInt64
  /// Ticks of one clock that all attempts share.
  public var began: UInt64
  public var answer: Answer?

  /// What the caller was told, and when.
  public struct Answer: Sendable, Equatable {
    public var ended: UInt64
    public var outcome: UseOutcome

    public init(ended: UInt64, outcome: UseOutcome) {
      self.ended = ended
      self.outcome = outcome
    }
  }

  /// - Parameter answer: nil: none came; the use may have happened, may happen yet, or never.
  public init(key: UInt64, began: UInt64, answer: Answer? = nil) {
    self.key = key
    self.began = began
    self.answer = answer
  }
}

/// What a use of a usage-limited token comes to.
public enum UseOutcome: Sendable, Hashable {
  /// One use was spent and so many are left.
  case used(left: UInt64)
  /// None was left.
  case spent
}

/// The attempts at one token.
public final class UseHistory: Sendable {
  /// Uses that the token allows.
  public let uses: UInt64
  private let state = Mutex(State())

  private struct State {
    var clock: UInt64 = 0
    var attempts: [UseAttempt] = []

    mutating func tick() -> UInt64 {
      clock += 1
      return clock
    }
  }

  public init(uses: UInt64) { self.uses = uses }

  public var attempts: [UseAttempt] { state.withLock { $0.attempts } }

  /// An attempt is about to begin; returns its number.
  public func begin(key: UInt64) -> Int {
    state.withLock { state in
      state.attempts.append(UseAttempt(key: key, began: state.tick()))
      return state.attempts.count - 1
    }
  }

  /// The attempt was answered just now.
  public func end(_ attempt: Int, _ outcome: UseOutcome) {
    state.withLock { $0.attempts[attempt].answer = UseAttempt.Answer(ended: $0.tick(), outcome: outcome) }
  }

  /// Uses that somebody was told of.
  public var told: Int {
    Set(
      attempts.compactMap { attempt -> UInt64? in
        if case .used = attempt.answer?.outcome { attempt.key } else { nil }
      }
    ).count
  }
}
