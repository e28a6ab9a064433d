// UserCommandTests.swift: whole command lines about users' codes against a fake service.

import Foundation
import Synchronization
import Testing
import TokenWire

@testable import rpc_cli

@Suite("commands about users' codes", .timeLimit(.minutes(2)))
struct UserCommandTests {
  private static let identity = "00" + String(repeating: "cd", count: 31)
  private static let longName = String(repeating: "n", count: 257)

  @Test("generate prints the user's code, its zeros in front too")
  func generate() async throws {
    let harness = try CommandLineHarness()
    let json = await harness.run("generate", "änn", "--json")
    #expect(json.status == .done && json.errors == "")
    #expect(
      json.output
        == #"{"user":"änn","code":"048213","createdAt":"2031-02-03T04:05:06.000Z","secondsLeft":41,"#
        + #""timesUsed":2,"isNew":false}"# + "\n")
    let text = await harness.run("generate", "ann")
    #expect(
      text.lines == [
        "code          048213", "user          ann", "created       2031-02-03T04:05:06.000Z", "seconds left  41",
        "times used    2", "new           no",
      ])
    #expect(harness.tokens.generations.withLock { $0.map(\.user) } == ["änn", "ann"])
  }

  @Test("a name of 256 bytes is asked for, and steers no terminal")
  func names() async throws {
    let harness = try CommandLineHarness()
    #expect(await harness.run("generate", String(Self.longName.dropLast())).status == .done)
    let outcome = await harness.run("generate", "\u{1B}[2J")
    #expect(outcome.status == .done && !outcome.output.contains("\u{1B}"))
    #expect(harness.tokens.generations.withLock { $0.last?.user } == "\u{1B}[2J")
  }

  @Test("a code is used as it was typed; the answer decides the status and a refusal tells nothing more")
  func validate() async throws {
    let harness = try CommandLineHarness()
    let good = await harness.run("validate", "--user", "ann", "--code", "048213", "--json")
    #expect(good.status == .done)
    #expect(good.output == #"{"valid":true,"reason":"none","secondsLeft":41,"timesUsed":3}"# + "\n")
    for code in [" 048213", "048213 ", "48213", "０４８２１３", "x"] {
      let bad = await harness.run("validate", "--code", code, "--user", "ann", "--json")
      #expect(bad.status == .no, "\(code)")
      #expect(bad.output == #"{"valid":false,"reason":"refused","secondsLeft":null,"timesUsed":null}"# + "\n")
      let sent = harness.tokens.validations.withLock { $0.last?.message }
      #expect(sent == ValidateRequest(subject: .userCode(UserCode(user: "ann", code: code)), use: true))
    }
    let text = await harness.run("validate", "--user", "ann", "--code", "1")
    #expect(text.status == .no && text.lines == ["valid  no: refused", "user   ann"])
  }

  @Test("a use of a code has a key, one's own where it is given")
  func keys() async throws {
    let harness = try CommandLineHarness()
    let key = "0123456789abcdef"
    _ = await harness.run("validate", "--user", "ann", "--code", "048213")
    _ = await harness.run("validate", "--user", "ann", "--code", "048213", "--idempotency-key", key)
    let keys = harness.tokens.validations.withLock { $0.map(\.key) }
    #expect(keys.map(\.count) == [16, 16] && keys[0] != keys[1] && keys[1] == Array(key.utf8))
  }

  @Test("a code from standard input is all of it but the end of its line")
  func lineEnds() {
    for (text, code) in [
      ("048213\n", "048213"), ("048213\r\n", "048213"), ("048213", "048213"), (" 048213 \n\n", " 048213 \n"),
      ("\n", ""), ("", ""), ("048213\r", "048213\r"),
    ] {
      #expect(ParsedArguments.withoutLineEnd(text) == code)
    }
  }

  @Test("status of a user is the live code's facts and the history, as JSON")
  func statusJSON() async throws {
    let harness = try CommandLineHarness()
    let old =
      #"{"createdAt":"1970-01-01T00:00:01.000Z","endsAt":"1970-01-01T00:01:01.000Z","timesUsed":12,"refusals":10,"#
      + #""died":true,"usesLeft":null}"#
    let live =
      #"{"createdAt":"1970-01-01T00:01:02.000Z","endsAt":"1970-01-01T00:02:02.000Z","timesUsed":1,"refusals":2,"#
      + #""died":false,"usesLeft":4}"#
    let ann = await harness.run("status", "--user", "ann", "--json")
    #expect(ann.status == .done)
    #expect(
      ann.output
        == "{\"user\":\"ann\",\"live\":\(live),\"secondsLeft\":41,\"codesIssued\":3,\"history\":[\(live),\(old)]}\n")
    let bob = await harness.run("status", "--user", "bob", "--history", "1", "--json")
    #expect(
      bob.output
        == "{\"user\":\"bob\",\"live\":null,\"secondsLeft\":null,\"codesIssued\":1,\"history\":[\(old)]}\n")
    #expect(harness.tokens.statusQuestions.withLock { $0.map(\.historyLimit) } == [0, 1])
    let nobody = await harness.run("status", "--user", "nobody", "--json")
    #expect(nobody.status == .failed && nobody.output == "" && nobody.errors.contains("NOT_FOUND"))
  }

  @Test("for people the history is a table, and a cut one says how many codes there were")
  func statusText() async throws {
    let harness = try CommandLineHarness()
    #expect(
      await harness.run("status", "--user", "ann").output == """
        user          ann
        live code     yes
        created       1970-01-01T00:01:02.000Z
        ends          1970-01-01T00:02:02.000Z
        seconds left  41
        times used    1
        uses left     4
        refusals      2

        created                   ends                      times used  refusals  died
        1970-01-01T00:01:02.000Z  1970-01-01T00:02:02.000Z  1           2         no
        1970-01-01T00:00:01.000Z  1970-01-01T00:01:01.000Z  12          10        yes

        3 codes ever issued

        """)
    let bob = await harness.run("status", "--user", "bob")
    #expect(bob.output.contains("live code  no") && !bob.output.contains("ever issued"))
  }

  // MARK: Following

  private static func reply(_ code: String, created: UInt64, left: UInt32, used: UInt64 = 0) -> GenerateReply {
    GenerateReply(code: code, createdMs: created, secondsLeft: left, timesUsed: used, isNew: used == 0)
  }

  @Test("followed where nothing can be drawn over, each code is one line, and a failure is told once")
  func follow() async throws {
    let harness = try CommandLineHarness()
    let away = RPCError(.unavailable, "the generator is away")
    harness.tokens.codes.withLock {
      $0 = [
        // Once more than the client tries by itself.
        .success(Self.reply("000001", created: 1, left: 1)), .failure(away), .failure(away), .failure(away),
        .failure(away), .success(Self.reply("000001", created: 2, left: 1)),
        .failure(RPCError(.resourceExhausted, "no more")),
      ]
    }
    let outcome = await harness.run("generate", "ann", "--follow", "--json")
    #expect(outcome.status == .failed)
    // The same digits made at another time are another code.
    #expect(outcome.objects.map { $0["createdAt"] as? String }.map { $0?.suffix(5) } == [".001Z", ".002Z"])
    #expect(outcome.lines.count == 2 && outcome.objects.allSatisfy { $0.count == 6 })
    #expect(
      outcome.errors == "rpc-cli: the generator is away (UNAVAILABLE); trying again\n"
        + #"{"error":{"code":"RESOURCE_EXHAUSTED","message":"no more"}}"# + "\n")
    #expect(harness.tokens.generations.withLock { $0.count } == 7)
    harness.tokens.codes.withLock {
      $0 = [.success(Self.reply("000001", created: 1, left: 1)), .failure(RPCError(.notFound, "no more"))]
    }
    let text = await harness.run("generate", "ann", "--follow")
    #expect(text.output == "000001  1 s left, used 0 times\n")
  }

  @Test("on a terminal the line of a code is drawn over, and stays where the next one comes")
  func followOnTerminal() async throws {
    let harness = try CommandLineHarness()
    harness.tokens.codes.withLock {
      $0 = [
        .success(Self.reply("000001", created: 1, left: 60)),
        .success(Self.reply("000001", created: 1, left: 59, used: 1)),
        .success(Self.reply("000002", created: 2, left: 60)), .failure(RPCError(.notFound, "no more")),
      ]
    }
    let outcome = await harness.runOnTerminal("generate", "ann", "--follow")
    #expect(outcome.status == .failed)
    #expect(outcome.output.hasPrefix("\r000001  ") && outcome.output.contains(" s left, used 0 times\u{1B}[K"))
    #expect(outcome.output.contains(" s left, used 1 time\u{1B}[K"))
    #expect(outcome.output.contains("\r000001  renews now, used 1 time\u{1B}[K\n\r000002  "))
    #expect(outcome.output.split(separator: "\n").count == 2 && outcome.output.hasSuffix("\n"))
  }

  @Test("followed by a task that is cancelled, it ends and is done")
  func followCancelled() async throws {
    let harness = try CommandLineHarness()
    let task = Task { await harness.run("generate", "ann", "--follow") }
    while harness.tokens.generations.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(await task.value.status == .done)
  }

  // MARK: Wrong usage

  @Test(
    "wrong usage says what is wrong, before any call",
    arguments: [
      (["generate"], "a USER is missing"),
      (["generate", ""], "USER is empty"),
      (["generate", longName], "USER has 257 bytes, a user's name has at most 256"),
      (["generate", "ann", "bob"], "unexpected argument 'bob'"),
      (["generate", "--user", "ann"], "unknown flag --user"),
      (["validate"], "an IDENTITY, --lines or --user is missing"),
      (["status", "--with-content"], "an IDENTITY or --request is missing: the service has no content"),
      (["validate", "--user", "ann"], "--user needs --code"),
      (["validate", "--code", "1"], "--code needs --user"),
      (["validate", "--user"], "--user needs a value: --user=USER"),
      (["validate", "--user", "ann", "--code"], "--code needs a value: --code=CODE"),
      (["validate", "--user", "ann", "--code="], "--code is empty"),
      (["validate", "--user=", "--code", "1"], "--user is empty"),
      (["validate", "--user", longName, "--code", "1"], "--user has 257 bytes, a user's name has at most 256"),
      (["validate", identity, "--user", "ann", "--code", "1"], "an IDENTITY and --user exclude each other"),
      (["validate", identity, "--code", "1"], "an IDENTITY and --code exclude each other"),
      (["validate", "--user", "ann", "--code", "1", "--use"], "leave --use out"),
      (["validate", "--user", "ann", "--code", "1", "--lines", "x"], "--user and --lines exclude each other"),
      (["validate", "--user", "ann", "--code", "1", "--content-file", "x"], "--user and --content-file exclude"),
      (["validate", "--user", "ann", "--code", "1", "--idempotency-key", "short"], "must have 16 to 64"),
      (["status", "--user"], "--user needs a value"),
      (["status", "--user="], "--user is empty"),
      (["status", "--user", longName], "--user has 257 bytes"),
      (["status", identity, "--user", "ann"], "an IDENTITY and --user exclude each other"),
      (["status", "--user", "ann", "--request", identity], "--user and --request exclude each other"),
      (["status", "--user", "ann", "--with-content"], "--user and --with-content exclude each other"),
      (["status", identity, "--history", "5"], "--history needs --user"),
      (["status", "--user", "ann", "--history", "0"], "--history '0' must be a whole number, 1 to 1000"),
      (["status", "--user", "ann", "--history", "1001"], "--history '1001' must be a whole number, 1 to 1000"),
      (["health", "all"], "unexpected argument 'all'"),
    ])
  func wrongUsage(words: [String], message: String) async {
    let outcome = await CommandLineHarness.run(words, server: "unix:/no/such/socket")
    #expect(outcome.status == .usage && outcome.output == "", "\(words)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}
