// IdempotencyKey.swift: the key that names a change, so that repeating it does nothing more.

/// `--idempotency-key TEXT`.
struct IdempotencyKey: Sendable, Equatable {
  private let text: String

  static let flag = Flag(
    "idempotency-key", "TEXT",
    "16 to 64 bytes that name this call; repeated with the same key it is answered, not done again")
  /// What `--lines` leaves for the number of the line: `:` and 19 digits.
  private static let lineSuffixBytes = 20

  /// The key that was given; nil: none.
  init?(_ arguments: ParsedArguments, isForLines: Bool) throws(UsageError) {
    guard let text = arguments.text(Self.flag) else { return nil }
    let most = isForLines ? 64 - Self.lineSuffixBytes : 64
    guard (16...most).contains(text.utf8.count) else {
      let why = isForLines ? ", as the number of the line is put behind it" : ""
      throw arguments.wrong(
        "\(Self.flag.spelling) has \(Plural.text(text.utf8.count, "byte")), it must have 16 to \(most)\(why)")
    }
    self.text = text
  }

  /// The key of the only call.
  var bytes: [UInt8] { [UInt8](text.utf8) }

  /// The key of one line of a file.
  func bytes(line: UInt64) -> [UInt8] { [UInt8]("\(text):\(line)".utf8) }
}
