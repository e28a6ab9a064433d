// CommandTests.swift: whole command lines against a fake service behind the real server.

import Foundation
import Synchronization
import Testing
import TokenCore
import TokenWire

@testable import rpc_cli

@Suite("commands", .timeLimit(.minutes(2)))
struct CommandTests {
  private let id = String(repeating: "ab", count: 32)
  private let identity = "00" + String(repeating: "cd", count: 31)
  private let unknown = "ff" + String(repeating: "cd", count: 31)

  @Test("request sends what the flags say and prints the token")
  func request() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run(
      "request", "--content", "hello", "--uses", "2", "--for", "7d", "--id", id, "--push-back", "http://a/b", "--json")
    #expect(outcome.status == .done && outcome.errors == "")
    #expect(
      outcome.output
        == "{\"requestId\":\"\(id)\",\"status\":\"success\",\"identity\":\"00\(id.dropLast(2))\",\"height\":12,"
        + "\"queuePosition\":null,\"pushBackState\":\"stored\"}\n")
    let sent = try #require(harness.tokens.requests.withLock { $0.first?.message })
    #expect(sent.subject == .content(Array("hello".utf8)))
    #expect(sent.effectiveness == Effectiveness(usage: .uses(2), period: .durationMs(604_800_000)))
    #expect(sent.pushBackUrl == "http://a/b" && sent.waitMs == 29_000 && sent.timestampMs > 0)
    #expect(sent.id.map(HexText.plain) == id)
  }

  @Test("text for people has the same facts")
  func requestText() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run("request", "--id", id)
    #expect(outcome.status == .done)
    #expect(outcome.lines.first == "status    success")
    #expect(outcome.output.contains(id) && outcome.output.contains("height    12"))
  }

  @Test("a wait that ends before the token is status 1 and prints the pending answer; without a wait it is done")
  func pending() async throws {
    let harness = try CommandLineHarness()
    let waited = await harness.run("request", "--content", "wait", "--json")
    #expect(waited.status == .no)
    #expect(waited.objects.first?["status"] as? String == "pending")
    #expect(waited.objects.first?["queuePosition"] as? Int == 7)
    #expect(waited.objects.first?["identity"] is NSNull && waited.objects.first?["height"] is NSNull)
    #expect(await harness.run("request", "--content", "wait", "--no-wait").status == .done)
    #expect(harness.tokens.requests.withLock { $0.map(\.message.waitMs) } == [29_000, 0])
  }

  @Test("a requisition without id gets one here, each another; with a key it has none, so that it can be repeated")
  func ids() async throws {
    let harness = try CommandLineHarness()
    for _ in 0..<2 { #expect(await harness.run("request").status == .done) }
    let key = "my idempotency key"
    for _ in 0..<2 { #expect(await harness.run("request", "--idempotency-key", key).status == .done) }
    let seen = harness.tokens.requests.withLock { $0 }
    #expect(seen[0].message.id != nil && seen[0].message.id != seen[1].message.id)
    #expect(seen[0].key.count == 16 && seen[0].key != seen[1].key)
    #expect(seen[2].message.id == nil && seen[2].key == Array(key.utf8) && seen[3].key == Array(key.utf8))
  }

  @Test("content over 64 KiB is hashed here and it says so")
  func largeContent() async throws {
    let harness = try CommandLineHarness()
    try await CommandLineHarness.withFile(String(repeating: "x", count: 65_537)) { path in
      let outcome = await harness.run("request", "--content-file", path)
      #expect(outcome.status == .done)
      #expect(outcome.errors.contains("65537 bytes") && outcome.errors.contains("only its SHA-256 is sent"))
    }
    guard case .contentDigest(let digest)? = harness.tokens.requests.withLock({ $0.first?.message.subject }) else {
      Issue.record("no digest")
      return
    }
    #expect(digest.contentBytes == 65_537)
  }

  @Test("--lines prints one answer a line, in order, failed lines in their place")
  func requestLines() async throws {
    let harness = try CommandLineHarness()
    let texts = (1...300).map { $0 == 150 ? "fail" : "line \($0)" }
    let outcome = try await CommandLineHarness.withFile(texts.joined(separator: "\n") + "\n") { path in
      await harness.run("request", "--lines", path, "--uses", "1", "--idempotency-key", "0123456789abcdef")
    }
    #expect(outcome.status == .no)
    #expect(outcome.lines.count == 300 && outcome.objects.count == 300)
    #expect(
      outcome.lines[149] == #"{"line":150,"error":{"code":"RESOURCE_EXHAUSTED","message":"the queue is full"}}"#)
    let seen = harness.tokens.requests.withLock { $0 }
    #expect(seen.count == 300)
    #expect(
      Set(seen.map { String(decoding: $0.key, as: UTF8.self) }) == Set((1...300).map { "0123456789abcdef:\($0)" }))
    #expect(seen.allSatisfy { $0.message.effectiveness == Effectiveness(usage: .uses(1)) })
    let contents = seen.compactMap { request -> String? in
      guard case .content(let bytes) = request.message.subject else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(Set(contents) == Set(texts))
  }

  @Test("--lines of good lines is done, of no lines too, and the answers are in the order of the file")
  func linesInOrder() async throws {
    let harness = try CommandLineHarness()
    let identities = (1...200).map { number in String(format: "%064x", number) }
    let outcome = try await CommandLineHarness.withFile(identities.joined(separator: "\r\n")) { path in
      await harness.run("validate", "--lines", path)
    }
    #expect(outcome.status == .done)
    #expect(outcome.objects.map { $0["identity"] as? String } == identities)
    let empty = try await CommandLineHarness.withFile("") { await harness.run("validate", "--lines", $0) }
    #expect(empty.status == .done && empty.output == "")
  }

  @Test("validate checks by default and uses with --use; the answer decides the status")
  func validate() async throws {
    let harness = try CommandLineHarness()
    let good = await harness.run("validate", identity, "--json")
    #expect(good.status == .done)
    #expect(
      good.output
        == "{\"identity\":\"\(identity)\",\"valid\":true,\"reason\":\"none\",\"usesLeft\":3,"
        + "\"expires\":\"2031-02-03T04:05:06.000Z\"}\n")
    let bad = await harness.run("validate", unknown, "--use", "--json")
    #expect(bad.status == .no)
    #expect(
      bad.output
        == "{\"identity\":\"\(unknown)\",\"valid\":false,\"reason\":\"unknown\",\"usesLeft\":null,\"expires\":null}\n")
    let seen = harness.tokens.validations.withLock { $0 }
    #expect(seen.map(\.message.use) == [false, true])
    #expect(seen.map(\.key.count) == [0, 16])
    #expect(seen.first?.message.subject == .identity(try #require(Bytes32(Array(repeating: 0xcd, count: 31) + [0]))))
  }

  @Test("validate compares the content of a file")
  func validateContent() async throws {
    let harness = try CommandLineHarness()
    _ = try await CommandLineHarness.withFile("abc") { await harness.run("validate", identity, "--content-file", $0) }
    #expect(harness.tokens.validations.withLock { $0.first?.message.comparison } == .content(Array("abc".utf8)))
  }

  @Test("a bad line of identities is an error in its place and status 1")
  func badLines() async throws {
    let harness = try CommandLineHarness()
    let outcome = try await CommandLineHarness.withFile("\(identity)\nxyz\n\n \(identity)\t\n\(unknown)\n") { path in
      await harness.run("validate", "--use", "--lines", path)
    }
    #expect(outcome.status == .no)
    #expect(outcome.objects.map { $0["line"] as? Int } == [nil, 2, 3, nil, nil])
    #expect(outcome.objects.map { $0["valid"] as? Bool } == [true, nil, nil, true, false])
  }

  @Test("status prints the token's payload with every key, content only when asked for")
  func status() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run("status", identity, "--json")
    #expect(outcome.status == .done)
    #expect(
      outcome.output.hasPrefix(
        "{\"token\":{\"req\":{\"id\":\"\(String(repeating: "0", count: 64))\","
          + "\"timestamp\":\"1970-01-01T00:00:01.000Z\","
          + "\"acceptedAt\":\"1970-01-01T00:00:02.000Z\",\"contentSha256\":\"\(String(repeating: "0", count: 64))\","
          + "\"contentBytes\":5,\"effectiveness\":{\"type\":\"usage\",\"expires\":3,"
          + "\"until\":\"1970-01-01T00:00:03.000Z\"},\"pushBack\":\"http://a/b\"},"
          + "\"status\":\"success\",\"valid\":true,"
          + "\"identity\":\"\(identity)\",\"uses\":1,\"usesLeft\":2,\"height\":4,\"queuePosition\":null,"))
    #expect(!outcome.output.contains("\"content\":"))
    let full = await harness.run("status", identity, "--json", "--with-content")
    #expect(full.output.contains("\"content\":\"hello\",\"contentHex\":\"68656c6c6f\""))
    let text = await harness.run("status", identity, "--with-content")
    #expect(text.output.contains("3 uses, until 1970-01-01T00:00:03.000Z") && text.output.contains("hello"))
  }

  @Test("status without a token or a user tells of the miners and the queue, every key in JSON")
  func serviceStatus() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run("status", "--json")
    #expect(outcome.status == .done)
    #expect(
      outcome.output
        == "{\"service\":{\"kernel\":\"sha\",\"minerThreads\":4,\"miningThreads\":2,\"hashesPerSecond\":231500000,"
        + "\"hashesTried\":12345678,\"difficultyField\":272629760,\"difficultyBits\":16.192645,\"policy\":\"fixed\","
        + "\"tokensPerSecond\":null,\"expectedTokenMs\":0.323543,\"queueSize\":7,\"oldestWaitMs\":1250,"
        + "\"expectedWaitMs\":2.588344,\"syncs\":0,\"recordsWritten\":0,\"bytesWritten\":0,\"syncP50Micros\":null,"
        + "\"syncP99Micros\":null,\"syncMaxMicros\":null,\"scrub\":null}}\n")
    let text = await harness.run("status")
    let lines = text.lines.map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
    #expect(
      lines == [
        "kernel sha", "miners 2 of 4 mine", "hash rate 231.5 million hashes a second", "hashes 12345678",
        "difficulty 16.19 bits, fixed", "a token takes 324 us", "queue size 7", "oldest waits 1.3 s",
        "a new one waits 2.6 ms",
      ])
    #expect(harness.tokens.statusQuestions.withLock { $0.map(\.subject) }.count == 2)
  }

  @Test("an idle service says so, and a target rate is told")
  func idleServiceStatus() async throws {
    let harness = try CommandLineHarness()
    harness.tokens.service.withLock { service in
      service.miningThreads = 0
      service.hashesPerSecond = 0
      service.policy = .tokensPerSecond(0.5)
      service.queueSize = 0
      service.expectedTokenMs = 2_000
      service.expectedWaitMs = 2_000
    }
    let json = await harness.run("status", "--json")
    #expect(json.output.contains("\"policy\":\"auto\",\"tokensPerSecond\":0.5,\"expectedTokenMs\":2000,"))
    #expect(json.output.contains("\"queueSize\":0,\"oldestWaitMs\":null,"))
    harness.tokens.service.withLock { service in
      (service.syncs, service.recordsWritten, service.bytesWritten) = (4, 10, 4096)
      (service.syncP50Micros, service.syncP99Micros, service.syncMaxMicros) = (255, 511, 400)
      service.scrub = ScrubStatus(
        rounds: 1, bytes: 3 << 20, segment: 4, offset: 512, findings: 2, damagedTokens: 1)
    }
    let scrub = "\"scrub\":{\"rounds\":1,\"bytes\":3145728,\"segment\":4,\"offset\":512,\"findings\":2,"
    #expect(await harness.run("status", "--json").output.contains(scrub + "\"damagedTokens\":1}"))
    let text = await harness.run("status").output
    #expect(text.contains("4, of 2.5 records each") && text.contains("255 us, 99 of 100 511 us, the longest 400 us"))
    #expect(text.contains("1 round, 3 MiB read, now in segment 4") && text.contains("2 places, of 1 token; see health"))
    #expect(text.contains("idle") && text.contains("follows the hash rate for 0.5 tokens a second"))
    #expect(text.contains("2 s") && !text.contains("oldest"))
  }

  @Test("the service has no content to be asked for")
  func serviceContent() async throws {
    let harness = try CommandLineHarness()
    #expect(await harness.run("status", "--with-content").status == .usage)
  }

  @Test("a failed call is status 3 and goes to standard error in the form asked for")
  func failedCall() async throws {
    let harness = try CommandLineHarness()
    let json = await harness.run("status", "--request", id, "--json")
    #expect(json.status == .failed && json.output == "")
    #expect(json.errors == "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"there is no such token\"}}\n")
    let text = await harness.run("status", "--request", id)
    #expect(text.errors == "rpc-cli: there is no such token (NOT_FOUND)\n")
  }

  @Test("a requisition that may have happened is named by its id, one that has not is not")
  func unknownOutcome() async throws {
    let harness = try CommandLineHarness()
    let text = await harness.run("request", "--content", "lose", "--id", id)
    #expect(text.status == .failed && text.output == "")
    #expect(
      text.errors == "rpc-cli: the answer is lost (UNAVAILABLE)\n"
        + "rpc-cli: it may or may not have happened, ask with: rpc-cli status --request \(id)\n")
    let json = await harness.run("request", "--content", "lose", "--json")
    let made = try #require(harness.tokens.requests.withLock { $0.last?.message.id })
    let error = "{\"code\":\"UNAVAILABLE\",\"message\":\"the answer is lost\",\"requestId\":\"\(HexText.plain(made))\"}"
    #expect(json.errors == "{\"error\":\(error)}\n")
    let lines = try await CommandLineHarness.withFile("lose") { await harness.run("request", "--lines", $0) }
    #expect(lines.status == .no && lines.output.hasPrefix("{\"line\":1,\"error\":{\"code\":\"UNAVAILABLE\""))
    let ofLine = try #require(harness.tokens.requests.withLock { $0.last?.message.id })
    #expect(lines.output.hasSuffix("\"requestId\":\"\(HexText.plain(ofLine))\"}}\n"))
    let refused = await harness.run("request", "--content", "fail", "--id", id, "--json")
    #expect(refused.status == .failed && !refused.errors.contains("requestId"))
  }

  @Test("a failure says the request id only when its outcome is unknown")
  func failedCalls() throws {
    let some = try #require(Bytes32(Array(repeating: 1, count: 32)))
    for code in [StatusCode.unavailable, .deadlineExceeded, .cancelled, .unknown, .internal] {
      #expect(FailedCall(RPCError(code, "x"), id: some).requestID == some)
      #expect(FailedCall(RPCError(code, "x", notStarted: true), id: some).requestID == nil)
    }
    for code in [StatusCode.invalidArgument, .resourceExhausted, .alreadyExists] {
      #expect(FailedCall(RPCError(code, "x"), id: some).requestID == nil)
    }
  }

  @Test("once the server goes away every further line fails in its place")
  func serverGoesAway() async throws {
    let harness = try CommandLineHarness()
    let count = 4 * LinePipeline.window
    let texts = (1...count).map { $0 == 10 ? "stop" : "line \($0)" }
    let outcome = try await CommandLineHarness.withFile(texts.joined(separator: "\n")) { path in
      await harness.run("request", "--lines", path)
    }
    #expect(outcome.status == .no && outcome.errors == "")
    #expect(outcome.objects.count == count)
    let last = outcome.objects.dropFirst(2 * LinePipeline.window)
    #expect(last.map { $0["line"] as? Int } == (2 * LinePipeline.window + 1...count).map { $0 })
    #expect(last.allSatisfy { ($0["error"] as? [String: Any])?["code"] as? String == "UNAVAILABLE" })
    #expect(last.allSatisfy { ($0["error"] as? [String: Any])?["requestId"] == nil })
  }

  @Test("hex says how many digits it has, an odd number too; what is no hex says so")
  func hexFaults() async {
    for (text, fault) in [
      ("abc", "has 3 hex digits, it must have 64"), ("a", "has 1 hex digit,"), ("xy", "is not hex"),
    ] {
      let outcome = await CommandLineHarness.run(["validate", text], server: "unix:/no/such/socket")
      #expect(outcome.status == .usage && outcome.errors.contains(fault), "\(outcome.errors)")
    }
  }

  @Test("an end in the past is the server's to judge where the call may be a repeat")
  func pastEnd() async throws {
    let harness = try CommandLineHarness()
    let past = "2001-01-01T00:00:00Z"
    #expect(await harness.run("request", "--until", past).errors.contains("--until is in the past"))
    #expect(await harness.run("request", "--until", past, "--id", id).status == .done)
    #expect(await harness.run("request", "--until", past, "--idempotency-key", "0123456789abcdef").status == .done)
  }

  @Test("erase says what is gone and what stays")
  func erase() async throws {
    let harness = try CommandLineHarness()
    let request = await harness.run("erase", "--request", id, "--json")
    #expect(
      request.status == .done
        && request.output
          == "{\"erased\":[\"request id\",\"content\"],\"status\":\"failed\",\"failureReason\":\"erased\"}\n"
    )
    let user = await harness.run("erase", "--user", "ann")
    #expect(user.output.contains("name, code") && user.output.contains("uses"))
    #expect(await harness.run("erase").status == .usage)
    #expect(await harness.run("erase", "--request", id, "--user", "ann").status == .usage)
  }

  @Test("revoke says what the token is now")
  func revoke() async throws {
    let harness = try CommandLineHarness()
    let token = await harness.run("revoke", identity, "--reason", "lost", "--json")
    #expect(token.status == .done && token.output == "{\"status\":\"revoked\",\"failureReason\":null}\n")
    let pending = await harness.run("revoke", "--request", id, "--json")
    #expect(pending.output == "{\"status\":\"failed\",\"failureReason\":\"revoked\"}\n")
    #expect(harness.tokens.revocations.withLock { $0.map(\.reason) } == ["lost", ""])
  }

  @Test("queue prints the size, then the page, whose parts are one")
  func queue() async throws {
    let harness = try CommandLineHarness()
    let first = await harness.run("queue", "--json")
    #expect(first.status == .done && first.lines.count == 2)
    #expect(first.lines[0] == #"{"queueSize":25,"pageCount":3,"pageSize":10,"pages":[1,2,3],"sequence":40}"#)
    #expect(first.objects[1]["pageNumber"] as? Int == 1)
    let entries = first.objects[1]["queuePage"] as? [[String: Any]] ?? []
    #expect(entries.map { $0["queuePosition"] as? Int } == (1...10).map { $0 })
    #expect(Set(entries[0].keys) == ["publicId", "timestamp", "acceptedAt", "effectiveness", "queuePosition"])
    let last = await harness.run("queue", "--json", "--page", "3")
    #expect((last.objects[1]["queuePage"] as? [Any])?.count == 5)
    let size = await harness.run("queue", "--json", "--size", "--page-size", "7")
    #expect(size.lines == [#"{"queueSize":25,"pageCount":4,"pageSize":7,"pages":[1,2,3,4],"sequence":40}"#])
    let text = await harness.run("queue")
    #expect(text.status == .done && text.output.contains("queue size  25") && text.output.contains("page 1"))
    let absent = await harness.run("queue", "--page", "4")
    #expect(absent.status == .failed && absent.errors.contains("OUT_OF_RANGE"))
  }

  @Test("an empty queue has no pages and is no failure, unless a page was asked for")
  func emptyQueue() async throws {
    let harness = try CommandLineHarness(FakeTokens(queueSize: 0))
    let outcome = await harness.run("queue", "--json")
    #expect(outcome.status == .done)
    #expect(outcome.lines == [#"{"queueSize":0,"pageCount":0,"pageSize":10,"pages":[],"sequence":40}"#])
    #expect(await harness.run("queue", "--page", "1").status == .failed)
  }

  @Test(
    "following prints the size, the pages asked for and each event, and says where to resume when the server ends it")
  func follow() async throws {
    let harness = try CommandLineHarness()
    let json = await harness.run("queue", "--follow", "--page", "3", "--json")
    #expect(json.status == .failed)
    #expect(json.lines.first == #"{"queueSize":25,"pageCount":3,"pageSize":10,"pages":[1,2,3],"sequence":40}"#)
    #expect((json.objects[1]["queuePage"] as? [Any])?.count == 5)
    let zeros = String(repeating: "0", count: 64)
    let events = [
      #"{"kind":"queued","sequence":41,"time":"1970-01-01T00:00:01.001Z","publicId":"\#(zeros)","queueSize":26}"#,
      #"{"kind":"sealed","sequence":42,"time":"1970-01-01T00:00:01.002Z","publicId":"\#(zeros)","queueSize":25}"#,
      #"{"kind":"failed","sequence":43,"time":"1970-01-01T00:00:01.003Z","publicId":"\#(zeros)","queueSize":24}"#,
    ]
    #expect(Array(json.lines.dropFirst(2)) == events)
    #expect(
      json.errors
        == #"{"error":{"code":"UNAVAILABLE","message":"the server is stopping","resumeFrom":43}}"# + "\n")
    #expect(harness.tokens.queueQuestions.withLock { $0.last?.resume } == nil)

    let text = await harness.run("queue", "--follow", "--from", "41")
    #expect(harness.tokens.queueQuestions.withLock { $0.last?.resume } == .afterSequence(41))
    #expect(text.lines.prefix(4) == ["queue size  25", "pages       3", "page size   10", "sequence    40"])
    #expect(
      text.lines.dropFirst(4) == [
        "1970-01-01T00:00:01.002Z  sealed  0000000000000000  queue 25  sequence 42",
        "1970-01-01T00:00:01.003Z  failed  0000000000000000  queue 24  sequence 43",
      ])
    #expect(
      text.errors == "rpc-cli: the server is stopping (UNAVAILABLE)\n"
        + "rpc-cli: resume with: rpc-cli queue --follow --from 43\n")
  }

  @Test("without an event it resumes from the size's sequence, or from where it was told to, or where the server says")
  func resume() async throws {
    let harness = try CommandLineHarness()
    func error(_ words: String...) async -> [String: Any]? {
      let outcome = await CommandLineHarness.run(words + ["--json", "--server", harness.address])
      let object = try? JSONSerialization.jsonObject(with: Data(outcome.errors.utf8)) as? [String: Any]
      return object?["error"] as? [String: Any]
    }
    // The fake has events up to 43 and keeps those after 30.
    #expect(await error("queue", "--follow", "--from", "43")?["resumeFrom"] as? Int == 43)
    let old = await error("queue", "--follow", "--from", "29")
    #expect(old?["code"] as? String == "OUT_OF_RANGE" && old?["resumeFrom"] as? Int == 30)
    let absent = await error("queue", "--follow", "--page", "4")
    #expect(absent?["code"] as? String == "OUT_OF_RANGE" && absent?["resumeFrom"] == nil)
  }

  @Test("no time limits following unless one is given")
  func followTimeout() async throws {
    let harness = try CommandLineHarness()
    _ = await harness.run("queue", "--follow")
    _ = await harness.run("queue", "--follow", "--timeout", "40s")
    _ = await harness.run("queue")
    #expect(harness.tokens.queueDeadlines.withLock { $0 } == [false, true, true])
  }

  @Test("ping finds the server")
  func ping() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run("ping", "--json")
    #expect(outcome.status == .done)
    #expect(outcome.objects.first?["address"] as? String == harness.address)
    #expect(outcome.objects.first?["roundTripMicroseconds"] is Int)
  }

  @Test("a server that can't be reached is status 3 with what to do, also for --lines, and TOKEN_RPC_SERVER names it")
  func unreachable() async throws {
    let path = "unix:/no/such/socket"
    for words in [
      ["ping"], ["validate", identity], ["request", "--no-wait"], ["queue"], ["queue", "--follow"], ["health"],
      ["generate", "ann"],
      ["generate", "ann", "--follow"], ["status", "--user", "ann"], ["validate", "--user", "ann", "--code", "048213"],
    ] {
      let outcome = await CommandLineHarness.run(words, server: path)
      #expect(outcome.status == .failed && outcome.output == "", "\(words)")
      #expect(outcome.errors.contains("is token-server running? start it with: make run"), "\(outcome.errors)")
    }
    let lines = try await CommandLineHarness.withFile("a\nb\n") {
      await CommandLineHarness.run(["request", "--json", "--lines", $0, "--server", path], server: "127.0.0.1:1")
    }
    #expect(lines.status == .failed && lines.output == "")
    #expect(lines.errors.hasPrefix("{\"error\":{\"code\":\"UNAVAILABLE\""))
  }

  @Test(
    "wrong usage is status 2, found before any call",
    arguments: [
      ["validate"], ["validate", "xyz"], ["validate", "abcd"], ["validate", "--lines", "/no/such/file"],
      ["validate", "a", "--lines", "b"], ["status", "--with-content"], ["status", "--request", "12"], ["revoke"],
      ["request", "--uses", "0"], ["request", "--uses", "-1"], ["request", "--for", "0"], ["request", "--for", "x"],
      ["request", "--until", "tomorrow"], ["request", "--for", "1d", "--until", "2031-01-01T00:00:00Z"],
      ["request", "--content", "a", "--content-file", "b"], ["request", "--content-file", "/no/such/file"],
      ["request", "--content-sha256", "abcd"], ["request", "--push-back", "ftp://a"],
      ["request", "--push-back", "http://u:p@a"], ["request", "--id", "1234"],
      ["request", "--wait", "1s", "--no-wait"],
      ["request", "--wait", "10s", "--timeout", "10s"], ["request", "--lines", "/no/such/file"],
      ["request", "--lines", "a", "--content", "b"], ["request", "--idempotency-key", "short"],
      ["request", "--until", "2001-01-01T00:00:00Z"], ["request", "--until", "9999-12-31T23:59:59-01:00"],
      ["request", "--for", "366001d"], ["request", "--wait", "86400001ms"],
      ["request", "--uses", "18446744073709551615"],
      ["queue", "--size", "--page", "1"], ["queue", "--server", "localhost:0"], ["queue", "--server="],
      ["ledger", "verify", ""], ["ledger", "repair"], ["ledger", "repair", "--yes=1", "d"], ["ledger", "export"],
      ["ledger", "export", "--format", "xml", "d"], ["ledger", "export", "--format", "csv", "--events", "d"],
      ["request", "--lines="], ["request", "--lines", "/"], ["validate", "--lines", "/"],
      ["request", "--timeout", "0"], ["request", "--server", "nonsense"], ["request", "surplus"],
      ["queue", "--page", "0"], ["queue", "--from", "7"], ["queue", "--follow", "--from", "-1"],
      ["queue", "--follow", "--from", "last"], ["queue", "--follow", "--size", "--page", "1"],
      ["queue", "--page-size", "1001"], ["queue", "--page-size", "0"], ["nonsense"], ["--nonsense"],
      ["request", "--content", "-", "--id", "-"],
      [
        "validate", "00cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd", "--idempotency-key",
        "0123456789abcdef",
      ],
    ])
  func wrongUsage(words: [String]) async {
    let outcome = await CommandLineHarness.run(words + ["--json"], server: "unix:/no/such/socket")
    #expect(outcome.status == .usage && outcome.output == "", "\(words): \(outcome.errors)")
    #expect(outcome.errors.hasPrefix("{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"message\":"))
  }

  @Test("help and version are on standard output and done")
  func help() async {
    for words in [[], ["--help"], ["help"]] + Program.commands.map({ [$0.spec.name, "--help"] }) {
      let outcome = await CommandLineHarness.run(words)
      #expect(outcome.status == .done && outcome.errors == "" && outcome.output.contains("rpc-cli"), "\(words)")
      #expect(outcome.lines.allSatisfy { $0.count <= 130 }, "\(words)")
    }
  }

  @Test("the version names the kernel that hashes here, or the one that TOKEN_RPC_KERNEL forces, or refuses that")
  func version() async throws {
    let chosen = try KernelChoice().kernel.name
    for (kernel, name) in [(nil, chosen), ("", chosen), ("auto", chosen), ("portable", "portable")] {
      let outcome = await CommandLineHarness.run(["--version"], kernel: kernel)
      #expect(outcome.status == .done && outcome.output == "rpc-cli \(Program.version), kernel \(name)\n")
    }
    let outcome = await CommandLineHarness.run(["--version"], kernel: "abacus")
    #expect(outcome.status == .usage && outcome.output == "")
    #expect(outcome.errors.contains("TOKEN_RPC_KERNEL") && outcome.errors.contains("portable"), "\(outcome.errors)")
  }

  @Test("empty values are named by their flag, an empty TOKEN_RPC_SERVER is none")
  func emptyValues() async {
    let outcome = await CommandLineHarness.run(["request", "--content-file="], server: "")
    #expect(outcome.status == .usage && outcome.errors.contains("--content-file is empty"), "\(outcome.errors)")
  }

  @Test("a directory that never was a ledger's is not found, with a part of one it is damaged")
  func noLedger() async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("rpc-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    for command in ["verify", "inspect", "export", "repair"] {
      let outcome = await CommandLineHarness.run(["ledger", command, directory.path])
      #expect(outcome.status == .failed && outcome.output == "")
      #expect(outcome.errors == "rpc-cli: \(directory.path) holds no ledger (NOT_FOUND)\n")
    }
    try Data().write(to: directory.appendingPathComponent("head"))
    for command in ["verify", "inspect", "export", "repair"] {
      #expect(await CommandLineHarness.run(["ledger", command, directory.path]).status == .no)
    }
  }

  @Test("the wait is the timeout less a second, a longer wait makes the timeout longer")
  func patience() throws {
    func patience(_ words: String...) throws -> (UInt32, UInt32) {
      let parser = ArgumentParser(commands: [RequestCommand.spec])
      guard case .run(let arguments) = try parser.parse(["request"] + words) else { return (0, 0) }
      let patience = try Patience(arguments, wait: Flag("wait", "D", ""), noWait: Flag("no-wait", nil, ""))
      return (patience.timeout, patience.wait)
    }
    #expect(try patience() == (30_000, 29_000))
    #expect(try patience("--timeout", "10s") == (10_000, 9_000))
    #expect(try patience("--timeout", "1s") == (1_000, 500))
    #expect(try patience("--timeout", "1ms") == (1, 0))
    #expect(try patience("--wait", "5s") == (30_000, 5_000))
    #expect(try patience("--wait", "60s") == (61_000, 60_000))
    #expect(try patience("--wait", "1d") == (86_401_000, 86_400_000))
    #expect(try patience("--timeout", "4294967295ms") == (.max, 86_400_000))
    #expect(throws: UsageError.self) { try patience("--wait", "86400001ms") }
    #expect(try patience("--no-wait") == (30_000, 0))
    #expect(try patience("--wait", "0") == (30_000, 0))
  }
}
