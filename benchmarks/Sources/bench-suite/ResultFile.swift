// ResultFile.swift: everything that one run of the suite has measured, as a file of JSON for later ones to compare.

internal import Foundation

/// The results of one run of the suite.
struct ResultFile: SuiteResult, Sendable {
  struct Flags: Encodable, Sendable {
    let runs: Int
    let durationMilliseconds: UInt64
    let only: String

    init(_ options: SuiteOptions) {
      runs = options.runs
      durationMilliseconds = options.milliseconds
      only = options.only
    }
  }

  struct Measured: Encodable, Sendable {
    let scenario: String
    let runs: [RunSummary]
  }

  let machine = Machine(dataDirectory: BenchServer.parentDirectory)
  let date: Date
  let commit: String
  let flags: Flags
  var scenarios: [Measured] = []

  static let suffix = ""

  init(_ options: SuiteOptions, date: Date = Date()) {
    self.date = date
    commit = options.commit
    flags = Flags(options)
  }
}
