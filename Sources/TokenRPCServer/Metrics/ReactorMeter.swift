// ReactorMeter.swift: counts what one reactor does, in plain memory of its loop. Promise: a call costs a few additions
// and no look at the clock, which is read once in a turn that ended calls.

internal import TokenNet
internal import TokenWire

/// The meter of one reactor. On its loop.
///
/// A call's time ends with the turn in which it was answered: behind the write that sent the answer, if the client took
/// it at once.
final class ReactorMeter: TurnTarget {
  /// Calls that end in one turn before the clock is read within it.
  static let maxEnded = 4_096

  private struct EndedCall {
    let method: Int
    let arrivedAt: UInt64
  }

  private var counts: ReactorCounts
  /// Calls that ended in this turn, whose time is still to be taken.
  private var ended: [EndedCall] = []

  init(methods: Int) {
    counts = ReactorCounts(methods: methods)
    ended.reserveCapacity(ReactorMeter.maxEnded)
  }

  /// A call has ended whose request was read at `arrivedAt`, in nanoseconds of the monotonic clock.
  func callEnded(_ method: Int, _ code: StatusCode, arrivedAt: UInt64) {
    counts.callEnded(method, code)
    ended.append(EndedCall(method: method, arrivedAt: arrivedAt))
    if ended.count == ReactorMeter.maxEnded { settle(at: EventLoop.readClock()) }
  }

  func received(_ bytes: Int) { counts.receivedBytes &+= UInt64(bytes) }

  func sent(_ bytes: Int) { counts.sentBytes &+= UInt64(bytes) }

  func turnEnded() {
    if !ended.isEmpty { settle(at: EventLoop.readClock()) }
  }

  /// What was counted until `now`; each call has its code and its time.
  func counts(at now: UInt64) -> ReactorCounts {
    settle(at: now)
    return counts
  }

  /// Calls that were read together took equally long, so most buckets need not be looked for.
  private func settle(at now: UInt64) {
    var last = (arrivedAt: UInt64.max, nanoseconds: UInt64(0), bucket: 0)
    for call in ended {
      if call.arrivedAt != last.arrivedAt {
        let nanoseconds = now > call.arrivedAt ? now - call.arrivedAt : 0
        last = (call.arrivedAt, nanoseconds, counts.bucket(of: nanoseconds))
      }
      counts.callTook(call.method, bucket: last.bucket, nanoseconds: last.nanoseconds)
    }
    ended.removeAll(keepingCapacity: true)
  }
}
