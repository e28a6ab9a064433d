// WaitingQueue.swift: what waits for its turn, in order, and can be taken out of the middle at once.

/// A queue whose elements can leave from any place. All operations but `prepend` cost the same however long it is.
struct WaitingQueue<Element> {
  /// An element's place, for `remove`.
  typealias Ticket = Int

  /// Elements by their tickets; nil: it has left.
  private var slots: [Element?] = []
  /// Slots before this one are empty.
  private var head = 0
  /// The ticket of the first slot.
  private var first: Ticket = 0
  private(set) var count = 0
  /// Room that is taken up, also by what has left.
  var storedCount: Int { slots.count }

  var isEmpty: Bool { count == 0 }

  /// Adds an element behind all others.
  mutating func append(_ element: Element) -> Ticket {
    slots.append(element)
    count += 1
    return first + slots.count - 1
  }

  /// Adds an element before all others.
  mutating func prepend(_ element: Element) -> Ticket {
    count += 1
    if head > 0 {
      head -= 1
      slots[head] = element
    } else {
      slots.insert(element, at: 0)
      first -= 1
    }
    return first + head
  }

  /// The first element, which stays.
  var next: Element? {
    mutating get {
      compact()
      return head < slots.count ? slots[head] : nil
    }
  }

  /// Takes the first element out.
  @discardableResult
  mutating func popFirst() -> Element? {
    compact()
    guard head < slots.count else { return nil }
    let element = slots[head].take()
    head += 1
    count -= 1
    compact()
    return element
  }

  /// Takes an element out of the middle; nil: it has left.
  @discardableResult
  mutating func remove(_ ticket: Ticket) -> Element? {
    let slot = ticket - first
    guard slots.indices.contains(slot), let element = slots[slot] else { return nil }
    slots[slot] = nil
    count -= 1
    compact()
    return element
  }

  /// Takes out all elements that `isWanted`, in their order.
  mutating func removeAll(where isWanted: (Element) -> Bool) -> [Element] {
    var removed: [Element] = []
    for slot in head..<slots.count {
      guard let element = slots[slot], isWanted(element) else { continue }
      slots[slot] = nil
      removed.append(element)
    }
    count -= removed.count
    compact()
    return removed
  }

  /// Passes over the empty slots in front, and gives them back: all of them at once, or when they are more than the
  /// others.
  private mutating func compact() {
    while head < slots.count, slots[head] == nil { head += 1 }
    guard head == slots.count || head > 64 && head > slots.count / 2 else { return }
    first += head
    if head == slots.count { slots.removeAll(keepingCapacity: true) } else { slots.removeFirst(head) }
    head = 0
  }
}
