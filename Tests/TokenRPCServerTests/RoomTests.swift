// RoomTests.swift: what waits to be sent is bounded, and a client that reads gets every answer.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

@Suite("Room")
struct RoomTests {
  private func tightServer() throws -> TestServer {
    // A Unix socket holds little itself.
    try TestServer([.unix(path: TestServer.unixPath())]) {
      $0.maxBufferedBytesPerConnection = 1 << 20
      $0.maxFrameBytes = 1 << 19
    }
  }

  @Test("a client that does not read is not read from either, and then gets every answer")
  func pause() throws {
    let server = try tightServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send((1...100).flatMap { Bytes.request(TestService.Method.echo, id: $0, digits: 60_000) })
    var started = -1
    waitUntil("the pause") {
      defer { started = server.service[\.started] }
      return started > 0 && started == server.service[\.started]
    }
    #expect(started < 30)
    #expect((0..<100).compactMap { _ in client.read()?.header.callID } == Array(1...100))
    #expect(server.server.counts.overflows == 0)
  }

  @Test("every answer arrives, however many are pipelined; no more are made than there is room for")
  func answersWait() throws {
    let server = try tightServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let ids = 1...128 as ClosedRange<UInt32>
    client.send(ids.flatMap { Bytes.request(TestService.Method.fetch, id: $0, digits: 30_000) })
    waitUntil("all calls") { server.service[\.started] == ids.count }
    var made = -1
    waitUntil("the room to be full") {
      defer { made = server.service[\.answersMade] }
      return made > 0 && made == server.service[\.answersMade]
    }
    #expect(made < 30)
    var answered: Set<UInt32> = []
    for _ in ids {
      let frame = try #require(client.read())
      #expect(frame.status == .ok && frame.payload.count > 30_000)
      answered.insert(frame.header.callID)
    }
    #expect(answered == Set(ids))
    #expect(server.server.counts == ServerCounts(connectionsAccepted: 1))
  }

  @Test("a client that waits for nobody does not hold up the others")
  func othersAreServed() throws {
    let server = try tightServer()
    defer { server.stop() }
    let greedy = try TestClient.greeted(server.endpoint)
    greedy.send((1...128).flatMap { Bytes.request(TestService.Method.fetch, id: $0, digits: 30_000) })
    waitUntil("all calls") { server.service[\.started] == 128 }
    let other = try TestClient.greeted(server.endpoint)
    other.sendRequest(TestService.Method.fetch, id: 1, digits: 30_000)
    #expect(other.read()?.status == .ok)
    #expect(server.service[\.answersMade] < 31)
  }

  @Test("a call that is cancelled while it waits for room is never made and leaves its slot")
  func cancelled() throws {
    let server = try tightServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let ids = 1...128 as ClosedRange<UInt32>
    client.send(ids.flatMap { Bytes.request(TestService.Method.fetch, id: $0, digits: 30_000) })
    waitUntil("all calls") { server.service[\.started] == ids.count }
    client.send((65...128).flatMap { Bytes.frame(FrameHeader(.cancel, callID: $0)) })
    waitUntil("the cancels") { server.service[\.cancelled] == 64 }
    var statuses: [StatusCode: Int] = [:]
    for _ in ids { statuses[try #require(client.read()).status, default: 0] += 1 }
    #expect(statuses == [.ok: 64, .cancelled: 64])
    #expect(server.service[\.answersMade] == 64)
    client.sendRequest(TestService.Method.echo, id: 2_000)
    #expect(client.read()?.status == .ok)
  }

  @Test("a client that never reads is closed by its patience alone, and its calls that wait are let go")
  func neverRead() throws {
    let server = try TestServer([.unix(path: TestServer.unixPath())]) { $0.outputTimeout = .milliseconds(50) }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send((1...100).flatMap { Bytes.request(TestService.Method.fetch, id: $0, digits: 30_000) })
    waitUntil("the close") { server.server.counts.timeouts == 1 }
    #expect(server.server.counts.overflows == 0)
    #expect(server.service[\.answersMade] < 30)
    #expect(client.readToEnd().allSatisfy { $0.status == .ok })
  }

  @Test("answers made without asking for room fail one by one when too much waits; the connection lives")
  func unasked() throws {
    let server = try tightServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let ids = 1...64 as ClosedRange<UInt32>
    for id in ids { client.sendRequest(TestService.Method.hold, id: id) }
    waitUntil { server.service.heldCount == 64 }
    server.service.releaseAll(bytes: 60_000)
    waitUntil("an answer that fails") { server.server.counts.overflows > 0 }
    var failed = 0
    for _ in ids {
      let frame = try #require(client.read())
      if frame.status == .ok { continue }
      failed += 1
      let error = try #require(frame.error)
      #expect(error.code == .resourceExhausted && !error.notStarted && error.retryAfterMilliseconds > 0)
      #expect(error.message.contains("max-buffered-bytes-per-connection"))
    }
    #expect(failed > 0 && failed < 64 && failed == server.server.counts.overflows)
    client.sendRequest(TestService.Method.echo, id: 65, digits: 60_000)
    #expect(client.read()?.status == .ok)
  }

  @Test("small answers are sent however much waits")
  func small() throws {
    let server = try tightServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    for id in 1...1_000 as ClosedRange<UInt32> { client.sendRequest(TestService.Method.hold, id: id) }
    waitUntil { server.service.heldCount == 1_000 }
    let (large, small) = server.service.state.withLock { state in
      defer { state.held = [] }
      return (Array(state.held.prefix(64)), Array(state.held.dropFirst(64)))
    }
    for call in large { call.succeed(DrawReply(code: String(repeating: "x", count: 60_000))) }
    for call in small { call.succeed(DrawReply(code: String(repeating: "x", count: 1_000))) }
    waitUntil("an answer that fails") { server.server.counts.overflows > 0 }
    var failed = 0
    for _ in 1...1_000 where try #require(client.read()).status != .ok { failed += 1 }
    #expect(failed > 0 && failed < 64)
  }
}
