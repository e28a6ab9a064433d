// Watchdog.swift: how long a connection may keep the server waiting. A value that is told the time.

internal import TokenNet

/// The instants at which a connection loses patience. All in nanoseconds of the monotonic clock.
struct Watchdog {
  /// What the client was too slow for.
  enum Expiry: Equatable {
    case hello
    case frame
    case output
    case idle
    case linger
  }

  /// The instant of what is not waited for.
  static let never = UInt64.max

  private let limits: ServerLimits
  private var helloBy = never
  private var frameBy = never
  private var frameNumber: UInt64 = 0
  private var outputBy = never
  private var idleBy = never
  private var lingerBy = never

  /// Watches a connection that was taken at `now`.
  init(limits: ServerLimits, now: UInt64) {
    self.limits = limits
    helloBy = now.advanced(clampedBy: limits.helloTimeout)
  }

  /// The first instant worth looking at; `never`: there is none.
  var next: UInt64 { min(helloBy, frameBy, outputBy, idleBy, lingerBy) }

  /// What has run out at `now`, the gravest first.
  func expired(at now: UInt64) -> Expiry? {
    if lingerBy <= now { return .linger }
    if outputBy <= now { return .output }
    if helloBy <= now { return .hello }
    if frameBy <= now { return .frame }
    if idleBy <= now { return .idle }
    return nil
  }

  /// The client said HELLO.
  mutating func helloCame() { helloBy = Watchdog.never }

  /// A frame is incomplete, or not; `number` tells it from the ones before. While the server does not read its clock
  /// stands still.
  mutating func frame(isPartial: Bool, number: UInt64, now: UInt64) {
    guard isPartial else {
      frameBy = Watchdog.never
      return
    }
    if frameBy != Watchdog.never, number == frameNumber { return }
    frameNumber = number
    frameBy = now.advanced(clampedBy: limits.frameTimeout)
  }

  /// Output waits for the client, who has just taken some of it if `progressed`.
  mutating func outputWaits(_ waits: Bool, progressed: Bool, now: UInt64) {
    if !waits {
      outputBy = Watchdog.never
    } else if outputBy == Watchdog.never || progressed {
      outputBy = now.advanced(clampedBy: limits.outputTimeout)
    }
  }

  /// The connection has no call in flight and nothing to send, or it has; `touched`: it was used just now.
  mutating func idles(_ idles: Bool, touched: Bool, now: UInt64) {
    if !idles {
      idleBy = Watchdog.never
    } else if idleBy == Watchdog.never || touched {
      idleBy = now.advanced(clampedBy: limits.idleTimeout)
    }
  }

  /// The server has waited long enough: what is still to be sent is taken now or never.
  mutating func graceEnds(now: UInt64) { lingerBy = min(lingerBy, now.advanced(clampedBy: limits.lingerTimeout)) }

  /// Everything is said; only the client's own close is waited for.
  mutating func lingers(now: UInt64) {
    (helloBy, frameBy, outputBy, idleBy) = (Watchdog.never, Watchdog.never, Watchdog.never, Watchdog.never)
    lingerBy = now.advanced(clampedBy: limits.lingerTimeout)
  }

  /// The connection is being closed once its output is sent: nothing is expected of the client but to take it.
  mutating func closes() { (helloBy, frameBy, idleBy) = (Watchdog.never, Watchdog.never, Watchdog.never) }
}
