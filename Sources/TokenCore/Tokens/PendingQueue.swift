// PendingQueue.swift: the requisitions that wait to be mined, in order. A value: a copy is a snapshot and costs
// nothing.

/// Ordinals of pending requisitions, rising. Kept in chunks, so that one may leave from the middle, be counted and be
/// paged without touching all; copies share chunks until they differ.
struct PendingQueue: Sendable, Equatable {
  private static let chunkCapacity = 1024

  /// Slices, so that the first of a chunk leaves without moving the others.
  private var chunks: [ArraySlice<Int>] = []
  /// How many wait.
  private(set) var count = 0

  /// The one to be mined next.
  var first: Int? { chunks.first?.first }

  /// Adds one that is higher than all others.
  mutating func append(_ ordinal: Int) {
    precondition(chunks.last?.last.map { $0 < ordinal } ?? true, "ordinals rise")
    if let last = chunks.indices.last, chunks[last].count < Self.chunkCapacity {
      chunks[last].append(ordinal)
    } else {
      chunks.append([ordinal])
    }
    count += 1
  }

  /// Takes one out; false when it is not there.
  @discardableResult
  mutating func remove(_ ordinal: Int) -> Bool {
    guard let chunk = chunkIndex(of: ordinal), let index = Self.index(of: ordinal, in: chunks[chunk]) else {
      return false
    }
    if index == chunks[chunk].startIndex { chunks[chunk].removeFirst() } else { chunks[chunk].remove(at: index) }
    if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
    count -= 1
    return true
  }

  /// Whether it waits.
  func contains(_ ordinal: Int) -> Bool {
    chunkIndex(of: ordinal).map { Self.index(of: ordinal, in: chunks[$0]) != nil } ?? false
  }

  /// One that came or went.
  enum Change: Sendable, Equatable {
    case appended(Int)
    case removed(Int)
  }

  /// Does again what was done to another copy.
  mutating func apply(_ changes: [Change]) {
    for change in changes {
      switch change {
      case .appended(let ordinal): append(ordinal)
      case .removed(let ordinal): remove(ordinal)
      }
    }
  }

  /// The place of one in the queue, from 1; nil when it is not there.
  func position(of ordinal: Int) -> Int? {
    guard let chunk = chunkIndex(of: ordinal), let index = Self.index(of: ordinal, in: chunks[chunk]) else {
      return nil
    }
    return chunks[..<chunk].reduce(0) { $0 + $1.count } + (index - chunks[chunk].startIndex) + 1
  }

  /// Up to `limit` ordinals from the place `offset` on, counted from 0.
  func slice(from offset: Int, limit: Int) -> [Int] {
    var result: [Int] = []
    var skip = offset
    for chunk in chunks {
      if result.count == limit { break }
      if skip >= chunk.count {
        skip -= chunk.count
        continue
      }
      result.append(contentsOf: chunk.dropFirst(skip).prefix(limit - result.count))
      skip = 0
    }
    return result
  }

  /// The chunk that holds the ordinal if any does: the last one that does not begin after it.
  private func chunkIndex(of ordinal: Int) -> Int? {
    var low = 0
    var high = chunks.count
    while low < high {
      let middle = (low + high) / 2
      if let first = chunks[middle].first, first <= ordinal { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// Its index in the chunk; nil when it is not there.
  private static func index(of ordinal: Int, in chunk: ArraySlice<Int>) -> Int? {
    if chunk.first == ordinal { return chunk.startIndex }
    var low = chunk.startIndex
    var high = chunk.endIndex
    while low < high {
      let middle = (low + high) / 2
      if chunk[middle] < ordinal { low = middle + 1 } else { high = middle }
    }
    return low < chunk.endIndex && chunk[low] == ordinal ? low : nil
  }
}
