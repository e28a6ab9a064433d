// SequencerCore+Batches.swift: what was decided is written, published and answered, in this order; one batch may be in
// the air while the next is decided (I5, docs/ledger.md).

internal import Dispatch

extension SequencerCore {
  /// A batch in the air: nothing of it is published, and nobody is answered, before it has landed.
  struct Flight {
    let writing: BatchFlight
    let records: [OpenRecord]
    let answers: [(TokenError?) -> Void]
  }

  /// How batches are written while the next ones are decided.
  struct Runway {
    /// A queue of its own, that may block on the disk.
    let queue: DispatchQueue
    /// Called on that queue once the batch of this number is written.
    let landed: @Sendable (_ batch: UInt64) -> Void
    /// A batch of fewer records is written where it was decided: to hand it over would take longer than to decide what
    /// comes meanwhile.
    var fewestRecords = 32
  }

  /// A record of the open batch.
  struct OpenRecord {
    var record: CheckedRecord
    var block: HashedBlock?
    var location: RecordLocation
  }

  /// Writes and syncs all that was decided, publishes it, answers.
  func flush() {
    land()
    guard !writer.isEmpty, !hasFailed else { return answer() }
    let closed = writer.closeBatch()
    let records = openRecords
    openRecords.removeAll(keepingCapacity: true)
    landed(closed, closed.write(), records) { answer() }
  }

  /// Writes the open batch, on the runway if there is one and the batch is worth it: what is decided from then on goes
  /// into the next one.
  func closeBatch() {
    land()
    guard let runway, openRecords.count >= runway.fewestRecords, !hasFailed else { return flush() }
    let writing = BatchFlight(writer.closeBatch(), on: runway.queue, landed: runway.landed)
    flight = Flight(writing: writing, records: openRecords, answers: answers)
    openRecords = []
    answers = []
    decided.beginBatch()
  }

  /// Waits for the batch in the air, publishes it and answers. Nothing is in the air from then on.
  func land() {
    guard let flight else { return }
    self.flight = nil
    landed(flight.writing.batch, flight.writing.land(), flight.records) {
      for answer in flight.answers { answer(nil) }
    } failed: {
      for answer in flight.answers { answer(.outcomeUnknown) }
    }
  }

  /// A batch was written, or not.
  private func landed(
    _ closed: ClosedBatch, _ failure: StorageError?, _ records: [OpenRecord], answer: () -> Void,
    failed: () -> Void = {}
  ) {
    do throws(LedgerError) {
      try writer.landed(closed, failure)
      // Before anybody is answered: a start then refuses what would lose this batch.
      try writer.writeHead(closed)
    } catch {
      failed()
      return fail(error)
    }
    publish(records, closed)
    answer()
  }

  /// Answers all that waits for nothing that is not durable.
  private func answer() {
    let due = answers
    answers = []
    for answer in due { answer(hasFailed ? .stopped : nil) }
  }

  private func publish(_ records: [OpenRecord], _ closed: ClosedBatch) {
    let height = fold.tip.height
    let settled = apply(records)
    // Once a batch: a word for each block would keep the miners from mining.
    if fold.tip.height > height { mine(.accepted(height: fold.tip.height)) }
    decided.published()
    published.publish(
      fold.numbers(batches: closed.head.batch, root: closed.head.root), fold.takeQueueChanges(), time: fold.time)
    fold.history.publish()
    for ordinal in settled {
      for answer in waits.take(ordinal: ordinal) { answer(nil) }
    }
  }

  /// Applies a batch; returns the requisitions that left the queue, if anybody waits for one.
  private func apply(_ records: [OpenRecord]) -> [Int] {
    var settled: [Int] = []
    for open in records {
      do throws(Corruption) {
        try fold.apply(open.record, open.block, at: open.location)
      } catch {
        preconditionFailure("the sequencer decided against the rules: \(error)")
      }
      if !waits.isEmpty, let ordinal = settledOrdinal(open.record.body) { settled.append(ordinal) }
    }
    return settled
  }

  private func settledOrdinal(_ body: RecordBody) -> Int? {
    switch body {
    case .blockSealed(let body): fold.ordinal(acceptedSequence: body.acceptedSequence)
    case .requisitionFailed(let body): fold.ordinal(acceptedSequence: body.acceptedSequence)
    default: nil
    }
  }
}
