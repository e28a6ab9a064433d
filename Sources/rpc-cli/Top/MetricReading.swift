// MetricReading.swift: a server's metrics as they were at one moment, to be looked up. A value.

/// All samples of one answer.
struct MetricReading: Sendable {
  typealias Labels = [String: String]

  /// When the answer came.
  let instant: ContinuousClock.Instant
  private let samples: [String: [Labels: Double]]

  init(_ lines: [MetricLine], at instant: ContinuousClock.Instant) {
    self.instant = instant
    var samples: [String: [Labels: Double]] = [:]
    for case let sample? in lines.map(\.sample) where sample.value.isFinite {
      let labels = Labels(sample.labels.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      samples[sample.name, default: [:]][labels] = sample.value
    }
    self.samples = samples
  }

  /// One sample; nil: the server has no such.
  func value(_ name: String, _ labels: Labels = [:]) -> Double? { samples[name]?[labels] }

  /// All samples of that name.
  func all(_ name: String) -> [Labels: Double] { samples[name] ?? [:] }

  /// A counter is lower than it was, or gone: another process has begun to count.
  func hasFallen(since earlier: MetricReading) -> Bool {
    earlier.samples.contains { name, before in
      guard name.hasSuffix("_total") || name.hasSuffix("_count") else { return false }
      return before.contains { labels, value in samples[name]?[labels] ?? -1 < value }
    }
  }
}
