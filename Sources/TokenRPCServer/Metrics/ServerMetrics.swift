// ServerMetrics.swift: what a server has counted, summed over its reactors when somebody asks. Any thread.

internal import Synchronization
internal import TokenNet

/// The metrics of one server, and of what it serves.
public final class ServerMetrics: Sendable {
  /// What the server counts in one place for all reactors.
  struct Source: Sendable {
    let counters: ServerCounters
    let usage: ServerUsage
    /// The names of the methods, by row.
    let methods: [String]
  }

  private struct Station: Sendable {
    let loop: EventLoop
    let meter: LoopOwned<ReactorMeter>
  }

  private struct State {
    var source: Source?
    var stations: [Station] = []
  }

  private let state = Mutex(State())
  private let more: @Sendable () -> [MetricFamily]

  /// - Parameter more: the metrics of what is behind the server, told after the server's own. Called on a reactor when
  ///   somebody asks; must not block.
  public init(more: @escaping @Sendable () -> [MetricFamily] = { [] }) {
    self.more = more
  }

  /// The server that these are of. Called once.
  func attach(_ source: Source) {
    state.withLock { state in
      precondition(state.source == nil, "two servers share their metrics")
      state.source = source
    }
  }

  /// A meter for one more reactor.
  func meter(on loop: EventLoop) -> LoopOwned<ReactorMeter> {
    state.withLock { state in
      let meter = LoopOwned(ReactorMeter(methods: state.source?.methods.count ?? 1), on: loop.thread)
      state.stations.append(Station(loop: loop, meter: meter))
      loop.submit { loop.atEndOfEveryTurn(meter.value) }
      return meter
    }
  }

  /// Asks every reactor, then calls `completion` once: on the loop that answered last, or at once on the caller's
  /// thread when none runs. What a reactor has counted is told as of one moment, between two of its turns.
  func collect(_ completion: @escaping @Sendable ([MetricFamily]) -> Void) {
    let (source, stations) = state.withLock { ($0.source, $0.stations) }
    guard let source else { return completion(more()) }
    let sum = Sum(methods: source.methods.count)
    let more = more
    let countdown = Countdown(stations.count + 1) { completion(source.families(sum.counts) + more()) }
    for station in stations {
      let isSubmitted = station.loop.submit {
        sum.add(station.meter.value.counts(at: station.loop.now))
        countdown.countDown()
      }
      if !isSubmitted { countdown.countDown() }
    }
    countdown.countDown()
  }

  /// What the reactors have told so far.
  private final class Sum: Sendable {
    private let sum: Mutex<ReactorCounts>

    init(methods: Int) { sum = Mutex(ReactorCounts(methods: methods)) }

    var counts: ReactorCounts { sum.withLock { $0 } }

    func add(_ counts: ReactorCounts) { sum.withLock { $0.add(counts) } }
  }
}
