// IdentityIndex.swift: which token an identity may be. Eight bytes a slot, because the identity itself stands in the
// token's entry: little to touch when a block is sealed. A value; its owner's lock guards it.

/// Ordinals by identity, as far as 32 bits of it tell: what is found is to be compared with the entry.
struct IdentityIndex: Sendable {
  private static let minSlots = 16

  /// A tag in the upper half and the ordinal plus 1 in the lower; 0: free. A power of two of them, at most five eighths
  /// in use, each as near behind the place that its tag says as it found room.
  private var slots: [UInt64] = []
  private(set) var count = 0

  /// Bits that the stripes don't take. Of an identity the first are random, however hard it was to find.
  private static func tag(_ identity: Digest) -> UInt64 { identity.words.0 >> 32 }

  /// Where to begin to look for a tag.
  private func home(_ tag: UInt64) -> Int {
    Int(truncatingIfNeeded: tag) & (slots.count - 1)
  }

  /// Adds a token.
  mutating func insert(_ identity: Digest, _ ordinal: Int) {
    precondition(ordinal < Int(UInt32.max), "so many tokens fit no memory")
    if 8 * (count + 1) > 5 * slots.count { grow() }
    put(Self.tag(identity) << 32 | UInt64(ordinal + 1))
    count += 1
  }

  private mutating func put(_ slot: UInt64) {
    var index = home(slot >> 32)
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(Self.minSlots, 2 * old.count))
    for slot in old where slot != 0 { put(slot) }
  }

  /// A token that may be it, of those that may be the one with this number, from 0; nil: there are not so many. Hardly
  /// ever is there more than one.
  func candidate(_ number: Int, for identity: Digest) -> Int? {
    guard count > 0 else { return nil }
    let tag = Self.tag(identity)
    var index = home(tag)
    var left = number
    while slots[index] != 0 {
      if slots[index] >> 32 == tag {
        if left == 0 { return Int(slots[index] & UInt64(UInt32.max)) - 1 }
        left -= 1
      }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }
}
