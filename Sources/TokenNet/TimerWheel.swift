// TimerWheel.swift: timers by the millisecond: adding, cancelling and firing cost the same however many there are.
//
// Six levels of 64 slots. Level 0 holds the next 64 ms a slot each, level 1 the next 64 x 64 ms, and so on; a slot of a
// higher level is dealt out to the levels below when its time comes. A bitmap per level finds the next one that is
// used. (Varghese and Lauck 1987; Linux's and tokio's timers have the same shape.) A plain value: it is told what time
// it is.

/// A timer that was added, to be cancelled. One that has fired or was cancelled is ignored.
public struct TimerToken: Sendable, Hashable {
  let index: Int32
  let generation: UInt32
}

/// Payloads that come due at a millisecond.
struct TimerWheel<Payload> {
  private static var levels: Int { 6 }
  private static var slotsPerLevel: Int { 64 }
  /// The farthest a timer can lie ahead, about two years; one farther away is moved to there.
  private static var maxDistance: UInt64 { (1 << 36) - 1 }
  /// The list of what is due, behind the lists of the slots.
  private static var dueList: Int { levels * slotsPerLevel }
  private static var none: Int32 { -1 }

  private struct Entry {
    var payload: Payload?
    var when: UInt64
    var generation: UInt32
    var list: Int
    var next: Int32
    var previous: Int32
  }

  private var entries: [Entry] = []
  private var free: Int32 = none
  private var heads: [Int32]
  private var occupied: [UInt64]
  /// The millisecond the wheel has reached.
  private(set) var elapsed: UInt64
  private(set) var count = 0

  /// An empty wheel at the millisecond `now`.
  init(now: UInt64) {
    elapsed = now
    heads = Array(repeating: Self.none, count: Self.dueList + 1)
    occupied = Array(repeating: 0, count: Self.levels)
  }

  /// Adds a timer for the millisecond `when`, or for the next one if that is over.
  mutating func add(at when: UInt64, _ payload: Payload) -> TimerToken {
    let bounded = min(max(when, elapsed &+ 1), elapsed &+ Self.maxDistance)
    let index: Int32
    if free != Self.none {
      index = free
      free = entries[Int(index)].next
      entries[Int(index)].payload = payload
      entries[Int(index)].when = bounded
    } else {
      precondition(entries.count < Int(Int32.max), "too many timers")
      index = Int32(entries.count)
      entries.append(Entry(payload: payload, when: bounded, generation: 0, list: 0, next: -1, previous: -1))
    }
    count += 1
    link(index, into: list(for: bounded))
    return TimerToken(index: index, generation: entries[Int(index)].generation)
  }

  /// Takes a timer away; nil when it has fired or was cancelled.
  @discardableResult
  mutating func cancel(_ token: TimerToken) -> Payload? {
    guard entries.indices.contains(Int(token.index)), entries[Int(token.index)].generation == token.generation else {
      return nil
    }
    return release(token.index)
  }

  /// One payload that is due at `now`, or nil. Asked again until it is nil, so that a payload may add and cancel.
  mutating func popDue(now: UInt64) -> Payload? {
    while true {
      let due = heads[Self.dueList]
      if due != Self.none { return release(due) }
      guard let next = nextSlot(), next.begin <= now else {
        elapsed = max(elapsed, now)
        return nil
      }
      elapsed = max(elapsed, next.begin)
      deal(out: next.list)
    }
  }

  /// The millisecond at which `popDue` is worth asking, never later than the first timer; nil: there is none.
  var nextWake: UInt64? {
    heads[Self.dueList] != Self.none ? elapsed : nextSlot()?.begin
  }

  // MARK: - Slots

  private func list(for when: UInt64) -> Int {
    if when <= elapsed { return Self.dueList }
    let differing = (elapsed ^ when) | UInt64(Self.slotsPerLevel - 1)
    let level = min((63 - differing.leadingZeroBitCount) / 6, Self.levels - 1)
    return level * Self.slotsPerLevel + Int((when >> UInt64(level * 6)) & 63)
  }

  /// The first slot that is used, with the millisecond it begins at. A lower level always comes before a higher one.
  private func nextSlot() -> (list: Int, begin: UInt64)? {
    for level in 0..<Self.levels where occupied[level] != 0 {
      let shift = UInt64(level * 6)
      let here = (elapsed >> shift) & 63
      let rotated = occupied[level] >> here | occupied[level] << ((64 - here) & 63)
      let slot = (UInt64(rotated.trailingZeroBitCount) + here) & 63
      let turn = UInt64(1) << (shift + 6)
      var begin = (elapsed & ~(turn - 1)) + (slot << shift)
      // Only the top level wraps: its slot lies in the next turn.
      if begin <= elapsed { begin += turn }
      return (level * Self.slotsPerLevel + Int(slot), begin)
    }
    return nil
  }

  private mutating func deal(out list: Int) {
    while heads[list] != Self.none {
      let index = heads[list]
      unlink(index)
      link(index, into: self.list(for: entries[Int(index)].when))
    }
  }

  // MARK: - Lists

  private mutating func link(_ index: Int32, into list: Int) {
    let head = heads[list]
    entries[Int(index)].list = list
    entries[Int(index)].previous = Self.none
    entries[Int(index)].next = head
    if head != Self.none { entries[Int(head)].previous = index }
    heads[list] = index
    if list != Self.dueList { occupied[list / Self.slotsPerLevel] |= 1 << UInt64(list % Self.slotsPerLevel) }
  }

  private mutating func unlink(_ index: Int32) {
    // Field by field: the whole entry would take its payload along.
    let (next, previous) = (entries[Int(index)].next, entries[Int(index)].previous)
    if next != Self.none { entries[Int(next)].previous = previous }
    if previous != Self.none {
      entries[Int(previous)].next = next
      return
    }
    let list = entries[Int(index)].list
    heads[list] = next
    if next == Self.none, list != Self.dueList {
      occupied[list / Self.slotsPerLevel] &= ~(1 << UInt64(list % Self.slotsPerLevel))
    }
  }

  private mutating func release(_ index: Int32) -> Payload? {
    unlink(index)
    let payload = entries[Int(index)].payload.take()
    entries[Int(index)].generation &+= 1
    entries[Int(index)].next = free
    free = index
    count -= 1
    return payload
  }
}
