// SHA256Tests.swift: the digest of a header against OpenSSL, its midstate against FIPS 180-4.

import COpenSSL
import CTokenKernels
import Testing

@Suite("SHA-256 of headers")
struct SHA256Tests {
  @Test("a padded block ends in the digest that NIST gives for abc")
  func publishedDigest() {
    // One block with its padding: the state after it is the digest.
    var block = [UInt8](repeating: 0, count: 64)
    block.replaceSubrange(0..<4, with: [0x61, 0x62, 0x63, 0x80])
    block[63] = 24
    var state = [UInt32](repeating: 0, count: 8)
    token_sha256_midstate(block, &state)
    let expected: [UInt32] = [
      0xba78_16bf, 0x8f01_cfea, 0x4141_40de, 0x5dae_2223, 0xb003_61a3, 0x9617_7a9c, 0xb410_ff61, 0xf200_15ad,
    ]
    #expect(state == expected)
  }

  @Test("a padded empty block ends in the digest that NIST gives for nothing")
  func publishedDigestOfNothing() {
    var block = [UInt8](repeating: 0, count: 64)
    block[0] = 0x80
    var state = [UInt32](repeating: 0, count: 8)
    token_sha256_midstate(block, &state)
    let expected: [UInt32] = [
      0xe3b0_c442, 0x98fc_1c14, 0x9afb_f4c8, 0x996f_b924, 0x27ae_41e4, 0x649b_934c, 0xa495_991b, 0x7852_b855,
    ]
    #expect(state == expected)
  }

  @Test("a header's digest is OpenSSL's")
  func equalsOpenSSL() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      let header = random.bytes(116)
      var ours = [UInt8](repeating: 0, count: 32)
      var theirs = ours
      token_sha256_header(header, &ours)
      SHA256(header, header.count, &theirs)
      try #require(ours == theirs, "seed \(seed)")
    }
  }
}
