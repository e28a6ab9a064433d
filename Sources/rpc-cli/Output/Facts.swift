// Facts.swift: an answer as people read it: names on the left, values aligned on the right.

/// How a word looks on a terminal with colour.
enum Tint: String, Sendable {
  case none = ""
  case good = "\u{1B}[32m"
  case waiting = "\u{1B}[33m"
  case bad = "\u{1B}[31m"
  case faint = "\u{1B}[2m"

  /// `text` as it looks so; without colour as it is.
  func around(_ text: String, _ hasColour: Bool) -> String {
    hasColour && self != .none ? rawValue + text + "\u{1B}[0m" : text
  }
}

/// Named values in a fixed order.
struct Facts: Sendable {
  private(set) var rows: [(name: String, value: String, tint: Tint)] = []

  /// Adds a value; nil is left out, so that people see what there is.
  mutating func add(_ name: String, _ value: String?, tint: Tint = .none) {
    guard let value else { return }
    rows.append((name, Console.printable(value), tint))
  }

  mutating func add(_ name: String, _ value: UInt64?) { add(name, value.map { String($0) }) }

  /// One line a value.
  func text(hasColour: Bool) -> String {
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { name, value, tint in
      let label = name + String(repeating: " ", count: width - name.count + 2)
      return Tint.faint.around(label, hasColour) + tint.around(value, hasColour)
    }.joined(separator: "\n")
  }
}
