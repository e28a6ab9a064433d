// Connection+Keepalive.swift: looks after a server that owes answers, on the connection's own timer.

internal import TokenNet
internal import TokenWire

extension Connection {
  static let keepaliveTag: UInt64 = 1

  /// Begins to watch: the server owes an answer.
  func watchServer() {
    keepalive?.heard(at: core.loop.now)
    lookAfterServer()
  }

  /// Looks at how long the server has said nothing. While it owes nothing it isn't watched.
  func lookAfterServer() {
    keepaliveTimer = nil
    // Also for calls that nobody waits for any more: the server still owes their end.
    guard isOpen, state.calls.count > 0 else { return }
    let welcome = Duration.milliseconds(state.server?.limits?.pingIntervalMinMs ?? 0)
    switch keepalive?.look(at: core.loop.now, welcome: welcome) {
    case .look(let instant): watchServer(at: instant)
    case .ask(let instant):
      // A number that no measured PING has.
      send(FrameHeader(.ping, argument: 0))
      // To send may have shown that it is gone.
      if isOpen { watchServer(at: instant) }
    case .giveUp: core.lost(self, RPCError(.unavailable, "it has given no sign of life"))
    case nil: break
    }
  }

  private func watchServer(at instant: UInt64) {
    keepaliveTimer = core.loop.addTimer(at: instant, self, tag: Self.keepaliveTag)
  }
}
