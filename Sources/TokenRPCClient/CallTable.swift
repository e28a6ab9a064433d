// CallTable.swift: the calls of one connection by their ids: which id is next, who holds a slot, who has credit.

internal import TokenWire

/// The calls of one connection. Ids rise; a call that was given up keeps its slot until the server has ended it,
/// because the server counts it as long.
struct CallTable<Call> {
  private struct Entry {
    /// nil: given up, what still comes for it is ignored.
    var call: Call?
    /// Items the server may still send; nil: a unary call.
    var credit: UInt32?
    /// Items received, modulo 2^32, as END counts them.
    var received: UInt32 = 0
  }

  private var entries = IDTable<Entry>()
  private(set) var lastID: UInt32

  /// `lastID` is where tests begin so that ids run out soon.
  init(lastID: UInt32 = 0) { self.lastID = lastID }

  /// Calls that somebody waits for.
  private(set) var callers = 0
  /// Slots taken, also by calls that were given up.
  var count: Int { entries.count }
  /// No id is left: another connection is needed.
  var isUsedUp: Bool { lastID == .max }

  /// Gives a call the next id. `credit` is nil for a unary call.
  mutating func add(_ call: Call, credit: UInt32?) -> UInt32 {
    precondition(!isUsedUp, "the ids of this connection are used up")
    lastID += 1
    callers += 1
    entries.insert(lastID, Entry(call: call, credit: credit))
    return lastID
  }

  /// The call with this id; nil: it has ended, was given up, or never was.
  subscript(id: UInt32) -> Call? { entries[id]?.call }

  /// The server has ended a call: frees its slot. nil: nobody waits for it any more.
  mutating func end(_ id: UInt32) -> EndedCall? {
    guard let entry = entries.remove(id), let call = entry.call else { return nil }
    callers -= 1
    return EndedCall(call: call, received: entry.credit == nil ? nil : entry.received)
  }

  /// A call that the server has ended.
  struct EndedCall {
    let call: Call
    /// Items that a stream received, modulo 2^32; nil: a unary call.
    let received: UInt32?

    var isStream: Bool { received != nil }
  }

  /// The caller gives a call up: its slot stays taken. nil: it has ended.
  mutating func giveUp(_ id: UInt32) -> Call? {
    guard let call = entries[id]?.call else { return nil }
    entries.update(id) { $0.call = nil }
    callers -= 1
    return call
  }

  /// Counts an item that came; false: the server had no credit for it.
  mutating func receiveItem(_ id: UInt32) -> Bool {
    guard let credit = entries[id]?.credit, credit > 0 else { return false }
    entries.update(id) { entry in
      entry.credit = credit - 1
      entry.received &+= 1
    }
    return true
  }

  /// Gives a stream's server more credit; false: there is no such stream any more, or it would be too much.
  mutating func grant(_ items: UInt32, to id: UInt32) -> Bool {
    guard items > 0, let entry = entries[id], entry.call != nil, let credit = entry.credit else { return false }
    let (sum, overflows) = credit.addingReportingOverflow(items)
    guard !overflows, sum <= FrameLimits.maxCredit else { return false }
    entries.update(id) { $0.credit = sum }
    return true
  }

  /// Takes out all calls with ids above `last`, in the order of their ids: the server never started them.
  mutating func removeAll(above last: UInt32) -> [Call] {
    entries.ids.filter { $0 > last }.compactMap { end($0)?.call }
  }
}
