// DecimalText.swift: decimal numbers as people write and read them: digits, perhaps a point and more digits.

/// Text of numbers that are no whole ones.
public enum DecimalText {
  /// The number: digits, and digits behind a point if there is one; no sign, no exponent, at most twenty characters.
  public static func value(_ text: Substring) -> Double? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard text.utf8.count <= 20, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    return Double(text)
  }

  /// A number with so many digits behind the point at most and no zeros at its end: `0.5`, `20`. What is negative or no
  /// number at all is `?`.
  ///
  /// - Parameter keepsZeros: exactly so many digits, as a column of a table wants them: `0.500`.
  public static func text(_ value: Double, places: Int = 6, keepsZeros: Bool = false) -> String {
    guard value.isFinite, value >= 0 else { return "?" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value * scale).rounded()
    // Beyond it a double has no fraction, and a text would be no shorter.
    guard scaled < 1e18 else { return value < 1e18 ? String(UInt64(value)) : "\(value)" }
    let (whole, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
    if places == 0 || (rest == 0 && !keepsZeros) { return String(whole) }
    let digits = String(rest)
    var fraction = String(repeating: "0", count: places - digits.count) + digits
    while !keepsZeros, fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(whole).\(fraction)"
  }
}
