// TokenMessages.swift: the engine's values as messages of the schema, and back.

internal import TokenCore
internal import TokenWire

extension Digest {
  init(_ bytes: Bytes32) {
    guard let digest = bytes.withBytes({ Digest($0) }) else { preconditionFailure("32 bytes are a digest") }
    self = digest
  }
}

extension Bytes32 {
  init(_ digest: Digest) {
    guard let bytes = digest.withBytes({ Bytes32($0) }) else { preconditionFailure("a digest has 32 bytes") }
    self = bytes
  }
}

extension TokenCore.Effectiveness {
  /// The limits a client asked for; nil message: none.
  init(_ message: TokenWire.Effectiveness?) throws(RPCError) {
    var uses: UInt64?
    var instant: UInt64?
    var duration: UInt64?
    if case .uses(let count) = message?.usage { uses = count }
    switch message?.period {
    case .untilMs(let time): instant = time
    case .durationMs(let milliseconds): duration = milliseconds
    case nil: break
    }
    if uses == 0 { throw .invalid("effectiveness.uses", "must be at least 1") }
    if let instant, instant == 0 || instant > Self.maxInstant {
      throw .invalid("effectiveness.until_ms", "must lie between 1970 and 9999")
    }
    if let duration, duration == 0 || duration > Self.maxDuration {
      throw .invalid("effectiveness.duration_ms", "must be 1 ms to 1,000 years")
    }
    guard let value = Self(uses: uses, instant: instant, duration: duration) else {
      throw .invalid("effectiveness.uses", "must be at most \(Self.maxUses)")
    }
    self = value
  }
}

extension TokenWire.Effectiveness {
  init(_ value: TokenCore.Effectiveness) {
    self.init()
    if let uses = value.uses { usage = .uses(uses) }
    if let instant = value.instant { period = .untilMs(instant) }
    if let duration = value.duration { period = .durationMs(duration) }
  }
}

extension Token {
  /// The whole payload of a token; `content` only when it was asked for.
  init(_ view: TokenView, content: [UInt8]? = nil) {
    let entry = view.entry
    let requisition = entry.requisition
    self.init()
    requestId = entry.requestID.map { Bytes32($0) }
    timestampMs = requisition.clientTime
    acceptedAtMs = entry.acceptedAt
    contentSha256 = entry.contentSHA256.map { Bytes32($0) }
    contentBytes = requisition.contentBytes
    contentIsDigest = requisition.contentIsDigest
    effectiveness = TokenWire.Effectiveness(requisition.effectiveness)
    pushBackUrl = entry.url ?? ""
    pushBackState = entry.url == nil ? .none : .stored
    status = TokenWire.TokenStatus(view.status)
    failureReason = FailureReason(view.status)
    uses = entry.uses
    limit = entry.usesLeft.map { .usesLeft($0) }
    end = entry.end.map { .endMs($0) }
    queuePosition = UInt64(view.queuePosition ?? 0)
    erased = entry.isErased
    revokeReason = entry.revokeReason ?? ""
    damaged = view.isDamaged
    self.content = content ?? []
    if let block = entry.block {
      identity = Bytes32(block.identity)
      height = block.header.height
      header = block.header.bytes
    }
  }
}

extension TokenWire.TokenStatus {
  init(_ status: TokenCore.TokenStatus) {
    self =
      switch status {
      case .pending: .pending
      case .success: .success
      case .spent: .spent
      case .expired: .expired
      case .revoked: .revoked
      case .failed: .failed
      }
  }
}

extension FailureReason {
  init(_ status: TokenCore.TokenStatus) {
    self =
      switch status {
      case .failed(.expired): .expired
      case .failed(.revoked): .revoked
      case .failed(.erased): .erased
      case .pending, .success, .spent, .expired, .revoked: .none
      }
  }
}

extension ValidateReply {
  init(_ outcome: ValidationOutcome) {
    self.init()
    valid = outcome.isValid
    reason =
      switch outcome.reason {
      case nil: .none
      case .unknown: .unknown
      case .spent: .spent
      case .expired: .expired
      case .revoked: .revoked
      case .damaged: .damaged
      case .content: .content
      case .wrong, .dead: .refused
      }
    limit = outcome.usesLeft.map { .usesLeft($0) }
    end = outcome.end.map { .endMs($0) }
  }
}

extension ValidateReply {
  /// The answer of a user's code: of one that is refused nothing more is told.
  init(_ outcome: CodeOutcome, secondsLeft: UInt32) {
    self.init()
    valid = outcome.accepted != nil
    reason = valid ? .none : .refused
    self.secondsLeft = secondsLeft
    timesUsed = outcome.accepted?.timesUsed ?? 0
  }
}

extension GenerateReply {
  init(_ code: ShownCode, secondsLeft: UInt32) {
    self.init(
      code: code.digits.text, createdMs: code.created, secondsLeft: max(1, secondsLeft), timesUsed: code.timesUsed,
      isNew: code.isNew)
  }
}

extension TokenWire.CodeFacts {
  init(_ facts: TokenCore.CodeFacts) {
    self.init(
      createdMs: facts.created, endMs: facts.end, timesUsed: facts.timesUsed, refusals: UInt64(facts.refusals),
      died: facts.died, limit: facts.usesLeft.map { .usesLeft($0) })
  }
}

extension UserCodes {
  init(_ view: UserView, secondsLeft: UInt32) {
    self.init(
      live: view.live.map { TokenWire.CodeFacts($0) }, history: view.history.map { TokenWire.CodeFacts($0) },
      secondsLeft: secondsLeft, codesIssued: view.issued)
  }
}

extension ServiceStatus {
  init(_ view: ServiceView) {
    let mining = view.mining
    self.init(
      kernel: mining.kernel, minerThreads: UInt32(mining.threads), miningThreads: UInt32(mining.miningThreads),
      hashesPerSecond: UInt64(mining.hashesPerSecond.rounded()), hashesTried: mining.hashesTried,
      difficulty: mining.difficulty.field, difficultyBits: mining.difficulty.decimalBits,
      policy: Policy(mining.policy), expectedTokenMs: mining.millisecondsPerToken, queueSize: UInt64(view.queued),
      oldestWaitMs: view.oldestWaitMilliseconds ?? 0, expectedWaitMs: view.expectedWaitMilliseconds,
      syncs: view.written.syncs, recordsWritten: view.written.records, bytesWritten: view.written.bytes,
      syncP50Micros: view.written.micros(share: 0.5) ?? 0, syncP99Micros: view.written.micros(share: 0.99) ?? 0,
      syncMaxMicros: view.written.longestMicros, scrub: view.scrub.map { ScrubStatus($0) })
  }
}

extension ScrubStatus {
  fileprivate init(_ state: ScrubState) {
    self.init(
      rounds: state.rounds, bytes: state.bytes, segment: state.segment, offset: state.offset,
      findings: UInt64(state.findings.count), damagedTokens: UInt64(state.damagedTokens))
  }
}

extension ServiceStatus.Policy {
  fileprivate init(_ policy: MiningDifficulty) {
    switch policy {
    case .fixed(let difficulty): self = .fixedDifficulty(difficulty.field)
    case .automatic(let tokensPerSecond): self = .tokensPerSecond(tokensPerSecond)
    }
  }
}

extension QueueEntry {
  init(_ entry: TokenEntry, position: Int) {
    self.init(
      publicId: Bytes32(entry.requisition.publicID), timestampMs: entry.requisition.clientTime,
      acceptedAtMs: entry.acceptedAt, effectiveness: TokenWire.Effectiveness(entry.requisition.effectiveness),
      queuePosition: UInt64(position))
  }
}

extension TokenWire.QueueEvent {
  init(_ event: TokenCore.QueueEvent) {
    let kind: QueueEventKind =
      switch event.kind {
      case .queued: .queued
      case .sealed: .sealed
      case .failed: .failed
      }
    self.init(
      kind: kind, sequence: event.sequence, timeMs: event.time, publicId: Bytes32(event.publicID),
      queueSize: event.queueSize)
  }
}

extension EraseReply {
  init(_ outcome: ErasureOutcome) {
    let kinds = outcome.kinds
    self.init(
      requestId: kinds.contains(.requestID), content: kinds.contains(.content) || kinds.contains(.contentSHA256),
      url: kinds.contains(.url), revokeReason: kinds.contains(.reason), name: kinds.contains(.name),
      code: kinds.contains(.sealedCode),
      status: outcome.token.map { TokenWire.TokenStatus($0.status) } ?? .unspecified,
      failureReason: outcome.token.map { FailureReason($0.status) } ?? .none)
  }
}
