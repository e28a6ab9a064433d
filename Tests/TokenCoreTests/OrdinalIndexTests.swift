// OrdinalIndexTests.swift: the index of tokens against a plain dictionary, and the hash that its tags come from.

import Testing

@testable import TokenCore

@Suite("OrdinalIndex")
struct OrdinalIndexTests {
  @Test("it finds what a dictionary finds while it grows, also where tags are alike", arguments: [32, 12, 4, 0])
  func dictionary(randomBits: UInt32) {
    var generator = SeededGenerator(seed: 41 + UInt64(randomBits))
    // The fewer bits of a tag are random, the more keys share one.
    let mask = randomBits == 0 ? 0 : UInt32.max << (32 - randomBits)
    var tags: [UInt32] = []
    var index = OrdinalIndex()
    #expect(index.candidate(0, for: 0) == nil)
    // Where all are alike each is looked at in turn.
    let count = randomBits < 12 ? 100 : 1500
    for ordinal in 0..<count {
      let tag = UInt32(truncatingIfNeeded: generator.next()) & mask
      tags.append(tag)
      index.insert(tag, ordinal)
    }
    #expect(index.count == count)
    for (ordinal, tag) in tags.enumerated() {
      var number = 0
      while let candidate = index.candidate(number, for: tag), candidate != ordinal {
        #expect(tags[candidate] == tag)
        number += 1
      }
      #expect(index.candidate(number, for: tag) == ordinal)
    }
  }

  @Test("tags spread over all slots: an entry stands near its place")
  func spread() {
    var index = OrdinalIndex()
    var generator = SeededGenerator(seed: 7)
    for ordinal in 0..<10_000 { index.insert(UInt32(truncatingIfNeeded: generator.next()), ordinal) }
    // All at one place would make every search as long as the index.
    let distances = index.slots.indices.filter { index.slots[$0] != 0 }.map { slot in
      (slot - index.home(UInt32(index.slots[slot] >> 32)) + index.slots.count) % index.slots.count
    }
    #expect(distances.reduce(0, +) / distances.count < 20)
  }

  @Test("the secret hash is SipHash-1-3 as another implementation has it")
  func sipHash() {
    // Key 00 01 … 0f, message 00 01 … 0f, by an implementation of its own that gives the authors' value for 2-4.
    let hash = SecretHash(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
    #expect(hash.hash(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908) == 0xcc4f_dd1a_7d90_8b66)
    #expect(SecretHash(key: (1, 2)).hash(3, 4) != SecretHash(key: (1, 3)).hash(3, 4))
  }
}
