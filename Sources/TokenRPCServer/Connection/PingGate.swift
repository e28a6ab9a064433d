// PingGate.swift: how fast a client's PINGs are answered. A value that is told the time. Promise: a client that waits
// for its PONGs gets every one, however often it asks; what is held back is bounded.

internal import TokenNet

/// The PINGs of one client. Some may come too early at once; a client that goes on has its PONGs held back and answered
/// together.
struct PingGate {
  /// What to do about a PING.
  enum Verdict: Equatable {
    /// Answer it.
    case answer
    /// It is kept, and answered when `due` has come.
    case hold
    /// More wait than a client that waits for its answers can have sent.
    case tooMany
  }

  /// PINGs that may come too early before PONGs are held back; one more in each `ping-interval`.
  static let tolerated = 10
  /// How long PONGs are held back, or `ping-interval` if that is less.
  static let delay = Duration.seconds(1)

  private let interval: UInt64
  private let delay: UInt64
  private let maxWaiting: Int
  /// PINGs that are still welcome at once.
  private var welcome = PingGate.tolerated
  /// Since when `welcome` grows.
  private var countedAt: UInt64
  /// Arguments of the PONGs that are held back.
  private var waiting: [UInt32] = []
  /// When they are to be sent; `Watchdog.never`: none waits.
  private(set) var due = Watchdog.never

  init(limits: ServerLimits, now: UInt64) {
    interval = UInt64(0).advanced(clampedBy: limits.pingInterval)
    delay = min(interval, UInt64(0).advanced(clampedBy: PingGate.delay))
    maxWaiting = limits.maxWaitingPings
    countedAt = now
  }

  /// A PING came at `now`.
  mutating func receive(_ argument: UInt32, at now: UInt64) -> Verdict {
    let (grown, _) = (now &- countedAt).quotientAndRemainder(dividingBy: interval)
    if grown > 0 {
      welcome = Int(min(UInt64(PingGate.tolerated), UInt64(welcome) &+ grown))
      countedAt &+= grown &* interval
    }
    // What came before waits: nobody is overtaken.
    if waiting.isEmpty, welcome > 0 {
      welcome -= 1
      return .answer
    }
    if waiting.count >= maxWaiting { return .tooMany }
    if waiting.isEmpty { due = now &+ delay }
    waiting.append(argument)
    return .hold
  }

  /// The arguments of the PONGs to send at `now`, in the order of their PINGs.
  mutating func take(at now: UInt64) -> [UInt32] {
    guard due <= now else { return [] }
    due = Watchdog.never
    defer { waiting = [] }
    return waiting
  }
}
