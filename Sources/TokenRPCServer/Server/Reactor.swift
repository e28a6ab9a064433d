// Reactor.swift: one event loop and the connections that live on it. Owned by the loop's thread.

internal import TokenNet
internal import TokenWire

/// The connections of one event loop, and the memory they take turns to use.
final class Reactor {
  /// Bytes taken from a socket in one read.
  static let readBytes = 256 * 1_024

  let loop: EventLoop
  let context: ServerContext
  let meter: LoopOwned<ReactorMeter>
  let arena = Arena()
  let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Reactor.readBytes, alignment: 16)

  private var connections: [ObjectIdentifier: Connection] = [:]
  private var isDraining = false
  private var whenEmpty: (() -> Void)?

  init(loop: EventLoop, context: ServerContext, meter: LoopOwned<ReactorMeter>) {
    self.loop = loop
    self.context = context
    self.meter = meter
  }

  deinit { readBuffer.deallocate() }

  /// Takes over a connection, which counts already. One above the limit is told so and sent away.
  func adopt(_ socket: AcceptedSocket, isOneTooMany: Bool) {
    if isDraining { return discard(socket) }
    let connection = Connection(socket, reactor: self)
    do throws(SystemError) {
      try connection.open()
    } catch {
      return discard(socket)
    }
    connections[ObjectIdentifier(connection)] = connection
    if isOneTooMany {
      connection.goAway(.limitReached("max-connections", context.usage.connectionLimit))
    } else {
      context.counters.connectionsAccepted.count()
    }
  }

  private func discard(_ socket: AcceptedSocket) {
    socket.descriptor.close()
    context.usage.connectionClosed()
  }

  /// A connection has closed.
  func closed(_ connection: Connection) {
    guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    context.usage.connectionClosed()
    announceIfEmpty()
  }

  /// Lets every connection finish its calls; after `grace` those that are left end. `whenEmpty` runs once, when the
  /// last connection has closed.
  func drain(grace: Duration, whenEmpty: @escaping () -> Void) {
    isDraining = true
    self.whenEmpty = whenEmpty
    for connection in connections.values { connection.drain() }
    _ = loop.addTimer(after: grace) { [self] in for connection in connections.values { connection.endDrain() } }
    announceIfEmpty()
  }

  /// Closes every connection at once.
  func closeAll() {
    isDraining = true
    for connection in connections.values { connection.close() }
  }

  private func announceIfEmpty() {
    guard isDraining, connections.isEmpty, let announce = whenEmpty else { return }
    whenEmpty = nil
    announce()
  }
}
