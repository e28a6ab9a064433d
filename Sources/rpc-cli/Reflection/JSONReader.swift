// JSONReader.swift: reads a JSON document (RFC 8259). Stricter than it must be: no key twice, no half of a pair of
// surrogates, a bounded depth.

/// Text that is no JSON document.
struct JSONFault: Error, Equatable {
  /// From 1.
  let line: Int
  /// In bytes, from 1.
  let column: Int
  /// For people: lower case, no full stop.
  let reason: String

  var text: String { "line \(line), column \(column): \(reason)" }
}

/// Reads one document.
struct JSONReader {
  /// Objects and lists inside each other.
  static let deepest = 64

  private let bytes: [UInt8]
  private var place = 0

  /// The value of a text that is one document. Numbers keep their digits.
  static func value(_ text: [UInt8]) throws(JSONFault) -> JSONValue {
    var reader = JSONReader(bytes: text)
    let value = try reader.value(depth: 1)
    reader.skipSpace()
    if reader.next != nil { throw reader.fault("there is more behind the document") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    skipSpace()
    guard depth <= Self.deepest else { throw fault("more than \(Self.deepest) levels") }
    guard let next else { throw fault(bytes.allSatisfy(Self.isSpace) ? "there is no JSON" : "it ends too early") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .digits(try number())
    default: throw fault("no value begins so")
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    place += 1
    var members: [(key: String, value: JSONValue)] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a key in quotes is missing") }
      let start = place
      let key = try string()
      guard keys.insert(key).inserted else { throw fault("the key \"\(key)\" is there twice", at: start) }
      skipSpace()
      guard take(":") else { throw fault("a colon is missing") }
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw fault("a comma or } is missing") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
    place += 1
    var values: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw fault("a comma or ] is missing") }
    return .array(values)
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    guard bytes[place...].starts(with: word.utf8) else { throw fault("no value begins so") }
    place += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = place
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func digits() throws(JSONFault) {
    let start = place
    while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
    if place == start { throw fault("a digit is missing") }
  }

  mutating func skipSpace() {
    while let byte = next, Self.isSpace(byte) { place += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private func fault(_ reason: String, at offset: Int? = nil) -> JSONFault {
    let before = bytes.prefix(offset ?? place)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
    return JSONFault(line: line, column: column, reason: reason)
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func string() throws(JSONFault) -> String {
    let start = place
    place += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a control character in a string") }
      place += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      text += String(try escaped()).utf8
    }
    guard take("\"") else { throw fault("a string does not end", at: start) }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw fault("a string is not UTF-8", at: start)
    }
    return string
  }

  /// What stands for the character behind a backslash.
  private mutating func escaped() throws(JSONFault) -> Character {
    guard let byte = next else { throw fault("a string does not end") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try scalar())
    default: throw fault("no character is escaped so", at: place - 1)
    }
  }

  /// The scalar behind `\u`, also one that is told as a pair of surrogates.
  private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
    let start = place
    let unit = try fourHexDigits()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800...0xDBFF).contains(unit), take("\\"), take("u") else {
      throw fault("half of a pair of surrogates", at: start)
    }
    let second = try fourHexDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("half of a pair of surrogates", at: start) }
    return scalar
  }

  private mutating func fourHexDigits() throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw fault("four hex digits are missing")
      }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    return value
  }
}
