// LogScanner.swift: reads a whole log from its first byte and checks everything that stands in it (I5). Writes nothing.

/// What a scan found.
struct LogScan {
  var segments: [SegmentHeader] = []
  var tree = MerkleTree()
  /// The last good batch; 0: none.
  var batch: UInt64 = 0
  var epoch: UInt32 = 0
  var root = Digest.zero
  /// Where the next batch belongs.
  var end = RecordLocation(segment: 1, offset: UInt32(SegmentHeader.byteCount))
  /// Batches that `head` does not know of: where, and how many bytes.
  var beyondHead: [(at: RecordLocation, byteCount: Int)] = []
  /// A batch that was being written when the machine or the process stopped: its first byte. Nothing of it was
  /// acknowledged.
  var torn: RecordLocation?
}

/// Reads a log and hands every record on in order.
struct LogScanner: ~Copyable {
  private let files: LedgerFiles
  private let head: Head
  private let kernel: MiningKernel
  private var window: ReplayWindow
  private var scan = LogScan()
  private var hasher = SHA256()
  private let apply: (Record, HashedBlock?, RecordLocation) throws(Corruption) -> Void
  private let progress: (_ segment: UInt32, _ of: Int) -> Void
  private let unexplained: () -> LedgerFold.UnreadableAttachment?

  /// One segment's bytes.
  private struct Contents {
    let header: SegmentHeader
    let bytes: [UInt8]
  }

  /// A batch that does not check, and where in it.
  private struct BatchFault: Error {
    var offset: Int
    var what: Corruption
    /// nil: the segment that is read.
    var segment: UInt32?
  }

  private struct Batch {
    var header: BatchHeader
    var records: [(record: Record, offset: Int)]
    var tree: MerkleTree
    var paddedBytes: Int
  }

  /// - Parameters:
  ///   - kernel: hashes the blocks' headers, many at once.
  ///   - windowRecords: so many records are read before they are applied.
  ///   - apply: takes each record in order, with the block it seals if its header can be read; what it throws is
  ///     corruption at the record's place.
  ///   - unexplained: after all records, the first unreadable attachment that no erasure explains.
  init(
    _ files: LedgerFiles, head: Head, kernel: MiningKernel, windowRecords: Int = ReplayWindow.maxRecords,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in },
    unexplained: @escaping () -> LedgerFold.UnreadableAttachment?,
    apply: @escaping (Record, HashedBlock?, RecordLocation) throws(Corruption) -> Void
  ) {
    self.files = files
    self.head = head
    self.kernel = kernel
    window = ReplayWindow(maxRecords: windowRecords)
    self.progress = progress
    self.unexplained = unexplained
    self.apply = apply
  }

  /// Reads the log from its first byte to its end.
  consuming func run() throws(LedgerError) -> LogScan {
    let numbers = try files.segmentNumbers()
    for number in numbers {
      let segment = try files.openSegment(number, .read, ledgerID: head.ledgerID)
      guard scan.segments.first.map({ $0.segmentBytes == segment.header.segmentBytes }) ?? true else {
        throw .incomplete(file: "log/" + SegmentHeader.fileName(number), .wrongSize)
      }
      scan.segments.append(segment.header)
    }
    for number in numbers {
      progress(number, numbers.count)
      guard try scanSegment(number) else { break }
    }
    try checkEnd()
    if let attachment = unexplained() {
      throw .corrupt(
        segment: attachment.location.segment, offset: UInt64(attachment.location.offset),
        .unreadableAttachment(sequence: attachment.sequence, index: attachment.index))
    }
    return scan
  }

  /// Reads one segment's batches; false when the log ends in it.
  private mutating func scanSegment(_ number: UInt32) throws(LedgerError) -> Bool {
    let contents = try read(number)
    var offset = SegmentHeader.byteCount
    while let header = batchHeader(contents, at: offset), header.number == scan.batch + 1 {
      let batch: Batch
      do throws(BatchFault) {
        batch = try decode(header, contents, at: offset)
      } catch {
        try applyWindow()
        try judgeTorn(contents, at: offset, error)
        return false
      }
      if header.number > head.batch { try applyWindow() }
      if let fault = try tornAttachment(batch, contents, at: offset) {
        try judgeTorn(contents, at: offset, fault)
        return false
      }
      accept(batch, contents, at: offset)
      if window.isFull { try applyWindow() }
      offset += batch.paddedBytes
    }
    try applyWindow()
    if scan.batch > 0 || number == 1 { scan.end = RecordLocation(segment: number, offset: UInt32(offset)) }
    return try continues(contents, at: offset)
  }

  /// After the last good batch of a segment: whether the log goes on at the start of the next one.
  private mutating func continues(_ contents: Contents, at offset: Int) throws(LedgerError) -> Bool {
    let number = contents.header.number
    let restIsZero = contents.bytes[offset...].isAllZero
    if number < scan.segments.count {
      let next = try read(number + 1, prefix: SegmentHeader.byteCount + BatchHeader.byteCount)
      if let header = batchHeader(next, at: SegmentHeader.byteCount), header.number == scan.batch + 1 {
        guard restIsZero else { throw .corrupt(segment: number, offset: UInt64(offset), .notZero) }
        return true
      }
    }
    guard restIsZero else {
      try judgeTorn(contents, at: offset, BatchFault(offset: offset, what: .notZero))
      return false
    }
    if let place = try bytes(behind: number) {
      try judgeTorn(
        contents, at: offset, BatchFault(offset: Int(place.offset), what: .notZero, segment: place.segment))
    }
    return false
  }

  /// Decides what a batch is that does not check: torn, so that nothing of it was acknowledged, or corruption.
  private mutating func judgeTorn(
    _ contents: Contents, at offset: Int, _ fault: BatchFault
  ) throws(LedgerError) {
    let expected = scan.batch + 1
    let number = contents.header.number
    let faultSegment = fault.segment ?? number
    if head.batch >= expected {
      throw .corrupt(
        segment: faultSegment, offset: UInt64(fault.offset),
        fault.what == .notZero ? .headReachesFurther(batchInHead: head.batch) : fault.what)
    }
    if let header = batchHeader(contents, at: offset), header.number > expected {
      throw .corrupt(
        segment: number, offset: UInt64(offset), .batchOutOfOrder(found: header.number, expected: expected))
    }
    if let later = try laterBatch(contents, after: offset, from: expected) {
      throw .corrupt(
        segment: faultSegment, offset: UInt64(fault.offset),
        fault.what == .notZero ? .batchBeforeLaterOne(later: later) : fault.what)
    }
    scan.end = RecordLocation(segment: number, offset: UInt32(offset))
    scan.torn = scan.end
  }

  /// The number of a valid batch header, not lower than `number`, on any boundary after this one in this segment and
  /// all later ones.
  private func laterBatch(
    _ contents: Contents, after offset: Int, from number: UInt64
  ) throws(LedgerError) -> UInt64? {
    if let found = batchNumber(contents, from: offset + BatchHeader.alignment, atLeast: number) { return found }
    var later = contents.header.number + 1
    while later <= scan.segments.count {
      if let found = batchNumber(try read(later), from: SegmentHeader.byteCount, atLeast: number) { return found }
      later += 1
    }
    return nil
  }

  private func batchNumber(_ contents: Contents, from start: Int, atLeast number: UInt64) -> UInt64? {
    for offset in stride(from: start, to: contents.bytes.count, by: BatchHeader.alignment) {
      if let header = batchHeader(contents, at: offset), header.number >= number { return header.number }
    }
    return nil
  }

  /// The first boundary behind this segment where something stands; nil: all later segments are zero.
  private func bytes(behind number: UInt32) throws(LedgerError) -> RecordLocation? {
    var later = number + 1
    while later <= scan.segments.count {
      let bytes = try read(later).bytes[SegmentHeader.byteCount...]
      if !bytes.isAllZero, let index = bytes.firstIndex(where: { $0 != 0 }) {
        return RecordLocation(segment: later, offset: UInt32(index / BatchHeader.alignment * BatchHeader.alignment))
      }
      later += 1
    }
    return nil
  }

  /// A header is believed only when its CRC holds.
  private func batchHeader(_ contents: Contents, at offset: Int) -> BatchHeader? {
    guard offset + BatchHeader.byteCount <= contents.bytes.count else { return nil }
    return contents.bytes.withUnsafeBytes { bytes in
      BatchHeader(
        decoding: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + BatchHeader.byteCount]),
        seed: contents.header.seed)
    }
  }

  private mutating func decode(
    _ header: BatchHeader, _ contents: Contents, at start: Int
  ) throws(BatchFault) -> Batch {
    let end = start + Int(header.byteLength)
    guard end <= contents.bytes.count, header.records > 0, header.firstSequence == scan.tree.count else {
      throw BatchFault(offset: start, what: .badRecord(.badLength))
    }
    var batch = Batch(header: header, records: [], tree: scan.tree, paddedBytes: 0)
    var offset = start + BatchHeader.byteCount
    for _ in 0..<header.records {
      let record = try decodeRecord(contents, at: offset, end: end)
      guard record.envelope.epoch == header.epoch else {
        throw BatchFault(offset: offset, what: .broken(rule: .epoch))
      }
      batch.records.append((record, offset))
      batch.tree.append(record.leaf, &hasher)
      offset += record.encodedBytes
    }
    guard offset == end else { throw BatchFault(offset: offset, what: .badRecord(.badLength)) }
    guard batch.tree.root(&hasher) == header.root else { throw BatchFault(offset: start, what: .badRoot) }
    let padded = (end + BatchHeader.alignment - 1) / BatchHeader.alignment * BatchHeader.alignment
    guard padded <= contents.bytes.count, contents.bytes[end..<padded].isAllZero else {
      throw BatchFault(offset: end, what: .notZero)
    }
    batch.paddedBytes = padded - start
    return batch
  }

  private mutating func decodeRecord(
    _ contents: Contents, at offset: Int, end: Int
  ) throws(BatchFault) -> Record {
    let result = contents.bytes.withUnsafeBytes { bytes -> Result<Record, RecordFault> in
      do throws(RecordFault) {
        return .success(
          try Record(
            decoding: UnsafeRawBufferPointer(rebasing: bytes[min(offset, end)..<end]), seed: contents.header.seed,
            hasher: &hasher))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let record): return record
    case .failure(let fault): throw BatchFault(offset: offset, what: .badRecord(fault))
    }
  }

  /// An unreadable attachment in the last batch, beyond `head` and not erased by the same batch, is a torn write; in
  /// any other batch it waits for the erasures of the whole log.
  private func tornAttachment(
    _ batch: Batch, _ contents: Contents, at offset: Int
  ) throws(LedgerError) -> BatchFault? {
    guard batch.header.number > head.batch else { return nil }
    var erased: [UInt64: UInt32] = [:]
    for (record, _) in batch.records {
      if case .erased(let entries) = record.body {
        for entry in entries { erased[entry.sequence, default: 0] |= entry.mask }
      }
    }
    for (record, at) in batch.records {
      for (index, attachment) in record.attachments.enumerated() where attachment.intact == nil {
        if erased[record.envelope.sequence, default: 0] & (1 << UInt32(index)) != 0 { continue }
        guard try laterBatch(contents, after: offset, from: batch.header.number + 1) == nil else { return nil }
        return BatchFault(
          offset: at, what: .unreadableAttachment(sequence: record.envelope.sequence, index: index))
      }
    }
    return nil
  }

  /// Takes a batch that checks by itself. Its records wait in the window.
  private mutating func accept(_ batch: Batch, _ contents: Contents, at offset: Int) {
    let number = contents.header.number
    window.append(ReplayWindow.Batch(header: batch.header, segment: number, offset: offset, records: batch.records))
    scan.tree = batch.tree
    scan.batch = batch.header.number
    scan.epoch = batch.header.epoch
    scan.root = batch.header.root
    let place = RecordLocation(segment: number, offset: UInt32(offset))
    if batch.header.number > head.batch { scan.beyondHead.append((place, batch.paddedBytes)) }
  }

  /// Applies what waits. Before anything is judged that stands behind it, so that the first fault in the log is the one
  /// that is told.
  private mutating func applyWindow() throws(LedgerError) {
    let batches = window.takeAll()
    var blocks = hashBlocks(batches)[...]
    for batch in batches {
      for (record, at) in batch.records {
        let block = record.sealedHeader == nil ? nil : blocks.removeFirst()
        do {
          try apply(record, block, RecordLocation(segment: batch.segment, offset: UInt32(at)))
        } catch {
          throw .corrupt(segment: batch.segment, offset: UInt64(at), error)
        }
      }
      try checkHead(batch)
    }
  }

  private mutating func hashBlocks(_ batches: [ReplayWindow.Batch]) -> [HashedBlock?] {
    var headers: [UInt8] = []
    for batch in batches { batch.appendHeaders(to: &headers) }
    return headers.withUnsafeBytes { HashedBlock.hash($0, kernel, &hasher) }
  }

  /// The batch that `head` names is the one it means.
  private func checkHead(_ batch: ReplayWindow.Batch) throws(LedgerError) {
    guard batch.header.number == head.batch else { return }
    let records = batch.header.firstSequence + UInt64(batch.header.records)
    guard head.records == records, head.root == batch.header.root else {
      throw .corrupt(segment: batch.segment, offset: UInt64(batch.offset), .badRoot)
    }
  }

  /// A log that ends before `head` has lost what was acknowledged (I6).
  private func checkEnd() throws(LedgerError) {
    guard head.batch <= scan.batch else {
      throw .endsBeforeHead(batchInLog: scan.batch, batchInHead: head.batch)
    }
  }

  private func read(_ number: UInt32, prefix: Int? = nil) throws(LedgerError) -> Contents {
    let header = scan.segments[Int(number) - 1]
    let bytes = try ledger { () throws(StorageError) in
      try files.storage.open(files.segmentPath(number), .read).read(
        at: 0, count: prefix ?? Int(header.segmentBytes))
    }
    return Contents(header: header, bytes: bytes)
  }
}
