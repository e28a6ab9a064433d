// RefusalBudgetTests.swift: the first refusals of a minute one by one, the others together.

import Testing

@testable import TokenCore

@Suite("RefusalBudget")
struct RefusalBudgetTests {
  private func expectRecorded(
    _ budget: inout RefusalBudget, height: UInt64, _ reason: Refused.Reason, at time: UInt64,
    _ place: SourceLocation = #_sourceLocation
  ) {
    let isRecorded = budget.isRecorded(.token(height: height), reason, at: time)
    #expect(isRecorded, sourceLocation: place)
  }

  private func expectCounted(
    _ budget: inout RefusalBudget, height: UInt64, _ reason: Refused.Reason, at time: UInt64,
    _ place: SourceLocation = #_sourceLocation
  ) {
    let isRecorded = budget.isRecorded(.token(height: height), reason, at: time)
    #expect(!isRecorded, sourceLocation: place)
  }

  private func expectNoAggregates(
    _ budget: inout RefusalBudget, at time: UInt64, _ place: SourceLocation = #_sourceLocation
  ) {
    let aggregates = budget.takeAggregates(at: time)
    #expect(aggregates.isEmpty, sourceLocation: place)
  }

  @Test("ten a minute are recorded one by one, the others in one record a reason when the minute is over")
  func minute() {
    var budget = RefusalBudget()
    for second in 0..<10 as Range<UInt64> { expectRecorded(&budget, height: 4, .spent, at: 1000 * second) }
    for second in 10..<30 as Range<UInt64> { expectCounted(&budget, height: 4, .spent, at: 1000 * second) }
    expectCounted(&budget, height: 4, .content, at: 31_000)
    expectNoAggregates(&budget, at: 59_999)
    let aggregates = budget.takeAggregates(at: 60_000)
    #expect(aggregates.map(\.reason) == [.spent, .content])
    #expect(aggregates.map(\.count) == [20, 1])
    #expect(aggregates.map(\.first) == [10_000, 31_000])
    #expect(aggregates.map(\.last) == [29_000, 31_000])
    #expect(aggregates.allSatisfy { $0.subject == 4 && $0.subjectKind == .token && $0.repeatKey == .none })
    expectNoAggregates(&budget, at: 120_000)
    expectRecorded(&budget, height: 4, .spent, at: 120_000)
  }

  @Test("tokens have budgets of their own")
  func subjects() {
    var budget = RefusalBudget()
    for height in 1...3 as ClosedRange<UInt64> {
      for _ in 0..<10 { expectRecorded(&budget, height: height, .expired, at: 5) }
      expectCounted(&budget, height: height, .expired, at: 5)
    }
    let aggregates = budget.takeAggregates(at: 5, all: true)
    #expect(aggregates.map(\.subject) == [1, 2, 3])
  }

  @Test("a user has one budget for all codes, and an aggregate tells each code apart")
  func users() {
    var budget = RefusalBudget()
    for code in 1...10 as ClosedRange<UInt64> {
      let isRecorded = budget.isRecorded(.user(4), .dead, code: code, at: code)
      #expect(isRecorded)
    }
    for code in [7, 8, 8] as [UInt64] {
      let isRecorded = budget.isRecorded(.user(4), .dead, code: code, at: 20)
      #expect(!isRecorded)
    }
    expectRecorded(&budget, height: 4, .spent, at: 21)
    let aggregates = budget.takeAggregates(at: 60_001)
    #expect(aggregates.map(\.code) == [7, 8] && aggregates.map(\.count) == [1, 2])
    #expect(aggregates.allSatisfy { $0.subject == 4 && $0.subjectKind == .user && !$0.diedOfIt })
    budget.putBack(aggregates)
    let again = budget.takeAggregates(at: 70_000, all: true)
    #expect(again == aggregates)
  }

  @Test("a minute without refusals over the budget leaves no record, and is forgotten")
  func quiet() {
    var budget = RefusalBudget()
    expectRecorded(&budget, height: 1, .spent, at: 0)
    expectNoAggregates(&budget, at: 60_000)
    for _ in 0..<10 { expectRecorded(&budget, height: 1, .spent, at: 60_001) }
  }

  @Test("beyond so many tokens in a minute refusals are only counted")
  func manySubjects() {
    var budget = RefusalBudget()
    for height in 0..<UInt64(RefusalBudget.maxSubjects) { _ = budget.isRecorded(.token(height: height), .spent, at: 0) }
    expectCounted(&budget, height: .max, .spent, at: 0)
    #expect(budget.uncounted == 1)
    expectRecorded(&budget, height: 0, .spent, at: 0)
  }

  @Test("no time is too late for it")
  func endOfTime() {
    var budget = RefusalBudget()
    expectRecorded(&budget, height: 1, .spent, at: .max)
    expectNoAggregates(&budget, at: .max)
  }

  @Test("aggregates that could not be written come with the next, with those that were counted since")
  func putBack() {
    var budget = RefusalBudget()
    for time in 0..<15 as Range<UInt64> { _ = budget.isRecorded(.token(height: 2), .spent, at: time) }
    let first = budget.takeAggregates(at: 70_000)
    budget.putBack(first)
    expectCounted(&budget, height: 2, .spent, at: 70_001)
    expectCounted(&budget, height: 2, .content, at: 70_002)
    let second = budget.takeAggregates(at: 70_003)
    #expect(second.map(\.count) == [6, 1])
    #expect(second.map(\.first) == [10, 70_002] && second.map(\.last) == [70_001, 70_002])
  }
}
