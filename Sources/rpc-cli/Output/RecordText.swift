// RecordText.swift: records of a ledger as JSON and as text. The one place that knows these words.

internal import TokenCore

/// Records of a ledger in words.
enum RecordText {
  /// What gives a token or somebody away.
  private static let secretKeys: Set<String> = ["identity", "header", "name"]

  /// The record as one JSON object.
  ///
  /// - Parameter hasSecrets: with identities, headers and names.
  static func json(_ record: Record, hasSecrets: Bool = true) -> JSONValue {
    let envelope = record.envelope
    let (type, facts) = facts(record)
    var members: [(key: String, value: JSONValue)] = [
      ("type", .string(type)), ("sequence", .number(envelope.sequence)), ("time", instant(envelope.time)),
      ("epoch", .number(UInt64(envelope.epoch))), ("realm", .number(UInt64(envelope.realm))),
      ("caller", .number(envelope.caller)), ("leaf", .string(record.leaf.hex)),
    ]
    for (key, value) in facts where hasSecrets || !secretKeys.contains(key) { members.append((key, value)) }
    return .object(members)
  }

  /// The same on one line for people.
  static func text(_ json: JSONValue) -> String {
    guard case .object(let members) = json else { return json.text }
    let shown = members.filter { !["epoch", "realm", "caller", "leaf", "header"].contains($0.key) }
    return shown.map { key, value in
      let text = if case .string(let string) = value { Console.printable(string) } else { value.text }
      return key == "type" ? text : "\(key) \(text)"
    }.joined(separator: "  ")
  }

  private typealias Facts = KeyValuePairs<String, JSONValue>

  /// The type's word, and what the type says.
  private static func facts(_ record: Record) -> (String, Facts) {
    switch record.body {
    case .ledgerCreated(let body): ("ledger", ledger(body))
    case .epochOpened(let body): ("epoch", epoch(body))
    case .userNamed: ("user", ["name": JSONValue(name(record))])
    case .callerNamed: ("caller", ["name": JSONValue(name(record))])
    case .requisitionAccepted(let body): ("requisition", requisition(body))
    case .blockSealed(let body): ("block", block(body, record))
    case .requisitionFailed(let body):
      ("failure", ["acceptedSequence": .number(body.acceptedSequence), "reason": .string("\(body.reason)")])
    case .tokenUsed(let body): ("use", ["height": .number(body.height), "usesLeft": JSONValue(body.usesLeft)])
    case .codeIssued(let body): ("code", code(body))
    case .codeUsed(let body):
      ("codeUse", ["user": .number(body.user), "code": .number(body.code), "timesUsed": .number(body.timesUsed)])
    case .refused(let body): ("refusal", refusal(body))
    case .revoked(let body): ("revocation", ["height": .number(body.height)])
    case .erased(let entries): ("erasure", ["records": .array(entries.map { .number($0.sequence) })])
    case .timeMark: ("timeMark", [:])
    case .clockCorrected(let body):
      ("clockCorrection", ["oldTime": instant(body.oldTime), "newTime": instant(body.newTime)])
    case .pushBackTried(let body): ("pushBack", pushBack(body))
    case .passedOver(let type): ("unknown", ["typeNumber": .number(UInt64(type))])
    }
  }

  private static func ledger(_ body: LedgerCreated) -> Facts {
    [
      "ledgerId": .string(body.ledgerID.hex), "chainId": .number(UInt64(body.chainID)),
      "difficultyFloorField": .number(UInt64(body.difficultyFloor.field)),
    ]
  }

  private static func epoch(_ body: EpochOpened) -> Facts {
    [
      "oldRecords": .number(body.oldRecords), "oldRoot": .string(body.oldRoot.hex),
      "reason": .string("\(body.reason)"), "firstMissing": .number(body.firstMissing),
    ]
  }

  private static func pushBack(_ body: PushBackTried) -> Facts {
    [
      "acceptedSequence": .number(body.acceptedSequence), "attempt": .number(UInt64(body.attempt)),
      "outcome": .number(UInt64(body.outcome)),
    ]
  }

  private static func requisition(_ body: RequisitionAccepted) -> Facts {
    [
      "publicId": .string(body.publicID.hex), "timestamp": body.clientTime == 0 ? .null : instant(body.clientTime),
      "contentBytes": .number(body.contentBytes), "contentIsDigest": .bool(body.contentIsDigest),
      "uses": JSONValue(body.effectiveness.uses), "until": body.effectiveness.instant.map(instant) ?? .null,
      "durationMs": JSONValue(body.effectiveness.duration),
    ]
  }

  private static func block(_ body: BlockSealed, _ record: Record) -> Facts {
    let bytes = record.data(.blockHeader) ?? []
    let header = bytes.withUnsafeBytes { BlockHeader(decoding: $0) }
    return [
      "height": .number(body.height), "acceptedSequence": .number(body.acceptedSequence),
      "end": body.end == 0 ? .null : instant(body.end), "identity": JSONValue(header?.identity().identityText),
      "link": .string(body.link.hex), "header": .string(Hex.text(of: bytes)),
      "requisitionDigest": JSONValue(header?.requisitionDigest.hex),
    ]
  }

  private static func name(_ record: Record) -> String? {
    record.data(.name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Never the digits: they are sealed.
  private static func code(_ body: CodeIssued) -> Facts {
    [
      "user": .number(body.user), "created": instant(body.created), "end": instant(body.end),
      "digits": .number(UInt64(body.digits)),
      "usesAllowed": body.usesAllowed == 0 ? .null : .number(UInt64(body.usesAllowed)),
      "refusalsAllowed": .number(UInt64(body.refusalsAllowed)),
    ]
  }

  private static func refusal(_ body: Refused) -> Facts {
    [
      "subjectKind": .string("\(body.subjectKind)"), "subject": .number(body.subject),
      "code": body.code == 0 ? .null : .number(body.code), "reason": .string("\(body.reason)"),
      "count": .number(UInt64(body.count)), "diedOfIt": .bool(body.diedOfIt), "first": instant(body.first),
      "last": instant(body.last),
    ]
  }

  private static func instant(_ milliseconds: UInt64) -> JSONValue {
    JSONValue(InstantText.text(milliseconds))
  }
}
