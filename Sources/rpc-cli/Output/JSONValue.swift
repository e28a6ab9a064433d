// JSONValue.swift: JSON as this program writes it: keys in the order given, one object per line.

internal import TokenArguments
internal import TokenCore

/// A JSON value whose objects keep the order of their keys.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(UInt64)
  /// A number with a point, in its digits.
  case digits(String)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// A number, or null when there is none.
  init(_ number: UInt64?) { self = number.map { .number($0) } ?? .null }

  /// A string, or null when there is none.
  init(_ string: String?) { self = string.map { .string($0) } ?? .null }

  /// A number with so many digits behind the point at most, or null when there is none that is finite and not negative.
  static func decimal(_ number: Double?, places: Int) -> JSONValue {
    guard let number, number.isFinite, number >= 0 else { return .null }
    return .digits(DecimalText.text(number, places: places))
  }

  /// The value on one line, without spaces.
  var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .digits(let value): text += value
    case .string(let value): Self.write(value, to: &text)
    case .array(let values): Self.write(values, "[", "]", to: &text) { $0.write(to: &$1) }
    case .object(let members):
      Self.write(members, "{", "}", to: &text) { member, text in
        Self.write(member.key, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String,
    _ each: (Element, inout String) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      each(element, &text)
    }
    text += close
  }

  /// Quotes, backslashes, control characters and what turns text around escaped (RFC 8259, section 7); everything else
  /// as it is.
  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.steersTerminals:
        text += "\\u" + Hex.text(of: [UInt8(scalar.value >> 8), UInt8(scalar.value & 0xFF)])
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }

  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
