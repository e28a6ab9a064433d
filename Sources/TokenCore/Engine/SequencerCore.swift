// SequencerCore.swift: decides every change, one after the other, writes what was decided in batches, publishes it, and
// only then answers. Owned by the sequencer's queue; docs/ledger.md has the order of events.

internal import Dispatch

/// The state and rules of the sequencer. Not Sendable: one queue owns it.
final class SequencerCore {
  let writer: LedgerWriter
  let environment: Environment
  let clock: LedgerClock
  let settings: EngineSettings
  let published: PublishedState
  let vault: CodeVault
  /// Tokens whole, also those whose details are in the log only.
  let reader: TokenReader
  let mine: (MinerMail) -> Void
  let checkpointer: Checkpointer
  private let onFailure: (LedgerError) -> Void
  private let lock: any StorageLock
  private let files: LedgerFiles
  /// Runs when all is durable, before the directory becomes another process's.
  var beforeLettingGo: () -> Void = {}

  /// All that the ledger holds was checked by this process.
  var isChecked: Bool
  var fold: LedgerFold
  var decided: DecidedState
  var hasher = SHA256()
  /// Salts.
  var random: RandomSupply
  var budget = RefusalBudget()
  var expiries = Heap<Expiry>()
  var generation: UInt64 = 0
  /// Blocks that can't be written now: the clock is doubtful or the disk is full.
  var heldBlocks: [FoundBlock] = []
  var waits = WaitList()
  /// Waits whose requisition is not durable yet.
  private var waitsOpening: Set<UInt64> = []
  var openRecords: [OpenRecord] = []
  var answers: [(TokenError?) -> Void] = []
  /// The batch that is being written while the next one is decided; nil: none is.
  var flight: Flight?
  /// Where batches are written meanwhile; nil: all are written here.
  var runway: Runway?
  private var isDraining = false
  private(set) var isStopped = false
  private(set) var hasFailed = false
  /// What there was too little of for the next segment, and until when it is not tried again.
  private var shortage: (error: TokenError, until: UInt64)?

  /// A pending requisition's instant.
  struct Expiry: Comparable {
    var time: UInt64
    var ordinal: Int

    static func < (left: Expiry, right: Expiry) -> Bool { left.time < right.time }
  }

  init(
    ledger: OpenLedger, clock: LedgerClock, settings: EngineSettings, environment: Environment,
    published: PublishedState, vault: CodeVault, checkpointer: Checkpointer, mine: @escaping (MinerMail) -> Void,
    onFailure: @escaping (LedgerError) -> Void
  ) {
    writer = ledger.writer
    lock = ledger.lock
    fold = ledger.fold
    isChecked = ledger.trusted == nil
    self.checkpointer = checkpointer
    files = ledger.files
    reader = TokenReader(files: ledger.files, tokens: ledger.fold.tokens)
    self.clock = clock
    self.settings = settings
    self.environment = environment
    random = RandomSupply(environment, wordsAtOnce: 128)
    self.published = published
    self.vault = vault
    self.mine = mine
    self.onFailure = onFailure
    decided = DecidedState(fold)
    for ordinal in fold.queue.slice(from: 0, limit: .max) {
      guard let requisition = fold.tokens.requisition(ordinal) else { continue }
      if let instant = requisition.effectiveness.instant {
        expiries.insert(Expiry(time: instant, ordinal: ordinal))
      }
      mine(.ready(MiningRequisition(acceptedSequence: requisition.acceptedSequence, digest: requisition.leaf)))
    }
    fold.history.publish()
    // What was read is published already; from here on the changes are kept.
    _ = fold.takeQueueChanges()
    lookAtDisk()
  }

  /// Sees whether the disk has room for what is new.
  func lookAtDisk() {
    guard settings.lowWaterMark > 0, let free = try? files.storage.freeBytes(files.directory) else { return }
    published.isLowOnDisk = free < settings.lowWaterMark
  }

  /// Throws when the disk has less room than is to be kept for what was promised.
  func checkLowWater() throws(TokenError) {
    guard published.isLowOnDisk else { return }
    published.countLowWater()
    throw .lowWater(mark: settings.lowWaterMark)
  }

  /// Decides commands in order, writes and answers. Returns when the next wait is over, by the boot clock in
  /// milliseconds; nil: nobody waits.
  func run(_ commands: [Command]) -> UInt64? {
    for command in commands {
      if isStopped { refuse(command) } else { decide(command) }
    }
    if flight == nil { closeBatch() }
    return waits.isEmpty ? nil : waits.nextDeadline
  }

  private func decide(_ command: Command) {
    switch command {
    case .request(let prepared, let wait, let answer): decideRequest(prepared, wait, answer)
    case .use(let query, let repeatKey, let caller, let answer): decideUse(query, repeatKey, caller, answer)
    case .generate(let new, let answer): decideGenerate(new, answer)
    case .useCode(let query, let repeatKey, let answer): decideCodeUse(query, repeatKey, answer)
    case .settleTime(let end, let answer): decideTime(end, answer)
    case .revoke(let name, let reason, let caller, let answer): decideRevoke(name, reason, caller, answer)
    case .erase(let subject, let caller, let answer): decideErase(subject, caller, answer)
    case .found(let block): decideBlock(block)
    case .landed(let batch): if flight?.writing.batch.head.batch == batch { land() }
    case .rechecked(let outcome): judge(outcome)
    case .tick: tick()
    case .checkWaits: for answer in waits.takeExpired(at: environment.bootMilliseconds()) { answer(nil) }
    case .endWait(let id):
      waitsOpening.remove(id)
      waits.take(id: id)?(nil)
    case .endWaits:
      isDraining = true
      for answer in waits.takeAll() { answer(nil) }
    case .stop(let completion): stop(completion)
    }
  }

  private func refuse(_ command: Command) {
    switch command {
    case .request(_, _, let answer), .revoke(_, _, _, let answer): answer(.failure(.stopped))
    case .use(_, _, _, let answer): answer(.failure(.stopped))
    case .generate(_, let answer): answer(.failure(.stopped))
    case .useCode(_, _, let answer): answer(.failure(.stopped))
    case .settleTime(_, let answer): answer(.failure(.stopped))
    case .erase(_, _, let answer): answer(.failure(.stopped))
    case .found, .landed, .rechecked, .tick, .checkWaits, .endWait, .endWaits: break
    case .stop(let completion):
      letGo()
      completion()
    }
  }

  // MARK: The open batch

  /// The time the next record carries.
  var recordTime: UInt64 { max(decided.time, clock.now) }

  /// Makes sure that a record of up to `bytes` can be added next. What it throws promises nothing.
  func reserve(_ bytes: Int) throws(TokenError) {
    if !writer.hasRoom(for: bytes) { closeBatch() }
    guard !isStopped else { throw .stopped }
    guard writer.isEmpty else { return }
    // The next segment is begun when the last batch of this one is durable.
    if !writer.fits(bytes) { land() }
    guard !isStopped else { throw .stopped }
    if let shortage, environment.bootMilliseconds() < shortage.until { throw shortage.error }
    shortage = nil
    do {
      try writer.makeRoom(for: bytes)
      published.isDiskFull = false
    } catch .recordTooLarge(_, let maximum) {
      throw .tooLarge(maximum: maximum)
    } catch .diskFull {
      throw short(of: .diskFull)
    } catch .exhausted {
      throw short(of: .exhausted)
    } catch {
      fail(error)
      throw .stopped
    }
  }

  /// Remembers for a second what there is too little of.
  private func short(of error: TokenError) -> TokenError {
    shortage = (error, environment.bootMilliseconds() + 1000)
    published.isDiskFull = error == .diskFull
    return error
  }

  /// Adds a record for which room was reserved.
  ///
  /// - Parameters:
  ///   - block: the block that it seals.
  ///   - contentSHA256: of the content among the attachments.
  @discardableResult
  func add(
    _ body: RecordBody, _ attachments: [Attachment] = [], block: HashedBlock? = nil, contentSHA256: Digest? = nil,
    caller: Caller = Caller(), at time: UInt64
  ) -> AddedRecord {
    let envelope = RecordEnvelope(
      sequence: writer.nextSequence, time: time, epoch: writer.epoch, realm: caller.realm, caller: caller.id)
    let added = writer.add(NewRecord(envelope: envelope, body: body, attachments: attachments))
    openRecords.append(
      OpenRecord(
        record: CheckedRecord(
          envelope: envelope, body: body, leaf: added.leaf, encodedBytes: added.encodedBytes,
          attachments: AttachmentFacts(attachments, contentSHA256: contentSHA256)),
        block: block, location: added.location))
    decided.time = time
    return AddedRecord(sequence: envelope.sequence, leaf: added.leaf, location: added.location)
  }

  /// Where a record came to stand.
  struct AddedRecord {
    var sequence: UInt64
    var leaf: Digest
    var location: RecordLocation
  }

  /// Runs `answer` once all that was decided so far is durable; with an error if that fails.
  func afterSync(_ answer: @escaping (TokenError?) -> Void) {
    answers.append(answer)
  }

  /// Makes durable that an end has come, unless a record says so already: one time mark does for all ends before it.
  func settle(_ end: UInt64) throws(TokenError) {
    guard end > decided.time, end <= recordTime else { return }
    try reserve(RecordSize.small)
    add(.timeMark, at: recordTime)
  }

  /// The ledger failed: what waited may or may not have happened, and nothing is decided any more (I3).
  func fail(_ error: LedgerError) {
    isStopped = true
    hasFailed = true
    let due = answers
    answers = []
    for answer in due { answer(.outcomeUnknown) }
    for answer in waits.takeAll() { answer(.outcomeUnknown) }
    onFailure(error)
  }

  // MARK: Answers about requisitions

  /// Answers with the requisition as it is when all so far is durable; waits for it to leave the queue if asked to.
  func answerView(_ ordinal: Int, wait: Wait = .none, _ answer: @escaping Answer<TokenView>) {
    if wait.id != 0 { waitsOpening.insert(wait.id) }
    afterSync { [self] error in
      let mayWait = waitsOpening.remove(wait.id) != nil
      if let error { return answer(.failure(error)) }
      let isPending = published.tokens.read(ordinal) { $0.isPending } ?? false
      guard mayWait, isPending, !isDraining, !isStopped else { return published.view(ordinal, reader, answer) }
      waits.add(wait.id, ordinal, until: environment.bootMilliseconds() + UInt64(wait.milliseconds)) {
        [published, reader] error in
        if let error { return answer(.failure(error)) }
        published.view(ordinal, reader, answer)
      }
    }
  }

  /// A state with what the open batch changed.
  func state(_ ordinal: Int) -> TokenState? {
    decided.entries.state(ordinal, in: fold.tokens)
  }

  // MARK: The end

  /// Writes what is open, makes `head` durable, lets the directory go.
  private func stop(_ completion: @escaping @Sendable () -> Void) {
    if !clock.isSuspended {
      writeAggregates(all: true)
      settleSealedCodes()
    }
    flush()
    for answer in waits.takeAll() { answer(nil) }
    syncHead()
    overwriteSealedCodes(.max)
    overwriteErased(.max)
    checkpointAtEnd()
    isStopped = true
    letGo()
    completion()
  }

  /// The directory is another process's from then on.
  private func letGo() {
    checkpointer.giveUp()
    beforeLettingGo()
    writer.close()
    lock.release()
  }
}
