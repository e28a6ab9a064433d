// BenchCall.swift: the calls that a load can be made of.

/// What each call of a load is. The raw value is what `--call` and `--mix` take.
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
  /// QueueStream: in a mix a page of the queue, read to its end; alone, streams that follow the queue.
  case stream

  /// It asks about tokens that must be there before.
  var needsTokens: Bool {
    switch self {
    case .check, .use, .status: true
    case .request, .generate, .stream: false
    }
  }

  /// All names, as a sentence has them.
  static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
