// ServerCounters.swift: what the server closed and refused, counted for metrics. Written by reactors, read by anyone.

internal import Synchronization

/// What happened since the server was made. Each number only grows.
public struct ServerCounts: Sendable, Equatable {
  /// Connections taken, and those turned away because there were too many.
  public var connectionsAccepted = 0
  public var connectionsRefused = 0
  /// Accepts that failed because no descriptor was left.
  public var acceptsExhausted = 0
  /// Connections closed because the client broke the protocol.
  public var badFrames = 0
  /// Connections closed because the client was too slow: HELLO, a frame, taking its answers.
  public var timeouts = 0
  /// Connections closed for idleness.
  public var idleCloses = 0
  /// Answers failed and connections closed because too much was buffered.
  public var overflows = 0
  /// Calls refused before their service saw them.
  public var callsRefused = 0
  /// Calls ended by the client's CANCEL, by their deadline, or with their connection.
  public var callsCancelled = 0
  public var deadlinesExceeded = 0
  public var callsLost = 0
  /// Calls that a service gave up without an answer.
  public var callsDropped = 0
  /// Among those refused: at the limit that follows the load.
  public var callsShed = 0
  /// PINGs that came too often and were answered late, and connections closed because far too many came.
  public var pingsDelayed = 0
  public var pingFloods = 0
  /// Connections closed because nothing was heard of their client.
  public var keepaliveCloses = 0
  /// Connections drained at their age.
  public var ageCloses = 0
}

/// The counters behind `ServerCounts`.
final class ServerCounters: Sendable {
  let connectionsAccepted = Atomic<Int>(0)
  let connectionsRefused = Atomic<Int>(0)
  let acceptsExhausted = Atomic<Int>(0)
  let badFrames = Atomic<Int>(0)
  let timeouts = Atomic<Int>(0)
  let idleCloses = Atomic<Int>(0)
  let overflows = Atomic<Int>(0)
  let callsRefused = Atomic<Int>(0)
  let callsCancelled = Atomic<Int>(0)
  let deadlinesExceeded = Atomic<Int>(0)
  let callsLost = Atomic<Int>(0)
  let callsDropped = Atomic<Int>(0)
  let callsShed = Atomic<Int>(0)
  let pingsDelayed = Atomic<Int>(0)
  let pingFloods = Atomic<Int>(0)
  let keepaliveCloses = Atomic<Int>(0)
  let ageCloses = Atomic<Int>(0)

  var counts: ServerCounts {
    var counts = ServerCounts()
    counts.connectionsAccepted = connectionsAccepted.load(ordering: .relaxed)
    counts.connectionsRefused = connectionsRefused.load(ordering: .relaxed)
    counts.acceptsExhausted = acceptsExhausted.load(ordering: .relaxed)
    counts.badFrames = badFrames.load(ordering: .relaxed)
    counts.timeouts = timeouts.load(ordering: .relaxed)
    counts.idleCloses = idleCloses.load(ordering: .relaxed)
    counts.overflows = overflows.load(ordering: .relaxed)
    counts.callsRefused = callsRefused.load(ordering: .relaxed)
    counts.callsCancelled = callsCancelled.load(ordering: .relaxed)
    counts.deadlinesExceeded = deadlinesExceeded.load(ordering: .relaxed)
    counts.callsLost = callsLost.load(ordering: .relaxed)
    counts.callsDropped = callsDropped.load(ordering: .relaxed)
    counts.callsShed = callsShed.load(ordering: .relaxed)
    counts.pingsDelayed = pingsDelayed.load(ordering: .relaxed)
    counts.pingFloods = pingFloods.load(ordering: .relaxed)
    counts.keepaliveCloses = keepaliveCloses.load(ordering: .relaxed)
    counts.ageCloses = ageCloses.load(ordering: .relaxed)
    return counts
  }
}

extension Atomic<Int> {
  /// Counts one more.
  func count() { add(1, ordering: .relaxed) }
}
