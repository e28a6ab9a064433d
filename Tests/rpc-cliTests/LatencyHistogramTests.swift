// LatencyHistogramTests.swift: the histogram against sorted arrays.

import Testing

@testable import rpc_cli

@Suite("latency histogram")
struct LatencyHistogramTests {
  private func histogram(_ values: [UInt64]) -> LatencyHistogram {
    values.reduce(into: LatencyHistogram()) { $0.record($1) }
  }

  /// By the definition: the smallest value that `perMillion` of a million do not exceed.
  private func exact(_ sorted: [UInt64], _ perMillion: UInt64) -> UInt64 {
    sorted[(sorted.count * Int(perMillion) + 999_999) / 1_000_000 - 1]
  }

  private func isNear(_ found: UInt64, _ truth: UInt64) -> Bool {
    found == truth || (found > truth && (found - truth) * 1_024 < truth)
  }

  @Test(
    "a quantile is never below the true one and less than a 1,024th above it", arguments: 1...40 as ClosedRange<UInt64>
  )
  func againstSortedArrays(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    // Every magnitude up to the limit is as likely as any other.
    let values = (0..<Int.random(in: 1...3_000, using: &random)).map { _ in
      UInt64.random(in: 0...LatencyHistogram.most >> UInt64.random(in: 0...31, using: &random), using: &random)
    }
    let (histogram, sorted) = (histogram(values), values.sorted())
    #expect(histogram.count == UInt64(values.count) && histogram.longest == sorted.last)
    for perMillion: UInt64 in [1, 1_000, 10_000, 250_000, 750_000, 999_999, 1_000_000]
      + Percentile.all.map(\.perMillion)
    {
      let truth = exact(sorted, perMillion)
      let found = histogram.value(perMillion: perMillion) ?? 0
      #expect(isNear(found, truth), "seed \(seed), \(perMillion) of a million")
    }
  }

  @Test("up to 2,047 us every value has its own bucket, and every value's bucket holds it")
  func buckets() {
    for value: UInt64 in 0..<2_048 { #expect(histogram([value, 3_000]).value(.p50) == value) }
    var edge: UInt64 = 2_048
    while edge < LatencyHistogram.most {
      for value in [edge - 1, edge, edge + 1] {
        let found = histogram([value, LatencyHistogram.most]).value(.p50) ?? 0
        #expect(isNear(found, value))
      }
      edge *= 2
    }
  }

  @Test("what takes longer than an hour counts as an hour in quantiles, and the longest tells the truth")
  func clamped() {
    let histogram = histogram([.max, LatencyHistogram.most + 1])
    #expect(histogram.count == 2 && histogram.longest == .max)
    #expect(histogram.value(perMillion: 1) == LatencyHistogram.most)
    #expect(histogram.value(perMillion: 1_000_000) == LatencyHistogram.most)
  }

  @Test("p99.99 is told from the maximum by one latency in ten thousand")
  func finest() {
    #expect(histogram([1_500] + Array(repeating: 7, count: 9_999)).value(.p9999) == 7)
    #expect(histogram([1_500, 1_600] + Array(repeating: 7, count: 9_998)).value(.p9999) == 1_500)
  }

  @Test("one that was cleared is as good as new")
  func cleared() {
    var cleared = histogram([3, 70_000, LatencyHistogram.most + 5])
    cleared.clear()
    #expect(cleared == LatencyHistogram())
  }

  @Test("without latencies there is no quantile")
  func empty() {
    #expect(LatencyHistogram().value(.p50) == nil)
  }

  @Test("two added up are what one would be that saw it all")
  func added() {
    var random = SeededGenerator(state: 7)
    let values = (0..<2_000).map { _ in UInt64.random(in: 0...1_000_000, using: &random) }
    var sum = histogram(Array(values.prefix(700)))
    sum.add(histogram(Array(values.dropFirst(700))))
    #expect(sum == histogram(values))
  }
}
