// WaitList.swift: calls that wait for their token. Owned by the sequencer's queue.

/// Calls that wait for a requisition to leave the queue, each at most until its time.
struct WaitList {
  private struct Waiter {
    var id: UInt64
    var answer: @Sendable () -> Void
  }

  private var waiters: [Int: [Waiter]] = [:]
  private var deadlines = Heap<Deadline>()
  private var nextID: UInt64 = 0

  private struct Deadline: Comparable {
    var time: UInt64
    var ordinal: Int
    var id: UInt64

    static func < (left: Deadline, right: Deadline) -> Bool { left.time < right.time }
  }

  /// The next time a wait is over, by the boot clock in milliseconds.
  var nextDeadline: UInt64? { deadlines.first?.time }

  /// `answer` runs when the requisition has left the queue or the time has come.
  mutating func add(_ ordinal: Int, until time: UInt64, _ answer: @escaping @Sendable () -> Void) {
    nextID += 1
    waiters[ordinal, default: []].append(Waiter(id: nextID, answer: answer))
    deadlines.insert(Deadline(time: time, ordinal: ordinal, id: nextID))
  }

  /// The answers of those who wait for this requisition.
  mutating func take(_ ordinal: Int) -> [@Sendable () -> Void] {
    waiters.removeValue(forKey: ordinal)?.map(\.answer) ?? []
  }

  /// The answers of those whose time has come.
  mutating func takeExpired(at time: UInt64) -> [@Sendable () -> Void] {
    var answers: [@Sendable () -> Void] = []
    while let deadline = deadlines.first, deadline.time <= time {
      deadlines.removeFirst()
      guard let index = waiters[deadline.ordinal]?.firstIndex(where: { $0.id == deadline.id }),
        let waiter = waiters[deadline.ordinal]?.remove(at: index)
      else { continue }
      if waiters[deadline.ordinal]?.isEmpty == true { waiters[deadline.ordinal] = nil }
      answers.append(waiter.answer)
    }
    return answers
  }

  /// The answers of all.
  mutating func takeAll() -> [@Sendable () -> Void] {
    let answers = waiters.values.flatMap { $0.map(\.answer) }
    waiters = [:]
    deadlines = Heap()
    return answers
  }
}
