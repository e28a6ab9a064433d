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

/// Where a scan begins that does not begin with the first byte: behind a batch that is believed.
struct LogStart {
  let place: CheckpointPlace
  /// Over all records before.
  let tree: MerkleTree
  /// The first byte behind the batch.
  let end: RecordLocation
}

/// Reads a log and hands every record on in order.
struct LogScanner: ~Copyable {
  private let files: LedgerFiles
  private let head: Head
  private let kernel: MiningKernel
  private let windowRecords: Int
  private let endsAtHead: Bool
  private let usesOtherThreads: Bool
  private var scan = LogScan()
  private var hasher = SHA256()
  /// The segment behind the one that is scanned, being read meanwhile.
  private var ahead: SegmentReadAhead?
  private let apply: (CheckedRecord, HashedBlock?, RecordLocation) throws(Corruption) -> Void
  private let each: ((Record) -> Void)?
  private let progress: (_ segment: UInt32, _ of: Int) -> Void
  private let unexplained: () -> LedgerFold.UnreadableAttachment?

  /// - Parameters:
  ///   - kernel: hashes the blocks' headers, many at once.
  ///   - windowRecords: so many records are decoded together.
  ///   - start: nil: the log's first byte.
  ///   - usesOtherThreads: reads and decodes ahead on all cores; else all happens on the caller's thread.
  ///   - endsAtHead: a server writes the log meanwhile: what stands behind the batch that `head` names is left alone.
  ///   - unexplained: after all records, the first unreadable attachment that no erasure explains.
  ///   - each: called with each record, whole, after it was applied.
  ///   - apply: takes each record in order, with the block it seals if its header can be read; what it throws is
  ///     corruption at the record's place.
  init(
    _ files: LedgerFiles, head: Head, kernel: MiningKernel, windowRecords: Int = BatchReader.windowRecords,
    start: LogStart? = nil, endsAtHead: Bool = false, usesOtherThreads: Bool = true,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in },
    unexplained: @escaping () -> LedgerFold.UnreadableAttachment?, each: ((Record) -> Void)? = nil,
    apply: @escaping (CheckedRecord, HashedBlock?, RecordLocation) throws(Corruption) -> Void
  ) {
    self.files = files
    self.head = head
    self.kernel = kernel
    self.windowRecords = windowRecords
    self.endsAtHead = endsAtHead
    self.usesOtherThreads = usesOtherThreads
    if let start {
      scan.batch = start.place.batch
      scan.epoch = start.place.epoch
      scan.root = start.place.root
      scan.tree = start.tree
      scan.end = start.end
    }
    self.progress = progress
    self.unexplained = unexplained
    self.each = each
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
    for number in numbers where number >= scan.end.segment {
      progress(number, numbers.count)
      guard try scanSegment(number) else { break }
    }
    try checkEnd()
    // Beside a server an attachment may be overwritten for a reason that stands behind the end.
    if !endsAtHead, let attachment = unexplained() {
      throw .unexplained(attachment)
    }
    return scan
  }

  /// Reads one segment's batches; false when the log ends in it.
  private mutating func scanSegment(_ number: UInt32) throws(LedgerError) -> Bool {
    let contents = try read(number)
    let hasNext = number < scan.segments.count
    ahead = hasNext && usesOtherThreads ? SegmentReadAhead(files, scan.segments[Int(number)]) : nil
    var offset = number == scan.end.segment ? Int(scan.end.offset) : SegmentHeader.byteCount
    var batches = BatchReader(
      contents, from: offset, number: scan.batch + 1, sequence: scan.tree.count, kernel: kernel,
      windowRecords: windowRecords, usesOtherThreads: usesOtherThreads)
    while !endsAtHead || scan.batch < head.batch, let batch = batches.next() {
      if let fault = try check(batch, contents) {
        try judgeTorn(contents, at: batch.offset, fault)
        return false
      }
      try apply(batch, contents)
      offset = batch.paddedEnd
    }
    if scan.batch > 0 || number == 1 { scan.end = RecordLocation(segment: number, offset: UInt32(offset)) }
    return try endsAtHead && scan.batch >= head.batch ? false : continues(contents, at: offset)
  }

  /// Adds a batch to the tree. What is wrong with it; nil: nothing, and the tree holds it.
  private mutating func check(_ batch: DecodedBatch, _ contents: SegmentContents) throws(LedgerError) -> BatchFault? {
    if let fault = batch.fault { return fault }
    var tree = scan.tree
    tree.append(batch.leaves, &hasher)
    if let fault = batch.fault(in: contents, tree, &hasher) { return fault }
    if let fault = try tornAttachment(batch, contents) { return fault }
    scan.tree = tree
    return nil
  }

  /// Applies the records of a batch that checks by itself.
  private mutating func apply(_ batch: DecodedBatch, _ contents: SegmentContents) throws(LedgerError) {
    let number = contents.header.number
    var blocks = batch.blocks
    var offset = batch.offset + BatchHeader.byteCount
    for digests in batch.records {
      do {
        let block = digests.hasHeader ? blocks.removeFirst() : nil
        try apply(
          contents.record(at: offset, digests), block, RecordLocation(segment: number, offset: UInt32(offset)))
      } catch {
        throw .corrupt(segment: number, offset: UInt64(offset), error)
      }
      if let each { each(contents.wholeRecord(at: offset, &hasher)) }
      offset += Int(digests.encodedBytes)
    }
    scan.batch = batch.header.number
    scan.epoch = batch.header.epoch
    scan.root = batch.header.root
    if batch.header.number > head.batch {
      let place = RecordLocation(segment: number, offset: UInt32(batch.offset))
      scan.beyondHead.append((place, batch.header.paddedBytes))
    }
    try checkHead(batch, number)
  }

  /// After the last good batch of a segment: whether the log goes on at the start of the next one.
  private mutating func continues(_ contents: SegmentContents, at offset: Int) throws(LedgerError) -> Bool {
    let number = contents.header.number
    let restIsZero = contents[min(offset, contents.bytes.count)...].isAllZero
    if number < scan.segments.count {
      let next = try read(number + 1)
      if let header = next.batchHeader(at: SegmentHeader.byteCount), header.number == scan.batch + 1 {
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
    _ contents: SegmentContents, at offset: Int, _ fault: BatchFault
  ) throws(LedgerError) {
    let expected = scan.batch + 1
    let number = contents.header.number
    let faultSegment = fault.segment ?? number
    if head.batch >= expected {
      throw .corrupt(
        segment: faultSegment, offset: UInt64(fault.offset),
        fault.what == .notZero ? .headReachesFurther(batchInHead: head.batch) : fault.what)
    }
    if let header = contents.batchHeader(at: offset), header.number > expected {
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
    _ contents: SegmentContents, after offset: Int, from number: UInt64
  ) throws(LedgerError) -> UInt64? {
    if let found = contents.batchNumber(from: offset + BatchHeader.alignment, atLeast: number) { return found }
    var later = contents.header.number + 1
    while later <= scan.segments.count {
      if let found = try read(later).batchNumber(from: SegmentHeader.byteCount, atLeast: number) { return found }
      later += 1
    }
    return nil
  }

  /// The first boundary behind this segment where something stands; nil: all later segments are zero.
  private func bytes(behind number: UInt32) throws(LedgerError) -> RecordLocation? {
    var later = number + 1
    while later <= scan.segments.count {
      let contents = try read(later)
      let bytes = contents[SegmentHeader.byteCount...]
      if !bytes.isAllZero, let index = bytes.firstIndex(where: { $0 != 0 }) {
        let offset = (SegmentHeader.byteCount + index) / BatchHeader.alignment * BatchHeader.alignment
        return RecordLocation(segment: later, offset: UInt32(offset))
      }
      later += 1
    }
    return nil
  }

  /// An unreadable attachment in the last batch, beyond `head` and not erased by the same batch, is a torn write; in
  /// any other batch it waits for the erasures of the whole log.
  private func tornAttachment(
    _ batch: DecodedBatch, _ contents: SegmentContents
  ) throws(LedgerError) -> BatchFault? {
    guard batch.header.number > head.batch else { return nil }
    guard batch.records.contains(where: { $0.unreadableAttachments != 0 }) else { return nil }
    var offset = batch.offset + BatchHeader.byteCount
    var unreadable: [(sequence: UInt64, mask: UInt32, offset: Int)] = []
    var erased: [UInt64: UInt32] = [:]
    for digests in batch.records {
      let record = contents.record(at: offset, digests)
      unreadable.append((record.envelope.sequence, digests.unreadableAttachments, offset))
      if case .erased(let entries) = record.body {
        for entry in entries { erased[entry.sequence, default: 0] |= entry.mask }
      }
      offset += Int(digests.encodedBytes)
    }
    for (sequence, mask, offset) in unreadable {
      let unexplained = mask & ~erased[sequence, default: 0]
      guard unexplained != 0 else { continue }
      guard try laterBatch(contents, after: batch.offset, from: batch.header.number + 1) == nil else { return nil }
      return BatchFault(
        offset: offset, what: .unreadableAttachment(sequence: sequence, index: unexplained.trailingZeroBitCount))
    }
    return nil
  }

  /// The batch that `head` names is the one it means.
  private func checkHead(_ batch: DecodedBatch, _ number: UInt32) throws(LedgerError) {
    guard batch.header.number == head.batch else { return }
    let records = batch.header.firstSequence + UInt64(batch.header.records)
    guard head.records == records, head.root == batch.header.root else {
      throw .corrupt(segment: number, offset: UInt64(batch.offset), .badRoot)
    }
  }

  /// A log that ends before `head` has lost what was acknowledged (I6).
  private func checkEnd() throws(LedgerError) {
    guard head.batch <= scan.batch else {
      throw .endsBeforeHead(batchInLog: scan.batch, batchInHead: head.batch)
    }
  }

  private func read(_ number: UInt32) throws(LedgerError) -> SegmentContents {
    if let ahead, ahead.number == number { return try ahead.contents() }
    return try SegmentContents(files, scan.segments[Int(number) - 1])
  }
}
