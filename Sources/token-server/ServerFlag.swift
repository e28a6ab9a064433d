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
  static let all: [ServerFlag] = ledger + mining + serving + ServerLimit.all.map(limit)

  private static let ledger = [
    ServerFlag(name: "data", placeholder: "DIR", help: "the data directory, made (mode 0700) when missing; required") {
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
      "queue-events", "events of the queue kept for followers, 32 bytes each",
      default: EngineSettings.defaultQueueEventsMax, EngineSettings.queueEventsRange
    ) { $1.queueEventsMax = $0 },
    ServerFlag(
      name: "accept-clock", placeholder: nil, help: "the wall clock is right although it parts from the ledger's time"
    ) { $1.isClockAccepted = true },
    ServerFlag(
      name: "accept-loss", placeholder: nil, help: "serve limited tokens although a repair or restore lost records"
    ) { $1.isLossAccepted = true },
  ]

  private static let mining = [
    count("difficulty", "leading zero bits of a block", default: ServerOptions().difficulty, 0...63) {
      $1.difficulty = $0
    },
    count(
      "difficulty-floor", "no block may ever be easier; first start only", default: ServerOptions().difficultyFloor,
      0...63
    ) { $1.difficultyFloor = $0 },
    count("miners", "threads that mine (default: one a core); under 14 bits one mines alone", default: nil, 1...1024) {
      $1.miners = $0
    },
  ]

  private static let serving = [
    ServerFlag(
      name: "listen", placeholder: "ADDR",
      help: "HOST:PORT (port 0 picks one) or unix:PATH, any number of times (default \(ServerOptions.defaultEndpoint))"
    ) { (text, options) throws(UsageError) in
      do {
        options.endpoints.append(try Endpoint(parsing: text))
      } catch {
        throw UsageError("--listen \(error)")
      }
    },
    ServerFlag(
      name: "insecure", placeholder: nil, help: "allow plain TCP on addresses that are not loopback"
    ) { $1.isInsecure = true },
    count("reactors", "event loops (default: half the cores)", default: nil, 1...1024) { $1.reactors = $0 },
    ServerFlag(
      name: "grace", placeholder: "DURATION", help: "time for calls in flight after SIGTERM (default 10s, 0s to 1h)"
    ) { (text, options) throws(UsageError) in
      options.grace = try duration("grace", text, .zero ... .seconds(3600))
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
        name: limit.name, placeholder: "DURATION",
        help: "\(limit.summary) (default \(text(usual)), \(text(range.lowerBound)) to \(text(range.upperBound)))"
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
        "--\(name) '\(text)' must be a duration such as 500ms, 3s or 2m, \(Self.text(range.lowerBound)) to "
          + Self.text(range.upperBound))
    }
    return .milliseconds(milliseconds)
  }

  private static func text(_ duration: Duration) -> String {
    DurationText.text(
      UInt64(duration.components.seconds) * 1000 + UInt64(duration.components.attoseconds / 1_000_000_000_000_000))
  }
}
