// QueueRingTests.swift: the ring of events against a plain array.

import Testing

@testable import TokenCore

@Suite("QueueRing")
struct QueueRingTests {
  private static func entry(_ sequence: UInt64) -> QueueRing.Entry {
    QueueRing.Entry(sequence: sequence, time: sequence * 10, publicID: .zero, queueSize: 1, kind: .queued)
  }

  @Test(
    "it keeps what the end of a plain array holds, and finds what a search of that finds",
    arguments: [1, 2, 7, 1_023, 1_024, 1_025, 2_500], 1...3 as ClosedRange<UInt64>)
  func plainArray(capacity: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var ring = QueueRing(capacity: capacity)
    var array: [QueueRing.Entry] = []
    var sequence: UInt64 = 0
    for step in 0..<6_000 {
      sequence += UInt64.random(in: 1...3, using: &generator)
      ring.append(Self.entry(sequence))
      array.append(Self.entry(sequence))
      if step % 89 == 0 { compare(ring, array, "capacity \(capacity), seed \(seed), step \(step)", &generator) }
    }
  }

  private func compare(
    _ ring: QueueRing, _ array: [QueueRing.Entry], _ place: Comment, _ generator: inout SeededGenerator
  ) {
    let kept = array.suffix(ring.capacity)
    #expect(ring.start == kept.startIndex && ring.end == array.count, place)
    #expect((ring.start..<ring.end).map { ring[$0] } == Array(kept), place)
    #expect(ring.dropped == array.dropLast(ring.capacity).last?.sequence ?? 0, place)
    let last = array.last?.sequence ?? 0
    for sequence in [0, ring.dropped, last, last + 1, UInt64.random(in: 0...last, using: &generator)] {
      let next = array.firstIndex { $0.sequence > sequence } ?? array.count
      #expect(ring.position(after: sequence) == (next < ring.start ? nil : next), place)
    }
  }

  @Test("the lowest sequence to go on from is that of the last event that fell off, one lower is too old")
  func edges() {
    var ring = QueueRing(capacity: 4)
    #expect(ring.position(after: 0) == 0 && ring.position(after: .max) == 0)
    for sequence in [10, 20, 30, 40] as [UInt64] { ring.append(Self.entry(sequence)) }
    #expect(ring.position(after: 0) == 0 && ring.dropped == 0)
    ring.append(Self.entry(50))
    #expect(ring.dropped == 10)
    #expect(ring.position(after: 9) == nil)
    #expect(ring.position(after: 10) == 1 && ring.position(after: 15) == 1)
    #expect(ring.position(after: 50) == 5)
  }

  @Test("an event costs 32 bytes")
  func size() {
    #expect(MemoryLayout<QueueRing.Entry>.stride == 56)
  }
}
