// ParsedArguments+Secrets.swift: identities and ids, which standard input may bring so that no process list shows them.

internal import TokenWire

extension ParsedArguments {
  /// The longest text an identity or id may stand in on standard input.
  private static let mostSecretBytes = 1024

  /// The identity given as the operand; nil: none is.
  func identity() throws(UsageError) -> Bytes32? {
    guard let operand = operands.first else { return nil }
    return try hex32(try secret(operand), named: "IDENTITY").reversed
  }

  /// An identity given with a flag; nil: none is.
  func identity(_ flag: Flag) throws(UsageError) -> Bytes32? {
    guard let text = text(flag) else { return nil }
    return try hex32(try secret(text), named: flag.spelling).reversed
  }

  /// A request id given with a flag; nil: none is.
  func requestID(_ flag: Flag) throws(UsageError) -> Bytes32? {
    guard let text = text(flag) else { return nil }
    return try hex32(try secret(text), named: flag.spelling)
  }

  /// The contents of the file a flag names; `-` is standard input.
  func content(path: String, _ flag: Flag) throws(UsageError) -> Content {
    if path.isEmpty { throw wrong("\(flag.spelling) is empty") }
    do { return try Content.read(path: path) } catch { throw wrong(error.text) }
  }

  /// The bytes of a file a flag names.
  func shortFile(_ path: String, mostBytes: Int, _ flag: Flag) throws(UsageError) -> [UInt8] {
    let bytes: [UInt8]?
    do { bytes = try InputFile.short(path: path, mostBytes: mostBytes) } catch { throw wrong(error.text) }
    guard let bytes else { throw wrong("\(flag.spelling): \(path) has more than \(mostBytes) bytes") }
    return bytes
  }

  /// The file a flag names can be opened; `-` is standard input.
  func checkFile(_ path: String, _ flag: Flag) throws(UsageError) {
    if path.isEmpty { throw wrong("\(flag.spelling) is empty") }
    do { _ = try InputFile(path: path) } catch { throw wrong(error.text) }
  }

  /// Refuses to read standard input for two things.
  func standardInputOnce(_ flags: Flag...) throws(UsageError) {
    let readers = operands.filter { $0 == "-" }.count + flags.filter { text($0) == "-" }.count
    if readers > 1 { throw wrong("standard input (-) can be read for one thing only") }
  }

  /// The text itself, or what standard input holds for `-`, without the space around it.
  private func secret(_ text: String) throws(UsageError) -> String {
    guard text == "-" else { return text }
    let bytes: [UInt8]?
    do { bytes = try InputFile.short(path: text, mostBytes: Self.mostSecretBytes) } catch { throw wrong(error.text) }
    guard let bytes else { throw wrong("standard input holds more than one identity or id") }
    return String(decoding: bytes.trimmed, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Without ASCII white space at its ends.
  var trimmed: ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    return drop(while: isSpace).reversed().drop(while: isSpace).reversed()[...]
  }
}
