// ServerContext.swift: what every connection of a server shares: its methods, limits, counters, and the HELLO it says.

internal import Synchronization
internal import TokenWire

/// The unchanging facts of a running server, and the numbers all its reactors count together.
final class ServerContext: Sendable {
  let limits: ServerLimits
  let methods: MethodTable
  let counters = ServerCounters()
  let usage = ServerUsage()
  let metrics: ServerMetrics
  let interceptors: [any ServerInterceptor]
  /// The limits that follow the load; nil: none does.
  let gates: CallGates?
  private let connections = Atomic<UInt64>(0)
  /// The server's HELLO as a whole frame, the first bytes of every connection.
  let helloFrame: [UInt8]

  init(
    methods: MethodTable, limits: ServerLimits, name: String, metrics: ServerMetrics,
    interceptors: [any ServerInterceptor] = [], callLimit: RPCServer.CallLimit = .fixed
  ) throws(ServerError) {
    self.limits = limits
    self.interceptors = interceptors
    gates = callLimit == .fixed ? nil : CallGates(rows: methods.names.count, maximum: limits.maxCalls)
    self.metrics = metrics
    self.methods = methods
    let hello = ServerHello(
      versionMin: ConnectionState.versions.lowerBound, versionMax: ConnectionState.versions.upperBound,
      limits: Limits(
        maxFrameBytes: UInt32(clamping: limits.maxFrameBytes),
        maxCallsInFlight: UInt32(clamping: limits.maxCallsPerConnection),
        pingIntervalMinMs: limits.pingInterval.wholeMilliseconds,
        idleTimeoutMs: limits.idleTimeout.wholeMilliseconds),
      methods: methods.entries, server: name)
    var output = OutputBuffer()
    do throws(EncodeError) {
      try output.append(
        FrameHeader(.hello), hello, in: Arena(), maxPayloadBytes: FrameLimits.payloadBytesBeforeHello)
    } catch {
      throw .unspeakableName(name)
    }
    helloFrame = output.withUnsent { [UInt8]($0) }
    metrics.attach(
      ServerMetrics.Source(counters: counters, usage: usage, methods: methods.names, limits: limits))
  }

  /// A number for one more connection, from 1.
  func nextConnection() -> UInt64 { connections.add(1, ordering: .relaxed).newValue }
}

extension Duration {
  /// Whole milliseconds, at most what a `..._ms` field holds.
  fileprivate var wholeMilliseconds: UInt32 {
    let (seconds, attoseconds) = components
    let (milliseconds, overflows) = seconds.multipliedReportingOverflow(by: 1_000)
    return overflows ? .max : UInt32(clamping: milliseconds &+ attoseconds / 1_000_000_000_000_000)
  }
}
