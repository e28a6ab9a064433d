// SequencerCore+Erasure.swift: what a requisition or a user left in the log, erased: by a record first, then its bytes.

extension SequencerCore {
  /// Erases what is not erased yet, and answers what that was. It is published before anything else is decided: the
  /// decided state then need not know of names and reasons that are gone.
  func decideErase(_ subject: ErasureSubject, _ caller: Caller, _ answer: @escaping Answer<ErasureOutcome>) {
    flush()
    do throws(TokenError) {
      guard !isStopped else { throw .stopped }
      switch subject {
      case .request(let id): try eraseRequisition(id, caller, answer)
      case .user(let name): try eraseUser(UserKey(realm: caller.realm, name: name), caller, answer)
      }
    } catch {
      afterSync { answer(.failure($0 ?? error)) }
    }
    flush()
  }

  /// A requisition that waits fails first, in the same batch.
  private func eraseRequisition(
    _ id: Digest, _ caller: Caller, _ answer: @escaping Answer<ErasureOutcome>
  ) throws(TokenError) {
    let key = PublicKey(realm: caller.realm, publicID: CommandPreparer.publicID(of: id))
    guard let ordinal = fold.tokens.ordinal(key), let state = state(ordinal) else { throw .notFound }
    let standing = try standingAttachments(of: state, ordinal)
    if !standing.entries.isEmpty {
      guard !clock.isSuspended else { throw .clockDoubtful }
      try reserve(2 * RecordSize.small)
      let now = recordTime
      if state.isPending { leaveQueue(ordinal, .erased, at: now, caller: caller.id) }
      add(.erased(standing.entries), caller: caller, at: now)
    }
    afterSync { [published, reader] error in
      if let error { return answer(.failure(error)) }
      published.view(ordinal, reader) { view in
        answer(view.map { ErasureOutcome(kinds: standing.kinds, token: $0) })
      }
    }
  }

  /// What stands in the log of a requisition and of its token's revocation. A block's header is never erased: the chain
  /// is checked by it.
  private func standingAttachments(
    of state: TokenState, _ ordinal: Int
  ) throws(TokenError) -> (entries: [Erased], kinds: [Attachment.Kind]) {
    var entries: [Erased] = []
    var kinds: [Attachment.Kind] = []
    let accepted = state.isErased ? nil : state.acceptedLocation
    for location in [accepted, fold.tokens.revocation(ordinal)] {
      guard let location else { continue }
      let record = try record(at: location)
      entries.append(Erased(sequence: record.envelope.sequence, mask: (1 << UInt32(record.attachments.count)) - 1))
      kinds += record.attachments.map(\.kind)
    }
    return (entries, kinds)
  }

  private func record(at location: RecordLocation) throws(TokenError) -> Record {
    do throws(LedgerError) {
      return try reader.record(at: location)
    } catch {
      throw .unreadable(error)
    }
  }

  /// The user has no name from then on, and the live code is dead. Codes before it are overwritten in any case.
  private func eraseUser(
    _ key: UserKey, _ caller: Caller, _ answer: @escaping Answer<ErasureOutcome>
  ) throws(TokenError) {
    guard let user = fold.users.user(key) else { throw .userNotFound }
    guard !clock.isSuspended else { throw .clockDoubtful }
    try reserve(RecordSize.small)
    let code = fold.users.code(of: user)
    let sequences = [user] + (code.map { [$0.sequence] } ?? [])
    add(.erased(sequences.map { Erased(sequence: $0, mask: 1) }), caller: caller, at: recordTime)
    decided.userCount -= 1
    let outcome = ErasureOutcome(kinds: code == nil ? [.name] : [.name, .sealedCode])
    afterSync { answer($0.map { .failure($0) } ?? .success(outcome)) }
  }

  // MARK: Overwriting

  /// Overwrites what was erased by records that are durable, and syncs. What can't be read now is tried again later;
  /// damage is found and named at the next start.
  func overwriteErased(_ limit: Int) {
    guard !isStopped else { return }
    guard fold.erasures.dueCount > 0 else { return }
    // A checkpoint holds digests of contents, and names. It goes first, whatever can be read and overwritten then.
    guard (try? checkpointer.shred()) != nil else { return }
    var places = fold.erasures.takePlaces()
    for due in fold.erasures.takeDue(limit) {
      if let record = try? reader.record(at: due.location) {
        places += record.standingPlaces(due.mask, at: due.location)
      } else {
        fold.erasures.putBack(due)
      }
    }
    guard !places.isEmpty else { return }
    do throws(LedgerError) {
      fold.erasures.putBack(try writer.overwrite(places))
    } catch {
      fail(error)
    }
  }

  /// Erased records that are looked at a second, so that many of them keep nobody waiting for long.
  static let erasuresPerTick = 1024
}
