// KeepaliveTests.swift: clients that fall silent, ask too often, or stay too long.

import Glibc
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

@Suite("PingGate")
struct PingGateTests {
  private let s: UInt64 = 1_000_000_000
  private func gate(maxWaiting: Int = 5, interval: Duration = .seconds(10)) -> PingGate {
    var limits = ServerLimits()
    limits.pingInterval = interval
    limits.maxWaitingPings = maxWaiting
    return PingGate(limits: limits, now: 0)
  }

  @Test("a client that keeps to the interval is always answered at once")
  func polite() {
    var gate = gate()
    for number in 1...1_000 as ClosedRange<UInt64> {
      #expect(gate.receive(UInt32(number), at: number * 10 * s) == .answer)
    }
  }

  @Test("ten may come too early, then PONGs wait a second and come together, in order and each with its argument")
  func early() {
    var gate = gate()
    for number in 1...10 as ClosedRange<UInt32> { #expect(gate.receive(number, at: s) == .answer) }
    #expect(gate.due == Watchdog.never && gate.receive(11, at: s) == .hold && gate.due == 2 * s)
    #expect(gate.receive(12, at: 2 * s - 1) == .hold && gate.take(at: 2 * s - 1).isEmpty)
    #expect(gate.take(at: 2 * s) == [11, 12])
    #expect(gate.due == Watchdog.never && gate.take(at: 3 * s).isEmpty)
    // An interval later one more is welcome, but only one.
    #expect(gate.receive(13, at: 10 * s) == .answer && gate.receive(14, at: 10 * s) == .hold)
  }

  @Test("a PING that is welcome again is not answered before those that wait")
  func order() {
    var gate = gate(interval: .seconds(1))
    for number in 1...10 as ClosedRange<UInt32> { #expect(gate.receive(number, at: s / 2) == .answer) }
    #expect(gate.receive(11, at: s - 1) == .hold)
    #expect(gate.receive(12, at: s + 1) == .hold && gate.take(at: gate.due) == [11, 12])
    #expect(gate.receive(13, at: 2 * s) == .answer)
  }

  @Test("one that waits for each PONG is never sent away, however long it asks", arguments: [1, 10, 3_600])
  func impatient(interval: Int) {
    var gate = gate(maxWaiting: 1, interval: .seconds(interval))
    var now: UInt64 = 0
    var answered = 0
    for number in 1...10_000 as ClosedRange<UInt32> {
      switch gate.receive(number, at: now) {
      case .answer: answered += 1
      case .hold:
        #expect(gate.due > now && gate.due <= now + s)
        now = gate.due
        answered += gate.take(at: now) == [number] ? 1 : 0
      case .tooMany: break
      }
    }
    #expect(answered == 10_000)
  }

  @Test("a flood is sent away when more wait than the limit")
  func flood() {
    var gate = gate(maxWaiting: 5)
    var verdicts: [PingGate.Verdict] = []
    for number in 0...15 as ClosedRange<UInt32> { verdicts.append(gate.receive(number, at: s)) }
    #expect(verdicts == Array(repeating: .answer, count: 10) + Array(repeating: .hold, count: 5) + [.tooMany])
  }
}

@Suite("A watchdog's keepalive and age")
struct KeepaliveWatchdogTests {
  private let ms: UInt64 = 1_000_000
  private func dog(jitter: Double = 0, _ change: (inout ServerLimits) -> Void = { _ in }) -> Watchdog {
    var limits = ServerLimits()
    limits.keepaliveInterval = .milliseconds(100)
    limits.keepaliveTimeout = .milliseconds(20)
    change(&limits)
    var dog = Watchdog(limits: limits, now: 0, jitter: jitter)
    dog.helloCame()
    return dog
  }

  @Test("silence is counted from the last byte; then the client is asked, then it has a time for any byte")
  func silence() {
    var dog = dog()
    dog.listens(true, heard: false, now: 0)
    dog.listens(true, heard: false, now: 50 * ms)
    #expect(dog.next == 100 * ms)
    dog.listens(true, heard: true, now: 60 * ms)
    #expect(dog.expired(at: 159 * ms) == nil && dog.expired(at: 160 * ms) == .quiet)
    dog.asked(now: 160 * ms)
    dog.listens(true, heard: false, now: 160 * ms)
    #expect(dog.expired(at: 179 * ms) == nil && dog.expired(at: 180 * ms) == .silent)
    dog.listens(true, heard: true, now: 179 * ms)
    #expect(dog.expired(at: 278 * ms) == nil && dog.next == 279 * ms)
  }

  @Test("a client that the server does not read can't be silent")
  func deaf() {
    var dog = dog()
    dog.listens(true, heard: true, now: 0)
    dog.asked(now: 100 * ms)
    dog.listens(false, heard: false, now: 110 * ms)
    #expect(dog.next == Watchdog.never)
    dog.listens(true, heard: false, now: 500 * ms)
    #expect(dog.next == 600 * ms)
  }

  @Test("an interval of 0 never asks, an age of 0 never ends")
  func none() {
    var dog = dog { $0.keepaliveInterval = .zero }
    dog.listens(true, heard: true, now: 0)
    #expect(dog.next == Watchdog.never)
  }

  @Test("the age is moved by a tenth at most, then calls have their grace", arguments: [-1, -0.5, 0, 1])
  func age(jitter: Double) {
    var dog = dog(jitter: jitter) {
      $0.connectionAge = .seconds(100)
      $0.connectionAgeGrace = .seconds(7)
    }
    let end = UInt64(100_000 + jitter * 10_000) * ms
    #expect(dog.expired(at: end - ms) == nil && dog.expired(at: end + ms) == .age)
    dog.aged(now: end)
    #expect(dog.next == end + 7_000 * ms && dog.expired(at: dog.next) == .ageGrace)
    dog.neverAges()
    #expect(dog.next == Watchdog.never)
  }
}

@Suite("Keepalive and age over a socket", .timeLimit(.minutes(2)))
struct KeepaliveTests {
  private typealias Method = TestService.Method

  @Test(
    "a client that answers PINGs stays, one that does not is closed, its calls are lost, and both are idle meanwhile")
  func silentClient() throws {
    let server = try TestServer {
      $0.keepaliveInterval = .milliseconds(20)
      $0.keepaliveTimeout = .milliseconds(200)
    }
    defer { server.stop() }
    let alive = try TestClient.greeted(server.endpoint)
    let silent = try TestClient.greeted(server.endpoint)
    silent.sendRequest(Method.hold, id: 1)
    for _ in 1...5 {
      let ping = try #require(alive.read())
      #expect(ping.type == .ping && ping.header.callID == 0)
      alive.send(Bytes.frame(FrameHeader(.pong, argument: ping.header.argument)))
    }
    waitUntil("the close") {
      // Whoever is heard is not silent, whatever it says.
      alive.send(Bytes.frame(FrameHeader(.pong)))
      return server.server.counts.keepaliveCloses == 1
    }
    #expect(silent.readToEnd().map(\.type) == [.ping])
    #expect(server.service[\.cancelled] == 1 && server.server.counts.callsLost == 1)
    alive.sendRequest(Method.echo, id: 1)
    #expect(alive.read(skipping: .ping)?.status == .ok)
  }

  @Test("PINGs and PONGs are no use of a connection: it is closed for idleness all the same")
  func idle() throws {
    let server = try TestServer {
      $0.keepaliveInterval = .milliseconds(5)
      $0.idleTimeout = .milliseconds(50)
    }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    while let frame = client.read(), frame.type == .ping { client.send(Bytes.frame(FrameHeader(.pong))) }
    #expect(client.readToEnd().isEmpty && server.server.counts.idleCloses == 1)
  }

  @Test("PINGs that come too often are answered late, all of them, and calls beside them at once")
  func delayedPongs() throws {
    let server = try TestServer { $0.pingInterval = .milliseconds(500) }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send((1...30).flatMap { Bytes.frame(FrameHeader(.ping, argument: $0)) })
    client.sendRequest(Method.echo, id: 1)
    let frames = (1...31).compactMap { _ in client.read() }
    #expect(frames.map(\.type).firstIndex(of: .response) == PingGate.tolerated)
    #expect(frames.filter { $0.type == .pong }.map(\.header.argument) == Array(1...30))
    #expect(server.server.counts.pingsDelayed == 20 && server.server.counts.pingFloods == 0)
  }

  @Test("a flood of PINGs ends the connection with the name of its limit; PONGs never do")
  func flood() throws {
    let server = try TestServer {
      $0.pingInterval = .seconds(3_600)
      $0.maxWaitingPings = 20
    }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send((1...10_000).flatMap { Bytes.frame(FrameHeader(.pong, argument: $0)) })
    client.send((1...30).flatMap { Bytes.frame(FrameHeader(.ping, argument: $0)) })
    client.sendRequest(Method.echo, id: 1)
    #expect(client.read(skipping: .pong)?.status == .ok)
    client.send(Bytes.frame(FrameHeader(.ping)))
    let end = try #require(client.read(skipping: .pong))
    #expect(end.goawayCode == .resourceExhausted)
    #expect(end.message(as: Goaway.self)?.message.contains("max-waiting-pings") == true)
    #expect(client.readToEnd().isEmpty && server.server.counts.pingFloods == 1)
  }

  @Test("at its age a connection takes no further calls, those in flight are answered, and it closes without blame")
  func age() throws {
    let server = try TestServer { $0.connectionAge = .milliseconds(50) }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(Method.hold, id: 5)
    let goaway = try #require(client.read())
    #expect(goaway.goawayCode == .ok && goaway.header.argument == 5)
    client.sendRequest(Method.echo, id: 6)
    waitUntil("the held call") { server.service.heldCount == 1 }
    server.service.releaseAll()
    let rest = client.readToEnd()
    #expect(rest.map(\.header.callID) == [5] && rest.first?.status == .ok)
    #expect(server.server.counts.ageCloses == 1 && server.service[\.started] == 1)
  }

  @Test("what is still in flight after the grace of an aged connection ends UNAVAILABLE, and its services are told")
  func ageGrace() throws {
    let server = try TestServer {
      $0.connectionAge = .milliseconds(50)
      $0.connectionAgeGrace = .milliseconds(50)
    }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(Method.hold, id: 1)
    client.sendRequest(Method.follow, id: 2)
    #expect(client.read()?.goawayCode == .ok)
    let ends = client.readToEnd().sorted { $0.header.callID < $1.header.callID }
    #expect(ends.map(\.type) == [.response, .end] && ends.allSatisfy { $0.status == .unavailable })
    #expect(ends.allSatisfy { $0.error?.message.contains("age") == true })
    #expect(server.service[\.cancelled] == 2)
  }
}
