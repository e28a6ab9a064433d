// Checkpointer.swift: writes the published state to the file `checkpoint` now and then, and takes it away before
// anything is erased. Promise: whatever fails here is said, and neither the ledger nor an answer waits for it but for
// the moment in which a checkpoint is taken away.

internal import Dispatch
internal import Synchronization

/// The writer of checkpoints and its queue.
final class Checkpointer: Sendable {
  /// A stop waits no longer for its checkpoint, in nanoseconds: the next start checks more, or everything.
  static let longestFinish: UInt64 = 10_000_000_000

  private let queue = DispatchQueue(label: "tokenrpc.checkpoint", qos: .utility)
  private let files: LedgerFiles
  private let ledgerID: LedgerID
  private let random: @Sendable () -> UInt64
  let report: @Sendable (String) -> Void
  private let state: Mutex<State>

  private struct State {
    /// Checkpoints that were written before this number may not be put in place.
    var generation: UInt64 = 0
    /// Records in the last one that was written, or was begun.
    var records: UInt64
    var isWriting = false
    /// A file may be there.
    var mayExist = true
    var fault: String?
  }

  /// - Parameters:
  ///   - records: in the checkpoint that is there; 0: none.
  ///   - random: 64 unpredictable bits.
  ///   - report: takes what people should know, a line each.
  init(
    _ files: LedgerFiles, _ ledgerID: LedgerID, records: UInt64, random: @escaping @Sendable () -> UInt64,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.files = files
    self.ledgerID = ledgerID
    self.random = random
    self.report = report
    state = Mutex(State(records: records))
  }

  /// Records in the last checkpoint that was written or begun; nil: one is being written.
  var lastRecords: UInt64? { state.withLock { $0.isWriting ? nil : $0.records } }

  /// Begins to write a checkpoint. The snapshot is of the moment at `place`, which `head` knows of, durably.
  func begin(_ snapshot: FoldSnapshot, _ place: CheckpointPlace) {
    let generation = start(place)
    queue.async { [self] in write(snapshot, place, generation, deadline: .max) }
  }

  /// Writes the last checkpoint, as far as the time allows. Blocks.
  func finish(_ snapshot: FoldSnapshot, _ place: CheckpointPlace) {
    let generation = start(place)
    write(snapshot, place, generation, deadline: Environment.monotonicNanoseconds() + Self.longestFinish)
  }

  /// Waits until nothing is being written.
  func wait() {
    let done = DispatchGroup()
    queue.async(group: done) {}
    done.wait()
  }

  private func start(_ place: CheckpointPlace) -> UInt64 {
    state.withLock { state in
      state.isWriting = true
      state.records = place.records
      return state.generation
    }
  }

  /// Makes what the checkpoint holds unreadable, for good: before anything that it may hold is overwritten elsewhere.
  /// One that is being written will not be put in place.
  func shred() throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      state.generation += 1
      state.records = 0
      guard state.mayExist else { return }
      try files.shred(CheckpointHeader.fileName)
      state.mayExist = false
    }
  }

  // MARK: Writing

  private func write(_ snapshot: FoldSnapshot, _ place: CheckpointPlace, _ generation: UInt64, deadline: UInt64) {
    var text: String?
    do throws(StorageError) {
      try writeFile(snapshot, place, generation, deadline)
    } catch {
      text = "\(error)"
    }
    let isNew = state.withLock { state in
      state.isWriting = false
      defer { state.fault = text }
      return state.fault != text
    }
    if isNew, let text { report("no checkpoint can be written (\(text)); the ledger is whole, and it is tried again") }
  }

  private func writeFile(
    _ snapshot: FoldSnapshot, _ place: CheckpointPlace, _ generation: UInt64, _ deadline: UInt64
  ) throws(StorageError) {
    let name = CheckpointHeader.fileName + ".tmp"
    let path = files.directory + "/" + name
    let key = Digest(words: (random(), random(), random(), random()))
    do throws(StorageError) {
      let file = try files.storage.open(path, .create)
      let pieces = PieceWriter(file, ledgerID, batch: place.batch, key: key) { [self] in
        Environment.monotonicNanoseconds() < deadline && state.withLock { $0.generation == generation }
      }
      var sink = CheckpointSink { bytes, isCommitted throws(StorageError) in
        try pieces.write(bytes, isCommitted: isCommitted)
      }
      try snapshot.encode(to: &sink)
      guard !pieces.hasGivenUp else { return try files.storage.remove(path) }
      try file.sync()
      let header = CheckpointHeader(
        ledgerID: ledgerID, place: place, pieces: pieces.count, digest: sink.digest, key: key)
      try putInPlace(header, file, path, generation)
    } catch {
      try? files.storage.remove(path)
      throw error
    }
  }

  /// The key is written last, and nobody erases meanwhile.
  private func putInPlace(
    _ header: CheckpointHeader, _ file: any StorageFile, _ path: String, _ generation: UInt64
  ) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      guard state.generation == generation else { return try files.storage.remove(path) }
      if state.mayExist { try files.shred(CheckpointHeader.fileName) }
      state.mayExist = true
      try file.write(header.bytes, at: 0)
      try file.sync()
      try files.storage.rename(path, to: files.checkpointPath)
      try files.storage.syncDirectory(files.directory)
    }
  }

  /// Seals pieces and writes them one behind the other.
  private final class PieceWriter {
    private let file: any StorageFile
    private let ledgerID: LedgerID
    private let batch: UInt64
    private let key: Digest
    private let goesOn: () -> Bool
    private var offset = CheckpointHeader.byteCount
    private(set) var count: UInt32 = 0
    private(set) var hasGivenUp = false

    init(
      _ file: any StorageFile, _ ledgerID: LedgerID, batch: UInt64, key: Digest, goesOn: @escaping () -> Bool
    ) {
      self.file = file
      self.ledgerID = ledgerID
      self.batch = batch
      self.key = key
      self.goesOn = goesOn
    }

    func write(_ bytes: [UInt8], isCommitted: Bool) throws(StorageError) {
      hasGivenUp = hasGivenUp || !goesOn()
      guard !hasGivenUp else { return }
      var piece: [UInt8] = []
      piece.append(bigEndian: UInt32(bytes.count))
      piece += AESGCM.seal(
        bytes, nonce: CheckpointPiece.nonce(count), key: key,
        associated: CheckpointPiece.associated(ledgerID, batch: batch, isCommitted: isCommitted))
      try file.write(piece, at: offset)
      offset += piece.count
      count += 1
    }
  }
}

extension LedgerFiles {
  /// Overwrites the key of a checkpoint, durably, and removes it. Nothing is done when it is not there.
  func shred(_ name: String) throws(StorageError) {
    guard try storage.list(directory).contains(name) else { return }
    let path = directory + "/" + name
    let file = try storage.open(path, .readWrite)
    try file.write([UInt8](repeating: 0, count: CheckpointHeader.byteCount), at: 0)
    try file.sync()
    try storage.remove(path)
    try storage.syncDirectory(directory)
  }
}
