// IdentityIndexTests.swift: the index of identities against a plain dictionary.

import Testing

@testable import TokenCore

@Suite("IdentityIndex")
struct IdentityIndexTests {
  @Test("it finds what a dictionary finds while it grows, also where 32 bits are alike", arguments: [32, 12, 4, 0])
  func dictionary(randomBits: UInt64) {
    var generator = SeededGenerator(seed: 41 + randomBits)
    // The fewer bits of the tag are random, the more identities share one.
    let mask = randomBits == 0 ? 0 : (UInt64.max << (64 - randomBits)) | 0xFFFF_FFFF
    var identities: [Digest] = []
    var index = IdentityIndex()
    func find(_ identity: Digest) -> Int? {
      var number = 0
      while let ordinal = index.candidate(number, for: identity) {
        if identities[ordinal] == identity { return ordinal }
        number += 1
      }
      return nil
    }
    #expect(index.candidate(0, for: .zero) == nil)
    // Where all are alike each is looked at in turn.
    let count = randomBits < 12 ? 100 : 1500
    for ordinal in 0..<count {
      let identity = Digest(words: (generator.next() & mask, generator.next(), generator.next(), 0))
      identities.append(identity)
      index.insert(identity, ordinal)
    }
    #expect(index.count == count)
    for (ordinal, identity) in identities.enumerated() {
      #expect(find(identity) == ordinal)
      let other = Digest(words: (identity.words.0, ~identity.words.1, 0, 0))
      #expect(find(other) == nil)
    }
  }
}
