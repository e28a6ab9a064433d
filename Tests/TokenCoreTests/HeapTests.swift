// HeapTests.swift: the heap against a sorted array.

import Testing

@testable import TokenCore

@Suite("Heap")
struct HeapTests {
  @Test("the first is always the smallest", arguments: 1...4 as ClosedRange<UInt64>)
  func sorted(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var heap = Heap<Int>()
    var array: [Int] = []
    heap.removeFirst()
    for _ in 0..<3000 {
      if Bool.random(using: &generator) {
        let value = Int.random(in: 0..<200, using: &generator)
        heap.insert(value)
        array.append(value)
      } else {
        if let smallest = array.min().flatMap({ array.firstIndex(of: $0) }) { array.remove(at: smallest) }
        heap.removeFirst()
      }
      #expect(heap.first == array.min(), "seed \(seed)")
    }
  }
}
