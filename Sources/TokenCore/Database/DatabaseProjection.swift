// DatabaseProjection.swift: one record after the other into the tables: what `LedgerFold` keeps in memory, and every
// event beside it. It checks nothing again: the log was checked when it was written and when it was opened.

/// Writes records to an open transaction. One owner at a time.
final class DatabaseProjection {
  private let database: SQLite
  private let addSegment: Statement
  private let addBatch: Statement
  private let addToken: Statement
  private let sealToken: Statement
  private let failToken: Statement
  private let useToken: Statement
  private let revokeToken: Statement
  private let eraseToken: Statement
  private let eraseReason: Statement
  private let requisitionAtHeight: Statement
  private let addUser: Statement
  private let eraseUser: Statement
  private let addCode: Statement
  private let useCode: Statement
  private let refuseCode: Statement
  private let addEvent: Statement
  private let addSeal: Statement
  private let sealsOfUser: Statement
  private let sealsUntil: Statement
  private let dropSeal: Statement
  private let batchOfRecord: Statement
  private let requisitionOfEvent: Statement
  /// Bytes of the database were overwritten: the write-ahead log may still hold the old ones.
  private(set) var hasOverwritten = false

  /// It does not any more.
  func noteWriteAheadLogEmpty() { hasOverwritten = false }

  init(_ database: SQLite) throws(DatabaseError) {
    self.database = database
    addSegment = try database.prepare("INSERT OR IGNORE INTO segments VALUES (?, ?)")
    addBatch = try database.prepare("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)")
    addToken = try database.prepare(
      """
      INSERT INTO tokens (requisition, realm, public_id, accepted_at, client_time, uses_limit, until, duration,
        content_bytes, content_sha256, push_back, erased) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    sealToken = try database.prepare("UPDATE tokens SET height = ?, sealed_at = ?, ends_at = ? WHERE requisition = ?")
    failToken = try database.prepare("UPDATE tokens SET failed = ? WHERE requisition = ?")
    useToken = try database.prepare("UPDATE tokens SET uses = uses + 1 WHERE height = ? RETURNING requisition, uses")
    revokeToken = try database.prepare(
      "UPDATE tokens SET revoked_at = ?, revoke_reason = ? WHERE height = ? RETURNING requisition")
    eraseToken = try database.prepare(
      "UPDATE tokens SET content_sha256 = NULL, push_back = NULL, erased = 1 WHERE requisition = ?")
    eraseReason = try database.prepare(
      "UPDATE tokens SET revoke_reason = NULL WHERE requisition = (SELECT requisition FROM events WHERE sequence = ?)")
    requisitionAtHeight = try database.prepare("SELECT requisition FROM tokens WHERE height = ?")
    addUser = try database.prepare("INSERT INTO users VALUES (?, ?, ?, ?)")
    eraseUser = try database.prepare("UPDATE users SET name = NULL WHERE user = ?")
    addCode = try database.prepare(
      """
      INSERT INTO codes (code, user, created_at, ends_at, uses_allowed, refusals_allowed) VALUES (?, ?, ?, ?, ?, ?)
      """)
    useCode = try database.prepare("UPDATE codes SET times_used = times_used + 1 WHERE code = ?")
    refuseCode = try database.prepare("UPDATE codes SET refusals = refusals + 1, died = died OR ? WHERE code = ?")
    addEvent = try database.prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    addSeal = try database.prepare("INSERT INTO sealed_codes VALUES (?, ?, ?, ?, ?, ?)")
    sealsOfUser = try database.prepare("SELECT code, batch, offset, length FROM sealed_codes WHERE user = ?")
    sealsUntil = try database.prepare("SELECT code, batch, offset, length FROM sealed_codes WHERE ends_at <= ?")
    dropSeal = try database.prepare("DELETE FROM sealed_codes WHERE code = ?")
    batchOfRecord = try database.prepare(
      """
      SELECT b.number, b.bytes, s.header FROM batches b JOIN segments s ON s.number = b.segment
      WHERE b.first <= ? ORDER BY b.first DESC LIMIT 1
      """)
    requisitionOfEvent = try database.prepare("SELECT requisition FROM events WHERE sequence = ?")
  }

  /// Writes a batch: its bytes, and what its records say.
  func add(_ batch: RawBatch, _ records: [(record: Record, offset: Int)]) throws(DatabaseError) {
    try addSegment.run(.integer(Int64(batch.segment.number)), .blob(batch.segment.bytes))
    let number = Int64(batch.header.number)
    try addBatch.run(
      .integer(number), .integer(Int64(batch.segment.number)), .integer(Int64(batch.offset)),
      .number(batch.header.firstSequence), .integer(Int64(batch.header.records)), .blob(batch.bytes))
    for (record, offset) in records {
      try add(record)
      if case .codeIssued(let body) = record.body { try addSealedCode(body, record, batch: number, at: offset) }
    }
    if let last = records.last { try overwriteSealedCodes(endedBy: last.record.envelope.time) }
  }

  private func add(_ record: Record) throws(DatabaseError) {
    let sequence = Statement.Value.number(record.envelope.sequence)
    let time = Statement.Value.number(record.envelope.time)
    switch record.body {
    case .requisitionAccepted(let body): try add(body, record)
    case .blockSealed(let body):
      try sealToken.run(
        .number(body.height), time, body.end == 0 ? .null : .number(body.end), .number(body.acceptedSequence))
      try event(record, .sealed, requisition: body.acceptedSequence)
    case .requisitionFailed(let body):
      try failToken.run(.text(body.reason.word), .number(body.acceptedSequence))
      try event(record, .failed, requisition: body.acceptedSequence, result: body.reason.word)
    case .tokenUsed(let body):
      let (requisition, uses) = try row(useToken, .number(body.height))
      try event(record, .used, requisition: requisition, usesLeft: body.usesLeft, timesUsed: uses)
    case .revoked(let body):
      let (requisition, _) = try row(revokeToken, time, .optional(record.text(.reason)), .number(body.height))
      try event(record, .revoked, requisition: requisition)
    case .refused(let body): try add(body, record)
    case .userNamed:
      try addUser.run(sequence, .integer(Int64(record.envelope.realm)), .optional(record.text(.name)), time)
      try event(record, .userNamed, user: record.envelope.sequence)
    case .codeIssued(let body):
      try addCode.run(
        sequence, .number(body.user), .number(body.created), .number(body.end), .integer(Int64(body.usesAllowed)),
        .integer(Int64(body.refusalsAllowed)))
      try event(record, .codeIssued, user: body.user, code: record.envelope.sequence)
    case .codeUsed(let body):
      try useCode.run(.number(body.code))
      try event(record, .codeUsed, user: body.user, code: body.code, timesUsed: body.timesUsed)
    case .erased(let entries): try add(entries, record)
    case .epochOpened(let body): try event(record, .opened, result: body.reason.word)
    case .clockCorrected: try event(record, .clockCorrected)
    case .ledgerCreated, .callerNamed, .timeMark, .pushBackTried, .passedOver: break
    }
  }

  private func add(_ body: RequisitionAccepted, _ record: Record) throws(DatabaseError) {
    let contentSHA256 =
      body.contentIsDigest
      ? record.data(.contentSHA256).flatMap { Digest($0) } : record.data(.content).map { SHA256.hash($0) }
    try addToken.run(
      .number(record.envelope.sequence), .integer(Int64(record.envelope.realm)), .blob(body.publicID.bytes),
      .number(record.envelope.time), body.clientTime == 0 ? .null : .number(body.clientTime),
      .number(body.effectiveness.uses), .number(body.effectiveness.instant), .number(body.effectiveness.duration),
      .number(body.contentBytes), .optional(contentSHA256), .optional(record.text(.url)), .integer(0))
    try event(record, .requested, requisition: record.envelope.sequence)
  }

  private func add(_ body: Refused, _ record: Record) throws(DatabaseError) {
    switch body.subjectKind {
    case .token:
      let (requisition, _) = try row(requisitionAtHeight, .number(body.subject))
      try event(record, .refused, requisition: requisition, result: body.reason.word, count: body.count)
    case .user:
      if body.reason == .wrong, body.code != 0 {
        try refuseCode.run(.integer(body.diedOfIt ? 1 : 0), .number(body.code))
      }
      try event(
        record, .codeRefused, user: body.subject, code: body.code == 0 ? nil : body.code, result: body.reason.word,
        count: body.count)
    }
  }

  private func event(
    _ record: Record, _ kind: AuditEntry.Kind, requisition: UInt64? = nil, user: UInt64? = nil, code: UInt64? = nil,
    result: String = AuditEntry.done, count: UInt32 = 1, usesLeft: UInt64? = nil, timesUsed: UInt64? = nil
  ) throws(DatabaseError) {
    try addEvent.run(
      .number(record.envelope.sequence), .number(record.envelope.time), .text(kind.rawValue),
      .integer(Int64(record.envelope.realm)), .number(record.envelope.caller), .number(requisition), .number(user),
      .number(code), .text(result), .integer(Int64(count)), .number(usesLeft), .number(timesUsed))
  }

  /// The one or two numbers of the only row.
  private func row(
    _ statement: Statement, _ values: Statement.Value...
  ) throws(DatabaseError) -> (UInt64?, UInt64?) {
    try statement.bind(values)
    guard try statement.step() else {
      throw DatabaseError(code: 0, text: "a record names a token that the database does not have")
    }
    let found = (statement.number(0), statement.number(1))
    while try statement.step() {}
    return found
  }

  // MARK: What is overwritten

  private func addSealedCode(
    _ body: CodeIssued, _ record: Record, batch: Int64, at offset: Int
  ) throws(DatabaseError) {
    try overwrite(sealsOfUser, .number(body.user))
    guard let attachment = record.attachments.first, !attachment.isBlank else { return }
    let place = SealedCodes.Place(
      dataBytes: attachment.dataBytes, endsAt: offset + record.encodedBytes,
      in: RecordLocation(segment: 0, offset: UInt32(offset)))
    try addSeal.run(
      .number(record.envelope.sequence), .number(body.user), .number(body.end), .integer(batch),
      .integer(Int64(place.offset)), .integer(Int64(place.byteCount)))
  }

  /// A record has told this time: codes that end by it may go.
  private func overwriteSealedCodes(endedBy time: UInt64) throws(DatabaseError) {
    try overwrite(sealsUntil, .number(time))
  }

  private func overwrite(_ seals: Statement, _ value: Statement.Value) throws(DatabaseError) {
    var found: [(code: Int64, batch: Int64, offset: Int, length: Int)] = []
    try seals.bind([value])
    while try seals.step() {
      found.append((seals.integer(0), seals.integer(1), Int(seals.integer(2)), Int(seals.integer(3))))
    }
    for seal in found {
      try zero(batch: seal.batch, at: seal.offset, count: seal.length)
      try dropSeal.run(.integer(seal.code))
    }
  }

  /// Overwrites what an erasure names, in the bytes of the batch and in the tables.
  private func add(_ entries: [Erased], _ record: Record) throws(DatabaseError) {
    for entry in entries {
      try batchOfRecord.bind([.number(entry.sequence)])
      guard try batchOfRecord.step() else { continue }
      let (batch, bytes, header) = (batchOfRecord.integer(0), batchOfRecord.bytes(1), batchOfRecord.bytes(2))
      while try batchOfRecord.step() {}
      for place in try Self.places(of: entry, in: bytes, header) {
        try zero(batch: batch, at: Int(place.offset), count: place.byteCount)
      }
      for statement in [eraseToken, eraseReason, eraseUser] { try statement.run(.number(entry.sequence)) }
    }
    guard let first = entries.first?.sequence else { return }
    // A token whose reason of revocation is erased is named by its requisition all the same.
    try requisitionOfEvent.bind([.number(first)])
    let requisition = try requisitionOfEvent.step() ? requisitionOfEvent.number(0) : nil
    while try requisitionOfEvent.step() {}
    try event(record, .erased, requisition: requisition, user: requisition == nil ? first : nil)
  }

  private func zero(batch: Int64, at offset: Int, count: Int) throws(DatabaseError) {
    hasOverwritten = true
    try database.overwrite(
      "batches", "bytes", row: batch, at: offset, with: [UInt8](repeating: 0, count: count))
  }

  /// What an erasure names in a batch's bytes, as far as it stands there: salt and data of attachments.
  private static func places(
    of entry: Erased, in batch: [UInt8], _ segmentHeader: [UInt8]
  ) throws(DatabaseError) -> [SealedCodes.Place] {
    let segment = segmentHeader.withUnsafeBytes { SegmentHeader(decoding: $0) }
    let header = segment.flatMap { segment in
      batch.withUnsafeBytes {
        BatchHeader(
          decoding: UnsafeRawBufferPointer(rebasing: $0.prefix(BatchHeader.byteCount)), seed: segment.seed)
      }
    }
    guard let segment, let header else { throw DatabaseError(code: 0, text: "a batch does not check") }
    let raw = RawBatch(header: header, segment: segment, offset: 0, bytes: batch)
    do throws(LedgerError) {
      for (record, offset) in try raw.records() where record.envelope.sequence == entry.sequence {
        return record.standingPlaces(entry.mask, at: RecordLocation(segment: 0, offset: UInt32(offset)))
      }
      return []
    } catch {
      throw DatabaseError(code: 0, text: "a batch does not check: \(error)")
    }
  }
}

extension RequisitionFailed.Reason {
  /// As the database and the audit say it.
  var word: String {
    switch self {
    case .expired: "expired"
    case .revoked: "revoked"
    case .erased: "erased"
    }
  }
}

extension Refused.Reason {
  /// As the database and the audit say it.
  var word: String {
    switch self {
    case .unknown: "unknown"
    case .spent: "spent"
    case .expired: "expired"
    case .revoked: "revoked"
    case .damaged: "damaged"
    case .content: "content"
    case .wrong: "wrong"
    case .dead: "dead"
    }
  }
}

extension EpochOpened.Reason {
  /// As the database and the audit say it.
  var word: String {
    switch self {
    case .start: "start"
    case .repair: "repair"
    case .restore: "restore"
    }
  }
}
