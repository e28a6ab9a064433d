// Patience.swift: how long a request may take, and how long of that the server may wait for the token.

internal import class TokenCore.TokenEngine

/// `--timeout` and `--wait` together.
struct Patience: Sendable, Equatable {
  /// The call's deadline in milliseconds.
  let timeout: UInt32
  /// The requisition's wait in milliseconds; 0: none.
  let wait: UInt32

  /// What a call needs besides the wait.
  static let margin: UInt32 = 1000

  /// Without `--wait` the wait is the timeout less a second, a day at most; without `--timeout` a longer wait makes it
  /// longer.
  init(_ arguments: ParsedArguments, wait waitFlag: Flag, noWait: Flag) throws(UsageError) {
    try arguments.atMostOne(of: waitFlag, noWait)
    let longestWait = TokenEngine.maxWaitMilliseconds
    let givenTimeout = try arguments.shortMilliseconds(.timeout, 1...UInt32.max)
    let givenWait = arguments.isGiven(noWait) ? 0 : try arguments.shortMilliseconds(waitFlag, 0...longestWait)
    if let givenTimeout, let givenWait, givenWait >= givenTimeout {
      throw arguments.wrong("\(waitFlag.spelling) must be shorter than \(Flag.timeout.spelling)")
    }
    let (longer, overflows) = (givenWait ?? 0).addingReportingOverflow(Self.margin)
    timeout = givenTimeout ?? max(Settings.defaultTimeout, overflows ? .max : longer)
    wait = givenWait ?? Self.longestWait(within: timeout)
  }

  /// The longest wait that leaves a call with this timeout time for its answer, a day at most. In milliseconds.
  static func longestWait(within timeout: UInt32) -> UInt32 {
    min(timeout > 2 * margin ? timeout - margin : timeout / 2, TokenEngine.maxWaitMilliseconds)
  }
}
