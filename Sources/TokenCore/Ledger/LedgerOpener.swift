// LedgerOpener.swift: from a directory to a ledger that can be written: first start, or recovery (I1, I4, I5, I10).

/// An open ledger: everything was read and checked; `openEpoch` comes before the first command.
struct OpenLedger {
  let files: LedgerFiles
  let keys: KeyFile
  let lock: any StorageLock
  let writer: LedgerWriter
  var fold: LedgerFold
  /// Where a torn batch stood that was cut; nil: a clean end.
  let torn: RecordLocation?
  /// The last record's time before this start; nil: the ledger is new.
  let lastTime: UInt64?
  /// What it began with and has not checked; nil: everything was checked.
  let trusted: CheckpointHeader?
  /// Of the keys that tokens are found by.
  let hash: SecretHash
}

/// What a first start writes down for good.
struct LedgerBirth {
  var difficultyFloor: Difficulty
  var segmentBytes: Int
}

/// Opens a ledger's directory.
struct LedgerOpener {
  let files: LedgerFiles
  let birth: LedgerBirth
  let random: @Sendable () -> UInt64
  /// Hashes the blocks that are checked.
  var kernel = MiningKernel.portable
  /// Events of the queue that are kept for its followers.
  var queueEventsMax = EngineSettings.defaultQueueEventsMax
  /// Begins with the checkpoint if there is one of use.
  var trustsCheckpoint = false
  /// Takes what people should know, a line each.
  var report: (String) -> Void = { _ in }
  var progress: (_ segment: UInt32, _ of: Int) -> Void = { _, _ in }

  /// Reads, checks and mends what may be mended. The epoch is not opened yet.
  func open() throws(LedgerError) -> sending OpenLedger {
    try ledger { () throws(StorageError) in try files.storage.makeDirectory(files.directory) }
    guard let lock = try ledger({ () throws(StorageError) in try files.storage.lock(files.lockPath) }) else {
      throw .inUse(directory: files.directory)
    }
    let (keys, head) = try foundations()
    return try recover(keys: keys, head: head, lock: lock)
  }

  // MARK: First start (I10)

  /// The keys and the head, made when the directory holds only a prefix of a first start.
  private func foundations() throws(LedgerError) -> (KeyFile, Head) {
    try ledger { () throws(StorageError) in
      try files.storage.makeDirectory(files.logDirectory)
      try files.storage.syncDirectory(files.directory)
      // It may hold what was erased since.
      try files.shred(CheckpointHeader.fileName + ".tmp")
      for directory in [files.directory, files.logDirectory] {
        for name in try files.storage.list(directory) where name.hasSuffix(".tmp") {
          try files.storage.remove(directory + "/" + name)
        }
      }
    }
    let segments = try files.segmentNumbers()
    let keyBytes = try files.contents(KeyFile.fileName)
    let headBytes = try files.contents(Head.fileName)
    // Until the head stands, nothing says that the names before it are durable: the directory's own, and that of a
    // segment which a process made that was killed before it had synced the log's directory.
    if headBytes == nil {
      for directory in [files.parentDirectory, files.logDirectory] {
        try ledger { () throws(StorageError) in try files.storage.syncDirectory(directory) }
      }
    }
    if segments.isEmpty, headBytes != nil {
      throw .incomplete(file: "log/" + SegmentHeader.fileName(1), .missing)
    }
    if !segments.isEmpty, keyBytes == nil { throw .incomplete(file: KeyFile.fileName, .missing) }
    let keys = if let keyBytes { try decodeKeys(keyBytes) } else { try makeKeys() }
    if segments.isEmpty { try makeFirstSegment() }
    if let headBytes {
      guard let head = Head(decoding: headBytes) else { throw .incomplete(file: Head.fileName, .badChecksum) }
      return (keys, head)
    }
    return (keys, try makeHead())
  }

  private func decodeKeys(_ bytes: [UInt8]) throws(LedgerError) -> KeyFile {
    guard let keys = KeyFile(decoding: bytes) else { throw .incomplete(file: KeyFile.fileName, .badChecksum) }
    return keys
  }

  private func makeKeys() throws(LedgerError) -> KeyFile {
    let keys = KeyFile(random: { Digest(words: (random(), random(), random(), random())) })
    try create(KeyFile.fileName, keys.bytes)
    return keys
  }

  private func makeFirstSegment() throws(LedgerError) {
    _ = try supply(
      ledgerID: LedgerID(high: random(), low: random()), segmentBytes: UInt32(birth.segmentBytes)
    ).make(1)
  }

  /// Only a log without a byte behind its first segment's header may lack a head.
  private func makeHead() throws(LedgerError) -> Head {
    let segment = try files.openSegment(1, .read, ledgerID: nil)
    let bytes = try ledger { () throws(StorageError) in try segment.file.read(at: 0, count: segment.byteCount) }
    guard try files.segmentNumbers().count == 1,
      bytes[SegmentHeader.byteCount...].isAllZero
    else { throw .incomplete(file: Head.fileName, .missing) }
    var hasher = SHA256()
    let head = Head(
      ledgerID: segment.header.ledgerID, batch: 0, records: 0, epoch: 0, root: MerkleTree().root(&hasher))
    try create(Head.fileName, head.fileBytes)
    return head
  }

  private func create(_ name: String, _ bytes: [UInt8]) throws(LedgerError) {
    try ledger { () throws(StorageError) in
      try files.storage.createDurably(name, in: files.directory) { (file) throws(StorageError) in
        try file.write(bytes, at: 0)
      }
    }
  }

  private func supply(ledgerID: LedgerID, segmentBytes: UInt32) -> SegmentSupply {
    SegmentSupply(files: files, ledgerID: ledgerID, segmentBytes: segmentBytes, random: random)
  }

  // MARK: Recovery (I4, I5)

  private func recover(keys: KeyFile, head: Head, lock: any StorageLock) throws(LedgerError) -> sending OpenLedger {
    let hash = SecretHash(key: (random(), random()))
    var trusted = try loadCheckpoint(head, hash)
    let scan: LogScan
    let fold: LedgerFold
    if let found = try trusted.flatMap({ (trusted) throws(LedgerError) in try readOn(trusted, keys, head) }) {
      (scan, fold) = found
    } else {
      trusted = nil
      (scan, fold) = try read(head, LedgerFold(hash: hash, queueEventsMax: queueEventsMax), from: nil)
    }
    try rewriteBeyondHead(scan)
    try cutTorn(scan)
    try syncEverything(scan)
    let segment = try files.openSegment(scan.end.segment, .readWrite, ledgerID: head.ledgerID)
    let headFile = try ledger { () throws(StorageError) in try files.storage.open(files.headPath, .readWrite) }
    let writer = LedgerWriter(
      files: files, headFile: headFile,
      supply: supply(ledgerID: head.ledgerID, segmentBytes: segment.header.segmentBytes), segment: segment,
      scan: scan)
    let lastTime = scan.batch == 0 ? nil : fold.time
    return OpenLedger(
      files: files, keys: keys, lock: lock, writer: writer, fold: fold, torn: scan.torn,
      lastTime: lastTime, trusted: trusted?.header, hash: hash)
  }

  /// The checkpoint, if it is to be trusted and of use; one that is not is taken away and said so.
  private func loadCheckpoint(
    _ head: Head, _ hash: SecretHash
  ) throws(LedgerError) -> CheckpointLoader.Loaded? {
    guard trustsCheckpoint else { return nil }
    do throws(CheckpointFault) {
      let loader = CheckpointLoader(files: files, head: head, hash: hash, queueEventsMax: queueEventsMax)
      if let loaded = try loader.load() { return loaded }
      report("there is no checkpoint: everything is checked")
    } catch {
      throwAway("\(error)")
    }
    return nil
  }

  /// What the log has behind a checkpoint; nil: it does not go with it, so one of them is wrong, and nobody knows which
  /// before everything was read.
  private func readOn(
    _ trusted: CheckpointLoader.Loaded, _ keys: KeyFile, _ head: Head
  ) throws(LedgerError) -> (LogScan, LedgerFold)? {
    do throws(LedgerError) {
      let (scan, fold) = try read(head, trusted.fold, from: trusted.start)
      try fold.checkSealedCodes(keys)
      return (scan, fold)
    } catch {
      if case .io = error { throw error }
      throwAway("with it, \(error)")
      return nil
    }
  }

  private func throwAway(_ reason: String) {
    report("the checkpoint is of no use (\(reason)) and thrown away: everything is checked")
    do throws(StorageError) {
      try files.shred(CheckpointHeader.fileName)
    } catch {
      report("the checkpoint can't be removed (\(error))")
    }
  }

  /// Reads the log and applies what it says to a fold.
  ///
  /// - Parameter start: nil: the first byte.
  private func read(
    _ head: Head, _ fold: LedgerFold, from start: LogStart?
  ) throws(LedgerError) -> (LogScan, LedgerFold) {
    let replay = Replay(fold)
    let scan = try LogScanner(
      files, head: head, kernel: kernel, start: start, progress: progress,
      unexplained: { replay.fold.unexplainedAttachment() },
      apply: { (record, block, location) throws(Corruption) in try replay.fold.apply(record, block, at: location) }
    ).run()
    return (scan, replay.fold)
  }

  /// The fold while it is filled by the scanner's closures.
  private final class Replay {
    var fold: LedgerFold

    init(_ fold: LedgerFold) {
      self.fold = fold
    }
  }

  /// After a failed sync the page cache may hold what the disk does not: the same bytes are written again in the same
  /// place before anything of them is believed (I4).
  private func rewriteBeyondHead(_ scan: LogScan) throws(LedgerError) {
    try ledger { () throws(StorageError) in
      for batch in scan.beyondHead {
        let file = try files.storage.open(files.segmentPath(batch.at.segment), .readWrite)
        try file.write(try file.read(at: Int(batch.at.offset), count: batch.byteCount), at: Int(batch.at.offset))
      }
    }
  }

  /// To cut is to zero to the end of the preallocation (I5).
  private func cutTorn(_ scan: LogScan) throws(LedgerError) {
    guard let torn = scan.torn else { return }
    try ledger { () throws(StorageError) in
      for header in scan.segments where header.number >= torn.segment {
        let file = try files.storage.open(files.segmentPath(header.number), .readWrite)
        let start = header.number == torn.segment ? Int(torn.offset) : SegmentHeader.byteCount
        try file.write([UInt8](repeating: 0, count: Int(header.segmentBytes) - start), at: start)
        try file.sync()
      }
    }
  }

  private func syncEverything(_ scan: LogScan) throws(LedgerError) {
    try ledger { () throws(StorageError) in
      for header in scan.segments {
        try files.storage.open(files.segmentPath(header.number), .readWrite).sync()
      }
      for path in [files.headPath, files.keysPath] { try files.storage.open(path, .readWrite).sync() }
      for directory in [files.logDirectory, files.directory] { try files.storage.syncDirectory(directory) }
    }
  }
}
