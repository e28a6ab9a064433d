// DependentAddsTests.swift: the chain of additions does as many as it says.

import CTokenKernels
import Testing

@Suite("dependent additions")
struct DependentAddsTests {
  @Test("as many are made as asked for, rounded up to 64", arguments: [(0, 0), (1, 64), (64, 64), (65, 128)])
  func count(asked: UInt64, made: UInt64) {
    #expect(token_dependent_adds(asked) == made)
    #expect(token_dependent_adds(1 << 16) == 1 << 16)
  }
}
