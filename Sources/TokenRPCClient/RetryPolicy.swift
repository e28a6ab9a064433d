// RetryPolicy.swift: decides whether a call that failed is tried again, and when. Knows no connection and no clock.

internal import TokenWire

/// When a client repeats calls by itself. Only where repeating can't do anything twice: the server has said that it
/// never started the call, the method is idempotent, or the call has an idempotency key, which every changing call of
/// this client's has. A stream is repeated only before its first item.
///
/// What is repeated: UNAVAILABLE, and RESOURCE_EXHAUSTED of a limit that the server says will pass. Calls that a GOAWAY
/// left unstarted move to another connection without counting as an attempt.
public struct RetryPolicy: Sendable, Equatable {
  /// How often a call is tried in all, 1 to 5; 1: never again.
  public var maxAttempts = 3
  /// How long is waited between two attempts, unless the server says how long.
  public var backoff = Backoff.calling
  /// Failures beyond which nothing is repeated until calls succeed again, 1 to 1,000: half of them in a row are
  /// repeated (gRFC A6's token bucket).
  public var throttleTokens = 100
  /// How many successful calls make up for one failure, 1 to 1,000.
  public var successesPerToken = 10

  /// A call that a server wants to have back later than this ends instead.
  static let longestPause = Duration.seconds(60)
  static let mostAttempts = 5

  public init() {}

  /// Calls are never repeated, but for those a GOAWAY left unstarted.
  public static var never: RetryPolicy {
    var policy = RetryPolicy()
    policy.maxAttempts = 1
    return policy
  }

  /// What is known of a call when an attempt of it has failed.
  struct Attempt {
    let error: RPCError
    /// Attempts so far, at least 1.
    let number: Int
    /// Doing it twice does no more than doing it once.
    let isRepeatable: Bool
    /// Its caller has seen an item.
    let hasDelivered: Bool
  }

  /// How long to wait before the next attempt; nil: there is none.
  func delay(
    after attempt: Attempt, using random: inout some RandomNumberGenerator
  ) -> Duration? {
    guard attempt.number < maxAttempts, isSafe(attempt), attempt.error.mayPass else { return nil }
    let pause = backoff.delay(afterFailures: attempt.number, using: &random)
    let asked = Duration.milliseconds(attempt.error.retryAfterMilliseconds)
    return asked > Self.longestPause ? nil : max(pause, asked)
  }

  private func isSafe(_ attempt: Attempt) -> Bool {
    !attempt.hasDelivered && (attempt.error.notStarted || attempt.isRepeatable)
  }

  func validate() {
    precondition((1...Self.mostAttempts).contains(maxAttempts), "a call is tried 1 to 5 times")
    precondition((1...1_000).contains(throttleTokens), "a throttle has 1 to 1,000 tokens")
    precondition((1...1_000).contains(successesPerToken), "1 to 1,000 successes make up for a failure")
  }
}

extension RPCError {
  /// Another attempt may find it different.
  var mayPass: Bool {
    switch code {
    case .unavailable: true
    case .resourceExhausted: retryAfterMilliseconds > 0
    default: false
    }
  }
}

/// Stops a client from repeating calls while most of them fail, so that it does not add to what they fail of.
struct RetryThrottle {
  /// In parts of which one success is worth one.
  private var level: Int
  private let full: Int
  private let failure: Int

  init(_ policy: RetryPolicy) {
    failure = policy.successesPerToken
    full = policy.throttleTokens * failure
    level = full
  }

  /// A call was answered.
  mutating func succeeded() {
    if level < full { level += 1 }
  }

  /// A call has failed in a way that may pass; true: it may be tried again.
  mutating func failed() -> Bool {
    level = max(0, level - failure)
    return 2 * level > full
  }
}
