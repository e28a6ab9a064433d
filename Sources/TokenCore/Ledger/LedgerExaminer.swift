// LedgerExaminer.swift: finds how far a damaged ledger can be kept. Reads everything, writes nothing.

/// A ledger that a repair can go on from.
struct ExaminedLedger {
  let damage: LedgerDamage
  let keys: KeyFile
  /// The last batch that is kept, as `head` will say it.
  let kept: Head
  let scan: LogScan
  var fold: LedgerFold
  /// What the fold's tokens are found by.
  let hash: SecretHash
  /// Bytes stand behind the cut in its own segment.
  let isTailStanding: Bool
}

/// Looks at one data directory.
struct LedgerExaminer {
  /// Where `head` stands while a repair is under way: without it, no server starts.
  static let headAside = Head.fileName + ".aside"

  let files: LedgerFiles
  let kernel: MiningKernel
  let random: @Sendable () -> UInt64
  let savedRecords: (LedgerID) -> UInt64?
  var progress: (_ segment: UInt32, _ of: Int) -> Void = { _, _ in }

  /// What stands and what does not; nil: a start takes the ledger as it is.
  func run() throws(RepairError) -> ExaminedLedger? {
    do throws(LedgerError) {
      return try examine()
    } catch .io(let error) {
      throw .ledger(.io(error))
    } catch {
      throw .beyondRepair(error)
    }
  }

  private func examine() throws(LedgerError) -> ExaminedLedger? {
    let keys = try keys()
    let found = try head()
    let (count, segmentFault) = try soundSegments(of: found.head?.ledgerID)
    guard count > 0 else { throw segmentFault ?? Self.nothingIsLeft }
    var files = files
    files.lastSegment = count
    let nothing = Head(
      ledgerID: try files.openSegment(1, .read, ledgerID: nil).header.ledgerID, batch: 0, records: 0, epoch: 0,
      root: .zero)
    var head = found.head
    let hash = SecretHash(key: (random(), random()))
    var reading = try read(files, head ?? nothing, hash)
    let fault = found.fault ?? segmentFault ?? reading.fault
    if let named = head, reading.fault != nil, try names(named, anotherBatchThan: reading, files) {
      head = nil
      reading = try read(files, nothing, hash)
    }
    guard let kept = try lastBatch(files, of: reading.fold.records) else { throw fault ?? Self.nothingIsLeft }
    if reading.scan == nil { reading = try read(files, kept, hash, endsAtHead: true) }
    guard let scan = reading.scan else { throw reading.fault ?? .poisoned }
    let unreadable = reading.fold.unexplainedAttachments().sorted { $0.sequence < $1.sequence }
    if unreadable.isEmpty { try reading.fold.checkSealedCodes(keys) }
    guard let fault = fault ?? unreadable.first.map({ .unexplained($0) }) else { return nil }
    let rest = try LogRemainder(files: self.files, sound: count, scan: scan)
    var damage = damage(fault, kept, reading.fold, at: scan.end, promised: head, rest, unreadable)
    damage.isHeadKnown = head != nil && found.fault == nil
    return ExaminedLedger(
      damage: damage, keys: keys, kept: kept, scan: scan, fold: reading.fold, hash: hash,
      isTailStanding: rest.isStanding)
  }

  private static let nothingIsLeft = LedgerError.incomplete(file: "log/" + SegmentHeader.fileName(1), .missing)

  /// - Parameter promised: what `head` says of this log; nil: nothing.
  private func damage(
    _ fault: LedgerError, _ kept: Head, _ fold: LedgerFold, at end: RecordLocation, promised: Head?,
    _ rest: LogRemainder, _ unreadable: [LedgerFold.UnreadableAttachment]
  ) -> LedgerDamage {
    LedgerDamage(
      fault: fault, keptRecords: kept.records, keptBatches: kept.batch, keptTokens: fold.tip.height,
      keptTime: fold.time, end: end,
      lostRecords: max(promised?.records ?? 0, rest.records, kept.records) - kept.records,
      lostBatches: max(promised?.batch ?? 0, rest.batch, kept.batch) - kept.batch, lostBytes: rest.bytes,
      isHeadKnown: promised != nil, segments: rest.segments,
      unreadable: unreadable.map { LedgerDamage.UnreadableAttachment(sequence: $0.sequence, index: $0.index) },
      savedRecords: savedRecords(kept.ledgerID))
  }

  private func keys() throws(LedgerError) -> KeyFile {
    guard let bytes = try files.contents(KeyFile.fileName) else { throw .incomplete(file: KeyFile.fileName, .missing) }
    guard let keys = KeyFile(decoding: bytes) else { throw .incomplete(file: KeyFile.fileName, .badChecksum) }
    return keys
  }

  /// The head, or the one that a repair put aside which did not end; and what is wrong with it.
  private func head() throws(LedgerError) -> (head: Head?, fault: LedgerError?) {
    if let bytes = try files.contents(Head.fileName) {
      if let head = Head(decoding: bytes) { return (head, nil) }
      return (nil, .incomplete(file: Head.fileName, .badChecksum))
    }
    let aside = try files.contents(Self.headAside).flatMap { Head(decoding: $0) }
    return (aside, .incomplete(file: Head.fileName, .missing))
  }

  /// How many segments stand one behind the other from the first, and what is wrong with the one behind them.
  private func soundSegments(of ledgerID: LedgerID?) throws(LedgerError) -> (count: UInt32, fault: LedgerError?) {
    let names = try ledger { () throws(StorageError) in try files.storage.list(files.logDirectory) }
    var first: SegmentHeader?
    var count: UInt32 = 0
    for name in names where name.hasSuffix(".seg") {
      guard name == SegmentHeader.fileName(count + 1) else {
        return (count, .incomplete(file: "log/" + name, .gapBefore))
      }
      do throws(LedgerError) {
        let header = try files.openSegment(count + 1, .read, ledgerID: ledgerID ?? first?.ledgerID).header
        guard first == nil || first?.segmentBytes == header.segmentBytes else {
          throw .incomplete(file: "log/" + name, .wrongSize)
        }
        first = first ?? header
      } catch .io(let error) {
        throw .io(error)
      } catch {
        return (count, error)
      }
      count += 1
    }
    return (count, nil)
  }

  // MARK: Reading

  /// What a pass over the log made of it.
  private struct Reading {
    var fold: LedgerFold
    /// nil: it ended in the fault.
    var scan: LogScan?
    var fault: LedgerError?
  }

  /// The fold while it is filled by the scanner's closures.
  private final class Replay {
    var fold: LedgerFold

    init(_ fold: LedgerFold) {
      self.fold = fold
    }
  }

  private func read(
    _ files: LedgerFiles, _ head: Head, _ hash: SecretHash, endsAtHead: Bool = false
  ) throws(LedgerError) -> Reading {
    let replay = Replay(LedgerFold(hash: hash))
    let scanner = LogScanner(
      files, head: head, kernel: kernel, endsAtHead: endsAtHead, progress: progress, unexplained: { nil },
      apply: { (record, block, location) throws(Corruption) in try replay.fold.apply(record, block, at: location) })
    do throws(LedgerError) {
      let scan = try scanner.run()
      return Reading(fold: replay.fold, scan: scan, fault: nil)
    } catch .io(let error) {
      throw .io(error)
    } catch {
      return Reading(fold: replay.fold, scan: nil, fault: error)
    }
  }

  /// The last batch whose records were all applied, as `head` says it; nil: there is none.
  private func lastBatch(_ files: LedgerFiles, of records: UInt64) throws(LedgerError) -> Head? {
    let tail = LogTail(files: files, at: LogPlace())
    var last: Head?
    while tail.place.records < records {
      let batch = try tail.next()
      guard tail.place.records <= records else { break }
      last = Head(
        ledgerID: batch.segment.ledgerID, batch: batch.header.number, records: tail.place.records,
        epoch: batch.header.epoch, root: batch.header.root)
    }
    return last
  }

  /// The log has the batch that `head` names, and it is another: `head` is not this log's.
  private func names(
    _ head: Head, anotherBatchThan reading: Reading, _ files: LedgerFiles
  ) throws(LedgerError) -> Bool {
    guard let last = try lastBatch(files, of: reading.fold.records), last.batch == head.batch else { return false }
    return last.records != head.records || last.root != head.root
  }
}

/// What stands behind the last good batch.
private struct LogRemainder {
  /// Up to the last byte that is not zero, in each file.
  private(set) var bytes: UInt64 = 0
  /// Of the valid batch headers there the highest number, and the records of the log with it; 0: there is none.
  private(set) var batch: UInt64 = 0
  private(set) var records: UInt64 = 0
  /// Files that can't stay: all from the first on that holds something, or is none of the log's.
  private(set) var segments: [String] = []
  /// Bytes stand behind the cut in its own segment.
  private(set) var isStanding = false

  /// - Parameter sound: so many segments can be read.
  init(files: LedgerFiles, sound: UInt32, scan: LogScan) throws(LedgerError) {
    for header in scan.segments where header.number >= scan.end.segment {
      let isCut = header.number == scan.end.segment
      let isUsed = try add(SegmentContents(files, header), from: isCut ? Int(scan.end.offset) : SegmentHeader.byteCount)
      if isCut {
        isStanding = isUsed
      } else if isUsed || !segments.isEmpty {
        segments.append(SegmentHeader.fileName(header.number))
      }
    }
    let names = try ledger { () throws(StorageError) in try files.storage.list(files.logDirectory) }
    for name in names.filter({ $0.hasSuffix(".seg") }).dropFirst(Int(sound)) {
      segments.append(name)
      bytes += try ledger { () throws(StorageError) in
        UInt64(try files.storage.open(files.logDirectory + "/" + name, .read).size())
      }
    }
  }

  /// Whether something stands there.
  private mutating func add(_ contents: SegmentContents, from start: Int) throws(LedgerError) -> Bool {
    guard start < contents.bytes.count else { return false }
    let rest = contents[start...]
    guard !rest.isAllZero, let last = rest.lastIndex(where: { $0 != 0 }) else { return false }
    bytes += UInt64(last + 1)
    for offset in stride(from: start, to: contents.bytes.count, by: BatchHeader.alignment) {
      guard let header = contents.batchHeader(at: offset), header.number > batch else { continue }
      batch = header.number
      records = header.firstSequence &+ UInt64(header.records)
    }
    return true
  }
}
