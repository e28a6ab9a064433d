// RPCError+Domain.swift: the one place where what went wrong with a token becomes a status code (docs/protocol.md).

internal import TokenCore
internal import TokenWire

extension RPCError {
  /// How long a client does well to wait before it tries a full queue or disk again, in milliseconds.
  private static let retryAfterMilliseconds: UInt32 = 1000

  /// The failure of a call that the engine refused.
  init(_ error: TokenError) {
    switch error {
    case .invalid(let field, let reason): self = .invalid(field, reason)
    case .notFound: self.init(.notFound, "there is no such token or requisition")
    case .userNotFound: self.init(.notFound, "there is no such user; Generate makes one known")
    case .idTaken: self.init(.alreadyExists, "the id stands for another requisition; choose another id")
    case .keyTaken:
      self = .invalid("idempotency_key", "was used for another request; choose another key")
    case .queueFull(let maximum):
      self.init(
        .resourceExhausted, "\(maximum) requisitions wait already; try again later",
        details: [Detail(detail: .limit(LimitReached(limit: "queue-max", maximum: UInt64(maximum))))],
        notStarted: true, retryAfterMilliseconds: Self.retryAfterMilliseconds)
    case .usersFull(let maximum):
      self.init(
        .resourceExhausted, "\(maximum) users are known already; the operator can allow more with --users-max",
        details: [Detail(detail: .limit(LimitReached(limit: "users-max", maximum: UInt64(maximum))))],
        notStarted: true)
    case .noGenerator(let fault): self.init(fault)
    case .codeUnreadable:
      self.init(.dataLoss, "the user's code can't be read back; the next one can be drawn when its period is over")
    case .tooSlow:
      self.init(
        .unavailable, "the ledger takes longer than a code's period; try again later",
        retryAfterMilliseconds: Self.retryAfterMilliseconds)
    case .lowWater(let mark):
      self.init(
        .resourceExhausted, "the server's disk has less than \(mark) bytes left; it takes nothing new, try again later",
        details: [Detail(detail: .limit(LimitReached(limit: "low-water", maximum: mark)))], notStarted: true,
        retryAfterMilliseconds: Self.retryAfterMilliseconds)
    case .diskFull:
      self.init(
        .resourceExhausted, "the server's disk is full; try again when there is room", notStarted: true,
        retryAfterMilliseconds: Self.retryAfterMilliseconds)
    case .exhausted:
      self.init(
        .resourceExhausted, "the server has no descriptors or memory left; try again later", notStarted: true,
        retryAfterMilliseconds: Self.retryAfterMilliseconds)
    case .waitTooLong(let maximum): self = .invalid("wait_ms", "must be at most \(maximum) (a day)")
    case .tooLarge(let maximum):
      self.init(
        .resourceExhausted, "the record does not fit a segment of the ledger; send less content",
        details: [Detail(detail: .limit(LimitReached(limit: "segment-bytes", maximum: UInt64(maximum))))])
    case .recordsWereLost:
      self.init(.failedPrecondition, "records were lost by a repair; the operator has yet to accept it")
    case .clockDoubtful:
      self.init(
        .unavailable, "the server's clock can't be believed; the operator has yet to decide", notStarted: true)
    case .unreadable(let error): self.init(error)
    case .auditBusy(let maximum):
      self.init(
        .resourceExhausted, "\(maximum) questions to the audit wait already; try again later", notStarted: true,
        retryAfterMilliseconds: Self.retryAfterMilliseconds)
    case .auditTooLong:
      self.init(
        .resourceExhausted,
        "the question took too long; ask for less: one user or token, a later --since with an earlier --until")
    case .noDatabase(let reason):
      self.init(.unavailable, "there is no database to ask: \(reason)", notStarted: true)
    case .stopped: self.init(.unavailable, "the server is stopping", notStarted: true)
    case .outcomeUnknown:
      self.init(
        .unknown, "the ledger failed; this may or may not have happened, ask again by id or key",
        details: [Detail(detail: .outcomeUnknown(OutcomeUnknown()))])
    case .noSuchPage(let page, let pageCount):
      self.init(.outOfRange, "there is no page \(page); the queue has \(pageCount)")
    case .tooOld(let oldest):
      self.init(
        .outOfRange, "the events that follow are no longer kept; the oldest sequence to follow from is \(oldest)",
        details: [Detail(detail: .resumeFrom(ResumeFrom(sequence: oldest)))])
    case .noSuchSequence(let last):
      self.init(.outOfRange, "no record has this sequence yet; the last one has \(last), follow from that or from now")
    }
  }

  /// The end of a follower when the server stops. Unlike a call that was refused, it may have had events.
  static let followingEnded = RPCError(
    .unavailable, "the server is stopping; resume from the last sequence seen")

  /// The failure of a call that needs something back from the log that can't be read.
  init(_ error: LedgerError) {
    switch error {
    case .corrupt, .incomplete, .endsBeforeHead:
      self.init(.dataLoss, "the token's record is damaged; the operator can find where with: rpc-cli ledger verify")
    case .io, .exhausted, .diskFull, .inUse, .poisoned, .recordTooLarge, .difficultyUnderFloor, .noThread,
      .checkpointDiffers:
      self.init(.unavailable, "the token's record can't be read now; try again later")
    }
  }

  /// The failure of a call that needs a code which could not be drawn.
  init(_ fault: GeneratorFault) {
    self.init(
      .unavailable, "no code can be drawn: \(fault.reason)", retryAfterMilliseconds: Self.retryAfterMilliseconds)
  }

  /// A field of the request makes no sense.
  static func invalid(_ field: String, _ reason: String) -> RPCError {
    RPCError(
      .invalidArgument, "\(field) \(reason)",
      details: [Detail(detail: .field(FieldFault(field: field, reason: reason)))])
  }

  /// The step that would answer this is not built yet.
  static func notBuilt(_ what: String) -> RPCError {
    RPCError(.unimplemented, "\(what) can't be answered by this version", notStarted: true)
  }
}
