// MiningPart.swift: what is measured of mining, in parts that can be run alone.

internal import Foundation

/// A part of the mining benchmarks. Each run measures all figures of it side by side.
enum MiningPart: Sendable, Equatable {
  /// Every kernel that runs here, on one thread and on all cores.
  case hashes
  /// The engine on all cores, with its ledger on the disk of TMPDIR.
  case tokensOnDisk
  /// The same with its ledger in memory: what a disk without delay would do.
  case tokensInMemory
  /// How fast a server answers checks while no miner runs, and while all do.
  case checks

  static let all: [MiningPart] = [.hashes, .tokensOnDisk, .tokensInMemory, .checks]

  /// As `--only` finds it.
  var name: String {
    switch self {
    case .hashes: "hashes"
    case .tokensOnDisk: "tokens on disk"
    case .tokensInMemory: "tokens in memory"
    case .checks: "checks"
    }
  }

  /// Where a file system in memory is.
  static let memoryDirectory = "/dev/shm"
}

/// Runs the parts with the built programs.
struct MiningRunner {
  let options: SuiteOptions

  private var rpc: RPCProgram { RPCProgram(programs: options.programs) }
  private var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// What a part came to over all runs. Empty: this machine can't run it.
  func run(_ part: MiningPart) throws(SuiteError) -> [MiningFigure] {
    switch part {
    case .hashes: return try hashes()
    case .tokensOnDisk: return try tokens(part, BenchServer.parentDirectory)
    case .tokensInMemory:
      guard access(MiningPart.memoryDirectory, W_OK) == 0 else { return [] }
      return try tokens(part, MiningPart.memoryDirectory)
    case .checks: return try CheckRunner(options: options).run()
    }
  }

  private func bench(_ words: [String]) throws(SuiteError) -> [MiningLine] {
    try rpc.values(MiningLine.self, ["bench", "mining", "--duration", "\(options.milliseconds)ms"] + words)
  }

  private func hashes() throws(SuiteError) -> [MiningFigure] {
    var runs: [[MiningLine]] = []
    for _ in 0..<options.runs { runs.append(try bench(["--kernel", "all"])) }
    guard let lines = runs.first else { return [] }
    return lines.indices.flatMap { index in hashFigures(runs.map { $0[index] }) } + speedUps(runs)
  }

  /// Of one kernel on one number of threads.
  private func hashFigures(_ runs: [MiningLine]) -> [MiningFigure] {
    let (kernel, threads) = (runs[0].kernel, runs[0].threads)
    let name = "\(kernel) x \(threads)"
    var figures = [
      MiningFigure("\(name): MH/s", runs.map { $0.hashesPerSecond / 1e6 }),
      MiningFigure(
        "\(name): cycles a hash", runs.map { $0.cyclesPerHash ?? .infinity },
        target: threads == 1 ? .cyclesPerHash(kernel: kernel) : nil),
      MiningFigure("\(name): GHz", runs.map(\.clockGHz)),
      MiningFigure("\(name): share of the CPU", runs.map(\.cpuShare)),
      MiningFigure(
        "\(name): shares by those expected", runs.map { Double($0.shares << $0.shareBits) / Double($0.hashes) }),
    ]
    if threads == 1 {
      figures.append(
        MiningFigure(
          "\(name): million headers/s", runs.map { $0.headersPerSecond / 1e6 },
          target: .headersPerSecond(kernel: kernel)))
    }
    return figures
  }

  /// All cores against one, each kernel in the same run.
  private func speedUps(_ runs: [[MiningLine]]) -> [MiningFigure] {
    guard cores > 1 else { return [] }
    return runs[0].filter { $0.threads == 1 }.map { one in
      MiningFigure(
        "\(one.kernel): \(cores) threads by one",
        runs.map { lines in
          let speeds = lines.filter { $0.kernel == one.kernel }.map(\.hashesPerSecond)
          return (speeds.last ?? 0) / (speeds.first ?? 1)
        }, target: .speedUp(threads: cores))
    }
  }

  private func tokens(_ part: MiningPart, _ directory: String) throws(SuiteError) -> [MiningFigure] {
    var runs: [[MiningLine.Tokens]] = []
    for _ in 0..<options.runs {
      let lines = try bench(["--threads", "\(cores)", "--tokens", "--data", directory])
      guard let tokens = lines.first?.tokens else { throw SuiteError("rpc-cli bench mining --tokens told no tokens") }
      runs.append(tokens)
    }
    return runs[0].indices.flatMap { index in tokenFigures(part, runs.map { $0[index] }) }
  }

  /// Of one difficulty.
  private func tokenFigures(_ part: MiningPart, _ runs: [MiningLine.Tokens]) -> [MiningFigure] {
    let bits = runs[0].bits
    let name = "\(part.name), \(bits) bits"
    return [
      MiningFigure(
        "\(name): tokens/s", runs.map { $0.tokensPerSecond ?? 0 },
        target: .tokensPerSecond(bits: bits, isInMemory: part == .tokensInMemory)),
      MiningFigure("\(name): by the hash rate's", runs.map { $0.share ?? 0 }, target: .share(bits: bits)),
    ]
  }
}
