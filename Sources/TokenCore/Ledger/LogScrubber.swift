// LogScrubber.swift: reads a log that was checked before once more, a piece at a time while it is written on, and tells
// what has changed since. Promise: it writes nothing, reads nothing behind what was durable when it began a round, and
// holds no more than one batch in memory.

/// What one step did.
struct ScrubStep {
  var bytes = 0
  var findings: [ScrubFinding] = []
  /// What of the tokens is concerned, by their ordinals.
  var damaged: [Int] = []
  /// The round is over.
  var isRoundOver = false
  /// There were no descriptors or memory: it is tried again later.
  var isHeldUp = false
}

/// Scrubs one log, round after round. One owner at a time.
final class LogScrubber {
  /// What is read at once, but for a batch that is longer.
  static let pieceBytes = 256 << 10
  /// No batch is longer: it is closed when it has grown so far, and the last record comes on top.
  static let longestBatch = LedgerWriter.maxBatchBytes + (1 << 20)

  let files: LedgerFiles
  let published: PublishedState
  let pieceBytes: Int
  var hasher = SHA256()
  /// Headers as they were when they were seen first; what is damaged later still tells the seed.
  var headers: [UInt32: SegmentHeader] = [:]
  /// The segment that is read; nil: it is to be opened.
  private var segment: Segment?
  var place = LogPlace()
  /// All records up to the place; nil: one of them can't be read, so that no root of this round can be compared.
  var tree: MerkleTree? = MerkleTree()
  /// Which batch comes next is not known: the headers before were damaged.
  var isLost = false
  /// All batches of this segment are behind: what follows is zero.
  var isBehindBatches = false
  /// The round ends behind this batch.
  private var lastBatch: UInt64 = 0
  /// What was published when the step began.
  var durable: PublishedState.Summary.Numbers
  var step = ScrubStep()

  init(files: LedgerFiles, published: PublishedState, pieceBytes: Int = LogScrubber.pieceBytes) {
    self.files = files
    self.published = published
    self.pieceBytes = pieceBytes
    durable = published.read().numbers
    rememberHeaders()
    beginRound()
  }

  /// Nothing of a round was read yet.
  var isAtStart: Bool { place == LogPlace() && segment == nil }

  /// Reads the next piece, and begins the next round behind the last.
  func next() -> ScrubStep {
    step = ScrubStep()
    durable = published.read().numbers
    if isAtStart { lastBatch = durable.batches }
    if let segment {
      if isBehindBatches { checkRest(segment) } else { checkBatches(segment) }
    } else {
      openSegment()
    }
    if place.batch >= lastBatch { step.isRoundOver = true }
    if step.isRoundOver { beginRound() }
    return step
  }

  private func beginRound() {
    place = LogPlace()
    segment = nil
    tree = MerkleTree()
    isLost = false
    isBehindBatches = false
  }

  // MARK: Segments

  /// What the segments say of themselves while nothing is known against them.
  private func rememberHeaders() {
    guard let names = try? files.storage.list(files.logDirectory) else { return }
    for name in names where name.hasSuffix(".seg") {
      guard let number = UInt32(name.dropLast(4)), let file = try? files.storage.open(files.segmentPath(number), .read)
      else { continue }
      remember(ScrubbedPiece(file, at: 0, count: SegmentHeader.byteCount), number)
    }
  }

  func remember(_ piece: ScrubbedPiece, _ number: UInt32) {
    guard headers[number] == nil, let header = piece.bytes.withUnsafeBytes({ SegmentHeader(decoding: $0) }),
      header.number == number, header.ledgerID == headers[1]?.ledgerID ?? header.ledgerID
    else { return }
    headers[number] = header
  }

  private func openSegment() {
    let number = place.segment
    do throws(StorageError) {
      let (file, size) = try openTwice(number)
      checkHeader(file, number)
      guard let header = headers[number] else { return passSegment(.segmentHeader, number, size) }
      if size != Int(header.segmentBytes) {
        let missing = min(size, Int(header.segmentBytes))..<Int(header.segmentBytes)
        report(FaultPlace(.segmentSize, at: missing.lowerBound, records: missing), number)
      }
      segment = Segment(header: header, file: file)
    } catch {
      guard !error.isExhausted else {
        step.isHeldUp = true
        return
      }
      passSegment(.unreadable(error), number, SegmentHeader.segmentBytesRange.upperBound)
    }
  }

  /// What fails is tried once more before it is believed.
  private func openTwice(_ number: UInt32) throws(StorageError) -> (file: any StorageFile, size: Int) {
    func open() throws(StorageError) -> (file: any StorageFile, size: Int) {
      let file = try files.storage.open(files.segmentPath(number), .read)
      return (file, try file.size())
    }
    do throws(StorageError) { return try open() } catch { return try open() }
  }

  private func checkHeader(_ file: any StorageFile, _ number: UInt32) {
    for isLastTry in [false, true] {
      let piece = ScrubbedPiece(file, at: 0, count: SegmentHeader.byteCount)
      step.bytes += piece.bytes.count
      remember(piece, number)
      let found = piece.bytes.withUnsafeBytes { SegmentHeader(decoding: $0) }
      if let found, found == headers[number] { return }
      guard isLastTry, headers[number] != nil else { continue }
      report(piece.explained([FaultPlace(.segmentHeader, at: 0)], in: 0..<piece.end), number)
    }
  }

  /// Nothing in this segment can be read.
  private func passSegment(_ what: ScrubFault, _ number: UInt32, _ size: Int) {
    report(FaultPlace(what, at: 0, records: 0..<size), number)
    isLost = true
    tree = nil
    nextSegment()
  }

  func nextSegment() {
    segment = nil
    isBehindBatches = false
    place.segment += 1
    place.offset = SegmentHeader.byteCount
    guard headers[place.segment] == nil, let names = try? files.storage.list(files.logDirectory) else { return }
    // Nothing follows a log whose end is damaged.
    if !names.contains(SegmentHeader.fileName(place.segment)) { step.isRoundOver = true }
  }

  // MARK: Batches

  func read(_ segment: Segment, at offset: Int, _ count: Int) -> ScrubbedPiece {
    let piece = ScrubbedPiece(segment.file, at: offset, count: min(count, segment.byteCount - offset))
    step.bytes += piece.bytes.count
    return piece
  }

  /// As many batches as stand in the next piece, but for one that is longer.
  private func checkBatches(_ segment: Segment) {
    let start = place.offset
    var piece = read(segment, at: start, pieceBytes)
    while place.batch < lastBatch, let header = nextHeader(piece, segment) {
      let end = place.offset + header.paddedBytes
      if end > piece.end {
        guard place.offset == start else { return }
        piece = read(segment, at: start, header.paddedBytes)
      }
      check(header, piece, segment)
    }
    guard place.batch < lastBatch, place.offset == start else { return }
    missBatch(segment)
  }

  /// The header of the batch that belongs at the place; nil: it does not stand there.
  func nextHeader(_ piece: ScrubbedPiece, _ segment: Segment) -> BatchHeader? {
    guard let header = piece.batchHeader(at: place.offset, seed: segment.header.seed),
      header.byteLength > BatchHeader.byteCount, place.offset + header.paddedBytes <= segment.byteCount
    else { return nil }
    if header.number == place.batch + 1, header.firstSequence == place.records { return header }
    guard isLost, header.number > place.batch, header.firstSequence >= place.records else { return nil }
    return header
  }

  /// Checks one batch; what is wrong is read once more before it is believed.
  private func check(_ header: BatchHeader, _ piece: ScrubbedPiece, _ segment: Segment) {
    if header.firstSequence != place.records { tree = nil }
    isLost = false
    let range = place.offset..<place.offset + header.paddedBytes
    var (faults, grown) = judge(header, piece, range, segment)
    if !faults.isEmpty || piece.isUnreadable(range) {
      let again = read(segment, at: range.lowerBound, range.count)
      (faults, grown) = judge(header, again, range, segment)
      report(again.explained(faults, in: range), segment.header.number)
    }
    tree = grown
    place = LogPlace(
      batch: header.number, records: header.firstSequence + UInt64(header.records), segment: segment.header.number,
      offset: range.upperBound)
  }

  /// What is wrong with a batch, and the tree behind it; nil: it can't be known.
  private func judge(
    _ header: BatchHeader, _ piece: ScrubbedPiece, _ range: Range<Int>, _ segment: Segment
  ) -> ([FaultPlace], MerkleTree?) {
    let bytes = piece.bytes[(range.lowerBound - piece.start)..<(range.upperBound - piece.start)]
    let end = header.firstSequence + UInt64(header.records)
    let batch = walk(
      bytes, at: range.lowerBound, segment,
      .init(byteCount: Int(header.byteLength), firstSequence: header.firstSequence, endSequence: end))
    var faults = batch.faults
    var grown = batch.isComplete ? tree : nil
    grown?.append(batch.leaves, &hasher)
    // The batch's own header may have changed since.
    if piece.batchHeader(at: range.lowerBound, seed: segment.header.seed) != header {
      faults.insert(FaultPlace(.batchHeader, at: range.lowerBound), at: 0)
    } else if let root = grown?.root(&hasher), root != header.root {
      faults.append(FaultPlace(.root, at: range.lowerBound, records: range))
      grown = nil
    }
    if let first = bytes.dropFirst(Int(header.byteLength)).firstIndex(where: { $0 != 0 }) {
      faults.append(FaultPlace(.notZero, at: piece.start + first))
    }
    return (faults, grown)
  }

  func walk(
    _ bytes: ArraySlice<UInt8>, at offset: Int, _ segment: Segment, _ bounds: ScrubbedBatch.Bounds
  ) -> ScrubbedBatch {
    bytes.withUnsafeBytes { [published] in
      ScrubbedBatch($0, at: offset, seed: segment.header.seed, bounds, &hasher) {
        published.mayBeOverwritten($0, $1)
      }
    }
  }

  // MARK: Findings

  func report(_ fault: FaultPlace, _ number: UInt32) { report([fault], number) }

  func report(_ faults: [FaultPlace], _ number: UInt32) {
    for fault in faults {
      let damaged = published.ordinals(standingIn: number, fault.records, durable)
      step.damaged += damaged
      step.findings.append(
        ScrubFinding(segment: number, offset: UInt64(fault.offset), what: fault.what, tokens: damaged.count))
    }
  }
}
