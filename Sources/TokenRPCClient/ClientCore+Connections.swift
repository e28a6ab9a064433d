// ClientCore+Connections.swift: how calls move: onto a connection, to the next one, or to their end.

internal import TokenNet
internal import TokenWire

extension ClientCore: TimerTarget {
  /// Sends what waits, as far as connections take it; makes connections where there are none.
  func pump() {
    if isClosed || (waiting.isEmpty && !pings.isWaiting) { return }
    for route in routes { route.connectIfIdle() }
    if pings.isWaiting { sendPings() }
    while let call = waiting.next {
      guard let timeLeft = call.millisecondsLeft(at: loop.now) else {
        waiting.popFirst()
        end(call, with: .noTimeLeft)
        continue
      }
      guard let connection = leastBusy(for: call) else { return }
      switch connection.admit(call) {
      case .accepted(let id):
        waiting.popFirst()
        call.progress.sent(on: connection, id: id)
        connection.send(call.request, id: id, timeLeft: timeLeft)
      case .refused(let error):
        waiting.popFirst()
        end(call, with: error)
      case .wait: return
      case .elsewhere:
        connection.route.retire(connection)
        return pump()
      }
    }
  }

  /// Between two frames: sends what their completions have started when that is enough, so that the server works while
  /// the frames that follow are worked off here.
  func pumpEarly() {
    if waiting.count >= Connection.earlyFrames { pump() }
  }

  /// The connection with the fewest calls among those that take this one; in turn among equals. The server that failed
  /// it last has it again only when no other takes it: one that fails at once always has the fewest.
  private func leastBusy(for call: ClientCall) -> Connection? {
    if routes.count == 1 { return routes[0].sendable }
    var best: Connection?
    var last: Connection?
    for offset in routes.indices {
      let route = routes[(firstRoute + offset) % routes.count]
      guard let other = route.sendable, other.state.mayTake(call.request.payloadBytes) else { continue }
      if route === call.progress.failedRoute {
        last = other
      } else if best.map({ other.state.calls.count < $0.state.calls.count }) ?? true {
        best = other
      }
    }
    firstRoute = (firstRoute + 1) % routes.count
    return best ?? last
  }

  private func sendPings() {
    guard let connection = routes.lazy.compactMap(\.sendable).first(where: { $0.state.server != nil }) else { return }
    connection.send(pings: pings.takeWaiting(on: ObjectIdentifier(connection), at: EventLoop.readClock()))
  }

  /// A ping has waited long enough.
  func timerFired(_ tag: UInt64) {
    let error = RPCError(.deadlineExceeded, "no answer within the time the ping may take")
    pings.fail(UInt32(truncatingIfNeeded: tag), error)
  }

  /// Why no server can be reached; nil: one may.
  var unreachable: RPCError? {
    var reason: RPCError?
    for route in routes {
      guard let rest = route.rest else { return nil }
      reason = rest
    }
    return reason
  }

  /// A server is left alone now: without another, what doesn't wait for one fails.
  private func failUnready() {
    guard let error = unreachable else { return }
    for call in waiting.removeAll(where: { !$0.waitsForReady }) { foundNoServer(call, error) }
    pings.failAll(error)
  }

  /// Closes a connection. The calls that are still on it end with `error`.
  func drop(_ connection: Connection, _ error: RPCError) {
    connection.close()
    connection.route.forget(connection)
    for call in connection.removeAllCalls() { end(call, with: error) }
    failPings(of: connection)
  }

  private func failPings(of connection: Connection) {
    let error = RPCError(.unavailable, "the connection to \(connection.route.endpoint) was lost")
    pings.failSent(on: ObjectIdentifier(connection), error)
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
    let route = connection.route
    route.forget(connection)
    reachability.record(reason)
    route.failed(RPCError(.unavailable, "can't reach \(route.endpoint): \(reason)", notStarted: true))
    failUnready()
  }

  /// Something came that may have freed a slot, or told the server's limits.
  func progressed(_ connection: Connection) {
    if connection.hasAnswered { connection.route.succeeded() }
    connection.route.closeIfDone(connection)
    pump()
  }

  /// The server takes no more calls on this connection; `unstarted` it never began.
  func drained(_ connection: Connection, unstarted: [ClientCall]) {
    let route = connection.route
    let wasCurrent = route.current === connection
    if let farewell = connection.state.farewell {
      if wasCurrent { route.failed(farewell) }
      for call in unstarted.reversed() { turnedAway(call, farewell) }
    } else {
      for call in unstarted.reversed() { putBack(call) }
    }
    let wasWanted = !unstarted.isEmpty || !waiting.isEmpty
    route.retire(connection)
    // One that closes for idleness or age, or finishes its calls first, is no worse a server for that.
    if wasCurrent, wasWanted, connection.state.calls.callers == 0 { ended(connection, .alwaysDrains) }
    route.closeIfDone(connection)
    pump()
  }

  /// The connection can't go on, or its socket is gone. What the server may have begun has failed, what waits goes on.
  func lost(_ connection: Connection, _ error: RPCError) {
    let route = connection.route
    let isStranger = connection.state.server == nil
    let cause = connection.state.farewell ?? error
    let hint = isStranger ? "; is it a token server?" : ""
    let located = RPCError(cause.code, "\(route.endpoint): \(cause.message)\(hint)")
    let unsent = RPCError(located.code, located.message, notStarted: true)
    connection.close()
    let wasCurrent = route.forget(connection)
    if wasCurrent, isStranger { route.failed(unsent) }
    // What the server began and did not end is UNAVAILABLE, whatever it says of the connection. What the client can't
    // read is another matter.
    let code = connection.state.farewell == nil ? located.code : .unavailable
    for call in connection.removeAllCalls() {
      call.progress.failedRoute = route
      call.progress.mayHaveStarted = true
      attemptFailed(call, RPCError(code, located.message))
    }
    failPings(of: connection)
    if wasCurrent { ended(connection, unsent) }
    pump()
  }

  /// The connection that took calls has ended for `error`.
  private func ended(_ connection: Connection, _ error: RPCError) {
    if !connection.hasAnswered, connection.route.rest == nil { connection.route.endedFruitless(error) }
    failUnready()
  }

  /// A unary call's answer, or an item of a stream. False: it can't be decoded and the call has failed.
  @discardableResult
  func deliver(_ answer: FramePayload, to call: ClientCall) -> Bool {
    defer { arena.reset() }
    note(answer.metadata, for: call)
    if call.credit == nil {
      throttle.succeeded()
      leave(call)
    } else {
      call.progress.hasDelivered = true
    }
    do throws(DecodeError) {
      try call.sink.message(answer.message, in: arena)
      return true
    } catch {
      leave(call)
      call.sink.fail(RPCError(.internal, "the server's answer is not a \(call.method.fullName) reply: \(error)"))
      return false
    }
  }

  /// A metadata block came with a frame of the call's.
  func note(_ metadata: UnsafeRawBufferPointer?, for call: ClientCall) {
    guard let metadata, let holder = call.replyMetadata else { return }
    // What can't be read is as good as none: the answer counts.
    if let metadata = try? Metadata(decoding: metadata, in: arena), metadata.fault == nil { holder.take(metadata) }
  }

  /// A PONG came.
  func ponged(_ number: UInt32, on connection: Connection) {
    pings.finish(number, at: EventLoop.readClock(), server: connection.state.server)
  }
}

extension RPCError {
  fileprivate static let alwaysDrains = RPCError(
    .unavailable, "the server closes every connection before it answers", notStarted: true)
}
