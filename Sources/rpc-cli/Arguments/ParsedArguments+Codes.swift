// ParsedArguments+Codes.swift: users' names and codes, taken as they were typed.

internal import class TokenCore.TokenEngine

/// What a user's name may be.
enum UserName {
  /// The longest name in bytes of UTF-8.
  static let mostBytes = TokenEngine.maxUserBytes
}

extension ParsedArguments {
  /// The longest text a code may stand in on standard input.
  private static let mostCodeBytes = 1024

  /// The user given as the operand.
  func userOperand() throws(UsageError) -> String {
    guard let operand = operands.first else { throw wrong("a USER is missing") }
    return try userName(operand, named: "USER")
  }

  /// The user given with a flag; nil: none is.
  func userName(_ flag: Flag) throws(UsageError) -> String? {
    guard let text = text(flag) else { return nil }
    return try userName(text, named: flag.spelling)
  }

  private func userName(_ text: String, named name: String) throws(UsageError) -> String {
    if text.isEmpty { throw wrong("\(name) is empty") }
    guard text.utf8.count <= UserName.mostBytes else {
      throw wrong(
        "\(name) has \(Plural.text(text.utf8.count, "byte")), a user's name has at most \(UserName.mostBytes)")
    }
    return text
  }

  /// A code exactly as it was typed, or, for `-`, as standard input holds it, but for the end of its line; nil: none is
  /// given. Whether it is one is the server's to say.
  func code(_ flag: Flag) throws(UsageError) -> String? {
    guard let text = text(flag) else { return nil }
    let code = text == "-" ? try Self.withoutLineEnd(standardInput()) : text
    if code.isEmpty { throw wrong("\(flag.spelling) is empty") }
    return code
  }

  private func standardInput() throws(UsageError) -> String {
    let bytes: [UInt8]?
    do { bytes = try InputFile.short(path: "-", mostBytes: Self.mostCodeBytes) } catch { throw wrong(error.text) }
    guard let bytes, let text = String(validating: bytes, as: UTF8.self) else {
      throw wrong("standard input holds no code")
    }
    return text
  }

  /// `text` without the LF or CRLF at its end.
  static func withoutLineEnd(_ text: String) -> String {
    // One character for Swift, whichever of the two it is.
    text.last == "\n" || text.last == "\r\n" ? String(text.dropLast()) : text
  }
}
