// RPCServer.swift: a server of RPC services: listens, serves, drains, stops. Every method may be called from any
// thread.
//
// made → serving → draining → stopped. The order of a drain: stop accepting, GOAWAY to all, the services' own waits end
// (`onDrain`), calls finish within the grace, the rest ends UNAVAILABLE, flush, half-close, read to the end, close.

internal import Synchronization
public import TokenNet
public import TokenWire

/// A server. It serves until `drain` has completed or `stop` is called, whoever holds it.
///
/// It has no authenticator: anyone who reaches it may call, and a credential in a HELLO or a request is not looked at.
public final class RPCServer: Sendable {
  private enum Phase {
    case made
    case serving(Running)
    case draining(Running)
    case stopped
  }

  private let configuration: Configuration
  let context: ServerContext
  private let phase = Mutex(Phase.made)

  /// Checks the services' method ids and the configuration. Opens nothing.
  public init(services: [any RPCService], configuration: Configuration) throws(ServerError) {
    try configuration.validate()
    self.configuration = configuration
    let limits = configuration.limits
    let methods = try MethodTable(services, maxRequestBytes: UInt32(clamping: limits.maxRequestBytes))
    context = try ServerContext(
      methods: methods, limits: limits, name: configuration.serverName,
      metrics: configuration.metrics ?? ServerMetrics(), interceptors: configuration.interceptors,
      callLimit: configuration.callLimit)
  }

  /// Listens on every endpoint and serves, with as many open files as the system allows. Returns the endpoints in the
  /// configuration's order, with real ports. Blocks in the resolver when a host is a name. After an error nothing
  /// listens.
  public func start() throws(ServerError) -> [Endpoint] {
    context.usage.connectionLimit = configuration.connections(within: OpenFiles.raiseLimit())
    let sockets = try bindAll()
    let running: Running
    do throws(SystemError) {
      running = try Running(context: context, configuration: configuration, sockets: sockets)
    } catch {
      for socket in sockets { socket.close() }
      throw .system(error)
    }
    let mayServe = phase.withLock { phase in
      guard case .made = phase else { return false }
      phase = .serving(running)
      return true
    }
    guard mayServe else {
      running.stop {}
      throw .alreadyStarted
    }
    do throws(SystemError) { try running.listen() } catch {
      stop()
      throw .system(error)
    }
    return sockets.map(\.endpoint)
  }

  /// Stops accepting, finishes the calls in flight within `grace`, ends the rest with UNAVAILABLE, and stops.
  /// `completion` runs once, on a thread of the server's; at once when it does not serve or drains already.
  public func drain(grace: Duration, completion: @escaping @Sendable () -> Void) {
    let running: Running? = phase.withLock { phase in
      guard case .serving(let running) = phase else { return nil }
      phase = .draining(running)
      return running
    }
    guard let running else { return completion() }
    running.drain(grace: grace, onDrain: configuration.onDrain) {
      self.stop(completion: completion)
    }
  }

  /// Closes everything at once; calls in flight are lost. `completion` runs once, on a thread of the server's; at once
  /// when it does not serve.
  public func stop(completion: @escaping @Sendable () -> Void = {}) {
    let running: Running? = phase.withLock { phase in
      defer { phase = .stopped }
      switch phase {
      case .serving(let running), .draining(let running): return running
      case .made, .stopped: return nil
      }
    }
    guard let running else { return completion() }
    running.stop(completion)
  }

  /// Connections at once in force: `max-connections`, or fewer where the system allows fewer open files. 0 before
  /// `start`.
  public var connectionLimit: Int { context.usage.connectionLimit }

  /// What was closed and refused so far.
  public var counts: ServerCounts { context.counters.counts }

  private func bindAll() throws(ServerError) -> [ListeningSocket] {
    var sockets: [ListeningSocket] = []
    for endpoint in configuration.endpoints {
      do throws(ListenError) {
        sockets.append(try ListeningSocket(endpoint))
      } catch {
        for socket in sockets { socket.close() }
        throw .listen(error)
      }
    }
    return sockets
  }
}
