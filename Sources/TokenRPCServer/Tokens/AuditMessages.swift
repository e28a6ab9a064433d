// AuditMessages.swift: questions to the audit and their answers as messages of the schema, and back.

internal import TokenCore
internal import TokenWire

extension AuditQuery {
  init(_ message: AuditRequest, realm: UInt32) {
    let subject: Subject? =
      switch message.subject {
      case .identity(let identity): .token(.identity(Digest(identity)))
      case .requestId(let id): .token(.requestID(Digest(id)))
      case .user(let user): .user(user)
      case nil: nil
      }
    self.init(
      realm: realm, subject: subject, since: message.sinceMs == 0 ? nil : message.sinceMs,
      until: message.untilMs == 0 ? nil : message.untilMs, after: message.afterSequence,
      limit: message.limit == 0 ? Self.defaultLimit : Int(message.limit))
  }
}

extension AuditReply {
  init(_ page: AuditPage) {
    self.init(
      events: page.entries.map { AuditEvent($0) }, more: page.next.map { .next($0) },
      savedRecords: page.savedRecords)
  }
}

extension AuditEvent {
  init(_ entry: AuditEntry) {
    self.init(
      sequence: entry.sequence, timeMs: entry.time, kind: AuditKind(entry.kind), result: entry.result,
      count: entry.count, caller: entry.caller, publicId: entry.publicID.map { Bytes32($0) },
      height: entry.height ?? 0, user: entry.user ?? "", code: entry.code ?? 0,
      limit: entry.usesLeft.map { .usesLeft($0) }, timesUsed: entry.timesUsed ?? 0)
  }
}

extension AuditKind {
  init(_ kind: AuditEntry.Kind) {
    self =
      switch kind {
      case .requested: .requested
      case .sealed: .sealed
      case .failed: .failed
      case .used: .used
      case .refused: .refused
      case .revoked: .revoked
      case .userNamed: .userNamed
      case .codeIssued: .codeIssued
      case .codeUsed: .codeUsed
      case .codeRefused: .codeRefused
      case .erased: .erased
      case .opened: .opened
      case .clockCorrected: .clockCorrected
      }
  }
}
