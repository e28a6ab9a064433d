// BenchSuite.swift: where bench-suite starts: runs each scenario, prints a table, writes a result file.

internal import Foundation

@main
struct BenchSuite {
  static func main() {
    do throws(SuiteError) {
      guard let options = try SuiteOptions.parse(Array(CommandLine.arguments.dropFirst())) else {
        return say(SuiteOptions.help)
      }
      if options.isMining {
        try options.isSmoke ? smokeMining(options) : mine(options)
      } else {
        try options.isSmoke ? smoke(options) : measure(options)
      }
    } catch {
      complain("\(error)")
      exit(error.isUsage ? 2 : 1)
    }
  }

  /// Prints a line at once, also into a pipe, so that people see how far it is.
  private static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

  private static func complain(_ message: String) {
    FileHandle.standardError.write(Data("bench-suite: \(message)\n".utf8))
  }

  /// Measures every scenario, prints it and writes it down.
  private static func measure(_ options: SuiteOptions) throws(SuiteError) {
    let runner = try ScenarioRunner(options: options)
    var results = ResultFile(options)
    if results.machine.dataFileSystem == "tmpfs" {
      complain("the data directories are in memory, where a sync costs nothing; set TMPDIR to a disk")
    }
    say(ResultTable.header)
    for scenario in options.scenarios {
      let runs = try runner.run(scenario)
      say(ResultTable.row(scenario.name, runs))
      results.scenarios.append(ResultFile.Measured(scenario: scenario.name, runs: runs))
    }
    if !options.results.isEmpty { say("written: \(try results.write(into: options.results))") }
  }

  /// The measured time of a run of mining that only sees whether it works.
  private static let smokeMilliseconds: UInt64 = 50

  /// Runs every part of mining once, for a short time, and says whether each works.
  private static func smokeMining(_ options: SuiteOptions) throws(SuiteError) {
    var options = options
    (options.runs, options.milliseconds) = (1, smokeMilliseconds)
    try options.checkPrograms()
    for part in options.parts {
      let figures = try MiningRunner(options: options).run(part)
      say("works: mining, \(part.name) (\(figures.count) figures)")
    }
  }

  /// Measures every part of mining, prints it and writes it down.
  private static func mine(_ options: SuiteOptions) throws(SuiteError) {
    try options.checkPrograms()
    var result = MiningResult(options)
    if result.machine.dataFileSystem == "tmpfs" {
      complain("the disk of TMPDIR is in memory, where a sync costs nothing; set TMPDIR to a disk")
    }
    say(MiningTable.header)
    for part in options.parts {
      let figures = try MiningRunner(options: options).run(part)
      if figures.isEmpty { complain("\(part.name): there is no \(MiningPart.memoryDirectory) here") }
      for figure in figures { say(MiningTable.row(figure)) }
      result.figures += figures
    }
    if !options.results.isEmpty { say("written: \(try result.write(into: options.results))") }
  }

  /// Runs every scenario once, small, and says whether each works.
  private static func smoke(_ options: SuiteOptions) throws(SuiteError) {
    let runner = try ScenarioRunner(options: options)
    for (number, scenario) in options.scenarios.enumerated() {
      let summary = try runner.smoke(scenario, makesTokens: number == 0)
      say("works: \(scenario.name) (as \(scenario.small.name), \(summary.requests) calls)")
    }
  }
}
