// MetricsCommandTests.swift: `metrics` prints what the server says, whole or in part, and the same as samples.

import Synchronization
import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@testable import rpc_cli

@Suite("metrics", .timeLimit(.minutes(1)))
struct MetricsCommandTests {
  private struct Fake: SimpleMetricsService {
    let text: String
    func collect(_ message: CollectRequest, context: CallContext) throws(RPCError) -> CollectReply {
      CollectReply(text: text)
    }
  }

  private static let text = """
    # HELP a_total As, with a \\ and "quotes".
    # TYPE a_total counter
    a_total{method="x/Y",code="OK"} 12
    a_total{method="say \\"hi\\"\\\\\\n",code="OK"} 0
    # a comment
    # HELP b_seconds Bs.
    # TYPE b_seconds histogram
    b_seconds_bucket{le="0.5"} 1
    b_seconds_bucket{le="+Inf"} 2
    b_seconds_sum 1.25e-05
    b_seconds_count 2
    b_ratio NaN 1700000000000

    """

  /// A server that says `text`, for as long as somebody holds it.
  private final class Served: Sendable {
    private let server: RPCServer
    private let address: String

    init(_ text: String = MetricsCommandTests.text) throws {
      server = try RPCServer(
        services: [Fake(text: text)],
        configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
      address = try server.start().map(\.description).first ?? ""
    }

    deinit { server.stop() }

    func run(_ words: String...) async -> CommandLineHarness.Outcome {
      await CommandLineHarness.run(["metrics"] + words + ["--server", address])
    }
  }

  @Test("the text is printed as it came")
  func text() async throws {
    let outcome = try await Served().run()
    #expect(outcome.status == .done && outcome.output == Self.text && outcome.errors.isEmpty)
  }

  @Test("with --json each sample has its name, its labels and its number")
  func json() async throws {
    let outcome = try await Served().run("--json")
    #expect(outcome.status == .done)
    #expect(
      outcome.output == #"[{"name":"a_total","labels":{"method":"x/Y","code":"OK"},"value":12},"#
        + #"{"name":"a_total","labels":{"method":"say \"hi\"\\\n","code":"OK"},"value":0},"#
        + #"{"name":"b_seconds_bucket","labels":{"le":"0.5"},"value":1},"#
        + #"{"name":"b_seconds_bucket","labels":{"le":"+Inf"},"value":2},"#
        + #"{"name":"b_seconds_sum","labels":{},"value":1.25e-05},"#
        + #"{"name":"b_seconds_count","labels":{},"value":2},{"name":"b_ratio","labels":{},"value":null}]"# + "\n")
  }

  @Test("--filter keeps the metrics whose names begin so; when none does the status is 1")
  func filter() async throws {
    let served = try Served()
    let text = await served.run("--filter", "b_s")
    #expect(text.status == .done)
    #expect(text.lines == Self.text.split(separator: "\n").dropFirst(5).prefix(6).map(String.init))
    let json = await served.run("--filter", "b_r", "--json")
    #expect(json.status == .done && json.output == #"[{"name":"b_ratio","labels":{},"value":null}]"# + "\n")
    let none = await served.run("--filter", "_total", "--json")
    #expect(none.status == .no && none.output == "[]\n")
    let unknown = await served.run("--filter", "c")
    #expect(unknown.status == .no && unknown.errors == "rpc-cli: no metric's name begins with c\n")
  }

  @Test(
    "what is no metric is refused with its line",
    arguments: [
      "a", "a 1 2 3", "a x", "{x=\"1\"} 1", "1a 1", "a{x=1} 1", "a{x=\"1} 1", "a{x=\"1\"y=\"2\"} 1", "a{x=\"\\q\"} 1",
      "a{x=\"1\"}1", "a{x=\"1\" 1", "é 1",
    ])
  func malformed(line: String) {
    #expect(throws: RPCError(.internal, "line 2 of the server's metrics can't be read")) {
      try MetricLine.lines(of: "a 1\n\(line)\n")
    }
  }

  @Test("an answer that can't be read is a failure, and nothing of it is printed")
  func unreadable() async throws {
    let outcome = try await Served("a 1\nb\n").run()
    #expect(outcome.status == .failed && outcome.output.isEmpty && outcome.errors.contains("line 2 of the server's"))
  }

  @Test("a server's text steers no terminal")
  func controls() async throws {
    #expect(try await Served("a{x=\"\u{1B}[2J\"} 1\n").run().output == #"a{x="\u{1b}[2J"} 1"# + "\n")
  }

  @Test("a server without the service is a failure")
  func unserved() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run("metrics")
    #expect(outcome.status == .failed && outcome.errors.contains("UNIMPLEMENTED"))
  }
}
