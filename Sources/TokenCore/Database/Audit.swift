// Audit.swift: who used what, when, with which result: questions to the database, and their answers.

/// A question to the audit.
public struct AuditQuery: Sendable {
  /// Of whom; nil: of everybody.
  public enum Subject: Sendable {
    case token(TokenName)
    /// 1 to 256 bytes.
    case user(String)
  }

  public var realm: UInt32
  public var subject: Subject?
  /// Events from this time on and before the other, Unix ms; nil: no bound.
  public var since: UInt64?
  public var until: UInt64?
  /// Events after this sequence; 0: from the first.
  public var after: UInt64
  /// At most so many, 1 to `maxLimit`.
  public var limit: Int

  public static let maxLimit = 1000
  public static let defaultLimit = 100

  public init(
    realm: UInt32 = 0, subject: Subject? = nil, since: UInt64? = nil, until: UInt64? = nil, after: UInt64 = 0,
    limit: Int = defaultLimit
  ) {
    self.realm = realm
    self.subject = subject
    self.since = since
    self.until = until
    self.after = after
    self.limit = limit
  }
}

/// One event of the ledger, for the audit. Never an identity, a request id or a code.
public struct AuditEntry: Sendable, Equatable {
  /// What happened. The words are those of the database and the command line.
  public enum Kind: String, Sendable, CaseIterable {
    case requested = "requested"
    case sealed = "sealed"
    case failed = "failed"
    case used = "used"
    case refused = "refused"
    case revoked = "revoked"
    case userNamed = "user named"
    case codeIssued = "code issued"
    case codeUsed = "code used"
    case codeRefused = "code refused"
    case erased = "erased"
    case opened = "opened"
    case clockCorrected = "clock corrected"
  }

  /// The result of what was done and not refused.
  static let done = "done"

  /// Of its record: a cursor that stays where it is.
  public var sequence: UInt64
  /// Unix ms.
  public var time: UInt64
  public var kind: Kind
  /// `done`, or why not.
  public var result: String
  /// Events that this one stands for.
  public var count: UInt64
  /// 0: nobody in particular.
  public var caller: UInt64
  /// What the queue shows of the token's requisition; nil: it is about no token.
  public var publicID: Digest?
  /// nil: no token, or none yet.
  public var height: UInt64?
  /// nil: it is about no user, or the user was erased.
  public var user: String?
  /// Sequence of the record that issued the code that was meant.
  public var code: UInt64?
  public var usesLeft: UInt64?
  /// Uses so far, this one counted.
  public var timesUsed: UInt64?
}

/// A part of an answer.
public struct AuditPage: Sendable, Equatable {
  public var entries: [AuditEntry]
  /// The cursor to go on from; nil: there is no more for now.
  public var next: UInt64?
  /// Records that the database knew: what came later is not in here.
  public var savedRecords: UInt64
}

/// Reads the tables. One owner at a time.
struct AuditReader {
  private let database: SQLite

  init(_ database: SQLite) {
    self.database = database
  }

  /// The events after a cursor.
  ///
  /// - Parameters:
  ///   - requisition: of this one alone; nil: of any.
  ///   - user: of this one alone; nil: of any.
  ///   - goesOn: asked now and then; once it says no, it fails as interrupted.
  func page(
    _ query: AuditQuery, requisition: UInt64?, user: UInt64?, savedRecords: UInt64, while goesOn: @escaping () -> Bool
  ) throws(DatabaseError) -> AuditPage {
    try database.whileGoing(goesOn) { () throws(DatabaseError) in
      try page(query, requisition: requisition, user: user, savedRecords: savedRecords)
    }
  }

  private func page(
    _ query: AuditQuery, requisition: UInt64?, user: UInt64?, savedRecords: UInt64
  ) throws(DatabaseError) -> AuditPage {
    var conditions = ["e.sequence > ?", "e.realm = ?"]
    var values: [Statement.Value] = [.bounded(query.after), .integer(Int64(query.realm))]
    func add(_ condition: String, _ value: UInt64?) {
      guard let value else { return }
      conditions.append(condition)
      values.append(.bounded(value))
    }
    add("e.requisition = ?", requisition)
    add("e.user = ?", user)
    add("e.time >= ?", query.since)
    add("e.time < ?", query.until)
    let statement = try database.prepare(
      """
      SELECT e.sequence, e.time, e.kind, e.result, e.count, e.caller, t.public_id, t.height, u.name, e.code,
        e.uses_left, e.times_used
      FROM events e LEFT JOIN tokens t ON t.requisition = e.requisition LEFT JOIN users u ON u.user = e.user
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY e.sequence LIMIT \(query.limit + 1)
      """)
    try statement.bind(values)
    var entries: [AuditEntry] = []
    while try statement.step() { entries.append(try Self.entry(statement)) }
    let hasMore = entries.count > query.limit
    if hasMore { entries.removeLast() }
    return AuditPage(entries: entries, next: hasMore ? entries.last?.sequence : nil, savedRecords: savedRecords)
  }

  private static func entry(_ row: Statement) throws(DatabaseError) -> AuditEntry {
    guard let kind = row.string(2).flatMap(AuditEntry.Kind.init(rawValue:)) else {
      throw DatabaseError(code: 0, text: "an event of a kind that there is not")
    }
    return AuditEntry(
      sequence: row.number(0) ?? 0, time: row.number(1) ?? 0, kind: kind, result: row.string(3) ?? "",
      count: row.number(4) ?? 0, caller: row.number(5) ?? 0, publicID: row.isNull(6) ? nil : Digest(row.bytes(6)),
      height: row.number(7), user: row.string(8), code: row.number(9), usesLeft: row.number(10),
      timesUsed: row.number(11))
  }
}
