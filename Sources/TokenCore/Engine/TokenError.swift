// TokenError.swift: why the engine did not do what it was asked.

/// Why the engine did not do what it was asked. Nothing of it was done, but for `outcomeUnknown` and `tooSlow`.
public enum TokenError: Error, Sendable, Equatable {
  /// A field makes no sense; the field's name as in the schema, and why.
  case invalid(field: String, reason: String)
  /// There is no such token or requisition.
  case notFound
  /// There is no such user.
  case userNotFound
  /// The id stands for another requisition.
  case idTaken
  /// The idempotency key was used for another request.
  case keyTaken
  /// So many requisitions wait already.
  case queueFull(maximum: Int)
  /// So many users are known already.
  case usersFull(maximum: Int)
  /// No code could be drawn.
  case noGenerator(GeneratorFault)
  /// The user's code can't be read back: the keys are other ones, or the bytes are damaged.
  case codeUnreadable
  /// The ledger took longer than a code's period: the user is known, and has codes that are over.
  case tooSlow
  /// The disk has less room than the operator wants to keep for what was promised, in bytes.
  case lowWater(mark: UInt64)
  /// The disk has no room for more.
  case diskFull
  /// The process has no descriptors or no memory left just now.
  case exhausted
  /// The record would not fit a segment.
  case tooLarge(maximum: Int)
  /// Records were lost by a repair; limited tokens wait for the operator (I9).
  case recordsWereLost
  /// The clock can't be believed; changes wait for the operator (I8).
  case clockDoubtful
  /// What the log says of it can't be read back.
  case unreadable(LedgerError)
  /// So many questions to the audit wait already.
  case auditBusy(maximum: Int)
  /// The question to the audit took too long to answer.
  case auditTooLong
  /// There is no database to ask, and why.
  case noDatabase(reason: String)
  /// The engine is stopping or has failed; nothing was done.
  case stopped
  /// The ledger failed while this was being written: it may or may not have happened (I3).
  case outcomeUnknown
  /// A wait may not be longer than this, in milliseconds.
  case waitTooLong(maximum: UInt32)
  /// There are only so many pages.
  case noSuchPage(page: UInt64, pageCount: UInt64)
  /// The queue's next event is no longer kept; this is the lowest sequence that can still be followed from.
  case tooOld(oldest: UInt64)
  /// No record has such a sequence yet; this is the last one's.
  case noSuchSequence(last: UInt64)
}
