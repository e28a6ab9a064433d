// QueueOwned.swift: state that one serial queue owns, proved at each touch.

internal import Dispatch

/// A box for state that only code on `queue` may touch. `@unchecked` because every access proves that it is there.
final class QueueOwned<Value>: @unchecked Sendable {
  private let queue: DispatchQueue
  private let value: Value

  init(_ value: Value, on queue: DispatchQueue) {
    self.value = value
    self.queue = queue
  }

  /// The value; a programmer error off the queue.
  var onQueue: Value {
    dispatchPrecondition(condition: .onQueue(queue))
    return value
  }
}
