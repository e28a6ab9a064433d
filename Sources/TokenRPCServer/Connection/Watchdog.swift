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
    /// Nothing was heard of the client for `keepalive-interval`: it is to be asked.
    case quiet
    /// It was asked, and nothing came within `keepalive-timeout`.
    case silent
    /// The connection has reached its age.
    case age
    /// Calls that were in flight then have had their grace.
    case ageGrace
    /// PONGs were held back for long enough.
    case pongs
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
  /// Nanoseconds; the time a client may be quiet is added to every instant at which it was heard.
  private let keepaliveInterval: UInt64
  private var pingBy = never
  private var silenceBy = never
  private var ageBy = never
  private var ageGraceBy = never
  private var pongsBy = never

  /// How far the age of a connection is moved at most, up or down, so that those which came together don't go together.
  private static let ageJitterPercent = 10.0

  /// Watches a connection that was taken at `now`. `jitter`, -1 to 1, says how far its age is moved.
  init(limits: ServerLimits, now: UInt64, jitter: Double = 0) {
    self.limits = limits
    keepaliveInterval = limits.keepaliveInterval == .zero ? 0 : UInt64(0).advanced(clampedBy: limits.keepaliveInterval)
    helloBy = now.advanced(clampedBy: limits.helloTimeout)
    if limits.connectionAge != .zero {
      ageBy = now.advanced(clampedBy: limits.connectionAge * (1 + jitter * Watchdog.ageJitterPercent / 100))
    }
  }

  /// The first instant worth looking at; `never`: there is none.
  var next: UInt64 {
    min(min(helloBy, frameBy, outputBy, idleBy, lingerBy), min(pingBy, silenceBy, ageBy, ageGraceBy, pongsBy))
  }

  /// What has run out at `now`, the gravest first.
  func expired(at now: UInt64) -> Expiry? {
    if lingerBy <= now { return .linger }
    if outputBy <= now { return .output }
    if silenceBy <= now { return .silent }
    if helloBy <= now { return .hello }
    if frameBy <= now { return .frame }
    if ageGraceBy <= now { return .ageGrace }
    if ageBy <= now { return .age }
    if idleBy <= now { return .idle }
    if pongsBy <= now { return .pongs }
    if pingBy <= now { return .quiet }
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

  /// The connection has no call in flight, nothing to send and no frame that is arriving, or it has; `touched`: it was
  /// used just now.
  mutating func idles(_ idles: Bool, touched: Bool, now: UInt64) {
    if !idles {
      idleBy = Watchdog.never
    } else if idleBy == Watchdog.never || touched {
      idleBy = now.advanced(clampedBy: limits.idleTimeout)
    }
  }

  /// The server reads the connection, or it does not and can't hear its client: then no silence counts. `heard`: bytes
  /// have just come.
  mutating func listens(_ listens: Bool, heard: Bool, now: UInt64) {
    guard keepaliveInterval > 0 else { return }
    if !listens {
      (pingBy, silenceBy) = (Watchdog.never, Watchdog.never)
    } else if heard || (pingBy == Watchdog.never && silenceBy == Watchdog.never) {
      pingBy = now &+ keepaliveInterval < now ? Watchdog.never : now &+ keepaliveInterval
      silenceBy = Watchdog.never
    }
  }

  /// A quiet client was asked whether it is there.
  mutating func asked(now: UInt64) {
    pingBy = Watchdog.never
    silenceBy = now.advanced(clampedBy: limits.keepaliveTimeout)
  }

  /// The connection has reached its age and takes no further calls: those in flight have a grace from now on.
  mutating func aged(now: UInt64) {
    ageBy = Watchdog.never
    ageGraceBy = now.advanced(clampedBy: limits.connectionAgeGrace)
  }

  /// Age and the grace behind it mean nothing any more.
  mutating func neverAges() { (ageBy, ageGraceBy) = (Watchdog.never, Watchdog.never) }

  /// PONGs are held back until this instant; `never`: none is.
  mutating func holdsPongs(until instant: UInt64) { pongsBy = instant }

  /// The server has waited long enough: what is still to be sent is taken now or never.
  mutating func graceEnds(now: UInt64) { lingerBy = min(lingerBy, now.advanced(clampedBy: limits.lingerTimeout)) }

  /// Everything is said; only the client's own close is waited for.
  mutating func lingers(now: UInt64) {
    closes()
    outputBy = Watchdog.never
    lingerBy = now.advanced(clampedBy: limits.lingerTimeout)
  }

  /// The connection is being closed once its output is sent: nothing is expected of the client but to take it.
  mutating func closes() {
    (helloBy, frameBy, idleBy) = (Watchdog.never, Watchdog.never, Watchdog.never)
    (pingBy, silenceBy, pongsBy) = (Watchdog.never, Watchdog.never, Watchdog.never)
    (ageBy, ageGraceBy) = (Watchdog.never, Watchdog.never)
  }
}
