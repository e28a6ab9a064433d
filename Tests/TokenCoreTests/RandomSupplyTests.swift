// RandomSupplyTests.swift: random numbers that are fetched together are handed out once each.

import Testing

@testable import TokenCore

@Suite("RandomSupply")
struct RandomSupplyTests {
  @Test("numbers come in the source's order, each once, however many are fetched together", arguments: [1, 3, 14, 128])
  func order(wordsAtOnce: Int) {
    let environment = TestClocks().environment(seed: 7)
    let same = TestClocks().environment(seed: 7)
    var supply = RandomSupply(environment, wordsAtOnce: wordsAtOnce)
    let taken = (0..<300).map { _ in supply.word() }
    // As the system stores them, so that a number is the same on any machine is not asked.
    let given = (0..<300).map { _ in same.random().bigEndian }
    #expect(taken == given)
    #expect(Set(taken).count == 300)
  }

  @Test("the system's source fills all of the memory it is given", arguments: [8, 32, 112, 256, 264, 1024])
  func system(byteCount: Int) {
    var seen = [UInt8](repeating: 0, count: byteCount)
    for _ in 0..<8 {
      var bytes = [UInt8](repeating: 0, count: byteCount)
      bytes.withUnsafeMutableBytes { Environment.system.fillRandom($0) }
      for index in bytes.indices { seen[index] |= bytes[index] }
    }
    // A byte stays zero with a chance of 2^-64.
    #expect(!seen.contains(0))
  }
}
