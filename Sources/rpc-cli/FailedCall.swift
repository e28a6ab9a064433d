// FailedCall.swift: why a call failed, and how to ask what became of it.

internal import TokenWire

/// A call that failed.
struct FailedCall: Error, Equatable {
  let error: RPCError
  /// The request id of a requisition that may or may not have been accepted; nil: there is nothing to ask for.
  let requestID: Bytes32?

  /// A failure of a call that had the request id `id`; nil: it had none.
  init(_ error: RPCError, id: Bytes32? = nil) {
    self.error = error
    requestID = error.leavesOutcomeOpen ? id : nil
  }
}

extension RPCError {
  /// The call was started, and nobody has said that it was not carried out.
  fileprivate var leavesOutcomeOpen: Bool {
    if notStarted { return false }
    switch code {
    case .cancelled, .unknown, .deadlineExceeded, .internal, .unavailable, .dataLoss: return true
    default: return details.contains { if case .outcomeUnknown = $0.detail { true } else { false } }
    }
  }
}
