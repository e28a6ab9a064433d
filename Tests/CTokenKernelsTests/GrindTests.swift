// GrindTests.swift: every kernel against a brute-force scan by plain SHA-256.

import CTokenKernels
import Testing

/// A kernel that this machine can run.
struct Kernel: Sendable, CustomTestStringConvertible {
  let index: Int

  var pointer: UnsafePointer<token_kernel>? { token_kernel_at(index) }
  var testDescription: String { pointer.map { String(cString: $0.pointee.name) } ?? "none" }

  static var supported: [Kernel] {
    var all: [Kernel] = []
    while token_kernel_at(all.count) != nil { all.append(Kernel(index: all.count)) }
    return all.filter { $0.pointer?.pointee.supported() == true }
  }
}

/// Headers that differ in their extra nonce only, one a lane.
private struct Job {
  var headers: [[UInt8]]

  init(lanes: UInt32, random: inout SeededGenerator) {
    let header = random.bytes(116)
    headers = (0..<lanes).map { lane in
      var header = header
      header[7] = UInt8(lane)
      return header
    }
  }

  var midstates: [UInt32] {
    headers.flatMap { header in
      var state = [UInt32](repeating: 0, count: 8)
      token_sha256_midstate(header, &state)
      return state
    }
  }

  /// H7 of a lane's header with this nonce, by plain SHA-256.
  func h7(lane: Int, nonce: UInt32) -> UInt32 {
    var header = headers[lane]
    header.replaceSubrange(112..<116, with: (0..<4).map { UInt8(truncatingIfNeeded: nonce >> (24 - 8 * $0)) })
    var digest = [UInt8](repeating: 0, count: 32)
    token_sha256_header(header, &digest)
    return digest[28..<32].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The first hit in the order that a grind promises.
  func scan(mask: UInt32, nonces: ClosedRange<UInt32>) -> (nonce: UInt32, lane: UInt32)? {
    for nonce in nonces {
      for lane in headers.indices where h7(lane: lane, nonce: nonce) & mask == 0 {
        return (nonce, UInt32(lane))
      }
    }
    return nil
  }

  func grind(
    _ kernel: UnsafePointer<token_kernel>, mask: UInt32, first: UInt32, count: UInt64
  ) -> (nonce: UInt32, lane: UInt32)? {
    var hit = token_hit()
    guard token_grind(kernel, midstates, Array(headers[0][64...]), mask, first, count, &hit) else { return nil }
    return (hit.nonce, hit.lane)
  }
}

@Suite("grinding")
struct GrindTests {
  @Test("a kernel finds exactly what a scan finds", arguments: Kernel.supported)
  func findsWhatAScanFinds(kernel: Kernel) throws {
    let kernel = try #require(kernel.pointer)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for bits in UInt32(0)...12 {
      let job = Job(lanes: kernel.pointee.lanes, random: &random)
      let first = UInt32.random(in: 0...(UInt32.max - 2_000), using: &random)
      let mask = token_h7_mask(bits)
      let found = job.grind(kernel, mask: mask, first: first, count: 1_000)
      let expected = job.scan(mask: mask, nonces: first...(first + 999))
      try #require(found?.nonce == expected?.nonce && found?.lane == expected?.lane, "seed \(seed), \(bits) bits")
    }
  }

  @Test("the first and the last nonce of the range are tried, and none beyond", arguments: Kernel.supported)
  func bothEnds(kernel: Kernel) throws {
    let kernel = try #require(kernel.pointer)
    var random = SeededGenerator(seed: 2)
    let job = Job(lanes: kernel.pointee.lanes, random: &random)
    for nonce in [0, UInt32.max] {
      // The complement of its own H7 is a mask that this nonce meets.
      let mask = ~job.h7(lane: 0, nonce: nonce)
      #expect(job.grind(kernel, mask: mask, first: nonce, count: 1)?.nonce == nonce)
      #expect(job.grind(kernel, mask: mask, first: nonce, count: 0) == nil)
    }
    // Nonce 0 meets this mask; a grind that wrapped past the last nonce would come to it.
    let mask = ~job.h7(lane: 0, nonce: 0)
    let last = UInt32.max - 9
    let expected = job.scan(mask: mask, nonces: last...UInt32.max)
    #expect(job.grind(kernel, mask: mask, first: last, count: UInt64.max)?.nonce == expected?.nonce)
  }

  @Test("a solution of 20 bits is one by the rule that people read: five zeros in front")
  func readsAsZeros() throws {
    var random = SeededGenerator(seed: 3)
    let kernel = token_kernel_best()
    let job = Job(lanes: kernel.pointee.lanes, random: &random)
    let hit = try #require(job.grind(kernel, mask: token_h7_mask(20), first: 0, count: 1 << 32))
    let h7 = job.h7(lane: Int(hit.lane), nonce: hit.nonce)
    #expect(h7.byteSwapped >> 12 == 0)
  }

  @Test("the mask covers whole bits up to 32 and stays there")
  func masks() {
    #expect(token_h7_mask(0) == 0)
    #expect(token_h7_mask(1) == 0x0000_0080)
    #expect(token_h7_mask(8) == 0x0000_00ff)
    #expect(token_h7_mask(12) == 0x0000_f0ff)
    #expect(token_h7_mask(32) == 0xffff_ffff)
    #expect(token_h7_mask(63) == 0xffff_ffff)
  }

  @Test("every kernel passes its self-test", arguments: Kernel.supported)
  func selfTest(kernel: Kernel) throws {
    #expect(token_kernel_self_test(try #require(kernel.pointer)))
  }

  @Test("the self-test refuses a kernel that misses solutions")
  func selfTestRefuses() throws {
    var broken = try #require(token_kernel_named("portable")).pointee
    broken.grind = { _, _, _, _, _, _ in false }
    #expect(!token_kernel_self_test(&broken))
  }

  @Test("a kernel is found by its name, and only by that")
  func names() throws {
    #expect(String(cString: try #require(token_kernel_named("portable")).pointee.name) == "portable")
    #expect(token_kernel_named("no such kernel") == nil)
    #expect(token_kernel_named(token_kernel_best().pointee.name) == token_kernel_best())
  }
}
