// LedgerFold+Codes.swift: users and their codes, each record checked against all before.

extension LedgerFold {
  mutating func applyUserNamed(_ record: CheckedRecord, _ location: RecordLocation) throws(Corruption) {
    var name: UserName?
    if let bytes = record.attachments.text {
      guard record.attachments.string != nil, let recorded = UserName(recorded: bytes) else {
        throw .badRecord(.badBody)
      }
      guard users.user(UserKey(realm: record.envelope.realm, name: recorded)) == nil else {
        throw .broken(rule: .unique)
      }
      name = recorded
    }
    users.add(records, realm: record.envelope.realm, name)
    noteErasable(.userNamed, location)
  }

  mutating func apply(
    _ body: CodeIssued, _ record: CheckedRecord, _ location: RecordLocation
  ) throws(Corruption) {
    guard let realm = users.read(body.user, { $0.realm }), realm == record.envelope.realm else {
      throw .broken(rule: .reference)
    }
    guard body.created == record.envelope.time, body.end > body.created, body.refusalsAllowed > 0,
      CodeDigits.countRange.contains(Int(body.digits))
    else { throw .badRecord(.badBody) }
    let last = users.code(of: body.user)
    if last?.isLive(at: body.created) == true { throw .broken(rule: .oneCode) }
    let attachments = record.attachments
    let code = IssuedCode(sequence: records, issued: body, sealed: attachments.sealedCode, after: last)
    users.issue(code, to: body.user)
    // What was overwritten in part still has to go: only zeros are gone.
    let end = Int(location.offset) + record.encodedBytes
    sealedCodes.issued(
      records, user: body.user, end: body.end,
      at: attachments.standingCodeBytes.map { SealedCodes.Place(dataBytes: $0, endsAt: end, in: location) })
    noteUnreadableCode(of: body.user, isUnreadable: !attachments.areIntact, at: location)
    noteErasable(.codeIssued, location, insteadOf: last?.sequence)
  }

  mutating func apply(_ body: CodeUsed, _ record: CheckedRecord) throws(Corruption) {
    let code = try newestCode(body.code, of: body.user)
    guard code.refusal(isRight: true, at: record.envelope.time) == nil, body.timesUsed == code.timesUsed + 1 else {
      throw .broken(rule: .codeUse)
    }
    users.change(codeOf: body.user) { $0.countUse() }
    noteRepeat(
      body.repeatKey, .codeUsed(end: code.issued.end, timesUsed: body.timesUsed),
      time: record.envelope.time)
  }

  /// Only a wrong attempt changes the code, and it stands alone.
  mutating func applyCodeRefused(_ body: Refused, _ record: CheckedRecord) throws(Corruption) {
    guard body.reason == .wrong else {
      guard users.read(body.subject, { body.code == 0 || $0.mayHaveIssued(body.code) }) == true, !body.diedOfIt else {
        throw .broken(rule: .reference)
      }
      return
    }
    let code = try newestCode(body.code, of: body.subject)
    guard code.refusal(isRight: false, at: record.envelope.time) == .wrong, body.count == 1,
      body.diedOfIt == code.isNextRefusalItsDeath
    else { throw .broken(rule: .codeUse) }
    users.change(codeOf: body.subject) { $0.countRefusal() }
  }

  /// Refuses keys that are not the ledger's, where a live code tells.
  func checkSealedCodes(_ keys: KeyFile) throws(LedgerError) {
    guard let created else { return }
    let vault = CodeVault(ledgerID: created.ledgerID, keys: keys)
    let isReadable = users.allLive(at: time) { entry, code in
      (try? vault.show(code, realm: entry.realm, isNew: false)) != nil
    }
    guard isReadable else { throw .incomplete(file: KeyFile.fileName, .wrongLedger) }
  }

  private func newestCode(_ code: UInt64, of user: UInt64) throws(Corruption) -> IssuedCode {
    guard let newest = users.code(of: user), newest.sequence == code else { throw .broken(rule: .reference) }
    return newest
  }
}

extension SealedCodes.Place {
  /// Salt and data of an attachment that ends a record.
  init(dataBytes: Int, endsAt end: Int, in location: RecordLocation) {
    let start = end - Attachment.encodedBytes(dataBytes) + Attachment.saltOffset
    self.init(
      segment: location.segment, offset: UInt32(start),
      byteCount: Attachment.prefixBytes - Attachment.saltOffset + dataBytes)
  }
}
