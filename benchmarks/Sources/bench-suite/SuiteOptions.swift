// SuiteOptions.swift: the flags of bench-suite.

internal import Glibc
internal import TokenArguments

/// What the command line says.
struct SuiteOptions: Sendable {
  /// The folder of `token-server` and `rpc-cli`.
  var programs = ""
  /// Where the result file goes; empty: nowhere.
  var results = ""
  /// What was built, for the result file.
  var commit = "unknown"
  /// Measured runs of each scenario.
  var runs = 5
  /// Of one run.
  var milliseconds: UInt64 = 3_000
  /// Only scenarios whose name holds this.
  var only = ""
  /// Mining instead of calls.
  var isMining = false
  /// Each scenario once, small and short; nothing is written.
  var isSmoke = false

  static let help = """
    bench-suite runs the benchmarks against a fresh token-server for each scenario

    usage: bench-suite --programs DIR [--mining] [flags]

      --programs DIR       the folder of the built token-server and rpc-cli
      --results DIR        write what was measured to a new file there
      --commit TEXT        what was built, for that file
      --runs N             measured runs of each scenario, 1 to 100 (default 5)
      --duration DURATION  of one run, 100ms to 1h (default 3s)
      --only TEXT          only scenarios whose name holds TEXT, such as check or 50x16; of --mining the parts are
                           \(MiningPart.all.map(\.name).joined(separator: ", "))
      --mining             hashes, tokens, and checks while mining, instead of calls alone
      --smoke              each scenario once, small and short, to see that it works; writes nothing
    """

  /// Reads the words behind the program's name. nil: help was asked for.
  static func parse(_ words: [String]) throws(SuiteError) -> SuiteOptions? {
    var options = SuiteOptions()
    var rest = words[...]
    while let flag = rest.popFirst() {
      switch flag {
      case "--help", "-h": return nil
      case "--smoke": options.isSmoke = true
      case "--mining": options.isMining = true
      default: try options.set(flag, rest.popFirst())
      }
    }
    if options.programs.isEmpty { throw SuiteError("--programs is missing: the folder of token-server", isUsage: true) }
    if options.isMining ? options.parts.isEmpty : options.scenarios.isEmpty {
      throw SuiteError("--only '\(options.only)' fits no scenario", isUsage: true)
    }
    return options
  }

  private mutating func set(_ flag: String, _ value: String?) throws(SuiteError) {
    let known = [
      "--programs", "--results", "--commit", "--runs", "--duration", "--only", "--smoke", "--mining", "--help",
    ]
    guard known.contains(flag) else {
      let hint = Suggestion.nearest(to: flag, among: known).map { ", did you mean \($0)?" } ?? "; see --help"
      throw SuiteError("unknown flag \(flag)\(hint)", isUsage: true)
    }
    guard let value, !value.isEmpty else { throw SuiteError("\(flag) needs a value", isUsage: true) }
    switch flag {
    case "--programs": programs = value
    case "--results": results = value
    case "--commit": commit = value
    case "--runs": runs = Int(try Self.number(DurationText.wholeNumber(value[...]), 1...100, flag, "1 to 100"))
    case "--duration":
      milliseconds = try Self.number(DurationText.milliseconds(value), 100...3_600_000, flag, "100ms to 1h")
    default: only = value
    }
  }

  private static func number(
    _ value: UInt64?, _ range: ClosedRange<UInt64>, _ flag: String, _ bounds: String
  ) throws(SuiteError) -> UInt64 {
    guard let value, range.contains(value) else { throw SuiteError("\(flag) must be \(bounds)", isUsage: true) }
    return value
  }

  /// Throws when there is nothing to run.
  func checkPrograms() throws(SuiteError) {
    for program in ["token-server", "rpc-cli"] where access("\(programs)/\(program)", X_OK) != 0 {
      throw SuiteError("\(programs) holds no \(program); build it with: swift build")
    }
  }

  /// Of mining what is to be run, in order.
  var parts: [MiningPart] { MiningPart.all.filter { only.isEmpty || $0.name.contains(only) } }

  /// What is to be run, in order.
  var scenarios: [Scenario] { Scenario.all.filter { only.isEmpty || $0.name.contains(only) } }
}
