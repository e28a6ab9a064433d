// LoadReport.swift: a load as a page for people: its figures, its plots, where and how it was run. The page needs no
// network and runs no script.

internal import Glibc

/// The page of one load.
struct LoadReport: Sendable {
  /// What the load ran between, by name; from elsewhere, and escaped here.
  let environment: [(name: String, value: String)]
  let summary: LoadSummary

  private var outcome: LoadOutcome { summary.outcome }

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <h1>\(title)</h1>
    \(summary.notes.map { "<p class=\"note\">\(HTMLText.escaped($0))</p>" }.joined(separator: "\n"))
    \(plots.map(\.html).joined(separator: "\n"))
    <h2>Result</h2>
    \(Self.table(summary.facts.rows.map { ($0.name, $0.value) }))
    \(breakdown)
    <h2>Environment</h2>
    \(Self.table(environment))
    </body>
    </html>

    """
  }

  private var title: String { HTMLText.escaped("rpc-cli bench rpc: \(summary.callName)") }

  private static func table(_ rows: [(name: String, value: String)]) -> String {
    let lines = rows.map { row in
      "<tr><th>\(HTMLText.escaped(row.name))</th><td>\(HTMLText.escaped(row.value))</td></tr>"
    }
    return "<table>\n\(lines.joined(separator: "\n"))\n</table>"
  }

  /// Each kind of call by itself; empty where there is one alone.
  private var breakdown: String {
    guard summary.rows.count > 1 else { return "" }
    let rows = summary.table.cells.enumerated().map { number, cells in
      let tag = number == 0 ? "th" : "td"
      return "<tr>" + cells.map { "<\(tag)>\(HTMLText.escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    return "<h2>By call</h2>\n<table>\n\(rows.joined(separator: "\n"))\n</table>"
  }

  /// Six colours that stand out from light and from dark.
  private static let style = """
    :root { color-scheme: light dark; --text: #1b1b1f; --faint: #6b6b76; --page: #fff; --grid: #dcdce2 }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e6e6ea; --faint: #9a9aa6; --page: #16161a; --grid: #33333b }
    }
    body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
      max-width: 760px; margin: 2em auto; padding: 0 1em }
    h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 1.6em }
    figure { margin: 1.6em 0 } figcaption span { margin-left: 1em } figcaption span::before { content: "\\25CF  " }
    svg { width: 100%; height: auto } svg text { font-size: 12px; fill: var(--faint) }
    svg .grid { stroke: var(--grid) } svg polyline { fill: none; stroke: currentColor; stroke-width: 1.6 }
    svg circle { fill: currentColor }
    .line0 { color: #3b82f6 } .line1 { color: #e08700 } .line2 { color: #e0454f }
    .line3 { color: #2ba55d } .line4 { color: #a45ee5 } .line5 { color: #0f9ba8 }
    table { border-collapse: collapse } td, th { padding: 2px 18px 2px 0; text-align: left; vertical-align: top }
    table th { font-weight: normal; color: var(--faint) }
    td { font-variant-numeric: tabular-nums; word-break: break-word }
    .note { border-left: 4px solid #e08700; padding-left: 10px }
    """
}

// MARK: - Plots

extension LoadReport {
  /// Points of a line over percentiles, for each nine.
  private static let pointsPerNine = 20
  /// Nines that a histogram of any size is asked for.
  private static let mostNines = 6.0

  private var plots: [Plot] { [throughput, latencyOverTime, distribution].compactMap { $0 } }

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
