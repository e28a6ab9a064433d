// UseCheckerTests.swift: the checker of use histories says yes to what can happen and no to what must not.

import Testing
import UseHistory

@Suite("UseChecker")
struct UseCheckerTests {
  private func attempt(
    _ key: UInt64, _ began: UInt64, _ ended: UInt64? = nil, _ outcome: UseOutcome = .spent
  ) -> UseAttempt {
    UseAttempt(key: key, began: began, answer: ended.map { UseAttempt.Answer(ended: $0, outcome: outcome) })
  }

  private func isGood(_ uses: UInt64, _ attempts: UseAttempt...) -> Bool {
    UseChecker.fault(in: attempts, uses: uses) == nil
  }

  @Test("uses one after the other, to the last and no further")
  func inOrder() {
    #expect(
      isGood(
        2, attempt(1, 1, 2, .used(left: 1)), attempt(2, 3, 4, .used(left: 0)), attempt(3, 5, 6, .spent)))
    #expect(isGood(2))
  }

  @Test("uses at the same time, in any order")
  func overlapping() {
    #expect(
      isGood(
        3, attempt(1, 1, 10, .used(left: 0)), attempt(2, 2, 9, .used(left: 2)), attempt(3, 3, 8, .used(left: 1)),
        attempt(4, 4, 7, .spent)))
  }

  @Test("one use too many")
  func oneTooMany() {
    #expect(!isGood(1, attempt(1, 1, 10, .used(left: 0)), attempt(2, 2, 9, .used(left: 0))))
    #expect(!isGood(0, attempt(1, 1, 2, .used(left: 0))))
    #expect(!isGood(1, attempt(1, 1, 2, .used(left: 1))))
  }

  @Test("a lost use: the same number is left twice, or one is passed over")
  func lostUse() {
    #expect(!isGood(3, attempt(1, 1, 2, .used(left: 2)), attempt(2, 3, 4, .used(left: 2))))
    #expect(!isGood(3, attempt(1, 1, 2, .used(left: 2)), attempt(2, 3, 4, .used(left: 0))))
  }

  @Test("an order that time forbids")
  func realTime() {
    #expect(!isGood(2, attempt(1, 1, 2, .used(left: 0)), attempt(2, 3, 4, .used(left: 1))))
    #expect(isGood(2, attempt(1, 1, 4, .used(left: 0)), attempt(2, 3, 5, .used(left: 1))))
    #expect(!isGood(1, attempt(1, 1, 2, .spent), attempt(2, 3, 4, .used(left: 0))))
  }

  @Test("refused while uses are left")
  func refusedTooSoon() {
    #expect(!isGood(2, attempt(1, 1, 2, .used(left: 1)), attempt(2, 3, 4, .spent)))
  }

  @Test("a repeat by key has the same answer, however late, and spends nothing")
  func repeats() {
    #expect(
      isGood(
        2, attempt(1, 1, 2, .used(left: 1)), attempt(2, 3, 4, .used(left: 0)), attempt(1, 5, 6, .used(left: 1)),
        attempt(3, 7, 8, .spent), attempt(3, 9, 10, .spent)))
    #expect(!isGood(2, attempt(1, 1, 2, .used(left: 1)), attempt(1, 3, 4, .used(left: 0))))
    #expect(!isGood(1, attempt(1, 1, 2, .used(left: 0)), attempt(1, 3, 4, .spent)))
    #expect(!isGood(1, attempt(1, 1, 2, .used(left: 0)), attempt(2, 3, 4, .spent), attempt(2, 5, 6, .used(left: 0))))
  }

  @Test("an attempt without an answer has happened once, or never, and not before it began")
  func unanswered() {
    #expect(isGood(2, attempt(1, 1), attempt(2, 3, 4, .used(left: 0))))
    #expect(isGood(2, attempt(1, 1), attempt(2, 3, 4, .used(left: 1))))
    #expect(isGood(2, attempt(1, 1), attempt(2, 3, 4, .used(left: 1)), attempt(3, 5, 6, .spent)))
    #expect(!isGood(2, attempt(2, 1, 2, .used(left: 0)), attempt(1, 3)))
    #expect(!isGood(3, attempt(1, 1), attempt(2, 3, 4, .used(left: 0))))
    // Asked for again, and told: it is the use that was missing.
    #expect(isGood(2, attempt(1, 1), attempt(2, 3, 4, .used(left: 0)), attempt(1, 5, 6, .used(left: 1))))
    #expect(!isGood(2, attempt(1, 1), attempt(2, 3, 4, .used(left: 0)), attempt(1, 5, 6, .spent)))
  }

  @Test("a drawn history of a true token is good; with one answer changed it is not")
  func drawn() {
    for seed in 1...30 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let attempts = Self.draw(&generator, uses: 40)
      #expect(UseChecker.fault(in: attempts, uses: 40) == nil, "seed \(seed)")
      let used = attempts.indices.filter { if case .used = attempts[$0].answer?.outcome { true } else { false } }
      guard let place = used.randomElement(using: &generator) else { continue }
      var changed = attempts
      changed[place].answer?.outcome = .used(left: 40)
      #expect(UseChecker.fault(in: changed, uses: 40) != nil, "seed \(seed)")
      // Two uses, one wholly before the other, with each other's answers.
      guard let pair = Self.apart(attempts, used) else { continue }
      var swapped = attempts
      swapped[pair.0].answer?.outcome = attempts[pair.1].answer?.outcome ?? .spent
      swapped[pair.1].answer?.outcome = attempts[pair.0].answer?.outcome ?? .spent
      #expect(UseChecker.fault(in: swapped, uses: 40) != nil, "seed \(seed)")
    }
  }

  /// Two uses of which one had ended when the other began, neither asked for twice.
  private static func apart(_ attempts: [UseAttempt], _ used: [Int]) -> (Int, Int)? {
    let once = used.filter { index in attempts.count { $0.key == attempts[index].key } == 1 }
    guard let first = once.first, let last = once.last, let end = attempts[first].answer?.ended,
      end < attempts[last].began
    else { return nil }
    return (first, last)
  }

  /// Up to eight callers at a time; some are never answered, some ask again.
  private static func draw(_ generator: inout SeededGenerator, uses: UInt64) -> [UseAttempt] {
    var attempts: [UseAttempt] = []
    var open: [Int] = []
    var outcomes: [UInt64: UseOutcome] = [:]
    var left = uses
    var clock: UInt64 = 0
    for number in 0..<120 as Range<UInt64> {
      clock += 1
      let old = Int.random(in: 0..<5, using: &generator) == 0 ? attempts.randomElement(using: &generator)?.key : nil
      attempts.append(UseAttempt(key: old ?? number, began: clock))
      open.append(attempts.count - 1)
      while open.count > 7 || (!open.isEmpty && Bool.random(using: &generator)) {
        let index = open.remove(at: Int.random(in: 0..<open.count, using: &generator))
        let fate = Int.random(in: 0..<10, using: &generator)
        guard fate > 0 else { continue }
        let key = attempts[index].key
        if outcomes[key] == nil {
          outcomes[key] = left > 0 ? .used(left: left - 1) : .spent
          left -= min(left, 1)
        }
        clock += 1
        if fate > 1, let outcome = outcomes[key] {
          attempts[index].answer = UseAttempt.Answer(ended: clock, outcome: outcome)
        }
      }
    }
    return attempts
  }
}
