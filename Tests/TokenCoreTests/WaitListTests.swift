// WaitListTests.swift: each call that waits is answered once, by what comes first.

import Synchronization
import Testing

@testable import TokenCore

@Suite("WaitList")
struct WaitListTests {
  /// Names of those who were answered, in order.
  private final class Answered: Sendable {
    private let names = Mutex<[String]>([])

    func answer(_ name: String) -> @Sendable (TokenError?) -> Void {
      return { [self] _ in
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
    list.add(1, 7, until: 10, answered.answer("a"))
    list.add(2, 7, until: 20, answered.answer("b"))
    list.add(3, 8, until: 30, answered.answer("c"))
    for answer in list.take(ordinal: 7) { answer(nil) }
    #expect(answered.take() == ["a", "b"])
    let again = list.take(ordinal: 7)
    #expect(again.isEmpty)
    for answer in list.takeExpired(at: 25) { answer(nil) }
    #expect(answered.take() == [])
    for answer in list.takeExpired(at: 30) { answer(nil) }
    #expect(answered.take() == ["c"])
    #expect(list.nextDeadline == nil)
  }

  @Test("each is answered when its own time has come, and not again when the requisition leaves")
  func expired() {
    var list = WaitList()
    let answered = Answered()
    list.add(4, 7, until: 20, answered.answer("late"))
    list.add(5, 7, until: 10, answered.answer("early"))
    #expect(list.nextDeadline == 10)
    let tooEarly = list.takeExpired(at: 9)
    #expect(tooEarly.isEmpty)
    for answer in list.takeExpired(at: 10) { answer(nil) }
    #expect(answered.take() == ["early"])
    #expect(list.nextDeadline == 20)
    for answer in list.take(ordinal: 7) { answer(nil) }
    #expect(answered.take() == ["late"])
  }

  @Test("one that gives up is answered once, the others wait on")
  func givenUp() {
    var list = WaitList()
    let answered = Answered()
    list.add(1, 7, until: 10, answered.answer("a"))
    list.add(2, 7, until: 20, answered.answer("b"))
    list.take(id: 1)?(nil)
    #expect(answered.take() == ["a"])
    let isWaiting = list.take(id: 1) != nil
    #expect(!isWaiting)
    for answer in list.take(ordinal: 7) { answer(nil) }
    #expect(answered.take() == ["b"])
  }

  @Test("all are answered at the end, whoever they wait for")
  func all() {
    var list = WaitList()
    let answered = Answered()
    for number in 0..<5 { list.add(UInt64(number) + 100, number, until: UInt64(number), answered.answer("\(number)")) }
    for answer in list.takeAll() { answer(nil) }
    #expect(answered.take() == ["0", "1", "2", "3", "4"])
    let left = list.takeExpired(at: .max)
    #expect(left.isEmpty)
    #expect(list.nextDeadline == nil)
  }
}
