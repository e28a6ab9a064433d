// SequencerCore+Requests.swift: requisitions into the queue, and out of it by revocation or time.

extension SequencerCore {
  /// The look-ups by key and by id come before every check that depends on time or state.
  func decideRequest(_ new: PreparedRequisition, _ wait: Wait, _ answer: @escaping Answer<TokenView>) {
    do throws(TokenError) {
      if let ordinal = try knownRequisition(new) { return answerView(ordinal, wait: wait, answer) }
      guard !clock.isSuspended else { throw .clockDoubtful }
      guard decided.pending < settings.queueMax else { throw .queueFull(maximum: settings.queueMax) }
      try checkLowWater()
      try reserve(RecordSize.withAttachments(new.attachments))
      let now = recordTime
      if let instant = new.body.effectiveness.instant, instant <= now {
        throw .invalid(field: "effectiveness.until_ms", reason: "is in the past")
      }
      answerView(accept(new, at: now), wait: wait, answer)
    } catch {
      afterSync { answer(.failure($0 ?? error)) }
    }
  }

  /// The requisition that this one repeats, by its key or its id.
  private func knownRequisition(_ new: PreparedRequisition) throws(TokenError) -> Int? {
    switch match(new.body.repeatKey) {
    case .repeated(.requisition(let sequence)): return ordinal(acceptedSequence: sequence)
    case .repeated, .otherRequest: throw .keyTaken
    case .new: break
    }
    let key = PublicKey(realm: new.caller.realm, publicID: new.body.publicID)
    guard let ordinal = decided.entries.ordinal(key) ?? fold.tokens.ordinal(key) else { return nil }
    // Whoever asks for something else by an old id costs no look into the log.
    guard let state = state(ordinal), !state.isErased, state.contentSHA256 == new.contentSHA256 else { throw .idTaken }
    guard let entry = try entry(ordinal) else { return nil }
    guard entry.isSameBody(as: new) else { throw .idTaken }
    return ordinal
  }

  /// A requisition whole. One whose details are in the log only is read from there.
  private func entry(_ ordinal: Int) throws(TokenError) -> TokenEntry? {
    if let entry = decided.entries.entry(ordinal, in: fold.tokens) { return entry }
    do {
      return try reader.entryNow(ordinal)
    } catch {
      throw .unreadable(error)
    }
  }

  private func accept(_ new: PreparedRequisition, at now: UInt64) -> Int {
    let added = add(
      .requisitionAccepted(new.body), new.attachments, contentSHA256: new.contentSHA256, caller: new.caller, at: now)
    let ordinal = decided.count
    let sequence = added.sequence
    let state = TokenState(
      new.body, realm: new.caller.realm, acceptedSequence: sequence, contentSHA256: new.contentSHA256,
      at: added.location)
    let details = TokenDetails(
      acceptedAt: now, leaf: added.leaf, requisition: new.body, requestID: new.id, url: new.url)
    decided.entries.add(state, details, ordinal)
    decided.remember(new.body.repeatKey, .requisition(acceptedSequence: sequence), time: now)
    decided.count += 1
    decided.pending += 1
    if let instant = new.body.effectiveness.instant { expiries.insert(Expiry(time: instant, ordinal: ordinal)) }
    mine(.ready(MiningRequisition(acceptedSequence: sequence, digest: added.leaf)))
    return ordinal
  }

  /// Ends a token, or takes a pending requisition off the queue; what is final already answers as it is.
  func decideRevoke(
    _ name: TokenName, _ reason: PreparedReason, _ caller: Caller, _ answer: @escaping Answer<TokenView>
  ) {
    do throws(TokenError) {
      guard let ordinal = ordinal(name, caller.realm), let state = state(ordinal) else { throw .notFound }
      if state.status(at: decided.time).isFinal { return answerView(ordinal, answer) }
      guard !clock.isSuspended else { throw .clockDoubtful }
      try reserve(RecordSize.withAttachments([reason.attachment]))
      let now = recordTime
      switch state.status(at: now) {
      case .pending: leaveQueue(ordinal, .revoked, at: now, caller: caller.id)
      case .success:
        guard let height = state.height else { break }
        add(.revoked(Revoked(height: height)), [reason.attachment], caller: caller, at: now)
        change(ordinal) { $0.revoke() }
      case .expired: try settle(state.end ?? 0)
      case .spent, .revoked, .failed: break
      }
      answerView(ordinal, answer)
    } catch {
      afterSync { answer(.failure($0 ?? error)) }
    }
  }

  /// Fails what waited in the queue past its instant.
  func expirePending() {
    while let expiry = expiries.first, expiry.time <= clock.now {
      if state(expiry.ordinal)?.isPending == true {
        guard (try? reserve(RecordSize.small)) != nil else { return }
        leaveQueue(expiry.ordinal, .expired, at: recordTime)
      }
      expiries.removeFirst()
    }
  }

  /// Records that a requisition leaves the queue without a token. Room was reserved.
  func leaveQueue(
    _ ordinal: Int, _ reason: RequisitionFailed.Reason, at time: UInt64, caller: UInt64 = 0
  ) {
    guard let state = state(ordinal) else { return }
    precondition(state.isPending, "a requisition leaves the queue once")
    add(
      .requisitionFailed(RequisitionFailed(acceptedSequence: state.acceptedSequence, reason: reason)),
      caller: Caller(realm: state.realm, id: caller), at: time)
    change(ordinal) { $0.fail(reason) }
    decided.pending -= 1
    mine(.withdrawn(acceptedSequence: state.acceptedSequence))
  }

  // MARK: Look-ups in the decided state

  /// Changes a state in what is decided.
  func change(_ ordinal: Int, _ body: (inout TokenState) -> Void) {
    decided.entries.change(ordinal, in: fold.tokens, body)
  }

  func match(_ key: RepeatKey) -> RepeatTable.Match {
    let now = recordTime
    let open = decided.match(key, at: now)
    return open == .new ? fold.repeats.match(key, at: now) : open
  }

  func ordinal(acceptedSequence: UInt64) -> Int? {
    decided.entries.ordinal(acceptedSequence: acceptedSequence)
      ?? fold.ordinal(
        acceptedSequence: acceptedSequence, guess: decided.entries.lastSealed.map { $0 + 1 } ?? fold.queue.first)
  }

  private func ordinal(_ name: TokenName, _ realm: UInt32) -> Int? {
    if case .requestID(let id) = name {
      let key = PublicKey(realm: realm, publicID: CommandPreparer.publicID(of: id))
      if let ordinal = decided.entries.ordinal(key) { return ordinal }
    }
    return published.ordinal(name, realm: realm)
  }

  /// Answers once a record says that this end has come.
  func decideTime(_ end: UInt64, _ answer: @escaping Answer<Void>) {
    do throws(TokenError) {
      guard end <= decided.time || !clock.isSuspended else { throw .clockDoubtful }
      try settle(end)
      afterSync { answer($0.map { .failure($0) } ?? .success(())) }
    } catch {
      afterSync { answer(.failure($0 ?? error)) }
    }
  }
}

extension TokenEntry {
  /// Whether a requisition with the same id asks for the same: content, effectiveness, push-back URL, commitment.
  fileprivate func isSameBody(as new: PreparedRequisition) -> Bool {
    !isErased && contentSHA256 == new.contentSHA256 && requisition.contentIsDigest == new.body.contentIsDigest
      && requisition.contentBytes == new.body.contentBytes && requisition.effectiveness == new.body.effectiveness
      && url == new.url && requisition.holderCommitment == new.body.holderCommitment
  }
}
