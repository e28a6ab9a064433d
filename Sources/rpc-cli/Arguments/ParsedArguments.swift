// ParsedArguments.swift: the flags and operands of one command line, read as what they mean.

internal import TokenArguments
internal import TokenCore
internal import TokenWire

/// The flags and operands of one command line. What can't be read as what it should be is wrong usage and names the
/// flag.
struct ParsedArguments: Sendable {
  let command: CommandSpec
  private let values: [String: [String]]
  let operands: [String]
  /// What stands for flags that were not given.
  var environment = ProcessEnvironment()

  init(command: CommandSpec, values: [String: [String]], operands: [String]) {
    self.command = command
    self.values = values
    self.operands = operands
  }

  /// Wrong usage of this command.
  func wrong(_ message: String) -> UsageError { UsageError(message, command: command.name) }

  func isGiven(_ flag: Flag) -> Bool { values[flag.name] != nil }

  func text(_ flag: Flag) -> String? { values[flag.name]?.last }

  /// The values of a flag that may be given several times, in order.
  func texts(_ flag: Flag) -> [String] { values[flag.name] ?? [] }

  /// A DURATION in milliseconds.
  func milliseconds(_ flag: Flag) throws(UsageError) -> UInt64? {
    guard let text = text(flag) else { return nil }
    guard let milliseconds = DurationText.milliseconds(text) else {
      throw wrong("\(flag.spelling) '\(text)' is no duration; write 500ms, 3s, 2m, 1h or 7d")
    }
    return milliseconds
  }

  /// A DURATION that fits a 32-bit number of milliseconds on the wire.
  func shortMilliseconds(_ flag: Flag, _ range: ClosedRange<UInt32>) throws(UsageError) -> UInt32? {
    guard let milliseconds = try milliseconds(flag) else { return nil }
    guard let short = UInt32(exactly: milliseconds), range.contains(short) else {
      let most = range.upperBound == .max ? "49d" : DurationText.text(UInt64(range.upperBound))
      throw wrong("\(flag.spelling) must be \(range.lowerBound)ms to \(most)")
    }
    return short
  }

  /// An RFC 3339 instant in Unix milliseconds.
  func instant(_ flag: Flag) throws(UsageError) -> UInt64? {
    guard let text = text(flag) else { return nil }
    do {
      return try InstantText.unixMilliseconds(text)
    } catch {
      throw wrong("\(flag.spelling) '\(text)' \(error.text)")
    }
  }

  /// A whole decimal number in `range`.
  func number(_ flag: Flag, _ range: ClosedRange<UInt64>) throws(UsageError) -> UInt64? {
    guard let text = text(flag) else { return nil }
    guard let number = DurationText.wholeNumber(text[...]), range.contains(number) else {
      let bound =
        range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      throw wrong("\(flag.spelling) '\(text)' must be a whole number, \(bound)")
    }
    return number
  }

  /// 32 bytes as 64 hex digits: an id or a digest.
  func hex32(_ flag: Flag) throws(UsageError) -> Bytes32? {
    guard let text = text(flag) else { return nil }
    return try hex32(text, named: flag.spelling)
  }

  /// 32 bytes as 64 hex digits, from a flag or operand called `name`.
  func hex32(_ text: String, named name: String) throws(UsageError) -> Bytes32 {
    if let value = Hex.bytes(of: text).flatMap({ Bytes32($0) }) { return value }
    guard text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
      throw wrong("\(name) '\(text)' is not hex")
    }
    throw wrong("\(name) has \(Plural.text(text.utf8.count, "hex digit")), it must have 64")
  }

  /// The command line, in words that mean the same; values of `secrets` are not in it.
  func commandLine(without secrets: Flag...) -> String {
    let flags = (Flag.global + command.flags).flatMap { flag in
      texts(flag).map { value in
        if flag.placeholder == nil { return flag.spelling }
        return "\(flag.spelling) \(secrets.contains { $0.name == flag.name } ? "…" : Self.quoted(value))"
      }
    }
    return (["rpc-cli", command.name] + flags + operands.map(Self.quoted)).joined(separator: " ")
  }

  /// A word as a shell reads it back.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_=.,:/@%+".contains($0)) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// Refuses more than one of flags that exclude each other.
  func atMostOne(of flags: Flag...) throws(UsageError) {
    let given = flags.filter(isGiven)
    if given.count > 1 { throw wrong("\(given[0].spelling) and \(given[1].spelling) exclude each other") }
  }
}
