// SequencerCore+Housekeeping.swift: what is due once a second: ends, aggregates of refusals, held blocks, `head`, and
// sealed codes and erased attachments to be overwritten.

extension SequencerCore {
  func tick() {
    lookAtDisk()
    if !clock.isSuspended {
      expirePending()
      writeAggregates(all: false)
      retryHeldBlocks()
      settleSealedCodes()
    }
    // Sees whether there is room again, before somebody needs it.
    if published.isDiskFull { try? reserve(RecordSize.small) }
    flush()
    syncHead()
    overwriteSealedCodes(max(Self.overwritesPerTick, fold.sealedCodes.dueCount / 4))
    overwriteErased(Self.erasuresPerTick)
    checkpointIfDue()
  }

  func writeAggregates(all: Bool) {
    let aggregates = budget.takeAggregates(at: clock.now, all: all)
    for (index, aggregate) in aggregates.enumerated() {
      guard (try? reserve(RecordSize.small)) != nil else { return budget.putBack(aggregates[index...]) }
      add(.refused(aggregate), caller: Caller(realm: realm(of: aggregate)), at: recordTime)
    }
  }

  private func realm(of aggregate: Refused) -> UInt32 {
    switch aggregate.subjectKind {
    case .token: fold.tokens.ordinal(height: aggregate.subject).flatMap { state($0)?.realm } ?? 0
    case .user: fold.users.read(aggregate.subject) { $0.realm } ?? 0
    }
  }

  /// Records that codes have ended whose end nobody has told: no clock can revive them then, and their seals may go.
  func settleSealedCodes() {
    if let end = fold.sealedCodes.nextEnd() { try? settle(end) }
  }

  /// Overwrites sealed codes whose time is over. Their ends are told by records that are durable, and `head` says so.
  func overwriteSealedCodes(_ limit: Int) {
    guard !isStopped else { return }
    let places = fold.sealedCodes.takeDue(limit)
    guard !places.isEmpty else { return }
    do throws(LedgerError) {
      fold.sealedCodes.putBack(try writer.overwrite(places))
    } catch {
      fail(error)
    }
  }

  /// Sealed codes overwritten a second, unless there are more than four times as many: then a quarter of them.
  static let overwritesPerTick = 16_384

  /// Once a second and at the end (I6).
  func syncHead() {
    guard !isStopped else { return }
    do throws(LedgerError) {
      try writer.checkNames()
      try writer.syncHead()
    } catch {
      fail(error)
    }
  }
}
