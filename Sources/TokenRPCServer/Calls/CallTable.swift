// CallTable.swift: the calls in flight of one connection. A call keeps its slot until its work has really stopped.

internal import TokenNet
internal import TokenWire

/// Calls by id. The newest call is kept beside the table, so that one which is answered at once never enters it.
struct CallTable {
  private var newest: (id: UInt32, call: Call)?
  private var older = IDTable<Call>()

  /// Slots taken, with those of ended calls whose work goes on.
  var count: Int { older.count + (newest == nil ? 0 : 1) }
  /// Calls whose RESPONSE or END is still to come.
  private(set) var openCount = 0
  /// Slots that streams take.
  private(set) var streamCount = 0

  /// The call with this id, if it has its slot.
  subscript(id: UInt32) -> Call? { newest?.id == id ? newest?.call : older[id] }

  /// Takes a slot for a call.
  mutating func insert(_ id: UInt32, _ call: Call) {
    if let newest { older.insert(newest.id, newest.call) }
    newest = (id, call)
    openCount += 1
    if call.kind == .serverStream { streamCount += 1 }
  }

  /// Changes a call in place; nil: it has no slot.
  @discardableResult
  mutating func update<Result>(_ id: UInt32, _ body: (inout Call) -> Result) -> Result? {
    if newest?.id == id, var call = newest?.call {
      newest = nil
      defer { newest = (id, call) }
      return body(&call)
    }
    return older.update(id, body)
  }

  /// The service has answered: frees the slot and returns the call; nil: it has no slot. Of a call that had ended the
  /// answer goes nowhere.
  mutating func answer(_ id: UInt32) -> Call? {
    guard let call = remove(id) else { return nil }
    if !call.isEnded { openCount -= 1 }
    return call
  }

  /// The call ends without the service: returns it as it was; nil: it had ended before. Its slot is freed unless its
  /// work goes on.
  mutating func end(_ id: UInt32) -> Call? {
    guard let call = self[id], !call.isEnded else { return nil }
    openCount -= 1
    guard call.isWorking else { return remove(id) }
    update(id) { call in
      call.isEnded = true
      call.onCancel = nil
      call.deadline = nil
      call.waiting = nil
    }
    return call
  }

  /// The ids of all calls that have not ended, lowest first.
  var openIDs: [UInt32] {
    (older.ids + (newest.map { [$0.id] } ?? [])).filter { self[$0]?.isEnded == false }
  }

  private mutating func remove(_ id: UInt32) -> Call? {
    let call: Call?
    if newest?.id == id {
      call = newest?.call
      newest = nil
    } else {
      call = older.remove(id)
    }
    if call?.kind == .serverStream { streamCount -= 1 }
    return call
  }
}
