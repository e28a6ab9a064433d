// PendingQueueTests.swift: the queue in chunks against a plain array.

import Testing

@testable import TokenCore

@Suite("PendingQueue")
struct PendingQueueTests {
  @Test("it does what a plain array does, under random operations", arguments: 1...6 as ClosedRange<UInt64>)
  func plainArray(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var queue = PendingQueue()
    var array: [Int] = []
    var next = 0
    var snapshots: [(queue: PendingQueue, array: [Int])] = []
    // Odd seeds take mostly from the front, as miners do; even ones from anywhere.
    for step in 0..<9000 {
      if Int.random(in: 0..<5, using: &generator) < (step < 5000 ? 4 : 2) {
        next += Int.random(in: 1...3, using: &generator)
        queue.append(next)
        array.append(next)
      } else if let chosen = seed.isMultiple(of: 2) ? array.randomElement(using: &generator) : array.first {
        let isTaken = queue.remove(chosen)
        #expect(isTaken, "seed \(seed)")
        array.remove(at: array.firstIndex(of: chosen) ?? 0)
      }
      if step % 97 == 0 { compare(queue, array, next, seed, &generator) }
      if step % 1500 == 0 { snapshots.append((queue, array)) }
    }
    for snapshot in snapshots {
      #expect(snapshot.queue.slice(from: 0, limit: .max) == snapshot.array, "seed \(seed)")
    }
  }

  private func compare(
    _ queue: PendingQueue, _ array: [Int], _ highest: Int, _ seed: UInt64, _ generator: inout SeededGenerator
  ) {
    #expect(queue.count == array.count, "seed \(seed)")
    #expect(queue.first == array.first, "seed \(seed)")
    for _ in 0..<4 {
      let offset = Int.random(in: 0...array.count + 3, using: &generator)
      let limit = Int.random(in: 0...2500, using: &generator)
      #expect(queue.slice(from: offset, limit: limit) == Array(array.dropFirst(offset).prefix(limit)), "seed \(seed)")
      let ordinal = Int.random(in: 0...highest + 1, using: &generator)
      #expect(queue.position(of: ordinal) == array.firstIndex(of: ordinal).map { $0 + 1 }, "seed \(seed)")
      #expect(queue.contains(ordinal) == array.contains(ordinal), "seed \(seed)")
    }
  }

  @Test("what is not there can't be taken out, and nothing is taken out twice")
  func missing() {
    var queue = PendingQueue()
    let first = queue.remove(1)
    for ordinal in [2, 4, 6] { queue.append(ordinal) }
    let taken = [3, 1, 7, 4, 4].map { queue.remove($0) }
    #expect(!first && taken == [false, false, false, true, false])
    #expect(queue.slice(from: 0, limit: 10) == [2, 6])
  }

  @Test("emptied from either end it is as new")
  func emptied() {
    var queue = PendingQueue()
    for ordinal in 0..<3000 { queue.append(ordinal) }
    for ordinal in (0..<3000).reversed() { queue.remove(ordinal) }
    #expect(queue == PendingQueue())
    queue.append(3000)
    #expect(queue.position(of: 3000) == 1)
  }
}
