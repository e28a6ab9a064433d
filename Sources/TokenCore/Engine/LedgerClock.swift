// LedgerClock.swift: the time that records carry (I8): never behind the log, steady while the process runs.

/// The process clock: it starts at the larger of the wall clock and the last record's time and advances by the boot
/// clock.
struct LedgerClock: Sendable {
  /// How far it may part from the wall clock before changes stop, in milliseconds.
  static let maxDrift: UInt64 = 5 * 60_000
  /// How far the wall clock may be ahead of the log at open, in milliseconds.
  static let maxAhead: UInt64 = 366 * 86_400_000

  private let environment: Environment
  private let base: UInt64
  private let bootBase: UInt64
  /// From how far behind the log a wall clock at open was set back: what lay between is lost, in milliseconds.
  static let maxStep: UInt64 = 1_000

  /// The wall clock at open was behind the log by more than clocks part by themselves: somebody has set it back.
  let wasSetBack: Bool
  /// The wall clock at open could not be believed, and nobody has decided yet.
  private let isDoubted: Bool

  /// - Parameters:
  ///   - lastTime: the last record's time; nil: a new ledger.
  ///   - isAccepted: the operator has decided that the wall clock is right.
  init(_ environment: Environment, lastTime: UInt64?, isAccepted: Bool) {
    self.environment = environment
    bootBase = environment.bootMilliseconds()
    let wall = environment.wallMilliseconds()
    guard let lastTime else {
      base = wall
      isDoubted = false
      wasSetBack = false
      return
    }
    // Differences, not sums: a damaged log may hold any time.
    let isBehind = wall < lastTime && lastTime - wall > Self.maxDrift
    let isAhead = wall > lastTime && wall - lastTime > Self.maxAhead
    wasSetBack = wall < lastTime && lastTime - wall > Self.maxStep
    isDoubted = (isBehind || isAhead) && !isAccepted
    base = isDoubted ? lastTime : isAccepted && isBehind ? wall : max(wall, lastTime)
  }

  /// Unix milliseconds.
  var now: UInt64 {
    let boot = environment.bootMilliseconds()
    let (now, overflow) = base.addingReportingOverflow(boot > bootBase ? boot - bootBase : 0)
    return overflow ? .max : now
  }

  /// Whether changes are refused because nobody knows what time it is.
  var isSuspended: Bool {
    if isDoubted { return true }
    let wall = environment.wallMilliseconds()
    let now = now
    return wall > now ? wall - now > Self.maxDrift : now - wall > Self.maxDrift
  }
}
