// Reachability.swift: whether the server could be reached, for anybody who asks.

internal import Synchronization

/// How the last attempt to connect ended.
final class Reachability: Sendable {
  private let last = Mutex<String?>(nil)

  /// nil: the server was reached, or nobody has tried.
  var reason: String? { last.withLock { $0 } }

  func record(_ reason: String?) { last.withLock { $0 = reason } }
}
