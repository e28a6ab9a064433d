// JSONValue+Scalars.swift: values of a document that was read as what fields hold.

extension JSONValue {
  /// What it is, for people.
  var word: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number, .digits: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The text of a number, which may stand in quotes; nil: it is none.
  private var numberText: String? {
    switch self {
    case .digits(let text), .string(let text): text
    case .number(let number): String(number)
    case .null, .bool, .array, .object: nil
    }
  }

  /// A whole number of that type.
  func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws(MappingFault) -> Number {
    guard let number: Number = numberText.flatMap({ JSONNumber.whole($0) }) else {
      throw MappingFault("must be a whole number, \(Number.min) to \(Number.max)")
    }
    return number
  }

  /// A number with a point, or one of the three that JSON has no digits for.
  func float<Number: BinaryFloatingPoint & LosslessStringConvertible>(
    _ type: Number.Type
  ) throws(MappingFault) -> Number {
    switch self {
    case .string("NaN"): return .nan
    case .string("Infinity"): return .infinity
    case .string("-Infinity"): return -.infinity
    default: break
    }
    let digits = numberText.flatMap { $0.utf8.allSatisfy(Self.isOfNumber) ? $0 : nil }
    guard let number = digits.flatMap({ Number($0) }), number.isFinite else {
      throw MappingFault("must be a number within \(Number.greatestFiniteMagnitude), NaN, Infinity or -Infinity")
    }
    return number
  }

  /// Neither words nor hexadecimal: what JSON writes numbers with.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
  }

  func bool() throws(MappingFault) -> Bool {
    guard case .bool(let value) = self else { throw MappingFault("must be true or false, not \(word)") }
    return value
  }

  /// - Parameter what: what it must be, for people.
  func text(_ what: String) throws(MappingFault) -> String {
    guard case .string(let text) = self else { throw MappingFault("must be \(what), not \(word)") }
    return text
  }

  /// Bytes as base64.
  /// - Parameter fixedLength: what they must be long unless they are absent; 0: anything.
  func bytes(fixedLength: UInt64) throws(MappingFault) -> [UInt8] {
    guard let bytes = Base64.bytes(try text("base64")) else { throw MappingFault("is no base64") }
    guard fixedLength == 0 || bytes.isEmpty || UInt64(bytes.count) == fixedLength else {
      throw MappingFault(
        "is base64 of \(Plural.text(bytes.count, "byte")), it must have \(fixedLength); bytes are no hex here")
    }
    return bytes
  }
}
