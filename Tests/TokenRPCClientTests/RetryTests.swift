// RetryTests.swift: which calls a client tries again by itself, and what it says when that leads nowhere.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCClient

@Suite("retries", .timeLimit(.minutes(2)))
struct RetryTests {
  /// Loses its first `losses` connections with a call in flight, and answers the calls of those that follow.
  private func losing(_ losses: Int, keys: KeyLog = KeyLog()) -> ScriptedServer {
    ScriptedServer { peer, number in
      try peer.greet()
      let request = try peer.expect(.request)
      try keys.note(request, peer)
      if number <= losses { return }
      peer.answer(request.header.callID, "answer \(number)")
      peer.drain()
    }
  }

  /// Answers every request of its one connection with what `answer` says to the n-th of them, from 1.
  private func answering(_ answer: @escaping @Sendable (Peer, UInt32, Int) -> Void) -> ScriptedServer {
    ScriptedServer { peer, _ in
      try peer.greet()
      var number = 0
      while let request = try? peer.expect(.request) {
        number += 1
        answer(peer, request.header.callID, number)
      }
    }
  }

  private var quick: ClientOptions {
    var options = ClientOptions()
    options.retry.backoff = Backoff(initial: .milliseconds(1), multiplier: 1, maximum: .milliseconds(1), share: 0...1)
    return options
  }

  @Test("a call that changes nothing is sent again when its connection is lost")
  func harmless() async throws {
    let server = losing(2)
    #expect(try await RPCClient(server.endpoint, options: quick).draw() == "answer 3")
    #expect(server.scriptFailures == [])
  }

  @Test("a changing call is sent again with the same idempotency key")
  func sameKey() async throws {
    let keys = KeyLog()
    let server = losing(2, keys: keys)
    #expect(try await RPCClient(server.endpoint, options: quick).change() == "answer 3")
    let seen = keys.all
    #expect(seen.count == 3 && Set(seen).count == 1 && seen.first?.count == 16)
  }

  @Test("after the third attempt the call has failed, and what became of it is not known")
  func lastAttempt() async throws {
    let server = losing(.max)
    let error = await failure { () throws(RPCError) in
      try await RPCClient(server.endpoint, options: quick).change()
    }
    #expect(error?.code == .unavailable && error?.notStarted == false)
    #expect(error?.details == [Detail(detail: .outcomeUnknown(OutcomeUnknown()))])
    #expect(server.connections == 3)
  }

  @Test("a call that was sent, and then finds no server any more, may have happened")
  func neverFoundAgain() async throws {
    let stop = Mutex<(@Sendable () -> Void)?>(nil)
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      try peer.expect(.request)
      stop.withLock { $0 }?()
    }
    stop.withLock { $0 = { server.stop() } }
    let error = await failure { () throws(RPCError) in
      try await RPCClient(server.endpoint, options: quick).change()
    }
    #expect(error?.code == .unavailable && error?.notStarted == false)
    #expect(error?.details == [Detail(detail: .outcomeUnknown(OutcomeUnknown()))])
    #expect(server.connections == 1)
  }

  @Test("a call may say itself how often it is tried", arguments: [1, 2, 5])
  func attemptsOfCall(attempts: Int) async throws {
    let server = losing(.max)
    var options = quick
    // Connections that end without an answer are made anew at once.
    options.reconnecting = Backoff(initial: .milliseconds(1), multiplier: 1, maximum: .milliseconds(1), share: 1...1)
    options.waitsForReady = true
    let client = RPCClient(server.endpoint, options: options)
    let error = await failure { () throws(RPCError) in try await client.change(CallOptions(maxAttempts: attempts)) }
    #expect(error?.code == .unavailable)
    #expect(server.connections == attempts)
  }

  @Test("a limit that the server says will pass is tried again, not before the server's time; others are not")
  func retryAfter() async throws {
    let instants = Mutex<[UInt64]>([])
    let server = answering { peer, id, number in
      instants.withLock { $0.append(EventLoop.readClock()) }
      switch number {
      case 1:
        peer.send(
          FrameHeader(.response, flags: [.notStarted, .metadata], code: 8, callID: id), Failure(message: "full"),
          metadata: Metadata(retryAfterMs: 60))
      case 2: peer.answer(id, "now")
      default: peer.send(FrameHeader(.response, flags: .notStarted, code: 8, callID: id), Failure(message: "never"))
      }
    }
    let client = RPCClient(server.endpoint, options: quick)
    #expect(try await client.change() == "now")
    let seen = instants.withLock { $0 }
    #expect(seen.count == 2 && seen[1] - seen[0] >= 60_000_000)
    let error = await failure { () throws(RPCError) in try await client.change() }
    #expect(error == RPCError(.resourceExhausted, "never", notStarted: true))
    #expect(instants.withLock { $0.count } == 3)
  }

  @Test("what a service decides is final, only UNAVAILABLE is tried again", arguments: StatusCode.allCases.dropFirst())
  func codes(code: StatusCode) async throws {
    let requests = Mutex(0)
    let server = answering { peer, id, number in
      requests.withLock { $0 = number }
      peer.send(FrameHeader(.response, code: code.rawValue, callID: id), Failure(message: "no"))
    }
    let error = await failure { () throws(RPCError) in
      try await RPCClient(server.endpoint, options: quick).change()
    }
    #expect(error == RPCError(code, "no"))
    #expect(requests.withLock { $0 } == (code == .unavailable ? 3 : 1))
  }

  @Test("a stream is tried again before its first item, and not after it")
  func streams() async throws {
    let server = ScriptedServer { peer, number in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      if number == 1 { return }
      peer.send(FrameHeader(.item, callID: id), DrawReply(code: "one"))
    }
    let stream = RPCClient(server.endpoint, options: quick).list()
    #expect(try await stream.next()?.code == "one")
    #expect(await failure { () throws(RPCError) in try await stream.next() }?.code == .unavailable)
    #expect(server.connections == 2)
  }

  @Test("no attempt is made that would be too late: the call fails with what the last one met")
  func tooLate() async throws {
    let server = losing(.max)
    var options = quick
    options.retry.backoff = Backoff(initial: .seconds(90), multiplier: 1, maximum: .seconds(90), share: 1...1)
    let error = await failure { () throws(RPCError) in
      try await RPCClient(server.endpoint, options: options).draw(timeout: .seconds(60))
    }
    #expect(error?.code == .unavailable)
    #expect(server.connections == 1)
  }

  @Test("a call that rests can be cancelled, and a closed client ends it")
  func endsWhileResting() async throws {
    var options = quick
    options.retry.backoff = Backoff(initial: .seconds(20), multiplier: 1, maximum: .seconds(20), share: 1...1)
    for isClosed in [false, true] {
      let (lost, signal) = AsyncStream<Void>.makeStream()
      let server = ScriptedServer { peer, _ in
        try peer.greet()
        try peer.expect(.request)
        signal.finish()
      }
      let client = RPCClient(server.endpoint, options: options)
      let call = Task { await failure { () throws(RPCError) in try await client.draw() } }
      for await _ in lost {}
      if isClosed { client.close() } else { call.cancel() }
      #expect(await call.value?.code == .cancelled)
    }
  }

  @Test("what waits and leaves takes no room, in whatever order")
  func queueRoom() {
    var queue = WaitingQueue<Int>()
    for number in 0..<100_000 {
      let (first, second) = (queue.append(number), queue.append(number))
      #expect(queue.remove(number % 2 == 0 ? first : second) == number)
      #expect(queue.remove(number % 2 == 0 ? second : first) == number)
    }
    #expect(queue.isEmpty && queue.storedCount == 0)
  }

  @Test("half of the throttle's failures are tried again, and successes win that back")
  func throttle() {
    var policy = RetryPolicy()
    policy.throttleTokens = 10
    policy.successesPerToken = 4
    var throttle = RetryThrottle(policy)
    func fail(_ times: Int) -> [Bool] { (0..<times).map { _ in throttle.failed() } }
    let first = fail(8)
    #expect(first == [true, true, true, true, false, false, false, false])
    // Two of ten are left. Four more make six, of which the next failure takes one: half.
    for _ in 0..<(4 * 4) { throttle.succeeded() }
    let second = fail(1)
    #expect(second == [false])
    for _ in 0..<(1 * 4 + 1) { throttle.succeeded() }
    let third = fail(1)
    #expect(third == [true])
  }

  @Test("only what is safe is tried again")
  func policy() {
    var random = SeededGenerator(seed: 3)
    func isRepeated(_ error: RPCError, attempt: Int = 1, repeatable: Bool = true, delivered: Bool = false) -> Bool {
      let attempt = RetryPolicy.Attempt(
        error: error, number: attempt, isRepeatable: repeatable, hasDelivered: delivered)
      return RetryPolicy().delay(after: attempt, using: &random) != nil
    }
    let lost = RPCError(.unavailable, "")
    let refused = RPCError(.unavailable, "", notStarted: true)
    #expect(isRepeated(lost) && isRepeated(refused) && isRepeated(lost, attempt: 2))
    #expect(!isRepeated(lost, attempt: 3))
    #expect(!isRepeated(lost, repeatable: false) && isRepeated(refused, repeatable: false))
    #expect(!isRepeated(lost, delivered: true))
    #expect(!isRepeated(RPCError(.resourceExhausted, "", retryAfterMilliseconds: 5), repeatable: false))
    #expect(isRepeated(RPCError(.resourceExhausted, "", retryAfterMilliseconds: 5)))
    #expect(!isRepeated(RPCError(.unavailable, "", notStarted: true, retryAfterMilliseconds: 60_001)))
    #expect(isRepeated(RPCError(.resourceExhausted, "", notStarted: true, retryAfterMilliseconds: 5)))
    #expect(!isRepeated(RPCError(.deadlineExceeded, "", notStarted: true)))
  }
}

/// The idempotency keys that requests came with.
private final class KeyLog: Sendable {
  private let keys = Mutex<[[UInt8]]>([])

  var all: [[UInt8]] { keys.withLock { $0 } }

  func note(_ request: (header: FrameHeader, payload: [UInt8]), _ peer: Peer) throws {
    let key = try request.payload.withUnsafeBytes { bytes in
      try FramePayload(bytes, flags: request.header.flags).decodedMetadata(in: Arena()).idempotencyKey
    }
    keys.withLock { $0.append(key) }
  }
}
