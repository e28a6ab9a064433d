// SequencerCore+Codes.swift: users' codes: one live code a user, every use and every refusal that counts a record.

extension SequencerCore {
  /// Shows the user's live code, or issues the drawn one. A drawn code is dropped when a live one stands.
  func decideGenerate(_ new: PreparedCode, _ answer: @escaping Answer<ShownCode>) {
    do throws(TokenError) {
      let code = try generate(new)
      afterSync { answer($0.map { .failure($0) } ?? .success(code)) }
    } catch {
      afterSync { answer(.failure($0 ?? error)) }
    }
  }

  private func generate(_ new: PreparedCode) throws(TokenError) -> ShownCode {
    let known = user(new.user)
    if let known, let code = newestCode(of: known), code.isLive(at: recordTime) {
      return try vault.show(code, realm: new.caller.realm, isNew: false)
    }
    guard !clock.isSuspended else { throw .clockDoubtful }
    guard known != nil || decided.userCount < settings.codes.usersMax else {
      throw .usersFull(maximum: settings.codes.usersMax)
    }
    if known == nil { try checkLowWater() }
    let name = Attachment(.name, new.name.bytes, salt: new.nameSalt)
    try reserve(RecordSize.withAttachments([name]) + RecordSize.code)
    let now = recordTime
    let user = known ?? self.name(new.user, name, new.caller, at: now)
    let code = issue(new, to: user, at: now)
    return ShownCode(
      digits: new.digits, created: now, end: code.issued.end, timesUsed: 0, isNew: true)
  }

  /// Makes a user known.
  private func name(_ key: UserKey, _ name: Attachment, _ caller: Caller, at now: UInt64) -> UInt64 {
    let user = add(.userNamed, [name], caller: caller, at: now).sequence
    decided.name(key, user)
    return user
  }

  private func issue(_ new: PreparedCode, to user: UInt64, at now: UInt64) -> IssuedCode {
    let binding = CodeBinding(realm: new.caller.realm, user: user, created: now)
    let policy = settings.codes
    let issued = CodeIssued(
      user: user, created: now, end: now + policy.periodMilliseconds, digits: UInt8(new.digits.ascii.count),
      usesAllowed: policy.usesPerCode, refusalsAllowed: policy.refusalsPerCode, mac: vault.mac(new.digits, binding))
    let sealed = vault.seal(new.digits, binding, nonce: new.nonce, salt: new.codeSalt)
    let added = add(.codeIssued(issued), [sealed], caller: new.caller, at: now)
    let code = IssuedCode(
      sequence: added.sequence, issued: issued,
      sealed: SealedCode(keyID: sealed.keyID, bytes: sealed.data), after: newestCode(of: user))
    decided.set(code, of: user)
    return code
  }

  /// Uses a code, or records why not. An attempt is counted before anybody hears of the comparison: it is decided and
  /// recorded here in one step, and answered after the sync.
  func decideCodeUse(_ query: CodeQuery, _ repeatKey: RepeatKey, _ answer: @escaping Answer<CodeOutcome>) {
    do throws(TokenError) {
      let outcome = try use(query, repeatKey)
      afterSync { answer($0.map { .failure($0) } ?? .success(outcome)) }
    } catch {
      afterSync { answer(.failure($0 ?? error)) }
    }
  }

  private func use(_ query: CodeQuery, _ repeatKey: RepeatKey) throws(TokenError) -> CodeOutcome {
    if let outcome = try recordedCodeOutcome(repeatKey) { return outcome }
    guard !clock.isSuspended else { throw .clockDoubtful }
    guard let user = user(query.user), newestCode(of: user) != nil else {
      published.countUnknown()
      return .refused
    }
    try reserve(RecordSize.small)
    guard var code = newestCode(of: user) else { return .refused }
    if fold.hasLostRecords, code.issued.usesAllowed != 0, !settings.isLossAccepted { throw .recordsWereLost }
    let now = recordTime
    let isRight = matches(query, user, created: code.issued.created, mac: code.issued.mac)
    if let reason = code.refusal(isRight: isRight, at: now) {
      if reason == .wrong, let before = code.before, matches(query, user, created: before.created, mac: before.mac) {
        let reason = before.refusal(at: now)
        try recordRefusal(query, user, reason, code: before.sequence, end: before.end, repeatKey, at: now)
      } else if reason == .wrong {
        countRefusal(query, code, repeatKey, at: now)
      } else {
        try recordRefusal(query, user, reason, code: code.sequence, end: code.issued.end, repeatKey, at: now)
      }
      return .refused
    }
    code.countUse()
    decided.set(code, of: user)
    add(
      .codeUsed(CodeUsed(user: user, code: code.sequence, timesUsed: code.timesUsed, repeatKey: repeatKey)),
      caller: query.caller, at: now)
    decided.remember(
      repeatKey, .codeUsed(end: code.issued.end, timesUsed: code.timesUsed), time: now)
    return CodeOutcome(accepted: .init(timesUsed: code.timesUsed, end: code.issued.end))
  }

  /// Whether the digits offered are those of a code of this user's.
  private func matches(_ query: CodeQuery, _ user: UInt64, created: UInt64, mac: Digest) -> Bool {
    let binding = CodeBinding(realm: query.caller.realm, user: user, created: created)
    return vault.matches(query.digits, binding, mac: mac)
  }

  /// A wrong attempt at a live code is always a record of its own, and counts against it.
  private func countRefusal(_ query: CodeQuery, _ code: IssuedCode, _ repeatKey: RepeatKey, at now: UInt64) {
    let user = code.issued.user
    var refused = Refused(
      by: .user(user), .wrong, code: code.sequence, first: now, last: now, repeatKey: repeatKey)
    refused.diedOfIt = code.isNextRefusalItsDeath
    var code = code
    code.countRefusal()
    decided.set(code, of: user)
    add(.refused(refused), caller: query.caller, at: now)
    decided.remember(repeatKey, .codeRefused, time: now)
  }

  /// Of refusals that change nothing as many are recorded as the user's budget has. That a code has ended is durable
  /// before anybody is told.
  private func recordRefusal(
    _ query: CodeQuery, _ user: UInt64, _ reason: Refused.Reason, code: UInt64, end: UInt64, _ repeatKey: RepeatKey,
    at now: UInt64
  ) throws(TokenError) {
    guard budget.isRecorded(.user(user), reason, code: code, at: now) else { return try settle(end) }
    add(
      .refused(Refused(by: .user(user), reason, code: code, first: now, last: now, repeatKey: repeatKey)),
      caller: query.caller, at: now)
    decided.remember(repeatKey, .codeRefused, time: now)
  }

  /// The same key and request gets the recorded outcome.
  private func recordedCodeOutcome(_ key: RepeatKey) throws(TokenError) -> CodeOutcome? {
    switch match(key) {
    case .new: return nil
    case .repeated(.codeUsed(let end, let timesUsed)):
      return CodeOutcome(accepted: .init(timesUsed: timesUsed, end: end))
    case .repeated(.codeRefused): return .refused
    case .repeated, .otherRequest: throw .keyTaken
    }
  }

  // MARK: Look-ups in the decided state

  private func user(_ key: UserKey) -> UInt64? {
    decided.user(key) ?? fold.users.user(key)
  }

  private func newestCode(of user: UInt64) -> IssuedCode? {
    decided.code(of: user) ?? fold.users.code(of: user)
  }
}

extension CodeVault {
  /// A code as it is shown to its user.
  func show(_ code: IssuedCode, realm: UInt32, isNew: Bool) throws(TokenError) -> ShownCode {
    let binding = CodeBinding(realm: realm, user: code.issued.user, created: code.issued.created)
    guard let sealed = code.sealed, let digits = open(sealed, binding) else { throw .codeUnreadable }
    return ShownCode(
      digits: digits, created: code.issued.created, end: code.issued.end, timesUsed: code.timesUsed, isNew: isNew)
  }
}
