// Warehouse.swift: the service: what is on the shelf, and the calls that put it there.

import Synchronization
import TokenWire

public final class Warehouse: SimpleWarehouseService {
  private struct Shelf {
    var totals: [String: UInt64] = [:]
    /// What calls were answered with, by their idempotency keys: clients repeat calls whose answers were lost.
    var answers: [[UInt8]: PutReply] = [:]
    /// The keys, oldest first.
    var keys: [[UInt8]] = []

    mutating func remember(_ answer: PutReply, for key: [UInt8]) {
      if keys.count == Warehouse.maxAnswers { answers[keys.removeFirst()] = nil }
      keys.append(key)
      answers[key] = answer
    }
  }

  /// Answers that are remembered; a server of long life would forget them by age.
  private static let maxAnswers = 10_000

  private let shelf = Mutex(Shelf())

  public init() {}

  public func put(_ message: PutRequest, context: CallContext) throws(RPCError) -> PutReply {
    guard let thing = message.thing, !thing.name.isEmpty, thing.count > 0 else {
      throw RPCError(.invalidArgument, "name a thing, and put at least one")
    }
    let key = context.metadata.idempotencyKey
    return shelf.withLock { shelf in
      if let answer = shelf.answers[key] { return answer }
      shelf.totals[thing.name, default: 0] += UInt64(thing.count)
      let answer = PutReply(total: shelf.totals[thing.name, default: 0])
      if !key.isEmpty { shelf.remember(answer, for: key) }
      return answer
    }
  }

  public func list(
    _ message: ListRequest, context: CallContext
  ) throws(RPCError) -> @Sendable () -> StreamStep<Thing> {
    let totals = shelf.withLock { $0.totals }
    let left = Mutex(totals.keys.sorted().makeIterator())
    return {
      guard let name = left.withLock({ $0.next() }) else { return .end }
      return .item(Thing(name: name, count: UInt32(clamping: totals[name, default: 0])))
    }
  }
}
