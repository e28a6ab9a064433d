// TokenText.swift: tokens and what is said of them, as JSON and as text. The one place that knows these words.

internal import TokenArguments
internal import TokenCore
internal import TokenWire

extension TokenWire.TokenStatus {
  /// `pending`, `success`, `spent`, `expired`, `revoked`, `failed`.
  var word: String {
    switch self {
    case .pending: "pending"
    case .success: "success"
    case .spent: "spent"
    case .expired: "expired"
    case .revoked: "revoked"
    case .failed: "failed"
    case .unspecified: "unspecified"
    case .unrecognized(let number): "unrecognized \(number)"
    }
  }

  var tint: Tint {
    switch self {
    case .success: .good
    case .pending: .waiting
    case .spent, .expired, .revoked, .failed, .unspecified, .unrecognized: .bad
    }
  }
}

extension FailureReason {
  var word: String {
    switch self {
    case .none: "none"
    case .expired: "expired"
    case .revoked: "revoked"
    case .erased: "erased"
    case .unrecognized(let number): "unrecognized \(number)"
    }
  }
}

extension QueueEventKind {
  /// `queued`, `sealed`, `failed`.
  var word: String {
    switch self {
    case .queued: "queued"
    case .sealed: "sealed"
    case .failed: "failed"
    case .unspecified: "unspecified"
    case .unrecognized(let number): "unrecognized \(number)"
    }
  }

  var tint: Tint {
    switch self {
    case .sealed: .good
    case .queued: .waiting
    case .failed, .unspecified, .unrecognized: .bad
    }
  }
}

extension PushBackState {
  var word: String {
    switch self {
    case .none: "none"
    case .stored: "stored"
    case .unrecognized(let number): "unrecognized \(number)"
    }
  }
}

extension ValidateReason {
  var word: String {
    switch self {
    case .none: "none"
    case .unknown: "unknown"
    case .spent: "spent"
    case .expired: "expired"
    case .revoked: "revoked"
    case .damaged: "damaged"
    case .content: "content"
    case .refused: "refused"
    case .unrecognized(let number): "unrecognized \(number)"
    }
  }
}

extension TokenWire.Effectiveness {
  /// `{"type","expires","until"}`. `endMs` is the instant it ends, when that is known.
  func json(endMs: UInt64?) -> JSONValue {
    let end = JSONValue(endMs.map(InstantText.text))
    switch (usage, period) {
    case (.uses(let uses), _): return ["type": "usage", "expires": .number(uses), "until": end]
    case (nil, .some): return ["type": "period", "expires": end, "until": end]
    case (nil, nil): return ["type": "unlimited", "expires": "never", "until": .null]
    }
  }

  /// The instant it ends, as far as the requisition alone says.
  var untilMs: UInt64? {
    if case .untilMs(let instant) = period { return instant }
    return nil
  }

  /// In words: `2 uses, until 2031-02-03T04:05:06.000Z`.
  func text(endMs: UInt64?) -> String {
    var parts: [String] = []
    if case .uses(let uses) = usage { parts.append(uses == 1 ? "1 use" : "\(uses) uses") }
    switch (period, endMs) {
    case (_, let end?): parts.append("until \(InstantText.text(end))")
    case (.durationMs(let duration), nil): parts.append("for \(DurationText.text(duration)) from when it is made")
    case (.untilMs(let instant), nil): parts.append("until \(InstantText.text(instant))")
    case (nil, nil): break
    }
    return parts.isEmpty ? "unlimited" : parts.joined(separator: ", ")
  }
}

extension Token {
  var usesLeft: UInt64? {
    if case .usesLeft(let uses) = limit { return uses }
    return nil
  }

  var endMs: UInt64? {
    if case .endMs(let instant) = end { return instant }
    return effectiveness?.untilMs
  }

  private var effect: TokenWire.Effectiveness { effectiveness ?? TokenWire.Effectiveness() }
  private var identityText: String? { identity.map(HexText.identity) }
  private var requestIDText: String? { requestId.map(HexText.plain) }

  /// What `request` prints.
  var requestJSON: JSONValue {
    [
      "requestId": JSONValue(requestIDText), "status": .string(status.word), "identity": JSONValue(identityText),
      "height": JSONValue(height.unlessZero), "queuePosition": JSONValue(queuePosition.unlessZero),
      "pushBackState": .string(pushBackState.word),
    ]
  }

  /// What `request` prints for people.
  var requestFacts: Facts {
    var facts = Facts()
    facts.add("status", statusText, tint: status.tint)
    facts.add("identity", identityText)
    facts.add("height", height.unlessZero)
    facts.add("queue position", queuePosition.unlessZero)
    facts.add("request", requestIDText)
    if pushBackState != .none { facts.add("push-back", "\(pushBackState.word), nothing is sent yet") }
    return facts
  }

  /// The token as JSON everywhere: `{"token":{"req":{…},…}}`. Content stands in it only when it was asked for.
  func json(withContent: Bool) -> JSONValue {
    var requisition: [(key: String, value: JSONValue)] = [
      ("id", JSONValue(requestIDText)), ("timestamp", JSONValue(timestampMs.unlessZero.map(InstantText.text))),
      ("acceptedAt", JSONValue(acceptedAtMs.unlessZero.map(InstantText.text))),
      ("contentSha256", JSONValue(contentSha256.map(HexText.plain))),
      ("contentBytes", contentIsDigest ? JSONValue(contentBytes.unlessZero) : .number(contentBytes)),
      ("effectiveness", effect.json(endMs: endMs)), ("pushBack", JSONValue(pushBackUrl.isEmpty ? nil : pushBackUrl)),
    ]
    if withContent {
      let text = contentIsDigest ? nil : String(validating: content, as: UTF8.self)
      requisition.append(("content", JSONValue(text)))
      requisition.append(("contentHex", contentIsDigest ? .null : .string(Hex.text(of: content))))
    }
    return [
      "token": [
        "req": .object(requisition), "status": .string(status.word), "valid": .bool(status == .success && !damaged),
        "identity": JSONValue(identityText), "uses": .number(uses), "usesLeft": JSONValue(usesLeft),
        "height": JSONValue(height.unlessZero), "queuePosition": JSONValue(queuePosition.unlessZero),
        "failureReason": status == .failed ? .string(failureReason.word) : .null,
        "revokeReason": JSONValue(revokeReason.isEmpty ? nil : revokeReason),
        "pushBackState": .string(pushBackState.word),
        "header": JSONValue(header.isEmpty ? nil : Hex.text(of: header)), "erased": .bool(erased),
        "damaged": .bool(damaged),
      ]
    ]
  }

  /// The token for people.
  var facts: Facts {
    var facts = Facts()
    facts.add("status", statusText, tint: status.tint)
    facts.add("identity", identityText)
    facts.add("height", height.unlessZero)
    facts.add("queue position", queuePosition.unlessZero)
    facts.add("effectiveness", effect.text(endMs: endMs))
    facts.add("uses", uses)
    facts.add("uses left", usesLeft)
    facts.add("request", requestIDText)
    facts.add("asked at", timestampMs.unlessZero.map(InstantText.text))
    facts.add("accepted at", acceptedAtMs.unlessZero.map(InstantText.text))
    facts.add("content SHA-256", contentSha256.map(HexText.plain))
    facts.add("content bytes", contentIsDigest ? contentBytes.unlessZero : contentBytes)
    facts.add("push-back", pushBackUrl.isEmpty ? nil : "\(pushBackUrl) (\(pushBackState.word))")
    facts.add("revoked because", revokeReason.isEmpty ? nil : revokeReason)
    if erased { facts.add("erased", "yes") }
    if damaged { facts.add("damaged", "yes, on the server's disk: no use is accepted", tint: .bad) }
    facts.add("block header", header.isEmpty ? nil : Hex.text(of: header))
    return facts
  }

  private var statusText: String {
    status == .failed ? "\(status.word): \(failureReason.word)" : status.word
  }
}

extension UInt64 {
  /// nil for 0, where 0 means that there is none.
  var unlessZero: UInt64? { self == 0 ? nil : self }
}

extension JSONValue: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .string(value) }
}
