// IdentifyTests.swift: whole headers hashed many at once, against OpenSSL.

import CTokenKernels
import Testing

@Suite("hashing headers")
struct IdentifyTests {
  @Test("any number of headers get the digests that OpenSSL gives them", arguments: Kernel.supported)
  func equalsOpenSSL(kernel: Kernel) throws {
    let kernel = try #require(kernel.pointer)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for count in Array(0...70) + [1_000] {
      let headers = random.bytes(116 * count)
      // One digest more, to see that none is written behind the last.
      var digests = [UInt8](repeating: 0xa5, count: 32 * (count + 1))
      token_identify(kernel, headers, count, &digests)
      for index in 0..<count {
        let expected = Kernel.sha256(Array(headers[116 * index..<116 * (index + 1)]))
        try #require(Array(digests[32 * index..<32 * (index + 1)]) == expected, "seed \(seed), \(index) of \(count)")
      }
      try #require(digests[(32 * count)...].allSatisfy { $0 == 0xa5 }, "seed \(seed), behind \(count)")
    }
  }
}
