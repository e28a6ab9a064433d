// LoopOwned.swift: state that only an event loop's own thread may touch, and the proof of it.

internal import Glibc
internal import Synchronization

/// The thread that runs one event loop. Nobody's until the loop has started.
public final class LoopThread: Sendable {
  private let owner = Atomic<UInt>(0)

  init() {}

  /// The caller runs on this thread.
  public var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

  func claim() { owner.store(UInt(pthread_self()), ordering: .relaxed) }

  func release() { owner.store(0, ordering: .relaxed) }
}

/// A value that belongs to an event loop: it may be handed around on any thread and touched on the loop's alone, which
/// every access checks. `@unchecked Sendable` (after NIO's NIOLoopBound), like TokenCore's `QueueOwned`, which proves a
/// queue in the same way; nothing else in the tree is.
///
/// The last reference may be dropped on any thread, so the value's `deinit` must not touch what the loop owns.
public final class LoopOwned<Value>: @unchecked Sendable {
  @usableFromInline let thread: LoopThread
  @usableFromInline var stored: Value

  /// Gives `value` to the loop whose thread this is. From any thread.
  public init(_ value: sending Value, on thread: LoopThread) {
    self.thread = thread
    stored = value
  }

  /// Wraps what belongs to the loop already. On the loop.
  public init(onLoop value: Value, _ thread: LoopThread) {
    precondition(thread.isCurrent, "wrapped off its event loop")
    self.thread = thread
    stored = value
  }

  /// The value. Stops the process when it is touched off the loop.
  @inlinable public var value: Value {
    get {
      precondition(thread.isCurrent, "touched off its event loop")
      return stored
    }
    _modify {
      precondition(thread.isCurrent, "touched off its event loop")
      yield &stored
    }
  }
}
