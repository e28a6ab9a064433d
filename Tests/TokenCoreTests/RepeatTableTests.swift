// RepeatTableTests.swift: what a repeated key is answered with, and when a key is new again.

import Testing

@testable import TokenCore

@Suite("RepeatTable")
struct RepeatTableTests {
  private func key(_ key: UInt64, request: UInt64 = 0) -> RepeatKey {
    RepeatKey(key: RepeatKey.Half(high: key, low: 1), request: RepeatKey.Half(high: request, low: 2))
  }

  @Test("the same key and request has its outcome, another request with the key is told apart")
  func outcomes() {
    var table = RepeatTable()
    #expect(table.match(key(1), at: 0) == .new)
    table.insert(key(1), .used(height: 4, usesLeft: 2), time: 0)
    #expect(table.match(key(1), at: 0) == .repeated(.used(height: 4, usesLeft: 2)))
    #expect(table.match(key(1, request: 9), at: 0) == .otherRequest)
    #expect(table.match(key(2), at: 0) == .new)
  }

  @Test("without a key nothing is remembered")
  func noKey() {
    var table = RepeatTable()
    table.insert(.none, .requisition(acceptedSequence: 1), time: 0)
    #expect(table.match(.none, at: 0) == .new)
  }

  @Test("a key is kept for 24 hours, then it is new and may stand for another request")
  func age() {
    var table = RepeatTable()
    table.insert(key(1), .requisition(acceptedSequence: 1), time: 1000)
    let last = 1000 + RepeatTable.maxAge
    #expect(table.match(key(1), at: last) == .repeated(.requisition(acceptedSequence: 1)))
    #expect(table.match(key(1), at: last + 1) == .new)
    table.insert(key(1, request: 5), .requisition(acceptedSequence: 2), time: last + 1)
    #expect(table.match(key(1, request: 5), at: last + 1) == .repeated(.requisition(acceptedSequence: 2)))
    // It is a day younger than its first time said.
    table.insert(key(2), .requisition(acceptedSequence: 3), time: last + 2)
    #expect(table.match(key(1, request: 5), at: last + 2) == .repeated(.requisition(acceptedSequence: 2)))
  }

  @Test("a clock that was set back or stands at the end of time forgets nothing early")
  func oddTimes() {
    var table = RepeatTable()
    table.insert(key(1), .requisition(acceptedSequence: 1), time: .max)
    table.insert(key(2), .requisition(acceptedSequence: 2), time: 5)
    #expect(table.match(key(1), at: 5) == .repeated(.requisition(acceptedSequence: 1)))
    #expect(table.match(key(1), at: .max) == .repeated(.requisition(acceptedSequence: 1)))
    #expect(table.match(key(2), at: 5) == .repeated(.requisition(acceptedSequence: 2)))
  }

  @Test("beyond the limit the oldest keys are new again, the others are kept")
  func limit() {
    var table = RepeatTable(maxKeys: 100)
    for number in 1...20_000 as ClosedRange<UInt64> {
      table.insert(key(number), .requisition(acceptedSequence: number), time: number)
    }
    #expect(table.match(key(19_900), at: 20_000) == .new)
    for number in 19_901...20_000 as ClosedRange<UInt64> {
      #expect(table.match(key(number), at: 20_000) == .repeated(.requisition(acceptedSequence: number)))
    }
  }
}
