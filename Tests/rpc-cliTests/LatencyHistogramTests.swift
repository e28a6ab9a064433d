// LatencyHistogramTests.swift: the histogram against sorted arrays.

import Testing

@testable import rpc_cli

@Suite("latency histogram")
struct LatencyHistogramTests {
  /// SplitMix64: the same numbers for the same seed.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private func histogram(_ values: [UInt64]) -> LatencyHistogram {
    values.reduce(into: LatencyHistogram()) { $0.record($1) }
  }

  /// By the definition: the smallest value that `perMille` of a thousand do not exceed.
  private func exact(_ sorted: [UInt64], _ perMille: UInt64) -> UInt64 {
    sorted[(sorted.count * Int(perMille) + 999) / 1_000 - 1]
  }

  private func isNear(_ found: UInt64, _ truth: UInt64) -> Bool {
    found == truth || (found > truth && (found - truth) * 1_024 < truth)
  }

  @Test(
    "a quantile is never below the true one and less than a 1,024th above it", arguments: 1...40 as ClosedRange<UInt64>
  )
  func againstSortedArrays(seed: UInt64) {
    var random = Seeded(state: seed)
    // Every magnitude up to the limit is as likely as any other.
    let values = (0..<Int.random(in: 1...3_000, using: &random)).map { _ in
      UInt64.random(in: 0...LatencyHistogram.most >> UInt64.random(in: 0...25, using: &random), using: &random)
    }
    let (histogram, sorted) = (histogram(values), values.sorted())
    #expect(histogram.count == UInt64(values.count) && histogram.longest == sorted.last)
    for perMille: UInt64 in [1, 10, 250, 500, 750, 900, 990, 999, 1_000] {
      let truth = exact(sorted, perMille)
      let found = histogram.value(perMille: perMille) ?? 0
      #expect(isNear(found, truth), "seed \(seed), \(perMille) of a thousand")
    }
  }

  @Test("up to 2,047 us every value has its own bucket, and every value's bucket holds it")
  func buckets() {
    for value: UInt64 in 0..<2_048 { #expect(histogram([value, 3_000]).value(perMille: 500) == value) }
    var edge: UInt64 = 2_048
    while edge < LatencyHistogram.most {
      for value in [edge - 1, edge, edge + 1] {
        let found = histogram([value, LatencyHistogram.most]).value(perMille: 500) ?? 0
        #expect(isNear(found, value))
      }
      edge *= 2
    }
  }

  @Test("what takes longer than a minute counts as a minute")
  func clamped() {
    let histogram = histogram([.max, LatencyHistogram.most + 1])
    #expect(histogram.count == 2 && histogram.longest == LatencyHistogram.most)
    #expect(histogram.value(perMille: 1) == LatencyHistogram.most)
  }

  @Test("without latencies there is no quantile")
  func empty() {
    #expect(LatencyHistogram().value(perMille: 500) == nil)
  }

  @Test("two added up are what one would be that saw it all")
  func added() {
    var random = Seeded(state: 7)
    let values = (0..<2_000).map { _ in UInt64.random(in: 0...1_000_000, using: &random) }
    var sum = histogram(Array(values.prefix(700)))
    sum.add(histogram(Array(values.dropFirst(700))))
    #expect(sum == histogram(values))
  }
}
