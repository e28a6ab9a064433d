// LedgerRecheck.swift: checks what a start from a checkpoint believed, while the ledger serves. Promise: it ends with
// the word that all was as believed, or with the first fault found; it writes nothing.

internal import Dispatch
internal import Glibc
internal import Synchronization

/// Reads the log from its first byte up to the checkpoint, folds it anew, and compares. On one thread of lowered
/// priority; it needs as much memory as the fold that serves, until it ends.
final class LedgerRecheck: Sendable {
  /// What the nice value is raised by.
  private static let niceness: Int32 = 10

  private let files: LedgerFiles
  private let checkpoint: CheckpointHeader
  private let kernel: MiningKernel
  private let hash: SecretHash
  private let tokens: TokenTable
  private let users: UserTable
  /// Until it goes on after descriptors or memory were short.
  private let secondsHeldUp: Int
  private let isStopping = Atomic<Bool>(false)
  private let running = DispatchGroup()
  private let place = Mutex((segment: UInt32(0), of: 0))

  /// What was found: attachments that nothing up to the checkpoint explains, or the first fault.
  typealias Outcome = Result<[LedgerFold.UnreadableAttachment], LedgerError>

  /// - Parameters:
  ///   - tokens: those that are served.
  ///   - users: the same.
  init(
    _ files: LedgerFiles, _ checkpoint: CheckpointHeader, kernel: MiningKernel, hash: SecretHash,
    secondsHeldUp: Int = 10,
    tokens: TokenTable, users: UserTable
  ) {
    self.secondsHeldUp = secondsHeldUp
    self.files = files
    self.checkpoint = checkpoint
    self.kernel = kernel
    self.hash = hash
    self.tokens = tokens
    self.users = users
  }

  /// The segment that is being read, and how many there are.
  var progress: (segment: UInt32, of: Int) { place.withLock { $0 } }

  /// Begins. `completion` is called once, unless it is stopped before; false: the system has no thread for it.
  func start(completion: @escaping @Sendable (Outcome) -> Void) -> Bool {
    running.enter()
    let hasStarted = Thread.start(niceness: Self.niceness) { [self] in
      let outcome = run()
      if !isStopping.load(ordering: .relaxed) { completion(outcome) }
      running.leave()
    }
    if !hasStarted { running.leave() }
    return hasStarted
  }

  /// Ends it, and waits until it has ended.
  func stop() {
    isStopping.store(true, ordering: .relaxed)
    running.wait()
  }

  /// Begins again when a file could not be read: twice in a row is a fault, lack of descriptors or memory never is.
  private func run() -> Outcome {
    var hasFailed = false
    while true {
      let outcome = readOnce()
      guard case .failure(.io(let error)) = outcome, !isStopping.load(ordering: .relaxed) else { return outcome }
      if error.isExhausted {
        for _ in 0..<secondsHeldUp where !isStopping.load(ordering: .relaxed) { sleep(1) }
      } else if hasFailed {
        return outcome
      } else {
        hasFailed = true
      }
    }
  }

  private func readOnce() -> Outcome {
    var fold = LedgerFold(hash: hash, queueEventsMax: 1)
    do throws(LedgerError) {
      let end = checkpoint.place
      let head = Head(
        ledgerID: checkpoint.ledgerID, batch: end.batch, records: end.records, epoch: end.epoch, root: end.root)
      let scan = try LogScanner(
        files, head: head, kernel: kernel, endsAtHead: true, usesOtherThreads: false,
        progress: { [self] segment, count in place.withLock { $0 = (segment, count) } }, unexplained: { nil },
        apply: { [self] record, block, location throws(Corruption) in
          // Whoever stops it takes no notice of how it ends.
          if isStopping.load(ordering: .relaxed) { throw .broken(rule: .sequence) }
          try fold.apply(record, block, at: location)
        }
      ).run()
      guard fold.snapshot(scan.tree).digest() == checkpoint.digest, let missing = compare(fold) else {
        throw LedgerError.checkpointDiffers(batch: end.batch)
      }
      return .success(fold.unexplainedAttachments() + missing)
    } catch {
      return .failure(error)
    }
  }

  /// Whether what may be erased is what the checkpoint said; nil: it is not. Else names that the log has and the
  /// checkpoint had not: only an erasure since explains that.
  private func compare(_ fold: LedgerFold) -> [LedgerFold.UnreadableAttachment]? {
    for ordinal in 0..<fold.tokens.count {
      if isStopping.load(ordering: .relaxed) { return nil }
      let read = fold.tokens.read(ordinal) { $0.contentSHA256 } ?? nil
      let served = tokens.read(ordinal) { (digest: $0.contentSHA256, isErased: $0.isErased) }
      guard let read, let served, !served.isErased else { continue }
      if read != served.digest { return nil }
    }
    var missing: [LedgerFold.UnreadableAttachment] = []
    for (user, entry) in fold.users.snapshot().joined() {
      guard let name = entry.name else { continue }
      guard let served = users.read(user, { $0.name }) ?? nil else {
        guard let location = fold.erasables[user]?.location else { return nil }
        missing.append(LedgerFold.UnreadableAttachment(sequence: user, index: 0, location: location))
        continue
      }
      if served != name { return nil }
    }
    return missing
  }
}
