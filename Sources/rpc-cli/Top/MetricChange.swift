// MetricChange.swift: what became of a server's metrics between two readings. Promise: no number that nobody counted:
// after a restart there are none until the next reading.

/// Two readings of one server, or the first one.
struct MetricChange: Sendable {
  typealias Labels = MetricReading.Labels

  let now: MetricReading
  /// The server has been started anew between the two.
  let isRestart: Bool
  /// The earlier reading; nil: there is none to compare with.
  private let before: MetricReading?
  /// The time between the two; nil: there is none, or it is no time.
  let seconds: Double?

  init(from before: MetricReading?, to now: MetricReading) {
    self.now = now
    isRestart = before.map { now.hasFallen(since: $0) } ?? false
    self.before = isRestart ? nil : before
    seconds = self.before.map { Self.seconds($0.instant.duration(to: now.instant)) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// By how much a sample has grown. One that was not there before has grown from 0.
  func growth(_ name: String, _ labels: Labels = [:]) -> Double? {
    guard let before, let value = now.value(name, labels) else { return nil }
    return max(0, value - (before.value(name, labels) ?? 0))
  }

  /// The same for each second.
  func perSecond(_ name: String, _ labels: Labels = [:]) -> Double? {
    guard let seconds else { return nil }
    return growth(name, labels).map { $0 / seconds }
  }

  /// What this many of a thousand that a histogram saw in the time between did not exceed: the upper bound of their
  /// bucket, infinite beyond the last one; nil: it saw none.
  func quantile(perMille: Double, of name: String, _ labels: Labels = [:]) -> Double? {
    let bucket = name + "_bucket"
    let bounds = now.all(bucket).keys.compactMap { key -> (bound: Double, labels: Labels)? in
      var others = key
      guard let text = others.removeValue(forKey: "le"), others == labels else { return nil }
      return (text == "+Inf" ? .infinity : Double(text)).map { ($0, key) }
    }.sorted { $0.bound < $1.bound }
    guard let last = bounds.last, let total = growth(bucket, last.labels), total > 0 else { return nil }
    return bounds.first { growth(bucket, $0.labels) ?? 0 >= total * perMille / 1_000 }?.bound
  }

  private static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
