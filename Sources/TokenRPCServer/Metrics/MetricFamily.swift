// MetricFamily.swift: one metric with all its samples, as Prometheus's data model has it. A value.

/// A metric: its name, what it is, and its samples.
public struct MetricFamily: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// Only grows, from 0 at the start of the process.
    case counter
    /// Goes up and down.
    case gauge
    /// How many observations were at most so large, for several sizes, with their sum and count.
    case histogram
  }

  /// `tokenrpc_server_connections`: letters, digits and `_`, in base units (seconds, bytes). A counter's ends in
  /// `_total`.
  public let name: String
  /// One line for people.
  public let help: String
  public let kind: Kind
  public private(set) var samples: [MetricSample]

  public init(_ name: String, _ kind: Kind, _ help: String, _ samples: [MetricSample]) {
    precondition(MetricFamily.isName(name), "a metric's name is made of letters, digits and _")
    self.name = name
    self.help = help
    self.kind = kind
    self.samples = samples
  }

  public static func counter(_ name: String, _ help: String, _ value: UInt64) -> MetricFamily {
    MetricFamily(name, .counter, help, [MetricSample(Double(value))])
  }

  public static func gauge(_ name: String, _ help: String, _ value: Double) -> MetricFamily {
    MetricFamily(name, .gauge, help, [MetricSample(value)])
  }

  /// A histogram of times without labels.
  public static func histogram(_ name: String, _ help: String, _ durations: DurationHistogram) -> MetricFamily {
    MetricFamily(name, .histogram, help, durations.samples(labels: []))
  }

  private static func isName(_ name: String) -> Bool {
    let first = name.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
    return first
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

/// One number of a metric.
public struct MetricSample: Sendable, Equatable {
  /// What a sample's name has behind its metric's: `_bucket`, `_sum` and `_count` of a histogram, else nothing.
  public let suffix: String
  /// What tells it from the metric's others. A label has few values, and none is a user's name or a secret.
  public let labels: [MetricLabel]
  public let value: Double

  public init(_ value: Double, suffix: String = "", labels: [MetricLabel] = []) {
    self.suffix = suffix
    self.labels = labels
    self.value = value
  }
}

/// One label of a sample.
public struct MetricLabel: Sendable, Equatable {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// How long things took, as a histogram tells it.
public struct DurationHistogram: Sendable, Equatable {
  /// For each upper bound in seconds, rising: how many took at most so long.
  public var buckets: [(seconds: Double, count: UInt64)]
  /// How long all took together, in seconds.
  public var sum: Double
  /// How many there were.
  public var count: UInt64

  public init(buckets: [(seconds: Double, count: UInt64)], sum: Double, count: UInt64) {
    self.buckets = buckets
    self.sum = sum
    self.count = count
  }

  public static func == (a: DurationHistogram, b: DurationHistogram) -> Bool {
    a.sum == b.sum && a.count == b.count && a.buckets.elementsEqual(b.buckets, by: ==)
  }

  func samples(labels: [MetricLabel]) -> [MetricSample] {
    let bounds = buckets.map { (MetricText.number($0.seconds), $0.count) } + [("+Inf", count)]
    return bounds.map { bound, count in
      MetricSample(Double(count), suffix: "_bucket", labels: labels + [MetricLabel("le", bound)])
    } + [
      MetricSample(sum, suffix: "_sum", labels: labels), MetricSample(Double(count), suffix: "_count", labels: labels),
    ]
  }
}
