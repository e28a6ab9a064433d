// Conveyor.swift: values that leave in the order in which they came, at no cost that grows with how many there are.

/// A row with a beginning that moves on. Its memory is used again once half of it is behind the beginning.
struct Conveyor<Element> {
  /// Those that have left are cut off when there are so many, and more than are left.
  private static var worthCutting: Int { 4096 }

  private var elements: [Element] = []
  private var head = 0

  var count: Int { elements.count - head }
  var isEmpty: Bool { head == elements.count }
  var first: Element? { isEmpty ? nil : elements[head] }
  /// Those that are there, in order.
  var all: ArraySlice<Element> { elements[head...] }

  mutating func append(_ element: Element) {
    elements.append(element)
  }

  mutating func popFirst() -> Element? {
    guard let first else { return nil }
    removeFirst(1)
    return first
  }

  mutating func removeFirst(_ count: Int) {
    head += count
    precondition(head <= elements.count, "only what is there can leave")
    if isEmpty {
      removeAll()
    } else if head > Self.worthCutting, head > elements.count / 2 {
      elements.removeFirst(head)
      head = 0
    }
  }

  mutating func removeAll() {
    elements.removeAll(keepingCapacity: true)
    head = 0
  }

  /// Puts these before all others.
  mutating func prepend(_ front: [Element]) {
    if front.count <= head {
      // There is room where others have left.
      head -= front.count
      elements.replaceSubrange(head..<head + front.count, with: front)
    } else {
      elements.replaceSubrange(..<head, with: front)
      head = 0
    }
  }

  /// Takes out the one whose key is this, by halving: keys rise. nil: there is none.
  mutating func remove(_ key: UInt64, by keyOf: (Element) -> UInt64) -> Element? {
    var low = head
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if keyOf(elements[middle]) < key { low = middle + 1 } else { high = middle }
    }
    guard low < elements.count, keyOf(elements[low]) == key else { return nil }
    return elements.remove(at: low)
  }
}

extension Conveyor: Sendable where Element: Sendable {}
