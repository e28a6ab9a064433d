// ClientCore+Connections.swift: how calls move: onto a connection, to the next one, or to their end.

internal import TokenNet
internal import TokenWire

extension ClientCore: TimerTarget {
  /// Sends what waits, as far as the current connection takes it; makes a connection when there is none.
  func pump() {
    if isClosed || (waiting.isEmpty && !pings.isWaiting) { return }
    let connection = current ?? connect()
    guard connection.isOpen else { return }
    if connection.state.server != nil {
      connection.send(pings: pings.takeWaiting(on: ObjectIdentifier(connection), at: EventLoop.readClock()))
    }
    while connection.hasRoom, let call = waiting.next {
      guard let timeLeft = call.millisecondsLeft(at: loop.now) else {
        waiting.popFirst()
        end(call, with: .noTimeLeft)
        continue
      }
      switch connection.admit(call) {
      case .accepted(let id):
        waiting.popFirst()
        call.progress.place = .inFlight(connection, id: id)
        connection.send(call.request, id: id, timeLeft: timeLeft)
      case .refused(let error):
        waiting.popFirst()
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
  func retireIfDone(_ connection: Connection) {
    guard current !== connection, connection.state.calls.callers == 0 else { return }
    drop(connection) { _ in .clientClosed }
  }

  /// Closes a connection and ends its calls.
  func drop(_ connection: Connection, _ error: (ClientCall) -> RPCError) {
    connection.close()
    if current === connection { current = nil }
    draining.removeAll { $0 === connection }
    for call in connection.removeAllCalls() { end(call, with: error(call)) }
    pings.failSent(on: ObjectIdentifier(connection), RPCError(.unavailable, "the connection to \(endpoint) was lost"))
  }

  func failWaiting(_ error: RPCError) {
    while let call = waiting.popFirst() { end(call, with: error) }
    pings.failAll(error)
  }

  /// The call is no longer this client's: its timer goes, its place is final.
  func leave(_ call: ClientCall) {
    if let timer = call.progress.timer { loop.cancel(timer) }
    call.progress.timer = nil
    call.progress.place = .ended
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
      for call in unstarted.reversed() { call.progress.place = .waiting(waiting.prepend(call)) }
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
    let unsent = RPCError(located.code, located.message, notStarted: true)
    if isStranger { failWaiting(unsent) }
    goOn(after: unsent)
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
