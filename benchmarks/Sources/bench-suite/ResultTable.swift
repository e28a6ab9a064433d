// ResultTable.swift: what was measured, for people: a line for each scenario, medians with their spread.

/// The lines of the table.
enum ResultTable {
  private static let nameWidth = 16
  private static let medianWidth = 12
  private static let spreadWidth = 20

  static let header = [
    line("scenario", [("requests/s", ""), ("p50 us", ""), ("p99 us", "")]),
    line("", [(String, String)](repeating: ("median", "min to max"), count: 3)),
  ].joined(separator: "\n")

  static func row(_ name: String, _ runs: [RunSummary]) -> String {
    line(name, [cells(runs.map(\.requestsPerSecond)), cells(runs.map(\.p50Micros)), cells(runs.map(\.p99Micros))])
  }

  private static func cells(_ values: [Int]) -> (String, String) {
    let spread = Spread(values)
    return ("\(spread.median)", "\(spread.least) to \(spread.most)")
  }

  /// A name, then medians on the right and spreads on the left of their columns; no space at the end.
  private static func line(_ name: String, _ cells: [(median: String, spread: String)]) -> String {
    var line = name + spaces(nameWidth - name.count)
    for (median, spread) in cells {
      line += spaces(medianWidth - median.count) + median + "  " + spread + spaces(spreadWidth - spread.count)
    }
    let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
    return String(line[..<end])
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
