// Heap.swift: a binary heap, the smallest element first.

/// A priority queue: insert and remove in logarithmic time.
struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  /// The smallest.
  var first: Element? { elements.first }

  var count: Int { elements.count }

  /// Removes all that match; linear.
  mutating func removeAll(where matches: (Element) -> Bool) {
    let kept = elements.filter { !matches($0) }
    elements = []
    for element in kept { insert(element) }
  }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard elements[child] < elements[parent] else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  /// Removes the smallest; nothing when empty.
  mutating func removeFirst() {
    guard let last = elements.popLast(), !elements.isEmpty else { return }
    elements[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count {
        if elements[child] < elements[smallest] { smallest = child }
      }
      if smallest == parent { return }
      elements.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
