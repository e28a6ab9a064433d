// DrainTests.swift: the end of a server: what was accepted is answered, what was not is left to the client.

import Foundation
import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@Suite("Drain and stop")
struct DrainTests {
  @Test("a drain tells the last accepted id, answers what was accepted, then closes")
  func answersAll() throws {
    let server = try TestServer(reactors: 2)
    let clients = try (0..<8).map { _ in try TestClient.greeted(server.endpoint) }
    for client in clients {
      for id in 1...50 as ClosedRange<UInt32> { client.sendRequest(TestService.Method.hold, id: id) }
    }
    waitUntil { server.service.heldCount == 400 }
    let drained = server.drain(grace: .seconds(600))
    for client in clients {
      let goaway = try #require(client.read())
      #expect(goaway.goawayCode == .ok && goaway.header.argument == 50)
      // Above the last id: no answer.
      client.sendRequest(TestService.Method.echo, id: 51)
    }
    #expect(!drained.isSet)
    server.service.releaseAll()
    for client in clients {
      let frames = client.readToEnd()
      #expect(Set(frames.map(\.header.callID)) == Set(1...50))
      #expect(frames.allSatisfy { $0.type == .response && $0.status == .ok })
      client.halfClose()
    }
    waitUntil("the drain") { drained.isSet }
  }

  @Test("calls racing a drain are answered or lie above the last id, never lost")
  func race() throws {
    let server = try TestServer(reactors: 2)
    let clients = try (0..<4).map { _ in try TestClient.greeted(server.endpoint) }
    for client in clients {
      client.send((1...200).flatMap { Bytes.request(TestService.Method.echo, id: UInt32($0), digits: 10) })
    }
    let drained = server.drain(grace: .seconds(600))
    for client in clients {
      client.send((201...400).flatMap { Bytes.request(TestService.Method.echo, id: UInt32($0), digits: 10) })
      client.halfClose()
      let frames = client.readToEnd()
      let last = try #require(frames.first { $0.type == .goaway }).header.argument
      #expect(frames.filter { $0.type == .response }.map(\.header.callID) == (last == 0 ? [] : Array(1...last)))
    }
    waitUntil("the drain") { drained.isSet }
  }

  @Test("when the grace is over the rest ends UNAVAILABLE and its services are told")
  func grace() throws {
    let server = try TestServer()
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.hold, id: 1)
    client.sendRequest(TestService.Method.follow, id: 2)
    waitUntil { server.service[\.started] == 2 }
    let drained = server.drain(grace: .milliseconds(20))
    let frames = client.readToEnd()
    #expect(frames.map(\.type) == [.goaway, .response, .end])
    #expect(frames.dropFirst().allSatisfy { $0.status == .unavailable })
    client.halfClose()
    waitUntil("the drain") { drained.isSet }
    #expect(server.service[\.cancelled] == 2)
    server.service.releaseAll()
  }

  @Test("services are told when a drain begins, so that calls which merely wait are answered")
  func onDrain() throws {
    let server = try TestServer(onDrain: { $0.releaseAll() })
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.hold, id: 1)
    waitUntil { server.service.heldCount == 1 }
    let drained = server.drain(grace: .seconds(600))
    let frames = client.readToEnd()
    #expect(Set(frames.map(\.type)) == [.goaway, .response])
    #expect(frames.first { $0.type == .response }?.message(as: DrawReply.self)?.code == "released")
    client.halfClose()
    waitUntil("the drain") { drained.isSet }
  }

  @Test("a client that does not close after a drain is closed")
  func linger() throws {
    let server = try TestServer { $0.lingerTimeout = .milliseconds(20) }
    let client = try TestClient.greeted(server.endpoint)
    let drained = server.drain(grace: .seconds(600))
    waitUntil("the drain") { drained.isSet }
    #expect(client.readToEnd().map(\.type) == [.goaway])
  }

  @Test("a client that does not take its answers holds a drain up no longer than the grace")
  func deafClient() throws {
    let server = try TestServer([.unix(path: TestServer.unixPath())]) {
      $0.lingerTimeout = .milliseconds(20)
      $0.outputTimeout = .seconds(3_600)
    }
    let client = try TestClient.greeted(server.endpoint, credit: 1_000_000)
    client.sendRequest(TestService.Method.count, id: 1, digits: 1_000_000)
    var (made, looks) = (0, 0)
    waitUntil("the stream to stall") {
      let now = server.service[\.itemsMade]
      looks = now > 0 && now == made ? looks + 1 : 0
      made = now
      return looks == 50
    }
    let drained = server.drain(grace: .milliseconds(20))
    waitUntil("the drain") { drained.isSet }
    #expect(!client.readToEnd().contains { $0.type == .end })
  }

  @Test("nobody can connect once a drain has begun, and a Unix socket's file is gone")
  func stopsAccepting() throws {
    let path = TestServer.unixPath()
    let server = try TestServer([.unix(path: path), .tcp(host: "127.0.0.1", port: 0)])
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.hold, id: 1)
    waitUntil { server.service.heldCount == 1 }
    let drained = server.drain(grace: .seconds(600))
    waitUntil("the listeners to close") { (try? TestClient(server.endpoints[1])) == nil }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(client.read()?.type == .goaway)
    #expect(!drained.isSet)
    server.stop()
    waitUntil("the drain") { drained.isSet }
  }

  @Test("stop closes everything at once and tells the services")
  func stop() throws {
    let server = try TestServer(reactors: 2)
    let clients = try (0..<4).map { _ in try TestClient.greeted(server.endpoint) }
    for client in clients { client.sendRequest(TestService.Method.hold, id: 1) }
    waitUntil { server.service.heldCount == 4 }
    server.stop()
    for client in clients { #expect(client.read() == nil) }
    #expect(server.service[\.cancelled] == 4)
    #expect(server.service.releaseAll() == 4)
    server.stop()
    waitFor { server.server.drain(grace: .seconds(1), completion: $0) }
  }

  @Test("a server starts once, and leaves nothing listening when it can't")
  func startsOnce() throws {
    let server = try TestServer()
    #expect(throws: ServerError.self) { try server.server.start() }
    let path = TestServer.unixPath()
    #expect(throws: ServerError.self) { try TestServer([.unix(path: path), server.endpoint]) }
    #expect(!FileManager.default.fileExists(atPath: path))
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.echo, id: 1)
    #expect(client.read()?.status == .ok)
    server.stop()
    #expect(throws: ServerError.alreadyStarted) { try server.server.start() }
  }
}
