// Pacer.swift: makes the calls of an open loop at their instants, on a thread of its own.

internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TokenNet
internal import TokenWire

/// The calls of an open loop over all connections of a load. Its thread sends what is due while slots are free; where
/// none is, the end of a call sends the next, on the loop of its connection.
final class Pacer: LoadSource {
  /// What the pacer's calls came to, beside their tallies.
  struct Pace: Sendable {
    /// Calls that were meant to be sent in the measured time and were not.
    var unsent: UInt64
    /// How much later than meant calls were sent for which a slot was free.
    var lags: LatencyHistogram
  }

  /// The longest the thread sleeps at once, in nanoseconds: an end that comes early is noticed after that.
  private static let longestSleep: UInt64 = 10_000_000

  private let plan: LoadPlan
  private let lanes: [TokenServiceClient]
  /// Those of the loops; lane `n` has that of loop `n % tallies.count`.
  private let tallies: [LockedTally]
  private let shape: LoadShape
  private let schedule: RateSchedule
  private let state = Mutex<State>(State())

  private struct State {
    var paced: PacedState?
    var isRunning = false
  }

  init(
    _ plan: LoadPlan, _ schedule: RateSchedule, _ shape: LoadShape, _ lanes: [TokenServiceClient],
    _ tallies: [LockedTally]
  ) {
    self.plan = plan
    self.schedule = schedule
    self.shape = shape
    self.lanes = lanes
    self.tallies = tallies
  }

  var isBusy: Bool { state.withLock { $0.isRunning || ($0.paced?.inFlight ?? 0) > 0 } }

  /// What the pace came to. Complete once nothing is busy.
  var pace: Pace {
    state.withLock { state in
      Pace(unsent: state.paced?.unsent ?? 0, lags: state.paced?.lags ?? LatencyHistogram())
    }
  }

  func begin(in window: LoadWindow) {
    let timeline = RateTimeline(
      schedule, nanoseconds: window.nanoseconds, warmUpNanoseconds: shape.warmUpMilliseconds * 1_000_000)
    state.withLock { state in
      state.paced = PacedState(timeline, connections: lanes.count, depth: shape.depth, window: window)
      state.isRunning = true
    }
    DispatchQueue(label: "rpc-cli.pacer").async { self.run() }
  }

  func wake() {
    let now = EventLoop.readClock()
    state.withLock { $0.paced?.wake(at: now) }
  }

  func cut(at now: UInt64) { state.withLock { $0.paced?.cut(at: now) } }

  private func run() {
    PreciseSleep.prepare()
    while true {
      let now = EventLoop.readClock()
      switch state.withLock({ $0.paced?.step(at: now) }) {
      case .send(let call): start(call)
      case .wait(let instant): PreciseSleep.sleep(until: min(instant, now + Self.longestSleep))
      case .over, nil: return state.withLock { $0.isRunning = false }
      }
    }
  }

  private func start(_ call: PacedState.Call) {
    let (position, kind) = plan.kind(of: call.number)
    plan.start(call.number, kind, on: lanes[call.lane]) { self.ended($0, call, of: position) }
  }

  private func ended(_ verdict: LoadPlan.Verdict, _ call: PacedState.Call, of position: Int) {
    let now = EventLoop.readClock()
    let (isMeasured, next) = state.withLock { state in
      (
        call.intended >= state.paced?.window.start ?? 0,
        state.paced?.ended(on: call.lane, at: now, foundNoServer: verdict.foundNoServer)
      )
    }
    // Also after the end: a call that was sent late must not be left out, or the percentiles would be too good.
    if isMeasured {
      tallies[call.lane % tallies.count].count(
        verdict, of: position, microseconds: (now - min(now, call.intended) + 500) / 1_000)
    }
    if let next { start(next) }
  }
}

/// Sleeps that end when they should.
enum PreciseSleep {
  /// Asks the system not to lengthen the sleeps of this thread, as it does by 50 us to wake several at once. Where it
  /// refuses, they stay as long.
  static func prepare() {
    var bytes = [CChar](repeating: 0, count: 64)
    let count = readlink("/proc/thread-self", &bytes, bytes.count)
    guard count > 0 else { return }
    let thread = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: "/")
      .last
    let descriptor = open("/proc/\(thread ?? "self")/timerslack_ns", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = write(descriptor, "1", 1)
    close(descriptor)
  }

  /// Until this instant of the monotonic clock, in nanoseconds, or a signal.
  static func sleep(until instant: UInt64) {
    let (seconds, nanoseconds) = instant.quotientAndRemainder(dividingBy: 1_000_000_000)
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(nanoseconds))
    _ = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil)
  }
}
