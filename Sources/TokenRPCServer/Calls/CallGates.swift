// CallGates.swift: the limits of calls in flight that follow the load, one for each method, because methods differ in
// what they take. Promise: a call is let in or refused by two numbers, before anything of it is decoded. Any thread.
//
// What counts: unary calls that were not answered at once, until their service has answered. What takes long by design
// does not, since it says nothing of the load: streams, calls whose service parked them, and calls that wait until
// their client has taken other answers.

internal import Synchronization

/// The gates of all methods of a server.
final class CallGates: Sendable {
  private final class Gate: Sendable {
    let inFlight = Atomic<Int>(0)
    /// What `gradient` says, to be read without its lock.
    let limit: Atomic<Int>
    let gradient: Mutex<GradientLimit>

    init(maximum: Int) {
      let gradient = GradientLimit(maximum: maximum)
      limit = Atomic(gradient.limit)
      self.gradient = Mutex(gradient)
    }
  }

  private let gates: [Gate]

  /// - Parameter rows: of the method table, that of all unknown ones among them.
  /// - Parameter maximum: what no limit exceeds.
  init(rows: Int, maximum: Int) {
    gates = (0..<rows).map { _ in Gate(maximum: maximum) }
  }

  /// The limit that leaves no room for another call of a method; nil: there is room.
  func limitReached(_ row: Int) -> Int? {
    let limit = gates[row].limit.load(ordering: .relaxed)
    return gates[row].inFlight.load(ordering: .relaxed) >= limit ? limit : nil
  }

  /// A call of a method counts from now on.
  func entered(_ row: Int) { gates[row].inFlight.add(1, ordering: .relaxed) }

  /// It counts no more. `took`: nanoseconds from its request to its answer; nil: they say nothing of the load.
  func left(_ row: Int, took nanoseconds: UInt64?, at now: UInt64) {
    let gate = gates[row]
    let inFlight = gate.inFlight.subtract(1, ordering: .relaxed).oldValue
    guard let nanoseconds else { return }
    gate.gradient.withLock { gradient in
      gradient.ended(after: nanoseconds, inFlight: inFlight, at: now)
      gate.limit.store(gradient.limit, ordering: .relaxed)
    }
  }
}
