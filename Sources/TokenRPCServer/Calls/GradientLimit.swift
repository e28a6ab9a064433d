// GradientLimit.swift: how many calls may be in flight, found from how long they take. A value that is told samples and
// the time: it knows no call and no clock. Promise: never below its floor, never above its maximum.
//
// The idea is brpc's (docs/cn/auto_concurrency_limiter.md): limit = rate * ((2 + alpha) * least - latency). `least` is
// what a call takes when nothing waits, `latency` what it takes now, `rate` the most calls that end in a second. While
// latency is `least` the limit is 1 + alpha times what is in flight, and grows; once calls only wait longer, not end
// faster, it settles where latency is 1 + alpha / 2 times `least`. Since `least` may have been measured under load, the
// limit is halved from time to time for as long as it takes to measure it again. When calls take longer for another
// reason, the limit falls to its floor, learns there that this is the least now, and rises again.

internal import TokenWire

/// A limit of calls in flight that follows the load.
struct GradientLimit {
  /// How much longer than at no load calls may take before the limit falls.
  static let alpha = 0.3
  /// Where it begins, and what is left at the worst: what a client may send before it has read the server's HELLO.
  static let floor = FrameLimits.callsBeforeHello
  /// A window is judged when it has so many samples and has lasted so long, in nanoseconds; without so many samples by
  /// its end it is thrown away.
  static let minSamples = 20
  static let minWindow: UInt64 = 100_000_000
  static let maxWindow: UInt64 = 2_000_000_000
  /// From one measurement of the least latency to the next.
  static let remeasureInterval: UInt64 = 30_000_000_000
  /// What part of the way a lower rate takes the highest one along: a single window decides little.
  private static let rateShare = 0.1

  private struct Window {
    let start: UInt64
    var samples = 0
    var nanoseconds = 0.0
    var peak = 0
  }

  /// usual → draining → measuring → usual.
  private enum Phase {
    case usual
    /// The limit is lowered; what ends until then began before. `before`: the limit to go back to.
    case draining(until: UInt64, before: Int)
    /// The next window tells the least latency.
    case measuring(before: Int)
  }

  /// Calls that may be in flight now.
  private(set) var limit: Int
  private let range: ClosedRange<Int>
  private var phase = Phase.usual
  private var window: Window?
  private var remeasureAt: UInt64?
  /// Nanoseconds; nil: not known yet.
  private var least: Double?
  /// The highest rate, in calls a nanosecond.
  private var rate = 0.0

  /// - Parameter maximum: at least the floor.
  init(maximum: Int) {
    range = Self.floor...max(Self.floor, maximum)
    limit = Self.floor
  }

  /// A call has ended at `now` that took so many nanoseconds; `inFlight`: calls that were in flight, itself among them.
  mutating func ended(after nanoseconds: UInt64, inFlight: Int, at now: UInt64) {
    if case .draining(let until, let before) = phase {
      if now < until { return }
      phase = .measuring(before: before)
      window = nil
    }
    guard var open = window else {
      window = Window(start: now)
      return
    }
    open.samples += 1
    open.nanoseconds += Double(nanoseconds)
    open.peak = max(open.peak, inFlight)
    window = open
    let age = now > open.start ? now - open.start : 0
    if age < Self.minWindow || (open.samples < Self.minSamples && age < Self.maxWindow) { return }
    window = Window(start: now)
    if open.samples >= Self.minSamples { judge(open, Double(age), at: now) }
  }

  private mutating func judge(_ window: Window, _ age: Double, at now: UInt64) {
    let latency = window.nanoseconds / Double(window.samples)
    if case .measuring(let before) = phase {
      (least, limit, phase) = (latency, before, .usual)
      remeasureAt = now + Self.remeasureInterval
      return
    }
    // At the floor nothing more can be taken away: what calls take there is the least, though it be more than it was.
    let least = limit == range.lowerBound ? latency : min(least ?? latency, latency)
    let current = Double(window.samples) / age
    rate = current > rate ? current : rate + (current - rate) * Self.rateShare
    self.least = least
    if now >= remeasureAt ?? .max { return lower(latency, at: now) }
    if remeasureAt == nil { remeasureAt = now + Self.remeasureInterval }
    // Where few are in flight the limit holds nobody back, and nothing can be learnt of it.
    if window.peak * 2 >= limit { follow(least: least, latency: latency) }
  }

  /// It rises at once and falls half of the way, which keeps it from swinging.
  private mutating func follow(least: Double, latency: Double) {
    let target = bounded(rate * ((2 + Self.alpha) * least - latency))
    limit = target >= limit ? target : max(range.lowerBound, (limit + target) / 2)
  }

  /// Lowers the limit to half of what was in flight at no load, until calls that began before have ended.
  private mutating func lower(_ latency: Double, at now: UInt64) {
    phase = .draining(until: now + UInt64(min(2 * latency, Double(Self.maxWindow))), before: limit)
    limit = min(limit, bounded(rate * (least ?? latency) / 2))
  }

  private func bounded(_ value: Double) -> Int {
    Int(min(max(value.rounded(.up), Double(range.lowerBound)), Double(range.upperBound)))
  }
}
