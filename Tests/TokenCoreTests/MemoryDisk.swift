// MemoryDisk.swift: a disk in memory that keeps what is durable and what is in the page cache apart.
// MemoryStorage.swift has the fault model.

import Synchronization

/// A disk that outlives the processes which write to it.
final class MemoryDisk: Sendable {
  /// All of it, a value: a copy is a disk of its own.
  struct State: Sendable {
    /// Paths of the files and directories, as a process sees them, and as they are after a power cut.
    fileprivate(set) var names: [String: Int] = ["/": 0]
    private var durableNames: [String: Int] = ["/": 0]
    /// Changes of names since their directory was synced, by directory.
    private var nameChanges: [String: [NameChange]] = [:]
    var files: [Int: MemoryFile] = [:]
    private var nextNode = 1
    fileprivate var generator: SeededGenerator

    fileprivate init(seed: UInt64) {
      generator = SeededGenerator(seed: seed)
    }
  }

  /// Bytes on their way to a file.
  struct Write: Sendable, Equatable {
    var node: Int
    var bytes: [UInt8]
    var offset: Int

    /// How many pieces it can be torn into.
    var sectors: Int { (bytes.count + MemoryFile.sectorBytes - 1) / MemoryFile.sectorBytes }
  }

  /// What a power cut left of what was not synced: two that are equal left the same disk.
  struct PowerCut: Sendable, Hashable {
    /// Sectors that had reached the disk, by file.
    fileprivate(set) var kept: [Int: [Int]] = [:]
    /// Changes of names that had, by directory.
    fileprivate(set) var names: [String: [Int]] = [:]
    /// Sectors that are gone.
    fileprivate(set) var lostSectors = 0
    /// Files of whose unsynced sectors some are there and some are not.
    fileprivate(set) var tornFiles = 0
  }

  private struct NameChange: Sendable {
    var removed: String?
    var added: (path: String, node: Int)?
  }

  private struct Owner: Sendable {
    var processes = 0
    var lockedBy: Int?
  }

  private let mutex: Mutex<State>
  private let owner = Mutex(Owner())

  init(seed: UInt64 = 1) {
    mutex = Mutex(State(seed: seed))
  }

  /// A copy of another disk.
  init(_ state: State) {
    mutex = Mutex(state)
  }

  var state: State { mutex.withLock { $0 } }

  @discardableResult
  func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
    mutex.withLock { body(&$0) }
  }

  // MARK: Processes

  func newProcess() -> Int {
    owner.withLock {
      $0.processes += 1
      return $0.processes
    }
  }

  func lock(_ process: Int) -> Bool {
    owner.withLock { owner in
      guard owner.lockedBy == nil else { return false }
      owner.lockedBy = process
      return true
    }
  }

  func unlock(_ process: Int) {
    owner.withLock { if $0.lockedBy == process { $0.lockedBy = nil } }
  }
}

// MARK: Names

extension MemoryDisk.State {
  private static func directory(of path: String) -> String {
    let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
    return parent.isEmpty ? "/" : String(parent)
  }

  private mutating func changeName(removing removed: String?, adding added: (path: String, node: Int)?) {
    if let removed { names[removed] = nil }
    if let added { names[added.path] = added.node }
    guard let path = added?.path ?? removed else { return }
    nameChanges[Self.directory(of: path), default: []].append(MemoryDisk.NameChange(removed: removed, added: added))
  }

  mutating func makeDirectory(_ path: String) {
    if names[path] == nil { changeName(removing: nil, adding: (path, 0)) }
  }

  func list(_ path: String) -> [String] {
    names.keys.filter { $0 != "/" && Self.directory(of: $0) == path }.map {
      String($0.split(separator: "/").last ?? "")
    }
    .sorted()
  }

  mutating func create(_ path: String) -> Int {
    if let node = names[path] {
      files[node] = MemoryFile()
      return node
    }
    let node = nextNode
    nextNode += 1
    files[node] = MemoryFile()
    changeName(removing: nil, adding: (path, node))
    return node
  }

  mutating func rename(_ path: String, to newPath: String) {
    guard let node = names[path] else { return }
    changeName(removing: path, adding: (newPath, node))
  }

  mutating func remove(_ path: String) {
    changeName(removing: path, adding: nil)
  }

  mutating func syncDirectory(_ path: String) {
    keepNames(in: path) { true }
  }

  /// Makes those changes of a directory's names durable that `isKept` wants, in order, and forgets the others; returns
  /// which they were.
  @discardableResult
  private mutating func keepNames(in directory: String, _ isKept: () -> Bool) -> [Int] {
    let changes = nameChanges.removeValue(forKey: directory) ?? []
    let kept = changes.indices.filter { _ in isKept() }
    for change in kept.map({ changes[$0] }) {
      if let removed = change.removed { durableNames[removed] = nil }
      if let added = change.added { durableNames[added.path] = added.node }
    }
    return kept
  }

  /// Whether a power cut would change nothing: every byte and every name that is seen is on the disk, too.
  var isDurable: Bool { nameChanges.isEmpty && names.values.allSatisfy { files[$0]?.isDurable ?? true } }

  // MARK: Bytes

  mutating func write(_ write: MemoryDisk.Write) {
    files[write.node]?.write(write.bytes, at: write.offset, &generator)
  }

  /// A write that failed, or that the process ended in.
  mutating func writePart(_ write: MemoryDisk.Write) {
    writePart(write, sectors: Int.random(in: 0...write.sectors, using: &generator))
  }

  /// A write of which so many sectors have reached the cache.
  mutating func writePart(_ write: MemoryDisk.Write, sectors: Int) {
    let bytes = min(sectors * MemoryFile.sectorBytes, write.bytes.count)
    files[write.node]?.write(Array(write.bytes[..<bytes]), at: write.offset, &generator)
  }

  mutating func sync(_ node: Int) {
    files[node]?.writeBack(all: true, 0, &generator)
  }

  mutating func failSync(_ node: Int) {
    let share = Double.random(in: 0...1, using: &generator)
    files[node]?.writeBack(all: false, share, &generator)
    files[node]?.forgetDirty()
  }

  // MARK: The end

  /// The machine loses power: what survives is drawn from `seed`.
  @discardableResult
  mutating func cutPower(seed: UInt64) -> MemoryDisk.PowerCut {
    var generator = SeededGenerator(seed: seed)
    var cut = MemoryDisk.PowerCut()
    let shares: [Double] = [0, 0.1, 0.5, 0.9, 1]
    for node in files.keys.sorted() {
      let dirty = files[node]?.dirtySectors ?? 0
      let share = shares[Int.random(in: 0..<shares.count, using: &generator)]
      let kept = files[node]?.writeBack(all: false, share, &generator) ?? []
      files[node]?.loseCache()
      guard dirty > 0 else { continue }
      cut.kept[node] = kept
      cut.lostSectors += dirty - kept.count
      if !kept.isEmpty, kept.count < dirty { cut.tornFiles += 1 }
    }
    for directory in nameChanges.keys.sorted() {
      let share = shares[Int.random(in: 0..<shares.count, using: &generator)]
      cut.names[directory] = keepNames(in: directory) { Double.random(in: 0..<1, using: &generator) < share }
    }
    forgetLostFiles()
    self.generator = generator
    return cut
  }

  /// What stands in a directory that is gone is gone, too.
  private mutating func forgetLostFiles() {
    names = durableNames
    for path in names.keys.sorted() where path != "/" && names[Self.directory(of: path)] == nil { names[path] = nil }
    durableNames = names
    let nodes = Set(names.values)
    files = files.filter { node, _ in nodes.contains(node) }
  }

  // MARK: For tests that damage files

  /// A file's bytes, and those that a damage leaves, also on the disk; nil: it is not there.
  subscript(path: String) -> [UInt8]? {
    get { names[path].flatMap { files[$0]?.cache } }
    set {
      if let newValue {
        let node = names[path] ?? create(path)
        files[node] = MemoryFile(durable: newValue)
        durableNames[path] = node
      } else {
        names[path] = nil
        durableNames[path] = nil
      }
    }
  }
}
