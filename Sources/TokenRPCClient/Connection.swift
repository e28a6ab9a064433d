// Connection.swift: owns one socket to the server: connects it, reads frames from it, writes frames to it once a turn.

internal import Dispatch
internal import TokenNet
internal import TokenWire

/// One connection. Lives on the client's loop.
final class Connection {
  /// How far the connection is.
  private enum Phase {
    /// The host's addresses are looked up. Exits: connecting, closed.
    case resolving
    /// An address is tried, these are left. Exits: connecting (the next), open, closed.
    case connecting(ConnectingSocket, Registration, rest: ArraySlice<SocketAddress>)
    case open(Descriptor, Registration)
    case closed
  }

  private unowned let core: ClientCore
  private var phase = Phase.resolving
  private var timer: TimerToken?
  private var parser: FrameParser
  private var output = OutputBuffer()
  private var flushIsDue = false
  private var waitsForRoom = false
  private(set) var state = ConnectionState<ClientCall>()
  /// A call was answered, so that trying again leads somewhere.
  private(set) var hasAnswered = false

  init(core: ClientCore) {
    self.core = core
    parser = FrameParser(maxPayloadBytes: core.options.maxFrameBytes)
  }

  /// Calls can be sent.
  var isOpen: Bool {
    if case .open = phase { return true }
    return false
  }

  /// The buffer for the socket takes another frame.
  var hasRoom: Bool { output.count < core.options.maxBufferedBytes }
}

// MARK: - Connecting

extension Connection: TimerTarget {
  /// Looks the host up, on another thread because the resolver blocks, and connects.
  func start() {
    let (endpoint, loop) = (core.endpoint, core.loop)
    let itself = LoopOwned<Connection?>(nil, on: loop.thread)
    itself.value = self
    timer = loop.addTimer(after: core.options.connectTimeout, self)
    DispatchQueue(label: "TokenRPCClient.resolver").async {
      let result = Result { () throws(ResolveError) in try SocketAddress.resolve(endpoint) }
      loop.submit { itself.value?.resolved(result) }
    }
  }

  private func resolved(_ result: Result<[SocketAddress], ResolveError>) {
    guard case .resolving = phase else { return }
    switch result {
    case .success(let addresses): tryNext(addresses[...], reason: "it has no address")
    case .failure(let error): fail(reason: "\(error)")
    }
  }

  /// Tries the first of `addresses`; with none left the connection has failed for `reason`.
  private func tryNext(_ addresses: ArraySlice<SocketAddress>, reason: String) {
    guard let address = addresses.first else { return fail(reason: reason) }
    do throws(SystemError) {
      let socket = try ConnectingSocket(to: address)
      let registration: Registration
      do throws(SystemError) {
        registration = try core.loop.add(socket.descriptor, socket.isConnected ? .read : .write, self)
      } catch {
        socket.descriptor.close()
        throw error
      }
      phase = .connecting(socket, registration, rest: addresses.dropFirst())
      if socket.isConnected { open(socket.descriptor, registration) }
    } catch {
      tryNext(addresses.dropFirst(), reason: "\(error.errno)")
    }
  }

  /// The address that is tried has answered or refused.
  private func connected(
    _ socket: ConnectingSocket, _ registration: Registration, _ rest: ArraySlice<SocketAddress>
  ) {
    guard let error = socket.finish() else {
      core.loop.update(registration, .read)
      return open(socket.descriptor, registration)
    }
    core.loop.remove(registration)
    socket.descriptor.close()
    phase = .resolving
    tryNext(rest, reason: "\(error)")
  }

  /// Says HELLO, with the first calls right behind it.
  private func open(_ descriptor: Descriptor, _ registration: Registration) {
    phase = .open(descriptor, registration)
    stopTimer()
    timer = core.loop.addTimer(after: core.options.helloTimeout, self)
    sayHello()
    core.opened(self)
  }

  /// Connecting took too long, or the server says nothing.
  func timerFired(_ tag: UInt64) {
    timer = nil
    if isOpen {
      core.lost(self, RPCError(.unavailable, "it did not say HELLO in time"))
    } else {
      fail(reason: "no answer in time")
    }
  }

  private func fail(reason: String) {
    close()
    core.connectingFailed(self, reason: reason)
  }

  private func stopTimer() {
    if let timer { core.loop.cancel(timer) }
    timer = nil
  }

  /// Closes the socket. The calls are the core's to end.
  func close() {
    stopTimer()
    switch phase {
    case .connecting(let socket, let registration, _):
      core.loop.remove(registration)
      socket.descriptor.close()
    case .open(let descriptor, let registration):
      core.loop.remove(registration)
      descriptor.close()
    case .resolving, .closed: break
    }
    phase = .closed
  }
}

// MARK: - Reading

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
    do throws(FrameError) {
      try parser.feed(bytes) { header, payload in
        handle(state.receive(header, payload, core.arena))
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
    case .answered(let call, let bytes):
      hasAnswered = true
      core.deliver(bytes, to: call)
    case .item(let call, let id, let bytes):
      hasAnswered = true
      if !core.deliver(bytes, to: call) { giveUp(id) }
    case .finished(let call):
      hasAnswered = true
      core.end(call, with: nil)
    case .failed(let call, let error):
      hasAnswered = true
      core.end(call, with: error)
    case .abandoned(let call, let id, let error):
      send(FrameHeader(.cancel, callID: id))
      core.end(call, with: error)
    case .ping(let argument): send(FrameHeader(.pong, argument: argument))
    case .pong(let argument): core.ponged(argument, on: self)
    case .goaway(let unstarted): core.drained(self, unstarted: unstarted)
    case .fatal(let error): core.lost(self, error)
    }
  }

  /// Reads in one turn before others get theirs.
  private static var readsPerTurn: Int { 8 }
}

// MARK: - Writing

extension Connection: TurnTarget {
  /// Gives a call an id here, or says why not.
  func admit(_ call: ClientCall) -> ConnectionState<ClientCall>.Admission {
    state.admit(call, payloadBytes: call.request.payloadBytes, credit: call.credit)
  }

  func send(_ request: RequestFrame, id: UInt32, timeLeft: UInt32) {
    output.withBytes { request.write(id: id, timeLeft: timeLeft, to: &$0) }
    flushLater()
  }

  func send(pings numbers: [UInt32]) {
    for number in numbers { send(FrameHeader(.ping, argument: number)) }
  }

  /// Tells the server that nobody waits for the call any more.
  func giveUp(_ id: UInt32) {
    if state.giveUp(id) { send(FrameHeader(.cancel, callID: id)) }
  }

  /// Gives the server of a stream more credit.
  func grant(_ items: UInt32, to id: UInt32) {
    if state.grant(items, to: id) { send(FrameHeader(.credit, callID: id, argument: items)) }
  }

  /// All calls that are still here; the connection is lost.
  func removeAllCalls() -> [ClientCall] { state.removeAll() }

  /// Writes what this turn has gathered.
  func turnEnded() {
    flushIsDue = false
    flush()
  }

  private func send(_ header: FrameHeader) {
    output.withBytes { $0.append(header) }
    flushLater()
  }

  private func sayHello() {
    let hello = ClientHello(
      versionMin: 1, versionMax: 1, initialCredit: core.options.streamCredit, client: core.options.name)
    output.withBytes { bytes in
      do throws(EncodeError) {
        try bytes.append(FrameHeader(.hello), hello, in: core.arena)
      } catch {
        preconditionFailure("a HELLO of fixed fields can't be encoded: \(error)")
      }
    }
    flushLater()
  }

  private func flushLater() {
    if flushIsDue { return }
    flushIsDue = true
    core.loop.atEndOfTurn(self)
  }

  private func flush() {
    guard case .open(let descriptor, let registration) = phase else { return }
    let transfer = output.write(to: descriptor)
    let waited = waitsForRoom
    waitsForRoom = transfer == .wouldBlock
    if waited != waitsForRoom { core.loop.update(registration, waitsForRoom ? [.read, .write] : .read) }
    switch transfer {
    case .failed(let reason): core.lost(self, RPCError(.unavailable, "\(reason)"))
    case nil where waited: core.progressed(self)
    default: break
    }
  }
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
