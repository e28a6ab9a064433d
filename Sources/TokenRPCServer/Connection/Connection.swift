// Connection.swift: one client's socket: reads, lets the state decide, and has what it is to say written.
//
// open → closing → lingering → closed. Open: frames are handled. Closing: nothing is read, what is written is flushed.
// Lingering: our half is closed, and what the client still sends is thrown away until it closes too, so that the kernel
// does not reset the connection under our last words. Any of them → closed, when the socket fails or patience ends.

internal import TokenNet
internal import TokenWire

/// One connection. Everything runs on its reactor's loop.
final class Connection {
  enum Phase {
    case open
    case closing
    case lingering
    case closed
  }

  let reactor: Reactor
  let meter: ReactorMeter
  let descriptor: Descriptor
  /// What tells it from all other connections of the server.
  let number: UInt64
  let peer: String
  var state: ConnectionState
  var output = OutputBuffer()
  var parser = FrameParser()
  /// When the frames now handled were read, in nanoseconds of the monotonic clock: those that waited for room are older
  /// than this turn.
  var arrivedAt: UInt64 = 0
  var framesHandled: UInt64 = 0
  /// As many had been handled when it was last written.
  var framesAtFlush: UInt64 = 0
  /// Bytes of payload of the frame that is handled.
  var payloadBytes: UInt32 = 0
  var watchdog: Watchdog
  var pings: PingGate
  private(set) var phase = Phase.open

  /// Too much waits to be sent: nothing more is handled until half of it is gone.
  var isPaused = false
  /// The turn has lasted long enough: what else has come is handled in the next one, behind other connections.
  var isYielding = false
  /// The socket took no more: wait until it is writable.
  var isBlocked = false
  /// What happened since the watchdog looked last: the client took bytes.
  var hasProgressed = false
  /// It was used: a call began or ended, or another frame came that is no PING or PONG.
  var wasTouched = false
  /// Bytes came, whatever they were.
  var wasHeard = false
  /// Streams that may send, each asked for one item in turn.
  var sendQueue: [UInt32] = []
  /// Calls whose answers are made when there is room, in the order in which they asked.
  var roomQueue: [UInt32] = []
  /// Bytes of room that are kept for answers that are being made.
  var promisedBytes = 0
  /// A handle whose last call was answered at once, for the next one.
  var spareHandle: CallHandle?
  /// The connection as other threads may hold it; nil once it is closed.
  private(set) var box: LoopOwned<Connection>?

  private var registration: Registration?
  private var interest: Interest = .read
  private var isDirty = false
  var watch: (timer: TimerToken, at: UInt64)?
  private var reportedBytes = 0

  var loop: EventLoop { reactor.loop }
  var context: ServerContext { reactor.context }
  var limits: ServerLimits { reactor.context.limits }

  init(_ socket: AcceptedSocket, reactor: Reactor) {
    self.reactor = reactor
    meter = reactor.meter.value
    descriptor = socket.descriptor
    number = reactor.context.nextConnection()
    peer = "\(socket.peer)"
    let context = reactor.context
    state = ConnectionState(limits: context.limits, methods: context.methods, gates: context.gates)
    // Random numbers are a system call.
    let jitter = context.limits.connectionAge == .zero ? 0 : Double.random(in: -1...1)
    watchdog = Watchdog(limits: context.limits, now: reactor.loop.now, jitter: jitter)
    pings = PingGate(limits: context.limits, now: reactor.loop.now)
  }

  /// Begins: says HELLO, and reads.
  func open() throws(SystemError) {
    registration = try loop.add(descriptor, .read, self)
    limitSilence()
    meter.opened(number, peer: peer)
    box = LoopOwned(onLoop: self, loop.thread)
    output.append(frames: context.helloFrame)
    markDirty()
  }

  /// Has the end of this turn flush and look after everything else.
  func markDirty() {
    guard !isDirty, phase != .closed else { return }
    isDirty = true
    loop.atEndOfTurn(self)
  }
}

// MARK: - What happens

extension Connection: SocketTarget, TurnTarget, TimerTarget {
  func ready(_ readiness: Readiness) {
    let isHangUp = readiness.contains(.hangUp)
    if (readiness.contains(.readable) && !isYielding) || isHangUp { readInput(toTheEnd: isHangUp) }
    if isHangUp { return close() }
    if readiness.contains(.writable) { isBlocked = false }
    markDirty()
  }

  func turnEnded() {
    isDirty = false
    guard phase != .closed else { return }
    if !hasRoom { flush() }
    giveRoom()
    askStreams()
    flush()
    if isPaused, output.count <= pauseBytes / 2 { resume() } else if isYielding { goOn() }
    if canMakeMore, !isBlocked { markDirty() }
    settle()
  }

  func timerFired(_ tag: UInt64) {
    if tag == 0 { return lookAtTheClock() }
    let id = UInt32(truncatingIfNeeded: tag)
    context.counters.deadlinesExceeded.count()
    endCall(id, .late)
    markDirty()
  }

  /// The server drains: no further calls. Says so, and closes when the calls in flight are answered.
  func drain() {
    guard phase == .open, !state.isDraining else { return }
    sayGoodbye("the server is shutting down")
  }

  /// The drain's grace is over: ends all calls that are left. A client that does not take its last answers now is not
  /// waited for.
  func endDrain() {
    for id in state.calls.openIDs { cutShort(id, .draining) }
    watchdog.graceEnds(now: loop.now)
    markDirty()
  }

  /// Closes for a reason the client is told, once the output is flushed. Calls in flight are lost.
  func goAway(_ error: RPCError) {
    guard phase == .open else { return }
    sendGoaway(error.code, error.message)
    loseCalls()
    beginClosing()
    markDirty()
  }

  /// Closes at once.
  func close() {
    guard phase != .closed else { return }
    phase = .closed
    if let registration { loop.remove(registration) }
    descriptor.close()
    if let watch { loop.cancel(watch.timer) }
    watch = nil
    loseCalls()
    output.clear()
    parser = FrameParser()
    sendQueue = []
    roomQueue = []
    spareHandle = nil
    reportBufferedBytes()
    meter.closed(number)
    box = nil
    reactor.closed(self)
  }
}

// MARK: - Looking after itself

extension Connection {
  /// Takes no further calls and closes once those in flight are answered.
  func sayGoodbye(_ message: String) {
    sendGoaway(.ok, message)
    markDirty()
  }

  private func beginClosing() {
    phase = .closing
    parser = FrameParser()
    watchdog.closes()
  }

  /// Has the kernel give up a client whose machine takes nothing any more, when that is worse than slow: not before the
  /// patience for slow ones is over, because the kernel counts from the first byte that can't be delivered
  /// (TCP_USER_TIMEOUT, gRFC A18).
  private func limitSilence() {
    if limits.keepaliveInterval == .zero { return }
    descriptor.giveUp(after: max(limits.keepaliveTimeout, limits.outputTimeout))
  }

  /// Moves on when nothing is left to do, and sees to the socket's interest, the watchdog and the account of bytes.
  private func settle() {
    guard phase != .closed else { return }
    if phase == .open, state.isDone { beginClosing() }
    if phase == .closing, output.isEmpty {
      if state.inputEnded { return close() }
      descriptor.shutdownWrite()
      phase = .lingering
      watchdog.lingers(now: loop.now)
    }
    updateInterest()
    updateWatchdog()
    reportBufferedBytes()
  }

  private func updateInterest() {
    var wanted: Interest = isBlocked ? .write : []
    switch phase {
    case .open: if !isPaused, !state.inputEnded { wanted.insert(.read) }
    case .lingering: wanted.insert(.read)
    case .closing, .closed: break
    }
    guard wanted != interest, let registration else { return }
    interest = wanted
    loop.update(registration, wanted)
  }

  /// Tells the server's account what is buffered here, and what is promised.
  func reportBufferedBytes() {
    let bytes = output.count + promisedBytes + parser.keptBytes
    context.usage.bufferedChanged(by: bytes - reportedBytes)
    reportedBytes = bytes
  }
}
