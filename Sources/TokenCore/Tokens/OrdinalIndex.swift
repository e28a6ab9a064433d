// OrdinalIndex.swift: which ordinal a key may stand for, by a hash of the key. Eight bytes a slot, because the key
// itself stands in the token's state. A value; its owner's lock guards it.

/// Ordinals by a 32-bit tag: what is found is to be compared with what the ordinal stands for. Tags must be such that
/// nobody can choose many alike (`SecretHash`).
struct OrdinalIndex: Sendable {
  private static let minSlots = 16

  /// A tag in the upper half and the ordinal plus 1 in the lower; 0: free. Each stands as near behind its tag's place
  /// as it found room; a tag's place rises with the tag, so that growing reads and writes in order.
  private(set) var slots: [UInt64] = []
  private(set) var count = 0

  /// Where to begin to look for a tag: its share of the slots.
  func home(_ tag: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(tag) &* UInt64(slots.count)) >> 32)
  }

  private func next(_ index: Int) -> Int { index + 1 == slots.count ? 0 : index + 1 }

  mutating func insert(_ tag: UInt32, _ ordinal: Int) {
    precondition(ordinal < Int(UInt32.max), "so many tokens fit no memory")
    // At most four fifths are in use.
    if 5 * (count + 1) > 4 * slots.count { grow() }
    put(UInt64(tag) << 32 | UInt64(ordinal + 1))
    count += 1
  }

  /// Makes room for so many at once: it then grows no more before there are.
  mutating func reserve(_ capacity: Int) {
    let needed = capacity + capacity / 4 + 1
    if needed > slots.count { grow(to: needed) }
  }

  private mutating func put(_ slot: UInt64) {
    var index = home(UInt32(truncatingIfNeeded: slot >> 32))
    while slots[index] != 0 { index = next(index) }
    slots[index] = slot
  }

  private mutating func grow() {
    grow(to: max(Self.minSlots, slots.count + slots.count / 3))
  }

  private mutating func grow(to count: Int) {
    let old = slots
    slots = [UInt64](repeating: 0, count: count)
    for slot in old where slot != 0 { put(slot) }
  }

  /// A candidate for the tag, of those that may be the one with this number, from 0; nil: there are not so many. Hardly
  /// ever is there more than one.
  func candidate(_ number: Int, for tag: UInt32) -> Int? {
    guard count > 0 else { return nil }
    var index = home(tag)
    var left = number
    while slots[index] != 0 {
      if slots[index] >> 32 == UInt64(tag) {
        if left == 0 { return Int(slots[index] & UInt64(UInt32.max)) - 1 }
        left -= 1
      }
      index = next(index)
    }
    return nil
  }
}
