// TokenEngine+Open.swift: from a directory to a running engine.

internal import Dispatch

extension TokenEngine {
  /// Opens or makes the ledger in the settings' directory, checks all of it, and opens an epoch. Blocks while it reads.
  ///
  /// - Parameters:
  ///   - generator: draws users' codes; nil: the one that is built in.
  ///   - progress: called before each segment is read.
  ///   - report: takes what people should know of the database and the scrub, a line each.
  ///   - onFailure: called once, on the sequencer's queue, if the ledger fails later; the process has to end (I3).
  public static func open(
    _ settings: EngineSettings, environment: Environment = .system, generator: (any CodeGenerator)? = nil,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in },
    report: @escaping @Sendable (String) -> Void = { _ in },
    onFailure: @escaping @Sendable (LedgerError) -> Void
  ) throws(LedgerError) -> TokenEngine {
    try open(
      settings, environment, SystemStorage(), generator: generator, progress: progress, report: report,
      onFailure: onFailure)
  }

  static func open(
    _ settings: EngineSettings, _ environment: Environment, _ storage: any Storage,
    generator: (any CodeGenerator)? = nil,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in },
    report: @escaping @Sendable (String) -> Void = { _ in },
    onFailure: @escaping @Sendable (LedgerError) -> Void
  ) throws(LedgerError) -> TokenEngine {
    precondition(
      EngineSettings.segmentBytesRange.contains(settings.segmentBytes) && settings.segmentBytes.isMultiple(of: 512),
      "a segment has a size that can be read again")
    precondition(settings.miners > 0, "somebody mines")
    precondition(settings.codes.isUsable, "codes are issued under rules that can be read again")
    precondition(EngineSettings.queueEventsRange.contains(settings.queueEventsMax), "some events are kept, not all")
    let files = LedgerFiles(storage: storage, directory: settings.directory)
    let birth = LedgerBirth(difficultyFloor: settings.difficultyFloor, segmentBytes: settings.segmentBytes)
    try settings.difficulty.check(floor: settings.difficultyFloor)
    let opener = LedgerOpener(
      files: files, birth: birth, random: environment.random, kernel: settings.kernel,
      queueEventsMax: settings.queueEventsMax, trustsCheckpoint: settings.trustsCheckpoint, report: report,
      progress: progress)
    var ledger = try opener.open()
    if let floor = ledger.fold.created?.difficultyFloor { try settings.difficulty.check(floor: floor) }
    try ledger.fold.checkSealedCodes(ledger.keys)
    let clock = LedgerClock(environment, lastTime: ledger.lastTime, isAccepted: settings.isClockAccepted)
    try ledger.openEpoch(clock, birth, environment)
    let generator = generator ?? BuiltInGenerator(random: environment.random)
    return assemble(ledger, clock, settings, environment, generator, report, onFailure)
  }

  private static func assemble(
    _ ledger: sending OpenLedger, _ clock: LedgerClock, _ settings: EngineSettings, _ environment: Environment,
    _ generator: any CodeGenerator, _ report: @escaping @Sendable (String) -> Void,
    _ onFailure: @escaping @Sendable (LedgerError) -> Void
  ) -> TokenEngine {
    guard let repeatKey = ledger.keys.active(.repeatKey), let created = ledger.fold.created else {
      preconditionFailure("an open ledger has its keys and its first record")
    }
    let published = PublishedState(
      tokens: ledger.fold.tokens, users: ledger.fold.users, time: ledger.fold.time,
      summary: ledger.fold.summary(batches: ledger.writer.batch, root: ledger.writer.root()))
    let opened = LedgerSummary(
      fold: ledger.fold, created, writer: ledger.writer, torn: ledger.torn,
      believed: ledger.trusted?.place.records ?? 0)
    let miner = Miner(
      kernel: settings.kernel, hashesPerSecond: settings.hashesPerSecond ?? settings.kernel.hashesPerSecond(),
      threads: settings.miners, difficulty: settings.difficulty, floor: created.difficultyFloor,
      chainID: created.chainID, tip: ledger.fold.tip, environment: environment)
    let vault = CodeVault(ledgerID: created.ledgerID, keys: ledger.keys)
    let history = ledger.fold.history
    let metrics = ledger.writer.metrics
    let saver = settings.saving.map { DatabaseSaver(ledger.files, created.ledgerID, $0, published, report: report) }
    let recheck = ledger.trusted.map {
      LedgerRecheck(
        ledger.files, $0, kernel: settings.kernel, hash: ledger.hash, tokens: published.tokens, users: published.users)
    }
    published.isChecked = recheck == nil
    let checkpointer = Checkpointer(
      ledger.files, created.ledgerID, records: ledger.files.checkpointRecords(of: created.ledgerID),
      lowWater: settings.lowWaterMark,
      random: environment.random, report: report)
    let scrubber = settings.scrub.map { LedgerScrub(ledger.files, $0, published, report: report) }
    let core = SequencerCore(
      ledger: ledger, clock: clock, settings: settings, environment: environment, published: published, vault: vault,
      checkpointer: checkpointer, mine: { miner.send($0) }, onFailure: onFailure)
    core.beforeLettingGo = {
      recheck?.stop()
      scrubber?.finish()
      saver?.finish()
    }
    let reader = core.reader
    let sequencer = Sequencer(queue: DispatchQueue(label: "tokenrpc.sequencer"), core: core)
    if let recheck { start(recheck, sequencer) }
    return TokenEngine(
      opened: opened, published: published, sequencer: sequencer, miner: miner, clock: clock,
      preparer: CommandPreparer(environment: environment, repeatKey: repeatKey.key), vault: vault,
      policy: settings.codes, generator: generator, reader: reader, history: history, metrics: metrics,
      saver: saver, recheck: recheck, scrubber: scrubber)
  }

  private static func start(_ recheck: LedgerRecheck, _ sequencer: Sequencer) {
    let hasStarted = recheck.start { sequencer.submit(.rechecked($0)) }
    // Nothing is believed for good: without a thread to check it on, the ledger fails.
    if !hasStarted { sequencer.submit(.rechecked(.failure(.noThread))) }
  }
}

extension LedgerFiles {
  /// Records in the checkpoint that is there, as it says; 0: there is none of this ledger.
  fileprivate func checkpointRecords(of ledgerID: LedgerID) -> UInt64 {
    guard let file = try? storage.open(checkpointPath, .read),
      let bytes = try? file.read(at: 0, count: CheckpointHeader.byteCount),
      let header = CheckpointHeader(decoding: bytes), header.ledgerID == ledgerID
    else { return 0 }
    return header.place.records
  }
}

extension OpenLedger {
  /// Writes the first batch of this process (I9, I10), before any command: record 0 when there is none, then the epoch.
  ///
  /// - Parameter firstMissing: of a repair or restore, the first sequence that may be missing; 0: none.
  mutating func openEpoch(
    _ clock: LedgerClock, _ birth: LedgerBirth, _ environment: Environment, reason: EpochOpened.Reason = .start,
    firstMissing: UInt64 = 0
  ) throws(LedgerError) {
    do throws(LedgerError) {
      try beginEpoch(clock, birth, environment, reason: reason, firstMissing: firstMissing)
    } catch {
      // The next segment may be in the making, and the directory is about to become another process's.
      writer.close()
      throw error
    }
  }

  private mutating func beginEpoch(
    _ clock: LedgerClock, _ birth: LedgerBirth, _ environment: Environment, reason: EpochOpened.Reason,
    firstMissing: UInt64
  ) throws(LedgerError) {
    let body = EpochOpened(
      oldRecords: writer.tree.count, oldRoot: writer.root(), reason: reason, firstMissing: firstMissing)
    writer.openEpoch()
    let time = max(fold.time, clock.now)
    try writer.makeRoom(for: 2 * RecordSize.small)
    if fold.records == 0 {
      try append(
        .ledgerCreated(
          LedgerCreated(
            ledgerID: writer.ledgerID, chainID: UInt32(truncatingIfNeeded: environment.random()),
            difficultyFloor: birth.difficultyFloor)), at: time)
    }
    try append(.epochOpened(body), at: time)
    try writer.commit()
    try writer.syncHead()
    if clock.now < fold.time {
      try correctClock(to: clock.now)
    } else if clock.wasSetBack, fold.users.hasLive(at: fold.time) {
      // How long ago a code began nobody knows then: none may live on.
      try correctClock(to: fold.time)
    }
    writer.prepareNextSegment()
  }

  /// The wall clock is behind the log: the operator has decided that it is right (I8), or the log's time is kept.
  mutating func correctClock(to time: UInt64) throws(LedgerError) {
    try writer.makeRoom(for: RecordSize.small)
    try append(.clockCorrected(ClockCorrected(oldTime: fold.time, newTime: time)), at: time)
    try writer.commit()
  }

  /// Adds a record to the open batch, for which room was made, and applies it.
  mutating func append(_ body: RecordBody, at time: UInt64) throws(LedgerError) {
    let envelope = RecordEnvelope(
      sequence: writer.nextSequence, time: time, epoch: writer.epoch, realm: 0, caller: 0)
    let added = writer.add(NewRecord(envelope: envelope, body: body))
    let record = CheckedRecord(
      envelope: envelope, body: body, leaf: added.leaf, encodedBytes: added.encodedBytes)
    do {
      try fold.apply(record, nil, at: added.location)
    } catch {
      throw .corrupt(segment: added.location.segment, offset: UInt64(added.location.offset), error)
    }
  }
}

extension LedgerSummary {
  init(fold: LedgerFold, _ created: LedgerCreated, writer: LedgerWriter, torn: RecordLocation?, believed: UInt64) {
    self.init(
      ledgerID: created.ledgerID, chainID: created.chainID, difficultyFloor: created.difficultyFloor,
      records: fold.records, batches: writer.batch, epoch: fold.epoch, root: writer.root(),
      tokens: fold.tip.height, queued: fold.queue.count, requisitions: fold.tokens.count, uses: fold.uses, torn: torn,
      believed: believed)
  }
}

extension MiningDifficulty {
  /// A difficulty that is fixed under the floor is refused; one that is chosen is never under it.
  fileprivate func check(floor: Difficulty) throws(LedgerError) {
    if case .fixed(let difficulty) = self, difficulty < floor {
      throw .difficultyUnderFloor(difficulty, floor: floor)
    }
  }
}
