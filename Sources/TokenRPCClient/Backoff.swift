// Backoff.swift: how long to wait before another attempt: longer after each failure, and never all clients at once.

internal import Glibc

/// Waiting times that grow with the failures in a row, with a random part (gRPC's connection-backoff.md and gRFC A6).
public struct Backoff: Sendable, Equatable {
  /// After the first failure; more than nothing.
  public var initial: Duration
  /// What each further failure multiplies it with, at least 1.
  public var multiplier: Double
  /// It never grows above this, before the random part.
  public var maximum: Duration
  /// The share of the waiting time that is really waited, drawn evenly from this range, within 0 to 2.
  public var share: ClosedRange<Double>

  public init(initial: Duration, multiplier: Double, maximum: Duration, share: ClosedRange<Double>) {
    precondition(initial > .zero && maximum >= initial, "a backoff starts above nothing and ends no lower")
    precondition(multiplier >= 1, "a backoff never shrinks")
    precondition(share.lowerBound >= 0 && share.upperBound <= 2, "the share of a backoff lies within 0 to 2")
    self.initial = initial
    self.multiplier = multiplier
    self.maximum = maximum
    self.share = share
  }

  /// Between two attempts to connect: 100 ms, then 1.6 times as long each time, 30 s at most, give or take a fifth.
  public static let connecting = Backoff(
    initial: .milliseconds(100), multiplier: 1.6, maximum: .seconds(30), share: 0.8...1.2)

  /// Between two attempts of a call: up to 50 ms, then up to twice as long each time, 2 s at most.
  public static let calling = Backoff(initial: .milliseconds(50), multiplier: 2, maximum: .seconds(2), share: 0...1)

  /// How long to wait after this many failures in a row, at least 1. In whole nanoseconds.
  func delay(afterFailures failures: Int, using random: inout some RandomNumberGenerator) -> Duration {
    precondition(failures >= 1, "nothing has failed")
    let longest = maximum / .nanoseconds(1)
    let nanoseconds = initial / .nanoseconds(1) * pow(multiplier, Double(failures - 1))
    return .nanoseconds(Int64(min(nanoseconds, longest) * Double.random(in: share, using: &random)))
  }
}
