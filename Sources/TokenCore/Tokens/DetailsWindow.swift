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

  /// Details that are needed again of requisitions which were there before.
  struct Needed: Sendable {
    /// How many wait, by the number of the chunk.
    fileprivate var waiting: [Int: Int] = [:]
    fileprivate let count: Int
    fileprivate var entries: [Int: [TokenDetails]] = [:]

    /// Of `count` requisitions: those of every chunk in which one waits, and of a last one that is not full.
    init(count: Int, pending: [Int]) {
      self.count = count
      for index in pending { waiting[index / chunkEntries, default: 0] += 1 }
      if !count.isMultiple(of: chunkEntries) { waiting[count / chunkEntries, default: 0] += 0 }
    }

    /// Takes them from `read`, which gives the details at an index.
    mutating func fetch<Fault: Error>(_ read: (Int) throws(Fault) -> TokenDetails) throws(Fault) {
      for number in waiting.keys.sorted() {
        for index in number * chunkEntries..<min(count, (number + 1) * chunkEntries) {
          entries[number, default: []].append(try read(index))
        }
      }
    }
  }

  init(_ needed: Needed) {
    let end = (needed.count + Self.chunkEntries - 1) / Self.chunkEntries
    first = needed.entries.keys.min() ?? end
    for number in first..<end {
      guard let entries = needed.entries[number] else {
        chunks.append(nil)
        continue
      }
      let chunk = Chunk()
      chunk.entries += entries
      chunk.pending = needed.waiting[number] ?? 0
      chunks.append(chunk)
    }
  }

  init() {}

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
