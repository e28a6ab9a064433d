// SQLite.swift: the little of SQLite's C interface that the database needs. Promise: every result is checked, and a
// failure says what was tried.

internal import CSQLite

/// Why the database could not do something.
public struct DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
  /// SQLite's result code, https://www.sqlite.org/rescode.html; 0: SQLite was content, the contents are not.
  public let code: Int32
  /// What was tried, and SQLite's words for what went wrong.
  public let text: String

  public var description: String { text }

  /// It was told to end.
  var isInterrupt: Bool { code == SQLITE_INTERRUPT }

  /// The file is no database, or a damaged one: only a new one helps.
  var isDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CONSTRAINT, 0].contains(code & 0xff) }
}

/// An open database. One owner at a time.
final class SQLite {
  private let handle: OpaquePointer

  /// Opens a file, for its owner only, and makes it when it is missing and `isWritable`.
  ///
  /// - Parameter isAlone: nobody writes it meanwhile, and it has no write-ahead log: nothing is made beside it.
  init(path: String, isWritable: Bool = true, isAlone: Bool = false) throws(DatabaseError) {
    var handle: OpaquePointer?
    let flags = isWritable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
    let name = isAlone ? Self.uri(of: path) + "?immutable=1" : path
    let uriFlag = isAlone ? SQLITE_OPEN_URI : 0
    let code = sqlite3_open_v2(name, &handle, flags | uriFlag | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      let text = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
      sqlite3_close_v2(handle)
      throw DatabaseError(code: code, text: "open \(path): \(text)")
    }
    self.handle = handle
    sqlite3_busy_timeout(handle, 5_000)
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  /// Instructions of SQLite between two looks at whether it is to go on: well under a millisecond of them.
  private static let stepsBetweenLooks: Int32 = 20_000

  /// Runs `body`; a statement in it that is still running when `goesOn` says no fails as interrupted.
  func whileGoing<Result>(
    _ goesOn: @escaping () -> Bool, _ body: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    let look = Look(goesOn)
    return try withExtendedLifetime(look) { () throws(DatabaseError) in
      sqlite3_progress_handler(
        handle, Self.stepsBetweenLooks,
        { context in
          guard let context else { return 0 }
          return Unmanaged<Look>.fromOpaque(context).takeUnretainedValue().goesOn() ? 0 : 1
        }, Unmanaged.passUnretained(look).toOpaque())
      defer { sqlite3_progress_handler(handle, 0, nil, nil) }
      return try body()
    }
  }

  private final class Look {
    let goesOn: () -> Bool

    init(_ goesOn: @escaping () -> Bool) {
      self.goesOn = goesOn
    }
  }

  /// https://www.sqlite.org/uri.html
  private static func uri(of path: String) -> String {
    let escaped = path.utf8.map { byte in
      let isPlain = Character(Unicode.Scalar(byte)).isLetter && byte < 128 || "/._-0123456789".utf8.contains(byte)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + Hex.text(of: [byte])
    }
    return "file:" + escaped.joined()
  }

  /// Runs statements that give nothing back.
  func execute(_ statements: String) throws(DatabaseError) {
    try check(sqlite3_exec(handle, statements, nil, nil, nil), statements)
  }

  /// The one number that a statement gives.
  func number(_ statement: String) throws(DatabaseError) -> Int64 {
    let statement = try prepare(statement)
    return try statement.step() ? statement.integer(0) : 0
  }

  func prepare(_ text: String) throws(DatabaseError) -> Statement {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil), text)
    guard let statement else { throw DatabaseError(code: SQLITE_MISUSE, text: "prepare: nothing to do") }
    return Statement(statement, of: self, text)
  }

  /// Overwrites a part of a blob in place.
  func overwrite(_ table: String, _ column: String, row: Int64, at offset: Int, with bytes: [UInt8])
    throws(DatabaseError)
  {
    var blob: OpaquePointer?
    try check(sqlite3_blob_open(handle, "main", table, column, row, 1, &blob), "open blob \(row) of \(table)")
    defer { sqlite3_blob_close(blob) }
    try check(sqlite3_blob_write(blob, bytes, Int32(bytes.count), Int32(offset)), "overwrite blob \(row) of \(table)")
  }

  fileprivate func check(_ code: Int32, _ what: String) throws(DatabaseError) {
    guard code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE else {
      throw DatabaseError(code: code, text: "\(what.prefix(60)): \(String(cString: sqlite3_errmsg(handle)))")
    }
  }
}

/// A prepared statement, bound and stepped again and again.
final class Statement {
  private let handle: OpaquePointer
  private let database: SQLite
  private let text: String

  /// What can be bound.
  enum Value {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    /// Bits of a number that SQLite keeps signed: of ours only a limit of uses can be as large.
    static func number(_ value: UInt64?) -> Value { value.map { .integer(Int64(bitPattern: $0)) } ?? .null }
    /// A bound of numbers that are all under 2^63.
    static func bounded(_ value: UInt64) -> Value { .integer(Int64(clamping: value)) }
    static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
    static func optional(_ digest: Digest?) -> Value { digest.map { .blob($0.bytes) } ?? .null }
  }

  fileprivate init(_ handle: OpaquePointer, of database: SQLite, _ text: String) {
    self.handle = handle
    self.database = database
    self.text = text
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Binds all parameters, in order.
  func bind(_ values: [Value]) throws(DatabaseError) {
    sqlite3_reset(handle)
    // SQLite copies what is bound: it is gone when this returns.
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, value) in values.enumerated() {
      let position = Int32(index + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(handle, position)
        case .integer(let number): sqlite3_bind_int64(handle, position, number)
        case .text(let text): sqlite3_bind_text(handle, position, text, Int32(text.utf8.count), copies)
        case .blob(let bytes): sqlite3_bind_blob64(handle, position, bytes, UInt64(bytes.count), copies)
        }
      try database.check(code, text)
    }
  }

  /// The next row; false: there is none.
  func step() throws(DatabaseError) -> Bool {
    let code = sqlite3_step(handle)
    try database.check(code, text)
    return code == SQLITE_ROW
  }

  /// Binds and runs it to its end.
  func run(_ values: Value...) throws(DatabaseError) {
    try bind(values)
    while try step() {}
    sqlite3_reset(handle)
  }

  // MARK: Columns of the row

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func number(_ column: Int32) -> UInt64? {
    isNull(column) ? nil : UInt64(bitPattern: integer(column))
  }

  func string(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    return String(decoding: bytes, as: UTF8.self)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }
}
