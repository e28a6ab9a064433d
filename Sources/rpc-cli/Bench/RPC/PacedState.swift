// PacedState.swift: decides which call of an open loop goes where and when; knows no client and no clock.

/// The calls of an open loop and the slots of its connections. A call that is due while every slot is taken waits: it
/// is sent when a slot becomes free, in its turn, and its latency counts from when it was meant to be sent. What waits
/// takes no memory: it is the numbers between the next one and the clock.
struct PacedState {
  /// A call to send now.
  struct Call: Equatable {
    let number: UInt64
    let lane: Int
    /// When it was meant to be sent, in nanoseconds of the clock.
    let intended: UInt64
  }

  enum Step: Equatable {
    case send(Call)
    /// Nothing is to be done before this instant.
    case wait(until: UInt64)
    case over
  }

  /// How often the pacer looks again while every slot is taken, in nanoseconds. Ends of calls send what is due
  /// meanwhile.
  static let fullPause: UInt64 = 100_000

  let timeline: RateTimeline
  private(set) var window: LoadWindow
  private(set) var inFlight = 0
  /// How much later calls were sent than they were meant to be where a slot was free: what this program is to blame
  /// for.
  private(set) var lags = LatencyHistogram()
  /// Calls of the measured time that were sent.
  private(set) var sent: UInt64 = 0

  private var next: UInt64 = 0
  /// When `next` is meant to be sent; nil: there are no more.
  private var nextInstant: UInt64?
  private var free: [Int]
  private var freeCount: Int
  /// Slots whose call found no server.
  private var resting: [Int]
  /// The connection whose turn it is.
  private var turn = 0
  /// The latest instant that anybody brought. Who comes second with an older clock must not overlook a due call.
  private var latest: UInt64 = 0
  /// When slots that rested were woken while no other was free: what was due before could not be sent earlier. An end
  /// that frees a slot leaves nothing due behind.
  private var lastFull: UInt64 = 0

  init(_ timeline: RateTimeline, connections: Int, depth: Int, window: LoadWindow) {
    self.timeline = timeline
    self.window = window
    free = Array(repeating: depth, count: connections)
    freeCount = depth * connections
    resting = Array(repeating: 0, count: connections)
    findInstant()
  }

  mutating func cut(at now: UInt64) { window.cut(at: now) }

  /// What the pacer does at `now`.
  mutating func step(at now: UInt64) -> Step {
    latest = max(latest, now)
    guard latest < window.end, let instant = nextInstant else { return .over }
    if instant > latest { return .wait(until: instant) }
    guard freeCount > 0 else { return .wait(until: latest + Self.fullPause) }
    while free[turn] == 0 { turn = (turn + 1) % free.count }
    let lane = turn
    turn = (turn + 1) % free.count
    guard let call = takeDue(for: lane) else { return .over }
    free[lane] -= 1
    freeCount -= 1
    inFlight += 1
    return .send(call)
  }

  /// A call on `lane` has ended; the due call that takes its slot, if one is.
  mutating func ended(on lane: Int, at now: UInt64, foundNoServer: Bool) -> Call? {
    latest = max(latest, now)
    if !foundNoServer, let call = takeDue(for: lane) { return call }
    inFlight -= 1
    if foundNoServer {
      resting[lane] += 1
    } else {
      free[lane] += 1
      freeCount += 1
    }
    return nil
  }

  /// Slots that rest may be used again.
  mutating func wake(at now: UInt64) {
    latest = max(latest, now)
    if freeCount == 0 { lastFull = latest }
    for lane in resting.indices where resting[lane] > 0 {
      free[lane] += resting[lane]
      freeCount += resting[lane]
      resting[lane] = 0
    }
  }

  /// Calls that were meant to be sent in the measured time and were not.
  var unsent: UInt64 {
    let meant = timeline.calls(before: window.nanoseconds)
    return meant - min(sent, meant)
  }

  /// The next call if it is due.
  private mutating func takeDue(for lane: Int) -> Call? {
    guard let instant = nextInstant, instant <= latest, latest < window.end else { return nil }
    defer {
      next += 1
      findInstant()
    }
    if instant >= window.start {
      sent += 1
      let hindered = freeCount == 0 ? latest : max(instant, lastFull)
      lags.record((latest - min(latest, hindered) + 500) / 1_000)
    }
    return Call(number: next, lane: lane, intended: instant)
  }

  private mutating func findInstant() {
    nextInstant = timeline.instant(of: next).map { UInt64(max(0, Int64(window.start) + $0)) }
  }
}
