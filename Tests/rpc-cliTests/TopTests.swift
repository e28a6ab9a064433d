// TopTests.swift: rates and latencies come from two readings alone, and a server's text steers no terminal.

import Synchronization
import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@testable import rpc_cli

@Suite("top", .timeLimit(.minutes(1)))
struct TopTests {
  private static let start = ContinuousClock.now

  /// What a server says that has answered so many calls, a tenth of which failed, of 1 ms each.
  private static func text(calls: Int, slow: Int = 0, tokens: Int = 0, method: String = "a.B/C") -> String {
    """
    tokenrpc_server_calls_total{method="\(method)",code="OK"} \(calls)
    tokenrpc_server_calls_total{method="\(method)",code="NOT_FOUND"} \(calls / 10)
    tokenrpc_server_calls_total{method="a.B/Never",code="OK"} 0
    tokenrpc_server_call_duration_seconds_bucket{method="\(method)",le="0.001"} \(calls)
    tokenrpc_server_call_duration_seconds_bucket{method="\(method)",le="0.01"} \(calls)
    tokenrpc_server_call_duration_seconds_bucket{method="\(method)",le="+Inf"} \(calls + slow)
    tokenrpc_server_call_duration_seconds_count{method="\(method)"} \(calls + slow)
    tokenrpc_server_connections 3
    tokenrpc_server_received_bytes_total \(calls * 2048)
    tokenrpc_tokens \(tokens)
    tokenrpc_ledger_written_records_total \(calls * 2)
    tokenrpc_ledger_sync_duration_seconds_bucket{le="0.000512"} \(calls)
    tokenrpc_ledger_sync_duration_seconds_bucket{le="+Inf"} \(calls)
    tokenrpc_ledger_sync_duration_seconds_count \(calls)

    """
  }

  private static func reading(_ text: String, after seconds: Int) throws -> MetricReading {
    MetricReading(try MetricLine.lines(of: text), at: start + .seconds(seconds))
  }

  private static func report(_ before: String?, _ now: String, seconds: Int = 2) throws -> TopReport {
    let earlier = try before.map { try reading($0, after: 0) }
    return TopReport(
      MetricChange(from: earlier, to: try reading(now, after: seconds)), HealthReply(status: .serving))
  }

  @Test("rates are differences over the time between, latencies those of the calls between")
  func rates() throws {
    let report = try Self.report(
      Self.text(calls: 1_000, slow: 5, tokens: 7), Self.text(calls: 1_100, slow: 105, tokens: 11))
    #expect(report.callsPerSecond == 55 && report.methods.map(\.name) == ["a.B/C"])
    #expect(report.methods[0].codes.map(\.name) == ["OK", "NOT_FOUND"])
    #expect(report.methods[0].codes.map(\.callsPerSecond) == [50, 5])
    #expect(report.methods[0].p50 == 0.001 && report.methods[0].p99 == .infinity)
    #expect(report.recordsPerBatch == 2 && report.syncsPerSecond == 50 && report.sync(perMille: 990) == 0.000512)
    #expect(report.change.perSecond("tokenrpc_tokens") == 2)
    #expect(report.change.perSecond("tokenrpc_server_received_bytes_total") == 102_400)
    #expect(report.change.perSecond("no_such") == nil)
  }

  @Test("a code that comes for the first time has grown from 0; an interval without calls has rates of 0")
  func newAndNone() throws {
    let more = Self.text(calls: 10) + #"tokenrpc_server_calls_total{method="a.B/C",code="ABORTED"} 6"# + "\n"
    #expect(try Self.report(Self.text(calls: 10), more).methods.first?.codes.map(\.callsPerSecond) == [3])
    let still = try Self.report(more, more)
    #expect(still.callsPerSecond == 0 && still.methods.isEmpty && still.recordsPerBatch == nil)
    #expect(still.sync(perMille: 500) == nil)
  }

  @Test("the first reading, one of no time, and one after a restart have levels and no rates")
  func withoutRates() throws {
    let (before, now) = (Self.text(calls: 1_000, tokens: 5), Self.text(calls: 20, tokens: 9))
    let reports = [
      try Self.report(nil, now), try Self.report(before, now), try Self.report(now, before, seconds: 0),
    ]
    #expect(reports.map(\.change.isRestart) == [false, true, false])
    for report in reports {
      #expect(report.callsPerSecond == nil && report.methods.isEmpty && report.syncsPerSecond == nil)
      #expect(report.change.perSecond("tokenrpc_tokens") == nil && report.change.seconds == nil)
      #expect(report.change.now.value("tokenrpc_server_connections") == 3)
    }
    // A counter that is gone is another process's too.
    #expect(try Self.report(before, "tokenrpc_server_connections 3\n").change.isRestart)
  }

  @Test("a line is cut to the terminal's width, its colours take no room and end")
  func cut() {
    #expect(TopScreen.cut("abcdef", to: 3) == "abc" && TopScreen.cut("ab", to: 3) == "ab")
    #expect(TopScreen.cut("a\u{1B}[31mbcd\u{1B}[0mef", to: 2) == "a\u{1B}[31mb\u{1B}[0m")
    #expect(TopScreen.cut("", to: 0) == "")
  }

  /// Says one text after the other, then the last one for ever.
  private final class Metrics: SimpleMetricsService {
    private let texts: Mutex<[String]>
    init(_ texts: [String]) { self.texts = Mutex(texts) }

    func collect(_ message: CollectRequest, context: CallContext) throws(RPCError) -> CollectReply {
      texts.withLock { texts in CollectReply(text: texts.count > 1 ? texts.removeFirst() : texts[0]) }
    }
  }

  private static func run(
    _ texts: [String], _ words: String..., isTerminal: Bool = false
  ) async throws -> CommandLineHarness.Outcome {
    let server = try RPCServer(
      services: [Metrics(texts), FakeHealth()],
      configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
    let address = try server.start().map(\.description).first ?? ""
    defer { server.stop() }
    return await CommandLineHarness.run(
      ["top", "--interval", "100ms", "--server", address] + words, isTerminal: isTerminal)
  }

  @Test("elsewhere than on a terminal it prints a block for each interval, or a line of JSON, and ends after --count")
  func blocks() async throws {
    let texts = [Self.text(calls: 10), Self.text(calls: 20), Self.text(calls: 5)]
    let text = try await Self.run(texts, "--count", "2")
    #expect(text.status == .done && text.errors.isEmpty)
    #expect(text.lines.filter { $0.hasPrefix("calls ") }.count == 2)
    #expect(text.lines.filter { $0.hasPrefix("B/C  ") }.count == 1)
    #expect(text.output.contains("started anew") && !text.output.contains("\u{1B}"))
    let json = try await Self.run(texts, "--count", "2", "--json")
    #expect(json.objects.map { $0["restarted"] as? Bool } == [false, true])
    #expect(json.objects.map { $0["status"] as? String } == ["serving", "serving"])
    let rates = json.objects.map { $0["callsPerSecond"] as? Double }
    #expect(rates[0] ?? 0 > 0 && rates[1] == nil)
    let method = (json.objects[0]["methods"] as? [[String: Any]])?.first
    #expect(method?["name"] as? String == "a.B/C" && method?["p50Micros"] as? Double == 1_000)
  }

  @Test("on a terminal it takes the second screen and gives it back, and what a server says steers nothing")
  func terminal() async throws {
    let method = "\u{1B}]0;x\u{7}\u{9B}2J"
    let texts = [1, 20].map { Self.text(calls: $0, method: method) }
    let screen = try await Self.run(texts, "--count", "1", isTerminal: true)
    #expect(screen.status == .done)
    #expect(screen.output.hasPrefix(TopScreen.enter) && screen.output.hasSuffix(TopScreen.leave))
    #expect(screen.output.contains(#"\u{1b}]0;x\u{7}\u{9b}2J"#))
    #expect(!screen.output.contains("\u{1B}]") && !screen.output.contains("\u{7}") && !screen.output.contains("\u{9B}"))
  }

  @Test("an answer that can't be read, and a server that never answers, are failures that leave no screen behind")
  func failures() async throws {
    let unreadable = try await Self.run([Self.text(calls: 1), "?"], isTerminal: true)
    #expect(unreadable.status == .failed && unreadable.output.hasSuffix(TopScreen.leave))
    let nobody = await CommandLineHarness.run(["top", "--server", "127.0.0.1:1"], isTerminal: true)
    #expect(nobody.status == .failed && nobody.output.isEmpty)
    #expect(await CommandLineHarness.run(["top", "--interval", "1ms"]).status == .usage)
    #expect(await CommandLineHarness.run(["top", "--count", "0"]).status == .usage)
  }
}
