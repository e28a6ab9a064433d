// Command.swift: what the sequencer is asked to decide, in the order in which it comes.

/// A change, or something that has to be answered in order with the changes.
enum Command: Sendable {
  case request(PreparedRequisition, Wait, Answer<TokenView>)
  /// A call gives up waiting for its token.
  case endWait(id: UInt64)
  case use(ValidationQuery, RepeatKey, Caller, Answer<ValidationOutcome>)
  case generate(PreparedCode, Answer<ShownCode>)
  case useCode(CodeQuery, RepeatKey, Answer<CodeOutcome>)
  /// This end lies between the last durable record and now: a time mark settles it.
  case settleTime(end: UInt64, Answer<Void>)
  case revoke(TokenName, PreparedReason, Caller, Answer<TokenView>)
  case erase(ErasureSubject, Caller, Answer<ErasureOutcome>)
  case found(FoundBlock)
  /// The batch of this number was being written, and is, or can't be.
  case landed(batch: UInt64)
  /// What a start from a checkpoint believed was checked.
  case rechecked(LedgerRecheck.Outcome)
  /// A second has passed.
  case tick
  /// Some waits may be over.
  case checkWaits
  /// Requests that wait are answered as at the end of their wait, from now on.
  case endWaits
  case stop(@Sendable () -> Void)
}

/// How long a call waits for its token.
struct Wait: Sendable {
  /// Names the wait; 0: it does not wait.
  var id: UInt64
  var milliseconds: UInt32

  static let none = Wait(id: 0, milliseconds: 0)
}

/// Answers one call; on the sequencer's queue, once, after everything it depends on is durable.
typealias Answer<Value> = @Sendable (Result<Value, TokenError>) -> Void

/// How a token is named from outside.
public enum TokenName: Sendable, Hashable {
  case identity(Digest)
  case requestID(Digest)
}

/// Whose attachments are erased.
enum ErasureSubject: Sendable {
  /// The requisition with this id.
  case request(Digest)
  case user(UserName)
}

/// A requisition with everything random and slow done: id, salts, digests, commitments.
struct PreparedRequisition: Sendable {
  var body: RequisitionAccepted
  var attachments: [Attachment]
  var id: Digest
  var contentSHA256: Digest
  var url: String?
  var caller: Caller
}

/// A drawn code with everything random that its records need.
struct PreparedCode: Sendable {
  var name: UserName
  var digits: CodeDigits
  var nonce: [UInt8]
  var nameSalt: Digest
  var codeSalt: Digest
  var caller: Caller

  var user: UserKey { UserKey(realm: caller.realm, name: name) }
}

/// A code that somebody offers for a user.
struct CodeQuery: Sendable {
  var name: UserName
  var digits: CodeDigits
  var caller: Caller

  var user: UserKey { UserKey(realm: caller.realm, name: name) }
}

/// A reason with its salt and commitment.
struct PreparedReason: Sendable {
  var text: String
  var attachment: Attachment
}
