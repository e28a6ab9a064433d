// ServerUsage.swift: what all reactors use together, against the limits of the whole server. Atomics, from any thread.

internal import Synchronization
internal import TokenWire

/// Connections, calls and bytes of the whole server.
final class ServerUsage: Sendable {
  /// What is left for another call.
  enum Room {
    case free
    /// For a unary call only.
    case noStreams
    /// For calls of the protocol's own services only, which say how the server is.
    case ownCalls
    case noCalls
    case noBytes
  }

  /// Calls of the protocol's own services that are taken beyond the limit of calls: a server that is full can be looked
  /// at.
  static let ownCallsBeyond = 256

  private let calls = Atomic<Int>(0)
  private let streams = Atomic<Int>(0)
  private let bufferedBytes = Atomic<Int>(0)
  private let connections = Atomic<Int>(0)
  private let limitInForce = Atomic<Int>(0)

  var connectionCount: Int { connections.load(ordering: .relaxed) }
  /// Calls and streams that stay in flight.
  var callCount: Int { calls.load(ordering: .relaxed) }
  var streamCount: Int { streams.load(ordering: .relaxed) }
  var bufferedByteCount: Int { bufferedBytes.load(ordering: .relaxed) }

  /// Connections at once in force; set when the server starts.
  var connectionLimit: Int {
    get { limitInForce.load(ordering: .relaxed) }
    set { limitInForce.store(newValue, ordering: .relaxed) }
  }

  /// What is left for another call. Two reactors may take the last slot at once: the limit is exceeded by at most one
  /// call per reactor.
  func room(within limits: ServerLimits) -> Room {
    let count = calls.load(ordering: .relaxed)
    if count >= limits.maxCalls { return count - limits.maxCalls < Self.ownCallsBeyond ? .ownCalls : .noCalls }
    if bufferedBytes.load(ordering: .relaxed) > limits.maxBufferedBytes { return .noBytes }
    return streams.load(ordering: .relaxed) >= limits.streamLimit ? .noStreams : .free
  }

  /// Counts a connection from the moment it has a descriptor until that is closed.
  func connectionOpened() { connections.add(1, ordering: .relaxed) }
  func connectionClosed() { connections.subtract(1, ordering: .relaxed) }

  /// A call was not answered at once and stays in flight, with what its request said; one answered at once is never
  /// counted.
  func callStays(_ call: Call) {
    calls.add(1, ordering: .relaxed)
    if call.kind == .serverStream { streams.add(1, ordering: .relaxed) }
    bufferedChanged(by: Int(call.requestBytes))
  }

  func callLeaves(_ call: Call) {
    calls.subtract(1, ordering: .relaxed)
    if call.kind == .serverStream { streams.subtract(1, ordering: .relaxed) }
    bufferedChanged(by: -Int(call.requestBytes))
  }

  /// A connection buffers this many bytes more, or fewer.
  func bufferedChanged(by difference: Int) {
    if difference != 0 { bufferedBytes.add(difference, ordering: .relaxed) }
  }
}
