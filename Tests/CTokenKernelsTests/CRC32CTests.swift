// CRC32CTests.swift: CRC-32C against published values, against itself cut in pieces, the fast way against the plain.

import CTokenKernels
import Testing

@Suite("CRC-32C")
struct CRC32CTests {
  // RFC 3720 appendix B.4, and the check value of the CRC catalogue.
  static let vectors: [(bytes: [UInt8], crc: UInt32)] = [
    ([], 0),
    (Array("123456789".utf8), 0xe306_9283),
    ([UInt8](repeating: 0, count: 32), 0x8a91_36aa),
    ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
    (Array(0..<32), 0x46dd_794e),
    (Array((0..<32).reversed()), 0x113f_db5c),
  ]

  @Test("gives the published values, both ways", arguments: vectors.indices)
  func publishedValues(index: Int) {
    let (bytes, crc) = Self.vectors[index]
    #expect(token_crc32c(0, bytes, bytes.count) == crc)
    #expect(token_crc32c_portable(0, bytes, bytes.count) == crc)
  }

  @Test("nothing leaves a CRC as it is, also at a null pointer")
  func nothing() {
    #expect(token_crc32c(0x1234_5678, nil, 0) == 0x1234_5678)
    #expect(token_crc32c_portable(0x1234_5678, nil, 0) == 0x1234_5678)
  }

  @Test("a message cut anywhere chains to the same CRC")
  func chains() throws {
    var random = SeededGenerator(seed: 1)
    let bytes = random.bytes(1_700)
    let whole = token_crc32c(0, bytes, bytes.count)
    try bytes.withUnsafeBytes { bytes in
      for cut in 0...bytes.count {
        let first = token_crc32c(0, bytes.baseAddress, cut)
        let crc = token_crc32c(first, bytes.baseAddress.map { $0 + cut }, bytes.count - cut)
        try #require(crc == whole, "cut at \(cut)")
      }
    }
  }

  @Test("the fast way equals the plain way at any length and alignment")
  func fastEqualsPlain() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let bytes = random.bytes(10_000)
    try bytes.withUnsafeBytes { bytes in
      for _ in 0..<2_000 {
        let offset = Int.random(in: 0..<64, using: &random)
        let length = Int.random(in: 0...(bytes.count - offset), using: &random)
        let start = UInt32.random(in: 0...UInt32.max, using: &random)
        let part = bytes.baseAddress.map { $0 + offset }
        try #require(
          token_crc32c(start, part, length) == token_crc32c_portable(start, part, length),
          "seed \(seed), offset \(offset), length \(length)")
      }
    }
  }
}
