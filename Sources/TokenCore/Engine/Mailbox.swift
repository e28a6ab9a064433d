// Mailbox.swift: values from many threads to one taker, without a lock: a thread that is stopped in mid-push holds
// nobody up.

internal import Synchronization

/// A lock-free stack that is only ever taken whole, so that it needs no protection against reuse of nodes.
final class Mailbox<Value: Sendable>: Sendable {
  private struct Node {
    var value: Value
    var next: UnsafeMutablePointer<Node>?
  }

  /// Address of the newest node; 0: empty.
  private let head = Atomic<UInt>(0)

  deinit {
    _ = takeAll()
  }

  var isEmpty: Bool { head.load(ordering: .sequentiallyConsistent) == 0 }

  /// Puts a value in. From any thread.
  func push(_ value: Value) {
    let node = UnsafeMutablePointer<Node>.allocate(capacity: 1)
    var newest = head.load(ordering: .relaxed)
    node.initialize(to: Node(value: value, next: UnsafeMutablePointer(bitPattern: newest)))
    while true {
      let (exchanged, original) = head.compareExchange(
        expected: newest, desired: UInt(bitPattern: node), successOrdering: .sequentiallyConsistent,
        failureOrdering: .relaxed)
      if exchanged { return }
      newest = original
      node.pointee.next = UnsafeMutablePointer(bitPattern: newest)
    }
  }

  /// Everything that was put in, in order.
  func takeAll() -> [Value] {
    var newest = UnsafeMutablePointer<Node>(bitPattern: head.exchange(0, ordering: .sequentiallyConsistent))
    // The links are turned round, so that each value is moved once.
    var oldest: UnsafeMutablePointer<Node>?
    var count = 0
    while let node = newest {
      newest = node.pointee.next
      node.pointee.next = oldest
      oldest = node
      count += 1
    }
    var values: [Value] = []
    values.reserveCapacity(count)
    while let node = oldest {
      oldest = node.pointee.next
      values.append(node.move().value)
      node.deallocate()
    }
    return values
  }
}
