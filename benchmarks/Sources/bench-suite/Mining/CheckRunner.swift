// CheckRunner.swift: how fast a server answers checks while no miner runs, and while all of them do.

internal import Foundation

/// Measures checks on one server in pairs: idle, then with a requisition in its queue that no miner can finish.
struct CheckRunner {
  let options: SuiteOptions

  /// Bits that a machine does not find in the time of a benchmark.
  private static let hopelessBits = 40
  private static let scenarios = [
    Scenario(call: "check", connections: 1, depth: 1), Scenario(call: "check", connections: 50, depth: 1),
  ]
  private static let warmUpMilliseconds: UInt64 = 1_000
  /// The shortest that `rpc-cli bench rpc` runs.
  private static let leastMilliseconds: UInt64 = 100
  /// From a requisition to miners that are at it.
  private static let start: useconds_t = 200_000

  private var rpc: RPCProgram { RPCProgram(programs: options.programs) }

  /// One measurement of the same load, idle and while mining.
  private struct Pair {
    let idle: RunSummary
    let mining: RunSummary
  }

  func run() throws(SuiteError) -> [MiningFigure] {
    let directory = try BenchDirectory()
    let identity = try makeToken(directory)
    let server = try BenchServer(
      programs: options.programs, isSmall: options.isSmoke, difficulty: Self.hopelessBits, directory)
    defer { server.stop() }
    var figures: [MiningFigure] = []
    for scenario in Self.scenarios {
      if !options.isSmoke { _ = try bench(scenario, server, identity, Self.warmUpMilliseconds) }
      var pairs: [Pair] = []
      for _ in 0..<options.runs { pairs.append(try pair(scenario, server, identity)) }
      figures += Self.figures(scenario, pairs)
    }
    return figures
  }

  /// A token, made by a server that finds blocks at once.
  private func makeToken(_ directory: BenchDirectory) throws(SuiteError) -> String {
    let server = try BenchServer(programs: options.programs, isSmall: options.isSmoke, difficulty: 0, directory)
    defer { server.stop(keepingData: true) }
    let reply = try rpc.value(TokenReply.self, ["request", "--content", "bench"], server: server.address)
    guard let identity = reply.identity else { throw SuiteError("rpc-cli request did not make a token") }
    return identity
  }

  private func pair(
    _ scenario: Scenario, _ server: BenchServer, _ identity: String
  ) throws(SuiteError) -> Pair {
    let milliseconds = max(options.milliseconds, Self.leastMilliseconds)
    let idle = try bench(scenario, server, identity, milliseconds)
    let waiting = try rpc.value(
      TokenReply.self, ["request", "--content", "hopeless", "--no-wait"], server: server.address)
    usleep(Self.start)
    let mining = try bench(scenario, server, identity, milliseconds)
    try withdraw(waiting.requestId, server)
    return Pair(idle: idle, mining: mining)
  }

  /// Takes the requisition off the queue: it was mined in vain all the time.
  private func withdraw(_ id: String, _ server: BenchServer) throws(SuiteError) {
    struct Reply: Decodable { let status: String }
    let reply = try rpc.value(Reply.self, ["revoke", "--request", id], server: server.address)
    guard reply.status == "failed" else { throw SuiteError("the requisition to be mined in vain is \(reply.status)") }
  }

  private func bench(
    _ scenario: Scenario, _ server: BenchServer, _ identity: String, _ milliseconds: UInt64
  ) throws(SuiteError) -> RunSummary {
    let words = [
      "bench", "rpc", "--call", scenario.call, "--connections", "\(scenario.connections)", "--depth",
      "\(scenario.depth)", "--duration", "\(milliseconds)ms", "--identity", identity,
    ]
    let summary = try rpc.value(RunSummary.self, words, server: server.address)
    try summary.check(scenario)
    return summary
  }

  private static func figures(_ scenario: Scenario, _ pairs: [Pair]) -> [MiningFigure] {
    func figure(_ name: String, _ value: (RunSummary) -> Int) -> [MiningFigure] {
      [
        MiningFigure("\(scenario.name), idle: \(name)", pairs.map { Double(value($0.idle)) }),
        MiningFigure("\(scenario.name), mining: \(name)", pairs.map { Double(value($0.mining)) }),
      ]
    }
    return figure("requests/s", \.requestsPerSecond) + figure("p50 us", \.p50Micros) + figure("p99 us", \.p99Micros) + [
      MiningFigure(
        "\(scenario.name): p99 mining by idle",
        pairs.map { Double($0.mining.p99Micros) / Double(max(1, $0.idle.p99Micros)) }, target: MiningTarget.slowDown)
    ]
  }
}
