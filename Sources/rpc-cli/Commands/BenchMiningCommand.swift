// BenchMiningCommand.swift: `rpc-cli bench mining`: how fast this machine hashes headers and makes tokens, without a
// server.

internal import Glibc
internal import TokenCore

struct BenchMiningCommand: Command {
  private static let kernel = Flag(
    "kernel", "NAME", "a kernel's name, auto: the fastest, or all that run here (default: TOKEN_RPC_KERNEL, else auto)",
    choices: [KernelChoice.auto, KernelSelection.allWord] + MiningKernel.all.map(\.name))
  private static let threads = Flag(
    "threads", "N", "threads that hash, 1 to 256 (default: first 1, then one for each core)")
  private static let duration = Flag(
    "duration", "DURATION", "the measured time of each figure, 10ms to 1h (default 3s)")
  private static let tokens = Flag("tokens", nil, "also measure tokens a second, at 8, 12, 16 and 20 bits")
  private static let data = Flag(
    "data", "DIR", "where --tokens makes its ledgers, all removed at the end (default: TMPDIR, else /tmp)")
  private static let shares = Flag(
    "shares", "FILE", "write the header of every share to a new file, as hex, one a line")

  static let threadRange: ClosedRange<UInt64> = 1...256
  static let millisecondRange: ClosedRange<UInt32> = 10...3_600_000

  static let spec = CommandSpec(
    "bench mining", "measure how fast this machine hashes and mines; needs no server", usage: ["[flags]"],
    flags: [kernel, threads, duration, tokens, data, shares],
    notes: [
      """
      Each kernel is tested, then grinds random headers on each number of threads. A share is a hash of 20 bits by the
      full rule: one in 2^20 is, so shares tell whether the hashes were done, and a file of --shares proves it:
      benchmarks/check_shares.py FILE.
      """,
      """
      --tokens fills the queue of a fresh ledger, then lets the engine mine it, for each of the difficulties. What is
      expected is the hash rate of as many threads as mined, by 2^bits. On a disk each block is synced, in /dev/shm not.
      """,
      """
      JSON, a line for each kernel and number of threads, also without --json unless standard output is a terminal:
      kernel, threads, hashesPerSecond, cyclesPerHash, clockGHz (measured on the same threads), shareBits, shares,
      hashes, cpuShare (under 1: the machine was busy), headersPerSecond (whole headers, hashed in batches by one
      thread), tokens (null, or for each difficulty bits, miners, tokensPerSecond, expectedPerSecond, share,
      hashesPerSecond).
      """,
      "Exit status 1: a kernel gives wrong answers here; it is named on standard error, the others are measured.",
    ])

  private let kernels: KernelSelection
  private let threadCounts: [Int]
  private let milliseconds: UInt64
  /// Where ledgers are made; nil: no tokens are asked for.
  private let parent: String?
  private let shareFile: ShareFile?
  /// Whether a kernel's answers are right.
  var isSound: @Sendable (MiningKernel) -> Bool = { $0.passesSelfTest() }

  init(_ arguments: ParsedArguments) throws(UsageError) {
    kernels = try arguments.kernels(Self.kernel)
    threadCounts =
      try arguments.number(Self.threads, Self.threadRange).map { [Int($0)] } ?? Self.usualThreads(cores: Self.cores)
    milliseconds = UInt64(try arguments.shortMilliseconds(Self.duration, Self.millisecondRange) ?? 3_000)
    parent = try Self.parent(arguments)
    shareFile = try Self.shareFile(arguments)
  }

  /// One thread, and one for each core where there are several.
  static func usualThreads(cores: Int) -> [Int] { cores > 1 ? [1, min(cores, Int(threadRange.upperBound))] : [1] }

  private static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  private static func parent(_ arguments: ParsedArguments) throws(UsageError) -> String? {
    let given = arguments.text(data)
    guard arguments.isGiven(tokens) else {
      if given != nil { throw arguments.wrong("\(data.spelling) says nothing without \(tokens.spelling)") }
      return nil
    }
    let directory = given ?? ScratchDirectory.usualParent
    var status = stat()
    guard stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw arguments.wrong("\(data.spelling) '\(directory)' is no directory")
    }
    return directory
  }

  /// Made last of all, so that a wrong command line leaves no file behind.
  private static func shareFile(_ arguments: ParsedArguments) throws(UsageError) -> ShareFile? {
    guard let path = arguments.text(shares) else { return nil }
    if path.isEmpty { throw arguments.wrong("\(shares.spelling) is empty") }
    do { return try ShareFile(path: path) } catch { throw arguments.wrong("\(shares.spelling): \(error.text)") }
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let console = session.console
    let progress = console.progressLine()
    defer { progress.clear() }
    var report = MiningReport(console, progress)
    for kernel in chosenKernels(&report) {
      guard isSound(kernel) else {
        report.fail(.failedSelfTest(kernel.name))
        continue
      }
      for threads in threadCounts {
        let bench = MiningBench(kernel: kernel, milliseconds: milliseconds, shares: shareFile, parent: parent)
        try await bench.measure(threads: threads, &report)
        try shareFile?.check()
      }
    }
    return report.end()
  }

  private func chosenKernels(_ report: inout MiningReport) -> [MiningKernel] {
    switch kernels {
    case .one(let kernel): return [kernel]
    case .all: return MiningKernel.all.filter(\.isSupported)
    case .auto:
      guard let choice = try? KernelChoice() else { return [] }
      for name in choice.failed { report.fail(.failedSelfTest(name)) }
      return [choice.kernel]
    }
  }
}
