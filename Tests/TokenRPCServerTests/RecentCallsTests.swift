// RecentCallsTests.swift: calls that failed or were slow are remembered, others are not, and never too many.

import Glibc
import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

extension ServerMetrics {
  /// The remembered calls by their ids. Blocks until every reactor has answered.
  fileprivate func recent(onlyFailed: Bool = false, atLeast nanoseconds: UInt64 = 0) -> [KeptCall] {
    let calls = Mutex([KeptCall]?.none)
    recentCalls(onlyFailed: onlyFailed, atLeast: nanoseconds) { found, _, _ in calls.withLock { $0 = found } }
    waitUntil("the calls") { calls.withLock { $0 != nil } }
    return (calls.withLock { $0 } ?? []).sorted { $0.id < $1.id }
  }
}

@Suite("KeptCalls")
struct KeptCallsTests {
  private func call(_ id: UInt32, _ code: StatusCode, nanoseconds: UInt64 = 0) -> KeptCall {
    KeptCall(
      endedMilliseconds: 0, method: 1, code: code, message: "", nanoseconds: nanoseconds, requestBytes: 0, peer: "",
      id: id)
  }

  @Test("the last so many of each kind are kept, and neither kind pushes out the other", arguments: [0, 1, 3])
  func rings(capacity: Int) {
    var kept = KeptCalls(capacity: capacity)
    kept.add(call(1, .ok))
    for id in 2...20 as ClosedRange<UInt32> { kept.add(call(id, .notFound)) }
    let ids = Set(kept.calls(onlyFailed: false, atLeast: 0).map(\.id))
    #expect(ids == Set((capacity > 0 ? [1] : []) + (2...20).suffix(capacity)))
    #expect(kept.calls(onlyFailed: true, atLeast: 0).count == capacity)
  }

  @Test("calls are told by whether they failed and by how long they took")
  func filters() {
    var kept = KeptCalls(capacity: 10)
    for id in 1...4 as ClosedRange<UInt32> { kept.add(call(id, id > 2 ? .internal : .ok, nanoseconds: UInt64(id))) }
    #expect(kept.calls(onlyFailed: false, atLeast: 2).map(\.id).sorted() == [2, 3, 4])
    #expect(kept.calls(onlyFailed: true, atLeast: 4).map(\.id) == [4])
  }

  @Test("a message is cut at 200 bytes and at a whole character")
  func messages() {
    let long = String(repeating: "x", count: 199) + "é" + String(repeating: "y", count: 300)
    #expect(RPCError(.internal, long).keptMessage == String(repeating: "x", count: 199))
    let exact = String(repeating: "x", count: 200)
    #expect(RPCError(.internal, exact).keptMessage == exact)
  }

  @Test("a call that was answered in the turn that read it is slow when that turn was")
  func slowTurn() {
    var limits = ServerLimits()
    limits.slowCall = .milliseconds(5)
    let meter = ReactorMeter(methods: 2, limits: limits)
    meter.opened(9, peer: "here")
    let origin = CallOrigin(connection: 9, id: 3, requestBytes: 77)
    meter.callEnded(1, .ok, arrivedAt: 1_000, origin: origin)
    meter.callEnded(1, .ok, arrivedAt: 1_000)
    _ = meter.counts(at: 1_000 + 4_999_999)
    #expect(meter.kept.calls(onlyFailed: false, atLeast: 0).isEmpty)
    meter.callEnded(1, .ok, arrivedAt: 1_000, origin: origin)
    meter.callEnded(1, .ok, arrivedAt: 1_000)
    _ = meter.counts(at: 1_000 + 5_000_000)
    let kept = meter.kept.calls(onlyFailed: false, atLeast: 0)
    #expect(kept.count == 1 && kept[0].id == 3 && kept[0].nanoseconds == 5_000_000 && kept[0].requestBytes == 77)
    #expect(kept[0].peer == "here" && kept[0].code == .ok && kept[0].message.isEmpty)
  }
}

extension KeptCallsTests {
  @Test("a turn that was slow as a whole pushes out no more than sixteen calls of the turns before")
  func slowTogether() {
    let meter = ReactorMeter(methods: 2)
    meter.callEnded(1, .ok, arrivedAt: 0, origin: CallOrigin(connection: 1, id: 1, requestBytes: 0))
    _ = meter.counts(at: 1_000_000_000)
    for id in 2...3_000 as ClosedRange<UInt32> {
      meter.callEnded(1, .ok, arrivedAt: 0, origin: CallOrigin(connection: 1, id: id, requestBytes: 0))
    }
    _ = meter.counts(at: 1_000_000_000)
    #expect(meter.kept.calls(onlyFailed: false, atLeast: 0).map(\.id) == Array(1...17))
  }
}

@Suite("Recent calls over a socket", .timeLimit(.minutes(2)))
struct RecentCallsTests {
  private typealias Method = TestService.Method

  @Test("every failure is remembered once with what it was; streams that were cancelled and calls that succeed are not")
  func failures() throws {
    let server = try TestServer([.unix(path: TestServer.unixPath())])
    defer { server.stop() }
    do {
      let client = try TestClient.greeted(server.endpoint, credit: 10)
      client.sendRequest(Method.echo, id: 1, digits: 5)
      client.send(Bytes.raw(FrameHeader(.request, code: 9_999, callID: 2), [1, 2, 3]))
      client.send(Bytes.raw(FrameHeader(.request, code: Method.echo.id, callID: 3), [0xff]))
      client.sendRequest(Method.drop, id: 4)
      client.sendRequest(Method.hold, id: 5)
      client.send(Bytes.frame(FrameHeader(.cancel, callID: 5)))
      client.sendRequest(Method.hold, id: 6, milliseconds: 10)
      client.sendRequest(Method.follow, id: 7)
      client.send(Bytes.frame(FrameHeader(.cancel, callID: 7)))
      client.sendRequest(Method.count, id: 8, digits: 2)
      client.sendRequest(Method.hold, id: 9)
      var left = 8
      while left > 0, let frame = client.read() { if frame.type == .response || frame.type == .end { left -= 1 } }
    }
    waitUntil("the connection's end") { server.server.counts.callsLost == 1 }
    let calls = server.metrics.recent()
    #expect(calls.map(\.id) == [2, 3, 4, 5, 6, 9])
    #expect(
      calls.map(\.code) == [.unimplemented, .invalidArgument, .internal, .cancelled, .deadlineExceeded, .cancelled])
    #expect(calls.map(\.requestBytes) == [3, 1, 0, 0, 0, 0])
    #expect(calls[0].method == 0 && calls[0].message.contains("9999") && calls[1].message.contains("can't be read"))
    #expect(calls[4].nanoseconds >= 10_000_000 && calls.allSatisfy { $0.nanoseconds > 0 && !$0.message.isEmpty })
    let now = KeptCalls.wallClock()
    #expect(calls.allSatisfy { $0.endedMilliseconds <= now && now - $0.endedMilliseconds < 120_000 })
    #expect(server.metrics.recent(atLeast: 10_000_000).map(\.id).contains(6))
  }

  @Test("what took as long as slow-call is remembered though it succeeded, but not what waits by design")
  func slow() throws {
    let server = try TestServer(limits: { $0.slowCall = .milliseconds(5) })
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(Method.hold, id: 1, digits: 300)
    client.sendRequest(Method.park, id: 2)
    waitUntil("both") { server.service.heldCount == 2 }
    usleep(6_000)
    server.service.releaseAll()
    for _ in 1...2 { #expect(client.read()?.status == .ok) }
    let calls = server.metrics.recent()
    #expect(calls.map(\.id) == [1] && calls[0].code == .ok && calls[0].nanoseconds >= 5_000_000)
    #expect(calls[0].requestBytes == 3 && calls[0].peer.hasPrefix("127.0.0.1:"))
    #expect(server.metrics.recent(onlyFailed: true).isEmpty)
  }

  @Test("method 18 tells them of all reactors, the one that ended last first, and no more than were asked for")
  func overTheWire() throws {
    let metrics = ServerMetrics()
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.metrics = metrics
    configuration.reactors = 2
    configuration.limits.slowCall = .seconds(3)
    let server = try RPCServer(services: [CallsHandlers(metrics)], configuration: configuration)
    let endpoint = try #require(try server.start().first)
    defer { waitFor { server.stop(completion: $0) } }
    let clients = try (0..<4).map { _ in try TestClient.greeted(endpoint) }
    for (number, client) in clients.enumerated() {
      client.sendRequest(TestService.Method.echo, id: UInt32(number + 1))
      #expect(client.read()?.status == .unimplemented)
      usleep(2_000)
    }
    func ask(_ request: RecentRequest, id: UInt32) throws -> Frame {
      clients[0].send(Bytes.frame(FrameHeader(.request, code: 18, callID: id), request))
      return try #require(clients[0].read())
    }
    let reply: RecentReply = try #require(try ask(RecentRequest(), id: 10).message())
    #expect(reply.calls.map(\.callId) == [4, 3, 2, 1] && reply.slowCallMs == 3_000)
    #expect(reply.calls.allSatisfy { $0.method == "other" && $0.code == 12 && $0.peer.hasPrefix("127.0.0.1:") })
    let two: RecentReply = try #require(try ask(RecentRequest(limit: 2), id: 11).message())
    #expect(two.calls == Array(reply.calls.prefix(2)))
    let none: RecentReply = try #require(try ask(RecentRequest(onlyFailed: true, atLeastMs: .max), id: 12).message())
    #expect(none.calls.isEmpty)
    #expect(try ask(RecentRequest(limit: 1_001), id: 13).error?.code == .invalidArgument)
  }

  @Test("a reply of a thousand calls, each with the longest message, fits a frame")
  func full() throws {
    let metrics = ServerMetrics()
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.metrics = metrics
    configuration.reactors = 1
    configuration.limits.recentCalls = 2_000
    let server = try RPCServer(services: [CallsHandlers(metrics)], configuration: configuration)
    let client = try TestClient.greeted(try #require(try server.start().first))
    defer { waitFor { server.stop(completion: $0) } }
    let name = "x/" + String(repeating: "é", count: 300)
    // No more in one turn than are remembered of it.
    for first in stride(from: UInt32(1), to: 1_100, by: ReactorMeter.maxFailedPerTurn) {
      let ids = first..<(first + UInt32(ReactorMeter.maxFailedPerTurn))
      client.send(
        ids.flatMap {
          Bytes.frame(
            FrameHeader(.request, flags: .metadata, callID: $0), metadata: Metadata(method: name), DrawRequest())
        })
      for _ in ids { #expect(client.read()?.status == .unimplemented) }
    }
    client.send(Bytes.frame(FrameHeader(.request, code: 18, callID: 2_000), RecentRequest(limit: 1_000)))
    let reply: RecentReply = try #require(client.read()?.message())
    #expect(reply.calls.count == 1_000 && reply.calls.allSatisfy { (190...200).contains($0.message.utf8.count) })
  }

  @Test("a flood of failures in one turn does not push out what failed before it")
  func flood() throws {
    let metrics = ServerMetrics()
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.metrics = metrics
    configuration.reactors = 1
    let server = try RPCServer(services: [CallsHandlers(metrics)], configuration: configuration)
    let client = try TestClient.greeted(try #require(try server.start().first))
    defer { waitFor { server.stop(completion: $0) } }
    client.send(Bytes.frame(FrameHeader(.request, code: 900, callID: 1), DrawRequest()))
    #expect(client.read()?.status == .unimplemented)
    client.send((2...1_001).flatMap { Bytes.frame(FrameHeader(.request, code: 901, callID: $0), DrawRequest()) })
    for _ in 2...1_001 { #expect(client.read()?.status == .unimplemented) }
    client.send(Bytes.frame(FrameHeader(.request, code: 18, callID: 2_000), RecentRequest(limit: 1_000)))
    let reply: RecentReply = try #require(client.read()?.message())
    #expect(reply.calls.contains { $0.message.contains("900") })
  }
}
