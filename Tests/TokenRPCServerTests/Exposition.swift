// Exposition.swift: a strict reader of Prometheus's text format 0.0.4, written from its specification alone.

import Testing

/// A text of metrics, read and checked.
struct Exposition {
  struct Sample: Equatable {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  struct Metric {
    var help: String
    var kind: String
    var samples: [Sample] = []
  }

  struct Fault: Error, Equatable {
    var line: Int
    var reason: String
  }

  private(set) var metrics: [String: Metric] = [:]

  /// Throws at the first thing that a strict reader refuses.
  init(_ text: String) throws(Fault) {
    guard text.hasSuffix("\n") else { throw Fault(line: 0, reason: "the last line does not end") }
    var open: (name: String, help: String)?
    var current = ""
    var seen: Set<String> = []
    for (number, line) in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      func fail(_ reason: String) -> Fault { Fault(line: number + 1, reason: "\(reason): \(line)") }
      if let help = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)/) {
        guard open == nil, metrics[String(help.1)] == nil else { throw fail("a second HELP") }
        guard help.2.replacing("\\\\", with: "").replacing("\\n", with: "").firstIndex(of: "\\") == nil else {
          throw fail("an escape that is none")
        }
        open = (String(help.1), String(help.2))
      } else if let type = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
        guard let help = open, help.name == type.1 else { throw fail("TYPE without its HELP") }
        metrics[help.name] = Metric(help: help.help, kind: String(type.2))
        (open, current) = (nil, help.name)
      } else {
        guard let sample = Exposition.sample(line) else { throw fail("no sample") }
        guard open == nil, let kind = metrics[current]?.kind else { throw fail("a sample before its TYPE") }
        let suffixes = kind == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
        guard suffixes.contains(where: { current + $0 == sample.name }) else {
          throw fail("a sample of another metric")
        }
        let key = sample.name + sample.labels.sorted { $0.key < $1.key }.map { "|\($0.key)|\($0.value)" }.joined()
        guard seen.insert(key).inserted else { throw fail("a sample twice") }
        metrics[current]?.samples.append(sample)
      }
    }
    if let open { throw Fault(line: 0, reason: "\(open.name) has no TYPE") }
    for (name, metric) in metrics { try Exposition.check(name, metric) }
  }

  /// The value of a sample; nil: there is none.
  func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    metrics.values.flatMap(\.samples).first { $0.name == name && $0.labels == labels }?.value
  }

  private static func sample(_ line: Substring) -> Sample? {
    let label = #"[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\[\\"n])*""#
    let pattern = #"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{("# + label + "(?:," + label + #")*)\})? (\S+)"#
    guard let regex = try? Regex(pattern, as: (Substring, Substring, Substring?, Substring).self),
      let match = line.wholeMatch(of: regex), let value = Double(match.3)
    else { return nil }
    var labels: [String: String] = [:]
    for pair in (match.2 ?? "").matches(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/) {
      let text = pair.2.replacing(/\\(.)/) { $0.1 == "n" ? "\n" : String($0.1) }
      guard labels.updateValue(String(text), forKey: String(pair.1)) == nil else { return nil }
    }
    return Sample(name: String(match.1), labels: labels, value: value)
  }

  private static func check(_ name: String, _ metric: Metric) throws(Fault) {
    func fail(_ reason: String) -> Fault { Fault(line: 0, reason: "\(name): \(reason)") }
    if metric.samples.isEmpty { throw fail("no sample") }
    if (metric.kind == "counter") != name.hasSuffix("_total") { throw fail("only a counter ends in _total") }
    if metric.kind != "gauge", metric.samples.contains(where: { !($0.value >= 0) }) { throw fail("it is negative") }
    guard metric.kind == "histogram" else { return }
    let series = Dictionary(grouping: metric.samples) { $0.labels.filter { $0.key != "le" } }
    for (labels, samples) in series {
      let buckets = samples.filter { $0.name.hasSuffix("_bucket") }
      let bounds = buckets.compactMap { $0.labels["le"].flatMap { Double($0) } }
      guard bounds.count == buckets.count, bounds == bounds.sorted(), bounds.last == .infinity else {
        throw fail("the bounds of \(labels) do not rise to +Inf")
      }
      guard buckets.map(\.value) == buckets.map(\.value).sorted() else { throw fail("\(labels) is not cumulative") }
      let counts = samples.filter { $0.name.hasSuffix("_count") }.map(\.value)
      guard counts == buckets.suffix(1).map(\.value), samples.count == buckets.count + 2 else {
        throw fail("the count of \(labels) is not its last bucket")
      }
    }
  }
}
