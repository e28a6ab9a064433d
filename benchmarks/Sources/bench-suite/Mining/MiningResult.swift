// MiningResult.swift: all that one run of the mining benchmarks has measured, as a file for later ones to compare.

internal import Foundation

/// The figures of one run.
struct MiningResult: SuiteResult {
  let machine = Machine(dataDirectory: BenchServer.parentDirectory)
  let date: Date
  let commit: String
  let flags: ResultFile.Flags
  var figures: [MiningFigure] = []

  static let suffix = "-mining"

  init(_ options: SuiteOptions, date: Date = Date()) {
    self.date = date
    commit = options.commit
    flags = ResultFile.Flags(options)
  }
}
