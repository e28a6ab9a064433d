// MetricText.swift: metrics as Prometheus's text format, version 0.0.4. The one place that knows it.

/// Writes metrics as text.
enum MetricText {
  /// HELP, TYPE and the samples of each metric, a line each, in the order given.
  static func text(of families: [MetricFamily]) -> String {
    var text = ""
    for family in families {
      text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      for sample in family.samples { write(sample, of: family, to: &text) }
    }
    return text
  }

  private static func write(_ sample: MetricSample, of family: MetricFamily, to text: inout String) {
    text += family.name
    text += sample.suffix
    for (position, label) in sample.labels.enumerated() {
      text += position == 0 ? "{" : ","
      text += "\(label.name)=\"\(escaped(label.value, quotes: true))\""
    }
    if !sample.labels.isEmpty { text += "}" }
    text += " \(number(sample.value))\n"
  }

  /// A number: whole ones in their digits, others as short as they read back the same.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// Backslashes and line feeds made visible, and quotes where they would end the text.
  private static func escaped(_ text: String, quotes: Bool) -> String {
    guard text.utf8.contains(where: { $0 == 0x5c || $0 == 0x0a || $0 == 0x22 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
