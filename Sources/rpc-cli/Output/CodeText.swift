// CodeText.swift: users' codes and what is said of them, as JSON and as text. The one place that knows these words.

internal import TokenWire

extension GenerateReply {
  /// What `generate` prints.
  func json(_ user: String) -> JSONValue {
    [
      "user": .string(user), "code": .string(code), "createdAt": .string(InstantText.text(createdMs)),
      "secondsLeft": .number(UInt64(secondsLeft)), "timesUsed": .number(timesUsed), "isNew": .bool(isNew),
    ]
  }

  /// The same for people.
  func facts(_ user: String) -> Facts {
    var facts = Facts()
    facts.add("code", code, tint: .good)
    facts.add("user", user)
    facts.add("created", InstantText.text(createdMs))
    facts.add("seconds left", UInt64(secondsLeft))
    facts.add("times used", timesUsed)
    facts.add("new", isNew ? "yes" : "no")
    return facts
  }

  /// On one line: `048213  41 s left, used 2 times`.
  var line: String { line(secondsLeft: Int64(secondsLeft)) }

  /// The same with other seconds left; with none it is over, or will be within a second.
  func line(secondsLeft: Int64) -> String {
    let rest = secondsLeft > 0 ? "\(secondsLeft) s left" : "renews now"
    return "\(Console.printable(code))  \(rest), used \(Plural.text(timesUsed, "time"))"
  }
}

extension ValidateReply {
  /// For people, of a token too: `no: refused`.
  var verdict: String { valid ? "yes" : "no: \(reason.word)" }

  /// What `validate --user` prints.
  var codeJSON: JSONValue {
    [
      "valid": .bool(valid), "reason": .string(reason.word),
      "secondsLeft": JSONValue(valid ? UInt64(secondsLeft) : nil), "timesUsed": JSONValue(valid ? timesUsed : nil),
    ]
  }

  /// The same for people.
  func codeFacts(_ user: String) -> Facts {
    var facts = Facts()
    facts.add("valid", verdict, tint: valid ? .good : .bad)
    facts.add("user", user)
    facts.add("seconds left", valid ? UInt64(secondsLeft) : nil)
    facts.add("times used", valid ? timesUsed : nil)
    return facts
  }
}

extension CodeFacts {
  private var usesLeft: UInt64? {
    if case .usesLeft(let uses) = limit { return uses }
    return nil
  }

  fileprivate var json: JSONValue {
    [
      "createdAt": .string(InstantText.text(createdMs)), "endsAt": .string(InstantText.text(endMs)),
      "timesUsed": .number(timesUsed), "refusals": .number(refusals), "died": .bool(died),
      "usesLeft": JSONValue(usesLeft),
    ]
  }

  fileprivate func add(to facts: inout Facts, secondsLeft: UInt32) {
    facts.add("created", InstantText.text(createdMs))
    facts.add("ends", InstantText.text(endMs))
    facts.add("seconds left", UInt64(secondsLeft))
    facts.add("times used", timesUsed)
    facts.add("uses left", usesLeft)
    facts.add("refusals", refusals)
  }

  fileprivate static let header = ["created", "ends", "times used", "refusals", "died"]

  fileprivate var row: [String] {
    [
      InstantText.text(createdMs), InstantText.text(endMs), String(timesUsed), String(refusals), died ? "yes" : "no",
    ]
  }
}

extension UserCodes {
  /// What `status --user` prints: never a code's digits.
  func json(_ user: String) -> JSONValue {
    [
      "user": .string(user), "live": live?.json ?? .null,
      "secondsLeft": JSONValue(live == nil ? nil : UInt64(secondsLeft)), "codesIssued": .number(codesIssued),
      "history": .array(history.map(\.json)),
    ]
  }

  /// The same for people.
  func text(_ user: String, hasColour: Bool) -> String {
    var facts = Facts()
    facts.add("user", user)
    facts.add("live code", live == nil ? "no" : "yes", tint: live == nil ? .waiting : .good)
    live?.add(to: &facts, secondsLeft: secondsLeft)
    var parts = [facts.text(hasColour: hasColour)]
    if !history.isEmpty {
      var table = Table(CodeFacts.header)
      for code in history { table.add(code.row.map { Table.Cell($0) }) }
      parts.append(table.text(hasColour: hasColour))
    }
    if codesIssued > UInt64(history.count) { parts.append("\(Plural.text(codesIssued, "code")) ever issued") }
    return parts.joined(separator: "\n\n")
  }
}
