// Load.swift: one run of a load: its sources make calls, and it gathers what they counted until the time is over.
//
// Nothing here makes a Task or a thread for a call, unless it is a stream: its completion counts it and starts the next
// one, on the loop of its client. A closed loop waits for a slow server and then sends less, so its latencies are those
// of the calls that were sent, not those that callers with a rhythm of their own would have seen; an open loop has
// those.

internal import TokenNet
internal import TokenRPCClient
internal import TokenWire

/// What a load came to.
struct LoadOutcome: Sendable {
  /// By the positions of the mix.
  var parts: [LoadTally]
  /// All kinds of calls together.
  var total: LoadTally
  var series: [LoadInterval]
  /// The measured time, shorter than asked for when it was interrupted.
  var nanoseconds: UInt64
  var wasInterrupted = false
  /// Of an open loop.
  var pace: Pacer.Pace?
  /// The requisitions that were made for streams that follow the queue to have events.
  var feed: LoadTally?
  var effort: ClientEffort
}

/// One run of a load.
struct Load: Sendable {
  /// How long calls that are in flight at the end may take before they are cancelled.
  static let patience = Duration.seconds(5)
  /// Requisitions a second that streams get to see events of, when no rate is given.
  static let usualFeed = RateSchedule(100)
  /// How often progress is shown and slots that rest are tried again, in nanoseconds.
  private static let tick: UInt64 = 100_000_000
  /// The length of an interval of the series, in nanoseconds.
  private static let interval: UInt64 = 1_000_000_000

  private let shape: LoadShape
  private let connections: LoadConnections
  /// Kinds of calls.
  private let kinds: Int
  /// Of each loop.
  private let tallies: [LockedTally]
  /// Of the requisitions that streams hear of; empty where there are none.
  private let feedTallies: [LockedTally]
  private let sources: [any LoadSource]
  private let pacer: Pacer?

  /// `connections` stand; `run` closes them.
  init(_ plan: LoadPlan, _ shape: LoadShape, on connections: LoadConnections) {
    self.shape = shape
    self.connections = connections
    kinds = plan.mix.calls.count
    let clients = connections.clients.map { TokenServiceClient($0) }
    let tallies = (0..<connections.loopCount).map { _ in LockedTally(kinds: plan.mix.calls.count) }
    self.tallies = tallies
    if shape.isFollowing {
      feedTallies = tallies.map { _ in LockedTally() }
      let pacer = Pacer(plan.feed, shape.rate ?? Self.usualFeed, shape, clients, feedTallies)
      let followers = (0..<clients.count * shape.depth).map { number in
        StreamFollower(clients[number % clients.count], tallies[number % tallies.count])
      }
      (self.pacer, sources) = (pacer, followers + [pacer])
      return
    }
    feedTallies = []
    if let rate = shape.rate {
      let pacer = Pacer(plan, rate, shape, clients, tallies)
      (self.pacer, sources) = (pacer, [pacer])
      return
    }
    pacer = nil
    let stride = UInt64(clients.count)
    sources = clients.enumerated().map { number, client in
      LoadLane(
        plan, client, depth: shape.depth, tallies[number % tallies.count],
        numbers: LoadLane.Numbers(next: UInt64(number), stride: stride))
    }
  }

  /// Makes the load and returns what came of the calls that ended within its time. `progress` is called now and then
  /// with what came so far and the time since the measured time began; nil: it has not. `stop` ends the measured time
  /// early.
  func run(
    stop: StopRequest = StopRequest(), progress: (() -> LoadTally, Duration?) -> Void
  ) async -> LoadOutcome {
    let begin = EventLoop.readClock()
    var window = LoadWindow(shape, at: begin)
    // To begin many calls takes long, and is work of the measured time if there is no warm-up.
    var busyBefore = busyTime
    for source in sources { source.begin(in: window) }
    if EventLoop.readClock() < window.start {
      await pass(until: window.start, stop) { _ in progress({ LoadTally() }, nil) }
      busyBefore = busyTime
    }
    var record = LoadRecord(tallies, kinds: kinds)
    await measure(window, &record, stop, progress)
    let now = EventLoop.readClock()
    let wasInterrupted = now < window.end
    window.cut(at: now)
    for source in sources { source.cut(at: now) }
    let busyAfter = busyTime
    let cpu = busyAfter - min(busyBefore, busyAfter)
    await drain()
    record.take()
    record.endInterval(at: window.nanoseconds)
    return outcome(of: record, window, cpu: cpu, wasInterrupted: wasInterrupted)
  }

  /// Processor time of this program in which it had something to do, in nanoseconds.
  private var busyTime: UInt64 {
    let (used, polled) = (ClientEffort.readCPUTime(), connections.polledNanoseconds)
    return used - min(polled, used)
  }

  /// Lets the measured time pass and makes the series.
  private func measure(
    _ window: LoadWindow, _ record: inout LoadRecord, _ stop: StopRequest,
    _ progress: (() -> LoadTally, Duration?) -> Void
  ) async {
    var boundary = window.start + Self.interval
    await pass(until: window.end, stop) { now in
      record.take()
      if now >= boundary, now < window.end {
        record.endInterval(at: now - window.start)
        while boundary <= now { boundary += Self.interval }
      }
      progress({ record.total }, .nanoseconds(Int64(clamping: now - min(now, window.start))))
    }
  }

  private func outcome(
    of record: LoadRecord, _ window: LoadWindow, cpu: UInt64, wasInterrupted: Bool
  ) -> LoadOutcome {
    let (total, pace) = (record.total, pacer?.pace)
    var feed: LoadRecord?
    if !feedTallies.isEmpty { feed = LoadRecord(feedTallies, kinds: 1) }
    feed?.take()
    let effort = ClientEffort(
      cpuNanoseconds: cpu, wallNanoseconds: window.nanoseconds, loops: connections.loopCount,
      lag: pace?.lags.value(.p99), p99: total.latencies.value(.p99))
    return LoadOutcome(
      parts: record.parts, total: total, series: record.series, nanoseconds: window.nanoseconds,
      wasInterrupted: wasInterrupted, pace: pace, feed: feed?.total, effort: effort)
  }

  /// Lets time pass until `end` or until `stop` is made; `tick` is called now and then with the clock.
  private func pass(until end: UInt64, _ stop: StopRequest, tick: (UInt64) -> Void) async {
    while !stop.isMade {
      let now = EventLoop.readClock()
      if now >= end { return }
      try? await Task.sleep(for: .nanoseconds(Int64(clamping: min(Self.tick, end - now))))
      for source in sources { source.wake() }
      tick(EventLoop.readClock())
    }
  }

  /// Waits for the calls that are still in flight. Their answers count in nothing in a closed loop, but a call that had
  /// none has failed.
  private func drain() async {
    let limit = ContinuousClock.now + Self.patience
    while isBusy, ContinuousClock.now < limit { try? await Task.sleep(for: .milliseconds(2)) }
    connections.close()
    // A closed client ends its calls within a turn of its loop.
    while isBusy { try? await Task.sleep(for: .milliseconds(2)) }
  }

  private var isBusy: Bool { sources.contains(where: \.isBusy) }
}
