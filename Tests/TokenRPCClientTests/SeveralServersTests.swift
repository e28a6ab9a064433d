// SeveralServersTests.swift: a client of several servers, and one that waits for a server to come.

import Synchronization
import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@Suite("several servers", .timeLimit(.minutes(2)))
struct SeveralServersTests {
  /// Answers every call with its name.
  private func named(_ name: String) -> ScriptedServer {
    ScriptedServer { peer, _ in
      try peer.greet()
      while let request = try? peer.expect(.request) { peer.answer(request.header.callID, name) }
    }
  }

  /// Calls until both have answered; what the last calls said.
  private func untilBothAnswer(_ client: RPCClient) async throws {
    var seen: Set<String> = []
    while seen.count < 2 { seen.insert(try await client.draw()) }
  }

  @Test("calls one after the other go to each server in turn")
  func inTurn() async throws {
    let servers = [named("a"), named("b")]
    let client = RPCClient(servers.map(\.endpoint))
    try await untilBothAnswer(client)
    var count = ["a": 0, "b": 0]
    for _ in 0..<20 { count[try await client.draw(), default: 0] += 1 }
    #expect(count == ["a": 10, "b": 10])
    #expect(servers.map(\.connections) == [1, 1])
  }

  @Test("a server that holds on to its calls gets no more while another has none")
  func fewestInFlight() async throws {
    let held = Mutex<[UInt32]?>(nil)
    let slow = ScriptedServer { peer, _ in
      try peer.greet()
      while let frame = try? peer.read() {
        guard frame.header.type == .request else { continue }
        let isHeld = held.withLock { held in
          held?.append(frame.header.callID)
          return held != nil
        }
        if !isHeld { peer.answer(frame.header.callID, "slow") }
      }
    }
    let fast = named("fast")
    let client = RPCClient([slow.endpoint, fast.endpoint])
    try await untilBothAnswer(client)
    held.withLock { $0 = [] }
    // Given up here, its slot stays taken: from then on the slow one has more in flight than the fast one.
    while held.withLock({ $0 == [] }) { _ = try? await client.draw(timeout: .milliseconds(50)) }
    for _ in 0..<50 { #expect(try await client.draw() == "fast") }
  }

  @Test("a server that can't be reached is passed over")
  func deadServer() async throws {
    let client = RPCClient([ReservedPort().endpoint, named("alive").endpoint])
    for _ in 0..<10 { #expect(try await client.draw() == "alive") }
  }

  @Test("when one server goes its calls move to the other")
  func oneGoes() async throws {
    let mortal = ScriptedServer { peer, _ in
      try peer.greet()
      peer.answer(try peer.expect(.request).header.callID, "mortal")
      try peer.expect(.request)
    }
    let client = RPCClient([mortal.endpoint, named("other").endpoint])
    try await untilBothAnswer(client)
    mortal.stop()
    for _ in 0..<10 { _ = try await client.change() }
    for _ in 0..<10 { #expect(try await client.change() == "other") }
  }

  @Test("with none that can be reached the call says why, and waits if it was told to")
  func noneReached() async throws {
    let client = RPCClient((0..<2).map { _ in ReservedPort().endpoint })
    let error = await failure { () throws(RPCError) in try await client.draw() }
    #expect(error?.code == .unavailable && error?.notStarted == true)
    let waiting = await failure { () throws(RPCError) in
      let options = CallOptions(timeout: .milliseconds(100), waitsForReady: true)
      return try await client.change(options)
    }
    #expect(waiting?.code == .deadlineExceeded)
  }

  @Test("a call that waits for a server is sent when one comes")
  func waitsForReady() async throws {
    let place = ReservedPort()
    var options = ClientOptions()
    options.waitsForReady = true
    options.reconnecting = Backoff(initial: .milliseconds(5), multiplier: 1, maximum: .milliseconds(5), share: 1...1)
    let client = RPCClient(place.endpoint, options: options)
    let call = Task { try await client.change() }
    while client.unreachableReason == nil { try await Task.sleep(for: .milliseconds(1)) }
    let server = ScriptedServer(at: place) { peer, _ in
      try peer.greet()
      peer.answer(try peer.expect(.request).header.callID, "here")
      peer.drain()
    }
    #expect(try await call.value == "here")
    #expect(server.scriptFailures == [])
  }

  @Test("a call that one server turns away, or fails at once, goes to the other", arguments: [false, true])
  func anotherServer(isTurnedAway: Bool) async throws {
    let bad = ScriptedServer { peer, _ in
      try peer.greet()
      while let request = try? peer.expect(.request) {
        if isTurnedAway {
          peer.send(FrameHeader(.goaway), Goaway(code: 8, message: "too many connections"))
          return peer.drain()
        }
        peer.send(FrameHeader(.response, code: 14, callID: request.header.callID), Failure(message: "stopping"))
      }
    }
    // It always has a stream in flight, so that the other one has fewer.
    let streams = Mutex(0)
    let good = ScriptedServer { peer, _ in
      try peer.greet()
      while let frame = try? peer.read() {
        if frame.header.type == .request, frame.header.code == TestCalls.list.id { streams.withLock { $0 += 1 } }
        if frame.header.code == TestCalls.change.id { peer.answer(frame.header.callID, "good") }
      }
    }
    let client = RPCClient([bad.endpoint, good.endpoint])
    let stream = client.list()
    while streams.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(1)) }
    for _ in 0..<20 { #expect(try await client.change() == "good") }
    stream.cancel()
  }
}
