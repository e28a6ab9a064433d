// Checkpointer.swift: writes the published state to the file `checkpoint` now and then, and takes it away before
// anything is erased. Promise: whatever fails here is said, and neither the ledger nor an answer waits for it but for
// the moment in which a checkpoint is taken away.

internal import Dispatch
internal import Glibc
internal import Synchronization

/// The writer of checkpoints and its queue.
final class Checkpointer: Sendable {
  /// A stop waits no longer for its checkpoint, in nanoseconds: the next start checks more, or everything.
  static let longestFinish: UInt64 = 10_000_000_000

  private let queue = DispatchQueue(label: "tokenrpc.checkpoint", qos: .utility)
  private let files: LedgerFiles
  private let ledgerID: LedgerID
  private let random: @Sendable () -> UInt64
  /// Free bytes of the disk that are kept for what was promised.
  private let lowWater: UInt64
  let report: @Sendable (String) -> Void
  /// Records in the last one that was written, or was begun.
  private let records: Atomic<UInt64>
  private let isWriting = Atomic<Bool>(false)
  /// Checkpoints that were begun under another number are given up.
  private let generation = Atomic<UInt64>(0)
  /// Held while one is put in place or taken away.
  private let state = Mutex(State())

  private struct State {
    /// A file may be there.
    var mayExist = true
    var fault: String?
  }

  /// - Parameters:
  ///   - records: in the checkpoint that is there; 0: none.
  ///   - lowWater: free bytes of the disk under which none is written.
  ///   - random: 64 unpredictable bits.
  ///   - report: takes what people should know, a line each.
  init(
    _ files: LedgerFiles, _ ledgerID: LedgerID, records: UInt64, lowWater: UInt64 = 0,
    random: @escaping @Sendable () -> UInt64,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.files = files
    self.ledgerID = ledgerID
    self.random = random
    self.report = report
    self.lowWater = lowWater
    self.records = Atomic(records)
  }

  /// Records in the last checkpoint that was written or begun; nil: one is being written.
  var lastRecords: UInt64? {
    isWriting.load(ordering: .acquiring) ? nil : records.load(ordering: .relaxed)
  }

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

  /// Gives up what is being written, and waits until nothing is.
  func giveUp() {
    generation.add(1, ordering: .sequentiallyConsistent)
    let done = DispatchGroup()
    queue.async(group: done) {}
    done.wait()
  }

  private func start(_ place: CheckpointPlace) -> UInt64 {
    isWriting.store(true, ordering: .releasing)
    records.store(place.records, ordering: .relaxed)
    return generation.load(ordering: .sequentiallyConsistent)
  }

  /// Makes what the checkpoint holds unreadable, for good: before anything that it may hold is overwritten elsewhere.
  /// One that is being written will not be put in place.
  func shred() throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      generation.add(1, ordering: .sequentiallyConsistent)
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
      if !error.isGivenUp { text = "\(error)" }
    }
    isWriting.store(false, ordering: .releasing)
    let isNew = state.withLock { state in
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
      let pieces = PieceWriter(file, path, ledgerID, batch: place.batch, key: key) { [self] in
        Environment.monotonicNanoseconds() < deadline
          && self.generation.load(ordering: .sequentiallyConsistent) == generation
          && ((try? files.storage.freeBytes(files.directory)) ?? .max) >= lowWater
      }
      var sink = CheckpointSink { bytes, isCommitted throws(StorageError) in
        try pieces.write(bytes, isCommitted: isCommitted)
      }
      try snapshot.encode(to: &sink)
      try file.sync()
      let header = CheckpointHeader(
        ledgerID: ledgerID, place: place, pieces: pieces.count, digest: sink.digest, key: key)
      try putInPlace(header, file, path, generation)
    } catch {
      // The key may have come to stand in it.
      do throws(StorageError) { try files.shred(name) } catch { try? files.storage.remove(path) }
      throw error
    }
  }

  /// The key is written last, and nobody erases meanwhile.
  private func putInPlace(
    _ header: CheckpointHeader, _ file: any StorageFile, _ path: String, _ generation: UInt64
  ) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      guard self.generation.load(ordering: .sequentiallyConsistent) == generation else {
        throw StorageError.givenUp(path)
      }
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
    private let path: String
    private let goesOn: () -> Bool
    private var offset = CheckpointHeader.byteCount
    private(set) var count: UInt32 = 0

    init(
      _ file: any StorageFile, _ path: String, _ ledgerID: LedgerID, batch: UInt64, key: Digest,
      goesOn: @escaping () -> Bool
    ) {
      self.file = file
      self.path = path
      self.ledgerID = ledgerID
      self.batch = batch
      self.key = key
      self.goesOn = goesOn
    }

    func write(_ bytes: [UInt8], isCommitted: Bool) throws(StorageError) {
      guard goesOn() else { throw .givenUp(path) }
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

extension StorageError {
  /// Nothing was refused: whoever wrote was told to end.
  fileprivate static func givenUp(_ path: String) -> StorageError { StorageError(.write, path, ECANCELED) }

  fileprivate var isGivenUp: Bool { errno == ECANCELED }
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
