// CallHandle.swift: what a service answers one call through, on whatever thread. Promise: a call is answered once, and
// one that its service forgets is answered for it.

internal import Synchronization
internal import TokenNet
internal import TokenWire

/// The responder of one call. On the connection's reactor it acts at once, elsewhere it posts to the reactor's mailbox.
///
/// A connection uses its handle again when the service has let go of it, which is the case whenever a call was answered
/// at once. When the last reference goes and the call was not answered, the call fails with INTERNAL.
final class CallHandle: CallResponder {
  private let loop: EventLoop
  private let connection: LoopOwned<Connection>
  /// The call to answer; 0 when that is done.
  private let open = Atomic<UInt32>(0)
  /// The stream's source is with the connection: the service may forget the call.
  private let hasSource = Atomic<Bool>(false)
  private let isWaking = Atomic<Bool>(false)

  init(loop: EventLoop, connection: LoopOwned<Connection>) {
    self.loop = loop
    self.connection = connection
  }

  deinit {
    let id = open.load(ordering: .acquiring)
    if id == 0 || hasSource.load(ordering: .acquiring) { return }
    let connection = connection
    loop.submit { connection.value.dropped(id) }
  }

  /// Stands for another call from now on. Only while nobody else refers to it.
  func stand(for id: UInt32) {
    open.store(id, ordering: .releasing)
    hasSource.store(false, ordering: .releasing)
  }

  /// Forgets its call, which needs no answer; false: it was answered.
  @discardableResult
  func close() -> Bool { open.exchange(0, ordering: .acquiringAndReleasing) != 0 }

  /// The service has not answered and holds no way to do so any more, given that it let go of the handle.
  var isForgotten: Bool { open.load(ordering: .acquiring) != 0 && !hasSource.load(ordering: .acquiring) }

  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply) {
    guard close() else { return }
    let id = UInt32(truncatingIfNeeded: call)
    // Not through `onLoop`: its closure would be this call's only allocation.
    if loop.isCurrent { return connection.value.succeed(id, reply) }
    loop.submit { self.connection.value.succeed(id, reply) }
  }

  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply, metadata: Metadata) {
    guard close() else { return }
    onLoop { $0.succeed(UInt32(truncatingIfNeeded: call), reply, metadata: metadata) }
  }

  func fail(call: UInt64, with error: RPCError) {
    guard close() else { return }
    onLoop { $0.fail(UInt32(truncatingIfNeeded: call), error) }
  }

  func fail(call: UInt64, with error: RPCError, metadata: Metadata) {
    guard close() else { return }
    onLoop { $0.fail(UInt32(truncatingIfNeeded: call), error, metadata: metadata) }
  }

  func onCancel(call: UInt64, _ handler: @escaping @Sendable () -> Void) {
    // The service has answered: there is nothing left to give up.
    if open.load(ordering: .acquiring) == 0 { return }
    onLoop { $0.onCancel(UInt32(truncatingIfNeeded: call), handler) }
  }

  func whenRoom(call: UInt64, for bytes: Int, _ make: @escaping @Sendable () -> Void) {
    onLoop { $0.whenRoom(UInt32(truncatingIfNeeded: call), for: bytes, make) }
  }

  func park(call: UInt64) {
    onLoop { $0.park(UInt32(truncatingIfNeeded: call)) }
  }

  func produce<Item: WireMessage>(call: UInt64, _ next: @escaping @Sendable () -> StreamStep<Item>) {
    if hasSource.exchange(true, ordering: .acquiringAndReleasing) { return }
    onLoop { connection in
      connection.produce(UInt32(truncatingIfNeeded: call)) { connection, id in
        switch next() {
        case .item(let item): connection.sendItem(item, of: id)
        case .wait: .waits
        case .end: .ended(nil)
        case .endWith(let metadata): .ended(nil, metadata)
        case .failed(let error): .ended(error)
        }
      }
    }
  }

  func wake(call: UInt64) {
    let id = UInt32(truncatingIfNeeded: call)
    if loop.isCurrent { return connection.value.wake(id) }
    if isWaking.exchange(true, ordering: .acquiringAndReleasing) { return }
    loop.submit {
      self.isWaking.store(false, ordering: .releasing)
      self.connection.value.wake(id)
    }
  }

  private func onLoop(_ action: @escaping @Sendable (Connection) -> Void) {
    if loop.isCurrent { return action(connection.value) }
    loop.submit { action(self.connection.value) }
  }
}
