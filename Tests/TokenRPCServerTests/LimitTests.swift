// LimitTests.swift: every limit at its edge, and patience that runs out.

import Glibc
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

@Suite("Limits")
struct LimitTests {
  @Test("a request of exactly its method's limit passes, one byte more is RESOURCE_EXHAUSTED and not started")
  func requestBytes() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    // A text field of this length has two bytes before it.
    let metadata = Metadata(entries: [MetadataEntry(key: "padding", value: Array(repeating: 0, count: 500))])
    for (id, length) in [(1, 98), (2, 99)] as [(UInt32, Int)] {
      let message = DrawReply(code: String(repeating: "x", count: length))
      client.send(
        Bytes.frame(FrameHeader(.request, code: 305, callID: 2 * id), message)
          + Bytes.frame(FrameHeader(.request, code: 305, callID: 2 * id + 1), metadata: metadata, message))
    }
    for id in 2...3 as ClosedRange<UInt32> {
      let frame = try #require(client.read())
      #expect(frame.header.callID == id && frame.message(as: DrawReply.self)?.code == "98")
    }
    for id in 4...5 as ClosedRange<UInt32> {
      let frame = try #require(client.read())
      #expect(frame.header.callID == id)
      #expect(frame.error?.code == .resourceExhausted && frame.error?.notStarted == true)
      #expect(
        frame.error?.details == [Detail(detail: .limit(LimitReached(limit: "max-request-bytes", maximum: 100)))])
    }
  }

  @Test("calls in flight in all: exactly the limit, then RESOURCE_EXHAUSTED on any connection, then free again")
  func callsInAll() throws {
    let server = try TestServer { $0.maxCalls = 64 }
    defer { server.stop() }
    let first = try TestClient.greeted(server.endpoint)
    let second = try TestClient.greeted(server.endpoint)
    for id in 1...64 as ClosedRange<UInt32> { first.sendRequest(TestService.Method.hold, id: id) }
    waitUntil { server.service.heldCount == 64 }
    second.sendRequest(TestService.Method.echo, id: 1)
    let error = try #require(second.read()?.error)
    #expect(error.code == .resourceExhausted && error.notStarted && error.message.contains("max-calls"))
    #expect(server.server.counts.callsRefused == 1)
    server.service.releaseAll()
    for _ in 1...64 { #expect(first.read()?.status == .ok) }
    second.sendRequest(TestService.Method.echo, id: 2)
    #expect(second.read()?.status == .ok)
  }

  @Test("streams in flight in all: exactly the limit, and calls that end have room beside them; then free again")
  func streamsInAll() throws {
    let server = try TestServer {
      $0.maxCalls = 64
      $0.maxStreams = 100
    }
    defer { server.stop() }
    let first = try TestClient.greeted(server.endpoint)
    let second = try TestClient.greeted(server.endpoint)
    // Never all of the calls, whatever was set.
    for id in 1...63 as ClosedRange<UInt32> { first.sendRequest(TestService.Method.follow, id: id) }
    first.sendRequest(TestService.Method.echo, id: 64)
    #expect(first.read()?.status == .ok)
    second.sendRequest(TestService.Method.follow, id: 1)
    let error = try #require(second.read()?.error)
    #expect(error.code == .resourceExhausted && error.notStarted)
    #expect(error.details == [Detail(detail: .limit(LimitReached(limit: "max-streams", maximum: 63)))])
    second.sendRequest(TestService.Method.echo, id: 2)
    #expect(second.read()?.status == .ok)
    first.send(Bytes.frame(FrameHeader(.cancel, callID: 7)))
    #expect(first.read()?.header.callID == 7)
    second.sendRequest(TestService.Method.follow, id: 3)
    second.sendRequest(TestService.Method.echo, id: 4)
    #expect(second.read()?.header.callID == 4)
  }

  @Test("the slots of a lost connection's calls are free once their work has stopped")
  func slotsOfTheLost() throws {
    // A closed Unix socket hangs up; over TCP a close without a reset can't be told from a half-close.
    let server = try TestServer([.unix(path: TestServer.unixPath())]) { $0.maxCalls = 64 }
    defer { server.stop() }
    var lost: TestClient? = try TestClient.greeted(server.endpoint)
    for id in 1...64 as ClosedRange<UInt32> { lost?.sendRequest(TestService.Method.hold, id: id) }
    waitUntil { server.service.heldCount == 64 }
    lost = nil
    waitUntil { server.service[\.cancelled] == 64 }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.echo, id: 1)
    #expect(client.read()?.status == .resourceExhausted)
    server.service.releaseAll()
    var id: UInt32 = 1
    waitUntil("the slots to be free") {
      id += 1
      client.sendRequest(TestService.Method.echo, id: id)
      return client.read()?.status == .ok
    }
    #expect(server.server.counts.callsLost == 64)
  }

  @Test("a connection above the limit is told so, and the next fits when one has gone")
  func connections() throws {
    let server = try TestServer {
      $0.maxConnections = 2
      $0.lingerTimeout = .milliseconds(20)
    }
    defer { server.stop() }
    var first: TestClient? = try TestClient.greeted(server.endpoint)
    let second = try TestClient.greeted(server.endpoint)
    let third = try TestClient(server.endpoint)
    third.sendHello()
    #expect(third.readToEnd().last?.goawayCode == .resourceExhausted)
    _ = first
    first = nil
    waitUntil("room for another") {
      guard let client = try? TestClient(server.endpoint) else { return false }
      client.sendHello()
      client.send(Bytes.frame(FrameHeader(.ping)))
      return client.read(skipping: .hello)?.type == .pong
    }
    second.sendRequest(TestService.Method.echo, id: 1)
    #expect(second.read()?.status == .ok)
    #expect(server.server.counts.connectionsRefused >= 1)
  }

  @Test("a client that never says HELLO is closed with the reason")
  func helloTimeout() throws {
    let server = try TestServer { $0.helloTimeout = .milliseconds(20) }
    defer { server.stop() }
    let client = try TestClient(server.endpoint)
    #expect(client.readToEnd().last?.goawayCode == .deadlineExceeded)
    #expect(server.server.counts.timeouts == 1)
  }

  @Test("a frame that never ends is closed with the reason, by header or by payload", arguments: [5, 16, 20])
  func frameTimeout(bytes: Int) throws {
    let server = try TestServer { $0.frameTimeout = .milliseconds(20) }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send(
      Array(Bytes.raw(FrameHeader(.request, code: 300, callID: 1), Array(repeating: 0, count: 9)).prefix(bytes)))
    #expect(client.readToEnd().last?.goawayCode == .deadlineExceeded)
    #expect(server.server.counts.timeouts == 1)
  }

  @Test("an idle connection is closed without blame; one with a call in flight is not idle")
  func idleTimeout() throws {
    let server = try TestServer { $0.idleTimeout = .milliseconds(20) }
    defer { server.stop() }
    let busy = try TestClient.greeted(server.endpoint)
    busy.sendRequest(TestService.Method.hold, id: 1)
    let idle = try TestClient.greeted(server.endpoint)
    let goaway = try #require(idle.readToEnd().last)
    #expect(goaway.goawayCode == .ok)
    waitUntil { server.service.heldCount == 1 }
    server.service.releaseAll()
    #expect(busy.read()?.status == .ok)
    #expect(busy.readToEnd().last?.goawayCode == .ok)
    #expect(server.server.counts.idleCloses == 2)
  }

  @Test("a client that takes nothing is closed when its patience is over, and its calls are lost")
  func outputTimeout() throws {
    let server = try TestServer([.unix(path: TestServer.unixPath())]) { $0.outputTimeout = .milliseconds(50) }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 1_000_000)
    client.sendRequest(TestService.Method.inflate, id: 1, digits: 60_000)
    waitUntil("the close") { server.server.counts.callsLost == 1 }
    #expect(server.server.counts.timeouts == 1)
    #expect(client.readToEnd().last?.type == .item)
  }

  @Test(
    "connections leave descriptors for everything else, and there is always one", arguments: [20, 256, 1_024, 20_000])
  func descriptors(openFiles: Int) {
    var configuration = RPCServer.Configuration(endpoints: [.unix(path: "/tmp/never")])
    configuration.reactors = 2
    let others = 64 + 64 + 2 * 2 + 2
    let connections = configuration.connections(within: openFiles)
    #expect(connections == [20: 1, 256: 256 - others, 1_024: 1_024 - others, 20_000: 10_000][openFiles])
    configuration.limits.maxConnections = 1
    #expect(configuration.connections(within: openFiles) == 1)
  }

  @Test("the connections in force are told once the server listens")
  func connectionsInForce() throws {
    let server = try TestServer { $0.maxConnections = 7 }
    defer { server.stop() }
    #expect(server.server.connectionLimit == 7)
  }

  @Test("every limit is listed once, with a default inside its range")
  func listed() {
    let names = ServerLimit.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count == Mirror(reflecting: ServerLimits()).children.count)
    #expect(ServerLimit.all.allSatisfy { $0.holds(in: ServerLimits()) })
  }

  @Test("a limit out of range stops the server when it is made")
  func outOfRange() {
    var configuration = RPCServer.Configuration(endpoints: [.unix(path: "/tmp/never")])
    configuration.limits.maxFrameBytes = 65_535
    #expect(throws: ServerError.limitOutOfRange(name: "max-frame-bytes", allowed: "65536 to 16777215")) {
      try RPCServer(services: [], configuration: configuration)
    }
    configuration.limits.maxFrameBytes = 8 << 20
    #expect(
      throws: ServerError.limitOutOfRange(
        name: "max-buffered-bytes-per-connection", allowed: "at least twice max-frame-bytes")
    ) {
      try RPCServer(services: [], configuration: configuration)
    }
  }
}
