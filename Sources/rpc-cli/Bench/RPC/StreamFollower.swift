// StreamFollower.swift: one stream that follows the queue for as long as a load lasts, and how late its items come.

internal import Glibc
internal import Synchronization
internal import TokenNet
internal import TokenWire

/// Follows the queue and counts each event when it comes. Its latency is the time from the event, by the server's
/// clock, to its arrival, by this machine's: they must agree, and the event's time has milliseconds, so that a latency
/// is up to one too long.
final class StreamFollower: LoadSource {
  /// Before a stream that failed is opened anew.
  private static let pause = Duration.milliseconds(100)

  private let tokens: TokenServiceClient
  private let tally: LockedTally
  private let state = Mutex(State())

  private struct State {
    var window = LoadWindow(start: 0, end: 0)
    var task: Task<Void, Never>?
    var isRunning = false
  }

  init(_ tokens: TokenServiceClient, _ tally: LockedTally) {
    self.tokens = tokens
    self.tally = tally
  }

  var isBusy: Bool { state.withLock { $0.isRunning } }

  func begin(in window: LoadWindow) {
    state.withLock { state in
      state.window = window
      state.isRunning = true
      state.task = Task {
        await run()
        self.state.withLock { $0.isRunning = false }
      }
    }
  }

  func wake() {}

  /// The stream is given up when the measured time is over, early or not.
  func cut(at now: UInt64) {
    let task = state.withLock { state in
      state.window.cut(at: now)
      return state.task
    }
    task?.cancel()
  }

  private func run() async {
    while !Task.isCancelled {
      let error = await follow()
      if Task.isCancelled { return }
      count(.failed(error ?? RPCError(.unavailable, "the server ended the stream")), microseconds: 0)
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Follows until the stream ends, and says why.
  private func follow() async -> RPCError? {
    let stream = tokens.queueStream(QueueStreamRequest(follow: true), options: CallOptions())
    do throws(RPCError) {
      while let item = try await stream.next() {
        if case .event(let event) = item.item { count(.yes, microseconds: Self.age(of: event.timeMs)) }
      }
      return nil
    } catch {
      return error
    }
  }

  private func count(_ verdict: LoadPlan.Verdict, microseconds: UInt64) {
    let now = EventLoop.readClock()
    let isCounted = state.withLock { now >= $0.window.start && now < $0.window.end }
    if isCounted { tally.count(verdict, microseconds: microseconds) }
  }

  /// Microseconds from a Unix time in milliseconds until now; 0 where that is still to come.
  private static func age(of milliseconds: UInt64) -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let now = UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    let (then, isTooLong) = milliseconds.multipliedReportingOverflow(by: 1_000)
    return isTooLong ? 0 : now - min(now, then)
  }
}
