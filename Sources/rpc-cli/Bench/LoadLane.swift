// LoadLane.swift: the calls of one connection of a load: so many in flight, each end a new beginning.

internal import Synchronization
internal import TokenNet
internal import TokenWire

/// The calls of one connection.
final class LoadLane: Sendable {
  /// The numbers of this lane's calls: every `stride`-th, so that no two lanes have the same.
  struct Numbers {
    var next: UInt64
    let stride: UInt64

    mutating func take() -> UInt64 {
      defer { next += stride }
      return next
    }
  }

  /// Decides what each end leads to; knows no client.
  struct State {
    var numbers: Numbers
    /// The measured time ends then, in nanoseconds of the clock; no call is started afterwards.
    var end: UInt64 = 0
    var inFlight = 0
    /// Slots whose call found no server. They wait for the next tick, or failing would keep the processor busy.
    var resting = 0
  }

  private let plan: LoadPlan
  private let tokens: TokenServiceClient
  private let tally: LockedTally
  private let state: Mutex<State>

  init(_ plan: LoadPlan, _ tokens: TokenServiceClient, _ tally: LockedTally, numbers: Numbers) {
    self.plan = plan
    self.tokens = tokens
    self.tally = tally
    state = Mutex(State(numbers: numbers))
  }

  /// Calls are in flight.
  var isBusy: Bool { state.withLock { $0.inFlight > 0 } }

  /// Starts `depth` calls. Each that ends is followed by another until `end`.
  func begin(_ depth: Int, until end: UInt64) {
    state.withLock { state in
      state.end = end
      state.resting = depth
    }
    wake()
  }

  /// Starts a call in every slot that rests now; one whose call fails meanwhile rests until the next time.
  func wake() {
    let now = EventLoop.readClock()
    for _ in 0..<state.withLock({ $0.resting }) {
      guard let number = state.withLock({ $0.wakeOne(at: now) }) else { return }
      start(number, at: now)
    }
  }

  private func start(_ number: UInt64, at begun: UInt64) {
    plan.start(number, on: tokens) { self.ended($0, begun: begun) }
  }

  private func ended(_ verdict: LoadPlan.Verdict, begun: UInt64) {
    let now = EventLoop.readClock()
    let (isCounted, next) = state.withLock { $0.next(after: verdict, at: now) }
    let microseconds = (now - min(now, begun) + 500) / 1_000
    if isCounted { tally.count(verdict, microseconds: microseconds) } else { tally.countLate(verdict, microseconds) }
    if let next { start(next, at: now) }
  }
}

extension LoadLane.State {
  /// The number of a call for a slot that rests; nil: none rests, or it is over.
  mutating func wakeOne(at now: UInt64) -> UInt64? {
    guard resting > 0, now < end else { return nil }
    resting -= 1
    inFlight += 1
    return numbers.take()
  }

  /// A call has ended: whether it counts, and the number of the one that follows, if one does.
  mutating func next(
    after verdict: LoadPlan.Verdict, at now: UInt64
  ) -> (isCounted: Bool, next: UInt64?) {
    let isInTime = now < end
    if isInTime, !verdict.foundNoServer { return (true, numbers.take()) }
    inFlight -= 1
    if isInTime { resting += 1 }
    return (isInTime, nil)
  }
}

extension LoadPlan.Verdict {
  /// The connection was lost or could not be made.
  fileprivate var foundNoServer: Bool {
    if case .failed(let error) = self { return error.code == .unavailable }
    return false
  }
}
