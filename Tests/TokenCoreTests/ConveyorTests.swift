// ConveyorTests.swift: a row that values leave in order is an array, only faster.

import Testing

@testable import TokenCore

@Suite("Conveyor")
struct ConveyorTests {
  @Test("whatever is done to it, it is what an array would be", arguments: 1...10 as ClosedRange<UInt64>)
  func model(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var conveyor = Conveyor<UInt64>()
    var model: [UInt64] = []
    var next: UInt64 = 1_000_000
    for _ in 0..<20_000 {
      switch Int.random(in: 0..<100, using: &generator) {
      case 0..<50:
        next += 2
        conveyor.append(next)
        model.append(next)
      case 50..<90: #expect(conveyor.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
      case 90..<94:
        let count = min(model.count, Int.random(in: 0...5, using: &generator))
        conveyor.removeFirst(count)
        model.removeFirst(count)
      case 94..<98:
        // There, or between two that are there.
        let key = (model.randomElement(using: &generator) ?? 1) + UInt64.random(in: 0...1, using: &generator)
        let index = model.firstIndex(of: key)
        #expect(conveyor.remove(key) { $0 } == index.map { model.remove(at: $0) }, "seed \(seed)")
      default:
        let front = Array(0..<UInt64.random(in: 0...3, using: &generator))
        guard model.first.map({ $0 > 10 }) ?? true else { continue }
        conveyor.prepend(front)
        model.insert(contentsOf: front, at: 0)
      }
      #expect(conveyor.count == model.count && conveyor.first == model.first && conveyor.isEmpty == model.isEmpty)
    }
    #expect(Array(conveyor.all) == model, "seed \(seed)")
  }

  @Test("a long row whose values leave as fast as they come does not grow for ever")
  func cuts() {
    var conveyor = Conveyor<Int>()
    for value in 0..<10_000 { conveyor.append(value) }
    for value in 0..<100_000 {
      conveyor.append(10_000 + value)
      #expect(conveyor.popFirst() == value)
      // Never more behind the beginning than there are left.
      #expect(conveyor.all.startIndex <= 10_001)
    }
  }
}
