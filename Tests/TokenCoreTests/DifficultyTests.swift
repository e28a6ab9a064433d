// DifficultyTests.swift: which digests prove the work, at the exact boundary, by a second calculation.

import Foundation
import Testing

@testable import TokenCore

@Suite("Difficulty")
struct DifficultyTests {
  /// The smallest T that is not good enough: 2^(64-b) x (2^25 - f) / 2^25, rounded up, by shifts of whole numbers.
  private func bound(bits: UInt32, fraction: UInt32) -> UInt128 {
    let share = UInt128((1 << 25) - fraction)
    if bits <= 39 { return share << UInt128(39 - bits) }
    let shift = UInt128(bits - 39)
    return (share + (1 << shift) - 1) >> shift
  }

  /// A digest whose last eight bytes, read backwards, are `top`.
  private func digest(top: UInt64, _ generator: inout SeededGenerator) -> Digest {
    var digest = generator.digest()
    digest.words.3 = top.byteSwapped
    return digest
  }

  private func fields(_ generator: inout SeededGenerator) -> [UInt32] {
    let edges: [UInt32] = [0, 1, 2, 0x7F_FFFF, 0x80_0000, 0xFF_FFFE, 0xFF_FFFF]
    return (0...63).flatMap { bits in
      (edges + (0..<20).map { _ in UInt32.random(in: 0...0xFF_FFFF, using: &generator) }).map { bits << 24 | $0 }
    }
  }

  @Test("a digest just under the target meets every difficulty, one on the target does not")
  func boundary() throws {
    var generator = SeededGenerator(seed: 1)
    for field in fields(&generator) where field != 0 {
      let difficulty = try Golden.difficulty(field)
      let bound = bound(bits: difficulty.bits, fraction: difficulty.fraction)
      #expect(difficulty.isMet(by: digest(top: UInt64(bound - 1), &generator)), "\(field)")
      if let top = UInt64(exactly: bound) {
        #expect(!difficulty.isMet(by: digest(top: top, &generator)), "\(field)")
      }
      #expect(difficulty.isMet(by: digest(top: 0, &generator)))
      #expect(!difficulty.isMet(by: digest(top: .max, &generator)))
    }
  }

  @Test("difficulty 0 is met by every digest")
  func none() {
    #expect(Difficulty.none.isMet(by: Digest(words: (.max, .max, .max, .max))))
    #expect(Difficulty.none.hitMask == 0)
  }

  @Test("what meets a difficulty is a hit of its mask, and without a fraction up to 32 bits only that")
  func hitMask() throws {
    var generator = SeededGenerator(seed: 2)
    for field in fields(&generator) {
      let difficulty = try Golden.difficulty(field)
      let bound = UInt64(clamping: bound(bits: difficulty.bits, fraction: difficulty.fraction) - 1)
      for top in [0, bound, bound / 2, UInt64.random(in: 0...bound, using: &generator)] {
        #expect(isHit(difficulty, digest(top: top, &generator)))
      }
      guard difficulty.fraction == 0, difficulty.bits <= 32 else { continue }
      for _ in 0..<20 {
        let top = generator.next() >> UInt64.random(in: 0...40, using: &generator)
        let digest = digest(top: top, &generator)
        #expect(isHit(difficulty, digest) == difficulty.isMet(by: digest))
      }
    }
  }

  /// H7 is the last four bytes of a digest as the hash computes them.
  private func isHit(_ difficulty: Difficulty, _ digest: Digest) -> Bool {
    UInt32(truncatingIfNeeded: digest.words.3) & difficulty.hitMask == 0
  }

  @Test("five zeros stand in front of an identity of 20 bits")
  func zerosInFront() throws {
    var generator = SeededGenerator(seed: 3)
    let difficulty = try #require(Difficulty(bits: 20))
    let digest = digest(top: (1 << 44) - 1, &generator)
    #expect(difficulty.isMet(by: digest))
    #expect(digest.identityText.hasPrefix("00000fff"))
    #expect(digest.hex.hasSuffix("0000"))
  }

  @Test("every difficulty comes back from its expected hashes, and what lies between is rounded to the nearer")
  func expectedHashes() throws {
    var generator = SeededGenerator(seed: 4)
    for field in fields(&generator) {
      let difficulty = try Golden.difficulty(field)
      #expect(Difficulty(expectedHashes: difficulty.expectedHashes) == difficulty, "\(field)")
      guard let next = Difficulty(field: field + 1) else { continue }
      let step = next.expectedHashes - difficulty.expectedHashes
      #expect(step > 0, "\(field)")
      // In the field's own scale, that of targets, the middle is not quite the middle of the hashes.
      #expect(Difficulty(expectedHashes: difficulty.expectedHashes + step * 0.499) == difficulty, "\(field)")
      #expect(Difficulty(expectedHashes: difficulty.expectedHashes + step * 0.501) == next, "\(field)")
    }
    #expect(try Golden.difficulty(10 << 24).expectedHashes == 1024)
    // f of 2^24 would be a whole bit: 2^25 / (2^25 - 2^24) is 2.
    #expect(try Golden.difficulty(0xA80_0000).expectedHashes == 1024 / 0.75)
  }

  @Test("any number of hashes has a difficulty within 3 in 100 million of it, and more hashes never an easier one")
  func nearest() {
    var generator = SeededGenerator(seed: 5)
    let wanted = (0..<20_000).map { _ in Double.random(in: 0..<63.9, using: &generator) }.map { Foundation.pow(2, $0) }
    var last = Difficulty.none
    for hashes in wanted.sorted() {
      let difficulty = Difficulty(expectedHashes: hashes)
      #expect(abs(difficulty.expectedHashes / hashes - 1) < 3e-8, "\(hashes)")
      #expect(difficulty >= last, "\(hashes)")
      last = difficulty
    }
  }

  @Test("under one hash there is no difficulty, beyond the hardest there is the hardest, and no number traps")
  func expectedHashesOutOfRange() throws {
    for hashes in [-Double.infinity, -1, 0, 0.5, 1, .nan] {
      #expect(Difficulty(expectedHashes: hashes) == .none, "\(hashes)")
    }
    for hashes in [Difficulty.hardest.expectedHashes, 2e19, 1e300, .infinity] {
      #expect(Difficulty(expectedHashes: hashes) == .hardest, "\(hashes)")
    }
    #expect(Difficulty.hardest.field == 0x3FFF_FFFF)
    // Just under two hashes is a fraction that rounds up to the first whole bit.
    #expect(Difficulty(expectedHashes: 2 - 1e-9).field == 1 << 24)
  }

  @Test("a share of 1 in its expected hashes of all digests meets a difficulty")
  func shareOfDigests() throws {
    var generator = SeededGenerator(seed: 6)
    for hashes in [1.5, 3, 10] {
      let difficulty = Difficulty(expectedHashes: hashes)
      let met = (0..<20_000).count { _ in difficulty.isMet(by: generator.digest()) }
      #expect(abs(Double(met) * hashes / 20_000 - 1) < 0.1, "\(hashes)")
    }
  }

  @Test("the bits of a difficulty are the logarithm of its hashes")
  func decimalBits() throws {
    #expect(try Golden.difficulty(20 << 24).decimalBits == 20)
    #expect(abs(Difficulty(expectedHashes: 3).decimalBits - 1.584963) < 1e-6)
  }

  @Test("difficulties compare as their field, and there are at most 63 bits")
  func order() throws {
    #expect(try Golden.difficulty(0x0FFF_FFFF) < Golden.difficulty(0x1000_0000))
    #expect(try Golden.difficulty(0x1000_0000) < Golden.difficulty(0x1000_0001))
    #expect(Difficulty(bits: 63)?.field == 63 << 24)
    #expect(Difficulty(bits: 64) == nil && Difficulty(bits: -1) == nil && Difficulty(field: 64 << 24) == nil)
  }
}
