// ClientCore.swift: owns all calls of a client and decides which connection carries each. Lives on the client's loop.
//
// Calls wait in one queue, in the order they were started, until a connection takes them. One connection is current; one
// that drains keeps its calls until they have ended, and nothing new goes there. There are no retries yet: a call that
// was sent is sent again only when the server said, by GOAWAY, that it never started it.

internal import TokenNet
internal import TokenWire

/// A client's calls and connections.
final class ClientCore {
  let loop: EventLoop
  let endpoint: Endpoint
  let options: ClientOptions
  /// Where connections read into; one read is worked off before the next.
  let readBuffer: UnsafeMutableRawBufferPointer
  /// For decoding on the loop.
  let arena = Arena()
  private let reachability: Reachability
  private var waiting = WaitingQueue<ClientCall>()
  private var pings = PingTable()
  private var current: Connection?
  private var draining: [Connection] = []
  /// Connections in a row that ended before they had answered anything.
  private var fruitless = 0
  private var isClosed = false

  /// Connections that may end in a row without an answer before what waits fails.
  static let mostFruitlessConnections = 3

  init(loop: EventLoop, endpoint: Endpoint, options: ClientOptions, reachability: Reachability) {
    self.loop = loop
    self.endpoint = endpoint
    self.options = options
    self.reachability = reachability
    readBuffer = .allocate(byteCount: 65_536, alignment: 16)
  }

  deinit { readBuffer.deallocate() }
}

// MARK: - What callers do

extension ClientCore {
  /// Takes a call over.
  func start(_ call: ClientCall) {
    if isClosed { return end(call, with: .clientClosed) }
    if call.millisecondsLeft(at: loop.now) == nil { return end(call, with: .noTimeLeft) }
    guard waiting.count < options.maxWaitingCalls else { return end(call, with: .tooManyWaiting(options)) }
    if let deadline = call.deadline { call.progress.value.timer = loop.addTimer(at: deadline, call) }
    call.progress.value.place = .waiting(waiting.append(call))
    pump()
  }

  /// The caller gives a call up.
  func cancel(_ call: ClientCall) { giveUp(call, RPCError(.cancelled, "the call was cancelled")) }

  /// A call's deadline has come.
  func expire(_ call: ClientCall) {
    call.progress.value.timer = nil
    giveUp(call, RPCError(.deadlineExceeded, "no answer within the time the call may take"))
  }

  /// A stream's reader has room again.
  func grant(_ items: UInt32, to call: ClientCall) {
    guard case .inFlight(let connection, let id) = call.progress.value.place else { return }
    connection.grant(items, to: id)
  }

  /// Measures a round trip on a connection that stands, or makes one.
  func ping(_ ping: PendingPing, timeout: Duration) {
    if isClosed { return ping.completion(.failure(.clientClosed)) }
    let number = pings.add(ping)
    _ = loop.addTimer(after: timeout, self, tag: UInt64(number))
    pump()
  }

  /// Ends every call and connection; the loop stops behind it.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    failWaiting(.clientClosed)
    for connection in draining + (current.map { [$0] } ?? []) { drop(connection) { _ in .clientClosed } }
    loop.stop()
  }

  private func giveUp(_ call: ClientCall, _ error: RPCError) {
    switch call.progress.value.place {
    case .new, .ended: return
    case .waiting(let ticket):
      waiting.remove(ticket)
      end(call, with: error)
    case .inFlight(let connection, let id):
      connection.giveUp(id)
      end(call, with: error)
      retireIfDone(connection)
    }
  }
}

// MARK: - What connections report

extension ClientCore {
  /// A connection stands and has said HELLO: the first calls go right behind it.
  func opened(_ connection: Connection) {
    reachability.record(nil)
    pump()
  }

  /// No address of the server took the connection.
  func connectingFailed(_ connection: Connection, reason: String) {
    if current === connection { current = nil }
    reachability.record(reason)
    failWaiting(RPCError(.unavailable, "can't reach \(endpoint): \(reason)", notStarted: true))
  }

  /// Something came that may have freed a slot, or told the server's limits.
  func progressed(_ connection: Connection) {
    if connection.hasAnswered { fruitless = 0 }
    retireIfDone(connection)
    pump()
  }

  /// The server takes no more calls on this connection; `unstarted` it never began.
  func drained(_ connection: Connection, unstarted: [ClientCall]) {
    if current === connection {
      current = nil
      draining.append(connection)
      countFruitless(connection)
    }
    if let farewell = connection.state.farewell {
      for call in unstarted { end(call, with: farewell) }
      failWaiting(farewell)
    } else {
      for call in unstarted.reversed() { call.progress.value.place = .waiting(waiting.prepend(call)) }
    }
    retireIfDone(connection)
    goOn(after: RPCError(.unavailable, "the server closes every connection before it answers", notStarted: true))
  }

  /// The connection can't go on, or its socket is gone. What the server may have begun fails, what waits goes on.
  func lost(_ connection: Connection, _ error: RPCError) {
    let wasCurrent = current === connection
    let isStranger = connection.state.server == nil
    let cause = connection.state.farewell ?? error
    let hint = isStranger ? "; is it a token server?" : ""
    let located = RPCError(cause.code, "\(endpoint): \(cause.message)\(hint)")
    drop(connection) { call in
      let details = call.method.isIdempotent ? [] : [Detail(detail: .outcomeUnknown(OutcomeUnknown()))]
      return RPCError(located.code, located.message, details: details)
    }
    guard wasCurrent else { return }
    countFruitless(connection)
    if isStranger { failWaiting(located) }
    goOn(after: located)
  }

  /// A unary call's answer, or an item of a stream. False: it can't be decoded and the call has failed.
  @discardableResult
  func deliver(_ bytes: UnsafeRawBufferPointer, to call: ClientCall) -> Bool {
    defer { arena.reset() }
    if call.credit == nil { leave(call) }
    do throws(DecodeError) {
      try call.sink.message(bytes, in: arena)
      return true
    } catch {
      leave(call)
      call.sink.fail(RPCError(.internal, "the server's answer is not a \(call.method.fullName) reply: \(error)"))
      return false
    }
  }

  /// Ends a call, which a connection no longer holds.
  func end(_ call: ClientCall, with error: RPCError?) {
    leave(call)
    if let error { call.sink.fail(error) } else { call.sink.finish() }
  }

  /// A PONG came.
  func ponged(_ number: UInt32, on connection: Connection) {
    pings.finish(number, at: EventLoop.readClock(), server: connection.state.server)
  }
}

// MARK: - Moving calls

extension ClientCore: TimerTarget {
  /// Sends what waits, as far as the current connection takes it; makes a connection when there is none.
  private func pump() {
    if isClosed || (waiting.isEmpty && !pings.isWaiting) { return }
    let connection = current ?? connect()
    guard connection.isOpen else { return }
    if connection.state.server != nil {
      connection.send(pings: pings.takeWaiting(on: ObjectIdentifier(connection), at: EventLoop.readClock()))
    }
    while connection.hasRoom, let call = waiting.first {
      guard let timeLeft = call.millisecondsLeft(at: loop.now) else {
        _ = waiting.popFirst()
        end(call, with: .noTimeLeft)
        continue
      }
      switch connection.admit(call) {
      case .accepted(let id):
        _ = waiting.popFirst()
        call.progress.value.place = .inFlight(connection, id: id)
        connection.send(call.request, id: id, timeLeft: timeLeft)
      case .refused(let error):
        _ = waiting.popFirst()
        end(call, with: error)
      case .wait: return
      case .elsewhere:
        current = nil
        draining.append(connection)
        retireIfDone(connection)
        return pump()
      }
    }
  }

  /// A ping has waited long enough.
  func timerFired(_ tag: UInt64) {
    let error = RPCError(.deadlineExceeded, "no answer within the time the ping may take")
    pings.fail(UInt32(truncatingIfNeeded: tag), error)
  }

  private func connect() -> Connection {
    let connection = Connection(core: self)
    current = connection
    connection.start()
    return connection
  }

  /// Tries another connection for what waits, unless that has led nowhere too often: then it fails with `error`.
  private func goOn(after error: RPCError) {
    if fruitless >= Self.mostFruitlessConnections {
      fruitless = 0
      failWaiting(error)
    }
    pump()
  }

  private func countFruitless(_ connection: Connection) { fruitless = connection.hasAnswered ? 0 : fruitless + 1 }

  /// Closes a connection that drains once nobody waits for an answer on it.
  private func retireIfDone(_ connection: Connection) {
    guard current !== connection, connection.state.calls.callers == 0 else { return }
    drop(connection) { _ in .clientClosed }
  }

  /// Closes a connection and ends its calls.
  private func drop(_ connection: Connection, _ error: (ClientCall) -> RPCError) {
    connection.close()
    if current === connection { current = nil }
    draining.removeAll { $0 === connection }
    for call in connection.removeAllCalls() { end(call, with: error(call)) }
    pings.failSent(on: ObjectIdentifier(connection), RPCError(.unavailable, "the connection to \(endpoint) was lost"))
  }

  private func failWaiting(_ error: RPCError) {
    while let call = waiting.popFirst() { end(call, with: error) }
    pings.failAll(error)
  }

  /// The call is no longer this client's: its timer goes, its place is final.
  private func leave(_ call: ClientCall) {
    if let timer = call.progress.value.timer { loop.cancel(timer) }
    call.progress.value.timer = nil
    call.progress.value.place = .ended
  }
}

extension RPCError {
  static let clientClosed = RPCError(.cancelled, "the client was closed")
  fileprivate static let noTimeLeft = RPCError(
    .deadlineExceeded, "no time was left when the call could be sent", notStarted: true)

  fileprivate static func tooManyWaiting(_ options: ClientOptions) -> RPCError {
    RPCError(
      .resourceExhausted, "\(options.maxWaitingCalls) calls wait already; start fewer at once", notStarted: true)
  }
}
