// WaitList.swift: calls that wait for their token. Owned by the sequencer's queue.

/// Calls that wait for a requisition to leave the queue, each at most until its time.
struct WaitList {
  private struct Waiter {
    var ordinal: Int
    var answer: @Sendable (TokenError?) -> Void
  }

  private struct Deadline: Comparable {
    var time: UInt64
    var id: UInt64

    static func < (left: Deadline, right: Deadline) -> Bool { left.time < right.time }
  }

  private var waiters: [UInt64: Waiter] = [:]
  private var idsByOrdinal: [Int: Set<UInt64>] = [:]
  private var deadlines = Heap<Deadline>()

  /// Nobody waits.
  var isEmpty: Bool { waiters.isEmpty }

  /// The next time a wait may be over, by the boot clock in milliseconds.
  var nextDeadline: UInt64? { deadlines.first?.time }

  /// `answer` runs once, with an error only when the ledger has failed, when the requisition has left the queue, the
  /// time has come or the wait is ended.
  mutating func add(
    _ id: UInt64, _ ordinal: Int, until time: UInt64, _ answer: @escaping @Sendable (TokenError?) -> Void
  ) {
    waiters[id] = Waiter(ordinal: ordinal, answer: answer)
    idsByOrdinal[ordinal, default: []].insert(id)
    deadlines.insert(Deadline(time: time, id: id))
  }

  /// The answers of those who wait for this requisition.
  mutating func take(ordinal: Int) -> [@Sendable (TokenError?) -> Void] {
    let ids = idsByOrdinal.removeValue(forKey: ordinal) ?? []
    defer { dropOldDeadlines() }
    return ids.sorted().compactMap { waiters.removeValue(forKey: $0)?.answer }
  }

  /// The answer of one that waits; nil when it does not.
  mutating func take(id: UInt64) -> (@Sendable (TokenError?) -> Void)? {
    guard let waiter = waiters.removeValue(forKey: id) else { return nil }
    idsByOrdinal[waiter.ordinal]?.remove(id)
    if idsByOrdinal[waiter.ordinal]?.isEmpty == true { idsByOrdinal[waiter.ordinal] = nil }
    dropOldDeadlines()
    return waiter.answer
  }

  /// The answers of those whose time has come.
  mutating func takeExpired(at time: UInt64) -> [@Sendable (TokenError?) -> Void] {
    var answers: [@Sendable (TokenError?) -> Void] = []
    while let deadline = deadlines.first, deadline.time <= time {
      deadlines.removeFirst()
      if let answer = take(id: deadline.id) { answers.append(answer) }
    }
    return answers
  }

  /// Waits that are over leave their deadlines behind; when those are the most, they go.
  private mutating func dropOldDeadlines() {
    guard deadlines.count > 64, deadlines.count > 2 * waiters.count else { return }
    deadlines.removeAll { waiters[$0.id] == nil }
  }

  /// The answers of all.
  mutating func takeAll() -> [@Sendable (TokenError?) -> Void] {
    let answers = waiters.values.map(\.answer)
    self = WaitList()
    return answers
  }
}
