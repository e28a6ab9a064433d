// SaltSupplyTests.swift: salts are fetched in pieces, each goes out once, and the system's are unpredictable.

import Synchronization
import Testing

@testable import TokenCore

@Suite("SaltSupply")
struct SaltSupplyTests {
  @Test("salts come in the source's order, none twice, sixteen by one call")
  func order() {
    let calls = Mutex(0)
    let environment = Environment(
      wallMilliseconds: { 0 }, bootMilliseconds: { 0 }, random: { 0 },
      fillRandom: { buffer in
        let call = calls.withLock { calls in
          calls += 1
          return calls
        }
        #expect(buffer.count == 256)
        for index in 0..<buffer.count / 8 {
          buffer.storeBytes(of: UInt64(call * 1000 + index), toByteOffset: 8 * index, as: UInt64.self)
        }
      })
    var supply = SaltSupply(environment.fillRandom)
    for call in 1...3 {
      for index in 0..<SaltSupply.saltsAtOnce {
        let expected = BlockHeader.Salt(high: UInt64(call * 1000 + 2 * index), low: UInt64(call * 1000 + 2 * index + 1))
        #expect(supply.take() == expected)
      }
      #expect(calls.withLock { $0 } == call)
    }
  }

  @Test("the system fills any length, and never twice the same")
  func system() {
    for count in [8, 256, 1000 * 8] {
      var pieces: Set<[UInt8]> = []
      for _ in 0..<4 {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { Environment.system.fillRandom($0) }
        // The last word too.
        #expect(bytes.suffix(8) != [0, 0, 0, 0, 0, 0, 0, 0])
        pieces.insert(bytes)
      }
      #expect(pieces.count == 4)
    }
  }

  @Test("an environment without a source of its own for pieces fills from its random words")
  func fallback() {
    let words = Mutex<UInt64>(0)
    let environment = Environment(
      wallMilliseconds: { 0 }, bootMilliseconds: { 0 },
      random: {
        words.withLock { words in
          words += 1
          return words
        }
      })
    var bytes = [UInt8](repeating: 9, count: 24)
    bytes.withUnsafeMutableBytes { environment.fillRandom($0) }
    #expect(bytes == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3])
  }
}
