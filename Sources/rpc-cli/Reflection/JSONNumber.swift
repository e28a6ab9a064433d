// JSONNumber.swift: JSON's decimal numbers as whole numbers, exactly or not at all.

enum JSONNumber {
  /// Zeros that an exponent may put behind a number; no whole number of 64 bits needs more.
  private static let mostDigits = 20

  /// Exponents that are looked at.
  private static let exponentRange = -100_000...100_000

  /// The whole number that a number's text stands for: `12`, `-3`, `1e3`, `10.0`; nil: it has a fraction, is no number,
  /// or does not fit.
  static func whole<Number: FixedWidthInteger>(_ text: String) -> Number? {
    var rest = text[...]
    let isNegative = rest.first == "-"
    if isNegative { rest = rest.dropFirst() }
    let parts = rest.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard let mantissa = parts.first, let exponent = parts.count > 1 ? exponent(parts[1]) : 0 else { return nil }
    let halves = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
    let fraction = halves.count > 1 ? halves[1] : ""
    guard let digits = shifted(halves[0] + fraction, by: exponent - fraction.count) else { return nil }
    return Number((isNegative ? "-" : "") + digits)
  }

  private static func exponent(_ text: Substring) -> Int? {
    let digits = text.first == "+" ? text.dropFirst() : text
    guard digits.first != "+", let exponent = Int(digits), exponentRange.contains(exponent) else { return nil }
    return exponent
  }

  /// The digits times a power of ten; nil: not whole, or too large for any number here.
  private static func shifted(_ digits: Substring, by places: Int) -> String? {
    let significant = digits.drop { $0 == "0" }
    if significant.isEmpty { return "0" }
    if places >= 0 {
      guard places <= mostDigits else { return nil }
      return significant + String(repeating: "0", count: places)
    }
    guard places > -significant.count, significant.suffix(-places).allSatisfy({ $0 == "0" }) else { return nil }
    return String(significant.dropLast(-places))
  }
}
