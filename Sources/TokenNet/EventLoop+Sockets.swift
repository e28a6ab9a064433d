// EventLoop+Sockets.swift: which sockets a loop watches, for what, and whom it tells.

internal import CTokenSockets
internal import Glibc

/// What a socket is watched for. Hang-up and errors are always reported.
public struct Interest: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Bytes, or the end of file, can be read. Without it the peer's half-close is not seen either.
  public static let read = Interest(rawValue: 1)
  /// Bytes can be written. Ask for it only after a write came to `wouldBlock`.
  public static let write = Interest(rawValue: 2)

  var epoll: UInt32 {
    (contains(.read) ? EPOLLIN.rawValue | EPOLLRDHUP.rawValue : 0) | (contains(.write) ? EPOLLOUT.rawValue : 0)
  }
}

/// What a socket is ready for. Readable: read until `wouldBlock`, `endOfFile` or `failed`, or be called again.
public struct Readiness: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let readable = Readiness(rawValue: 1)
  public static let writable = Readiness(rawValue: 2)
  /// Both halves are closed, or the connection failed. What has arrived can still be read.
  public static let hangUp = Readiness(rawValue: 4)

  init(epoll events: UInt32) {
    var ready: Readiness = []
    if events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0 { ready.insert(.readable) }
    if events & EPOLLOUT.rawValue != 0 { ready.insert(.writable) }
    if events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { ready.insert(.hangUp) }
    self = ready
  }
}

/// Is called on the loop when its socket is ready. Level-triggered: again in each turn while it stays so.
public protocol SocketTarget: AnyObject {
  func ready(_ readiness: Readiness)
}

/// A socket a loop watches. Events of a registration that was removed never reach a later one.
public struct Registration: Sendable, Hashable {
  let descriptor: Descriptor
  let slot: UInt32
  let generation: UInt32

  /// What epoll hands back: the slot and its generation.
  var key: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
}

extension EventLoop {
  /// Watches a socket and tells `target`, which is held until `remove`. On the loop. One system call.
  public func add(
    _ descriptor: Descriptor, _ interest: Interest, _ target: any SocketTarget
  ) throws(SystemError) -> Registration {
    let registration = inside.value.registrations.add(descriptor, target)
    do throws(SystemError) {
      try control(EPOLL_CTL_ADD, registration, interest)
    } catch {
      inside.value.registrations.remove(registration)
      throw error
    }
    return registration
  }

  /// Watches it for something else. On the loop. One system call.
  public func update(_ registration: Registration, _ interest: Interest) {
    do throws(SystemError) {
      try control(EPOLL_CTL_MOD, registration, interest)
    } catch {
      preconditionFailure("\(error): the socket was closed before its registration was removed")
    }
  }

  /// Watches it no longer; to be called before the descriptor is closed. On the loop. One system call.
  public func remove(_ registration: Registration) {
    guard inside.value.registrations.remove(registration) else { return }
    var event = epoll_event()
    _ = epoll_ctl(inside.value.poll.rawValue, EPOLL_CTL_DEL, registration.descriptor.rawValue, &event)
  }

  private func control(_ operation: Int32, _ registration: Registration, _ interest: Interest) throws(SystemError) {
    var event = epoll_event(events: interest.epoll, data: epoll_data_t(u64: registration.key))
    let poll = inside.value.poll.rawValue
    try systemCall("epoll_ctl") { epoll_ctl(poll, operation, registration.descriptor.rawValue, &event) }
  }
}

/// The slots of the registered sockets.
struct Registrations {
  private struct Slot {
    var target: (any SocketTarget)?
    /// 31 bits, so that no key is the mailbox's.
    var generation: UInt32 = 0
  }

  private var slots: [Slot] = []
  private var free: [UInt32] = []

  mutating func add(_ descriptor: Descriptor, _ target: any SocketTarget) -> Registration {
    let slot = free.popLast() ?? UInt32(slots.count)
    if Int(slot) == slots.count { slots.append(Slot()) }
    slots[Int(slot)].target = target
    return Registration(descriptor: descriptor, slot: slot, generation: slots[Int(slot)].generation)
  }

  /// False: it was removed before.
  @discardableResult
  mutating func remove(_ registration: Registration) -> Bool {
    guard target(for: registration.key) != nil else { return false }
    slots[Int(registration.slot)].target = nil
    slots[Int(registration.slot)].generation = (registration.generation &+ 1) & 0x7fff_ffff
    free.append(registration.slot)
    return true
  }

  /// Whom an event belongs to; nil: to a registration that was removed.
  func target(for key: UInt64) -> (any SocketTarget)? {
    let slot = Int(UInt32(truncatingIfNeeded: key))
    guard slot < slots.count, slots[slot].generation == UInt32(truncatingIfNeeded: key >> 32) else { return nil }
    return slots[slot].target
  }
}
