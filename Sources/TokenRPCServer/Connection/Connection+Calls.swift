// Connection+Calls.swift: calls from their request to their end.

internal import TokenNet
internal import TokenWire

extension Connection {
  /// Hands a request to its service. Refused before it is decoded when its time is over.
  func startCall(_ start: CallStart, arrivedAt: UInt64) {
    let deadline: UInt64? =
      start.timeLeftMilliseconds == 0
      ? nil : arrivedAt.advanced(clampedBy: .milliseconds(start.timeLeftMilliseconds))
    if let deadline, deadline <= loop.now { return unstart(start.id, .late) }
    guard let box else { return }
    var callContext = CallContext(
      deadlineNanoseconds: deadline, metadata: start.metadata, realm: state.realm, peer: peer)
    if !context.interceptors.isEmpty {
      do throws(RPCError) {
        try askInterceptors(start.id, start.handler.method, &callContext)
      } catch {
        return unstart(start.id, error)
      }
    }
    var handle = spareHandle ?? CallHandle(loop: loop, connection: box)
    spareHandle = nil
    handle.stand(for: start.id)
    do throws(DecodeError) {
      try start.handler.start(start.message, reactor.arena, callContext, handle, UInt64(start.id))
    } catch {
      handle.close()
      unstart(start.id, .undecodable(error))
    }
    if isKnownUniquelyReferenced(&handle) {
      if handle.isForgotten { dropped(start.id) }
      handle.close()
      if phase != .closed { spareHandle = handle }
    }
    callStays(start.id, callContext.deadlineNanoseconds)
  }

  /// The service's answer to a unary call.
  func succeed<Reply: WireMessage>(_ id: UInt32, _ reply: Reply, metadata: Metadata? = nil) {
    // Answers that come faster than turns end leave before they are too many.
    if output.count >= pauseBytes {
      flush()
      reportBufferedBytes()
    }
    guard let call = answered(id, isSuccess: true) else { return }
    precondition(call.kind == .unary, "a stream was answered with one message")
    sendReply(id, call, reply, metadata)
  }

  /// The service's failure of a call.
  func fail(_ id: UInt32, _ error: RPCError, metadata: Metadata? = nil) {
    guard let call = answered(id) else { return }
    sendEnd(id, call, error, metadata: metadata)
  }

  /// The service let go of a call without answering it.
  func dropped(_ id: UInt32) {
    guard let call = answered(id) else { return }
    context.counters.callsDropped.count()
    sendEnd(id, call, .dropped)
  }

  /// The service says that a call waits by design.
  func park(_ id: UInt32) {
    guard let call = state.calls[id], !call.isParked else { return }
    state.calls.update(id) { $0.isParked = true }
    leaveGate(id, took: nil)
  }

  func onCancel(_ id: UInt32, _ handler: @escaping @Sendable () -> Void) {
    // A call without its slot is a stream that has ended, perhaps by itself: its service is told all the same.
    guard let call = state.calls[id], !call.isEnded else { return handler() }
    let earlier = call.onCancel
    state.calls.update(id) { call in
      call.onCancel = {
        earlier?()
        handler()
      }
    }
  }

  /// Ends a call without its service: cancelled, too late, the server drains. Its service is told.
  func endCall(_ id: UInt32, _ error: RPCError) {
    guard let call = end(id) else { return }
    sendEnd(id, call, error)
    call.onCancel?()
    markDirty()
  }

  /// Ends a call that its service has begun, because the server can't wait any more: what becomes of a change is open.
  func cutShort(_ id: UInt32, _ error: RPCError) {
    var error = error
    if let call = state.calls[id], call.kind == .unary, !context.methods.isIdempotent(row: call.method) {
      error.details.append(Detail(detail: .outcomeUnknown(OutcomeUnknown())))
    }
    endCall(id, error)
  }

  /// The client is gone, or is being sent away: all its calls end without an answer. Their services are told.
  func loseCalls() {
    for id in state.calls.openIDs {
      guard let call = end(id) else { continue }
      context.counters.callsLost.count()
      count(id, call, .connectionLost)
      call.onCancel?()
    }
  }

  /// Refuses a request that took no slot.
  func refuse(_ id: UInt32, _ method: Int, _ kind: MethodDescriptor.Kind, _ error: RPCError) {
    context.counters.callsRefused.count()
    meter.callFailed(
      method, error, arrivedAt: arrivedAt,
      origin: CallOrigin(connection: number, id: id, requestBytes: payloadBytes))
    var error = error
    error.notStarted = true
    output.append(error, call: id, kind: kind, in: reactor.arena)
  }

  /// Refuses a request that took a slot and that its service never saw.
  private func unstart(_ id: UInt32, _ error: RPCError) {
    guard let call = answered(id) else { return }
    tellInterceptors(id, call, error.code)
    refuse(id, call.method, call.kind, error)
  }

  /// A call that was not answered at once: counts it, and watches its deadline.
  private func callStays(_ id: UInt32, _ deadline: UInt64?) {
    guard let call = state.calls[id] else { return }
    context.usage.callStays(call)
    let timer = call.isEnded ? nil : deadline.map { loop.addTimer(at: $0, self, tag: UInt64(id)) }
    state.calls.update(id) { call in
      call.isCounted = true
      call.arrivedAt = arrivedAt
      call.deadline = timer
    }
    if let gates = context.gates, call.kind == .unary, !call.isParked {
      gates.entered(call.method)
      state.calls.update(id) { $0.isGated = true }
    }
  }

  /// A call counts at the gate of its method no more, if it did.
  private func leaveGate(_ id: UInt32, took nanoseconds: UInt64?) {
    guard let call = state.calls[id], call.isGated else { return }
    context.gates?.left(call.method, took: nanoseconds, at: loop.now)
    state.calls.update(id) { $0.isGated = false }
  }

  /// A call has ended, with an error if it failed: tells metrics and interceptors. One that never counted came with the
  /// frames that are now handled.
  func count(_ id: UInt32, _ call: Call, _ error: RPCError?) {
    tellInterceptors(id, call, error?.code ?? .ok)
    let began = call.isCounted ? call.arrivedAt : arrivedAt
    let origin = CallOrigin(connection: number, id: id, requestBytes: call.requestBytes)
    if let error, error.code != .cancelled || call.kind == .unary {
      return meter.callFailed(call.method, error, arrivedAt: began, origin: origin)
    }
    // How long a stream or a parked call takes is nobody's fault, and a stream ends when its client has enough.
    let maySlow = call.kind == .unary && !call.isParked
    meter.callEnded(call.method, error?.code ?? .ok, arrivedAt: began, origin: maySlow ? origin : .unknown)
  }

  /// The service has answered: frees the slot. Returns the call if its end is still to be sent.
  func answered(_ id: UInt32, isSuccess: Bool = false) -> Call? {
    guard let call = state.calls.answer(id) else { return nil }
    if call.isGated {
      // A failure may come without any work. What was given up before it was done took at least so long.
      let counts = isSuccess || call.isEnded
      context.gates?.left(call.method, took: counts ? loop.now - call.arrivedAt : nil, at: loop.now)
    }
    if call.isCounted { context.usage.callLeaves(call) }
    if let deadline = call.deadline { loop.cancel(deadline) }
    if call.promisedBytes > 0 {
      promisedBytes -= call.promisedBytes
      reportBufferedBytes()
    }
    wasTouched = true
    markDirty()
    return call.isEnded ? nil : call
  }

  /// Ends a call without its service. Returns it as it was; nil: it had ended before.
  private func end(_ id: UInt32) -> Call? {
    guard let call = state.calls.end(id) else { return nil }
    if call.isCounted, state.calls[id] == nil { context.usage.callLeaves(call) }
    if let deadline = call.deadline { loop.cancel(deadline) }
    wasTouched = true
    return call
  }
}
