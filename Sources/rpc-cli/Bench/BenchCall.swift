// BenchCall.swift: the calls that a load can be made of.

/// What each call of a load is. The raw value is what `--call` takes.
enum BenchCall: String, Sendable, CaseIterable {
  /// Validate, which only looks.
  case check
  /// Validate, which spends a use.
  case use
  /// Request for a new token, answered when it is there.
  case request
  /// Generate for one of many users.
  case generate
  /// Status of a token.
  case status

  /// It asks about tokens that must be there before.
  var needsTokens: Bool {
    switch self {
    case .check, .use, .status: true
    case .request, .generate: false
    }
  }
}
