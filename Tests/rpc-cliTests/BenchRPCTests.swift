// BenchRPCTests.swift: `bench rpc` against a fake service behind the real server.

import Foundation
import Synchronization
import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@testable import rpc_cli

@Suite("bench rpc", .timeLimit(.minutes(2)))
struct BenchRPCTests {
  private let identity = "00" + String(repeating: "cd", count: 31)
  private let unknown = "ff" + String(repeating: "cd", count: 31)

  @Test("without --identity 10,000 tokens are made, each with its own content, and calls are spread over them")
  func spread() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run(
      "bench", "rpc", "--connections", "3", "--depth", "4", "--duration", "300ms", "--json")
    #expect(outcome.status == .done && !outcome.errors.contains("failed") && outcome.lines.count == 1)
    let contents = harness.tokens.requests.withLock { requests in
      requests.compactMap { request -> [UInt8]? in
        guard case .content(let bytes) = request.message.subject else { return nil }
        #expect(request.message.effectiveness == nil && request.message.waitMs == 29_000)
        return bytes
      }
    }
    #expect(contents.count == 10_000 && Set(contents).count == 10_000 && contents.allSatisfy { $0.count == 32 })
    let asked = harness.tokens.validations.withLock { $0.map(\.message) }
    let summary = try #require(outcome.objects.last)
    let requests = try #require(summary["requests"] as? Int)
    #expect(requests > 0 && summary["valid"] as? Int == requests && summary["errors"] as? Int == 0)
    // The calls that ended too late to count are at most those that were in flight.
    #expect(asked.count >= requests && asked.count <= requests + 3 * 4)
    #expect(asked.allSatisfy { !$0.use })
    // The busiest of the three connections has a third of the calls at least, and asks about another token each time.
    #expect(Set(asked.compactMap(\.subject.identity)).count >= min(asked.count / 3, 10_000))
  }

  @Test("each call that names no token asks what it should", arguments: BenchCall.allCases)
  func calls(call: BenchCall) async throws {
    let harness = try CommandLineHarness()
    let words =
      ["bench", "rpc", "--call", call.rawValue, "--depth", "2", "--duration", "100ms", "--json"]
      + (call.needsTokens ? ["--identity", identity] : []) + ["--server", harness.address]
    let outcome = await CommandLineHarness.run(words)
    let summary = try #require(outcome.objects.last)
    #expect(summary["call"] as? String == call.rawValue)
    #expect(summary["connections"] as? Int == 1 && summary["depth"] as? Int == 2)
    let sent = [
      harness.tokens.validations.withLock { $0.count }, harness.tokens.requests.withLock { $0.count },
      harness.tokens.statusQuestions.withLock { $0.count },
    ]
    switch call {
    case .check: #expect(sent[0] > 0 && sent[1...] == [0, 0])
    case .use:
      #expect(sent[0] > 0 && sent[1...] == [0, 0])
      let keys = harness.tokens.validations.withLock { $0.map(\.key) }
      #expect(Set(keys).count == keys.count && keys.allSatisfy { $0.count == 16 })
      #expect(harness.tokens.validations.withLock { $0.allSatisfy(\.message.use) })
    case .request: #expect(sent[1] > 0 && sent[0] == 0 && sent[2] == 0)
    case .generate: #expect(sent == [0, 0, 0])
    case .stream:
      // Each stream follows; the requisitions are what there is to follow.
      #expect(sent[0] == 0 && sent[2] == 0)
      #expect(harness.tokens.queueQuestions.withLock { $0.allSatisfy(\.follow) })
    case .status: #expect(sent[2] > 0 && sent[..<2] == [0, 0])
    }
  }

  @Test("an answer that says no is an answer, not an error, and not valid")
  func saysNo() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run("bench", "rpc", "--identity", unknown, "--duration", "100ms", "--json")
    #expect(outcome.status == .done && !outcome.errors.contains("failed"))
    let summary = try #require(outcome.objects.last)
    #expect(summary["valid"] as? Int == 0 && summary["errors"] as? Int == 0)
    #expect((summary["requests"] as? Int ?? 0) > 0 && (summary["p99Micros"] as? Int ?? -1) >= 0)
  }

  @Test("when every call fails the status is 1, and standard error counts the codes")
  func allFail() async throws {
    let harness = try CommandLineHarness(FakeTokens(mishap: .statusFails))
    let outcome = await harness.run(
      "bench", "rpc", "--call", "status", "--identity", identity, "--duration", "100ms", "--json")
    #expect(outcome.status == .no)
    let summary = try #require(outcome.objects.last)
    let requests = try #require(summary["requests"] as? Int)
    #expect(requests > 0 && summary["errors"] as? Int == requests && summary["p50Micros"] is String == false)
    #expect(outcome.errors.contains("failed: INTERNAL \(requests); the first: "))
  }

  @Test("a server that does not mine in time is named as the reason, with what to do")
  func nothingMined() async throws {
    let harness = try CommandLineHarness(FakeTokens(mishap: .nothingIsMined))
    let outcome = await harness.run("bench", "rpc", "--duration", "100ms")
    #expect(outcome.status == .failed && outcome.output == "")
    #expect(outcome.errors.contains("0 of 10000 tokens") && outcome.errors.contains("--difficulty"))
  }

  @Test("a server that can't be reached is status 3, before anything is measured")
  func unreachable() async {
    let outcome = await CommandLineHarness.run(["bench", "rpc", "--server", "127.0.0.1:1", "--json"])
    #expect(outcome.status == .failed && outcome.output == "" && outcome.errors.contains("UNAVAILABLE"))
  }

  @Test("when the server goes away its calls fail, and it is tried again only now and then")
  func serverStops() async throws {
    let harness = try CommandLineHarness()
    let connections = LoadConnections(2, to: try Endpoint(parsing: harness.address), options: ClientOptions())
    try await connections.connect()
    let identity = try #require(Bytes32([UInt8](repeating: 1, count: 32)))
    let plan = LoadPlan(CallMix(.check), identities: [identity], waitMilliseconds: 1_000)
    let seconds = 3
    let shape = LoadShape(connections: 2, depth: 8, milliseconds: UInt64(1_000 * seconds))
    let stop = harness.tokens.onStop.withLock { $0 }
    // Stopping a server that has stopped does nothing.
    let outcome = await Load(plan, shape, on: connections).run { tally, _ in
      if tally().valid > 0 { stop?() }
    }
    let tally = outcome.total
    #expect(tally.valid > 0 && tally.errors > 0)
    // Sixteen slots, ten ticks in a second, the calls that were lost, and those in flight at the end.
    let most = 16 * UInt64(10 * seconds + 3)
    #expect(tally.errors <= most && tally.failures.keys.allSatisfy { $0 == .unavailable }, "\(tally.failures)")
  }

  /// Runs a load until what is waited for has come, however long a busy machine takes.
  private func load(
    _ mix: CallMix, _ shape: LoadShape, on harness: CommandLineHarness, until isEnough: (FakeTokens) -> Bool
  ) async throws -> LoadOutcome {
    let connections = LoadConnections(
      shape.connections, to: try Endpoint(parsing: harness.address), options: ClientOptions())
    try await connections.connect()
    let identity = try #require(Bytes32([UInt8](repeating: 1, count: 32)))
    let plan = LoadPlan(mix, identities: mix.needsTokens ? [identity] : [], waitMilliseconds: 1_000)
    let stop = StopRequest()
    return await Load(plan, shape, on: connections).run(stop: stop) { _, _ in
      if isEnough(harness.tokens) { stop.make() }
    }
  }

  @Test("a mix makes each of its kinds, and tells each by itself")
  func mixes() async throws {
    let harness = try CommandLineHarness()
    let mix = try CallMix(parsing: "check=3,use=2,request=2,generate=1,status=2,stream=2")
    let shape = LoadShape(connections: 1, depth: 4, milliseconds: 3_600_000)
    // The fake's queue has pages, which are read once an answer has said so; with four slots a fifth question is asked
    // when one of the others was answered.
    let outcome = try await load(mix, shape, on: harness) { tokens in
      tokens.queueQuestions.withLock { $0.count { $0.pages == [1] } } > 4
        && tokens.statusQuestions.withLock { $0.count } > 4 && tokens.generations.withLock { $0.count } > 4
    }
    #expect(outcome.parts.count == 6 && outcome.parts.allSatisfy { $0.requests > 0 && $0.errors == 0 })
    #expect(outcome.parts.reduce(0) { $0 + $1.requests } == outcome.total.requests)
    #expect(harness.tokens.queueQuestions.withLock { $0.allSatisfy { !$0.follow } })
    let uses = harness.tokens.validations.withLock { $0.count { $0.message.use } }
    // No more were made than counted, but for those in flight at the end.
    #expect(UInt64(uses) >= outcome.parts[1].requests && UInt64(uses) <= outcome.parts[1].requests + 4)
  }

  @Test("a mix of streams alone reads pages to their end, and follows none")
  func pages() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run(
      "bench", "rpc", "--mix", "stream=7", "--depth", "2", "--duration", "200ms", "--json")
    let summary = try #require(outcome.objects.last)
    #expect(summary["call"] as? String == "stream" && summary["valid"] as? Int == summary["requests"] as? Int)
    let questions = harness.tokens.queueQuestions.withLock { $0 }
    #expect(!questions.isEmpty && questions.allSatisfy { !$0.follow })
    #expect(harness.tokens.requests.withLock { $0.isEmpty })
  }

  @Test("an open loop makes the calls of its schedule, each once, and answers that come after the time count")
  func openLoop() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run(
      "bench", "rpc", "--rate", "100,300", "--identity", identity, "--connections", "3", "--duration", "1s", "--json")
    let summary = try #require(outcome.objects.last)
    let (requests, unsent) = (summary["requests"] as? Int ?? 0, summary["unsent"] as? Int ?? 0)
    #expect(outcome.status == .done && summary["rate"] as? String == "100,300")
    // What a busy machine leaves no time for is told.
    #expect(requests > 0 && requests + unsent == 200 && summary["errors"] as? Int == 0)
    #expect(harness.tokens.validations.withLock { $0.count } == requests)
    #expect(summary["lagP99Micros"] is Int && summary["clientLoops"] as? Int ?? 0 > 0)
  }

  @Test("a call that had to wait for a slot is as late as its caller would have seen it")
  func fromTheInstant() async throws {
    let harness = try CommandLineHarness(FakeTokens(mishap: .checksAreSlow))
    let outcome = await harness.run(
      "bench", "rpc", "--rate", "10000", "--depth", "1", "--identity", identity, "--duration", "300ms", "--json")
    let summary = try #require(outcome.objects.last)
    let (requests, unsent) = (summary["requests"] as? Int ?? 0, summary["unsent"] as? Int ?? 0)
    #expect(requests > 1 && requests + unsent == 3_000 && outcome.errors.contains("\(unsent) calls of the schedule"))
    // Each took 20 ms at least, and they were meant to be sent a tenth of one apart.
    #expect((summary["maxMicros"] as? Int ?? 0) >= requests * 19_900)
  }

  @Test("calls of the warm-up are made and count in nothing")
  func warmUp() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run(
      "bench", "rpc", "--rate", "100", "--identity", identity, "--warm-up", "500ms", "--duration", "500ms", "--json")
    let summary = try #require(outcome.objects.last)
    let (requests, unsent) = (summary["requests"] as? Int ?? 0, summary["unsent"] as? Int ?? 0)
    #expect(requests + unsent == 50 && summary["warmUpMillis"] as? Int == 500)
    // As many calls of the warm-up as there was time for.
    #expect((1...50).contains(harness.tokens.validations.withLock { $0.count } - requests))
  }

  @Test("streams count each event, and that their server ended them")
  func follows() async throws {
    let harness = try CommandLineHarness()
    let shape = LoadShape(connections: 2, depth: 2, milliseconds: 3_600_000, isFollowing: true)
    let outcome = try await load(CallMix(.stream), shape, on: harness) { tokens in
      tokens.queueQuestions.withLock { $0.count } >= 8 && tokens.requests.withLock { !$0.isEmpty }
    }
    // The fake has three events for each stream and ends it: all but the last of each of four were ended so.
    let ended = UInt64(harness.tokens.queueQuestions.withLock { $0.count } - 4)
    #expect(outcome.total.valid >= 3 * ended && outcome.total.errors >= ended && ended >= 4)
    #expect(outcome.total.failures.keys.allSatisfy { $0 == .unavailable })
    #expect(harness.tokens.queueQuestions.withLock { $0.allSatisfy(\.follow) })
    let feed = try #require(outcome.feed)
    #expect(feed.valid > 0 && feed.errors == 0 && outcome.pace != nil)
  }

  @Test("a wish to stop ends the measured time, and what came until then is told")
  func stops() async throws {
    let harness = try CommandLineHarness()
    let connections = LoadConnections(1, to: try Endpoint(parsing: harness.address), options: ClientOptions())
    try await connections.connect()
    let shape = LoadShape(connections: 1, depth: 2, milliseconds: 3_600_000)
    let stop = StopRequest()
    let outcome = await Load(LoadPlan(CallMix(.generate), waitMilliseconds: 1), shape, on: connections).run(stop: stop)
    {
      tally, _ in
      if tally().valid > 0 { stop.make() }
    }
    #expect(outcome.wasInterrupted && outcome.total.valid > 0 && outcome.nanoseconds < 3_600_000_000_000)
    #expect(outcome.series.reduce(0) { $0 + $1.requests } == outcome.total.requests)
  }

  @Test("what can't be meant is wrong usage, and names the flag")
  func wrongUsage() async {
    for (words, hint) in [
      (["--call", "chek"], "--call"), (["--connections", "0"], "--connections"),
      (["--connections", "1001"], "1 to 1000"),
      (["--depth", "1025"], "1 to 1024"), (["--depth", "0"], "--depth"), (["--duration", "99ms"], "100ms to 1h"),
      (["--duration", "2h"], "100ms to 1h"), (["--duration", "soon"], "--duration"), (["--identity", "xyz"], "hex"),
      (["--call", "request", "--identity", identity], "--identity"),
      (["--call", "generate", "--identity", identity], "--identity"), (["more"], "unexpected argument"),
      (["--mix", "check"], "CALL=WEIGHT"), (["--mix", "chek=1"], "none of"), (["--mix", "check=0"], "1 to 1000000"),
      (["--mix", "check=1,check=2"], "twice"), (["--mix", ""], "--mix"), (["--mix", "check=1", "--stream"], "exclude"),
      (["--call", "check", "--mix", "use=1"], "exclude"), (["--stream", "--call", "stream"], "exclude"),
      (["--mix", "request=1,generate=1", "--identity", identity], "request, generate"),
      (["--rate", "0"], "--rate"), (["--rate", "10000001"], "1 to 10000000"), (["--rate", "5..x"], "--rate"),
      (["--rate", "1,"], "--rate"), (["--warm-up", "2h"], "0ms to 1h"), (["--warm-up", "x"], "--warm-up"),
    ] {
      let outcome = await CommandLineHarness.run(["bench", "rpc", "--server", "127.0.0.1:1"] + words)
      #expect(outcome.status == .usage && outcome.errors.contains(hint), "\(words)")
    }
  }
}

extension ValidateRequest.Subject? {
  fileprivate var identity: Bytes32? {
    if case .identity(let identity) = self { return identity }
    return nil
  }
}
