// DurationText.swift: durations as people write them: 500ms, 3s, 2m, 1h, 7d, or a bare number of seconds.

/// Durations as people write them.
public enum DurationText {
  /// Milliseconds of `500ms`, `3s`, `2m`, `1h`, `7d`, or of a bare number of seconds. nil: something else, or more than
  /// 64 bits hold.
  public static func milliseconds(_ text: String) -> UInt64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = wholeNumber(digits), let unit = unit(text[digits.endIndex...]) else { return nil }
    let product = number.multipliedReportingOverflow(by: unit)
    return product.overflow ? nil : product.partialValue
  }

  /// The shortest exact way to write `milliseconds`.
  public static func text(_ milliseconds: UInt64) -> String {
    let units: [(String, UInt64)] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)]
    for (name, size) in units where milliseconds >= size && milliseconds % size == 0 {
      return "\(milliseconds / size)\(name)"
    }
    return "\(milliseconds)ms"
  }

  /// A number of ASCII digits only; nil for anything else and for more than 64 bits hold.
  public static func wholeNumber(_ digits: Substring) -> UInt64? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return UInt64(digits)
  }

  private static func unit(_ name: Substring) -> UInt64? {
    switch name {
    case "ms": 1
    case "s", "": 1000
    case "m": 60_000
    case "h": 3_600_000
    case "d": 86_400_000
    default: nil
    }
  }
}
