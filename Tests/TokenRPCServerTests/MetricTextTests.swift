// MetricTextTests.swift: metrics as text, read back by a strict reader.

import Testing
import TokenWire

@testable import TokenRPCServer

@Suite("metrics as text")
struct MetricTextTests {
  @Test("what is in a label or a HELP comes back as it was, whatever it is")
  func escaping() throws {
    let strange = #"a"b\c\n"# + "\n{d}, e=\"f\" é"
    let family = MetricFamily(
      "x_seconds", .gauge, "a \\ b\nc \"d\"",
      [
        MetricSample(1.5, labels: [MetricLabel("one", strange), MetricLabel("two", "")])
      ])
    let text = MetricText.text(of: [family])
    #expect(text.split(separator: "\n").first == #"# HELP x_seconds a \\ b\nc "d""#)
    let read = try Exposition(text)
    #expect(read.metrics["x_seconds"]?.samples.count == 1)
    #expect(read.value("x_seconds", ["one": strange, "two": ""]) == 1.5)
  }

  @Test("numbers are written so that they read back the same, whole ones without a point")
  func numbers() {
    #expect(MetricText.number(0) == "0" && MetricText.number(12_345_678_901) == "12345678901")
    #expect(MetricText.number(-3) == "-3" && MetricText.number(0.00001) == "1e-05")
    #expect(MetricText.number(.nan) == "NaN" && MetricText.number(.infinity) == "+Inf")
    #expect(MetricText.number(-.infinity) == "-Inf")
    for number in [0.1, 1e-300, 1e300, 123.456, 1 / 3.0] { #expect(Double(MetricText.number(number)) == number) }
  }

  @Test("a histogram is cumulative and ends with its count and sum")
  func histogram() throws {
    let durations = DurationHistogram(buckets: [(0.1, 2), (1, 5)], sum: 3.25, count: 6)
    let read = try Exposition(MetricText.text(of: [.histogram("x_seconds", "X.", durations)]))
    #expect(read.metrics["x_seconds"]?.samples.map(\.value) == [2, 5, 6, 3.25, 6])
    #expect(read.value("x_seconds_bucket", ["le": "0.1"]) == 2)
    #expect(read.value("x_seconds_bucket", ["le": "+Inf"]) == 6)
  }

  @Test(
    "the reader refuses what is not the format",
    arguments: [
      "# HELP a b\n# TYPE a gauge\na 1", "# TYPE a gauge\na 1\n", "# HELP a b\na 1\n", "a 1\n",
      "# HELP a b\n# TYPE a gauge\n", "# HELP a b\n# TYPE a gauge\nb 1\n", "# HELP a b\n# TYPE a gauge\na x\n",
      "# HELP a b\n# TYPE a gauge\na 1\na 2\n", "# HELP a b\n# TYPE a counter\na 1\n",
      "# HELP a b\n# TYPE a gauge\na{x=\"\\d\"} 1\n", "# HELP a b\n# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n",
      "# HELP a b\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
      "# HELP a b\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
      "# HELP a b\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n",
    ])
  func strict(text: String) {
    #expect(throws: Exposition.Fault.self) { try Exposition(text) }
  }
}

@Suite("the meter of a reactor")
struct ReactorMeterTests {
  @Test("a time falls into the first bucket whose bound it does not exceed")
  func buckets() {
    let counts = ReactorCounts(methods: 1)
    let bounds = ReactorCounts.bounds
    #expect(bounds.count == 19 && bounds.first == 10_000 && bounds.last == 10_000_000_000 && bounds == bounds.sorted())
    for (number, bound) in bounds.enumerated() {
      #expect(counts.bucket(of: bound - 1) == number && counts.bucket(of: bound) == number)
      #expect(counts.bucket(of: bound + 1) == number + 1)
    }
    #expect(counts.bucket(of: 0) == 0 && counts.bucket(of: .max) == bounds.count)
  }

  @Test("each call has its code at once, and its time from its own request to the end of the turn")
  func times() {
    let meter = ReactorMeter(methods: 3)
    meter.callEnded(1, .ok, arrivedAt: 1_000)
    meter.callEnded(1, .ok, arrivedAt: 1_000)
    meter.callEnded(2, .notFound, arrivedAt: 1_000)
    meter.callEnded(1, .internal, arrivedAt: 0)
    meter.callEnded(1, .ok, arrivedAt: 99_000)
    let counts = meter.counts(at: 11_000)
    #expect(counts.calls(1, .ok) == 3 && counts.calls(1, .internal) == 1 && counts.calls(2, .notFound) == 1)
    #expect(counts.durations(0).count == 0 && counts.durations(2).count == 1)
    // 10 us twice, 11 us, and one that is not over yet by this clock.
    #expect(counts.durations(1).count == 4 && counts.durations(1).sum == 0.000031)
    #expect(counts.durations(1).buckets.prefix(2).map(\.count) == [3, 4])
    #expect(meter.counts(at: 500_000).durations(1) == counts.durations(1))
  }

  @Test("a turn with more calls than are kept takes the clock earlier and loses none")
  func manyInOneTurn() {
    let meter = ReactorMeter(methods: 1)
    let total = UInt64(2 * ReactorMeter.maxEnded + 1)
    for _ in 0..<total { meter.callEnded(0, .ok, arrivedAt: 0) }
    meter.turnEnded()
    let counts = meter.counts(at: 0)
    #expect(counts.calls(0, .ok) == total && counts.durations(0).count == total)
  }

  @Test("counts of several reactors are added up")
  func sum() {
    let meters = [ReactorMeter(methods: 2), ReactorMeter(methods: 2)]
    for (number, meter) in meters.enumerated() {
      meter.callEnded(number, .ok, arrivedAt: 0)
      meter.callEnded(1, .ok, arrivedAt: 0)
      meter.received(3)
      meter.sent(4)
    }
    var sum = ReactorCounts(methods: 2)
    for meter in meters { sum.add(meter.counts(at: 20_000)) }
    #expect(sum.calls(0, .ok) == 1 && sum.calls(1, .ok) == 3)
    #expect(sum.durations(1).count == 3 && sum.durations(1).sum == 0.00006)
    #expect(sum.receivedBytes == 6 && sum.sentBytes == 8)
  }
}
