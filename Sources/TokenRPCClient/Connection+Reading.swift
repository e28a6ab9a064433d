// Connection+Reading.swift: what comes from the socket: frames, and what each of them changes.

internal import TokenNet
internal import TokenWire

extension Connection: SocketTarget {
  func ready(_ readiness: Readiness) {
    switch phase {
    case .connecting(let socket, let registration, let rest): connected(socket, registration, rest)
    case .open(let descriptor, _):
      if readiness.contains(.writable) { flush() }
      if !readiness.isDisjoint(with: [.readable, .hangUp]) { read(descriptor) }
    case .resolving, .closed: break
    }
  }

  /// Reads what has come, up to a share of the turn.
  private func read(_ descriptor: Descriptor) {
    for _ in 0..<Self.readsPerTurn {
      guard isOpen else { return }
      switch descriptor.read(into: core.readBuffer) {
      case .bytes(let count): receive(UnsafeRawBufferPointer(rebasing: core.readBuffer[..<count]))
      case .wouldBlock: return
      case .endOfFile: return core.lost(self, RPCError(.unavailable, "the server closed the connection"))
      case .failed(let reason): return core.lost(self, RPCError(.unavailable, "\(reason)"))
      }
    }
  }

  /// Works off the frames that are complete.
  private func receive(_ bytes: UnsafeRawBufferPointer) {
    keepalive?.heard(at: core.loop.now)
    do throws(FrameError) {
      try parser.feed(bytes) { header, payload in
        core.options.frameObserver?(.received, header, payload)
        handle(state.receive(header, payload, core.arena))
        core.pumpEarly()
        return isOpen ? .next : .stop
      }
    } catch {
      core.lost(self, RPCError(state.server == nil ? .unavailable : .internal, error.text))
    }
    if isOpen { core.progressed(self) }
  }

  private func handle(_ event: ConnectionState<ClientCall>.Event) {
    switch event {
    case .none: break
    case .greeted: stopTimer()
    case .answered(let call, let answer):
      hasAnswered = true
      core.deliver(answer, to: call)
    case .item(let call, let id, let item):
      hasAnswered = true
      if !core.deliver(item, to: call) { giveUp(id) }
    case .finished(let call, let metadata):
      hasAnswered = true
      core.note(metadata, for: call)
      core.end(call, with: nil)
    case .failed(let call, let error, let metadata):
      hasAnswered = true
      core.note(metadata, for: call)
      call.progress.failedRoute = route
      core.attemptFailed(call, error)
    case .abandoned(let call, let id, let error):
      send(FrameHeader(.cancel, callID: id))
      core.end(call, with: error)
    case .ping(let argument):
      // One that asks and takes no answer would have them pile up here.
      pongsGathered += 1
      guard pongsGathered <= Self.mostWaitingPongs else {
        return core.lost(self, RPCError(.unavailable, "it takes no answers to its PINGs"))
      }
      send(FrameHeader(.pong, argument: argument))
    case .pong(let argument): core.ponged(argument, on: self)
    case .goaway(let unstarted): core.drained(self, unstarted: unstarted)
    case .fatal(let error): core.lost(self, error)
    }
  }

  /// PONGs that may wait for a server that takes nothing.
  private static var mostWaitingPongs: Int { 1_000 }

  /// Reads in one turn before others get theirs.
  private static var readsPerTurn: Int { 8 }
}

extension FrameError {
  /// For people, behind the server's address.
  fileprivate var text: String {
    switch self {
    case .firstByteNotZero(let byte, _): "it speaks something else, byte 0 of its frame is \(byte)"
    case .lengthOverLimit(let length, let limit, _): "it sent a frame of \(length) bytes, more than \(limit)"
    case .typeZero: "it sent a frame without a type"
    }
  }
}
