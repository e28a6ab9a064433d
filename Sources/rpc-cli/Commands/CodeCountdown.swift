// CodeCountdown.swift: decides when `generate --follow` asks again, and until when a code is shown as live. Has no
// clock and makes no call.

internal import TokenWire

/// A user's code as it is followed.
///
/// The server tells whole seconds, rounded up. A code is shown as live for the time that it certainly has: from the
/// moment of asking, a second less than it was told, but for a code made by the call itself, which has them all.
struct CodeCountdown: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// What is to be done now.
  enum Step: Equatable {
    /// Ask for the code; `asks` begins a call that ends with `answered` or `failed`.
    case ask
    /// Nothing until then; nil: nothing until the call under way ends.
    case wait(until: Instant?)
  }

  /// The least time between two calls, and the pause after the first failure.
  static let shortestPause = Duration.seconds(1)
  /// What the pause grows to while calls go on failing.
  static let longestPause = Duration.seconds(10)

  /// Uses are shown as they happen: it asks each second, and counts down between. Otherwise it asks when the code is
  /// over.
  let isLive: Bool

  private var code: GenerateReply?
  private var liveUntil: Instant?
  private var isAsking = false
  /// When the next call is due; nil: at once.
  private var due: Instant?
  /// The pause after the last call; nil: it did not fail.
  private var pause: Duration?

  init(isLive: Bool) { self.isLive = isLive }

  /// No code was ever told.
  var isEmpty: Bool { code == nil }

  /// What is to be done. `ask` takes it for asked.
  mutating func next(at now: Instant) -> Step {
    if !isAsking, due.map({ $0 <= now }) ?? true {
      isAsking = true
      return .ask
    }
    return .wait(until: [isAsking ? nil : due, isLive ? nextSecond(after: now) : nil].compactMap { $0 }.min())
  }

  /// The call made at `asked` was answered at `now`. True: with another code than before.
  mutating func answered(_ reply: GenerateReply, asked: Instant, at now: Instant) -> Bool {
    let isOther = reply.code != code?.code || reply.createdMs != code?.createdMs
    let seconds = max(1, Int64(reply.secondsLeft))
    let certain = asked + .seconds(reply.isNew ? seconds : seconds - 1)
    let known = isOther ? certain : max(certain, liveUntil ?? certain)
    liveUntil = min(known, now + .seconds(seconds))
    code = reply
    due = isLive ? asked + Self.shortestPause : now + .seconds(seconds)
    isAsking = false
    pause = nil
    return isOther
  }

  /// The call failed at `now` and may be made again. True: the one before it did not fail.
  mutating func failed(at now: Instant) -> Bool {
    let isFirst = pause == nil
    let next = min(pause.map { $0 * 2 } ?? Self.shortestPause, Self.longestPause)
    pause = next
    due = now + next
    isAsking = false
    return isFirst
  }

  /// The failure passes by itself: the service or its generator is away.
  static func mayPass(_ error: RPCError) -> Bool { error.code == .unavailable || error.code == .deadlineExceeded }

  /// Whole seconds that the code certainly has, rounded up; 0: it is over, or may be.
  func secondsLeft(at now: Instant) -> Int64 {
    guard let liveUntil, liveUntil > now else { return 0 }
    let (seconds, attoseconds) = now.duration(to: liveUntil).components
    return attoseconds > 0 ? seconds + 1 : seconds
  }

  /// The code and what is left of it, on one line; nil: none was ever told.
  func line(at now: Instant) -> String? { line(secondsLeft(at: now)) }

  /// The line of a code that is over.
  var lastLine: String? { line(0) }

  private func line(_ secondsLeft: Int64) -> String? { code?.line(secondsLeft: secondsLeft) }

  /// When fewer seconds are left than at `now`; nil: none are.
  private func nextSecond(after now: Instant) -> Instant? {
    let seconds = secondsLeft(at: now)
    return seconds == 0 ? nil : liveUntil.map { $0 - .seconds(seconds - 1) }
  }
}
