// RefusalBudget.swift: how many refusals that change nothing are written one by one. Owned by the sequencer.

/// Counts refusals by subject: the first of a minute are recorded one by one, what comes beyond is recorded together
/// when the minute is over.
struct RefusalBudget {
  /// Recorded one by one, by subject and minute.
  static let perMinute = 10
  static let minute: UInt64 = 60_000
  /// Subjects counted at once; a refusal beyond stands in no record.
  static let maxSubjects = 65_536

  /// Who refused.
  enum Subject: Hashable {
    case token(height: UInt64)
    case user(UInt64)
  }

  /// What goes into one aggregate.
  private struct Kind: Hashable {
    var reason: Refused.Reason
    /// The user's code that was meant; 0: none.
    var code: UInt64
  }

  private struct Window {
    var start: UInt64
    var recorded = 0
    var beyond: [Kind: (count: UInt32, first: UInt64, last: UInt64)] = [:]
  }

  private var windows: [Subject: Window] = [:]
  /// Refusals that were counted in no record.
  private(set) var uncounted: UInt64 = 0

  /// Whether a refusal by this subject gets a record of its own; if not, it is counted.
  mutating func isRecorded(
    _ subject: Subject, _ reason: Refused.Reason, code: UInt64 = 0, at time: UInt64
  ) -> Bool {
    guard windows[subject] != nil || windows.count < Self.maxSubjects else {
      uncounted += 1
      return false
    }
    var window = windows[subject] ?? Window(start: time)
    defer { windows[subject] = window }
    if window.recorded < Self.perMinute {
      window.recorded += 1
      return true
    }
    let kind = Kind(reason: reason, code: code)
    var sum = window.beyond[kind] ?? (0, time, time)
    sum = (sum.count == .max ? .max : sum.count + 1, sum.first, time)
    window.beyond[kind] = sum
    return false
  }

  /// Aggregates of the minutes that are over, or of all; they are forgotten here.
  mutating func takeAggregates(at time: UInt64, all: Bool = false) -> [Refused] {
    var aggregates: [Refused] = []
    for (subject, window) in windows where all || (time > window.start && time - window.start >= Self.minute) {
      for (kind, sum) in window.beyond {
        aggregates.append(
          Refused(
            by: subject, kind.reason, code: kind.code, count: sum.count, first: sum.first, last: sum.last,
            repeatKey: .none))
      }
      windows[subject] = nil
    }
    return aggregates.sorted { ($0.subject, $0.code, $0.reason.rawValue) < ($1.subject, $1.code, $1.reason.rawValue) }
  }

  /// Takes back aggregates that could not be written: they are due again with the next.
  mutating func putBack(_ aggregates: some Sequence<Refused>) {
    for aggregate in aggregates {
      let subject = Subject(aggregate)
      var window = windows[subject] ?? Window(start: aggregate.first, recorded: Self.perMinute)
      let kind = Kind(reason: aggregate.reason, code: aggregate.code)
      let later = window.beyond[kind]
      let (count, overflow) = aggregate.count.addingReportingOverflow(later?.count ?? 0)
      window.beyond[kind] = (overflow ? .max : count, aggregate.first, later?.last ?? aggregate.last)
      windows[subject] = window
    }
  }
}

extension RefusalBudget.Subject {
  fileprivate init(_ refused: Refused) {
    self =
      switch refused.subjectKind {
      case .token: .token(height: refused.subject)
      case .user: .user(refused.subject)
      }
  }
}

extension Refused {
  /// Refusals that changed nothing.
  init(
    by subject: RefusalBudget.Subject, _ reason: Reason, code: UInt64 = 0, count: UInt32 = 1, first: UInt64,
    last: UInt64, repeatKey: RepeatKey
  ) {
    let (kind, number): (Subject, UInt64) =
      switch subject {
      case .token(let height): (.token, height)
      case .user(let user): (.user, user)
      }
    self.init(
      subjectKind: kind, reason: reason, diedOfIt: false, count: count, subject: number, code: code, first: first,
      last: last, repeatKey: repeatKey)
  }
}
