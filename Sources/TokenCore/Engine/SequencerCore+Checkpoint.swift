// SequencerCore+Checkpoint.swift: when a checkpoint is taken, and what the check of an older one found.

extension SequencerCore {
  /// Begins a checkpoint when enough was added since the last one. `head` is durable up to here.
  func checkpointIfDue() {
    guard settings.checkpointRecords > 0, let last = checkpointer.lastRecords,
      fold.records >= last &+ settings.checkpointRecords, !published.isLowOnDisk,
      let (snapshot, place) = snapshot()
    else { return }
    checkpointer.begin(snapshot, place)
  }

  /// Writes the last checkpoint. `head` is durable.
  func checkpointAtEnd() {
    checkpointer.giveUp()
    overwriteSealedCodes(.max)
    guard settings.checkpointRecords > 0, !published.isLowOnDisk, let (snapshot, place) = snapshot() else { return }
    checkpointer.finish(snapshot, place)
  }

  /// The published state, when all that is decided is published, and nothing that was erased still has to be
  /// overwritten; nil: not now. What is not checked yet goes into no checkpoint.
  private func snapshot() -> (FoldSnapshot, CheckpointPlace)? {
    guard isChecked, !isStopped, writer.isEmpty, writer.isLanded, fold.erasures.dueCount == 0,
      fold.sealedCodes.dueCount == 0, let location = writer.lastBatch
    else { return nil }
    let place = CheckpointPlace(
      batch: writer.batch, records: fold.records, epoch: fold.epoch, root: writer.root(), location: location)
    return (fold.snapshot(writer.tree), place)
  }

  /// What the start believed has been checked: all of it holds, or the ledger fails here.
  func judge(_ outcome: LedgerRecheck.Outcome) {
    switch outcome {
    case .success(let attachments):
      guard let attachment = attachments.filter({ !fold.explains($0) }).min(by: { $0.sequence < $1.sequence }) else {
        isChecked = true
        published.isChecked = true
        checkpointer.report("all that was believed from the checkpoint has been checked, and holds")
        return
      }
      fail(unchecked: .unexplained(attachment))
    case .failure(let error): fail(unchecked: error)
    }
  }

  /// The next start does not believe the same again.
  private func fail(unchecked error: LedgerError) {
    try? checkpointer.shred()
    fail(error)
  }
}
