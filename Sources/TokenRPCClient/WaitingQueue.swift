// WaitingQueue.swift: what waits for its turn, in order, and can be taken out of the middle at once.

/// A queue whose elements can leave from any place. All operations cost the same however long it is.
struct WaitingQueue<Element> {
  /// An element's place, for `remove`.
  typealias Ticket = Int

  private var elements: [Ticket: Element] = [:]
  /// Tickets from `head` to before `tail` may be in the queue.
  private var head: Ticket = 0
  private var tail: Ticket = 0

  var count: Int { elements.count }
  var isEmpty: Bool { elements.isEmpty }

  /// Adds an element behind all others.
  mutating func append(_ element: Element) -> Ticket {
    defer { tail += 1 }
    elements[tail] = element
    return tail
  }

  /// Adds an element before all others.
  mutating func prepend(_ element: Element) -> Ticket {
    head -= 1
    elements[head] = element
    return head
  }

  /// The first element, which stays.
  var first: Element? {
    mutating get {
      while head < tail {
        if let element = elements[head] { return element }
        head += 1
      }
      return nil
    }
  }

  /// Takes the first element out.
  mutating func popFirst() -> Element? {
    guard let element = first else { return nil }
    elements[head] = nil
    head += 1
    return element
  }

  /// Takes an element out of the middle; nil: it has left.
  @discardableResult
  mutating func remove(_ ticket: Ticket) -> Element? { elements.removeValue(forKey: ticket) }
}
