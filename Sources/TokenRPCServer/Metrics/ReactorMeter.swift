// ReactorMeter.swift: counts what one reactor does, in plain memory of its loop, and remembers calls that failed or
// were slow. Promise: a call that succeeds costs a few additions and no look at the clock, which is read once in a turn
// that ended calls.

internal import TokenNet
internal import TokenWire

/// The meter of one reactor. On its loop.
///
/// A call's time ends with the turn in which it was answered: behind the write that sent the answer, if the client took
/// it at once.
final class ReactorMeter: TurnTarget {
  /// Calls that end in one turn before the clock is read within it.
  static let maxEnded = 4_096

  /// Slow calls of one turn that are remembered: of a turn that was slow as a whole the others would tell the same, and
  /// push out all before.
  static let maxSlowPerTurn = 16
  /// Failed calls of one turn that are remembered: one flood doesn't push out all that came before it.
  static let maxFailedPerTurn = 16

  private struct EndedCall {
    let method: Int32
    let arrivedAt: UInt64
    let origin: CallOrigin
  }

  private var counts: ReactorCounts
  /// Calls that ended in this turn, whose time is still to be taken.
  private var ended: [EndedCall] = []
  private(set) var kept: KeptCalls
  private var failedInTurn = 0
  /// What a call that succeeds takes at least to be remembered, in nanoseconds.
  private let slowCall: UInt64
  /// The addresses of the clients, by the numbers of their connections.
  private var peers: [UInt64: String] = [:]

  init(methods: Int, limits: ServerLimits = ServerLimits()) {
    counts = ReactorCounts(methods: methods)
    kept = KeptCalls(capacity: limits.recentCalls)
    slowCall = limits.slowCall == .zero ? .max : UInt64(0).advanced(clampedBy: limits.slowCall)
    ended.reserveCapacity(ReactorMeter.maxEnded)
  }

  /// A connection was opened.
  func opened(_ connection: UInt64, peer: String) { peers[connection] = peer }

  /// It was closed. What it ended is settled, while it is known whose it was.
  func closed(_ connection: UInt64) {
    turnEnded()
    peers[connection] = nil
  }

  /// A call has ended whose request was read at `arrivedAt`, in nanoseconds of the monotonic clock. `origin` is
  /// remembered if it was slow.
  func callEnded(_ method: Int, _ code: StatusCode, arrivedAt: UInt64, origin: CallOrigin = .unknown) {
    counts.callEnded(method, code)
    ended.append(EndedCall(method: Int32(truncatingIfNeeded: method), arrivedAt: arrivedAt, origin: origin))
    if ended.count == ReactorMeter.maxEnded { settle(at: EventLoop.readClock()) }
  }

  /// A call has failed, which is remembered.
  func callFailed(_ method: Int, _ error: RPCError, arrivedAt: UInt64, origin: CallOrigin) {
    callEnded(method, error.code, arrivedAt: arrivedAt)
    failedInTurn += 1
    if failedInTurn > ReactorMeter.maxFailedPerTurn { return }
    let now = EventLoop.readClock()
    keep(method, error, after: now > arrivedAt ? now - arrivedAt : 0, origin)
  }

  private func keep(_ method: Int, _ error: RPCError?, after nanoseconds: UInt64, _ origin: CallOrigin) {
    kept.add(
      KeptCall(
        endedMilliseconds: KeptCalls.wallClock(), method: method, code: error?.code ?? .ok,
        message: error?.keptMessage ?? "", nanoseconds: nanoseconds, requestBytes: origin.requestBytes,
        peer: peers[origin.connection] ?? "", id: origin.id))
  }

  func received(_ bytes: Int) { counts.receivedBytes &+= UInt64(bytes) }

  func sent(_ bytes: Int) { counts.sentBytes &+= UInt64(bytes) }

  func turnEnded() {
    failedInTurn = 0
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
    var slowLeft = ReactorMeter.maxSlowPerTurn
    for call in ended {
      if call.arrivedAt != last.arrivedAt {
        let nanoseconds = now > call.arrivedAt ? now - call.arrivedAt : 0
        last = (call.arrivedAt, nanoseconds, counts.bucket(of: nanoseconds))
      }
      counts.callTook(Int(call.method), bucket: last.bucket, nanoseconds: last.nanoseconds)
      if last.nanoseconds >= slowCall, call.origin.isKnown, slowLeft > 0 {
        slowLeft -= 1
        keep(Int(call.method), nil, after: last.nanoseconds, call.origin)
      }
    }
    ended.removeAll(keepingCapacity: true)
  }
}

/// Which call of which connection it was, and how large.
struct CallOrigin {
  /// Of a call that is not told of as slow.
  static let unknown = CallOrigin(connection: 0, id: 0, requestBytes: 0)

  let connection: UInt64
  let id: UInt32
  let requestBytes: UInt32

  var isKnown: Bool { connection != 0 }
}
