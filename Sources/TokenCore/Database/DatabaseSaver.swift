// DatabaseSaver.swift: saves the log to the database now and then, and answers the audit from it. Promise: it never
// holds up the ledger; whatever fails here is said and tried again, and the service goes on.

internal import Dispatch
internal import Synchronization

/// When the log is saved to the database.
public struct SavingPolicy: Sendable, Equatable {
  /// After so many records, at least 1.
  public var records: UInt64
  /// Or after so many seconds in which there were some, at least 1.
  public var seconds: UInt64

  /// Unless set: 1,000,000 records or a minute.
  public static let usual = SavingPolicy(records: 1_000_000, seconds: 60)

  public init(records: UInt64, seconds: UInt64) {
    self.records = records
    self.seconds = seconds
  }
}

/// How the database does.
public struct DatabaseHealth: Sendable, Equatable {
  /// Records that are saved.
  public var savedRecords: UInt64
  /// Why the last save failed; nil: it did not.
  public var fault: String?
}

/// The saver and its queue.
final class DatabaseSaver: Sendable {
  /// Questions that wait at once.
  static let maxQuestions = 64
  /// A question has so long to be answered, in nanoseconds.
  static let usualLongestQuestion: UInt64 = 5_000_000_000
  private let longestQuestion: UInt64
  /// A stop waits no longer for the last save, in nanoseconds; the next start goes on.
  private static let longestFinish: UInt64 = 10_000_000_000

  private let queue = DispatchQueue(label: "tokenrpc.database", qos: .utility)
  private let owned: QueueOwned<Owned>
  private let health = Mutex(DatabaseHealth(savedRecords: 0, fault: nil))
  private let questions = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)

  /// What only the queue touches.
  private final class Owned {
    let files: LedgerFiles
    let ledgerID: LedgerID
    let policy: SavingPolicy
    let published: PublishedState
    let report: @Sendable (String) -> Void
    let ticks: any DispatchSourceTimer
    var database: TokenDatabase?
    /// What was found wrong with the database: it is made anew.
    var damage: DatabaseError?
    var secondsSinceSave: UInt64 = 0
    var isSaving = false
    var isOver = false

    init(
      _ files: LedgerFiles, _ ledgerID: LedgerID, _ policy: SavingPolicy, _ published: PublishedState,
      _ queue: DispatchQueue, _ report: @escaping @Sendable (String) -> Void
    ) {
      self.files = files
      self.ledgerID = ledgerID
      self.policy = policy
      self.published = published
      self.report = report
      ticks = DispatchSource.makeTimerSource(queue: queue)
    }

    deinit {
      ticks.cancel()
    }
  }

  /// - Parameter report: takes what people should know, a line each.
  init(
    _ files: LedgerFiles, _ ledgerID: LedgerID, _ policy: SavingPolicy, _ published: PublishedState,
    longestQuestion: UInt64 = usualLongestQuestion, report: @escaping @Sendable (String) -> Void
  ) {
    self.longestQuestion = longestQuestion
    let owned = Owned(files, ledgerID, policy, published, queue, report)
    owned.ticks.schedule(deadline: .now(), repeating: .seconds(1))
    self.owned = QueueOwned(owned, on: queue)
    queue.async { [self] in
      self.owned.onQueue.ticks.setEventHandler { [weak self] in self?.tickOnQueue() }
      self.owned.onQueue.ticks.activate()
    }
  }

  var state: DatabaseHealth { health.withLock { $0 } }

  /// Saves what is durable, as far as the time allows. Blocks; the caller owns another queue.
  func finish() {
    isStopping.store(true, ordering: .relaxed)
    let done = DispatchGroup()
    queue.async(group: done) { [self] in
      let state = owned.onQueue
      state.ticks.cancel()
      let start = Environment.monotonicNanoseconds()
      while !state.isOver, Environment.monotonicNanoseconds() - start < Self.longestFinish {
        state.isOver = saveOnQueue(upTo: state.published.read().batches) != .more
      }
      state.isOver = true
      // Closing it brings the write-ahead log home.
      state.database = nil
    }
    done.wait()
  }

  /// Answers from the database, after it has been saved up to what is durable now, unless it is far behind.
  func ask(
    _ query: AuditQuery, requisition: UInt64?, user: UInt64?,
    _ answer: @escaping @Sendable (Result<AuditPage, TokenError>) -> Void
  ) {
    guard questions.add(1, ordering: .relaxed).newValue <= Self.maxQuestions else {
      questions.subtract(1, ordering: .relaxed)
      return answer(.failure(.auditBusy(maximum: Self.maxQuestions)))
    }
    queue.async { [self] in
      let result = pageOnQueue(query, requisition: requisition, user: user)
      questions.subtract(1, ordering: .relaxed)
      answer(result)
    }
  }

  // MARK: On the queue

  private func tickOnQueue() {
    let state = owned.onQueue
    state.secondsSinceSave += 1
    if let database = state.database {
      do { try database.emptyWriteAheadLog() } catch { failedOnQueue(.database(error)) }
    }
    let waiting = state.published.read().records - (state.database?.records ?? 0)
    guard !state.isSaving, waiting > 0,
      waiting >= state.policy.records || state.secondsSinceSave >= state.policy.seconds || state.database == nil
    else { return }
    state.isSaving = true
    continueOnQueue()
  }

  /// Saves a transaction after the other, and lets questions come between.
  private func continueOnQueue() {
    let state = owned.onQueue
    guard !state.isOver else { return }
    if saveOnQueue(upTo: state.published.read().batches) == .more {
      queue.async { [self] in continueOnQueue() }
    } else {
      state.isSaving = false
      state.secondsSinceSave = 0
    }
  }

  private enum Progress {
    case all
    case more
    case failed
  }

  /// One transaction.
  private func saveOnQueue(upTo batch: UInt64) -> Progress {
    let state = owned.onQueue
    do throws(SaveError) {
      // What is left of the disk is kept for what was promised.
      if state.published.isLowOnDisk { throw .database(DatabaseError(code: -1, text: "the disk is low")) }
      let database = try openOnQueue()
      let isAll = try database.save(upTo: batch)
      if isAll { database.removeAside() }
      do { try database.emptyWriteAheadLog() } catch { throw .database(error) }
      health.withLock { $0 = DatabaseHealth(savedRecords: database.records, fault: nil) }
      return isAll ? .all : .more
    } catch {
      failedOnQueue(error)
      return .failed
    }
  }

  private func openOnQueue() throws(SaveError) -> TokenDatabase {
    let state = owned.onQueue
    if let database = state.database { return database }
    do {
      let database = try TokenDatabase.open(
        state.files, state.ledgerID, durableRecords: state.published.read().records, damage: state.damage,
        report: state.report)
      state.damage = nil
      state.database = database
      return database
    } catch {
      throw .database(error)
    }
  }

  /// Whatever it was, the next save begins with opening the database again.
  private func failedOnQueue(_ error: SaveError) {
    let state = owned.onQueue
    state.database = nil
    if case .database(let error) = error, error.isDamage { state.damage = error }
    let text =
      switch error {
      case .database(let error): "\(error)"
      case .log(let error): "\(error)"
      }
    let isNew = health.withLock { health in
      defer { health.fault = text }
      return health.fault != text
    }
    if isNew { state.report("the database can't be saved (\(text)); the ledger is whole, and it is tried again") }
  }

  private func pageOnQueue(
    _ query: AuditQuery, requisition: UInt64?, user: UInt64?
  ) -> Result<AuditPage, TokenError> {
    let state = owned.onQueue
    guard !state.isOver, !isStopping.load(ordering: .relaxed) else { return .failure(.stopped) }
    // Up to a few transactions: who asks while a database is made anew gets what is there.
    let batch = state.published.read().batches
    for _ in 0..<4 {
      let progress = saveOnQueue(upTo: batch)
      if progress != .more { break }
    }
    guard let database = state.database else { return .failure(.noDatabase(reason: self.state.fault ?? "")) }
    let deadline = Environment.monotonicNanoseconds() + longestQuestion
    do throws(DatabaseError) {
      return .success(
        try database.reader.page(query, requisition: requisition, user: user, savedRecords: database.records) {
          [self] in
          Environment.monotonicNanoseconds() < deadline && !isStopping.load(ordering: .relaxed)
        })
    } catch  where error.isInterrupt {
      return .failure(isStopping.load(ordering: .relaxed) ? .stopped : .auditTooLong)
    } catch {
      failedOnQueue(.database(error))
      return .failure(.noDatabase(reason: "\(error)"))
    }
  }
}
