// Connection.swift: owns one socket to the server: connects it, reads frames from it, writes frames to it.

internal import Dispatch
internal import TokenNet
internal import TokenWire

/// One connection. Lives on the client's loop.
final class Connection {
  /// How far the connection is.
  enum Phase {
    /// The host's addresses are looked up. Exits: connecting, closed.
    case resolving
    /// An address is tried, these are left. Exits: connecting (the next), open, closed.
    case connecting(ConnectingSocket, Registration, rest: ArraySlice<SocketAddress>)
    case open(Descriptor, Registration)
    case closed
  }

  /// Holds this through the route until it has closed.
  let core: ClientCore
  /// Where it leads; holds this until it has closed.
  let route: Route
  var phase = Phase.resolving
  private var timer: TimerToken?
  var parser: FrameParser
  var output = OutputBuffer()
  var flushIsDue = false
  /// Frames in `output` since it was written last.
  var framesGathered = 0
  var waitsForRoom = false
  /// PONGs since `output` was empty last.
  var pongsGathered = 0
  var state = ConnectionState<ClientCall>()
  /// A call was answered, so that trying again leads somewhere.
  var hasAnswered = false
  /// Watches over a server that owes answers; nil: nobody asked for that.
  var keepalive: Keepalive?
  var keepaliveTimer: TimerToken?

  init(route: Route) {
    self.route = route
    core = route.core
    keepalive = Keepalive(core.options)
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
    let (endpoint, loop) = (route.endpoint, core.loop)
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
  func connected(
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
    if case .tcp = route.endpoint { descriptor.giveUp(after: core.options.keepaliveTimeout) }
    stopTimer()
    timer = core.loop.addTimer(after: core.options.helloTimeout, self)
    sayHello()
    core.opened(self)
  }

  /// Connecting took too long, or the server says nothing.
  func timerFired(_ tag: UInt64) {
    if tag == Self.keepaliveTag { return lookAfterServer() }
    timer = nil
    switch phase {
    case .open: core.lost(self, RPCError(.unavailable, "it did not say HELLO in time"))
    case .connecting(let socket, let registration, let rest):
      core.loop.remove(registration)
      socket.descriptor.close()
      phase = .resolving
      // Each address has its time.
      timer = core.loop.addTimer(after: core.options.connectTimeout, self)
      tryNext(rest, reason: "no answer in time")
    case .resolving, .closed: fail(reason: "no answer in time")
    }
  }

  private func fail(reason: String) {
    close()
    core.connectingFailed(self, reason: reason)
  }

  func stopTimer() {
    if let timer { core.loop.cancel(timer) }
    timer = nil
  }

  /// Closes the socket. The calls are the core's to end.
  func close() {
    stopTimer()
    if let keepaliveTimer { core.loop.cancel(keepaliveTimer) }
    keepaliveTimer = nil
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
