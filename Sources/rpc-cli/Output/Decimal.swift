// Decimal.swift: numbers with a point, as people and JSON read them.

/// Numbers with so many digits behind the point.
enum Decimal {
  /// The number rounded to `places` digits behind the point. At least 0 and under 2^64 / 10^places.
  static func text(_ number: Double, places: Int) -> String {
    let scale = (0..<places).reduce(UInt64(1)) { scale, _ in scale * 10 }
    let (whole, rest) = UInt64((number * Double(scale)).rounded()).quotientAndRemainder(dividingBy: scale)
    let digits = String(rest)
    return places == 0 ? "\(whole)" : "\(whole)." + String(repeating: "0", count: places - digits.count) + digits
  }
}
