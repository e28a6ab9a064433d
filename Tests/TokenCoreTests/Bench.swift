// Bench.swift: a ledger with its sequencer on the test's own thread: every command, batch, block and tick is the
// test's, so that a seed makes the same history again.

import Dispatch
import Synchronization
import Testing

@testable import TokenCore

/// What a call was answered with. A second answer is a fault.
final class Reply<Value: Sendable & Equatable>: Sendable {
  private let results = Mutex<[Result<Value, TokenError>]>([])

  var answer: @Sendable (Result<Value, TokenError>) -> Void {
    { [self] result in
      let count = results.withLock { results in
        results.append(result)
        return results.count
      }
      #expect(count == 1, "a call was answered twice")
    }
  }

  /// nil: not answered yet.
  var result: Result<Value, TokenError>? { results.withLock { $0.first } }

  var value: Value? { try? result?.get() }

  var error: TokenError? {
    if case .failure(let error) = result { error } else { nil }
  }
}

/// One process's engine without threads.
final class Bench {
  static let directory = "/data"
  static let hash = SecretHash(key: (1, 2))

  let clocks: TestClocks
  let core: SequencerCore
  let published: PublishedState
  let preparer: CommandPreparer
  let keys: KeyFile
  let opened: LedgerSummary
  /// Every failure of the ledger that was reported.
  let failures: Failures
  /// The checkpoint that was believed.
  let trusted: CheckpointHeader?
  /// What people were told.
  let reports: Reports
  private let mail: Mail
  private let difficulty: Difficulty
  private var board: MiningBoard
  private var random: SeededGenerator
  private var landings = Landings()
  private var flights: DispatchQueue?

  final class Failures: Sendable {
    private let errors = Mutex<[LedgerError]>([])

    func add(_ error: LedgerError) { errors.withLock { $0.append(error) } }

    var all: [LedgerError] { errors.withLock { $0 } }
  }

  final class Reports: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    var all: [String] { lines.withLock { $0 } }
  }

  private final class Mail {
    var messages: [MinerMail] = []
  }

  static func settings(
    bits: Int = 0, floor: Int = 0, segmentBytes: Int = 4096, queueMax: Int = 1000,
    codes: CodePolicy = CodePolicy()
  ) -> EngineSettings {
    EngineSettings(
      directory: directory, difficulty: .fixed(Difficulty(bits: bits) ?? .none),
      difficultyFloor: Difficulty(bits: floor) ?? .none, miners: 1, queueMax: queueMax, segmentBytes: segmentBytes,
      codes: codes)
  }

  /// Opens the ledger as the engine does, and its epoch.
  init(
    _ storage: any Storage, _ clocks: TestClocks = TestClocks(), settings: EngineSettings = Bench.settings(),
    seed: UInt64 = 1
  ) throws(LedgerError) {
    let reports = Reports()
    let environment = clocks.environment(seed: seed)
    let birth = LedgerBirth(difficultyFloor: settings.difficultyFloor, segmentBytes: settings.segmentBytes)
    let files = LedgerFiles(storage: storage, directory: settings.directory)
    let opener = LedgerOpener(
      files: files, birth: birth, random: environment.random, kernel: settings.kernel,
      queueEventsMax: settings.queueEventsMax, trustsCheckpoint: settings.trustsCheckpoint,
      report: { reports.add($0) })
    var ledger = try opener.open()
    let clock = LedgerClock(environment, lastTime: ledger.lastTime, isAccepted: settings.isClockAccepted)
    try ledger.openEpoch(clock, birth, environment)
    guard let repeatKey = ledger.keys.active(.repeatKey)?.key, let created = ledger.fold.created else {
      throw .poisoned
    }
    let mail = Mail()
    let failures = Failures()
    let published = PublishedState(
      tokens: ledger.fold.tokens, users: ledger.fold.users, time: ledger.fold.time,
      summary: ledger.fold.summary(batches: ledger.writer.batch, root: ledger.writer.root()))
    opened = LedgerSummary(fold: ledger.fold, created, writer: ledger.writer, torn: ledger.torn, believed: 0)
    keys = ledger.keys
    board = MiningBoard(tip: ledger.fold.tip)
    trusted = ledger.trusted
    let checkpointer = Checkpointer(
      ledger.files, created.ledgerID, records: 0, random: environment.random, report: { reports.add($0) })
    core = SequencerCore(
      ledger: ledger, clock: clock, settings: settings, environment: environment, published: published,
      vault: CodeVault(ledgerID: created.ledgerID, keys: ledger.keys), checkpointer: checkpointer,
      mine: { mail.messages.append($0) },
      onFailure: { failures.add($0) })
    self.reports = reports
    self.clocks = clocks
    self.published = published
    self.mail = mail
    self.failures = failures
    difficulty = settings.difficulty.next(CrewRates(alone: 1, together: 1, threads: 1), floor: .none)
    preparer = CommandPreparer(environment: environment, repeatKey: repeatKey)
    random = SeededGenerator(seed: seed)
  }

  // MARK: Commands, to be run together

  func requesting(
    _ new: NewRequisition = NewRequisition(), wait: UInt32 = 0
  ) throws -> (command: Command, reply: Reply<TokenView>) {
    let reply = Reply<TokenView>()
    return (.request(try preparer.prepare(new), Wait(testing: wait), reply.answer), reply)
  }

  func using(
    _ identity: Digest, content: Digest? = nil, key: [UInt8]? = nil, caller: Caller = Caller()
  ) -> (command: Command, reply: Reply<ValidationOutcome>) {
    let reply = Reply<ValidationOutcome>()
    let query = ValidationQuery(identity: identity, realm: caller.realm, contentSHA256: content)
    return (.use(query, preparer.repeatKey(of: query, key: key, caller), caller, reply.answer), reply)
  }

  func revoking(
    _ name: TokenName, reason: String = "test", caller: Caller = Caller()
  ) -> (command: Command, reply: Reply<TokenView>) {
    let reply = Reply<TokenView>()
    return (.revoke(name, preparer.prepare(reason: reason), caller, reply.answer), reply)
  }

  func erasing(
    _ subject: ErasureSubject, caller: Caller = Caller()
  ) -> (command: Command, reply: Reply<ErasureOutcome>) {
    let reply = Reply<ErasureOutcome>()
    return (.erase(subject, caller, reply.answer), reply)
  }

  /// Generate with a code that was drawn already.
  func generating(
    _ user: String, _ digits: String, caller: Caller = Caller()
  ) throws -> (command: Command, reply: Reply<ShownCode>) {
    let reply = Reply<ShownCode>()
    let code = try #require(CodeDigits(digits))
    return (.generate(preparer.prepare(code, for: try UserName(user), caller), reply.answer), reply)
  }

  func usingCode(
    _ user: String, _ digits: String, key: [UInt8]? = nil, caller: Caller = Caller()
  ) throws -> (command: Command, reply: Reply<CodeOutcome>) {
    let reply = Reply<CodeOutcome>()
    let query = CodeQuery(name: try UserName(user), digits: try #require(CodeDigits(digits)), caller: caller)
    return (.useCode(query, preparer.repeatKey(of: query, key: key), reply.answer), reply)
  }

  // MARK: One command in a batch of its own

  @discardableResult
  func generate(_ user: String, _ digits: String, caller: Caller = Caller()) throws -> Reply<ShownCode> {
    let (command, reply) = try generating(user, digits, caller: caller)
    run(command)
    return reply
  }

  /// Whether the code was accepted; nil: the call failed.
  @discardableResult
  func useCode(
    _ user: String, _ digits: String, key: [UInt8]? = nil, caller: Caller = Caller()
  ) throws -> Bool? {
    let (command, reply) = try usingCode(user, digits, key: key, caller: caller)
    run(command)
    return reply.value.map { $0.accepted != nil }
  }

  @discardableResult
  func request(_ new: NewRequisition = NewRequisition(), wait: UInt32 = 0) throws -> Reply<TokenView> {
    let (command, reply) = try requesting(new, wait: wait)
    run(command)
    return reply
  }

  @discardableResult
  func use(
    _ identity: Digest, content: Digest? = nil, key: [UInt8]? = nil, caller: Caller = Caller()
  ) -> Reply<ValidationOutcome> {
    let (command, reply) = using(identity, content: content, key: key, caller: caller)
    run(command)
    return reply
  }

  @discardableResult
  func revoke(_ name: TokenName, reason: String = "test", caller: Caller = Caller()) -> Reply<TokenView> {
    let (command, reply) = revoking(name, reason: reason, caller: caller)
    run(command)
    return reply
  }

  @discardableResult
  func erase(_ subject: ErasureSubject, caller: Caller = Caller()) -> Reply<ErasureOutcome> {
    let (command, reply) = erasing(subject, caller: caller)
    run(command)
    return reply
  }

  func run(_ commands: Command...) {
    run(commands)
  }

  func run(_ commands: [Command]) {
    _ = core.run(commands)
  }

  func tick() {
    run(.tick)
  }

  /// From now on every batch is written on `queue`, and what it holds is published by `land`.
  func fly(on queue: DispatchQueue) {
    let landings = Landings()
    self.landings = landings
    core.runway = SequencerCore.Runway(
      queue: queue, landed: { batch in landings.batches.withLock { $0.append(batch) } }, fewestRecords: 1)
    flights = queue
  }

  /// Waits until the batch in the air is written, and tells nobody.
  func waitForFlight() { flights?.sync {} }

  /// Tells the core of the batch in the air, once it is written; what is open by then takes off.
  func land() {
    flights?.sync {}
    let batches = landings.batches.withLock { batches in
      defer { batches = [] }
      return batches
    }
    run(batches.map { Command.landed(batch: $0) })
  }

  private final class Landings: Sendable {
    let batches = Mutex<[UInt64]>([])
  }

  /// Stops as the engine does: everything is durable, the directory is free.
  func stop() {
    run(.stop({}))
  }

  // MARK: Mining

  /// Finds up to `limit` blocks, each on the one before, without telling the sequencer.
  func findBlocks(_ limit: Int = .max) -> [Command] {
    var commands: [Command] = []
    while commands.count < limit, let block = findBlock() { commands.append(.found(block)) }
    return commands
  }

  /// Mines up to `limit` requisitions and lets the sequencer seal them in one batch.
  func mine(_ limit: Int = .max) {
    run(findBlocks(limit))
  }

  private func findBlock() -> FoundBlock? {
    for message in mail.messages { board.apply(message) }
    mail.messages = []
    let chainID = opened.chainID
    let job = board.job(lanes: 1) { tip, requisition in
      BlockHeader(
        extraNonce: 0, height: tip.height + 1, link: tip.link, time: clocks.wall, difficulty: difficulty,
        chainID: chainID, requisitionDigest: requisition.digest,
        salt: BlockHeader.Salt(high: random.next(), low: random.next()), nonce: 0)
    }
    guard let job else { return nil }
    var header = job.header
    while !difficulty.isMet(by: header.identity()) { header.nonce += 1 }
    let block = FoundBlock(job, header)
    return board.complete(block) ? block : nil
  }

  /// Asks for a token, mines it and returns it.
  func token(
    uses: UInt64? = nil, instant: UInt64? = nil, duration: UInt64? = nil, content: [UInt8] = []
  ) throws -> (identity: Digest, height: UInt64) {
    let effectiveness = try #require(Effectiveness(uses: uses, instant: instant, duration: duration))
    let reply = try request(NewRequisition(content: .bytes(content), effectiveness: effectiveness))
    let ordinal = try #require(reply.value.flatMap { core.fold.ordinal(acceptedSequence: $0.entry.acceptedSequence) })
    mine()
    let block = try #require(published.view(ordinal)?.entry.block)
    return (block.identity, block.header.height)
  }

  // MARK: Looking

  /// The queue as a stream of it is given.
  var queueSnapshot: QueueSnapshot {
    let summary = published.read()
    return QueueSnapshot(
      sequence: summary.records - 1, queue: summary.queue, tokens: published.tokens, reader: core.reader)
  }

  func view(_ name: TokenName, realm: UInt32 = 0) -> TokenView? {
    published.ordinal(name, realm: realm).flatMap { published.view($0) }
  }

  func status(_ identity: Digest) -> TokenStatus? { view(.identity(identity))?.status }

  /// A user's newest code.
  func code(of user: String, realm: UInt32 = 0) throws -> IssuedCode? {
    let key = UserKey(realm: realm, name: try UserName(user))
    return published.users.user(key).flatMap { published.users.code(of: $0) }
  }

  /// Public ids of the queue in order.
  var queue: [Digest] {
    published.read().queue.slice(from: 0, limit: .max).compactMap { published.tokens.entry($0)?.requisition.publicID }
  }
}

extension FoundBlock {
  /// A job that was found with this header, or whatever header it has.
  init(_ job: MiningJob, _ header: BlockHeader? = nil, identity: Digest? = nil) {
    let header = header ?? job.header
    let identity = identity ?? header.identity()
    self.init(
      header: header, identity: identity, link: BlockHeader.link(to: identity),
      acceptedSequence: job.requisition.acceptedSequence, generation: job.generation)
  }
}

extension Wait {
  /// A wait with a name of its own; 0 ms: none.
  init(testing milliseconds: UInt32) {
    self.init(id: milliseconds == 0 ? 0 : UInt64.random(in: 1 ... .max), milliseconds: milliseconds)
  }
}
