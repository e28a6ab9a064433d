// KeptCalls.swift: the calls of one reactor that failed or were slow lately. Promise: never more than `recent-calls` of
// each kind, and nothing of a call but its frame's outside: no message but a failure's, no metadata.

internal import Glibc
internal import TokenNet
internal import TokenWire

/// A call that has ended and is remembered.
struct KeptCall: Sendable, Equatable {
  /// When it ended, Unix ms.
  var endedMilliseconds: UInt64
  /// The row of its method.
  var method: Int
  var code: StatusCode
  /// The failure's message, cut; empty when it succeeded.
  var message: String
  /// From the moment its request was read.
  var nanoseconds: UInt64
  var requestBytes: UInt32
  var peer: String
  var id: UInt32
}

/// Two rings, so that many failures don't push out what was slow, nor the other way round.
struct KeptCalls: Sendable {
  /// Bytes of a failure's message that are kept.
  static let messageBytes = 200

  private var failed: KeptRing
  private var slow: KeptRing

  /// - Parameter capacity: calls of each kind; 0: none.
  init(capacity: Int) {
    failed = KeptRing(capacity: capacity)
    slow = KeptRing(capacity: capacity)
  }

  /// Remembers a call in place of the oldest of its kind.
  mutating func add(_ call: KeptCall) {
    if call.code == .ok { slow.add(call) } else { failed.add(call) }
  }

  /// Calls that took at least `nanoseconds`, those that succeeded not if `onlyFailed`; in no order.
  func calls(onlyFailed: Bool, atLeast nanoseconds: UInt64) -> [KeptCall] {
    ((onlyFailed ? [] : slow.calls) + failed.calls).filter { $0.nanoseconds >= nanoseconds }
  }

  /// The wall clock, Unix ms.
  static func wallClock() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(clamping: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
  }
}

/// So many calls, the newest in place of the oldest.
private struct KeptRing: Sendable {
  private let capacity: Int
  private(set) var calls: [KeptCall] = []
  private var oldest = 0

  init(capacity: Int) { self.capacity = capacity }

  mutating func add(_ call: KeptCall) {
    if calls.count < capacity { return calls.append(call) }
    if capacity == 0 { return }
    calls[oldest] = call
    oldest = (oldest + 1) % capacity
  }
}

extension RPCError {
  /// The message as far as it is kept: whole characters.
  var keptMessage: String {
    guard message.utf8.count > KeptCalls.messageBytes else { return message }
    var text = ""
    var bytes = 0
    for scalar in message.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > KeptCalls.messageBytes { break }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
