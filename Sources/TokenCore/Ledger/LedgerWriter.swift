// LedgerWriter.swift: owns the end of the log. Promise: what a batch holds is durable when `commit` returns (I2, I3,
// I6).

/// Writes batches, one sync each. Owned by the sequencer's queue.
final class LedgerWriter {
  /// A batch is closed when it has grown to this many bytes.
  static let maxBatchBytes = 8 << 20

  private let files: LedgerFiles
  private let headFile: any StorageFile
  private let supply: SegmentSupply
  private var segment: Segment
  private var offset: Int
  private var hasher = SHA256()

  let ledgerID: LedgerID
  private(set) var epoch: UInt32
  /// The last batch that was synced.
  private(set) var batch: UInt64
  /// The last batch that was closed: it was synced, or is being written.
  private var closedBatch: UInt64
  /// Where the last batch begins that was closed by this writer; nil: none was.
  private(set) var lastBatch: RecordLocation?
  /// The tree with all records added so far, synced or not.
  private(set) var tree: MerkleTree
  let metrics = LedgerMetrics()
  private var headIsSynced = true
  private var isPoisoned = false

  /// The open batch: room for its header, then its records.
  private var buffer: [UInt8] = []
  private var bufferedRecords: UInt32 = 0

  init(
    files: LedgerFiles, headFile: any StorageFile, supply: SegmentSupply, segment: Segment, scan: LogScan
  ) {
    self.files = files
    self.headFile = headFile
    self.supply = supply
    self.segment = segment
    offset = Int(scan.end.offset)
    ledgerID = segment.header.ledgerID
    epoch = scan.epoch
    batch = scan.batch
    closedBatch = scan.batch
    tree = scan.tree
  }

  /// Begins to make the next segment. Not before it is clear that this process goes on with the ledger.
  func prepareNextSegment() {
    supply.prepare(segment.header.number + 1)
  }

  /// Nothing is written to the directory from then on.
  func close() {
    supply.finish()
  }

  /// The sequence of the next record.
  var nextSequence: UInt64 { tree.count }

  /// All that was closed is synced.
  var isLanded: Bool { closedBatch == batch }

  /// No record is in the open batch.
  var isEmpty: Bool { bufferedRecords == 0 }

  /// The longest record a segment can hold.
  var maxRecordBytes: Int { segment.byteCount - SegmentHeader.byteCount - BatchHeader.byteCount }

  /// The root of the tree with all records added so far.
  func root() -> Digest { tree.root(&hasher) }

  /// Begins the next epoch; the open batch must be empty.
  func openEpoch() {
    precondition(isEmpty, "an epoch opens with a batch of its own")
    epoch += 1
  }

  /// Whether a record of up to `bytes` can be added to the open batch; if not, commit it first.
  func hasRoom(for bytes: Int) -> Bool {
    isEmpty
      || (buffer.count + bytes <= Self.maxBatchBytes && offset + buffer.count + bytes <= segment.byteCount)
  }

  /// Whether a first record of up to `bytes` fits the segment that is written.
  func fits(_ bytes: Int) -> Bool { offset + BatchHeader.byteCount + bytes <= segment.byteCount }

  /// Makes room for a first record of up to `bytes` in an empty batch, in the next segment if need be. Throws
  /// `diskFull` when there is no room for a segment, `recordTooLarge` when no segment can hold it; both promise nothing
  /// and leave the ledger as it was.
  func makeRoom(for bytes: Int) throws(LedgerError) {
    precondition(isEmpty, "room is made for the first record of a batch")
    guard bytes <= maxRecordBytes else { throw .recordTooLarge(bytes: bytes, maximum: maxRecordBytes) }
    if fits(bytes) { return }
    let next = try supply.take(segment.header.number + 1)
    try syncHead()
    segment = next
    offset = SegmentHeader.byteCount
    prepareNextSegment()
  }

  /// Adds a record to the open batch and returns its leaf and where it will stand.
  func add(_ record: NewRecord) -> (leaf: Digest, location: RecordLocation, encodedBytes: Int) {
    precondition(
      record.envelope.sequence == nextSequence && record.envelope.epoch == epoch, "records are added in order")
    if isEmpty { buffer = [UInt8](repeating: 0, count: BatchHeader.byteCount) }
    let start = buffer.count
    let leaf = record.encode(into: &buffer, seed: segment.header.seed, hasher: &hasher)
    precondition(offset + buffer.count <= segment.byteCount, "room was made before")
    tree.append(leaf, &hasher)
    bufferedRecords += 1
    let location = RecordLocation(segment: segment.header.number, offset: UInt32(offset + start))
    return (leaf, location, buffer.count - start)
  }

  /// Closes the open batch: it is to be written next, and records are added to the one behind it.
  func closeBatch() -> ClosedBatch {
    precondition(!isEmpty, "a batch has a record")
    let root = tree.root(&hasher)
    let header = BatchHeader(
      byteLength: UInt32(buffer.count), number: closedBatch + 1, firstSequence: tree.count - UInt64(bufferedRecords),
      records: bufferedRecords, epoch: epoch, root: root)
    buffer.replaceSubrange(..<BatchHeader.byteCount, with: header.bytes(seed: segment.header.seed))
    buffer.pad(to: BatchHeader.alignment)
    closedBatch += 1
    let head = Head(ledgerID: ledgerID, batch: closedBatch, records: tree.count, epoch: epoch, root: root)
    let closed = ClosedBatch(
      file: segment.file, bytes: buffer, offset: offset, records: bufferedRecords, head: head, metrics: metrics)
    lastBatch = RecordLocation(segment: segment.header.number, offset: UInt32(offset))
    offset += buffer.count
    buffer = []
    bufferedRecords = 0
    return closed
  }

  /// A closed batch was written and synced. Of an error nothing may be believed, and nothing is written any more (I3).
  func landed(_ closed: ClosedBatch, _ failure: StorageError?) throws(LedgerError) {
    guard !isPoisoned else { throw .poisoned }
    try poisoning { () throws(StorageError) in if let failure { throw failure } }
    batch = closed.head.batch
  }

  /// Says in `head` how far the log is synced (I6): after the batch, and before the next one has landed.
  func writeHead(_ closed: ClosedBatch) throws(LedgerError) {
    guard !isPoisoned else { throw .poisoned }
    try poisoning { () throws(StorageError) in try headFile.write(closed.head.slotBytes, at: closed.head.offset) }
    headIsSynced = false
  }

  /// Writes the open batch, syncs it and says so in `head`.
  func commit() throws(LedgerError) {
    guard !isPoisoned else { throw .poisoned }
    let closed = closeBatch()
    try landed(closed, closed.write())
    try writeHead(closed)
  }

  /// Overwrites sealed codes with zeros, and syncs. Only what records that are durable allow. An error is final (I3),
  /// but for a lack of descriptors or memory: the places in segments that could not be opened for it are returned.
  func overwrite(_ places: [SealedCodes.Place]) throws(LedgerError) -> [SealedCodes.Place] {
    guard !isPoisoned else { throw .poisoned }
    var left: [SealedCodes.Place] = []
    try poisoning { () throws(StorageError) in
      for (number, places) in Dictionary(grouping: places, by: \.segment).sorted(by: { $0.key < $1.key }) {
        do throws(StorageError) {
          try overwrite(places, in: try openForOverwriting(number))
        } catch {
          guard error.operation == .open, error.isExhausted else { throw error }
          left += places
        }
      }
    }
    return left
  }

  private func openForOverwriting(_ number: UInt32) throws(StorageError) -> any StorageFile {
    if number == segment.header.number { return segment.file }
    return try files.storage.open(files.segmentPath(number), .readWrite)
  }

  private func overwrite(_ places: [SealedCodes.Place], in file: any StorageFile) throws(StorageError) {
    for place in places {
      try file.write([UInt8](repeating: 0, count: place.byteCount), at: Int(place.offset))
    }
    try file.sync()
  }

  /// Throws when the files that are written have lost their names: nothing written to them would be found again.
  func checkNames() throws(LedgerError) {
    try poisoning { () throws(StorageError) in
      for (file, path) in [
        (headFile, files.headPath), (segment.file, files.segmentPath(segment.header.number)),
      ] where try !file.isNamed() { throw StorageError.vanished(path) }
    }
  }

  /// Makes `head` durable: every second, at segment changes and at shutdown (I6).
  func syncHead() throws(LedgerError) {
    guard !headIsSynced else { return }
    guard !isPoisoned else { throw .poisoned }
    try poisoning { () throws(StorageError) in try headFile.sync() }
    headIsSynced = true
  }

  /// A failed write or sync poisons the writer for good (I3).
  private func poisoning(_ body: () throws(StorageError) -> Void) throws(LedgerError) {
    do {
      try body()
    } catch {
      isPoisoned = true
      throw .io(error)
    }
  }
}
