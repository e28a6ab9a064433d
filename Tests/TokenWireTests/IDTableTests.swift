// IDTableTests.swift: values by rising ids are found however long some of them stay.

import Testing

@testable import TokenWire

@Suite("IDTable")
struct IDTableTests {
  @Test(
    "it is a dictionary, whatever stays and however far the ids get ahead of it",
    arguments: 1...20 as ClosedRange<UInt64>)
  func model(seed: UInt64) {
    var random = SplitMix(seed)
    var table = IDTable<Int>()
    var model: [UInt32: Int] = [:]
    // Ids that stay are overtaken by rings of all lengths.
    var next: UInt32 = seed.isMultiple(of: 2) ? 1 : .max - 9_000
    for step in 0..<6_000 {
      switch random.next() % 8 {
      case 0...3:
        table.insert(next, step)
        model[next] = step
        next += UInt32(random.next() % 2 + 1)
      case 4...6:
        let id = model.keys.sorted().last ?? 0
        #expect(table.remove(id) == model.removeValue(forKey: id))
        #expect(table[id] == nil && table.remove(id) == nil)
      default:
        guard let id = model.keys.randomElement(using: &random) else { continue }
        #expect(table.update(id) { $0 += 1 } != nil)
        model[id]? += 1
        #expect(table[id] == model[id])
        if random.next() % 4 == 0 { #expect(table.remove(id) == model.removeValue(forKey: id)) }
      }
      #expect(table.count == model.count)
    }
    #expect(table.ids == model.keys.sorted() && table.update(next) { _ in } == nil)
    for (id, value) in model { #expect(table[id] == value) }
  }
}
