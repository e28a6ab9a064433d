// Miner.swift: threads that turn ready requisitions into blocks. They take no lock that a reactor or the sequencer
// takes: what they are told comes by a mailbox and by atomics, and what they find goes into the sequencer's inbox.

internal import Dispatch
internal import Synchronization

/// What the sequencer tells the miners.
enum MinerMail: Sendable {
  /// Sequenced: it may be mined now.
  case ready(MiningRequisition)
  /// It left the queue another way.
  case withdrawn(acceptedSequence: UInt64)
  /// The blocks up to this height are in the ledger.
  case accepted(height: UInt64)
  /// A block was dropped: all that was built on it is void, start again from here.
  case restart(generation: UInt64, tip: ChainTip)
}

/// The miners of one chain. The thread that finds a block begins the next one itself, and goes on while the ledger
/// writes what was found. When there is nothing to mine, all sleep; the first thread alone is woken when there is, and
/// wakes those that the block is worth.
final class Miner: Sendable {
  /// Added to the threads' nice value, so that serving stays fast while mining.
  static let niceness: Int32 = 10

  let kernel: MiningKernel
  /// Threads that there are to mine.
  let threads: Int
  let difficulty: MiningDifficulty
  private let floor: Difficulty
  private let chainID: UInt32
  private let environment: Environment
  private let nanoseconds: @Sendable () -> UInt64

  private let mail = Mailbox<MinerMail>()
  /// The height that is in the ledger. Not mail: only the last one counts.
  private let accepted: Atomic<UInt64>
  /// What only threads that mine look at, for some 100 ns at a time.
  private let shared: Mutex<Shared>
  /// Changes when what is mined does, or mail may change it. Who holds the lock adds to it, and the sequencer.
  private let version = Atomic<UInt64>(0)
  /// The threads wait for the ledger.
  private let isFull = Atomic<Bool>(false)
  /// The field of the difficulty that is mined now, or was last.
  private let field: Atomic<UInt32>
  private let crew: [MinerThread]
  /// Threads of the crew that the system had to give: all, until `start` knows better.
  private let available: Atomic<Int>
  private let isStopped = Atomic<Bool>(false)
  private let running = DispatchGroup()
  private let runningCount = Atomic<Int>(0)

  private struct Shared {
    var board: MiningBoard
    /// Of the last header that was made.
    var plan: MiningPlan
    /// The height in the ledger that the board knows of.
    var height: UInt64
  }

  /// What one thread is to mine.
  private struct Work {
    var job: MiningJob
    var plan: MiningPlan
  }

  /// - Parameters:
  ///   - hashesPerSecond: what one thread does with the kernel, as far as anybody knows yet.
  ///   - floor: no block is easier.
  init(
    kernel: MiningKernel, hashesPerSecond: Double, threads: Int, difficulty: MiningDifficulty, floor: Difficulty,
    chainID: UInt32, tip: ChainTip, environment: Environment,
    nanoseconds: @escaping @Sendable () -> UInt64 = Environment.monotonicNanoseconds
  ) {
    self.kernel = kernel
    self.threads = threads
    self.difficulty = difficulty
    self.floor = floor
    self.chainID = chainID
    self.environment = environment
    self.nanoseconds = nanoseconds
    let crew = (0..<threads).map { MinerThread(index: $0, estimate: hashesPerSecond) }
    self.crew = crew
    available = Atomic(threads)
    let first = difficulty.next(crew[...].rates, floor: floor)
    field = Atomic(first.field)
    accepted = Atomic(tip.height)
    shared = Mutex(
      Shared(
        board: MiningBoard(tip: tip), plan: MiningPlan(first, kernel: kernel, threads: threads), height: tip.height))
  }

  // MARK: What others see

  /// Threads that run now.
  var runningThreads: Int { runningCount.load(ordering: .relaxed) }

  /// A thread mines now.
  var isMining: Bool {
    for thread in crew where thread.isMining { return true }
    return false
  }

  /// How often each thread was woken so far.
  var wakeUps: [UInt64] { crew.map(\.wakeUps) }

  /// How they do.
  var state: MiningState {
    let field = field.load(ordering: .relaxed)
    guard let difficulty = Difficulty(field: field) else { preconditionFailure("a difficulty was mined") }
    let plan = MiningPlan(difficulty, kernel: kernel, threads: max(1, available.load(ordering: .relaxed)))
    let mining = crew.filter(\.isMining)
    return MiningState(
      kernel: kernel.name, threads: runningThreads, miningThreads: mining.count, blockThreads: plan.threads,
      hashesPerSecond: mining.reduce(0) { $0 + $1.hashesPerSecond },
      hashesTried: crew.reduce(0) { $0 + $1.hashesTried }, difficulty: difficulty, policy: self.difficulty,
      millisecondsPerToken: difficulty.expectedHashes * 1000
        / crew.prefix(plan.threads).reduce(0) { $0 + $1.hashesPerSecond })
  }

  // MARK: From outside

  /// Starts the threads; returns how many the system had to give.
  ///
  /// - Parameter found: called on a miner's thread with each block, in order; must not block.
  func start(found: @escaping @Sendable (FoundBlock) -> Void) -> Int {
    for thread in crew {
      enter()
      let hasStarted = Thread.start(niceness: Self.niceness) { [self] in
        mine(thread, found)
        leave()
      }
      // The first thread is needed for the others.
      guard hasStarted else {
        leave()
        return haveOnly(thread.index)
      }
    }
    return crew.count
  }

  /// There are fewer threads than were asked for: blocks are planned for these from now on.
  private func haveOnly(_ count: Int) -> Int {
    available.store(count, ordering: .relaxed)
    shared.withLock { $0.plan = MiningPlan($0.plan.difficulty, kernel: kernel, threads: max(1, count)) }
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

  /// Ends the threads and waits for them: less than a millisecond, unless the system lets them wait.
  func stop() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    for thread in crew { thread.wake() }
    running.wait()
  }

  /// Tells the miners something. From the sequencer only, in order; takes no lock, and wakes a thread only if that has
  /// something to do now.
  func send(_ message: MinerMail) {
    switch message {
    case .ready:
      // Added behind all others, it changes nothing that is mined.
      mail.push(message)
      crew.first?.wake()
    case .withdrawn:
      // If they sleep there is nothing to be withdrawn from.
      mail.push(message)
      version.add(1, ordering: .sequentiallyConsistent)
    case .restart:
      mail.push(message)
      version.add(1, ordering: .sequentiallyConsistent)
      crew.first?.wake()
    case .accepted(let height):
      accepted.store(height, ordering: .sequentiallyConsistent)
      if isFull.load(ordering: .sequentiallyConsistent) { crew.first?.wake() }
    }
  }

  // MARK: A thread

  /// One thread's life.
  private func mine(_ thread: MinerThread, _ found: @escaping @Sendable (FoundBlock) -> Void) {
    var tools = MinerTools(thread, kernel, shared.withLock { $0.plan }, environment, nanoseconds, found)
    var work = begin(thread, &tools)
    while !isStopped.load(ordering: .relaxed) {
      if let current = work {
        work = mine(current, thread, &tools)
      } else {
        let seen = tools.seen
        tools.rest { hasNews(thread, since: seen) }
        work = begin(thread, &tools)
      }
    }
    tools.end()
  }

  /// What a thread that did nothing mines now; nil: nothing yet.
  private func begin(_ thread: MinerThread, _ tools: inout MinerTools) -> Work? {
    let work = take(thread, &tools)
    if work != nil { tools.begin() }
    return work
  }

  /// Mines one job until it is found by somebody or something changes, and says what comes next.
  private func mine(_ work: Work, _ thread: MinerThread, _ tools: inout MinerTools) -> Work? {
    tools.prepare(work.job.header, work.plan)
    var nonce: UInt64 = 0
    while nonce <= UInt64(UInt32.max), version.load(ordering: .relaxed) == tools.seen.version,
      !isStopped.load(ordering: .relaxed)
    {
      let look = tools.look(work.job.header, from: nonce)
      nonce += look.nonces
      if let hit = look.hit, let block = tools.confirm(hit, of: work.job) { return take(thread, &tools, after: block) }
    }
    return take(thread, &tools)
  }

  /// Hands a found block over and says what this thread mines next; nil: nothing.
  private func take(_ thread: MinerThread, _ tools: inout MinerTools, after block: FoundBlock? = nil) -> Work? {
    let salt = tools.random.salt()
    let found = tools.found
    let (work, hasChanged, seen) = shared.withLock { shared -> (Work?, Bool, MinerTools.Seen) in
      let before = version.load(ordering: .sequentiallyConsistent)
      let changes = shared.board.changes
      // Under the lock, so that blocks are handed over in the order of their heights.
      if let block, shared.board.complete(block) { found(block) }
      readMail(&shared)
      var plan = shared.plan
      let job = shared.board.job(lanes: kernel.lanes) { makeHeader($0, $1, &plan, salt) }
      shared.plan = plan
      tellFullness(job == nil && shared.board.isFull)
      let hasChanged = shared.board.changes != changes
      if hasChanged { version.add(1, ordering: .sequentiallyConsistent) }
      // If the sequencer has added too, this is not the version that stands, and this thread looks again.
      let seen = MinerTools.Seen(version: hasChanged ? before + 1 : before, height: shared.height)
      return (job.map { Work(job: $0, plan: plan) }, hasChanged, seen)
    }
    tools.seen = seen
    guard let work else { return nil }
    if hasChanged {
      for other in crew.prefix(work.plan.threads) where other !== thread { other.wake() }
    }
    return thread.index < work.plan.threads ? work : nil
  }

  private func readMail(_ shared: inout Shared) {
    if !mail.isEmpty {
      for message in mail.takeAll() { shared.board.apply(message) }
    }
    let height = accepted.load(ordering: .sequentiallyConsistent)
    if height != shared.height {
      shared.height = height
      shared.board.apply(.accepted(height: height))
    }
  }

  private func makeHeader(
    _ tip: ChainTip, _ requisition: MiningRequisition, _ plan: inout MiningPlan, _ salt: BlockHeader.Salt
  ) -> BlockHeader {
    if case .automatic = difficulty {
      let count = max(1, available.load(ordering: .relaxed))
      let next = difficulty.next(crew.prefix(count).rates, floor: floor)
      if next != plan.difficulty {
        plan = MiningPlan(next, kernel: kernel, threads: count)
        field.store(next.field, ordering: .relaxed)
      }
    }
    return BlockHeader(
      extraNonce: 0, height: tip.height + 1, link: tip.link, time: environment.wallMilliseconds(),
      difficulty: plan.difficulty, chainID: chainID, requisitionDigest: requisition.digest, salt: salt,
      nonce: 0)
  }

  /// Says whether threads wait for the ledger.
  private func tellFullness(_ isNow: Bool) {
    if isFull.load(ordering: .relaxed) != isNow { isFull.store(isNow, ordering: .sequentiallyConsistent) }
  }

  /// Whether a thread that found nothing to do has to look again. Mail is the first thread's to read.
  private func hasNews(_ thread: MinerThread, since seen: MinerTools.Seen) -> Bool {
    if version.load(ordering: .sequentiallyConsistent) != seen.version { return true }
    if isStopped.load(ordering: .sequentiallyConsistent) { return true }
    guard thread.index == 0 else { return false }
    if !mail.isEmpty { return true }
    return isFull.load(ordering: .sequentiallyConsistent)
      && accepted.load(ordering: .sequentiallyConsistent) != seen.height
  }
}

extension ArraySlice<MinerThread> {
  /// How fast they are alone and together.
  fileprivate var rates: CrewRates {
    CrewRates(
      alone: first?.hashesPerSecond ?? 0, together: reduce(0) { $0 + $1.hashesPerSecond }, threads: count)
  }
}
