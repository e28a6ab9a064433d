// GrindCrew.swift: threads that grind over the same time, each with its clock measured just before and after.

internal import Glibc
internal import Synchronization
internal import TokenCore
internal import TokenWire

/// One measurement of a kernel on some threads.
final class GrindCrew: Sendable {
  /// The part of the measured time that goes by before it, so that the cores are at speed and the steps at length.
  private static let warmUpShare: UInt64 = 10
  private static let mostWarmUp: UInt64 = 100_000_000
  private static let tick = Duration.milliseconds(10)

  private let kernel: MiningKernel
  private let threads: Int
  private let nanoseconds: UInt64
  private let shares: ShareFile?

  private let arrived = Atomic<Int>(0)
  private let isGivenUp = Atomic<Bool>(false)
  private let hashes = Atomic<UInt64>(0)
  private let results = Mutex<[Result]>([])

  /// What one thread did.
  private struct Result {
    let piece: Grinder.Piece
    let start: UInt64
    let end: UInt64
    let cpu: UInt64
    let gigahertz: Double
  }

  private init(_ kernel: MiningKernel, threads: Int, nanoseconds: UInt64, shares: ShareFile?) {
    self.kernel = kernel
    self.threads = threads
    self.nanoseconds = nanoseconds
    self.shares = shares
  }

  /// Grinds on `threads` threads for so long. `progress` is called now and then with the hashes so far.
  static func measure(
    _ kernel: MiningKernel, threads: Int, milliseconds: UInt64, shares: ShareFile?, progress: (UInt64) -> Void
  ) async throws(CommandFailure) -> HashRate {
    let crew = GrindCrew(kernel, threads: threads, nanoseconds: milliseconds * 1_000_000, shares: shares)
    try crew.start()
    while !crew.isDone {
      try? await Task.sleep(for: tick)
      progress(crew.hashes.load(ordering: .relaxed))
    }
    return crew.rate
  }

  private func start() throws(CommandFailure) {
    for number in 0..<threads {
      guard let error = WorkThread.start({ [self] in work() }) else { continue }
      isGivenUp.store(true, ordering: .relaxed)
      throw .machine(
        MachineFault(
          .resourceExhausted, "can't start thread \(number + 1) of \(threads): \(SystemReason.text(error))"))
    }
  }

  private var isDone: Bool { results.withLock { $0.count == threads } }

  /// One thread's work.
  private func work() {
    var grinder = Grinder(kernel)
    guard meet(1) else { return }
    _ = grinder.run(for: min(nanoseconds / Self.warmUpShare, Self.mostWarmUp), progress: { _ in }, found: { _ in })
    let before = ProcessorClock.measuredGigahertz()
    guard meet(2) else { return }
    let start = Environment.monotonicNanoseconds()
    let cpu = Self.threadNanoseconds()
    let piece = grinder.run(
      for: nanoseconds, progress: { hashes.add($0, ordering: .relaxed) }, found: { shares?.add($0) })
    let cpuUsed = Self.threadNanoseconds() - cpu
    let end = Environment.monotonicNanoseconds()
    let after = ProcessorClock.measuredGigahertz()
    results.withLock {
      $0.append(Result(piece: piece, start: start, end: end, cpu: cpuUsed, gigahertz: (before + after) / 2))
    }
  }

  /// How long the calling thread has run.
  private static func threadNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(max(0, time.tv_nsec))
  }

  /// Waits until all threads have come to their `time`th meeting; false: one of them will never come.
  private func meet(_ time: Int) -> Bool {
    arrived.add(1, ordering: .sequentiallyConsistent)
    while arrived.load(ordering: .sequentiallyConsistent) < time * threads {
      if isGivenUp.load(ordering: .relaxed) { return false }
      sched_yield()
    }
    return true
  }

  private var rate: HashRate {
    let results = results.withLock { $0 }
    let start = results.map(\.start).min() ?? 0
    let end = results.map(\.end).max() ?? 0
    return HashRate(
      threads: threads, hashes: results.reduce(0) { $0 + $1.piece.hashes }, nanoseconds: end - start,
      cpuNanoseconds: results.reduce(0) { $0 + $1.cpu },
      gigahertz: results.reduce(0) { $0 + $1.gigahertz } / Double(threads),
      shares: results.reduce(0) { $0 + $1.piece.shares },
      falseHits: results.reduce(0) { $0 + $1.piece.falseHits })
  }
}
