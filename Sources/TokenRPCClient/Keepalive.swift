// Keepalive.swift: when a server that owes answers and says nothing is asked for a sign of life, and when given up.

internal import TokenNet
internal import TokenWire

/// What is known of a server's silence. A value that is told the time, in nanoseconds of the monotonic clock.
struct Keepalive {
  /// What a look at the clock comes to.
  enum Step: Equatable {
    /// Look again at this instant.
    case look(at: UInt64)
    /// Send a PING, and look again at this instant.
    case ask(lookAt: UInt64)
    /// It has given no sign of life in time.
    case giveUp
  }

  private let interval: Duration
  private let timeout: Duration
  private var heardAt: UInt64 = 0
  private var askedAt: UInt64?

  /// nil: it is switched off.
  init?(_ options: ClientOptions) {
    guard let interval = options.keepaliveInterval else { return nil }
    self.interval = interval
    timeout = options.keepaliveTimeout
  }

  /// Something came, whatever it was; or the server owes something only from now on.
  mutating func heard(at now: UInt64) {
    heardAt = now
    askedAt = nil
  }

  /// Looks at the clock. `welcome` is the shortest time between two PINGs that the server welcomes.
  mutating func look(at now: UInt64, welcome: Duration) -> Step {
    if let askedAt {
      let end = askedAt.advanced(clampedBy: timeout)
      return now >= end ? .giveUp : .look(at: min(end, now.advanced(clampedBy: interval)))
    }
    let due = heardAt.advanced(clampedBy: max(interval, welcome))
    if now < due { return .look(at: due) }
    askedAt = now
    return .ask(lookAt: now.advanced(clampedBy: min(timeout, interval)))
  }
}
