// TokenServer.swift: ties the engine to the RPC server, and ends both in order.

internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TokenCore
internal import TokenNet
internal import TokenRPCServer

/// The program's version.
let version = "0.1.0"

/// One running server process.
final class TokenServer: Sendable {
  private let engine: TokenEngine
  private let server: RPCServer
  private let options: ServerOptions
  private let ending = FailureEnding()

  /// Opens the ledger; prints what was found. Ends the process with status 1 if the ledger is refused, 2 if a setting
  /// contradicts it.
  init(_ settings: EngineSettings, _ options: ServerOptions) {
    self.options = options
    do {
      engine = try TokenEngine.open(
        settings, progress: Self.progress(),
        onFailure: { [ending] error in ending.fail("the ledger failed: \(error)") })
    } catch .difficultyUnderFloor(let difficulty, let floor) {
      Self.end(2, "\(LedgerError.difficultyUnderFloor(difficulty, floor: floor)); see: token-server --help")
    } catch {
      Self.end(1, "\(error)")
    }
    Self.report(engine, settings)
    do {
      var configuration = RPCServer.Configuration(
        endpoints: options.endpoints, serverName: "token-server \(version)")
      configuration.limits = options.limits
      configuration.reactors = options.reactors
      configuration.onDrain = { [engine] in engine.endWaits() }
      server = try RPCServer(services: [TokenHandlers(engine: engine)], configuration: configuration)
      ending.watch(server)
    } catch {
      Self.end(2, "\(error); see: token-server --help")
    }
  }

  /// Takes calls, and says so.
  func start() {
    let endpoints: [Endpoint]
    do {
      endpoints = try server.start()
    } catch {
      Self.end(1, "\(error); choose another address with --listen")
    }
    guard engine.start() > 0 else { Self.end(1, "the system can't start a thread to mine; raise its limits") }
    if server.connectionLimit < options.limits.maxConnections {
      Log.line("at most \(server.connectionLimit) connections: the system allows no more open files")
    }
    if let first = endpoints.first { Log.line("try: rpc-cli --server \(first) request --content hello") }
    for endpoint in endpoints { Log.output("listening on \(endpoint)") }
  }

  /// Finishes what was accepted, makes everything durable, ends the process with status 0.
  func drain() {
    Log.line("draining, at most \(options.grace.components.seconds) s; a second signal stops at once")
    server.drain(grace: options.grace) { [engine] in
      engine.stop { Self.end(0, "stopped") }
    }
  }

  /// Calls in flight are lost; what was answered is durable anyway.
  func stopAtOnce() {
    server.stop { [engine] in
      engine.stop { Self.end(0, "stopped at once") }
    }
  }

  private static func report(_ engine: TokenEngine, _ settings: EngineSettings) {
    let found = engine.opened
    Log.line("token-server \(version), data in \(settings.directory), ledger \(found.ledgerID.hex)")
    Log.line(
      "\(found.tokens) tokens, \(found.queued) requisitions in the queue, \(found.uses) uses, "
        + "\(found.records) records checked, epoch \(found.epoch)")
    if let torn = found.torn {
      Log.line(
        "cut a batch that was never acknowledged: segment \(torn.segment), offset \(torn.offset)")
    }
    Log.line(
      "difficulty \(settings.difficulty.bits) bits (floor \(found.difficultyFloor.bits)), "
        + "\(engine.minerThreads == 1 ? "1 miner" : "\(engine.minerThreads) miners"), kernel \(engine.kernelName)")
    if engine.isClockDoubtful {
      Log.line(
        "the wall clock and the ledger's time are far apart: changes are refused; set the clock, or restart with "
          + "--accept-clock if it is right")
    }
  }

  /// A line for each segment once reading has taken more than a second.
  private static func progress() -> (UInt32, Int) -> Void {
    let start = ContinuousClock.now
    return { segment, count in
      if ContinuousClock.now - start > .seconds(1) { Log.line("checking segment \(segment) of \(count)") }
    }
  }

  /// Ends the process. `_exit`, because other threads still run and nothing is left to flush.
  fileprivate static func end(_ status: Int32, _ message: String) -> Never {
    Log.line("token-server: \(message)")
    _exit(status)
  }
}

/// Ends the process after the ledger has failed: what waited is told so, but nobody waits long for that.
private final class FailureEnding: Sendable {
  /// How long the last answers may take to leave.
  static let grace = Duration.milliseconds(500)
  /// After this it ends whether they have left or not.
  static let patience = DispatchTimeInterval.seconds(2)

  private let server = Mutex<RPCServer?>(nil)

  func watch(_ server: RPCServer) {
    self.server.withLock { $0 = server }
  }

  /// Drains the server and ends the process with status 1.
  func fail(_ message: String) {
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { TokenServer.end(1, message) }
    guard let server = server.withLock({ $0 }) else { TokenServer.end(1, message) }
    server.drain(grace: Self.grace) { TokenServer.end(1, message) }
  }
}
