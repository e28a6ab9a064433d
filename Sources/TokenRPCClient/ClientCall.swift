// ClientCall.swift: one call from its start to its end, as the caller holds it and as the loop moves it.

internal import TokenNet
internal import TokenWire

/// One call. What never changes is set before it reaches the loop; `progress` belongs to the loop.
///
/// The call keeps its client, and the client's loop keeps the call until it has ended: a client that nobody else holds
/// lives as long as its last call.
final class ClientCall: CallHandle, StreamControl, TimerTarget, Sendable {
  /// Where a call is. It ends exactly once.
  enum Place {
    /// Made, not yet with the loop. Exits: waiting, ended.
    case new
    /// In the client's queue under this ticket, for a connection to take it. Exits: inFlight, resting, ended.
    case waiting(WaitingQueue<ClientCall>.Ticket)
    /// Sent on this connection under this id. Exits: waiting (the server never started it), resting, ended.
    case inFlight(Connection, id: UInt32)
    /// An attempt has failed; the next one is made when the timer fires. Exits: waiting, resting, ended.
    case resting(WaitingQueue<ClientCall>.Ticket, TimerToken)
    case ended
  }

  struct Progress {
    var place = Place.new
    var timer: TimerToken?
    /// How often it was sent, or should have been and found no server.
    var attempts = 0
    /// An attempt has failed of which the server may have done something.
    var mayHaveStarted = false
    /// A stream's reader has been handed an item.
    var hasDelivered = false
    /// The server that failed its last attempt.
    var failedRoute: Route?

    /// It went out on this connection.
    mutating func sent(on connection: Connection, id: UInt32) {
      place = .inFlight(connection, id: id)
      attempts += 1
    }

    /// It has ended; the timers that were still set.
    mutating func end() -> (deadline: TimerToken?, retry: TimerToken?) {
      defer { (place, timer) = (.ended, nil) }
      if case .resting(_, let retry) = place { return (timer, retry) }
      return (timer, nil)
    }
  }

  let client: RPCClient
  /// The loop's.
  private let thread: LoopThread
  let runner: RPCClient.Runner
  let method: MethodDescriptor
  /// The REQUEST with its id and time left still open.
  let request: RequestFrame
  /// The instant it must have ended, in nanoseconds of CLOCK_MONOTONIC; nil: never.
  let deadline: UInt64?
  let sink: any ReplySink
  /// It waits while no server can be reached.
  let waitsForReady: Bool
  /// How often it is tried in all; nil: as often as the client's policy says.
  let maxAttempts: Int?
  /// Doing it twice does no more than doing it once: of itself, or by its idempotency key.
  let isRepeatable: Bool
  /// The method is idempotent, or the caller says that this call changes nothing.
  let isHarmless: Bool
  /// Takes the metadata of its answer; nil: nobody wants it.
  let replyMetadata: ReplyMetadata?
  // Touched through `progress` alone, which proves the thread. Not a `LoopOwned`, which would be one more object for
  // each call.
  nonisolated(unsafe) private var progressOnLoop = Progress()

  init(
    client: RPCClient, runner: RPCClient.Runner, method: MethodDescriptor, request: RequestFrame, deadline: UInt64?,
    options: CallOptions, isRepeatable: Bool, sink: any ReplySink
  ) {
    self.client = client
    self.runner = runner
    thread = runner.loop.thread
    self.method = method
    self.request = request
    self.deadline = deadline
    self.sink = sink
    self.isRepeatable = isRepeatable
    isHarmless = method.isIdempotent || options.changesNothing
    waitsForReady = options.waitsForReady ?? client.options.waitsForReady
    maxAttempts = options.maxAttempts
    replyMetadata = options.replyMetadata
  }

  /// Belongs to the loop. Stops the process when it is touched off the loop.
  var progress: Progress {
    get {
      precondition(thread.isCurrent, "touched off its event loop")
      return progressOnLoop
    }
    _modify {
      precondition(thread.isCurrent, "touched off its event loop")
      yield &progressOnLoop
    }
  }

  /// The credit its stream begins with; nil: a unary call.
  var credit: UInt32? { method.kind == .serverStream ? client.options.streamCredit : nil }

  /// Milliseconds left at `now`, rounded up as the wire has them; 0: it has no deadline; nil: none are left.
  func millisecondsLeft(at now: UInt64) -> UInt32? {
    guard let deadline else { return 0 }
    guard deadline > now else { return nil }
    return UInt32(clamping: (deadline - now - 1) / 1_000_000 + 1)
  }

  // MARK: From any thread

  func cancel() { runner.submit { $0.cancel(self) } }

  func grant(_ items: UInt32) { runner.submit { $0.grant(items, to: self) } }

  // MARK: On the loop

  /// The timer's tag for the next attempt; the deadline's is 0.
  static let retryTag: UInt64 = 1

  func timerFired(_ tag: UInt64) {
    if tag == Self.retryTag { runner.core.value.tryAgain(self) } else { runner.core.value.expire(self) }
  }
}
