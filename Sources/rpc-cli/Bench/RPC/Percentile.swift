// Percentile.swift: the percentiles that a load tells, each with its name in JSON and in text.

/// A share of all answers that did not exceed a latency.
struct Percentile: Sendable, Equatable {
  /// Of a million.
  let perMillion: UInt64
  /// As text has it: `p99.9`.
  let name: String
  /// As JSON has it: `p999Micros`.
  let key: String

  static let p50 = Percentile(perMillion: 500_000, name: "p50", key: "p50Micros")
  static let p90 = Percentile(perMillion: 900_000, name: "p90", key: "p90Micros")
  static let p99 = Percentile(perMillion: 990_000, name: "p99", key: "p99Micros")
  static let p999 = Percentile(perMillion: 999_000, name: "p99.9", key: "p999Micros")
  static let p9999 = Percentile(perMillion: 999_900, name: "p99.99", key: "p9999Micros")

  /// From the lowest to the highest.
  static let all = [p50, p90, p99, p999, p9999]
}

extension LatencyHistogram {
  func value(_ percentile: Percentile) -> UInt64? { value(perMillion: percentile.perMillion) }
}
