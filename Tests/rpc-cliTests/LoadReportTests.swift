// LoadReportTests.swift: the page of a load: its plots, that nothing from elsewhere gets into it as HTML, its file.

import Foundation
import Testing
import TokenNet
import TokenWire

@testable import rpc_cli

@Suite("the report of a load", .timeLimit(.minutes(1)))
struct LoadReportTests {
  private static let hostile = "</title><script>alert('x')</script> & \"\u{202E}\u{1B}[31m"

  private func tally(_ latencies: ClosedRange<UInt64>) -> LoadTally {
    latencies.reduce(into: LoadTally()) { $0.count(.yes, microseconds: $1) }
  }

  private func report(
    _ mix: CallMix, _ parts: [LoadTally], _ series: [LoadInterval], rate: RateSchedule? = nil, server: String = "s"
  ) throws -> LoadReport {
    let effort = ClientEffort(cpuNanoseconds: 1, wallNanoseconds: 2_000_000_000, loops: 1, lag: nil)
    let outcome = LoadOutcome(
      parts: parts, total: parts.reduce(into: LoadTally()) { $0.add($1) }, series: series, nanoseconds: 2_000_000_000,
      effort: effort)
    let environment = LoadEnvironment(
      commandLine: "rpc-cli bench rpc", server: "127.0.0.1:1", serverName: server)
    let shape = LoadShape(connections: 1, depth: 1, milliseconds: 2_000, rate: rate)
    return LoadReport(
      environment: environment.rows, summary: LoadSummary(mix: mix, shape: shape, outcome: outcome))
  }

  private var series: [LoadInterval] {
    [
      LoadInterval(tally(1...1_000), start: 0, end: 1_000_000_000),
      LoadInterval(LoadTally(), start: 1_000_000_000, end: 1_500_000_000),
      LoadInterval(tally(5...9), start: 1_500_000_000, end: 2_000_000_000),
    ]
  }

  @Test("the page is well-formed, has three plots and asks nothing of anybody else")
  func page() throws {
    let page = try report(CallMix(.check), [tally(1...1_000)], series).html
    #expect(page.ranges(of: "<svg ").count == 3)
    for word in ["http:", "https:", "<script", "src=", "@import", "url(", "<link"] { #expect(!page.contains(word)) }
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("<th>p99.99</th><td>1000 us</td>"))
    #expect(isNested(page))
  }

  @Test("what a server says of itself, or of a failure, stays text")
  func hostile() throws {
    var failed = tally(1...3)
    failed.count(.failed(RPCError(.internal, Self.hostile)), microseconds: 1)
    let page = try report(CallMix(.use), [failed], series, server: Self.hostile).html
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;\\u{202e}\\u{1b}[31m"))
    #expect(!page.contains("<script") && !page.unicodeScalars.contains("\u{202E}"))
    #expect(page.ranges(of: "</title>").count == 1 && isNested(page))
  }

  @Test("a mix has a curve for each kind, and an open loop a line for what was intended")
  func mixed() throws {
    let mix = try CallMix(parsing: "check=1,status=1")
    let page = try report(mix, [tally(1...10), tally(4...90)], series, rate: RateSchedule(1_000)).html
    for name in ["all", "check", "status", "intended", "failed", "p99", "max"] {
      #expect(page.ranges(of: #"">\#(name)</span>"#).count == 1, "\(name)")
    }
    #expect(page.contains("<h2>By call</h2>"))
  }

  @Test("a load without any answer has a page too")
  func empty() throws {
    let page = try report(CallMix(.check), [LoadTally()], [LoadInterval(LoadTally(), start: 0, end: 9_000_000)]).html
    #expect(page.ranges(of: "<svg ").count == 1 && page.contains("no call ended within the measured time"))
    #expect(try report(CallMix(.check), [LoadTally()], []).html.ranges(of: "<svg ").isEmpty)
  }

  /// Every tag of the body is closed in its turn.
  private func isNested(_ page: String) -> Bool {
    guard let start = page.firstRange(of: "<body>") else { return false }
    var open: [Substring] = []
    for part in page[start.lowerBound...].split(separator: "<") {
      guard let end = part.firstIndex(of: ">") else { return false }
      let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "/" }
      if name.hasPrefix("/") {
        guard open.popLast() == name.dropFirst() || (name == "/html" && open.isEmpty) else { return false }
      } else if part[..<end].last != "/" {
        open.append(name)
      }
    }
    return open.isEmpty
  }

  // MARK: Plots

  @Test("an even axis goes from 0 to a round number that nothing is above, in at most five steps")
  func linear() {
    for (most, labels) in [
      (0.0, ["0", "0.2", "0.4", "0.6", "0.8", "1"]), (4.0, ["0", "1", "2", "3", "4"]),
      (9.0, ["0", "2", "4", "6", "8", "10"]),
      (52_049.0, ["0", "20k", "40k", "60k"]), (1_200_000.0, ["0", "500k", "1M", "1.5M"]),
    ] {
      let scale = PlotScale.linear(upTo: most)
      #expect(scale.ticks.map(\.label) == labels, "\(most)")
      #expect(scale.ticks.first?.place == 0 && scale.ticks.last?.place == 1 && scale.place(most) <= 1)
    }
  }

  @Test(
    "any latency stands within its axis, a decade above another the same way off", arguments: [0, 1, 7, 999, 1_000])
  func logarithmic(least: UInt64) {
    let scale = PlotScale.latency(from: least, to: 3_000_000)
    #expect((0...1).contains(scale.place(Double(least))) && (0...1).contains(scale.place(3_000_000)))
    let decade = scale.place(100_000) - scale.place(10_000)
    #expect(abs(scale.place(1_000_000) - scale.place(100_000) - decade) < 1e-9 && scale.ticks.last?.label == "10 s")
  }

  @Test("percentiles are named by their nines")
  func nines() {
    #expect(PlotScale.nines(upTo: 3.2).ticks.map(\.label) == ["0 %", "90 %", "99 %", "99.9 %", "99.99 %"])
    #expect(PlotScale.nines(upTo: 0).ticks.count == 2)
  }

  @Test("a line is broken where it has no value")
  func gaps() {
    let line = Plot.Line(name: "<a>", points: [(0, 0), (1, 1), nil, (2, 1), (3, 4)])
    let plot = Plot(title: "t", x: .linear(upTo: 3), y: .linear(upTo: 4), lines: [line])
    #expect(plot.html.ranges(of: "<polyline ").count == 2 && plot.html.ranges(of: "<circle ").count == 4)
    #expect(plot.html.contains("&lt;a&gt;") && !plot.html.contains("<a>"))
    // The corners of the axes: 0 at the left and below, the highest at the right and above.
    #expect(plot.html.contains("points=\"70,250 ") && plot.html.contains("684,12\""))
  }

  // MARK: The file

  @Test("the report is written whole, and over nothing that holds something")
  func file() async throws {
    let harness = try CommandLineHarness()
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("rpc-cli-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let words = ["bench", "rpc", "--identity", String(repeating: "0c", count: 32), "--duration", "100ms"]
    let path = directory + "/report.html"
    let outcome = await harness.run(words: words + ["--html", path])
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(outcome.status == .done && page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    // An identity is a secret.
    #expect(page.contains("--identity … ") && !page.contains("0c0c"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["report.html"])
    let again = await harness.run(words: words + ["--html", path])
    #expect(again.status == .usage && again.output == "" && again.errors.contains("holds something"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
    for (path, hint) in [(directory + "/none/x", "no such file"), ("", "empty"), (directory, "holds something")] {
      let refused = await harness.run(words: words + ["--html", path])
      #expect(refused.status == .usage && refused.errors.contains(hint), "\(path)")
    }
  }

  @Test("a file that holds nothing is replaced, one that was filled meanwhile is not")
  func race() async throws {
    try await CommandLineHarness.withFile("") { path in
      let file = try ReportFile(path: path)
      try file.write("first")
      #expect(throws: CommandFailure.self) { try file.write("second") }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
    }
  }
}
