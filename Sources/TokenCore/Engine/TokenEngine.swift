// TokenEngine.swift: the face of TokenCore: requisitions, checks, uses, status, revocation and the queue over one
// ledger. Promise: an answer leaves only when everything it depends on is durable.

internal import Dispatch
internal import Synchronization

/// A running ledger with its miners. Every method may be called from any thread and none blocks; answers come on the
/// sequencer's queue, or at once on the caller's thread where a method says so.
public final class TokenEngine: Sendable {
  /// What was found when the ledger was opened.
  public let opened: LedgerSummary
  /// What the miners hash with.
  public let kernelName: String
  /// Threads that there are to mine.
  public var minerThreads: Int { miner.threads }
  let published: PublishedState
  let sequencer: Sequencer
  private let miner: Miner
  let clock: LedgerClock
  let preparer: CommandPreparer
  let vault: CodeVault
  let policy: CodePolicy
  let generator: any CodeGenerator
  private let reader: TokenReader
  private let history: QueueHistory
  private let metrics: LedgerMetrics
  /// nil: there is no database.
  private let saver: DatabaseSaver?
  /// nil: everything was checked when the ledger was opened.
  private let recheck: LedgerRecheck?
  /// nil: the log is not scrubbed.
  private let scrubber: LedgerScrub?
  private let nextWait = Atomic<UInt64>(0)

  init(
    opened: LedgerSummary, published: PublishedState, sequencer: Sequencer, miner: Miner, clock: LedgerClock,
    preparer: CommandPreparer, vault: CodeVault, policy: CodePolicy, generator: any CodeGenerator,
    reader: TokenReader, history: QueueHistory, metrics: LedgerMetrics, saver: DatabaseSaver?,
    recheck: LedgerRecheck?, scrubber: LedgerScrub?
  ) {
    self.opened = opened
    kernelName = miner.kernel.name
    self.published = published
    self.sequencer = sequencer
    self.miner = miner
    self.clock = clock
    self.preparer = preparer
    self.vault = vault
    self.policy = policy
    self.generator = generator
    self.reader = reader
    self.history = history
    self.metrics = metrics
    self.saver = saver
    self.recheck = recheck
    self.scrubber = scrubber
  }

  /// Starts mining; returns how many threads the system had to give.
  @discardableResult
  public func start() -> Int {
    miner.start { [sequencer] in sequencer.submit(.found($0)) }
  }

  /// Asks for a token. Answers when the requisition is durable and has left the queue, or `waitMilliseconds` have
  /// passed. Returns what names the wait for `endWait`; nil: it does not wait.
  @discardableResult
  public func request(
    _ new: NewRequisition, waitMilliseconds: UInt32,
    answer: @escaping @Sendable (Result<TokenView, TokenError>) -> Void
  ) -> UInt64? {
    do throws(TokenError) {
      guard waitMilliseconds <= Self.maxWaitMilliseconds else {
        throw .waitTooLong(maximum: Self.maxWaitMilliseconds)
      }
      let prepared = try preparer.prepare(new)
      let id = waitMilliseconds == 0 ? 0 : nextWait.add(1, ordering: .relaxed).newValue
      sequencer.submit(.request(prepared, Wait(id: id, milliseconds: waitMilliseconds), answer))
      return id == 0 ? nil : id
    } catch {
      answer(.failure(error))
      return nil
    }
  }

  /// Ends a wait: the request is answered as it stands, if it was not answered yet.
  public func endWait(_ wait: UInt64) {
    sequencer.submit(.endWait(id: wait))
  }

  /// Checks a token from the published state alone; nil: an end lies between the last durable record and now, ask
  /// `settledCheck`.
  public func check(_ query: ValidationQuery) -> ValidationOutcome? {
    guard let ordinal = published.ordinal(.identity(query.identity), realm: query.realm) else {
      return ValidationOutcome(reason: .unknown)
    }
    let time = published.lastTime
    guard unsettledEnd(ordinal, time) == nil else { return nil }
    let damage: Refused.Reason? = published.damaged.contains(ordinal) ? .damaged : nil
    return published.tokens.read(ordinal) {
      ValidationOutcome(
        reason: damage ?? $0.refusal(at: time, query.contentSHA256), usesLeft: $0.usesLeft, end: $0.end)
    }
  }

  /// Checks a token after a time mark has settled whether its end has come.
  public func settledCheck(
    _ query: ValidationQuery, answer: @escaping @Sendable (Result<ValidationOutcome, TokenError>) -> Void
  ) {
    let ordinal = published.ordinal(.identity(query.identity), realm: query.realm)
    let end = ordinal.flatMap { unsettledEnd($0, published.lastTime) } ?? 0
    sequencer.submit(
      .settleTime(end: end) { [self] settled in
        if case .failure(let error) = settled { return answer(.failure(error)) }
        // Its end may have come only just now.
        guard let outcome = check(query) else { return settledCheck(query, answer: answer) }
        answer(.success(outcome))
      })
  }

  /// Spends one use of a token, or records one where nothing is spent. The answer is durable.
  public func use(
    _ query: ValidationQuery, idempotencyKey: [UInt8]?, caller: Caller,
    answer: @escaping @Sendable (Result<ValidationOutcome, TokenError>) -> Void
  ) {
    do throws(TokenError) {
      try NewRequisition.check(key: idempotencyKey)
      let repeatKey = preparer.repeatKey(of: query, key: idempotencyKey, caller)
      sequencer.submit(.use(query, repeatKey, caller, answer))
    } catch {
      answer(.failure(error))
    }
  }

  /// Everything about one token. Answers at once on the caller's thread while the token is young or waits; of others
  /// the log is read on a queue of its own.
  public func status(
    _ name: TokenName, realm: UInt32, answer: @escaping @Sendable (Result<TokenView, TokenError>) -> Void
  ) {
    guard let ordinal = published.ordinal(name, realm: realm) else { return answer(.failure(.notFound)) }
    guard let end = unsettledEnd(ordinal, published.lastTime) else {
      return published.view(ordinal, reader, answer)
    }
    sequencer.submit(
      .settleTime(end: end) { [published, reader] settled in
        if case .failure(let error) = settled { return answer(.failure(error)) }
        published.view(ordinal, reader, answer)
      })
  }

  /// The content of a requisition, read from the log on a queue of its own; nil: the service holds only its digest, or
  /// it was erased.
  public func content(of view: TokenView, answer: @escaping @Sendable (Result<[UInt8]?, LedgerError>) -> Void) {
    reader.content(of: view.entry, answer)
  }

  /// Ends a token, or takes a pending requisition off the queue.
  public func revoke(
    _ name: TokenName, reason: String, caller: Caller,
    answer: @escaping @Sendable (Result<TokenView, TokenError>) -> Void
  ) {
    guard reason.utf8.count <= Self.maxReasonBytes else {
      return answer(.failure(.invalid(field: "reason", reason: "is over \(Self.maxReasonBytes) bytes")))
    }
    sequencer.submit(.revoke(name, preparer.prepare(reason: reason), caller, answer))
  }

  /// The longest wait of a request: a day.
  public static let maxWaitMilliseconds: UInt32 = 86_400_000
  /// The longest reason of a revocation.
  public static let maxReasonBytes = 1024

  /// The queue as it is now, at no cost.
  public func queue() -> QueueSnapshot {
    let summary = published.read()
    return QueueSnapshot(
      sequence: summary.records - 1, queue: summary.queue, tokens: published.tokens, reader: reader)
  }

  /// Follows what happens to the queue after the record with this sequence, at no cost while nothing happens. `signal`
  /// is called on the sequencer's queue, or on the thread that ends all waits, and must not block. Throws `tooOld` or
  /// `noSuchSequence` when it can't be followed from there, `stopped` when all waits have ended.
  public func follow(
    after sequence: UInt64, signal: @escaping @Sendable (QueueSignal) -> Void
  ) throws(TokenError) -> QueueFollower {
    try history.follow(after: sequence, last: published.read().records - 1, signal: signal)
  }

  /// How many follow the queue.
  public var followerCount: Int { history.followerCount }

  /// Answers all requests that wait for their token as at the end of their wait, and ends all followers of the queue,
  /// from now on.
  public func endWaits() {
    history.close()
    sequencer.submit(.endWaits)
  }

  /// Stops mining, writes what was decided, makes everything durable and lets the directory go. Blocks for about a
  /// millisecond.
  public func stop(completion: @escaping @Sendable () -> Void) {
    miner.stop()
    history.close()
    sequencer.submit(.stop(completion))
  }

  /// How the database does; nil: there is none.
  public var database: DatabaseHealth? { saver?.state }

  /// What reading the log again has found; nil: it is not scrubbed.
  public var scrub: ScrubState? { scrubber?.state }

  /// Who used what, when, with which result. Answers on the database's own queue, or at once what can't be asked.
  public func audit(
    _ query: AuditQuery, answer: @escaping @Sendable (Result<AuditPage, TokenError>) -> Void
  ) {
    do throws(TokenError) {
      guard let saver else { throw .noDatabase(reason: "the server keeps none") }
      guard (1...AuditQuery.maxLimit).contains(query.limit) else {
        throw .invalid(field: "limit", reason: "must be 1 to \(AuditQuery.maxLimit)")
      }
      var requisition: UInt64?
      var user: UInt64?
      switch query.subject {
      case .token(let name):
        let ordinal = published.ordinal(name, realm: query.realm)
        guard let found = ordinal.flatMap({ published.tokens.read($0) { $0.acceptedSequence } }) else {
          throw .notFound
        }
        requisition = found
      case .user(let name):
        guard let found = published.users.user(UserKey(realm: query.realm, name: try UserName(name))) else {
          throw .userNotFound
        }
        user = found
      case nil: break
      }
      saver.ask(query, requisition: requisition, user: user, answer)
    } catch {
      answer(.failure(error))
    }
  }

  /// Whether changes are refused because the clock can't be believed (I8).
  public var isClockDoubtful: Bool { clock.isSuspended }

  /// A miner mines now. Quick.
  public var isMining: Bool { miner.isMining }

  /// How the miners do.
  public var mining: MiningState { miner.state }

  /// The service itself: its miners and its queue.
  public var service: ServiceView {
    let mining = mining
    let queue = published.read().queue
    let oldest = queue.first.flatMap { published.tokens.entry($0)?.acceptedAt }
    let now = clock.now
    return ServiceView(
      mining: mining, queued: queue.count, oldestWaitMilliseconds: oldest.map { now > $0 ? now - $0 : 0 },
      expectedWaitMilliseconds: Double(queue.count + 1) * mining.millisecondsPerToken, written: written,
      scrub: scrub)
  }

  /// Records and blocks that are durable.
  public var durable: (records: UInt64, blocks: UInt64) {
    let summary = published.read()
    return (summary.records, summary.height)
  }

  /// Whether changes are refused because the disk has no room for the next segment.
  public var isDiskFull: Bool { published.isDiskFull }

  /// How far the check has come of what a start from a checkpoint believed; nil: all was checked.
  public var checking: (segment: UInt32, of: Int)? { published.isChecked ? nil : recheck?.progress }

  /// Whether nothing new is taken because the disk has less room than is to be kept.
  public var isLowOnDisk: Bool { published.isLowOnDisk }

  /// What was written to the log since the start, and how long it took.
  public var written: LedgerCounts { metrics.snapshot }

  /// A token's end that lies between the last durable record and now; nil: there is none.
  private func unsettledEnd(_ ordinal: Int, _ time: UInt64) -> UInt64? {
    let end = published.tokens.read(ordinal) { $0.status(at: time) == .success ? $0.end : nil }
    guard let end = end ?? nil, end <= clock.now else { return nil }
    return end
  }
}
