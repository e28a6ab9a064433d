// ServerFlag.swift: every flag of token-server, in one value that the parser and the help both read.

internal import TokenArguments
internal import TokenCore
internal import TokenNet
internal import TokenRPCServer

/// A flag of token-server.
struct ServerFlag: Sendable {
  /// Without the dashes.
  let name: String
  /// What stands for its value; nil: a switch.
  let placeholder: String?
  /// What it does, its default and its range.
  let help: String
  /// Takes the value over, or says what is wrong with it.
  let apply: @Sendable (String, inout ServerOptions) throws(UsageError) -> Void

  /// All of them, in the order people should read them.
  static let all: [ServerFlag] =
    ledger + mining + [digits] + codes + [generatorOnly] + serving + ServerLimit.all.map(limit)

  /// Names of those that mean nothing to a process that only draws codes.
  static let needingLedger = Set((ledger + mining + codes).map(\.name))

  private static let ledger = [
    ServerFlag(
      name: "data", placeholder: "DIR",
      help: "the data directory, made (mode 0700) when missing; required but for --generator-only"
    ) {
      (text, options) throws(UsageError) in
      guard !text.isEmpty else { throw UsageError("--data needs a directory") }
      options.directory = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    },
    count(
      "segment-bytes", "size of a file of the log, a multiple of 512; first start only",
      default: EngineSettings.defaultSegmentBytes, EngineSettings.segmentBytesRange
    ) { (count, options) throws(UsageError) in
      guard count.isMultiple(of: 512) else { throw UsageError("--segment-bytes must be a multiple of 512") }
      options.segmentBytes = count
    },
    count(
      "queue-max", "requisitions that may wait at once", default: EngineSettings.defaultQueueMax, 1...100_000_000
    ) { $1.queueMax = $0 },
    count(
      "queue-events", "events of the queue kept for followers, 56 bytes each",
      default: EngineSettings.defaultQueueEventsMax, EngineSettings.queueEventsRange
    ) { $1.queueEventsMax = $0 },
    count(
      "low-water", "free bytes of the disk under which nothing new is taken (default: 4 segments, at most 256 MiB)",
      default: nil, 0...(1 << 50)
    ) { $1.lowWaterBytes = UInt64($0) },
    count(
      "save-records", "records after which the database is saved", default: Int(SavingPolicy.usual.records),
      1...1_000_000_000
    ) { $1.saving?.records = UInt64($0) },
    count(
      "save-seconds", "or seconds, when there were any", default: Int(SavingPolicy.usual.seconds), 1...86_400
    ) { $1.saving?.seconds = UInt64($0) },
    ServerFlag(
      name: "no-database", placeholder: nil, help: "keep no database: nothing is lost, but there is no audit"
    ) { $1.saving = nil },
    count(
      "checkpoint-records", "records after which a checkpoint is written, and at a clean stop; 0: none is",
      default: ServerOptions.defaultCheckpointRecords, 0...1_000_000_000
    ) { $1.checkpointRecords = $0 },
    ServerFlag(
      name: "trust-checkpoint", placeholder: nil,
      help: "serve from the checkpoint at once, and check what it stands for meanwhile"
    ) { $1.trustsCheckpoint = true },
    count(
      "scrub-mib-per-second", "MiB of the log read again each second to find damage; 0: none",
      default: ScrubPolicy.usual.bytesPerSecond >> 20, 0...4096
    ) { (count, options) in
      if count == 0 { options.scrub = nil } else { options.scrub?.bytesPerSecond = count << 20 }
    },
    count(
      "scrub-seconds", "seconds from the start of one such round to the next, or more",
      default: ScrubPolicy.usual.secondsPerRound, 1...31_536_000
    ) { $1.scrub?.secondsPerRound = $0 },
    ServerFlag(
      name: "accept-clock", placeholder: nil, help: "the wall clock is right although it parts from the ledger's time"
    ) { $1.isClockAccepted = true },
    ServerFlag(
      name: "accept-loss", placeholder: nil, help: "serve limited tokens although a repair or restore lost records"
    ) { $1.isLossAccepted = true },
  ]

  private static let mining = [
    ServerFlag(
      name: "difficulty", placeholder: "BITS|auto:RATE",
      help:
        "leading zero bits of a block (default \(ServerOptions.defaultDifficulty), \(bitsBounds)), or as hard as makes "
        + "RATE tokens a second (\(rateBounds))"
    ) { (text, options) throws(UsageError) in
      options.difficulty = try difficulty(text)
    },
    count("difficulty-floor", "no block may ever be easier; first start only", default: 0, bitsRange) {
      (bits, options) throws(UsageError) in
      options.difficultyFloor = Difficulty(bits: bits) ?? .none
    },
    count(
      "miners", "threads to mine with (default: one a core); an easy block is mined by some of them", default: nil,
      1...1024
    ) { $1.miners = $0 },
    ServerFlag(
      name: "kernel", placeholder: "NAME",
      help: "what the miners hash with, by its name (default auto: the fastest that runs here and passes its self-test)"
    ) { (text, options) throws(UsageError) in
      do {
        try KernelChoice.check(text)
      } catch {
        throw UsageError("--kernel: \(error)")
      }
      options.kernel = text
    },
  ]

  private static let bitsRange = 0...Int(Difficulty.maxBits)
  private static let bitsBounds = "\(bitsRange.lowerBound) to \(bitsRange.upperBound)"
  private static let rateBounds =
    "\(DecimalText.text(MiningDifficulty.rateRange.lowerBound)) to "
    + DecimalText.text(MiningDifficulty.rateRange.upperBound)
  /// What stands before the rate.
  private static let autoPrefix = "auto:"

  private static func difficulty(_ text: String) throws(UsageError) -> MiningDifficulty {
    if text.hasPrefix(autoPrefix) {
      guard let rate = DecimalText.value(text.dropFirst(autoPrefix.count)), MiningDifficulty.rateRange.contains(rate)
      else {
        throw UsageError(
          "--difficulty '\(text)' must have a number of tokens a second such as auto:5 or auto:0.5, \(rateBounds)")
      }
      return .automatic(tokensPerSecond: rate)
    }
    guard let bits = DurationText.wholeNumber(text[...]).flatMap({ Int(exactly: $0) }),
      let difficulty = Difficulty(bits: bits)
    else { throw UsageError("--difficulty '\(text)' must be a whole number, \(bitsBounds), or auto:RATE") }
    return .fixed(difficulty)
  }

  private static let digits = count(
    "digits", "digits of a user's code", default: CodePolicy().digits, CodeDigits.countRange
  ) { $1.digits = $0 }

  private static let generatorOnly = ServerFlag(
    name: "generator-only", placeholder: nil,
    help: "draw codes for other servers and nothing else; of --digits digits alone if that is given"
  ) { $1.isGeneratorOnly = true }

  private static let codes = [
    ServerFlag(
      name: "period", placeholder: "DURATION",
      help: bounded("how long a user's code is valid", periodDefault, periodRange)
    ) { (text, options) throws(UsageError) in
      options.codes.periodMilliseconds = try duration("period", text, periodRange).wholeMilliseconds
    },
    ServerFlag(
      name: "uses-per-code", placeholder: "any|once", help: "how often a user's code can be used (default any)"
    ) { (text, options) throws(UsageError) in
      switch text {
      case "any": options.codes.usesPerCode = 0
      case "once": options.codes.usesPerCode = 1
      default: throw UsageError("--uses-per-code '\(text)' must be any or once")
      }
    },
    count(
      "refusals-per-code", "refused tries that a user's code dies of",
      default: Int(CodePolicy.defaultRefusalsPerCode), 1...1_000
    ) { $1.codes.refusalsPerCode = UInt32($0) },
    count(
      "users-max", "users that may be known at once", default: CodePolicy.defaultUsersMax, 1...100_000_000
    ) { $1.codes.usersMax = $0 },
    ServerFlag(
      name: "generator", placeholder: "ADDR",
      help: "HOST:PORT or unix:PATH of the process that draws codes (default: this one draws them)"
    ) { (text, options) throws(UsageError) in
      options.generator = try endpoint("generator", text)
    },
    ServerFlag(
      name: "generator-timeout", placeholder: "DURATION",
      help: bounded("time for the generator's answer", RemoteGenerator.defaultTimeout, RemoteGenerator.timeoutRange)
    ) { (text, options) throws(UsageError) in
      options.generatorTimeout = try duration("generator-timeout", text, RemoteGenerator.timeoutRange)
    },
  ]

  private static let serving = [
    ServerFlag(
      name: "listen", placeholder: "ADDR",
      help: "HOST:PORT (port 0 picks one) or unix:PATH, any number of times (default \(ServerOptions.defaultEndpoint), "
        + "with --generator-only \(ServerOptions.defaultGeneratorEndpoint))"
    ) { (text, options) throws(UsageError) in
      options.endpoints.append(try endpoint("listen", text))
    },
    ServerFlag(
      name: "insecure", placeholder: nil, help: "allow plain TCP on and to addresses that are not loopback"
    ) { $1.isInsecure = true },
    count("reactors", "event loops (default: half the cores)", default: nil, 1...1024) { $1.reactors = $0 },
    count(
      "busy-poll", "microseconds an event loop may ask for more before it sleeps, while calls come that fast",
      default: Int(RPCServer.Configuration.usualBusyPolling / .microseconds(1)), 0...1000
    ) { $1.busyPolling = .microseconds($0) },
    ServerFlag(
      name: "grace", placeholder: "DURATION", help: "time for calls in flight after SIGTERM (default 10s, 0s to 1h)"
    ) { (text, options) throws(UsageError) in
      options.grace = try duration("grace", text, .zero ... .seconds(3600))
    },
    ServerFlag(
      name: "call-limit", placeholder: "fixed|gradient",
      help: "what limits calls in flight: --max-calls alone (default fixed), or also how long those of a method take"
    ) { (text, options) throws(UsageError) in
      guard let limit = RPCServer.CallLimit(rawValue: text) else {
        throw UsageError("--call-limit '\(text)' must be fixed or gradient")
      }
      options.callLimit = limit
    },
  ]

  /// A flag for a limit of the server.
  private static func limit(_ limit: ServerLimit) -> ServerFlag {
    switch limit.setting {
    case .count(let path, let range):
      return count(limit.name, limit.summary, default: ServerLimits()[keyPath: path], range) {
        $1.limits[keyPath: path] = $0
      }
    case .time(let path, let range):
      let usual = ServerLimits()[keyPath: path]
      return ServerFlag(
        name: limit.name, placeholder: "DURATION", help: bounded(limit.summary, usual, range)
      ) { (value, options) throws(UsageError) in
        options.limits[keyPath: path] = try duration(limit.name, value, range)
      }
    }
  }

  private static func count(
    _ name: String, _ summary: String, default usual: Int?, _ range: ClosedRange<Int>,
    _ apply: @escaping @Sendable (Int, inout ServerOptions) throws(UsageError) -> Void
  ) -> ServerFlag {
    let bounds = "\(range.lowerBound) to \(range.upperBound)"
    let help = usual.map { "\(summary) (default \($0), \(bounds))" } ?? "\(summary), \(bounds)"
    return ServerFlag(name: name, placeholder: "N", help: help) { (text, options) throws(UsageError) in
      guard let number = DurationText.wholeNumber(text[...]).flatMap({ Int(exactly: $0) }), range.contains(number)
      else { throw UsageError("--\(name) '\(text)' must be a whole number, \(bounds)") }
      try apply(number, &options)
    }
  }

  private static func duration(
    _ name: String, _ text: String, _ range: ClosedRange<Duration>
  ) throws(UsageError) -> Duration {
    guard let milliseconds = DurationText.milliseconds(text).flatMap({ Int64(exactly: $0) }),
      range.contains(.milliseconds(milliseconds))
    else {
      throw UsageError(
        "--\(name) '\(text)' must be a duration such as 500ms, 3s or 2m, \(range.lowerBound.text) to "
          + range.upperBound.text)
    }
    return .milliseconds(milliseconds)
  }

  /// The help of a flag that takes a duration.
  private static func bounded(_ summary: String, _ usual: Duration, _ range: ClosedRange<Duration>) -> String {
    "\(summary) (default \(usual.text), \(range.lowerBound.text) to \(range.upperBound.text))"
  }

  private static func endpoint(_ name: String, _ text: String) throws(UsageError) -> Endpoint {
    do {
      return try Endpoint(parsing: text)
    } catch {
      throw UsageError("--\(name) \(error)")
    }
  }

  private static let periodDefault = Duration.milliseconds(Int64(CodePolicy.defaultPeriodMilliseconds))
  private static let periodRange =
    Duration.milliseconds(Int64(CodePolicy.periodRange.lowerBound))
    ... .milliseconds(Int64(CodePolicy.periodRange.upperBound))
}
