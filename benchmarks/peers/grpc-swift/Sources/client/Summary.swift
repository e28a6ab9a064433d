// Summary.swift: a load's latencies in three figures.

internal import Foundation

struct Summary {
  let rate: Double
  let p50Micros: Double
  let p99Micros: Double

  init(_ latencies: [Double], seconds: Double) throws(ClientError) {
    guard !latencies.isEmpty else { throw .nothingMeasured }
    let sorted = latencies.sorted()
    rate = Double(sorted.count) / seconds
    p50Micros = sorted[sorted.count / 2]
    p99Micros = sorted[sorted.count * 99 / 100]
  }

  var json: String { String(format: #"{"rate": %.1f, "p50": %.1f, "p99": %.1f}"#, rate, p50Micros, p99Micros) }
}
