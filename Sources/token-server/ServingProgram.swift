// ServingProgram.swift: what every program of this executable does alike: listens, says so, drains, ends.

internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TokenNet
internal import TokenRPCServer
internal import TokenWire

/// The version of the executable.
let version = "0.1.0"

/// A program that serves until a signal ends it.
protocol ServingProgram: Sendable {
  /// Takes calls, and says so. Called once, before any signal is handed on.
  func start()
  /// Finishes what was accepted and ends the process with status 0.
  func drain()
  /// Ends the process with status 0 and lets calls in flight go.
  func stopAtOnce()
}

/// The RPC server of a program, with its lines for the operator.
struct ServingDoor: Sendable {
  let server: RPCServer
  private let options: ServerOptions

  /// Serves `services`, and tells of them. Ends the process with status 2 if a setting makes no sense.
  ///
  /// - Parameters:
  ///   - parts: how the parts of the server are, always in the same order.
  ///   - metrics: what there is to tell beside the server's own counts.
  ///   - mayPoll: whether event loops may keep a processor busy while they wait.
  init(
    _ services: [any RPCService], _ options: ServerOptions, parts: @escaping @Sendable () -> [PartHealth],
    metrics: @escaping @Sendable () -> [MetricFamily], mayPoll: @escaping @Sendable () -> Bool = { true },
    onDrain: @escaping @Sendable () -> Void = {}
  ) {
    self.options = options
    let metrics = ServerMetrics { [.build(version)] + metrics() }
    let others =
      services.flatMap { $0.methods.map(\.method) } + MetricsServiceMethods.all + CallsServiceMethods.all
      + ReflectionServiceMethods.all
    let health = HealthHandlers(beside: others.map(\.service), parts)
    let services = services + [health, MetricsHandlers(metrics), CallsHandlers(metrics)]
    var configuration = RPCServer.Configuration(endpoints: options.endpoints, serverName: "token-server \(version)")
    configuration.limits = options.limits
    configuration.callLimit = options.callLimit
    configuration.reactors = options.reactors
    configuration.busyPolling = options.busyPolling
    configuration.mayPoll = mayPoll
    configuration.onDrain = {
      health.drain()
      onDrain()
    }
    configuration.metrics = metrics
    let reflection = ReflectionHandlers(services, maxRequestBytes: options.limits.maxRequestBytes)
    do {
      server = try RPCServer(services: services + [reflection], configuration: configuration)
    } catch {
      ProcessEnd.end(2, "\(error); see: token-server --help")
    }
  }

  /// Listens on every address and takes calls; returns the addresses with real ports. Ends the process with status 1 if
  /// an address can't be listened on.
  func open() -> [Endpoint] {
    let endpoints: [Endpoint]
    do {
      endpoints = try server.start()
    } catch {
      ProcessEnd.end(1, "\(error); choose another address with --listen")
    }
    if server.connectionLimit < options.limits.maxConnections {
      Log.line("at most \(server.connectionLimit) connections: the system allows no more open files")
    }
    return endpoints
  }

  /// Tells whoever started the process that it takes calls.
  func announce(_ endpoints: [Endpoint]) {
    for endpoint in endpoints { Log.output("listening on \(endpoint)") }
  }

  /// Finishes what was accepted, then calls `completion`.
  func drain(_ completion: @escaping @Sendable () -> Void) {
    Log.line("draining, at most \(options.grace.components.seconds) s; a second signal stops at once")
    server.drain(grace: options.grace, completion: completion)
  }

  /// Closes every connection, then calls `completion`.
  func close(_ completion: @escaping @Sendable () -> Void) {
    server.stop(completion: completion)
  }
}

/// The end of the process.
enum ProcessEnd {
  /// Ends the process. `_exit`, because other threads still run and nothing is left to flush.
  static func end(_ status: Int32, _ message: String) -> Never {
    Log.line("token-server: \(message)")
    _exit(status)
  }
}
