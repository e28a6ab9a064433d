// GrindTests.swift: every kernel against a brute-force scan by OpenSSL.

import CTokenKernels
import Testing

@Suite("grinding")
struct GrindTests {
  @Test("a kernel finds exactly what a scan finds", arguments: Kernel.supported)
  func findsWhatAScanFinds(kernel: Kernel) throws {
    let kernel = try #require(kernel.pointer)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for bits in UInt32(0)...12 {
      let job = try Job(kernel, random: &random)
      let first = UInt32.random(in: 0...(UInt32.max - 2_000), using: &random)
      let count = UInt32.random(in: 1...max(100, 2_000 / kernel.pointee.lanes), using: &random)
      let mask = bits == 0 ? 0 : (UInt32.max << (32 - bits)).byteSwapped
      let found = job.grind(mask: mask, first: first, count: UInt64(count))
      let expected = job.scan(mask: mask, nonces: first...(first + count - 1))
      try #require(found == expected, "seed \(seed), \(bits) bits")
    }
  }

  @Test("every hash of a range can be found, and at its own place", arguments: Kernel.supported)
  func everyHash(kernel: Kernel) throws {
    let kernel = try #require(kernel.pointer)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let job = try Job(kernel, random: &random)
    let first = UInt32.random(in: 0...(UInt32.max - 100), using: &random)
    let nonces = first...(first + 2 * kernel.pointee.nonces)
    for nonce in nonces {
      for lane in 0..<job.lanes {
        // The complement of its own H7 is a mask that this hash meets, and hardly another.
        let mask = ~job.h7(lane: lane, nonce: nonce)
        let hit = Hit(nonce: nonce, lane: UInt32(lane))
        try #require(job.grind(mask: mask, first: nonce, count: 1)?.nonce == nonce, "seed \(seed)")
        let found = job.grind(mask: mask, first: first, count: UInt64(nonces.count))
        try #require(found == hit || found == job.scan(mask: mask, nonces: nonces), "seed \(seed)")
      }
    }
  }

  @Test("the first and the last nonce of the range are tried, and none beyond", arguments: Kernel.supported)
  func bothEnds(kernel: Kernel) throws {
    let kernel = try #require(kernel.pointer)
    var random = SeededGenerator(seed: 2)
    let job = try Job(kernel, random: &random)
    for nonce in [0, UInt32.max] {
      let mask = ~job.h7(lane: 0, nonce: nonce)
      #expect(job.grind(mask: mask, first: nonce, count: 1)?.nonce == nonce)
      #expect(job.grind(mask: mask, first: nonce, count: 0) == nil)
    }
    // Nonce 0 meets this mask; a grind that wrapped past the last nonce would come to it.
    let mask = ~job.h7(lane: 0, nonce: 0)
    let last = UInt32.max - 9
    #expect(job.grind(mask: mask, first: last, count: UInt64.max) == job.scan(mask: mask, nonces: last...UInt32.max))
  }

  @Test("a nonce behind the range is never a hit, however the range is cut", arguments: Kernel.supported)
  func nothingBehind(kernel: Kernel) throws {
    let kernel = try #require(kernel.pointer)
    var random = SeededGenerator(seed: 4)
    let job = try Job(kernel, random: &random)
    for count in 0..<2 * kernel.pointee.nonces + 2 {
      let mask = ~job.h7(lane: job.lanes - 1, nonce: 1_000 + count)
      let expected = count == 0 ? nil : job.scan(mask: mask, nonces: 1_000...(1_000 + count - 1))
      #expect(job.grind(mask: mask, first: 1_000, count: UInt64(count)) == expected)
    }
  }

  @Test("a solution of 16 bits is one by the rule that people read: four zeros in front", arguments: Kernel.supported)
  func readsAsZeros(kernel: Kernel) throws {
    var random = SeededGenerator(seed: 3)
    let job = try Job(try #require(kernel.pointer), random: &random)
    let hit = try #require(job.grind(mask: 0x0000_ffff, first: 0, count: 1 << 32))
    #expect(job.h7(lane: Int(hit.lane), nonce: hit.nonce).byteSwapped >> 16 == 0)
  }
}
