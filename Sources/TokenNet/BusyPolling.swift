// BusyPolling.swift: whether an event loop that has nothing to do asks the kernel again and again instead of sleeping.
//
// To be woken takes longer than many a call: a few microseconds, and often more than twenty on a virtual machine, whose
// processor is given back to the host while it sleeps. Where the next event comes sooner than that, to sleep costs time
// and saves nothing. Who asks for about as long as a wake-up takes pays at most about twice what the best choice would
// have cost (the ski-rental argument); what is learnt here makes that rare.

/// What a loop has learnt of its pauses. A value that is told them, in nanoseconds.
struct BusyPolling: Sendable, Equatable {
  /// Between two looks at the clock of a loop that polls: one that took longer had to give its processor away.
  static let mostBetweenLooks: UInt64 = 100_000

  /// Short pauses after which a loop begins to poll; a long one takes so many away.
  static let leastToBegin = 16
  /// The same after it was in vain time and again.
  static let mostToBegin = 4_096
  /// Polls that found something after which less is needed to begin again.
  static let foundToTrust = 4_096
  /// What one poll in vain costs, in polls that found something.
  static let priceOfMiss = 4
  static let mostCredit = 16

  /// The longest poll; 0: it never polls.
  let limit: UInt64
  /// It polls rather than sleep.
  private(set) var isOn = false
  /// Short pauses that it takes to begin the next time.
  private(set) var needed = BusyPolling.leastToBegin
  /// While it sleeps, the short pauses so far; while it polls, how much it may still miss.
  private(set) var credit = 0
  /// Polls that found something, up to `foundToTrust`.
  private var foundInAll = 0

  /// `limit` counts up to a millisecond.
  init(limit: Duration) { self.limit = min(UInt64(0).advanced(clampedBy: limit), 1_000_000) }

  /// It slept for so long until something came. A pause that was short with two wake-ups in it, ours and the peer's,
  /// would be shorter without.
  mutating func slept(_ pause: UInt64) {
    if limit == 0 || isOn { return }
    credit = pause <= 4 * limit ? credit + 1 : max(0, credit - BusyPolling.leastToBegin)
    guard credit >= needed else { return }
    isOn = true
    credit = BusyPolling.priceOfMiss
  }

  /// It polled, and something came.
  mutating func found() {
    credit = min(credit + 1, BusyPolling.mostCredit)
    foundInAll += 1
    guard foundInAll == BusyPolling.foundToTrust else { return }
    foundInAll = 0
    needed = max(needed / 2, BusyPolling.leastToBegin)
  }

  /// It polled to the limit in vain.
  mutating func missed() {
    credit -= BusyPolling.priceOfMiss
    if credit <= 0 { end(needingTimes: 2) }
  }

  /// It polled, and another thread needed the processor, or it had used up what it may have of it.
  mutating func wasInTheWay() { end(needingTimes: 4) }

  private mutating func end(needingTimes times: Int) {
    isOn = false
    credit = 0
    foundInAll = 0
    needed = min(times * needed, BusyPolling.mostToBegin)
  }
}
