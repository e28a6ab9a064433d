// Connection+Input.swift: from bytes to frames to what they cause.

internal import TokenNet
internal import TokenWire

extension Connection {
  /// Reads what has arrived. A read that did not fill the buffer emptied the socket; level-triggered epoll tells of
  /// anything later. At a hang-up nothing is told later: then it reads to the end.
  func readInput(toTheEnd: Bool) {
    let buffer = reactor.readBuffer
    while phase != .closed, toTheEnd || (!state.inputEnded && phase != .closing) {
      switch descriptor.read(into: buffer) {
      case .bytes(let count):
        wasHeard = true
        meter.received(count)
        if phase == .open { receive(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        if !toTheEnd { return }
      case .wouldBlock: return
      case .endOfFile: return inputEnded()
      case .failed: return close()
      }
    }
  }

  /// Goes on with the frames that waited for room.
  func resume() {
    isPaused = false
    if phase == .open { receive(UnsafeRawBufferPointer(start: nil, count: 0)) }
    markDirty()
  }

  /// Goes on with the frames that others had to be let by.
  func goOn() {
    isYielding = false
    guard phase == .open, !isPaused else { return }
    receive(UnsafeRawBufferPointer(start: nil, count: 0))
    markDirty()
  }

  /// Feeds the parser and handles the frames that are complete, as long as there is room to answer.
  private func receive(_ chunk: UnsafeRawBufferPointer) {
    if !chunk.isEmpty { arrivedAt = loop.now }
    // Out of self: what a frame causes may close the connection, which clears its parser.
    var parser = FrameParser()
    swap(&parser, &self.parser)
    do throws(FrameError) {
      try parser.feed(chunk) { handle($0, $1) }
    } catch {
      context.counters.badFrames.count()
      return goAway(.init(error))
    }
    guard phase == .open else { return }
    self.parser = parser
    // What is kept while it waits for its turn, or for room, is more than an unfinished frame.
    let most = isPaused || isYielding ? Reactor.readBytes : Connection.keptBytesAtTheLimit
    if parser.keptBytes > most, context.usage.room(within: limits) == .noBytes {
      context.counters.overflows.count()
      goAway(.limitReached("max-buffered-bytes", limits.maxBufferedBytes))
    }
  }

  private func handle(_ header: FrameHeader, _ payload: UnsafeRawBufferPointer) -> FrameParser.Step {
    framesHandled &+= 1
    payloadBytes = header.length
    if header.type != .ping, header.type != .pong { wasTouched = true }
    let reaction = state.receive(header, payload, in: reactor.arena, room: context.usage.room(within: limits))
    react(reaction)
    // The client takes these answers while the next ones are made.
    if framesHandled &- framesAtFlush >= Connection.earlyFrames {
      flush()
      isYielding = EventLoop.readClock() > loop.now + Connection.turnNanoseconds
    }
    if output.count >= pauseBytes { isPaused = true }
    if isPaused || isYielding || phase != .open { return .stop }
    if case .hello = reaction { return .nextWithin(payloadBytes: UInt32(limits.maxFrameBytes)) }
    return .next
  }

  private func react(_ reaction: Reaction) {
    switch reaction {
    case .nothing: break
    case .hello: watchdog.helloCame()
    case .start(let start): startCall(start, arrivedAt: arrivedAt)
    case .refuse(let id, let method, let kind, let error): refuse(id, method, kind, error)
    case .shed(let id, let method, let kind, let limit):
      context.counters.callsShed.count()
      refuse(id, method, kind, .limitReached("call-limit", limit))
    case .end(let id, let error):
      context.counters.callsCancelled.count()
      endCall(id, error)
    case .send(let id): enqueueStream(id)
    case .pong(let argument): answerPing(argument)
    case .goAway(let error):
      context.counters.badFrames.count()
      goAway(error)
    }
  }

  private func answerPing(_ argument: UInt32) {
    switch pings.receive(argument, at: loop.now) {
    case .answer: output.append(FrameHeader(.pong, argument: argument))
    case .hold: context.counters.pingsDelayed.count()
    case .tooMany:
      context.counters.pingFloods.count()
      goAway(.tooManyPings(limits.maxWaitingPings))
    }
  }

  /// The client sends no more. In the middle of a frame that is its own loss.
  private func inputEnded() {
    if phase != .open { return close() }
    state.endInput()
    parser = FrameParser()
    for id in state.calls.openIDs { endIfStarved(id) }
    // A stream may go on for a client that reads. One that is gone altogether answers with a reset.
    if state.calls.streamCount > 0 { output.append(FrameHeader(.ping)) }
    markDirty()
  }
}

extension RPCError {
  /// Why a client whose bytes are no frames is sent away.
  fileprivate init(_ error: FrameError) {
    switch error {
    case .firstByteNotZero(let byte, let position):
      let advice =
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): "this port speaks the token RPC, not HTTP; use rpc-cli"
        case 0x16: "this port speaks the token RPC in plain, not TLS; connect without TLS"
        default: "a frame begins with a zero byte; this port speaks the token RPC"
        }
      self.init(.invalidArgument, "byte \(position) is \(byte) and begins no frame: \(advice)")
    case .lengthOverLimit(let length, let limit, let position):
      self.init(
        .resourceExhausted,
        "the frame at byte \(position) has \(length) bytes, the limit max-frame-bytes is \(limit); send smaller ones")
    case .typeZero(let position): self.init(.invalidArgument, "the frame at byte \(position) has type 0, which is none")
    }
  }
}
