// LoadReport+Plots.swift: a load as pictures: calls and latencies over time, and latency by percentile.

internal import Glibc

extension LoadReport {
  private var outcome: LoadOutcome { summary.outcome }

  /// Points of a line over percentiles, for each nine.
  private static let pointsPerNine = 20
  /// Nines that a histogram of any size is asked for.
  private static let mostNines = 6.0

  var plots: [Plot] { [throughput, latencyOverTime, distribution].compactMap { $0 } }

  /// Seconds from the beginning of the measured time to the middle of an interval.
  private func middle(_ interval: LoadInterval) -> Double {
    (Double(interval.startMilliseconds) + Double(interval.milliseconds) / 2) / 1_000
  }

  private var time: PlotScale {
    .linear(upTo: Double(outcome.nanoseconds) / 1e9, label: PlotScale.seconds)
  }

  private var throughput: Plot? {
    let series = outcome.series
    guard !series.isEmpty else { return nil }
    func line(_ name: String, _ count: (LoadInterval) -> UInt64) -> Plot.Line {
      Plot.Line(
        name: name,
        points: series.map { (middle($0), Double(count($0)) * 1_000 / Double(max(1, $0.milliseconds))) })
    }
    var lines = [line("ended", \.requests), line("failed", \.errors)]
    if let intended { lines.append(line("intended", intended)) }
    let most = lines.flatMap(\.points).compactMap { $0?.y }.max() ?? 0
    return Plot(title: "Calls a second", x: time, y: .linear(upTo: most), lines: lines)
  }

  /// The calls that were meant to be sent in an interval of an open loop; of streams they are not what is counted.
  private var intended: ((LoadInterval) -> UInt64)? {
    guard let rate = summary.shape.rate, !summary.isFollowing else { return nil }
    let timeline = RateTimeline(rate, nanoseconds: summary.shape.milliseconds * 1_000_000)
    return { interval in
      let start = interval.startMilliseconds * 1_000_000
      return timeline.calls(before: start + interval.milliseconds * 1_000_000) - timeline.calls(before: start)
    }
  }

  private var latencyOverTime: Plot? {
    let series = outcome.series
    func line(_ name: String, _ latency: (LoadInterval) -> UInt64?) -> Plot.Line {
      Plot.Line(name: name, points: series.map { interval in latency(interval).map { (middle(interval), Double($0)) } })
    }
    guard let least = series.compactMap(\.p50).min(), let most = series.compactMap(\.longest).max() else { return nil }
    return Plot(
      title: "Latency over time", x: time, y: .latency(from: least, to: most),
      lines: [line("p50", \.p50), line("p99", \.p99), line("max", \.longest)])
  }

  /// Latency by percentile, of all calls and of each kind.
  private var distribution: Plot? {
    let total = outcome.total.latencies
    guard let least = total.value(perMillion: 1) else { return nil }
    let kinds = summary.mix.isMixed ? summary.rows.map { ($0.call.rawValue, $0.tally.latencies) } : []
    let curves = ([("all", total)] + kinds).filter { $0.1.count > 0 }
    return Plot(
      title: "Latency by percentile", x: .nines(upTo: Self.nines(of: total)),
      y: .latency(from: least, to: total.longest),
      lines: curves.map { Plot.Line(name: $0.0, points: Self.points(of: $0.1)) })
  }

  /// As many nines as the count of latencies can tell apart.
  private static func nines(of histogram: LatencyHistogram) -> Double {
    min(mostNines, max(1, log10(Double(histogram.count))))
  }

  private static func points(of histogram: LatencyHistogram) -> [(x: Double, y: Double)?] {
    let nines = nines(of: histogram)
    return (0...Int(nines * Double(pointsPerNine))).map { step in
      let x = Double(step) / Double(pointsPerNine)
      let share = UInt64(((1 - pow(10, -x)) * 1e6).rounded())
      return histogram.value(perMillion: min(999_999, max(1, share))).map { (x, Double($0)) }
    }
  }
}
