// Configuration.swift: what a server is told when it is made.

internal import Glibc
public import TokenNet

extension RPCServer {
  /// What decides how many calls may be in flight in all.
  public enum CallLimit: String, Sendable, CaseIterable {
    /// `max-calls` alone.
    case fixed
    /// For each method a limit that follows how long its calls take, never above `max-calls`.
    case gradient
  }

  /// What a server is told when it is made.
  public struct Configuration: Sendable {
    /// Where to listen, at least one. Whether an address that is not loopback is allowed is for the caller to judge.
    public var endpoints: [Endpoint]
    public var limits = ServerLimits()
    /// What decides how many calls may be in flight.
    public var callLimit = CallLimit.fixed
    /// Event loops, 1 to 1,024; half the cores by default.
    public var reactors = Configuration.defaultReactors
    /// How long an event loop may ask the kernel again and again before it sleeps, up to 1 ms; zero: never. It does so
    /// only while calls come that fast, and then nobody has to wake it.
    public var busyPolling = Configuration.usualBusyPolling
    /// Asked on an event loop before each such poll: false while the process has better use for its processors. Must be
    /// quick.
    public var mayPoll: @Sendable () -> Bool = { true }
    /// The server's name and version, told to clients.
    public var serverName: String
    /// Where what the server counts can be had, of no other server; nil: nobody asks.
    public var metrics: ServerMetrics?
    /// See every call before its service does: asked in this order, told the end in the opposite one.
    public var interceptors: [any ServerInterceptor] = []
    /// Called once when a drain begins, so that services answer the calls that merely wait. On the thread that called
    /// `drain`.
    public var onDrain: @Sendable () -> Void = {}

    public init(endpoints: [Endpoint], serverName: String = "token-rpc") {
      self.endpoints = endpoints
      self.serverName = serverName
    }

    /// Half the cores that are online, at least 1.
    public static var defaultReactors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) / 2) }

    /// 50 us.
    public static let usualBusyPolling = EventLoop.usualBusyPolling

    /// Descriptors left to all else in the process: files, listeners, the standard streams.
    static let reservedDescriptors = 64

    /// Connections at once when the process may have this many open files: never so many that descriptors run out,
    /// with the event loops' own and those of connections that are being refused. At least 1.
    func connections(within openFiles: Int) -> Int {
      let others =
        Configuration.reservedDescriptors + Listener.maxPoliteRefusals + reactors * EventLoop.descriptors
        + endpoints.count * Listener.descriptors
      return max(1, min(limits.maxConnections, openFiles - others))
    }

    func validate() throws(ServerError) {
      if endpoints.isEmpty { throw .noEndpoint }
      guard (1...1_024).contains(reactors) else { throw .badReactorCount(reactors) }
      try limits.validate()
    }
  }
}
