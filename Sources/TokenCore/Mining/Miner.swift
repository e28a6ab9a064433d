// Miner.swift: threads that turn ready requisitions into blocks. They take no lock that a reactor or the sequencer
// takes: both directions are mailboxes.

internal import Dispatch
internal import Glibc
internal import Synchronization

/// What the sequencer tells the miners.
enum MinerMail: Sendable {
  /// Sequenced: it may be mined now.
  case ready(MiningRequisition)
  /// It left the queue another way.
  case withdrawn(acceptedSequence: UInt64)
  /// The block at this height is in the ledger.
  case accepted(height: UInt64)
  /// A block was dropped: all that was built on it is void, start again from here.
  case restart(generation: UInt64, tip: ChainTip)
}

/// The miners of one chain. The thread that finds a block starts the next one itself.
final class Miner: Sendable {
  /// Hashes between two looks at the flags: about a millisecond at the speed of one core.
  static let chunk: UInt64 = 4096
  /// Added to the threads' nice value, so that serving stays fast while mining.
  static let niceness: Int32 = 10
  /// Under this many bits a block is found faster than threads can be told of the next: one mines alone.
  static let sharedBits: UInt32 = 14

  let kernel: MiningKernel
  /// Threads that mine: one alone under `sharedBits`.
  let threads: Int
  private let difficulty: Difficulty
  private let chainID: UInt32
  private let environment: Environment
  private let found: @Sendable (FoundBlock) -> Void

  private let mail = Mailbox<MinerMail>()
  private let board: Mutex<MiningBoard>
  /// Changes whenever the job does.
  private let version = Atomic<UInt64>(0)
  private let nextExtraNonce = Atomic<UInt32>(0)
  private let isStopped = Atomic<Bool>(false)
  private let sleepers: [Sleeper]
  private let running = DispatchGroup()
  private let runningCount = Atomic<Int>(0)
  private let hashes = Atomic<UInt64>(0)

  /// One thread's bed.
  private final class Sleeper: Sendable {
    let isAsleep = Atomic<Bool>(false)
    let wakeUp = DispatchSemaphore(value: 0)

    /// Wakes the thread if it sleeps or is about to.
    func wake() {
      if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { wakeUp.signal() }
    }
  }

  /// - Parameter found: called on a miner's thread with each block, in order; must not block.
  init(
    kernel: MiningKernel, threads: Int, difficulty: Difficulty, chainID: UInt32, tip: ChainTip,
    environment: Environment, found: @escaping @Sendable (FoundBlock) -> Void
  ) {
    self.kernel = kernel
    self.threads = difficulty.bits < Self.sharedBits ? 1 : threads
    sleepers = (0..<self.threads).map { _ in Sleeper() }
    self.difficulty = difficulty
    self.chainID = chainID
    self.environment = environment
    self.found = found
    board = Mutex(MiningBoard(tip: tip))
  }

  /// Hashes tried so far.
  var hashesTried: UInt64 { hashes.load(ordering: .relaxed) }

  /// Threads that run now.
  var runningThreads: Int { runningCount.load(ordering: .relaxed) }

  /// Starts the threads; returns how many the system had to give.
  func start() -> Int {
    var count = 0
    for sleeper in sleepers {
      enter()
      let hasStarted = Thread.start(niceness: Self.niceness) { [self] in
        mine(sleeper)
        leave()
      }
      if hasStarted { count += 1 } else { leave() }
    }
    return count
  }

  private func enter() {
    running.enter()
    runningCount.add(1, ordering: .relaxed)
  }

  private func leave() {
    runningCount.subtract(1, ordering: .relaxed)
    running.leave()
  }

  /// Ends the threads and waits for them: a millisecond or so.
  func stop() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    for sleeper in sleepers { sleeper.wake() }
    running.wait()
  }

  /// Tells the miners something. From the sequencer only, in order; takes no lock.
  func send(_ message: MinerMail) {
    mail.push(message)
    // What is added behind the queue changes no job; everything else may.
    if case .ready = message {} else { version.add(1, ordering: .sequentiallyConsistent) }
    for sleeper in sleepers { sleeper.wake() }
  }

  /// One thread's life.
  private func mine(_ sleeper: Sleeper) {
    var grinding = GrindJob(kernel)
    while !isStopped.load(ordering: .relaxed) {
      let seen = version.load(ordering: .sequentiallyConsistent)
      guard let job = currentJob() else {
        sleep(sleeper, unlessChangedSince: seen)
        continue
      }
      grind(job, seen, &grinding)
    }
  }

  /// Grinds one job until it is found by somebody or something changes.
  private func grind(_ job: MiningJob, _ seen: UInt64, _ grinding: inout GrindJob) {
    let lanes = UInt32(kernel.lanes)
    let extraNonce = nextExtraNonce.add(lanes, ordering: .relaxed).oldValue
    grinding.prepare(job.header.bytes, firstExtraNonce: extraNonce)
    let mask = job.header.difficulty.hitMask
    var nonce: UInt64 = 0
    while nonce <= UInt64(UInt32.max) {
      if version.load(ordering: .relaxed) != seen || isStopped.load(ordering: .relaxed) { return }
      let count = min(Self.chunk, UInt64(UInt32.max) - nonce + 1)
      let hit = grinding.grind(mask: mask, from: UInt32(nonce), count: count)
      let tried = hit.map { UInt64($0.nonce) - nonce + 1 } ?? count
      hashes.add(tried * UInt64(lanes), ordering: .relaxed)
      nonce += tried
      if let hit, finish(job, hit.extraNonce, hit.nonce) { return }
    }
  }

  /// Confirms a hit by the full rule, hands the block over and puts the next job on the board.
  private func finish(_ job: MiningJob, _ extraNonce: UInt32, _ nonce: UInt32) -> Bool {
    var header = job.header
    header.extraNonce = extraNonce
    header.nonce = nonce
    let identity = header.identity()
    guard difficulty.isMet(by: identity) else { return false }
    let isFirst = board.withLock { board in
      guard board.complete(job, identity: identity) else { return false }
      // Under the lock, so that blocks are handed over in the order of their heights.
      found(
        FoundBlock(
          header: header, identity: identity, acceptedSequence: job.requisition.acceptedSequence,
          generation: job.generation))
      return true
    }
    if isFirst { version.add(1, ordering: .sequentiallyConsistent) }
    return true
  }

  /// Reads the mail and says what to mine; nil: nothing.
  private func currentJob() -> MiningJob? {
    board.withLock { board in
      for message in mail.takeAll() { board.apply(message) }
      return board.job {
        BlockHeader(
          extraNonce: 0, height: $0.height + 1, link: $0.link, time: environment.wallMilliseconds(),
          difficulty: difficulty, chainID: chainID, requisitionDigest: $1.digest,
          salt: BlockHeader.Salt(high: environment.random(), low: environment.random()), nonce: 0)
      }
    }
  }

  /// Waits for mail. Announced before the last look, so that no change is missed.
  private func sleep(_ sleeper: Sleeper, unlessChangedSince seen: UInt64) {
    sleeper.isAsleep.store(true, ordering: .sequentiallyConsistent)
    if version.load(ordering: .sequentiallyConsistent) == seen, mail.isEmpty,
      !isStopped.load(ordering: .sequentiallyConsistent)
    {
      sleeper.wakeUp.wait()
    } else if !sleeper.isAsleep.exchange(false, ordering: .sequentiallyConsistent) {
      sleeper.wakeUp.wait()
    }
  }
}
