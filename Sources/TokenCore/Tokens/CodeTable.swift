// CodeTable.swift: users and their codes as the log tells them. Replayed so that no record is passed over unread; the
// calls that write them come with virtual tokens.

/// Users and their codes, named by the sequences of the records that made them.
struct CodeTable {
  struct Code: Equatable {
    var issued: CodeIssued
    var timesUsed: UInt64 = 0
    var refusals: UInt64 = 0
    var isDead = false
    /// Its end had come before a clock was set back, so it stays ended.
    var hasEnded = false
  }

  struct User: Equatable {
    var realm: UInt32
    /// nil once erased.
    var name: String?
    /// The sequence of the newest code.
    var newestCode: UInt64?
  }

  private(set) var users: [UInt64: User] = [:]
  private(set) var codes: [UInt64: Code] = [:]

  mutating func name(user: UInt64, realm: UInt32, _ name: String?) {
    users[user] = User(realm: realm, name: name)
  }

  mutating func apply(_ issued: CodeIssued, sequence: UInt64) throws(Corruption) {
    guard users[issued.user] != nil else { throw .broken(rule: .reference) }
    users[issued.user]?.newestCode = sequence
    codes[sequence] = Code(issued: issued)
  }

  mutating func apply(_ used: CodeUsed) throws(Corruption) {
    guard var code = codes[used.code], code.issued.user == used.user else { throw .broken(rule: .reference) }
    guard used.timesUsed == code.timesUsed + 1, !code.isDead else { throw .broken(rule: .uses) }
    code.timesUsed = used.timesUsed
    codes[used.code] = code
  }

  mutating func apply(_ refused: Refused) throws(Corruption) {
    guard users[refused.subject] != nil else { throw .broken(rule: .reference) }
    guard refused.code != 0 else { return }
    guard var code = codes[refused.code], code.issued.user == refused.subject else { throw .broken(rule: .reference) }
    code.refusals += UInt64(refused.count)
    code.isDead = code.isDead || refused.diedOfIt
    codes[refused.code] = code
  }

  /// A user's name is gone, and the live code with it.
  mutating func erase(user: UInt64) {
    users[user]?.name = nil
    if let code = users[user]?.newestCode { codes[code]?.isDead = true }
  }

  /// What has ended by this time stays ended, whatever the clock says later (I8).
  mutating func end(by time: UInt64) {
    for (sequence, code) in codes where code.issued.end <= time { codes[sequence]?.hasEnded = true }
  }

  /// Whether the bytes of a sealed code may be anything: a later code was issued or its end has passed.
  func mayBeOverwritten(code sequence: UInt64, at time: UInt64) -> Bool {
    guard let code = codes[sequence] else { return false }
    return users[code.issued.user]?.newestCode != sequence || code.hasEnded || code.issued.end <= time
  }
}
