// MinerThread.swift: one thread of the miners: its bed, what it tells everybody, and the tools that it alone touches.

internal import Dispatch
internal import Synchronization

/// What others may know of a miner's thread, and how they wake it.
final class MinerThread: Sendable {
  /// The first is 0.
  let index: Int
  private let isAsleep = Atomic<Bool>(false)
  private let wakeUp = DispatchSemaphore(value: 0)
  private let woken = Atomic<UInt64>(0)
  private let mining = Atomic<Bool>(false)
  private let hashes = Atomic<UInt64>(0)
  private let rate: Atomic<UInt64>

  init(index: Int, estimate: Double) {
    self.index = index
    rate = Atomic(HashRate(estimate: estimate).perSecond.bitPattern)
  }

  /// It mines now.
  var isMining: Bool { mining.load(ordering: .relaxed) }
  /// Hashes it has tried, known to a millisecond or so.
  var hashesTried: UInt64 { hashes.load(ordering: .relaxed) }
  /// Hashes a second over the last seconds that it mined; an estimate before it did.
  var hashesPerSecond: Double { Double(bitPattern: rate.load(ordering: .relaxed)) }

  /// How often it was woken. Each time costs a few microseconds, so nobody is woken for nothing.
  var wakeUps: UInt64 { woken.load(ordering: .relaxed) }

  /// Wakes the thread if it sleeps or is about to. Costs a load when it does not.
  func wake() {
    if isAsleep.load(ordering: .sequentiallyConsistent), isAsleep.exchange(false, ordering: .sequentiallyConsistent) {
      woken.add(1, ordering: .relaxed)
      wakeUp.signal()
    }
  }

  /// Sleeps until it is woken, unless there is news. On the thread alone. It is announced before the last look, so that
  /// no news is missed: whoever has some makes it visible first and wakes then.
  func sleep(unless hasNews: () -> Bool) {
    isAsleep.store(true, ordering: .sequentiallyConsistent)
    // Somebody who was faster has signalled, and that has to be taken.
    if hasNews(), isAsleep.exchange(false, ordering: .sequentiallyConsistent) { return }
    wakeUp.wait()
  }

  /// On the thread alone.
  fileprivate func tell(isMining: Bool) { mining.store(isMining, ordering: .relaxed) }

  /// On the thread alone.
  fileprivate func tell(hashes: UInt64, _ rate: HashRate) {
    self.hashes.store(hashes, ordering: .relaxed)
    self.rate.store(rate.perSecond.bitPattern, ordering: .relaxed)
  }
}

/// What a miner's thread works with, used again for block after block, so that a block costs no allocation. Owned by
/// the thread.
struct MinerTools: ~Copyable {
  /// So many hashes, or looks, are counted before the clock is read and others are told.
  private static let hashesPerReading: UInt64 = 1 << 16
  private static let looksPerReading = 256
  /// For the salts of sixteen headers: what the system gives in one call.
  private static let randomWordsAtOnce = 32

  /// What this thread knew when it last looked at what is mined.
  struct Seen {
    var version: UInt64 = 0
    /// In the ledger.
    var height: UInt64 = 0
  }

  var seen = Seen()
  var random: RandomSupply
  /// Takes each block that the thread finds.
  let found: @Sendable (FoundBlock) -> Void

  private let thread: MinerThread
  private let nanoseconds: () -> UInt64
  private var grinding: GrindJob
  /// For the lowest difficulties.
  private var portable = GrindJob(.portable)
  private var hasher = SHA256()
  private var plan: MiningPlan

  private var rate: HashRate
  private var hashes: UInt64 = 0
  private var uncounted: UInt64 = 0
  private var looks = 0
  /// When the clock was last read.
  private var reading: UInt64

  init(
    _ thread: MinerThread, _ kernel: MiningKernel, _ plan: MiningPlan, _ environment: Environment,
    _ nanoseconds: @escaping () -> UInt64, _ found: @escaping @Sendable (FoundBlock) -> Void
  ) {
    self.thread = thread
    self.found = found
    self.nanoseconds = nanoseconds
    self.plan = plan
    random = RandomSupply(environment, wordsAtOnce: Self.randomWordsAtOnce)
    grinding = GrindJob(kernel)
    rate = HashRate(estimate: thread.hashesPerSecond)
    reading = nanoseconds()
  }

  // MARK: Hashing

  /// Makes a header ready.
  mutating func prepare(_ header: BlockHeader, _ plan: MiningPlan) {
    self.plan = plan
    if plan.mask == 0 { return }
    if plan.kernel == grinding.kernel {
      grinding.prepare(header, firstExtraNonce: header.extraNonce)
    } else {
      portable.prepare(header, firstExtraNonce: header.extraNonce)
    }
  }

  /// Tries the prepared header from this nonce on, up to the plan's look. Returns what hits the mask, and how many
  /// nonces were tried.
  mutating func look(_ header: BlockHeader, from nonce: UInt64) -> (hit: GrindJob.Hit?, nonces: UInt64) {
    // Every nonce hits a mask without bits.
    if plan.mask == 0 {
      count(1)
      return (GrindJob.Hit(extraNonce: header.extraNonce, nonce: UInt32(nonce)), 1)
    }
    let most = min(plan.noncesPerLook, (1 << 32) - nonce)
    let hit =
      plan.kernel == grinding.kernel
      ? grinding.grind(mask: plan.mask, from: UInt32(nonce), count: most)
      : portable.grind(mask: plan.mask, from: UInt32(nonce), count: most)
    let nonces = hit.map { UInt64($0.nonce) - nonce + 1 } ?? most
    count(nonces * UInt64(plan.kernel.lanes))
    return (hit, nonces)
  }

  /// The block that a hit makes of a job; nil: the whole rule is not met, only the mask.
  mutating func confirm(_ hit: GrindJob.Hit, of job: MiningJob) -> FoundBlock? {
    var header = job.header
    header.extraNonce = hit.extraNonce
    header.nonce = hit.nonce
    let identity = header.identity(by: &hasher)
    guard header.difficulty.isMet(by: identity) else { return nil }
    return FoundBlock(
      header: header, identity: identity, link: BlockHeader.link(to: identity, by: &hasher),
      acceptedSequence: job.requisition.acceptedSequence, generation: job.generation)
  }

  // MARK: Counting

  private mutating func count(_ hashes: UInt64) {
    uncounted += hashes
    looks += 1
    if uncounted >= Self.hashesPerReading || looks >= Self.looksPerReading { tell() }
  }

  /// Reads the clock and tells what was done since the last time.
  private mutating func tell() {
    let now = nanoseconds()
    rate.add(hashes: uncounted, nanoseconds: now > reading ? now - reading : 0)
    reading = now
    hashes += uncounted
    uncounted = 0
    looks = 0
    thread.tell(hashes: hashes, rate)
  }

  /// Does nothing until there is news. The time until `begin` is not counted.
  mutating func rest(unless hasNews: () -> Bool) {
    end()
    thread.sleep(unless: hasNews)
  }

  /// Tells that this thread mines from now on.
  mutating func begin() {
    thread.tell(isMining: true)
    reading = nanoseconds()
  }

  /// Tells that this thread does not mine any more.
  mutating func end() {
    if uncounted > 0 { tell() }
    thread.tell(isMining: false)
  }
}
