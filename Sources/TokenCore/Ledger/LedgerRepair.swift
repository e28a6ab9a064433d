// LedgerRepair.swift: makes a ledger that a start refuses one that can be used, without what can't be kept. Promise:
// what is taken away is kept aside, durably, before anything is changed; until the end no server starts on it, and a
// repair that was cut short is finished by the next one.

/// A ledger after its repair.
public struct RepairedLedger: Sendable, Equatable {
  public var damage: LedgerDamage
  /// What was taken away.
  public var aside: String
  /// What is in the ledger now, with the records of the repair.
  public var summary: LedgerSummary
}

/// Repairs one data directory.
///
/// The order, each step durable before the next: copies aside; `head` moved away, so that a start refuses the ledger;
/// the checkpoint shredded, the database and later segments moved; the log cut; the epoch that says what is missing
/// (I9); the new `head`.
public struct LedgerRepair {
  private let files: LedgerFiles
  private let kernel: MiningKernel
  private let savedRecords: (LedgerID) -> UInt64?

  /// - Parameter kernel: hashes the blocks. It has passed its self-test.
  public init(directory: String, kernel: MiningKernel = .portable) {
    self.init(
      files: LedgerFiles(storage: SystemStorage(), directory: directory), kernel: kernel,
      savedRecords: { TokenDatabase.savedRecords(in: directory, of: $0) })
  }

  init(
    files: LedgerFiles, kernel: MiningKernel = .portable, savedRecords: @escaping (LedgerID) -> UInt64? = { _ in nil }
  ) {
    self.files = files
    self.kernel = kernel
    self.savedRecords = savedRecords
  }

  /// What is wrong and what a repair would lose; nil: a start takes the ledger as it is. Takes no lock: a server that
  /// writes meanwhile makes a sound ledger look damaged.
  public func examine(
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in }
  ) throws(RepairError) -> LedgerDamage? {
    try examiner(.system, progress).run()?.damage
  }

  /// Repairs it; nil: there is nothing to repair, and nothing was changed. Refused beside a server (I1).
  ///
  /// - Parameter name: of the directory inside the ledger's for what is taken away; a number is added if it is there.
  public func run(
    aside name: String, environment: Environment = .system,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in }
  ) throws(RepairError) -> RepairedLedger? {
    let lock = try lock()
    defer { lock.release() }
    guard let found = try examiner(environment, progress).run() else { return nil }
    do throws(LedgerError) {
      let aside = try ledger { () throws(StorageError) in try putAside(found, name) }
      try ledger { () throws(StorageError) in try takeAway(found, aside) }
      try cut(found)
      try begin(found, lock, environment)
      let summary = try LedgerInspector(files: files, kernel: kernel).read()
      return RepairedLedger(damage: found.damage, aside: aside, summary: summary)
    } catch {
      throw .ledger(error)
    }
  }

  private func lock() throws(RepairError) -> any StorageLock {
    do throws(LedgerError) {
      guard let lock = try ledger({ () throws(StorageError) in try files.storage.lock(files.lockPath) }) else {
        throw .inUse(directory: files.directory)
      }
      return lock
    } catch {
      throw .ledger(error)
    }
  }

  private func examiner(
    _ environment: Environment, _ progress: @escaping (UInt32, Int) -> Void
  ) -> LedgerExaminer {
    LedgerExaminer(
      files: files, kernel: kernel, random: environment.random, savedRecords: savedRecords, progress: progress)
  }

  // MARK: What is taken away

  /// Makes the directory, with copies of the segment that is cut and of `head`.
  private func putAside(_ found: ExaminedLedger, _ name: String) throws(StorageError) -> String {
    let names = try files.storage.list(files.directory)
    var free = name
    var number = 1
    while names.contains(free) {
      number += 1
      free = "\(name)-\(number)"
    }
    let aside = files.directory + "/" + free
    try files.storage.makeDirectory(aside)
    try files.storage.syncDirectory(files.directory)
    if found.isTailStanding {
      let segment = SegmentHeader.fileName(found.scan.end.segment)
      try copy(files.logDirectory + "/" + segment, to: segment, in: aside)
    }
    for name in [Head.fileName, LedgerExaminer.headAside] where names.contains(name) {
      try copy(files.directory + "/" + name, to: name, in: aside)
    }
    return aside
  }

  private func copy(_ path: String, to name: String, in directory: String) throws(StorageError) {
    let source = try files.storage.open(path, .read)
    let size = try source.size()
    try files.storage.createDurably(name, in: directory) { (file) throws(StorageError) in
      for offset in stride(from: 0, to: size, by: 1 << 20) {
        try file.write(try source.read(at: offset, count: min(1 << 20, size - offset)), at: offset)
      }
    }
  }

  /// Moves `head` first: without it no server starts, whatever the machine does from here on.
  private func takeAway(_ found: ExaminedLedger, _ aside: String) throws(StorageError) {
    let names = try files.storage.list(files.directory)
    if names.contains(Head.fileName) {
      try files.storage.rename(files.headPath, to: files.directory + "/" + LedgerExaminer.headAside)
      try files.storage.syncDirectory(files.directory)
    }
    // What it adds up to may be beyond the cut.
    try files.shred(CheckpointHeader.fileName)
    if found.damage.isMoreInDatabase {
      for name in ["", "-wal", "-shm"].map({ DatabaseSchema.fileName + $0 }) where names.contains(name) {
        try files.storage.rename(files.directory + "/" + name, to: aside + "/" + name)
      }
    }
    // The last first, so that no gap hides one.
    for name in found.damage.segments.reversed() {
      try files.storage.rename(files.logDirectory + "/" + name, to: aside + "/" + name)
    }
    for directory in [aside, files.logDirectory, files.directory] { try files.storage.syncDirectory(directory) }
  }

  /// Writes the last segment again up to the cut, the same bytes in the same place (I4), and zeros behind it; syncs
  /// what is kept.
  private func cut(_ found: ExaminedLedger) throws(LedgerError) {
    let end = found.scan.end
    let segment = try files.openSegment(end.segment, .readWrite, ledgerID: found.kept.ledgerID)
    try ledger { () throws(StorageError) in
      var bytes = try segment.file.read(at: 0, count: Int(end.offset))
      bytes.append(zeros: segment.byteCount - bytes.count)
      try segment.file.write(bytes, at: 0)
      for number in 1...end.segment {
        try files.storage.open(files.segmentPath(number), .readWrite).sync()
      }
      try files.storage.open(files.keysPath, .readWrite).sync()
    }
  }

  // MARK: The epoch

  /// Begins the epoch that says what is missing (I9); `head`, which lets servers start, gets its name last.
  private func begin(
    _ found: ExaminedLedger, _ lock: any StorageLock, _ environment: Environment
  ) throws(LedgerError) {
    let temporary = files.headPath + ".tmp"
    let headFile = try ledger { () throws(StorageError) in
      let file = try files.storage.open(temporary, .create)
      try file.write(found.kept.fileBytes, at: 0)
      return file
    }
    let segment = try files.openSegment(found.scan.end.segment, .readWrite, ledgerID: found.kept.ledgerID)
    let supply = SegmentSupply(
      files: files, ledgerID: found.kept.ledgerID, segmentBytes: segment.header.segmentBytes,
      random: environment.random)
    let writer = LedgerWriter(files: files, headFile: headFile, supply: supply, segment: segment, scan: found.scan)
    var opened = OpenLedger(
      files: files, keys: found.keys, lock: lock, writer: writer, fold: found.fold, torn: nil,
      lastTime: found.fold.time, trusted: nil, hash: found.hash)
    defer { writer.close() }
    let clock = LedgerClock(environment, lastTime: found.fold.time, isAccepted: false)
    let birth = LedgerBirth(difficultyFloor: .none, segmentBytes: segment.byteCount)
    try opened.openEpoch(
      clock, birth, environment, reason: .repair,
      firstMissing: found.damage.mayHaveLostRecords ? found.kept.records : 0)
    try opened.endWhatCanNotBeRead()
    try writer.syncHead()
    try ledger { () throws(StorageError) in
      try files.storage.rename(temporary, to: files.headPath)
      try files.storage.syncDirectory(files.directory)
      let names = try files.storage.list(files.directory)
      guard names.contains(LedgerExaminer.headAside) else { return }
      try files.storage.remove(files.directory + "/" + LedgerExaminer.headAside)
      try files.storage.syncDirectory(files.directory)
    }
  }
}

extension OpenLedger {
  /// Ends the live codes, of whose uses and refusals some may be gone, and erases the records whose attachments can't
  /// be read: their bytes may be gone for a reason that is gone itself. A requisition that waits fails first.
  fileprivate mutating func endWhatCanNotBeRead() throws(LedgerError) {
    if fold.users.hasLive(at: fold.time) { try correctClock(to: fold.time) }
    let records = RecordReader(files: files)
    var erased: Set<UInt64> = []
    let unreadable = fold.unexplainedAttachments().sorted { $0.sequence < $1.sequence }
    for attachment in unreadable where erased.insert(attachment.sequence).inserted {
      let count = try records.record(at: attachment.location).attachments.count
      try writer.makeRoom(for: 2 * RecordSize.small)
      if let ordinal = fold.ordinal(acceptedSequence: attachment.sequence), fold.queue.contains(ordinal) {
        let failed = RequisitionFailed(acceptedSequence: attachment.sequence, reason: .erased)
        try append(.requisitionFailed(failed), at: fold.time)
      }
      try append(.erased([Erased(sequence: attachment.sequence, mask: (1 << UInt32(count)) - 1)]), at: fold.time)
      try writer.commit()
    }
  }
}
