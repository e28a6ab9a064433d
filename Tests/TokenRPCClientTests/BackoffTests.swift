// BackoffTests.swift: how long a client waits between two attempts (gRPC's connection-backoff.md), on a clock that
// nobody has to wait for, and against a server that closes every connection.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCClient

@Suite("backoff", .timeLimit(.minutes(2)))
struct BackoffTests {
  @Test("thirteen attempts lie as far apart as gRPC's interop test wants them", arguments: UInt64(1)...50)
  func grpcSchedule(seed: UInt64) {
    // 1 s, 1.6 times as long each time, 120 s at most, give or take a fifth.
    let backoff = Backoff(initial: .seconds(1), multiplier: 1.6, maximum: .seconds(120), share: 0.8...1.2)
    var random = SeededGenerator(seed: seed)
    var ideal = 1.0
    for failures in 1...13 {
      let pause = backoff.delay(afterFailures: failures, using: &random) / .seconds(1)
      #expect(pause >= 0.8 * ideal - 1e-6 && pause <= 1.2 * ideal + 1e-6, "after \(failures), seed \(seed)")
      ideal = min(ideal * 1.6, 120)
    }
  }

  @Test("clients that fail together don't come back together")
  func jitter() {
    var random = SeededGenerator(seed: 7)
    let pauses = (0..<100).map { _ in Backoff.connecting.delay(afterFailures: 5, using: &random) }
    #expect(Set(pauses).count > 90)
  }

  @Test("however many failures there were, the wait has an end")
  func bounded() {
    var random = SeededGenerator(seed: 1)
    for failures in [64, 10_000, Int.max / 2] {
      let pause = Backoff(initial: .seconds(1), multiplier: 2, maximum: .seconds(9), share: 1...1)
        .delay(afterFailures: failures, using: &random)
      #expect(pause == .seconds(9))
    }
  }

  @Test("a port that closes every connection is tried again, never earlier than the backoff says")
  func retryPort() async throws {
    let accepted = Mutex<[UInt64]>([])
    let server = ScriptedServer { peer, _ in accepted.withLock { $0.append(EventLoop.readClock()) } }
    // gRPC's schedule a hundred times as fast.
    var options = ClientOptions()
    options.reconnecting = Backoff(
      initial: .milliseconds(10), multiplier: 1.6, maximum: .milliseconds(1_200), share: 0.8...1.2)
    options.waitsForReady = true
    options.retry = .never
    let client = RPCClient(server.endpoint, options: options)
    for _ in 0..<7 {
      #expect(await failure { () throws(RPCError) in try await client.draw() }?.code == .unavailable)
    }
    let instants = accepted.withLock { $0 }
    #expect(instants.count == 7)
    var least = 8_000_000.0
    for (earlier, later) in zip(instants, instants.dropFirst()) {
      // A connection is accepted by its own thread here, somewhat after it was made.
      #expect(Double(later - earlier) > least - 5_000_000, "\(instants)")
      least *= 1.6
    }
  }

  @Test("while a server is left alone calls fail at once and no connection is made")
  func failsFast() async throws {
    let server = ScriptedServer { _, _ in }
    var options = ClientOptions()
    options.reconnecting = Backoff(initial: .seconds(600), multiplier: 1, maximum: .seconds(600), share: 1...1)
    let client = RPCClient(server.endpoint, options: options)
    // The first finds the server, which says nothing.
    #expect(await failure { () throws(RPCError) in try await client.draw() }?.code == .unavailable)
    for _ in 0..<20 {
      let error = await failure { () throws(RPCError) in try await client.change() }
      #expect(error?.code == .unavailable && error?.notStarted == true)
      #expect(await failure { () throws(RPCError) in try await client.ping() }?.code == .unavailable)
    }
    #expect(server.connections == 1)
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
