// PlotScale.swift: where a value stands on an axis of a plot, and which values the axis names.

internal import Glibc
internal import TokenArguments

/// An axis: from `low`, at 0, to `high`, at 1.
struct PlotScale: Sendable {
  struct Tick: Sendable, Equatable {
    /// From 0 to 1.
    let place: Double
    let label: String
  }

  /// Steps of an even axis, at most.
  private static let mostSteps = 5

  private let low: Double
  private let high: Double
  private let isLogarithmic: Bool
  let ticks: [Tick]

  /// Even, from 0 to a round number not below `most`; where there is nothing, to 1.
  static func linear(upTo most: Double, label: (Double) -> String = PlotScale.count) -> PlotScale {
    let most = most > 0 ? most : 1
    let step = roundStep(most / Double(mostSteps))
    let count = Int((most / step).rounded(.up))
    let high = step * Double(count)
    return PlotScale(
      low: 0, high: high, isLogarithmic: false,
      ticks: (0...count).map { Tick(place: Double($0) / Double(count), label: label(step * Double($0))) })
  }

  /// By powers of ten, around all latencies from `least` to `most` microseconds.
  static func latency(from least: UInt64, to most: UInt64) -> PlotScale {
    let first = Int(log10(Double(max(least, 1))).rounded(.down))
    let last = max(first + 1, Int(log10(Double(max(most, 1))).rounded(.up)))
    return PlotScale(
      low: Double(first), high: Double(last), isLogarithmic: true,
      ticks: (first...last).map {
        Tick(place: Double($0 - first) / Double(last - first), label: duration(pow(10, Double($0))))
      })
  }

  /// Percentiles by their nines: as far from 90 % to 99 % as from there to 99.9 %.
  static func nines(upTo most: Double) -> PlotScale {
    let count = max(1, Int(most.rounded(.up)))
    return PlotScale(
      low: 0, high: Double(count), isLogarithmic: false,
      ticks: (0...count).map { Tick(place: Double($0) / Double(count), label: percent(nines: $0)) })
  }

  /// Where a value stands, 0 to 1; what is beyond an end stands there.
  func place(_ value: Double) -> Double {
    let value = isLogarithmic ? log10(max(value, 1e-9)) : value
    return min(1, max(0, (value - low) / (high - low)))
  }

  /// The next of 1, 2, 5, 10, … that is not below `step`.
  private static func roundStep(_ step: Double) -> Double {
    let power = pow(10, log10(step).rounded(.down))
    return ([1, 2, 5].map { $0 * power }.first { $0 >= step * (1 - 1e-9) }) ?? 10 * power
  }

  /// `850`, `12k`, `1.5M`.
  static func count(_ value: Double) -> String {
    if value >= 1e6 { return DecimalText.text(value / 1e6, places: 2) + "M" }
    if value >= 1e4 { return DecimalText.text(value / 1e3, places: 1) + "k" }
    return DecimalText.text(value, places: 3)
  }

  static func seconds(_ value: Double) -> String { DecimalText.text(value, places: 3) + " s" }

  /// Microseconds as people write them: `10 us`, `1 ms`, `100 s`.
  static func duration(_ microseconds: Double) -> String {
    if microseconds >= 1e6 { return DecimalText.text(microseconds / 1e6, places: 3) + " s" }
    if microseconds >= 1e3 { return DecimalText.text(microseconds / 1e3, places: 3) + " ms" }
    return DecimalText.text(microseconds, places: 3) + " us"
  }

  /// `0 %`, `90 %`, `99 %`, `99.9 %`.
  private static func percent(nines count: Int) -> String {
    switch count {
    case 0: "0 %"
    case 1: "90 %"
    case 2: "99 %"
    default: "99." + String(repeating: "9", count: count - 2) + " %"
    }
  }
}
