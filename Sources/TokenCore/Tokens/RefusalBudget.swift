// RefusalBudget.swift: how many refusals that change nothing are written one by one. Owned by the sequencer.

/// Counts refusals by subject: the first of a minute are recorded one by one, what comes beyond is recorded together
/// when the minute is over.
struct RefusalBudget {
  /// Recorded one by one, by subject and minute.
  static let perMinute = 10
  static let minute: UInt64 = 60_000
  /// Subjects counted at once; a refusal beyond is recorded one by one no more, only in the total.
  static let maxSubjects = 65_536

  private struct Window {
    var start: UInt64
    var recorded = 0
    var beyond: [Refused.Reason: (count: UInt32, first: UInt64, last: UInt64)] = [:]
  }

  private var windows: [UInt64: Window] = [:]
  /// Refusals that were counted in no record.
  private(set) var uncounted: UInt64 = 0

  /// Whether a refusal of the token at this height gets a record of its own; if not, it is counted.
  mutating func isRecorded(height: UInt64, _ reason: Refused.Reason, at time: UInt64) -> Bool {
    guard windows[height] != nil || windows.count < Self.maxSubjects else {
      uncounted += 1
      return false
    }
    var window = windows[height] ?? Window(start: time)
    defer { windows[height] = window }
    if window.recorded < Self.perMinute {
      window.recorded += 1
      return true
    }
    var sum = window.beyond[reason] ?? (0, time, time)
    sum = (sum.count == .max ? .max : sum.count + 1, sum.first, time)
    window.beyond[reason] = sum
    return false
  }

  /// Aggregates of the minutes that are over, or of all; they are forgotten here.
  mutating func takeAggregates(at time: UInt64, all: Bool = false) -> [Refused] {
    var aggregates: [Refused] = []
    for (height, window) in windows where all || (time > window.start && time - window.start >= Self.minute) {
      for (reason, sum) in window.beyond {
        aggregates.append(
          Refused(
            subjectKind: .token, reason: reason, diedOfIt: false, count: sum.count, subject: height, code: 0,
            first: sum.first, last: sum.last, repeatKey: .none))
      }
      windows[height] = nil
    }
    return aggregates.sorted { ($0.subject, $0.reason.rawValue) < ($1.subject, $1.reason.rawValue) }
  }

  /// Takes back aggregates that could not be written: they are due again with the next.
  mutating func putBack(_ aggregates: some Sequence<Refused>) {
    for aggregate in aggregates {
      var window = windows[aggregate.subject] ?? Window(start: aggregate.first, recorded: Self.perMinute)
      let later = window.beyond[aggregate.reason]
      let (count, overflow) = aggregate.count.addingReportingOverflow(later?.count ?? 0)
      window.beyond[aggregate.reason] = (overflow ? .max : count, aggregate.first, later?.last ?? aggregate.last)
      windows[aggregate.subject] = window
    }
  }
}
