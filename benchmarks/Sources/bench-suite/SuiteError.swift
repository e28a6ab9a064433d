// SuiteError.swift: why the suite can't go on.

/// For people: what went wrong, and what to do where that is known.
struct SuiteError: Error, Equatable, CustomStringConvertible {
  let description: String
  /// The command line was wrong; nothing has been started.
  var isUsage = false

  init(_ description: String, isUsage: Bool = false) {
    self.description = description
    self.isUsage = isUsage
  }
}
