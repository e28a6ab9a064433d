// Load.swift: a closed loop of calls: each connection keeps so many in flight, and the end of one starts the next.
//
// Nothing here makes a Task or a thread for a call: its completion counts it and starts the next one, on the loop of
// its client. A closed loop waits for a slow server and then sends less, so its latencies are those of the calls that
// were sent, not those that callers with a rhythm of their own would have seen.

internal import TokenNet
internal import TokenRPCClient
internal import TokenWire

/// One run of a load.
struct Load: Sendable {
  /// How long calls that are in flight at the end may take before they are cancelled.
  static let patience = Duration.seconds(5)
  /// How often progress is shown and slots that rest are tried again.
  private static let tick = Duration.milliseconds(100)

  private let duration: Duration
  private let depth: Int
  private let connections: LoadConnections
  private let tallies: [LockedTally]
  private let lanes: [LoadLane]

  /// `connections` stand; `run` closes them.
  init(_ plan: LoadPlan, _ shape: LoadShape, on connections: LoadConnections) {
    duration = .milliseconds(shape.milliseconds)
    depth = shape.depth
    self.connections = connections
    let tallies = (0..<connections.loopCount).map { _ in LockedTally() }
    self.tallies = tallies
    let stride = UInt64(connections.clients.count)
    lanes = connections.clients.enumerated().map { number, client in
      LoadLane(
        plan, TokenServiceClient(client), tallies[number % tallies.count],
        numbers: LoadLane.Numbers(next: UInt64(number), stride: stride))
    }
  }

  /// Makes the load and returns what came of the calls that ended within its time. `progress` is called now and then
  /// with what came so far and the time since the start.
  func run(progress: (() -> LoadTally, Duration) -> Void) async -> LoadTally {
    let start = EventLoop.readClock()
    let end = start.advanced(clampedBy: duration)
    for lane in lanes { lane.begin(depth, until: end) }
    while true {
      let now = EventLoop.readClock()
      if now >= end { break }
      try? await Task.sleep(for: min(Self.tick, .nanoseconds(Int64(clamping: end - now))))
      for lane in lanes { lane.wake() }
      progress({ total }, .nanoseconds(Int64(clamping: EventLoop.readClock() - start)))
    }
    await drain()
    return total
  }

  /// Waits for the calls that are still in flight. Their answers count in nothing, but a call that had none has failed.
  private func drain() async {
    let limit = ContinuousClock.now + Self.patience
    while lanes.contains(where: \.isBusy), ContinuousClock.now < limit { try? await Task.sleep(for: .milliseconds(2)) }
    connections.close()
    // A closed client ends its calls within a turn of its loop.
    while lanes.contains(where: \.isBusy) { try? await Task.sleep(for: .milliseconds(2)) }
  }

  private var total: LoadTally {
    tallies.reduce(into: LoadTally()) { total, tally in total.add(tally.value) }
  }
}
