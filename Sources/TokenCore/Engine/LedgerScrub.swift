// LedgerScrub.swift: reads the log again while it is served, slowly, and tells what it finds. Promise: it changes
// nothing on the disk and holds nobody up; a token whose record is damaged is marked, and no use of it is accepted.

internal import Dispatch
internal import Synchronization

/// How the log is read again.
public struct ScrubPolicy: Sendable, Equatable {
  /// Bytes a second, at least 1.
  public var bytesPerSecond: Int
  /// Seconds from the beginning of a round to that of the next one, if it is over by then.
  public var secondsPerRound: Int

  /// Unless set: 2 MiB a second, and at most one round an hour.
  public static let usual = ScrubPolicy(bytesPerSecond: 2 << 20, secondsPerRound: 3600)

  public init(bytesPerSecond: Int, secondsPerRound: Int) {
    self.bytesPerSecond = bytesPerSecond
    self.secondsPerRound = secondsPerRound
  }
}

/// What reading the log again has come to.
public struct ScrubState: Sendable, Equatable {
  /// Findings that are kept and told; more are only known to be there.
  public static let maxFindings = 64

  /// Rounds that are over: the whole log, each.
  public internal(set) var rounds: UInt64 = 0
  /// Bytes read since the start.
  public internal(set) var bytes: UInt64 = 0
  /// Where the scrub is.
  public internal(set) var segment: UInt32 = 1
  public internal(set) var offset: UInt64 = 0
  /// The first that were found, each once.
  public internal(set) var findings: [ScrubFinding] = []
  /// There are more than can be kept.
  public internal(set) var hasMore = false
  /// Requisitions and tokens that are marked as damaged.
  public internal(set) var damagedTokens = 0

  public init(findings: [ScrubFinding] = [], damagedTokens: Int = 0) {
    self.findings = findings
    self.damagedTokens = damagedTokens
  }

  /// Adds what was not found before, and returns it.
  mutating func add(_ found: [ScrubFinding]) -> [ScrubFinding] {
    var new: [ScrubFinding] = []
    for finding in found {
      let isKnown = findings.contains { $0.segment == finding.segment && $0.offset == finding.offset }
      guard !isKnown else { continue }
      guard findings.count < Self.maxFindings else {
        hasMore = true
        break
      }
      findings.append(finding)
      new.append(finding)
    }
    return new
  }
}

/// The scrub and its queue.
final class LedgerScrub: Sendable {
  /// Seconds until a scrub goes on that lacked descriptors or memory.
  private static let secondsHeldUp = 10

  private let queue = DispatchQueue(label: "tokenrpc.scrub", qos: .utility)
  private let owned: QueueOwned<Owned>
  private let policy: ScrubPolicy
  private let published: PublishedState
  private let report: @Sendable (String) -> Void
  private let progress = Mutex(ScrubState())

  /// What only the queue touches.
  private final class Owned {
    let files: LedgerFiles
    var scrubber: LogScrubber?
    /// When the round began, in nanoseconds of the monotonic clock.
    var roundStart: UInt64 = 0
    var isOver = false

    init(_ files: LedgerFiles) {
      self.files = files
    }
  }

  /// Begins with the first round.
  ///
  /// - Parameter report: takes what people should know, a line each.
  init(
    _ files: LedgerFiles, _ policy: ScrubPolicy, _ published: PublishedState,
    report: @escaping @Sendable (String) -> Void
  ) {
    owned = QueueOwned(Owned(files), on: queue)
    self.policy = policy
    self.published = published
    self.report = report
    queue.async { [weak self] in self?.stepOnQueue() }
  }

  var state: ScrubState { progress.withLock { $0 } }

  /// Ends after the piece that is being read. Blocks; the caller owns another queue.
  func finish() {
    let done = DispatchGroup()
    queue.async(group: done) { [self] in
      owned.onQueue.isOver = true
      owned.onQueue.scrubber = nil
    }
    done.wait()
  }

  // MARK: On the queue

  private func stepOnQueue() {
    let owned = owned.onQueue
    guard !owned.isOver else { return }
    let start = Environment.monotonicNanoseconds()
    let scrubber = owned.scrubber ?? LogScrubber(files: owned.files, published: published)
    owned.scrubber = scrubber
    if scrubber.isAtStart { owned.roundStart = start }
    let step = scrubber.next()
    take(step, at: scrubber.place)
    goOnOnQueue(after: pause(step, start, owned.roundStart))
  }

  private func take(_ step: ScrubStep, at place: LogPlace) {
    published.damaged.insert(step.damaged)
    let damagedTokens = published.damaged.count
    let (new, isFirstBeyond) = progress.withLock { state in
      let hadMore = state.hasMore
      let new = state.add(step.findings)
      state.bytes += UInt64(step.bytes)
      if step.isRoundOver { state.rounds += 1 }
      state.segment = place.segment
      state.offset = UInt64(place.offset)
      state.damagedTokens = damagedTokens
      return (new, state.hasMore && !hadMore)
    }
    for finding in new { report("the scrub found damage in \(finding)") }
    if isFirstBeyond { report("the scrub found more damage than it keeps; look at the disk") }
  }

  /// Nanoseconds until the next step: as long as what was read may take, or until the next round is due.
  private func pause(_ step: ScrubStep, _ start: UInt64, _ roundStart: UInt64) -> UInt64 {
    let now = Environment.monotonicNanoseconds()
    var due = start + UInt64(Double(step.bytes) / Double(policy.bytesPerSecond) * 1e9)
    if step.isRoundOver { due = max(due, roundStart + UInt64(policy.secondsPerRound) * 1_000_000_000) }
    if step.isHeldUp { due = max(due, now + UInt64(Self.secondsHeldUp) * 1_000_000_000) }
    return due > now ? due - now : 0
  }

  private func goOnOnQueue(after nanoseconds: UInt64) {
    let pause = DispatchTimeInterval.nanoseconds(Int(min(nanoseconds, UInt64(Int64.max))))
    queue.asyncAfter(deadline: .now() + pause) { [weak self] in self?.stepOnQueue() }
  }
}
