// WaitListTests.swift: each call that waits is answered once, by what comes first.

import Synchronization
import Testing

@testable import TokenCore

@Suite("WaitList")
struct WaitListTests {
  /// Names of those who were answered, in order.
  private final class Answered: Sendable {
    private let names = Mutex<[String]>([])

    func answer(_ name: String) -> @Sendable () -> Void {
      return { [self] in
        names.withLock { names in names.append(name) }
      }
    }

    func take() -> [String] {
      names.withLock { names in
        defer { names = [] }
        return names.sorted()
      }
    }
  }

  @Test("all who wait for a requisition are answered when it has left the queue, and not again at their time")
  func settled() {
    var list = WaitList()
    let answered = Answered()
    list.add(7, until: 10, answered.answer("a"))
    list.add(7, until: 20, answered.answer("b"))
    list.add(8, until: 30, answered.answer("c"))
    for answer in list.take(7) { answer() }
    #expect(answered.take() == ["a", "b"])
    let again = list.take(7)
    #expect(again.isEmpty)
    for answer in list.takeExpired(at: 25) { answer() }
    #expect(answered.take() == [])
    for answer in list.takeExpired(at: 30) { answer() }
    #expect(answered.take() == ["c"])
    #expect(list.nextDeadline == nil)
  }

  @Test("each is answered when its own time has come, and not again when the requisition leaves")
  func expired() {
    var list = WaitList()
    let answered = Answered()
    list.add(7, until: 20, answered.answer("late"))
    list.add(7, until: 10, answered.answer("early"))
    #expect(list.nextDeadline == 10)
    let tooEarly = list.takeExpired(at: 9)
    #expect(tooEarly.isEmpty)
    for answer in list.takeExpired(at: 10) { answer() }
    #expect(answered.take() == ["early"])
    #expect(list.nextDeadline == 20)
    for answer in list.take(7) { answer() }
    #expect(answered.take() == ["late"])
  }

  @Test("all are answered at the end, whoever they wait for")
  func all() {
    var list = WaitList()
    let answered = Answered()
    for number in 0..<5 { list.add(number, until: UInt64(number), answered.answer("\(number)")) }
    for answer in list.takeAll() { answer() }
    #expect(answered.take() == ["0", "1", "2", "3", "4"])
    let left = list.takeExpired(at: .max)
    #expect(left.isEmpty)
    #expect(list.nextDeadline == nil)
  }
}
