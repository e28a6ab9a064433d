// DetailsWindow.swift: details of the requisitions that wait and of those that left the queue last. Its owner's lock
// guards it.

/// Details by index, rising without gaps. Whole chunks of them go at once, so that keeping and forgetting cost little.
struct DetailsWindow: ~Copyable {
  /// Entries in a chunk.
  static let chunkEntries = 64
  /// Chunks that are kept though nothing in them waits.
  static let recentChunks = 4

  /// A class, so that a change never copies what else is in it.
  private final class Chunk {
    var entries: [TokenDetails] = []
    /// How many of them wait in the queue.
    var pending = 0

    init() {
      entries.reserveCapacity(DetailsWindow.chunkEntries)
    }

    var isSettled: Bool { pending == 0 && entries.count == DetailsWindow.chunkEntries }
  }

  /// Numbered from `first` on; nil: forgotten.
  private var chunks: [Chunk?] = []
  private var first = 0
  /// Numbers of chunks in which nothing waits, the oldest first.
  private var settled: [Int] = []

  /// nil: they are in the log only.
  subscript(index: Int) -> TokenDetails? {
    chunk(of: index)?.entries[index % Self.chunkEntries]
  }

  private func chunk(of index: Int) -> Chunk? {
    let place = index / Self.chunkEntries - first
    return place >= 0 ? chunks[place] : nil
  }

  /// Adds those of a requisition that waits.
  mutating func append(_ details: TokenDetails, at index: Int) {
    if index / Self.chunkEntries - first == chunks.count { chunks.append(Chunk()) }
    guard let chunk = chunk(of: index), chunk.entries.count == index % Self.chunkEntries else {
      preconditionFailure("indices have no gaps")
    }
    chunk.entries.append(details)
    chunk.pending += 1
  }

  /// Changes those that are still here.
  func update(_ index: Int, _ body: (inout TokenDetails) -> Void) {
    guard let chunk = chunk(of: index) else { return }
    body(&chunk.entries[index % Self.chunkEntries])
  }

  /// One that waited does not any more.
  mutating func settle(_ index: Int) {
    guard let chunk = chunk(of: index) else { preconditionFailure("what waits is here") }
    chunk.pending -= 1
    guard chunk.isSettled else { return }
    settled.append(index / Self.chunkEntries)
    if settled.count > Self.recentChunks { forget(settled.removeFirst()) }
  }

  private mutating func forget(_ number: Int) {
    chunks[number - first] = nil
    let gone = chunks.prefix { $0 == nil }.count
    // Now and then, so that the rest is not moved each time.
    if gone > chunks.count / 2 {
      chunks.removeFirst(gone)
      first += gone
    }
  }
}
