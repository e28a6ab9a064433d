// ExportText.swift: tokens of a ledger for other programs, as JSON and as CSV. Without secrets nothing is told that
// stands in an attachment: no id, identity, content, digest of a content, URL or reason.

internal import TokenArguments
internal import TokenCore
internal import TokenWire

/// Exported tokens in words.
struct ExportText {
  let hasSecrets: Bool

  private typealias Members = [(key: String, value: JSONValue)]

  /// `{"token":{…}}`, with the keys of `status` where they apply.
  func json(_ token: ExportedToken) -> JSONValue {
    let entry = token.entry
    var members: Members = [
      ("publicId", .string(entry.requisition.publicID.hex)), ("sequence", .number(entry.acceptedSequence)),
      ("realm", .number(UInt64(entry.realm))), ("req", requisition(token)),
      ("status", .string(Self.word(token.status))), ("valid", .bool(token.status == .success)),
    ]
    if hasSecrets { members.append(("identity", JSONValue(entry.block?.identity.identityText))) }
    members += [
      ("uses", .number(entry.uses)), ("usesLeft", JSONValue(entry.usesLeft)),
      ("height", JSONValue(entry.block?.header.height)), ("sealedAt", Self.instant(entry.block?.time)),
      ("queuePosition", JSONValue(token.queuePosition.map { UInt64($0) })),
      ("failureReason", JSONValue(entry.failure.map { "\($0)" })),
    ]
    if hasSecrets {
      members.append(("revokeReason", JSONValue(entry.revokeReason)))
      members.append(("header", JSONValue(entry.block.map { Hex.text(of: $0.header.bytes) })))
    }
    members.append(("erased", .bool(entry.isErased)))
    return ["token": .object(members)]
  }

  private func requisition(_ token: ExportedToken) -> JSONValue {
    let entry = token.entry
    let requisition = entry.requisition
    var members: Members = []
    if hasSecrets { members.append(("id", JSONValue(entry.requestID?.hex))) }
    members += [
      ("timestamp", Self.instant(requisition.clientTime.unlessZero)), ("acceptedAt", Self.instant(entry.acceptedAt)),
    ]
    if hasSecrets { members.append(("contentSha256", JSONValue(entry.contentSHA256?.hex))) }
    let bytes = requisition.contentIsDigest ? requisition.contentBytes.unlessZero : requisition.contentBytes
    members += [
      ("contentBytes", JSONValue(bytes)),
      ("effectiveness", Self.effectiveness(requisition.effectiveness).json(endMs: entry.end)),
    ]
    if hasSecrets {
      members += [
        ("pushBack", JSONValue(entry.url)),
        ("content", JSONValue(token.content.flatMap { String(validating: $0, as: UTF8.self) })),
        ("contentHex", JSONValue(token.content.map { Hex.text(of: $0) })),
      ]
    }
    return .object(members)
  }

  /// The last line: what the lines before add up to, so that an export that was cut short is seen.
  static func json(_ summary: LedgerSummary, isServed: Bool) -> JSONValue {
    [
      "export": [
        "ledgerId": .string(summary.ledgerID.hex), "requisitions": .number(UInt64(summary.requisitions)),
        "tokens": .number(summary.tokens), "queued": .number(UInt64(summary.queued)), "uses": .number(summary.uses),
        "records": .number(summary.records), "root": .string(summary.root.hex),
        "head": .number(summary.batches), "serverRunning": .bool(isServed),
      ]
    ]
  }

  // MARK: CSV

  /// The names of the columns (RFC 4180); values hold no comma, quote or line end.
  var header: String {
    let names = [
      "publicId", "sequence", "realm", "status", "failureReason", "acceptedAt", "height", "sealedAt", "endsAt",
      "usesAllowed", "uses", "usesLeft", "contentBytes", "erased",
    ]
    return (names + (hasSecrets ? ["requestId", "identity", "contentSha256"] : [])).joined(separator: ",")
  }

  /// One line; what there is not is empty.
  func line(_ token: ExportedToken) -> String {
    let entry = token.entry
    let requisition = entry.requisition
    let bytes = requisition.contentIsDigest ? requisition.contentBytes.unlessZero : requisition.contentBytes
    var values: [String?] = [
      requisition.publicID.hex, "\(entry.acceptedSequence)", "\(entry.realm)", Self.word(token.status),
      entry.failure.map { "\($0)" }, InstantText.text(entry.acceptedAt), entry.block.map { "\($0.header.height)" },
      entry.block.map { InstantText.text($0.time) }, entry.end.map { InstantText.text($0) },
      requisition.effectiveness.uses.map { "\($0)" }, "\(entry.uses)", entry.usesLeft.map { "\($0)" },
      bytes.map { "\($0)" }, "\(entry.isErased)",
    ]
    if hasSecrets { values += [entry.requestID?.hex, entry.block?.identity.identityText, entry.contentSHA256?.hex] }
    return values.map { $0 ?? "" }.joined(separator: ",")
  }

  // MARK: Words

  private static func word(_ status: TokenCore.TokenStatus) -> String {
    switch status {
    case .pending: "pending"
    case .success: "success"
    case .spent: "spent"
    case .expired: "expired"
    case .revoked: "revoked"
    case .failed: "failed"
    }
  }

  private static func instant(_ milliseconds: UInt64?) -> JSONValue { JSONValue(milliseconds.map(InstantText.text)) }

  private static func effectiveness(_ limits: TokenCore.Effectiveness) -> TokenWire.Effectiveness {
    var effectiveness = TokenWire.Effectiveness()
    if let uses = limits.uses { effectiveness.usage = .uses(uses) }
    if let instant = limits.instant { effectiveness.period = .untilMs(instant) }
    if let duration = limits.duration { effectiveness.period = .durationMs(duration) }
    return effectiveness
  }
}
