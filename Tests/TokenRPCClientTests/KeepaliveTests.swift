// KeepaliveTests.swift: a server that owes an answer and says nothing is asked for a sign of life.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCClient

@Suite("keepalive", .timeLimit(.minutes(2)))
struct KeepaliveTests {
  private static let millisecond: UInt64 = 1_000_000

  private func options(interval: Duration, timeout: Duration = .seconds(30)) -> ClientOptions {
    var options = ClientOptions()
    options.keepaliveInterval = interval
    options.keepaliveTimeout = timeout
    return options
  }

  @Test("silence is asked about once, then ends the connection; any sign of life begins anew")
  func steps() throws {
    var watch = try #require(Keepalive(options(interval: .milliseconds(100), timeout: .milliseconds(20))))
    let ms = Self.millisecond
    func look(_ now: UInt64) -> Keepalive.Step { watch.look(at: now * ms, welcome: .zero) }
    watch.heard(at: 0)
    let early = look(40)
    watch.heard(at: 50 * ms)
    let steps = [early, look(100), look(150), look(160)]
    #expect(steps == [.look(at: 100 * ms), .look(at: 150 * ms), .ask(lookAt: 170 * ms), .look(at: 170 * ms)])
    watch.heard(at: 165 * ms)
    let last = [look(170), look(265), look(285)]
    #expect(last == [.look(at: 265 * ms), .ask(lookAt: 285 * ms), .giveUp])
  }

  @Test("a server is not asked more often than it welcomes")
  func welcome() throws {
    var watch = try #require(Keepalive(options(interval: .milliseconds(1))))
    watch.heard(at: 0)
    let step = watch.look(at: 5 * Self.millisecond, welcome: .seconds(10))
    #expect(step == .look(at: 10_000 * Self.millisecond))
  }

  @Test("switched off there is none")
  func off() {
    var options = ClientOptions()
    options.keepaliveInterval = nil
    #expect(Keepalive(options) == nil)
  }

  @Test("a server that answers PINGs may take its time with the call")
  func slowServer() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      for _ in 0..<3 { peer.send(FrameHeader(.pong, argument: try peer.expect(.ping).header.argument)) }
      peer.answer(id, "late")
      peer.drain()
    }
    let client = RPCClient(server.endpoint, options: options(interval: .milliseconds(5)))
    #expect(try await client.draw() == "late")
    #expect(server.scriptFailures == [])
  }

  @Test("a server that gives no sign of life loses its calls")
  func deadServer() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      try peer.expect(.request)
      try peer.expect(.ping)
      peer.drain()
    }
    var options = options(interval: .milliseconds(5), timeout: .milliseconds(5))
    options.retry = .never
    let error = await failure { () throws(RPCError) in
      try await RPCClient(server.endpoint, options: options).draw()
    }
    #expect(error?.code == .unavailable)
    #expect(server.scriptFailures == [])
  }

  @Test("a connection without calls is not watched")
  func idle() async throws {
    let pings = Mutex(0)
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      peer.answer(try peer.expect(.request).header.callID, "done")
      while let frame = try? peer.read() {
        guard frame.header.type == .ping else { continue }
        peer.send(FrameHeader(.pong, argument: frame.header.argument))
        pings.withLock { $0 += 1 }
      }
    }
    let client = RPCClient(server.endpoint, options: options(interval: .milliseconds(1)))
    #expect(try await client.draw() == "done")
    // Long enough for many; those that went out while the call was in flight arrive first.
    try await Task.sleep(for: .milliseconds(20))
    let before = pings.withLock { $0 }
    try await Task.sleep(for: .milliseconds(40))
    #expect(pings.withLock { $0 } == before)
  }

  @Test("a server that hangs is noticed, though no call waits for it for long")
  func hungServer() async throws {
    let server = ScriptedServer { peer, number in
      // Room for more calls than it takes, so that it is not left for want of that.
      try peer.greet(maxCalls: 1 << 20)
      if number == 2 { peer.answer(try peer.expect(.request).header.callID, "alive") }
      peer.drain()
    }
    let client = RPCClient(server.endpoint, options: options(interval: .milliseconds(60), timeout: .milliseconds(20)))
    // Each is over before the silence is long enough, and they don't overlap.
    var answer: String?
    while answer == nil {
      answer = try? await client.draw(timeout: .milliseconds(5))
      // When it looks after the server nobody waits any more.
      if answer == nil { try await Task.sleep(for: .milliseconds(200)) }
    }
    #expect(answer == "alive" && server.connections == 2)
  }

  @Test("a server that sends PINGs and takes no PONGs is given up before they fill the memory")
  func pingFlood() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      try peer.expect(.request)
      let pings = (0..<4_096).flatMap { _ -> [UInt8] in
        var frame: [UInt8] = []
        frame.append(FrameHeader(.ping))
        return frame
      }
      for _ in 0..<4_096 { peer.write(pings) }
    }
    var options = options(interval: .seconds(60))
    options.maxBufferedBytes = 65_536
    options.retry = .never
    let error = await failure { () throws(RPCError) in
      try await RPCClient(server.endpoint, options: options).draw()
    }
    #expect(error?.code == .unavailable)
  }
}
