// Listener.swift: takes connections from listening sockets and deals them out to the reactors. Lives on one reactor's
// loop.

internal import TokenNet

/// One listening socket, watched by an event loop.
final class Listener: SocketTarget {
  /// Connections taken in one turn, so that accepting never starves those that are there.
  static let maxAcceptsPerTurn = 64
  /// Connections above `max-connections` that are told so; beyond these the door is simply shut.
  static let maxPoliteRefusals = 64
  /// How long it stops accepting when descriptors have run out.
  static let backoff = Duration.milliseconds(100)

  /// Descriptors of one listener: its socket and the one kept in reserve.
  static let descriptors = 2

  private let loop: EventLoop
  private let socket: ListeningSocket
  private let context: ServerContext
  private let dealer: Dealer
  /// Kept open so that a connection can be refused rather than left waiting when descriptors have run out.
  private var reserve = ReserveDescriptor()
  private var registration: Registration?
  private var isClosed = false

  /// Takes the socket over: from here on the listener closes it.
  init(
    _ socket: ListeningSocket, on loop: EventLoop, context: ServerContext, dealer: Dealer
  ) {
    self.loop = loop
    self.socket = socket
    self.context = context
    self.dealer = dealer
  }

  /// Begins to accept. On the loop, as all that follows.
  func open() throws(SystemError) {
    if !isClosed { registration = try loop.add(socket.descriptor, .read, self) }
  }

  /// Stops accepting and closes the socket. Connections the kernel had completed and nobody took are reset.
  func close() {
    if isClosed { return }
    isClosed = true
    if let registration { loop.remove(registration) }
    registration = nil
    socket.close()
    reserve.close()
  }

  func ready(_ readiness: Readiness) {
    for _ in 0..<Listener.maxAcceptsPerTurn {
      switch socket.accept() {
      case .socket(let accepted): take(accepted)
      case .wouldBlock: return
      case .lost: continue
      case .exhausted:
        context.counters.acceptsExhausted.count()
        reserve.refuseOne(of: socket)
        return backOff()
      }
    }
  }

  private func take(_ accepted: AcceptedSocket) {
    let usage = context.usage
    let excess = usage.connectionCount - usage.connectionLimit
    if excess >= 0 { context.counters.connectionsRefused.count() }
    if excess >= Listener.maxPoliteRefusals { return accepted.descriptor.close() }
    usage.connectionOpened()
    dealer.deal(accepted, isOneTooMany: excess >= 0)
  }

  private func backOff() {
    guard let registration else { return }
    loop.update(registration, [])
    _ = loop.addTimer(after: Listener.backoff) { [weak self] in self?.goOn() }
  }

  private func goOn() {
    if let registration { loop.update(registration, .read) }
  }
}

/// Deals connections out to the reactors in turn. Shared by the listeners of one loop.
final class Dealer {
  typealias Taker = (_ accepted: AcceptedSocket, _ isOneTooMany: Bool) -> Void

  private let reactors: [Taker]
  private var next = 0

  init(_ reactors: [Taker]) { self.reactors = reactors }

  /// Hands a connection, which counts already, to the next reactor.
  func deal(_ accepted: AcceptedSocket, isOneTooMany: Bool) {
    reactors[next](accepted, isOneTooMany)
    next = (next + 1) % reactors.count
  }
}
