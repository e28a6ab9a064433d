// EventLoop+Timers.swift: timers of a loop, to the millisecond, never early.

/// Is called on the loop when its timer is due.
public protocol TimerTarget: AnyObject {
  /// `tag` is what the timer was added with.
  func timerFired(_ tag: UInt64)
}

extension EventLoop {
  /// Calls `target` once at the instant `when`, in nanoseconds of the loop's clock, or in the next turn if that is
  /// over. It is held until then or until `cancel`. On the loop. Constant cost, no allocation, no system call.
  public func addTimer(at when: UInt64, _ target: any TimerTarget, tag: UInt64 = 0) -> TimerToken {
    let (milliseconds, rest) = when.quotientAndRemainder(dividingBy: 1_000_000)
    return inside.value.wheel.add(at: milliseconds + (rest == 0 ? 0 : 1), LoopTimer(target: target, tag: tag))
  }

  /// The same, after `delay` from this turn's clock.
  public func addTimer(after delay: Duration, _ target: any TimerTarget, tag: UInt64 = 0) -> TimerToken {
    addTimer(at: now.advanced(clampedBy: delay), target, tag: tag)
  }

  /// Runs `job` after `delay`. On the loop. Two allocations.
  public func addTimer(after delay: Duration, _ job: @escaping () -> Void) -> TimerToken {
    addTimer(after: delay, TimerJob(job))
  }

  /// Forgets a timer. One that has fired is ignored. On the loop.
  public func cancel(_ token: TimerToken) { inside.value.wheel.cancel(token) }
}

/// A closure as the target of a timer.
private final class TimerJob: TimerTarget {
  private let job: () -> Void
  init(_ job: @escaping () -> Void) { self.job = job }
  func timerFired(_ tag: UInt64) { job() }
}

extension UInt64 {
  /// Nanoseconds of a clock plus a duration: never before the clock, never past its range.
  public func advanced(clampedBy delay: Duration) -> UInt64 {
    let (seconds, attoseconds) = delay.components
    guard seconds >= 0, attoseconds >= 0 else { return self }
    let (whole, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    if overflows { return .max }
    let (sum, tooFar) = addingReportingOverflow(whole)
    if tooFar { return .max }
    let (instant, isOver) = sum.addingReportingOverflow(UInt64(attoseconds) / 1_000_000_000)
    return isOver ? .max : instant
  }
}
