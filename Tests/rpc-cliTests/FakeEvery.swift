// FakeEvery.swift: a service with messages of every kind, for calls by reflection. Gives back what it gets.

import EveryKind
import Synchronization
import TokenWire

/// Echo gives back its message; Repeat gives as many items as `anInt32` says, then fails where `right` is `fail`.
final class FakeEvery: SimpleEKEveryService {
  /// Metadata of the calls of Echo.
  let metadata = Mutex<[Metadata]>([])

  func echo(_ message: EKScalars, context: CallContext) throws(RPCError) -> EKScalars {
    metadata.withLock { $0.append(context.metadata) }
    if message.fString == "fail" { throw RPCError(.notFound, "there is none") }
    return message
  }

  func `repeat`(
    _ message: EKChoice, context: CallContext
  ) throws(RPCError) -> @Sendable () -> StreamStep<EKOuter.Middle> {
    guard case .anInt32(let count) = message.value else { throw RPCError(.invalidArgument, "how often?") }
    let left = Mutex(count)
    return {
      left.withLock { left in
        if left == 0 { return message.other == .right("fail") ? .failed(RPCError(.aborted, "no more")) : .end }
        left -= 1
        return .item(EKOuter.Middle(inner: EKOuter.Middle.Inner(text: "\(left)")))
      }
    }
  }

  func `default`(_ message: EKEmpty, context: CallContext) throws(RPCError) -> EKEmpty { message }

  func all(_ message: EKEmpty, context: CallContext) throws(RPCError) -> @Sendable () -> StreamStep<EKEmpty> {
    { .end }
  }
}
