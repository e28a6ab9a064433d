// IDTable.swift: values by ids that rise: found without hashing while they are young.

/// A table whose keys are handed out in rising order and mostly leave soon, as the calls of a connection do. The young
/// ones stand in a ring at a place that follows from their id; one whose place is needed by a younger one moves to a
/// dictionary.
///
/// For the targets of this package; open to them so that it is specialized.
public struct IDTable<Value> {
  @usableFromInline struct Slot {
    @usableFromInline var id: UInt32
    @usableFromInline var value: Value?

    @inlinable init(id: UInt32, value: Value?) {
      self.id = id
      self.value = value
    }
  }

  /// The ring is as long as was needed at once, a power of two, at most this.
  @usableFromInline static var maxSlots: Int { 1024 }
  @usableFromInline static var minSlots: Int { 8 }

  @usableFromInline var slots: [Slot] = []
  @usableFromInline var old: [UInt32: Value] = [:]
  @usableFromInline var size = 0
  /// Values in the table.
  @inlinable public var count: Int { size }

  public init() {}

  @inlinable func place(_ id: UInt32) -> Int { Int(id) & (slots.count - 1) }

  @inlinable func isInRing(_ id: UInt32) -> Bool {
    guard !slots.isEmpty else { return false }
    let slot = place(id)
    return slots[slot].id == id && slots[slot].value != nil
  }

  /// The value of an id; nil: it has none.
  @inlinable public subscript(id: UInt32) -> Value? {
    if isInRing(id) { return slots[place(id)].value }
    return old.isEmpty ? nil : old[id]
  }

  /// Gives an id a value; it has none, and is higher than all that were given one before.
  @inlinable public mutating func insert(_ id: UInt32, _ value: Value) {
    if slots.isEmpty { grow() }
    while slots[place(id)].value != nil, slots.count < Self.maxSlots { grow() }
    let slot = place(id)
    if let overtaken = slots[slot].value { old[slots[slot].id] = overtaken }
    slots[slot] = Slot(id: id, value: value)
    size += 1
  }

  /// Takes an id's value out; nil: it has none.
  @inlinable public mutating func remove(_ id: UInt32) -> Value? {
    if isInRing(id) {
      size -= 1
      return slots[place(id)].value.take()
    }
    guard !old.isEmpty, let value = old.removeValue(forKey: id) else { return nil }
    size -= 1
    return value
  }

  /// Changes an id's value in place; nil: it has none.
  @inlinable @discardableResult
  public mutating func update<Result>(_ id: UInt32, _ body: (inout Value) -> Result) -> Result? {
    if isInRing(id) {
      let slot = place(id)
      guard slots[slot].value != nil else { return nil }
      return body(&slots[slot].value!)
    }
    guard !old.isEmpty, let index = old.index(forKey: id) else { return nil }
    return body(&old.values[index])
  }

  /// All ids that have a value, lowest first.
  public var ids: [UInt32] {
    (slots.filter { $0.value != nil }.map(\.id) + old.keys).sorted()
  }

  @usableFromInline mutating func grow() {
    let before = slots
    slots = Array(repeating: Slot(id: 0, value: nil), count: max(Self.minSlots, 2 * before.count))
    // Two that stood apart stand apart in a ring of twice the length.
    for slot in before where slot.value != nil { slots[place(slot.id)] = slot }
  }
}
