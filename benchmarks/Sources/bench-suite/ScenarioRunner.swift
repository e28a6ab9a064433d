// ScenarioRunner.swift: runs one scenario: a server, rpc-cli against it, once to warm up and then as often as asked.

internal import Foundation

/// Runs scenarios with the built programs.
struct ScenarioRunner {
  let options: SuiteOptions

  /// Throws when there is nothing to run.
  init(options: SuiteOptions) throws(SuiteError) {
    try options.checkPrograms()
    self.options = options
  }

  /// The measured time of a run that only warms the server up, and of one that only sees whether it works.
  private static let warmUpMilliseconds: UInt64 = 1_000
  private static let smokeMilliseconds: UInt64 = 400

  /// The measured runs of `scenario`, on one server.
  func run(_ scenario: Scenario) throws(SuiteError) -> [RunSummary] {
    let server = try BenchServer(programs: options.programs, isSmall: false)
    defer { server.stop() }
    _ = try bench(scenario, server, Self.warmUpMilliseconds)
    var runs: [RunSummary] = []
    for _ in 0..<options.runs { runs.append(try bench(scenario, server, options.milliseconds)) }
    return runs
  }

  /// Sees whether `scenario` works, at a small size. It asks about one token unless `makesTokens`, since making them
  /// takes a debug build longer than the run.
  func smoke(_ scenario: Scenario, makesTokens: Bool) throws(SuiteError) -> RunSummary {
    let server = try BenchServer(programs: options.programs, isSmall: true)
    defer { server.stop() }
    let identity = scenario.asksAboutTokens && !makesTokens ? try makeToken(server) : nil
    return try bench(scenario.small, server, Self.smokeMilliseconds, identity: identity)
  }

  private func bench(
    _ scenario: Scenario, _ server: BenchServer, _ milliseconds: UInt64, identity: String? = nil
  ) throws(SuiteError) -> RunSummary {
    let words = [
      "bench", "rpc", "--call", scenario.call, "--connections", "\(scenario.connections)", "--depth",
      "\(scenario.depth)", "--duration", "\(milliseconds)ms",
    ]
    let about = identity.map { ["--identity", $0] } ?? []
    let summary = try rpc.value(RunSummary.self, words + about, server: server.address)
    try summary.check(scenario)
    return summary
  }

  private func makeToken(_ server: BenchServer) throws(SuiteError) -> String {
    let reply = try rpc.value(TokenReply.self, ["request", "--content", "bench"], server: server.address)
    guard let identity = reply.identity else { throw SuiteError("rpc-cli request did not make a token") }
    return identity
  }

  private var rpc: RPCProgram { RPCProgram(programs: options.programs) }
}
