// TokenServer.swift: ties the engine to the RPC server, and ends both in order.

internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TokenArguments
internal import TokenCore
internal import TokenNet
internal import TokenRPCServer

/// One running server process.
final class TokenServer: ServingProgram {
  private let engine: TokenEngine
  private let door: ServingDoor
  /// Draws codes in another process; nil: the engine draws them.
  private let generator: RemoteGenerator?
  private let ending = FailureEnding()

  /// Opens the ledger; prints what was found. Ends the process with status 1 if the ledger is refused, 2 if a setting
  /// contradicts it.
  init(_ settings: EngineSettings, _ options: ServerOptions) {
    let generator = options.generator.map { Self.generator($0, options, settings.codes) }
    self.generator = generator
    let choice = Self.kernel(options.kernel ?? KernelChoice.auto)
    for name in choice.failed { Log.line("\(KernelError.failedSelfTest(name))") }
    var settings = settings
    settings.kernel = choice.kernel
    settings.hashesPerSecond = choice.hashesPerSecond
    do {
      engine = try TokenEngine.open(
        settings, generator: generator, progress: Self.progress(), report: { Log.line($0) },
        onFailure: { [ending] error in ending.fail("the ledger failed: \(error)") })
    } catch .difficultyUnderFloor(let difficulty, let floor) {
      ProcessEnd.end(2, "\(LedgerError.difficultyUnderFloor(difficulty, floor: floor)); see: token-server --help")
    } catch {
      ProcessEnd.end(1, "\(error)")
    }
    Self.report(engine, in: settings.directory)
    let parts: @Sendable () -> [PartHealth] = { [engine, ending] in
      [.ledger(engine, failure: ending.failure)] + (engine.database.map { [.database($0)] } ?? [])
        + (engine.scrub.map { [.scrub($0)] } ?? []) + [
          .miners(engine, failedKernels: choice.failed), generator?.health ?? .builtInGenerator(),
        ]
    }
    door = ServingDoor(
      [TokenHandlers(engine: engine)], options, parts: parts,
      metrics: { [engine] in [.parts(parts())] + MetricFamily.engine(engine) },
      // Miners have better use for the processors, and while they run nobody needs long to be woken.
      mayPoll: { [engine] in !engine.isMining },
      onDrain: { [engine] in engine.endWaits() })
    ending.watch(door.server)
  }

  /// Takes calls, and says so.
  func start() {
    let endpoints = door.open()
    let miners = engine.start()
    guard miners > 0 else { ProcessEnd.end(1, "the system can't start a thread to mine; raise its limits") }
    if miners < engine.minerThreads {
      Log.line("\(miners) of \(engine.minerThreads) miners: the system has no more threads to give")
    }
    generator?.watch()
    if let first = endpoints.first { Log.line("try: rpc-cli --server \(first) request --content hello") }
    door.announce(endpoints)
  }

  /// Finishes what was accepted, makes everything durable, ends the process with status 0.
  func drain() {
    door.drain { [engine] in
      engine.stop { ProcessEnd.end(0, "stopped") }
    }
  }

  /// Calls in flight are lost; what was answered is durable anyway.
  func stopAtOnce() {
    door.close { [engine] in
      engine.stop { ProcessEnd.end(0, "stopped at once") }
    }
  }

  /// The kernel of that name, or the fastest. Ends the process with status 1 if it is not to be trusted, 2 if it can't
  /// run.
  static func kernel(_ name: String) -> KernelChoice {
    do {
      return try KernelChoice(name)
    } catch .failedSelfTest(let name) {
      ProcessEnd.end(1, "\(KernelError.failedSelfTest(name))")
    } catch {
      ProcessEnd.end(2, "\(error); see: token-server --help")
    }
  }

  private static func generator(
    _ endpoint: Endpoint, _ options: ServerOptions, _ codes: CodePolicy
  ) -> RemoteGenerator {
    RemoteGenerator(endpoint, timeout: options.generatorTimeout, digits: codes.digits) { condition in
      Log.line(
        condition.isServing
          ? "the generator \(endpoint) draws codes again" : "generator \(endpoint): \(condition.lastError)")
    }
  }

  private static func report(_ engine: TokenEngine, in directory: String) {
    let found = engine.opened
    Log.line("token-server \(version), data in \(directory), ledger \(found.ledgerID.hex)")
    Log.line(
      "\(found.tokens) tokens, \(found.queued) requisitions in the queue, \(found.uses) uses, "
        + "\(found.records) records checked, epoch \(found.epoch)")
    if found.believed > 0 {
      Log.line("of these \(found.believed) records are believed from the checkpoint and checked from now on")
    }
    if let torn = found.torn {
      Log.line(
        "cut a batch that was never acknowledged: segment \(torn.segment), offset \(torn.offset)")
    }
    Log.line(
      "\(difficulty(engine.mining)) (floor \(found.difficultyFloor.bits)), "
        + "\(engine.minerThreads == 1 ? "1 miner" : "\(engine.minerThreads) miners"), kernel \(engine.kernelName)")
    if engine.isClockDoubtful {
      Log.line(
        "the wall clock and the ledger's time are far apart: changes are refused; set the clock, or restart with "
          + "--accept-clock if it is right")
    }
  }

  private static func difficulty(_ mining: MiningState) -> String {
    switch mining.policy {
    case .fixed(let difficulty): "difficulty \(difficulty.bits) bits"
    case .automatic(let rate):
      "difficulty for \(DecimalText.text(rate)) tokens a second, "
        + "\(DecimalText.text(mining.difficulty.decimalBits, places: 2)) bits to begin with"
    }
  }

  /// A line for each segment once reading has taken more than a second.
  private static func progress() -> (UInt32, Int) -> Void {
    let start = ContinuousClock.now
    return { segment, count in
      if ContinuousClock.now - start > .seconds(1) { Log.line("checking segment \(segment) of \(count)") }
    }
  }
}

/// Ends the process after the ledger has failed: what waited is told so, but nobody waits long for that.
private final class FailureEnding: Sendable {
  /// How long the last answers may take to leave.
  static let grace = Duration.milliseconds(500)
  /// After this it ends whether they have left or not.
  static let patience = DispatchTimeInterval.seconds(2)

  private let server = Mutex<RPCServer?>(nil)
  private let message = Mutex<String?>(nil)

  /// Why the ledger has failed; nil: it has not.
  var failure: String? { message.withLock { $0 } }

  func watch(_ server: RPCServer) {
    self.server.withLock { $0 = server }
  }

  /// Drains the server and ends the process with status 1.
  func fail(_ message: String) {
    self.message.withLock { $0 = message }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { ProcessEnd.end(1, message) }
    guard let server = server.withLock({ $0 }) else { ProcessEnd.end(1, message) }
    server.drain(grace: Self.grace) { ProcessEnd.end(1, message) }
  }
}
