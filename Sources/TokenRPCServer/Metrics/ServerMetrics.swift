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
    var limits = ServerLimits()
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
      let limits = state.source?.limits ?? ServerLimits()
      let meter = LoopOwned(
        ReactorMeter(methods: state.source?.methods.count ?? 1, limits: limits), on: loop.thread)
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
    let more = more
    gather(stations, from: ReactorCounts(methods: source.methods.count)) { sum, meter, now in
      sum.add(meter.counts(at: now))
    } completion: {
      let polled = stations.reduce(0) { $0 + $1.loop.polledNanoseconds }
      completion(source.families($0, polledNanoseconds: polled) + more())
    }
  }

  /// Asks every reactor for the calls it remembers, then calls `completion` once, as `collect` does: with the calls in
  /// no order, the names of the methods by row, and what a slow call takes at least, in nanoseconds, 0: none is slow.
  func recentCalls(
    onlyFailed: Bool, atLeast nanoseconds: UInt64,
    _ completion: @escaping @Sendable ([KeptCall], _ methods: [String], _ slowCall: UInt64) -> Void
  ) {
    let (source, stations) = state.withLock { ($0.source, $0.stations) }
    let slowCall = UInt64(0).advanced(clampedBy: source?.limits.slowCall ?? .zero)
    gather(stations, from: []) { sum, meter, _ in
      sum += meter.kept.calls(onlyFailed: onlyFailed, atLeast: nanoseconds)
    } completion: {
      completion($0, source?.methods ?? [], slowCall)
    }
  }

  /// Adds up what every reactor that runs has to say, then calls `completion` once.
  private func gather<Sum: Sendable>(
    _ stations: [Station], from zero: Sum,
    _ add: @escaping @Sendable (inout Sum, ReactorMeter, _ now: UInt64) -> Void,
    completion: @escaping @Sendable (Sum) -> Void
  ) {
    let sum = Gathered(zero)
    let countdown = Countdown(stations.count + 1) { completion(sum.value.withLock { $0 }) }
    for station in stations {
      let isSubmitted = station.loop.submit {
        let (meter, now) = (station.meter.value, station.loop.now)
        sum.value.withLock { add(&$0, meter, now) }
        countdown.countDown()
      }
      if !isSubmitted { countdown.countDown() }
    }
    countdown.countDown()
  }

  /// What the reactors have told so far.
  private final class Gathered<Sum: Sendable>: Sendable {
    let value: Mutex<Sum>

    init(_ zero: Sum) { value = Mutex(zero) }
  }
}
