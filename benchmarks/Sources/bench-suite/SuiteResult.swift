// SuiteResult.swift: what a run of the suite has measured becomes a file of its own.

internal import Foundation

/// Everything that one run has measured.
protocol SuiteResult: Encodable {
  /// When the suite was started.
  var date: Date { get }
  /// What was built.
  var commit: String { get }
  /// What stands behind the date and the commit in the file's name.
  static var suffix: String { get }
}

extension SuiteResult {
  /// Writes a new file into `directory`, which is made when missing, and returns its path.
  func write(into directory: String) throws(SuiteError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    let stamp = date.ISO8601Format().replacing(":", with: "")
    let path = "\(directory)/\(stamp)-\(commit)\(Self.suffix).json"
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try (encoder.encode(self) + Data("\n".utf8)).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw SuiteError("can't write \(path): \(error.localizedDescription)")
    }
    return path
  }
}
