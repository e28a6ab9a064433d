// MetricLine.swift: one line of Prometheus's text format, taken apart. The one place that reads it.

internal import TokenWire

/// A line of metrics: a sample, or a comment.
struct MetricLine {
  let text: String
  /// The metric that HELP or TYPE is of, or the sample's name; empty: another comment.
  let name: String
  /// nil: a comment.
  let sample: MetricSample?

  /// The lines of a server's answer. Throws when one of them is no line of the format.
  static func lines(of text: String) throws(RPCError) -> [MetricLine] {
    var lines: [MetricLine] = []
    for (number, line) in text.split(separator: "\n").enumerated() {
      guard let line = MetricLine(line) else {
        throw RPCError(.internal, "line \(number + 1) of the server's metrics can't be read")
      }
      lines.append(line)
    }
    return lines
  }

  init?(_ line: Substring) {
    text = String(line)
    if line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 3)
      name = words.count > 2 && ["HELP", "TYPE"].contains(words[1]) ? String(words[2]) : ""
      sample = nil
      return
    }
    guard let sample = MetricSample(line) else { return nil }
    name = sample.name
    self.sample = sample
  }
}

/// One number of a metric.
struct MetricSample {
  let name: String
  private(set) var labels: [(name: String, value: String)] = []
  private(set) var value = 0.0

  /// `NAME{LABEL="VALUE",…} NUMBER`, the braces only when there are labels, perhaps a time behind it.
  init?(_ line: Substring) {
    var rest = line.unicodeScalars
    name = Self.takeName(&rest)
    if name.isEmpty { return nil }
    if rest.first == "{" {
      rest.removeFirst()
      guard readLabels(&rest) else { return nil }
    }
    let words = Substring(rest).split(separator: " ")
    guard rest.first == " ", (1...2).contains(words.count), let number = Double(words[0]) else { return nil }
    value = number
  }

  /// What `metrics` prints. A number that JSON can't hold is null.
  var json: JSONValue {
    let labels = JSONValue.object(labels.map { (key: $0.name, value: .string($0.value)) })
    return ["name": .string(name), "labels": labels, "value": Self.json(value)]
  }

  private static func json(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    return .digits(Int64(exactly: value).map { "\($0)" } ?? "\(value)")
  }

  /// Labels and the brace that ends them; false: they are none.
  private mutating func readLabels(_ rest: inout Substring.UnicodeScalarView) -> Bool {
    while rest.first != "}" {
      let name = Self.takeName(&rest)
      guard !name.isEmpty, rest.popFirst() == "=", rest.popFirst() == "\"", let value = Self.takeText(&rest) else {
        return false
      }
      labels.append((name, value))
      if rest.first == "," { rest.removeFirst() } else if rest.first != "}" { return false }
    }
    rest.removeFirst()
    return true
  }

  private static func takeName(_ rest: inout Substring.UnicodeScalarView) -> String {
    let name = rest.prefix { $0 == "_" || $0 == ":" || ($0.isASCII && $0.properties.isAlphabetic) || isDigit($0) }
    rest = rest[name.endIndex...]
    return name.first.map(isDigit) == true ? "" : String(Substring(name))
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// A label's value and the quote that ends it; nil: it does not end, or an escape is none.
  private static func takeText(_ rest: inout Substring.UnicodeScalarView) -> String? {
    var text = ""
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return text
      case "\\":
        switch rest.popFirst() {
        case "n": text += "\n"
        case "\\": text += "\\"
        case "\"": text += "\""
        default: return nil
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    return nil
  }
}
