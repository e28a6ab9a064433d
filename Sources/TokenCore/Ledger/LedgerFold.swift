// LedgerFold.swift: what the records add up to, one after the other, each checked against all before. Replay and live
// publication are the same fold; it decides nothing and reads no setting, clock or random source.

/// The last block of the chain.
struct ChainTip: Sendable, Equatable {
  /// 0: no block yet.
  var height: UInt64
  /// What the next block names: the link form of the last identity, or the leaf of record 0.
  var link: Digest
}

/// The fold over a ledger's records. Owned by the thread that replays, later by the sequencer's queue.
struct LedgerFold {
  /// Published for all threads.
  let tokens: TokenTable
  /// Published for all threads.
  let users: UserTable
  /// What happened to the queue, for its followers.
  let history: QueueHistory
  private(set) var created: LedgerCreated?
  /// Records so far, and the sequence of the next.
  private(set) var records: UInt64 = 0
  /// The last record's time, Unix ms.
  private(set) var time: UInt64 = 0
  private(set) var epoch: UInt32 = 0
  private(set) var tip = ChainTip(height: 0, link: .zero)
  private(set) var queue = PendingQueue()
  /// What happened to the queue since it was published last; nil: it never was.
  private var queueChanges: [PendingQueue.Change]?
  private(set) var repeats = RepeatTable()
  /// Sealed codes that are still in the log.
  var sealedCodes = SealedCodes()
  /// Erased attachments that may still be in the log.
  var erasures = Erasures()
  /// Records were lost by a repair or restore (I9); limited tokens wait for the operator.
  private(set) var hasLostRecords = false
  private(set) var uses: UInt64 = 0

  /// Attachments that could not be read, until an erasure explains them.
  private var unreadable: [UnreadableAttachment] = []
  /// The newest code of a user when its sealed bytes could not be read: gone by right, or damaged.
  private var unreadableCodes: [UInt64: UnreadableAttachment] = [:]
  private var erased: [UInt64: UInt32] = [:]
  /// The records, besides requisitions, whose attachments may be erased.
  private(set) var erasables = ShardedDictionary<UInt64, ErasableRecord>(shardCount: erasableShards)
  /// Parts of `erasables`.
  static let erasableShards = 64

  /// An attachment whose bytes are not what was committed to.
  struct UnreadableAttachment: Equatable {
    var sequence: UInt64
    var index: Int
    var location: RecordLocation
    /// Of a user's sealed code: the user.
    var codeOf: UInt64?
  }

  /// - Parameter hash: of the keys that tokens are found by, with a key of this process's own.
  init(hash: SecretHash, queueEventsMax: Int = EngineSettings.defaultQueueEventsMax) {
    tokens = TokenTable(hash: hash)
    users = UserTable()
    history = QueueHistory(capacity: queueEventsMax)
  }

  /// A fold that goes on where another one was. What was unreadable then had been explained.
  init(
    _ base: FoldBase, tokens: TokenTable, users: UserTable, queue: PendingQueue, history: QueueHistory,
    erasables: ShardedDictionary<UInt64, ErasableRecord>, repeats: RepeatTable, sealedCodes: SealedCodes
  ) {
    self.tokens = tokens
    self.users = users
    self.history = history
    created = base.created
    records = base.records
    time = base.time
    epoch = base.epoch
    tip = base.tip
    self.queue = queue
    self.repeats = repeats
    self.sealedCodes = sealedCodes
    hasLostRecords = base.hasLostRecords
    uses = base.uses
    self.erasables = erasables
  }

  /// What the records so far add up to.
  ///
  /// - Parameter tree: over the same records.
  func snapshot(_ tree: MerkleTree) -> FoldSnapshot {
    guard let created, tree.count == records else { preconditionFailure("a ledger has a first record and one tree") }
    let base = FoldBase(
      created: created, records: records, time: time, epoch: epoch, tip: tip, uses: uses,
      hasLostRecords: hasLostRecords)
    return FoldSnapshot(
      base: base, tree: tree, tokens: tokens.snapshot(), users: users.snapshot(), queue: queue, erasables: erasables,
      repeats: repeats.entries, events: history.snapshot())
  }

  /// What happened to the queue since it was published last. The next are kept for the next call.
  mutating func takeQueueChanges() -> [PendingQueue.Change] {
    defer { queueChanges = [] }
    return queueChanges ?? []
  }

  /// Applies the next record of the log.
  ///
  /// - Parameter block: the block that the record seals; nil: it seals none, or its header can't be read.
  mutating func apply(
    _ record: CheckedRecord, _ block: HashedBlock?, at location: RecordLocation
  ) throws(Corruption) {
    try checkEnvelope(record)
    noteUnreadable(record, location)
    switch record.body {
    case .ledgerCreated(let body): try apply(body, record)
    case .epochOpened(let body):
      // At first start the epoch opens behind record 0, in the same batch.
      guard body.oldRecords == (records == 1 ? 0 : records) else { throw .broken(rule: .epoch) }
      hasLostRecords = hasLostRecords || (body.reason != .start && body.firstMissing != 0)
    case .requisitionAccepted(let body): try apply(body, record, location)
    case .blockSealed(let body): try apply(body, record, block, location)
    case .requisitionFailed(let body): try apply(body, record)
    case .tokenUsed(let body): try apply(body, record)
    case .revoked(let body): try apply(body, record, location)
    case .refused(let body): try apply(body, record)
    case .erased(let entries): for entry in entries { try apply(entry) }
    case .userNamed: try applyUserNamed(record, location)
    case .callerNamed: noteErasable(.callerNamed, location)
    case .codeIssued(let body): try apply(body, record, location)
    case .codeUsed(let body): try apply(body, record)
    case .clockCorrected(let body): try apply(body, record)
    case .timeMark, .pushBackTried, .passedOver: break
    }
    records += 1
    time = record.envelope.time
    epoch = record.envelope.epoch
    sealedCodes.pass(time)
  }

  /// The first attachment that is unreadable without having been erased, once the whole log has been applied.
  func unexplainedAttachment() -> UnreadableAttachment? {
    unexplainedAttachments().min { $0.sequence < $1.sequence }
  }

  /// All attachments that are unreadable without a reason that stands in the records so far.
  func unexplainedAttachments() -> [UnreadableAttachment] {
    let codes = unreadableCodes.filter { user, _ in isStanding(codeOf: user) }
    return (unreadable + codes.values).filter { !isErased($0) }
  }

  /// Whether later records than those of another fold explain what was unreadable there.
  func explains(_ attachment: UnreadableAttachment) -> Bool {
    if isErased(attachment) { return true }
    guard let user = attachment.codeOf else { return false }
    return users.code(of: user)?.sequence != attachment.sequence || !isStanding(codeOf: user)
  }

  /// The bytes of a user's newest code may not be any.
  private func isStanding(codeOf user: UInt64) -> Bool {
    users.code(of: user).map { !$0.isPast && $0.issued.end > time } ?? true
  }

  private func isErased(_ attachment: UnreadableAttachment) -> Bool {
    (erased[attachment.sequence] ?? 0) & (1 << UInt32(attachment.index)) != 0
  }

  /// The ordinal of the requisition accepted with this sequence.
  ///
  /// - Parameter guess: where it is looked for first.
  func ordinal(acceptedSequence: UInt64, guess: Int? = nil) -> Int? {
    tokens.ordinal(acceptedSequence: acceptedSequence, guess: guess)
  }

  private func checkEnvelope(_ record: CheckedRecord) throws(Corruption) {
    guard record.envelope.sequence == records else { throw .broken(rule: .sequence) }
    var floor = time
    if case .clockCorrected = record.body { floor = 0 }
    guard record.envelope.time >= floor else { throw .broken(rule: .time) }
    guard (record.body.kind == .ledgerCreated) == (records == 0) else { throw .broken(rule: .firstRecord) }
    if records == 0 {
      guard record.envelope.epoch == 1 else { throw .broken(rule: .epoch) }
    } else if record.body.kind == .epochOpened, records > 1 {
      guard record.envelope.epoch == epoch &+ 1 else { throw .broken(rule: .epoch) }
    } else {
      guard record.envelope.epoch == epoch else { throw .broken(rule: .epoch) }
    }
  }

  private mutating func noteUnreadable(_ record: CheckedRecord, _ location: RecordLocation) {
    guard !record.attachments.areIntact else { return }
    if case .codeIssued = record.body { return }
    var mask = record.attachments.unreadable
    while mask != 0 {
      unreadable.append(
        UnreadableAttachment(sequence: records, index: mask.trailingZeroBitCount, location: location))
      mask &= mask - 1
    }
  }

  /// Keeps the newest code's attachment in mind when it can't be read. A code that was replaced may be any bytes.
  mutating func noteUnreadableCode(of user: UInt64, isUnreadable: Bool, at location: RecordLocation) {
    unreadableCodes[user] =
      isUnreadable ? UnreadableAttachment(sequence: records, index: 0, location: location, codeOf: user) : nil
  }

  /// The record being applied is one whose attachments may be erased; those of a code that is replaced may be any bytes
  /// without an erasure.
  mutating func noteErasable(
    _ kind: RecordBody.Kind, _ location: RecordLocation, ordinal: Int? = nil, insteadOf replaced: UInt64? = nil
  ) {
    if let replaced { erasables[replaced] = nil }
    erasables[records] = ErasableRecord(kind: kind, location: location, ordinal: ordinal)
  }

  mutating func noteRepeat(_ key: RepeatKey, _ outcome: RepeatOutcome, time: UInt64) {
    repeats.insert(key, outcome, time: time)
  }

  private mutating func apply(_ body: LedgerCreated, _ record: CheckedRecord) throws(Corruption) {
    created = body
    tip = ChainTip(height: 0, link: record.leaf)
  }

  private mutating func apply(
    _ body: RequisitionAccepted, _ record: CheckedRecord, _ location: RecordLocation
  ) throws(Corruption) {
    let key = PublicKey(realm: record.envelope.realm, publicID: body.publicID)
    guard tokens.ordinal(key) == nil else { throw .broken(rule: .unique) }
    let attachments = record.attachments
    if let id = attachments.requestID, CommandPreparer.publicID(of: id) != body.publicID {
      throw .broken(rule: .commitment)
    }
    if let count = attachments.contentBytes, UInt64(count) != body.contentBytes {
      throw .broken(rule: .commitment)
    }
    let ordinal = tokens.append(
      TokenState(
        body, realm: record.envelope.realm, acceptedSequence: records, contentSHA256: attachments.contentSHA256,
        at: location),
      TokenDetails(
        acceptedAt: record.envelope.time, leaf: record.leaf, requisition: body, requestID: attachments.requestID,
        url: attachments.string))
    queue.append(ordinal)
    queueChanges?.append(.appended(ordinal))
    note(.queued, body.publicID, record)
    repeats.insert(body.repeatKey, .requisition(acceptedSequence: records), time: record.envelope.time)
  }

  private mutating func apply(
    _ body: BlockSealed, _ record: CheckedRecord, _ block: HashedBlock?, _ location: RecordLocation
  ) throws(Corruption) {
    guard let created,
      let ordinal = ordinal(acceptedSequence: body.acceptedSequence, guess: queue.first)
    else { throw .broken(rule: .reference) }
    guard leaveQueue(ordinal), let requisition = tokens.requisition(ordinal) else { throw .broken(rule: .pending) }
    guard let block else { throw .badRecord(.badBody) }
    let header = block.header
    guard header.height == tip.height + 1, body.height == header.height else { throw .broken(rule: .height) }
    guard header.link == tip.link else { throw .broken(rule: .link) }
    guard header.chainID == created.chainID else { throw .broken(rule: .chain) }
    guard header.requisitionDigest == requisition.leaf else { throw .broken(rule: .digest) }
    guard header.difficulty >= created.difficultyFloor, header.difficulty.isMet(by: block.identity) else {
      throw .broken(rule: .proofOfWork)
    }
    guard body.link == block.link else { throw .broken(rule: .link) }
    let end = requisition.effectiveness.end(sealedAt: record.envelope.time)
    guard body.end == end, end == 0 || end > record.envelope.time, !requisition.hasEnded else {
      throw .broken(rule: .end)
    }
    tokens.seal(ordinal, block, end: end, time: record.envelope.time, at: location)
    tip = ChainTip(height: header.height, link: block.link)
    note(.sealed, requisition.publicID, record)
  }

  private mutating func apply(_ body: RequisitionFailed, _ record: CheckedRecord) throws(Corruption) {
    guard let ordinal = ordinal(acceptedSequence: body.acceptedSequence) else { throw .broken(rule: .reference) }
    guard leaveQueue(ordinal), let requisition = tokens.requisition(ordinal) else { throw .broken(rule: .pending) }
    tokens.fail(ordinal, body.reason)
    note(.failed, requisition.publicID, record)
  }

  private mutating func leaveQueue(_ ordinal: Int) -> Bool {
    guard queue.remove(ordinal) else { return false }
    queueChanges?.append(.removed(ordinal))
    return true
  }

  /// Notes what has just happened to the queue.
  private func note(_ kind: QueueEvent.Kind, _ publicID: Digest, _ record: CheckedRecord) {
    history.append(kind, of: publicID, sequence: records, time: record.envelope.time, queueSize: queue.count)
  }

  private mutating func apply(_ body: TokenUsed, _ record: CheckedRecord) throws(Corruption) {
    guard let ordinal = tokens.ordinal(height: body.height), var state = tokens.state(ordinal) else {
      throw .broken(rule: .reference)
    }
    guard state.status(at: record.envelope.time) == .success else { throw .broken(rule: .end) }
    state.uses += 1
    guard state.usesLeft == body.usesLeft else { throw .broken(rule: .uses) }
    tokens.update(ordinal) { $0.uses += 1 }
    uses += 1
    repeats.insert(
      body.repeatKey, .used(height: body.height, usesLeft: body.usesLeft), time: record.envelope.time)
  }

  private mutating func apply(
    _ body: Revoked, _ record: CheckedRecord, _ location: RecordLocation
  ) throws(Corruption) {
    guard let ordinal = tokens.ordinal(height: body.height), let state = tokens.state(ordinal) else {
      throw .broken(rule: .reference)
    }
    guard state.status(at: record.envelope.time) == .success else { throw .broken(rule: .end) }
    tokens.revoke(ordinal, reason: record.attachments.string, at: location)
    noteErasable(.revoked, location, ordinal: ordinal)
  }

  private mutating func apply(_ body: Refused, _ record: CheckedRecord) throws(Corruption) {
    switch body.subjectKind {
    case .token:
      guard tokens.ordinal(height: body.subject) != nil else { throw .broken(rule: .reference) }
      repeats.insert(body.repeatKey, .refused(body.reason, height: body.subject), time: record.envelope.time)
    case .user:
      try applyCodeRefused(body, record)
      repeats.insert(body.repeatKey, .codeRefused, time: record.envelope.time)
    }
  }

  /// What had ended by the old time stays ended (I8).
  private mutating func apply(_ body: ClockCorrected, _ record: CheckedRecord) throws(Corruption) {
    guard body.oldTime == time, body.newTime == record.envelope.time else { throw .broken(rule: .time) }
    for ordinal in 0..<tokens.count {
      tokens.update(ordinal) { if let end = $0.end, end <= body.oldTime { $0.endForGood() } }
    }
    users.endAll(atCorrectionOf: body.oldTime)
  }

  private mutating func apply(_ entry: Erased) throws(Corruption) {
    guard entry.sequence < records else { throw .broken(rule: .reference) }
    erased[entry.sequence, default: 0] |= entry.mask
    if let ordinal = ordinal(acceptedSequence: entry.sequence) {
      guard !queue.contains(ordinal) else { throw .broken(rule: .pending) }
      tokens.erase(ordinal)
      if let state = tokens.state(ordinal) { erasures.erased(entry.mask, at: state.acceptedLocation) }
    } else {
      // A block's header is what the chain is checked by.
      guard let record = erasables[entry.sequence] else { throw .broken(rule: .erasable) }
      if record.kind == .userNamed { users.erase(entry.sequence) }
      if let ordinal = record.ordinal { tokens.eraseReason(ordinal) }
      erasures.erased(entry.mask, at: record.location)
    }
  }
}
