// ServerOptions.swift: what the command line of token-server says.

internal import Glibc
internal import TokenArguments
internal import TokenCore
internal import TokenNet
internal import TokenRPCServer

/// Wrong usage: ends the program with status 2 before anything was opened.
struct UsageError: Error {
  /// For people: names the flag, lower case, no full stop.
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

/// What the command line says.
struct ServerOptions: Sendable {
  /// Where the server listens unless it is told.
  static let defaultEndpoint = Endpoint.tcp(host: "127.0.0.1", port: 7420)
  /// The same for a process that only draws codes, so that it finds room beside a server.
  static let defaultGeneratorEndpoint = Endpoint.tcp(host: "127.0.0.1", port: 7421)

  var directory: String?
  var endpoints: [Endpoint] = []
  var isInsecure = false
  /// Whole bits of a block unless it is told.
  static let defaultDifficulty = 16

  var difficulty = Difficulty(bits: defaultDifficulty).map { MiningDifficulty.fixed($0) } ?? .fixed(.none)
  var difficultyFloor = Difficulty.none
  /// What the miners hash with: a kernel's name, or `KernelChoice.auto`; nil: nothing was said.
  var kernel: String?
  var miners = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  var queueMax = EngineSettings.defaultQueueMax
  var queueEventsMax = EngineSettings.defaultQueueEventsMax
  var segmentBytes = EngineSettings.defaultSegmentBytes
  /// nil: the usual.
  var lowWaterBytes: UInt64?
  var saving: SavingPolicy? = .usual
  var scrub: ScrubPolicy? = .usual
  /// Records after which a checkpoint is written, unless it is told.
  static let defaultCheckpointRecords = 1_000_000
  var checkpointRecords = defaultCheckpointRecords
  var trustsCheckpoint = false
  var isClockAccepted = false
  var isLossAccepted = false
  /// Rules for users' codes, but for `digits`.
  var codes = CodePolicy()
  /// Digits of a user's code; nil: nothing was said.
  var digits: Int?
  /// Who draws codes; nil: this process.
  var generator: Endpoint?
  var generatorTimeout = RemoteGenerator.defaultTimeout
  var isGeneratorOnly = false
  var reactors = RPCServer.Configuration.defaultReactors
  var busyPolling = RPCServer.Configuration.usualBusyPolling
  var grace = Duration.seconds(10)
  var limits = ServerLimits()
  var callLimit = RPCServer.CallLimit.fixed

  /// What a command line asks for.
  enum Invocation {
    case help
    /// Show the version and the kernel of this name.
    case version(kernel: String)
    /// Keep a ledger and serve it.
    case serve(EngineSettings, ServerOptions)
    /// Draw codes for other servers, and nothing else.
    case generate(ServerOptions)
  }

  /// The environment's word for `--kernel`, which is stronger.
  static let kernelVariable = "TOKEN_RPC_KERNEL"

  /// Reads the words behind the program's name.
  ///
  /// - Parameter environmentKernel: what `kernelVariable` says; nil: it is not set.
  static func parse(_ words: [String], environmentKernel: String? = nil) throws(UsageError) -> Invocation {
    if words.contains("--help") || words.contains("-h") { return .help }
    var options = ServerOptions()
    let given = try options.read(words.filter { $0 != "--version" })
    if !options.isGeneratorOnly { try options.chooseKernel(environmentKernel) }
    if words.contains("--version") { return .version(kernel: options.kernel ?? KernelChoice.auto) }
    if options.isGeneratorOnly {
      if let flag = ServerFlag.all.first(where: {
        given.contains($0.name) && ServerFlag.needingLedger.contains($0.name)
      }) {
        throw UsageError("--\(flag.name) does not go with --generator-only, which keeps no ledger; leave one away")
      }
      return .generate(try options.checked())
    }
    if given.contains("generator-timeout"), options.generator == nil {
      throw UsageError("--generator-timeout says nothing without --generator ADDR")
    }
    return .serve(try options.settings(), try options.checked())
  }

  /// Takes the flags over; returns the names of those that were given.
  private mutating func read(_ words: [String]) throws(UsageError) -> Set<String> {
    var given: Set<String> = []
    var rest = words[...]
    while let word = rest.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let flag = ServerFlag.all.first(where: { "--" + $0.name == parts[0] }) else {
        throw Self.unknown(parts[0])
      }
      guard given.insert(flag.name).inserted || flag.name == "listen" else {
        throw UsageError("--\(flag.name) is given twice")
      }
      try flag.apply(try Self.value(of: flag, parts.count > 1 ? parts[1] : nil, &rest), &self)
    }
    return given
  }

  /// The flag is stronger than the environment, where nothing counts as unset. Both have to name what this machine can
  /// run.
  private mutating func chooseKernel(_ environmentKernel: String?) throws(UsageError) {
    guard kernel == nil, let name = environmentKernel, !name.isEmpty else { return }
    do {
      try KernelChoice.check(name)
    } catch {
      throw UsageError("\(Self.kernelVariable): \(error)")
    }
    kernel = name
  }

  private static func value(
    of flag: ServerFlag, _ inline: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let placeholder = flag.placeholder else {
      if inline != nil { throw UsageError("--\(flag.name) takes no value") }
      return ""
    }
    if let inline { return inline }
    guard let next = rest.first, !next.hasPrefix("--") else {
      throw UsageError("--\(flag.name) needs a value: --\(flag.name)=\(placeholder)")
    }
    rest.removeFirst()
    return next
  }

  private static func unknown(_ word: String) -> UsageError {
    guard word.hasPrefix("-") else { return UsageError("unexpected argument '\(word)'") }
    if let meant = Suggestion.nearest(to: word, among: ServerFlag.all.map { "--" + $0.name }) {
      return UsageError("unknown flag \(word), did you mean \(meant)?")
    }
    return UsageError("unknown flag \(word)")
  }

  private func checked() throws(UsageError) -> ServerOptions {
    var options = self
    if options.endpoints.isEmpty {
      options.endpoints = [isGeneratorOnly ? Self.defaultGeneratorEndpoint : Self.defaultEndpoint]
    }
    do {
      try limits.validate()
    } catch {
      throw UsageError("--\(error)")
    }
    for endpoint in options.endpoints where !endpoint.isLoopback && !isInsecure {
      throw UsageError(
        "--listen \(endpoint) is not loopback and callers are not authenticated; add --insecure if that is meant")
    }
    if let generator { try check(generator) }
    return options
  }

  private func check(_ generator: Endpoint) throws(UsageError) {
    if case .tcp(_, port: 0) = generator { throw UsageError("--generator \(generator) needs the port it listens on") }
    guard generator.isLoopback || isInsecure else {
      throw UsageError(
        "--generator \(generator) is not loopback and codes would travel in clear; add --insecure if that is meant")
    }
  }

  private func settings() throws(UsageError) -> EngineSettings {
    guard let directory else { throw UsageError("--data is missing: name a directory for the ledger") }
    if case .fixed(let difficulty) = difficulty, difficulty < difficultyFloor {
      throw UsageError("--difficulty is under --difficulty-floor")
    }
    var codes = codes
    if let digits { codes.digits = digits }
    return EngineSettings(
      directory: directory, difficulty: difficulty, difficultyFloor: difficultyFloor, miners: miners,
      queueMax: queueMax,
      queueEventsMax: queueEventsMax, segmentBytes: segmentBytes, codes: codes,
      lowWaterBytes: lowWaterBytes, saving: saving, scrub: scrub,
      checkpointRecords: UInt64(checkpointRecords), trustsCheckpoint: trustsCheckpoint,
      isClockAccepted: isClockAccepted,
      isLossAccepted: isLossAccepted)
  }

  /// The help, from the flags that the parser reads.
  static var help: String {
    let rows =
      ServerFlag.all.map { flag in
        ("--" + flag.name + (flag.placeholder.map { " " + $0 } ?? ""), flag.help)
      } + [("--help", "show this help"), ("--version", "show the version and the kernel")]
    let width = rows.map(\.0.count).max() ?? 0
    let table = rows.map { "  " + $0 + String(repeating: " ", count: width - $0.count + 2) + $1 }
    return """
      token-server issues, validates and keeps tokens on a ledger of its own

      usage: token-server --data DIR [--listen ADDR]… [--difficulty BITS|auto:RATE] [--miners N] …
             token-server --generator-only [--listen ADDR]… [--digits N] …

      flags:
      \(table.joined(separator: "\n"))

      It prints `listening on ADDR` on standard output, a line for each listener, when it takes calls; its log goes to
      standard error. SIGTERM or SIGINT drains it, a second one stops it at once.

      \(kernelVariable) in the environment says what --kernel says, which is stronger.

      exit status:
        0  drained after SIGTERM or SIGINT
        1  the ledger was refused or failed, the kernel fails its self-test, or an address can't be listened on
        2  wrong usage

      """
  }
}
