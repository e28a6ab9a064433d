// MiningFigure.swift: one measured thing: its value in every run, and how it stands against its target.

/// Values of one thing, one a run.
struct MiningFigure: Encodable, Sendable {
  let name: String
  /// In the order of the runs; at least one.
  let values: [Double]
  let least: Double
  let median: Double
  let most: Double
  let target: MiningTarget?
  let verdict: MiningTarget.Verdict?

  init(_ name: String, _ values: [Double], target: MiningTarget? = nil) {
    self.name = name
    self.values = values
    let spread = Spread(values)
    (least, median, most) = (spread.least, spread.median, spread.most)
    self.target = target
    verdict = target?.verdict(spread.median)
  }
}

/// The lines of the table for people.
enum MiningTable {
  private static let nameWidth = 44
  private static let medianWidth = 14
  private static let spreadWidth = 28

  static let header = line("figure", "median", "min to max", "target, goal")

  static func row(_ figure: MiningFigure) -> String {
    line(
      figure.name, text(figure.median), "\(text(figure.least)) to \(text(figure.most))",
      figure.target.map { target in
        let bound = (target.direction == .atMost ? "at most " : "at least ") + text(target.pass)
        let goal = target.goal.map { ", \(text($0))" } ?? ""
        return bound + goal + (figure.verdict.map { ": \($0.rawValue)" } ?? "")
      } ?? "")
  }

  /// Four digits that count, at least.
  static func text(_ value: Double) -> String {
    if value >= 1_000 { return "\(UInt64(value.rounded()))" }
    let hundredths = UInt64((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
  }

  private static func line(_ name: String, _ median: String, _ spread: String, _ target: String) -> String {
    let line =
      name + spaces(nameWidth - name.count) + spaces(medianWidth - median.count) + median + "  " + spread
      + spaces(spreadWidth - spread.count) + target
    let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
    return String(line[..<end])
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
