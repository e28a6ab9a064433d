// ResultFile.swift: everything that one run of the suite has measured, as a file of JSON for later ones to compare.

internal import Foundation

/// The results of one run of the suite.
struct ResultFile: Encodable, Sendable {
  struct Flags: Encodable, Sendable {
    let runs: Int
    let durationMilliseconds: UInt64
    let only: String
  }

  struct Measured: Encodable, Sendable {
    let scenario: String
    let runs: [RunSummary]
  }

  let machine = Machine(dataDirectory: BenchServer.parentDirectory)
  /// When the suite was started.
  let date: Date
  let commit: String
  let flags: Flags
  var scenarios: [Measured] = []

  init(_ options: SuiteOptions, date: Date = Date()) {
    self.date = date
    commit = options.commit
    flags = Flags(runs: options.runs, durationMilliseconds: options.milliseconds, only: options.only)
  }

  /// Writes a new file into `directory`, which is made when missing, and returns its path.
  func write(into directory: String) throws(SuiteError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    let stamp = date.ISO8601Format().replacing(":", with: "")
    let path = "\(directory)/\(stamp)-\(commit).json"
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try (encoder.encode(self) + Data("\n".utf8)).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw SuiteError("can't write \(path): \(error.localizedDescription)")
    }
    return path
  }
}
