// Oracle.swift: what clients were told, kept outside the server. Any thread may add to it. The ledger must know at
// least this, and of every use exactly this.

import Synchronization
import TokenWire
import UseHistory

/// A token that allows so many uses, and who used it.
struct LimitedToken: Sendable {
  let identity: Bytes32
  let history: UseHistory
}

/// Everything that was acknowledged.
final class Oracle: Sendable {
  struct State {
    /// Identities of the tokens without limit by the ids they were asked for with.
    var sealed: [Bytes32: Bytes32] = [:]
    var accepted: Set<Bytes32> = []
    /// Identities that somebody was told are revoked.
    var revoked: Set<Bytes32> = []
    /// Identities that somebody asked to revoke.
    var revoking: Set<Bytes32> = []
    /// When the codes that users were shown had been made, Unix ms.
    var codes: [String: Set<UInt64>] = [:]
    var limited: [LimitedToken] = []
    /// Uses that nobody was told the outcome of.
    var unanswered: [(token: LimitedToken, key: UInt64)] = []
    var lastKey: UInt64 = 0
    /// Answers that no server may give.
    var faults: [String] = []
  }

  private let state = Mutex(State())

  /// All of it as it is now.
  var told: State { state.withLock { $0 } }

  func change(_ body: (inout sending State) -> Void) { state.withLock { body(&$0) } }

  /// A key that no use has had.
  func newKey() -> UInt64 {
    state.withLock { state in
      state.lastKey += 1
      return state.lastKey
    }
  }

  /// The uses that are to be asked for again.
  func takeUnanswered() -> [(token: LimitedToken, key: UInt64)] {
    state.withLock { state in
      defer { state.unanswered = [] }
      return state.unanswered
    }
  }

  /// Hears the answer of a use.
  func hear(_ result: Result<ValidateReply, RPCError>, of token: LimitedToken, key: UInt64, attempt: Int) {
    switch result {
    case .success(let reply):
      switch (reply.valid, reply.reason, reply.limit) {
      case (true, _, .usesLeft(let left)?): token.history.end(attempt, .used(left: left))
      case (false, .spent, _): token.history.end(attempt, .spent)
      default: change { $0.faults.append("a use was answered with \(reply)") }
      }
    case .failure: change { $0.unanswered.append((token, key)) }
    }
  }

  /// Hears what became of a requisition.
  func hear(_ token: Token) {
    guard let id = token.requestId else { return }
    change { state in
      state.accepted.insert(id)
      if token.status == .success, let identity = token.identity { state.sealed[id] = identity }
    }
  }
}
