// QueueRing.swift: the last events of the queue in a bounded ring: the newest takes the place of the oldest.

/// The last events of the queue. A position counts all events there ever were, from 0, so that a cursor is one number
/// and sees by itself when it was overtaken.
struct QueueRing: Sendable {
  /// One event: 56 bytes, nothing on the heap.
  struct Entry: Sendable, Equatable {
    /// Of the record that says so; each higher than the one before.
    var sequence: UInt64
    /// Unix ms.
    var time: UInt64
    var publicID: Digest
    /// After this event. More than 2^32 - 1 requisitions fit no memory.
    var queueSize: UInt32
    var kind: QueueEvent.Kind
  }

  /// Memory is taken by so many entries at once, so that a ring that grows copies nothing.
  private static let chunkEntries = 1024

  /// The most events that are kept.
  let capacity: Int
  private var chunks: [[Entry]] = []
  /// The position behind the newest event.
  private(set) var end = 0
  /// Sequence of the last event that is no longer kept; 0: all are, for record 0 is no event.
  private(set) var dropped: UInt64 = 0

  /// - Parameter dropped: sequence of the last event that is not kept from the start on; 0: none.
  init(capacity: Int, dropped: UInt64 = 0) {
    precondition(capacity > 0, "a ring keeps at least one event")
    self.capacity = capacity
    self.dropped = dropped
  }

  /// The position of the oldest event that is kept.
  var start: Int { max(0, end - capacity) }

  /// The event at a position in `start..<end`.
  subscript(position: Int) -> Entry {
    precondition((start..<end).contains(position), "this event is not kept")
    let slot = position % capacity
    return chunks[slot / Self.chunkEntries][slot % Self.chunkEntries]
  }

  /// Adds the next event; when the ring is full the oldest falls off.
  mutating func append(_ entry: Entry) {
    let (chunk, index) = (end % capacity).quotientAndRemainder(dividingBy: Self.chunkEntries)
    if end >= capacity {
      dropped = chunks[chunk][index].sequence
      chunks[chunk][index] = entry
    } else {
      if index == 0 { addChunk() }
      chunks[chunk].append(entry)
    }
    end += 1
  }

  private mutating func addChunk() {
    var chunk: [Entry] = []
    chunk.reserveCapacity(min(Self.chunkEntries, capacity - end))
    chunks.append(chunk)
  }

  /// The position of the first event after `sequence`; nil: one of those is no longer kept.
  func position(after sequence: UInt64) -> Int? {
    guard sequence >= dropped else { return nil }
    var low = start
    var high = end
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle].sequence <= sequence { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
