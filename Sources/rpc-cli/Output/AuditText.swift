// AuditText.swift: events of the audit as people and programs read them.

internal import TokenWire

/// Events of the audit.
enum AuditText {
  /// Each event as JSON and as a line of a table.
  static func lines(_ events: [AuditEvent], hasColour: Bool) -> [(json: JSONValue, text: String)] {
    var table = Table()
    for event in events { table.add(event.cells) }
    let text = table.text(hasColour: hasColour).split(separator: "\n", omittingEmptySubsequences: false)
    return zip(events, text).map { ($0.json, String($1)) }
  }
}

extension AuditEvent {
  fileprivate var cells: [Table.Cell] {
    [
      Table.Cell(String(sequence), tint: .faint), Table.Cell(InstantText.text(timeMs)), Table.Cell(kind.word),
      Table.Cell(result + (count > 1 ? " x \(count)" : ""), tint: tint),
      Table.Cell(subject), Table.Cell(detail),
    ]
  }

  private var tint: Tint {
    switch kind {
    case .failed, .refused, .codeRefused: .bad
    default: .none
    }
  }

  /// A user by name, a token by what the queue shows of it.
  private var subject: String {
    if !user.isEmpty { return "user \(user)" }
    guard let publicId else { return "" }
    return (height == 0 ? "requisition " : "token \(height) ") + HexText.plain(publicId).prefix(16)
  }

  private var detail: String {
    var parts: [String] = []
    if timesUsed > 0 { parts.append("use \(timesUsed)") }
    if case .usesLeft(let left) = limit { parts.append("\(left) left") }
    if caller != 0 { parts.append("caller \(caller)") }
    return parts.joined(separator: ", ")
  }

  fileprivate var json: JSONValue {
    let usesLeft: UInt64? = if case .usesLeft(let left) = limit { left } else { nil }
    return [
      "sequence": .number(sequence), "time": .string(InstantText.text(timeMs)), "kind": .string(kind.word),
      "result": .string(result), "count": .number(count), "caller": .number(caller),
      "publicId": JSONValue(publicId.map(HexText.plain)), "height": JSONValue(height.unlessZero),
      "user": JSONValue(user.isEmpty ? nil : user), "code": JSONValue(code.unlessZero),
      "usesLeft": JSONValue(usesLeft), "timesUsed": JSONValue(timesUsed.unlessZero),
    ]
  }
}

extension AuditKind {
  /// As the database says it too.
  fileprivate var word: String {
    switch self {
    case .unspecified, .unrecognized: "unknown"
    case .requested: "requested"
    case .sealed: "sealed"
    case .failed: "failed"
    case .used: "used"
    case .refused: "refused"
    case .revoked: "revoked"
    case .userNamed: "user named"
    case .codeIssued: "code issued"
    case .codeUsed: "code used"
    case .codeRefused: "code refused"
    case .erased: "erased"
    case .opened: "opened"
    case .clockCorrected: "clock corrected"
    }
  }
}
