// Route.swift: the way to one server: its connection, those that end, and how long it is left alone. Lives on the
// client's loop.

internal import TokenNet
internal import TokenWire

/// One of a client's servers.
final class Route {
  /// Connections in a row that may end without an answer before the server is left alone: one that drains, or restarts,
  /// is worth another try at once.
  static let mostFruitlessConnections = 3

  /// Holds this until the client ends.
  let core: ClientCore
  let endpoint: Endpoint
  /// The connection that takes calls, or will when it stands; nil: there is none.
  private(set) var current: Connection?
  /// Connections that take no more calls and still have some.
  private(set) var draining: [Connection] = []
  /// Why the server is left alone, and until when, on the loop's clock.
  private var pause: (reason: RPCError, until: UInt64)?
  private var pauseTimer: TimerToken?
  /// Attempts in a row that led to no answer.
  private var failures = 0

  init(_ endpoint: Endpoint, core: ClientCore) {
    self.endpoint = endpoint
    self.core = core
  }

  /// The connection, if a call can be handed to it now.
  var sendable: Connection? {
    guard let current, current.isOpen, current.hasRoom, !current.state.isFull else { return nil }
    return current
  }

  /// Why the server is left alone; nil: it may be tried. The clock decides: the timer may be later than a call.
  var rest: RPCError? {
    guard let pause, core.loop.now < pause.until else { return nil }
    return pause.reason
  }

  var connections: [Connection] { draining + (current.map { [$0] } ?? []) }

  /// Connects, unless there is a connection or the server is left alone.
  func connectIfIdle() {
    if current != nil || rest != nil { return }
    let connection = Connection(route: self)
    current = connection
    connection.start()
  }

  /// A connection takes no more calls: the next call makes another.
  func retire(_ connection: Connection) {
    guard connection === current else { return }
    current = nil
    draining.append(connection)
    closeIfDone(connection)
  }

  /// Closes a connection that takes no more calls once nobody waits for an answer on it.
  func closeIfDone(_ connection: Connection) {
    guard current !== connection, connection.state.calls.callers == 0 else { return }
    core.drop(connection, RPCError.clientClosed)
  }

  /// A connection is gone; true: it was the one that takes calls.
  @discardableResult
  func forget(_ connection: Connection) -> Bool {
    draining.removeAll { $0 === connection }
    guard current === connection else { return false }
    current = nil
    return true
  }

  /// The server has answered something.
  func succeeded() { failures = 0 }

  /// A connection ended before anything was answered on it: when that happens too often the server is left alone.
  func endedFruitless(_ error: RPCError) {
    failures += 1
    if failures >= Self.mostFruitlessConnections { leaveAlone(error) }
  }

  /// The server can't be reached, or is no server at all: it is left alone for a while.
  func failed(_ error: RPCError) {
    failures += 1
    leaveAlone(error)
  }

  private func leaveAlone(_ error: RPCError) {
    guard rest == nil else { return }
    // More than nothing: in this turn it is left alone in any case.
    let delay = max(.nanoseconds(1), core.options.reconnecting.delay(afterFailures: failures, using: &core.random))
    let end = core.loop.now.advanced(clampedBy: delay)
    pause = (error, end)
    if let pauseTimer { core.loop.cancel(pauseTimer) }
    pauseTimer = core.loop.addTimer(at: end, self)
  }

  /// The client ends.
  func close() {
    if let pauseTimer { core.loop.cancel(pauseTimer) }
    pauseTimer = nil
  }
}

extension Route: TimerTarget {
  /// The server has been left alone for long enough.
  func timerFired(_ tag: UInt64) {
    pauseTimer = nil
    core.pump()
  }
}
