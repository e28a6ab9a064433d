// LedgerRestorer.swift: makes a ledger's directory again from its database and its keys, byte for byte up to the last
// save.

/// Why a ledger could not be restored.
public enum RestoreError: Error, Sendable, Equatable {
  /// The database can't be read, or has not what it should.
  case database(DatabaseError)
  /// The directory or what was made there is refused.
  case ledger(LedgerError)
  /// There is a ledger already.
  case occupied(directory: String)
  /// The file of keys is missing or does not check.
  case keys(path: String)
}

/// What was restored.
public struct RestoredLedger: Sendable, Equatable {
  /// Records up to the last save.
  public var records: UInt64
  public var batches: UInt64
  public var tokens: UInt64
  /// The root of the restored log, before the epoch that says it was restored.
  public var root: Digest
}

/// Restores a ledger from `tokens.sqlite`.
public struct LedgerRestorer {
  private let databasePath: String
  private let keysPath: String
  private let files: LedgerFiles

  /// - Parameters:
  ///   - database: the path of a `tokens.sqlite`.
  ///   - keys: the path of the ledger's `keys`, which stand in no database.
  ///   - directory: made when it is missing; one with a ledger is refused.
  public init(database: String, keys: String, directory: String) {
    self.init(database: database, keys: keys, LedgerFiles(storage: SystemStorage(), directory: directory))
  }

  init(database: String, keys: String, _ files: LedgerFiles) {
    databasePath = database
    keysPath = keys
    self.files = files
  }

  /// Writes the files, each durable (I4), opens the ledger with every check, and begins an epoch that says what may be
  /// missing (I9): limited tokens wait until the operator accepts it.
  ///
  /// - Parameter progress: called before each segment, with its number and how many there are.
  public func run(
    environment: Environment = .system, progress: (_ segment: UInt32, _ of: Int) -> Void = { _, _ in }
  ) throws(RestoreError) -> RestoredLedger {
    let keys = try readKeys()
    let head: Head
    let database: SQLite
    do throws(DatabaseError) {
      database = try SQLite(path: databasePath, isWritable: false)
      // One moment of it, should a server be saving.
      try database.execute("BEGIN")
      head = try self.head(database)
    } catch {
      throw .database(error)
    }
    try prepareDirectory()
    do throws(DatabaseError) {
      try writeSegments(database, progress)
    } catch {
      throw .database(error)
    }
    return try finish(keys, head, environment)
  }

  private func readKeys() throws(RestoreError) -> KeyFile {
    let bytes = try? files.storage.open(keysPath, .read).read(at: 0, count: 1 << 20)
    guard let keys = bytes.flatMap({ KeyFile(decoding: $0) }) else { throw .keys(path: keysPath) }
    return keys
  }

  /// Makes the directory, which must hold nothing of a ledger.
  private func prepareDirectory() throws(RestoreError) {
    let names: [String]
    do throws(StorageError) {
      try files.storage.makeDirectory(files.directory)
      try files.storage.syncDirectory(files.parentDirectory)
      names = try files.storage.list(files.directory)
    } catch {
      throw .ledger(.io(error))
    }
    guard !names.contains("log"), !names.contains(Head.fileName), !names.contains(KeyFile.fileName) else {
      throw .occupied(directory: files.directory)
    }
    do throws(StorageError) {
      try files.storage.makeDirectory(files.logDirectory)
      try files.storage.syncDirectory(files.directory)
    } catch {
      throw .ledger(.io(error))
    }
  }

  /// How far the database reaches, as `head` says it.
  private func head(_ database: SQLite) throws(DatabaseError) -> Head {
    guard try database.number("PRAGMA application_id") == DatabaseSchema.applicationID,
      try database.number("PRAGMA user_version") == DatabaseSchema.version
    else { throw DatabaseError(code: 0, text: "no database of a ledger, or another version's") }
    let saved = try database.prepare(
      "SELECT s.ledger, s.records, s.batch, s.root, b.bytes FROM saved s JOIN batches b ON b.number = s.batch")
    guard try saved.step() else { throw DatabaseError(code: 0, text: "nothing was ever saved in it") }
    let id = saved.bytes(0).withUnsafeBytes { bytes -> LedgerID? in
      var reader = ByteReader(bytes)
      return LedgerID(&reader)
    }
    let epoch = saved.bytes(4).withUnsafeBytes { bytes -> UInt32? in
      var reader = ByteReader(bytes)
      return reader.slice(28) == nil ? nil : reader.integer(UInt32.self)
    }
    guard let id, let epoch, let root = Digest(saved.bytes(3)), let records = saved.number(1),
      let batch = saved.number(2)
    else { throw DatabaseError(code: 0, text: "it does not say how far it reaches") }
    return Head(ledgerID: id, batch: batch, records: records, epoch: epoch, root: root)
  }

  private func writeSegments(
    _ database: SQLite, _ progress: (UInt32, Int) -> Void
  ) throws(DatabaseError) {
    let count = Int(try database.number("SELECT count(*) FROM segments"))
    let segments = try database.prepare("SELECT number, header FROM segments ORDER BY number")
    while try segments.step() {
      let header = segments.bytes(1)
      guard let decoded = header.withUnsafeBytes({ SegmentHeader(decoding: $0) }) else {
        throw DatabaseError(code: 0, text: "the header of segment \(segments.integer(0)) does not check")
      }
      progress(decoded.number, count)
      try writeSegment(decoded, header, database)
    }
  }

  private func writeSegment(
    _ header: SegmentHeader, _ headerBytes: [UInt8], _ database: SQLite
  ) throws(DatabaseError) {
    var bytes = [UInt8](repeating: 0, count: Int(header.segmentBytes))
    bytes.replaceSubrange(..<headerBytes.count, with: headerBytes)
    let batches = try database.prepare("SELECT offset, bytes FROM batches WHERE segment = ? ORDER BY number")
    try batches.bind([.integer(Int64(header.number))])
    while try batches.step() {
      let (offset, batch) = (Int(batches.integer(0)), batches.bytes(1))
      guard offset >= SegmentHeader.byteCount, offset + batch.count <= bytes.count else {
        throw DatabaseError(code: 0, text: "a batch does not lie in segment \(header.number)")
      }
      bytes.replaceSubrange(offset..<offset + batch.count, with: batch)
    }
    do throws(StorageError) {
      try files.storage.createDurably(SegmentHeader.fileName(header.number), in: files.logDirectory) {
        (file) throws(StorageError) in try file.write(bytes, at: 0)
      }
    } catch {
      throw DatabaseError(code: -1, text: "\(error)")
    }
  }

  private func finish(
    _ keys: KeyFile, _ head: Head, _ environment: Environment
  ) throws(RestoreError) -> RestoredLedger {
    do throws(LedgerError) {
      for (name, bytes) in [(KeyFile.fileName, keys.bytes), (Head.fileName, head.fileBytes)] {
        try ledger { () throws(StorageError) in
          try files.storage.createDurably(name, in: files.directory) { (file) throws(StorageError) in
            try file.write(bytes, at: 0)
          }
        }
      }
      let birth = LedgerBirth(difficultyFloor: .none, segmentBytes: SegmentHeader.defaultSegmentBytes)
      var opened = try LedgerOpener(files: files, birth: birth, random: environment.random).open()
      try opened.fold.checkSealedCodes(keys)
      let restored = RestoredLedger(
        records: opened.fold.records, batches: head.batch, tokens: opened.fold.tip.height, root: head.root)
      let clock = LedgerClock(environment, lastTime: opened.lastTime, isAccepted: false)
      try opened.openEpoch(clock, birth, environment, reason: .restore, firstMissing: opened.fold.records)
      opened.writer.close()
      opened.lock.release()
      return restored
    } catch {
      throw .ledger(error)
    }
  }
}

extension RestoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .database(let error): "the database can't be used: \(error)"
    case .ledger(let error): "\(error)"
    case .occupied(let directory): "\(directory) has a ledger, or a part of one; choose another directory"
    case .keys(let path): "\(path) is no file of a ledger's keys; without them nothing can be restored"
    }
  }
}
