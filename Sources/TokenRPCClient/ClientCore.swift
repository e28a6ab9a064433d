// ClientCore.swift: owns all calls of a client and decides which connection carries each. Lives on the client's loop.
//
// Calls wait in one queue, in the order they were started, until a connection takes them: the one with the fewest calls
// in flight among those to the client's servers. A connection that drains keeps its calls until they have ended, and
// nothing new goes there. A call whose attempt failed rests until it is tried again, where that is safe.

internal import TokenNet
internal import TokenWire

/// A client's calls and connections.
final class ClientCore {
  let loop: EventLoop
  /// What `loop` came from.
  private let home: ClientLoop
  let options: ClientOptions
  /// Where connections read into; one read is worked off before the next.
  let readBuffer: UnsafeMutableRawBufferPointer
  /// For decoding on the loop.
  let arena = Arena()
  let reachability: Reachability
  /// The servers; none once the client has ended.
  private(set) var routes: [Route] = []
  /// The route that is looked at first for the next call.
  var firstRoute = 0
  var waiting = WaitingQueue<ClientCall>()
  /// Calls that will be tried again when their time comes.
  var resting = WaitingQueue<ClientCall>()
  var throttle: RetryThrottle
  var random = SystemRandomNumberGenerator()
  var pings: PingTable
  private(set) var isClosed = false
  /// `pump` runs at the end of the turn.
  private var pumpIsDue = false

  /// `loop` was joined at `home`, which `close` leaves.
  init(
    loop: EventLoop, of home: ClientLoop, endpoints: [Endpoint], options: ClientOptions, reachability: Reachability
  ) {
    self.loop = loop
    self.home = home
    self.options = options
    self.reachability = reachability
    throttle = RetryThrottle(options.retry)
    pings = PingTable(on: loop)
    readBuffer = .allocate(byteCount: 65_536, alignment: 16)
    routes = endpoints.map { Route($0, core: self) }
  }

  deinit { readBuffer.deallocate() }
}

// MARK: - What callers do

extension ClientCore {
  /// Takes a call over.
  func start(_ call: ClientCall) {
    if let error = refusal(of: call) { return end(call, with: error) }
    take(call)
    pump()
  }

  /// Takes a call over that was started on the loop, in a completion mostly: it is sent when enough of them wait, when
  /// the frames that have come are worked off, or else at the end of the turn. False: it can't be taken, and nothing
  /// has happened.
  func startHere(_ call: ClientCall) -> Bool {
    guard refusal(of: call) == nil else { return false }
    take(call)
    if !pumpIsDue {
      pumpIsDue = true
      loop.atEndOfTurn(self)
    }
    return true
  }

  private func take(_ call: ClientCall) {
    if let deadline = call.deadline { call.progress.timer = loop.addTimer(at: deadline, call) }
    call.progress.place = .waiting(waiting.append(call))
  }

  private func refusal(of call: ClientCall) -> RPCError? {
    if isClosed { return .clientClosed }
    if call.millisecondsLeft(at: loop.now) == nil { return .noTimeLeft }
    if !call.waitsForReady, let unreachable { return unreachable }
    return waiting.count + resting.count < options.maxWaitingCalls ? nil : .tooManyWaiting(options)
  }

  /// The caller gives a call up.
  func cancel(_ call: ClientCall) { giveUp(call, RPCError(.cancelled, "the call was cancelled")) }

  /// A call's deadline has come.
  func expire(_ call: ClientCall) {
    call.progress.timer = nil
    giveUp(call, RPCError(.deadlineExceeded, "no answer within the time the call may take"))
  }

  /// A stream's reader has room again.
  func grant(_ items: UInt32, to call: ClientCall) {
    guard case .inFlight(let connection, let id) = call.progress.place else { return }
    connection.grant(items, to: id)
  }

  /// Measures a round trip on a connection that stands, or makes one.
  func ping(_ ping: PendingPing, timeout: Duration) {
    if isClosed { return ping.completion(.failure(.clientClosed)) }
    if let unreachable { return ping.completion(.failure(unreachable)) }
    let number = pings.add(ping)
    pings.setTimer(loop.addTimer(after: timeout, self, tag: UInt64(number)), of: number)
    pump()
  }

  /// Ends every call and connection; the loop stops behind it unless other clients run on it.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    while let call = waiting.popFirst() { end(call, with: .clientClosed) }
    while let call = resting.popFirst() { end(call, with: .clientClosed) }
    pings.failAll(.clientClosed)
    for connection in routes.flatMap(\.connections) { drop(connection, .clientClosed) }
    for route in routes { route.close() }
    // They hold this.
    routes = []
    home.leave()
  }

  private func giveUp(_ call: ClientCall, _ error: RPCError) {
    switch call.progress.place {
    case .new, .ended: return
    case .waiting(let ticket):
      waiting.remove(ticket)
      end(call, with: error)
    case .resting(let ticket, _):
      resting.remove(ticket)
      end(call, with: error)
    case .inFlight(let connection, let id):
      call.progress.mayHaveStarted = true
      connection.giveUp(id)
      end(call, with: error)
      connection.route.closeIfDone(connection)
    }
  }
}

extension ClientCore: TurnTarget {
  func turnEnded() {
    pumpIsDue = false
    pump()
  }
}

extension RPCError {
  static let clientClosed = RPCError(.cancelled, "the client was closed")
  static let noTimeLeft = RPCError(
    .deadlineExceeded, "no time was left when the call could be sent", notStarted: true)

  fileprivate static func tooManyWaiting(_ options: ClientOptions) -> RPCError {
    RPCError(
      .resourceExhausted, "\(options.maxWaitingCalls) calls wait already; start fewer at once", notStarted: true)
  }
}
