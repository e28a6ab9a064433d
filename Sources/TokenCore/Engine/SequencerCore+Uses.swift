// SequencerCore+Uses.swift: uses of mined tokens: N uses allow exactly N.

extension SequencerCore {
  /// Spends one use, or records why not.
  func decideUse(
    _ query: ValidationQuery, _ repeatKey: RepeatKey, _ caller: Caller, _ answer: @escaping Answer<ValidationOutcome>
  ) {
    do throws(TokenError) {
      let outcome = try use(query, repeatKey, caller)
      afterSync { answer($0.map { .failure($0) } ?? .success(outcome)) }
    } catch {
      afterSync { answer(.failure($0 ?? error)) }
    }
  }

  private func use(
    _ query: ValidationQuery, _ repeatKey: RepeatKey, _ caller: Caller
  ) throws(TokenError) -> ValidationOutcome {
    if let outcome = try recordedOutcome(repeatKey) { return outcome }
    guard !clock.isSuspended else { throw .clockDoubtful }
    guard let ordinal = published.ordinal(.identity(query.identity), realm: query.realm) else {
      published.countUnknown()
      return ValidationOutcome(reason: .unknown)
    }
    try reserve(RecordSize.small)
    guard let state = state(ordinal), let height = state.height else { return ValidationOutcome(reason: .unknown) }
    if fold.hasLostRecords, state.isLimited, !settings.isLossAccepted {
      throw .recordsWereLost
    }
    let now = recordTime
    let damage: Refused.Reason? = published.damaged.contains(ordinal) ? .damaged : nil
    if let reason = damage ?? state.refusal(at: now, query.contentSHA256) {
      try recordRefusal(state, height, reason, repeatKey, caller, at: now)
      return ValidationOutcome(reason: reason, usesLeft: state.usesLeft, end: state.end)
    }
    let usesLeft = state.usesLeft.map { $0 - 1 }
    add(
      .tokenUsed(TokenUsed(height: height, usesLeft: usesLeft, repeatKey: repeatKey)), caller: caller,
      at: now)
    change(ordinal) { $0.uses += 1 }
    decided.remember(repeatKey, .used(height: height, usesLeft: usesLeft), time: now)
    return ValidationOutcome(reason: nil, usesLeft: usesLeft, end: state.end)
  }

  /// The same key and request gets the recorded outcome.
  private func recordedOutcome(_ key: RepeatKey) throws(TokenError) -> ValidationOutcome? {
    switch match(key) {
    case .new: return nil
    case .repeated(.used(let height, let usesLeft)):
      return ValidationOutcome(reason: nil, usesLeft: usesLeft, end: end(height))
    case .repeated(.refused(let reason, let height)):
      let token = fold.tokens.ordinal(height: height).flatMap { self.state($0) }
      return ValidationOutcome(reason: reason, usesLeft: token?.usesLeft, end: token?.end)
    case .repeated, .otherRequest: throw .keyTaken
    }
  }

  private func end(_ height: UInt64) -> UInt64? {
    fold.tokens.ordinal(height: height).flatMap { self.state($0)?.end }
  }

  /// Records a refusal by itself while the subject's budget lasts; what is over budget is counted.
  private func recordRefusal(
    _ state: TokenState, _ height: UInt64, _ reason: Refused.Reason, _ repeatKey: RepeatKey,
    _ caller: Caller, at now: UInt64
  ) throws(TokenError) {
    guard budget.isRecorded(.token(height: height), reason, at: now) else { return try settle(state.end ?? 0) }
    let refused = Refused(by: .token(height: height), reason, first: now, last: now, repeatKey: repeatKey)
    add(.refused(refused), caller: caller, at: now)
    decided.remember(repeatKey, .refused(reason, height: height), time: now)
  }
}

extension TokenState {
  /// Why a validation at this time says no; nil: it says yes.
  func refusal(at time: UInt64, _ contentSHA256: Digest?) -> Refused.Reason? {
    switch status(at: time) {
    case .pending, .failed: .unknown
    case .revoked: .revoked
    case .spent: .spent
    case .expired: .expired
    case .success: contentSHA256 == nil || contentSHA256 == self.contentSHA256 ? nil : .content
    }
  }
}
