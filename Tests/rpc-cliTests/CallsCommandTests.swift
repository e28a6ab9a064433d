// CallsCommandTests.swift: `calls` prints what the server remembers, and asks for what was wanted.

import Synchronization
import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@testable import rpc_cli

@Suite("the calls command", .timeLimit(.minutes(1)))
struct CallsCommandTests {
  private final class Fake: SimpleCallsService {
    let asked = Mutex<[RecentRequest]>([])
    let calls: [RecentCall]

    init(_ calls: [RecentCall]) { self.calls = calls }

    func recent(_ message: RecentRequest, context: CallContext) throws(RPCError) -> RecentReply {
      asked.withLock { $0.append(message) }
      return RecentReply(calls: calls, slowCallMs: 100)
    }
  }

  private static let calls = [
    RecentCall(
      endedMs: 1_927_857_906_000, method: "tokenrpc.v1.TokenService/Status", code: 5, message: "no\u{1B}such",
      durationUs: 1_234, requestBytes: 34, peer: "127.0.0.1:5", callId: 7),
    RecentCall(
      endedMs: 1_927_857_905_000, method: "other", code: 0, durationUs: 250_000, requestBytes: 1, peer: "unix",
      callId: 8),
  ]

  private func run(_ service: Fake, _ words: String...) async throws -> CommandLineHarness.Outcome {
    let server = try RPCServer(
      services: [service], configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
    let address = try server.start().map(\.description).first ?? ""
    defer { server.stop() }
    return await CommandLineHarness.run(["calls"] + words + ["--server", address])
  }

  @Test("a line for each call, which steers no terminal")
  func text() async throws {
    let outcome = try await run(Fake(Self.calls))
    #expect(outcome.status == .done)
    #expect(
      outcome.lines == [
        "2031-02-03T04:05:06.000Z  NOT_FOUND  TokenService/Status  1.234 ms  34 bytes  127.0.0.1:5 call 7  "
          + #"no\u{1b}such"#,
        "2031-02-03T04:05:05.000Z  OK         other                250 ms    1 byte    unix call 8",
      ])
  }

  @Test("with --json an object for each call, null where a call has no message")
  func json() async throws {
    let outcome = try await run(Fake(Self.calls), "--json")
    #expect(
      outcome.lines.last
        == #"{"ended":"2031-02-03T04:05:05.000Z","code":"OK","method":"other","durationMicros":250000,"#
        + #""requestBytes":1,"peer":"unix","call":8,"message":null}"#)
    #expect(outcome.objects.first?["code"] as? String == "NOT_FOUND" && outcome.objects.count == 2)
  }

  @Test("the flags are the request")
  func flags() async throws {
    let service = Fake([])
    let outcome = try await run(service, "--failed", "--slower", "2s", "--limit", "7")
    #expect(outcome.status == .done && outcome.output.isEmpty && outcome.errors.contains("no such call"))
    _ = try await run(service)
    #expect(
      service.asked.withLock { $0 } == [
        RecentRequest(onlyFailed: true, atLeastMs: 2_000, limit: 7), RecentRequest(),
      ])
    for words in [["--limit", "0"], ["--limit", "1001"], ["--slower", "soon"]] {
      #expect(await CommandLineHarness.run(["calls"] + words).status == .usage)
    }
  }
}
