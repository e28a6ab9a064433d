// LoadLane.swift: the calls of one connection in a closed loop: so many in flight, each end a new beginning.

internal import Synchronization
internal import TokenNet
internal import TokenWire

/// The calls of one connection.
final class LoadLane: LoadSource {
  /// The numbers of this lane's calls: every `stride`-th, so that no two lanes have the same.
  struct Numbers {
    var next: UInt64
    let stride: UInt64

    mutating func take() -> UInt64 {
      defer { next += stride }
      return next
    }
  }

  /// What a call counts in.
  enum Fate: Equatable {
    case counted
    /// It was in flight when the measured time ended.
    case late
    /// It began in the warm-up, and counts in nothing.
    case warmUp
  }

  /// Decides what each end leads to; knows no client.
  struct State {
    var numbers: Numbers
    var window = LoadWindow(start: 0, end: 0)
    var inFlight = 0
    /// Slots whose call found no server. They wait for the next tick, or failing would keep the processor busy.
    var resting = 0
  }

  private let plan: LoadPlan
  private let tokens: TokenServiceClient
  private let depth: Int
  private let tally: LockedTally
  private let state: Mutex<State>

  init(_ plan: LoadPlan, _ tokens: TokenServiceClient, depth: Int, _ tally: LockedTally, numbers: Numbers) {
    self.plan = plan
    self.tokens = tokens
    self.depth = depth
    self.tally = tally
    state = Mutex(State(numbers: numbers))
  }

  var isBusy: Bool { state.withLock { $0.inFlight > 0 } }

  /// Starts `depth` calls. Each that ends is followed by another until the window's end.
  func begin(in window: LoadWindow) {
    state.withLock { state in
      state.window = window
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

  func cut(at now: UInt64) { state.withLock { $0.window.cut(at: now) } }

  private func start(_ number: UInt64, at begun: UInt64) {
    let (position, call) = plan.kind(of: number)
    plan.start(number, call, on: tokens) { self.ended($0, of: position, begun: begun) }
  }

  private func ended(_ verdict: LoadPlan.Verdict, of position: Int, begun: UInt64) {
    let now = EventLoop.readClock()
    let (fate, next) = state.withLock { $0.next(after: verdict, begun: begun, at: now) }
    let microseconds = (now - min(now, begun) + 500) / 1_000
    switch fate {
    case .counted: tally.count(verdict, of: position, microseconds: microseconds)
    case .late: tally.countLate(verdict, of: position, microseconds)
    case .warmUp: break
    }
    if let next { start(next, at: now) }
  }
}

extension LoadLane.State {
  /// The number of a call for a slot that rests; nil: none rests, or it is over.
  mutating func wakeOne(at now: UInt64) -> UInt64? {
    guard resting > 0, now < window.end else { return nil }
    resting -= 1
    inFlight += 1
    return numbers.take()
  }

  /// A call has ended: what it counts in, and the number of the one that follows, if one does.
  mutating func next(
    after verdict: LoadPlan.Verdict, begun: UInt64, at now: UInt64
  ) -> (fate: LoadLane.Fate, next: UInt64?) {
    let isInTime = now < window.end
    let fate: LoadLane.Fate = begun < window.start ? .warmUp : isInTime ? .counted : .late
    if isInTime, !verdict.foundNoServer { return (fate, numbers.take()) }
    inFlight -= 1
    if isInTime { resting += 1 }
    return (fate, nil)
  }
}
