// TokenDatabase.swift: owns `tokens.sqlite`, a projection of the log that can be dropped at any time. Promise: a save
// is one transaction that says how far it reaches; nothing in the ledger ever depends on it.

internal import Glibc

/// An open database of one ledger. One owner at a time.
final class TokenDatabase {
  private static let aside = ".aside"
  /// A transaction is closed when it has taken so many bytes of the log.
  static let transactionBytes = 16 << 20

  private let files: LedgerFiles
  private let ledgerID: LedgerID
  private let database: SQLite
  private let projection: DatabaseProjection
  private let tail: LogTail
  private let note: Statement
  private var isWriteAheadLogDue = true
  let reader: AuditReader

  /// Records that are saved.
  var records: UInt64 { tail.place.records }

  static func path(in directory: String) -> String { directory + "/" + DatabaseSchema.fileName }

  /// Records that the database of a directory has of this ledger; nil: there is none, or it can't be read. No server
  /// writes it.
  static func savedRecords(in directory: String, of ledgerID: LedgerID) -> UInt64? {
    let path = path(in: directory)
    guard let database = try? SQLite(path: path, isWritable: false, isAlone: access(path + "-wal", F_OK) != 0),
      let saved = try? database.prepare("SELECT ledger, records FROM saved"), (try? saved.step()) == true
    else { return nil }
    var id: [UInt8] = []
    ledgerID.encode(into: &id)
    return saved.bytes(0) == id ? saved.number(1) : nil
  }

  /// Opens the database, or makes a new one. One that is damaged, of another ledger or version, or knows more than the
  /// log, is moved aside first, and `report` is told.
  ///
  /// - Parameter damage: what was found wrong with it while it was open; nil: nothing.
  static func open(
    _ files: LedgerFiles, _ ledgerID: LedgerID, durableRecords: UInt64, damage: DatabaseError? = nil,
    report: (String) -> Void
  ) throws(DatabaseError) -> TokenDatabase {
    let path = path(in: files.directory)
    do throws(DatabaseError) {
      if let damage { throw damage }
      return try TokenDatabase(path, files, ledgerID, durableRecords)
    } catch  where error.isDamage {
      report("the database \(path) is of no use (\(error)): it is kept as \(path)\(aside) and made anew from the log")
      for suffix in ["", "-wal", "-shm"] { rename(path + suffix, path + aside + suffix) }
      return try TokenDatabase(path, files, ledgerID, durableRecords)
    }
  }

  private init(
    _ path: String, _ files: LedgerFiles, _ ledgerID: LedgerID, _ durableRecords: UInt64
  ) throws(DatabaseError) {
    // SQLite gives the files beside it the mode of this one.
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw DatabaseError(code: 14, text: "open \(path): \(String(cString: strerror(errno)))")
    }
    close(descriptor)
    self.files = files
    self.ledgerID = ledgerID
    database = try SQLite(path: path)
    try database.execute(DatabaseSchema.settings)
    let place = try Self.prepare(database, ledgerID, durableRecords)
    tail = LogTail(files: files, at: place)
    projection = try DatabaseProjection(database)
    note = try database.prepare("INSERT OR REPLACE INTO saved VALUES (1, ?, ?, ?, ?, ?, ?, ?)")
    reader = AuditReader(database)
    try checkLast()
  }

  /// Makes the tables if there are none; says how far they reach.
  private static func prepare(
    _ database: SQLite, _ ledgerID: LedgerID, _ durableRecords: UInt64
  ) throws(DatabaseError) -> LogPlace {
    if try database.number("SELECT count(*) FROM sqlite_master") == 0 {
      try database.execute("BEGIN IMMEDIATE; \(DatabaseSchema.tables) COMMIT")
    }
    guard try database.number("PRAGMA application_id") == DatabaseSchema.applicationID,
      try database.number("PRAGMA user_version") == DatabaseSchema.version
    else { throw DatabaseError(code: 0, text: "another program's tables, or another version's") }
    let saved = try database.prepare("SELECT ledger, records, batch, segment, offset FROM saved")
    guard try saved.step() else { return LogPlace() }
    var id: [UInt8] = []
    ledgerID.encode(into: &id)
    guard saved.bytes(0) == id else { throw DatabaseError(code: 0, text: "another ledger's") }
    let place = LogPlace(
      batch: saved.number(2) ?? 0, records: saved.number(1) ?? 0, segment: UInt32(saved.integer(3)),
      offset: Int(saved.integer(4)))
    guard place.records <= durableRecords else {
      throw DatabaseError(code: 0, text: "it knows \(place.records) records, the log has \(durableRecords)")
    }
    return place
  }

  /// The last batch that is saved is the log's.
  private func checkLast() throws(DatabaseError) {
    guard tail.place.batch > 0 else { return }
    let last = try database.prepare("SELECT segment, offset, bytes FROM batches WHERE number = ?")
    try last.bind([.number(tail.place.batch)])
    guard try last.step() else { throw DatabaseError(code: 0, text: "the last batch is missing") }
    let header: BatchHeader?
    do throws(LedgerError) {
      header = try tail.peek(UInt32(last.integer(0)), at: Int(last.integer(1)))
    } catch .io(let error) {
      // The log can't be read now: that says nothing of the database.
      throw DatabaseError(code: -1, text: "\(error)")
    } catch {
      header = nil
    }
    guard let header, Self.isSame(header, last.bytes(2)) else {
      throw DatabaseError(code: 0, text: "its last batch is not the log's")
    }
  }

  /// All of a header but its CRC, whose seed is the segment's.
  private static func isSame(_ header: BatchHeader, _ saved: [UInt8]) -> Bool {
    let crcBytes = 4
    return saved.prefix(BatchHeader.byteCount - crcBytes)
      == header.bytes(seed: 0).prefix(BatchHeader.byteCount - crcBytes)
  }

  /// Saves batches up to `batch` in one transaction, as many as fit it. True: all of them are saved.
  func save(upTo batch: UInt64, transactionBytes: Int = transactionBytes) throws(SaveError) -> Bool {
    guard tail.place.batch < batch else { return true }
    var bytes = 0
    do {
      try database.execute("BEGIN IMMEDIATE")
      while tail.place.batch < batch, bytes < transactionBytes {
        let raw: RawBatch
        let records: [(record: Record, offset: Int)]
        do {
          raw = try tail.next()
          records = try raw.records()
        } catch {
          throw SaveError.log(error)
        }
        try projection.add(raw, records)
        bytes += raw.bytes.count
        if tail.place.batch == batch || bytes >= transactionBytes {
          try noteSaved(raw.header.root, time: records.last?.record.envelope.time ?? 0)
        }
      }
      try database.execute("COMMIT")
    } catch let error as DatabaseError {
      try? database.execute("ROLLBACK")
      throw .database(error)
    } catch let error as SaveError {
      try? database.execute("ROLLBACK")
      throw error
    } catch {
      preconditionFailure("a save fails for one of two reasons: \(error)")
    }
    return tail.place.batch >= batch
  }

  /// Brings what was overwritten home and empties the write-ahead log, which may hold the old bytes. Tried again as
  /// long as a reader is in the way; done once after each opening, because nobody knows what was overwritten before.
  func emptyWriteAheadLog() throws(DatabaseError) {
    guard isWriteAheadLogDue || projection.hasOverwritten else { return }
    // The row says whether it was kept from it: 0, it was not.
    isWriteAheadLogDue = try database.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0
    if !isWriteAheadLogDue { projection.noteWriteAheadLogEmpty() }
  }

  /// Removes a database that was kept aside, with all that it has not been told to forget.
  func removeAside() {
    for suffix in ["", "-wal", "-shm"] { unlink(Self.path(in: files.directory) + Self.aside + suffix) }
  }

  private func noteSaved(_ root: Digest, time: UInt64) throws(DatabaseError) {
    var id: [UInt8] = []
    ledgerID.encode(into: &id)
    let place = tail.place
    try note.run(
      .blob(id), .number(place.records), .number(place.batch), .integer(Int64(place.segment)),
      .integer(Int64(place.offset)), .number(time), .blob(root.bytes))
  }
}

/// Why a save failed. The database is to be opened anew.
enum SaveError: Error {
  case database(DatabaseError)
  /// The log could not be read back.
  case log(LedgerError)
}
