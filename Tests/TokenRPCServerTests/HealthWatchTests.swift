// HealthWatchTests.swift: watching health over the wire: what is told, to whom, and how it ends.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

@Suite("watching health", .timeLimit(.minutes(2)))
struct HealthWatchTests {
  /// The parts of a server, which a test changes, and how often they were looked at.
  private final class Parts: Sendable {
    private let parts = Mutex([
      PartHealth(name: "ledger", isServing: true, isVital: true, detail: "", usedBy: ["a.Tokens"]),
      PartHealth(name: "generator", isServing: true, isVital: false, detail: "", usedBy: ["a.Tokens", "b.Draws"]),
    ])
    private let looks = Atomic(0)

    func look() -> [PartHealth] {
      looks.add(1, ordering: .relaxed)
      return parts.withLock { $0 }
    }

    func change(_ body: (inout PartHealth, _ generator: inout PartHealth) -> Void) {
      parts.withLock { parts in
        var (ledger, generator) = (parts[0], parts[1])
        body(&ledger, &generator)
        parts = [ledger, generator]
      }
    }

    /// Waits until they have been looked at anew.
    func waitForLook() {
      let before = looks.load(ordering: .relaxed)
      // The first one may have begun before.
      waitUntil("two looks") { looks.load(ordering: .relaxed) >= before + 2 }
    }
  }

  /// A server of these parts.
  private final class Scene {
    let parts = Parts()
    let health: HealthHandlers
    let endpoint: Endpoint
    private let server: RPCServer

    init(watchInterval: Duration = .milliseconds(5)) throws {
      health = HealthHandlers(beside: ["a.Tokens", "b.Draws"], watchInterval: watchInterval) { [parts] in parts.look() }
      var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
      configuration.reactors = 1
      configuration.onDrain = { [health] in health.drain() }
      server = try RPCServer(services: [health], configuration: configuration)
      endpoint = try server.start()[0]
    }

    deinit { server.stop() }

    func drain() -> Flag {
      let flag = Flag()
      server.drain(grace: .seconds(600)) { flag.set() }
      return flag
    }

    /// A client that watches, with credit for this many items.
    func watcher(of service: String = "", credit: UInt32 = 100) throws -> TestClient {
      let client = try TestClient.greeted(endpoint, credit: credit)
      watch(service, 1, client)
      return client
    }

    func watch(_ service: String, _ id: UInt32, _ client: TestClient) {
      client.send(
        Bytes.frame(
          FrameHeader(.request, code: HealthServiceMethods.watch.id, callID: id), HealthRequest(service: service)))
    }
  }

  private func item(_ client: TestClient) throws -> HealthReply {
    let frame = try #require(client.read(skipping: .goaway))
    try #require(frame.type == .item, "\(String(describing: frame.type)) \(frame.error?.message ?? "")")
    return try #require(frame.message())
  }

  /// Nothing has been sent but what was read.
  private func isQuiet(_ client: TestClient) -> Bool {
    client.send(Bytes.frame(FrameHeader(.ping)))
    return client.read()?.type == .pong
  }

  @Test("a watcher is told at once how it is, and again at each change; one of details alone is none")
  func changes() throws {
    let scene = try Scene()
    let client = try scene.watcher()
    let first = try item(client)
    #expect(first.status == .serving && first.parts.map(\.name) == ["ledger", "generator"])
    scene.parts.change { ledger, _ in ledger.detail = "8 records" }
    scene.parts.waitForLook()
    #expect(isQuiet(client))
    scene.parts.change { _, generator in
      generator.isServing = false
      generator.lastError = "gone"
    }
    let degraded = try item(client)
    #expect(degraded.status == .degraded && degraded.parts[1].lastError == "gone")
    #expect(degraded.parts[0].detail == "8 records")
    scene.parts.change { _, generator in generator.lastError = "slow" }
    #expect(try item(client).parts[1].lastError == "slow")
    scene.parts.change { ledger, _ in ledger.isServing = false }
    #expect(try item(client).status == .notServing)
  }

  @Test("a watcher without credit is told the newest state when it has some, and none of those before")
  func slow() throws {
    let scene = try Scene()
    let (slow, fast) = (try scene.watcher(credit: 1), try scene.watcher())
    #expect(try [item(slow), item(fast)].map(\.status) == [.serving, .serving])
    for error in ["one", "two", "three"] {
      scene.parts.change { ledger, _ in ledger.lastError = error }
      #expect(try item(fast).parts[0].lastError == error)
    }
    #expect(isQuiet(slow))
    slow.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 10)))
    #expect(try item(slow).parts[0].lastError == "three")
    #expect(isQuiet(slow))
  }

  @Test("of a service only the parts that it uses are told, and make news")
  func services() throws {
    let scene = try Scene()
    let (tokens, draws) = (try scene.watcher(of: "a.Tokens"), try scene.watcher(of: "b.Draws"))
    let itself = try scene.watcher(of: "tokenrpc.v1.HealthService")
    #expect(try item(tokens).parts.map(\.name) == ["ledger", "generator"])
    #expect(try item(draws).parts.map(\.name) == ["generator"])
    #expect(try item(itself) == HealthReply(status: .serving))
    scene.parts.change { ledger, _ in ledger.isServing = false }
    #expect(try item(tokens).status == .notServing)
    scene.parts.waitForLook()
    #expect(isQuiet(draws) && isQuiet(itself))
    scene.parts.change { _, generator in generator.isServing = false }
    #expect(try item(tokens).status == .notServing)
    #expect(try item(draws).status == .degraded)
    #expect(isQuiet(itself))
  }

  @Test("Check answers for a service too; of one that the server has not, Check and Watch are NOT_FOUND")
  func names() throws {
    let scene = try Scene()
    scene.parts.change { ledger, _ in ledger.isServing = false }
    let client = try TestClient.greeted(scene.endpoint, credit: 1)
    var id: UInt32 = 0
    func check(_ service: String) -> Frame? {
      id += 1
      client.send(
        Bytes.frame(
          FrameHeader(.request, code: HealthServiceMethods.check.id, callID: id), HealthRequest(service: service)))
      return client.read()
    }
    let statuses = try ["", "a.Tokens", "b.Draws", "tokenrpc.v1.HealthService"].map { service in
      let reply: HealthReply = try #require(check(service)?.message())
      return reply.status
    }
    #expect(statuses == [.notServing, .notServing, .serving, .serving])
    #expect(
      ["a", "a.Token", "A.tokens", "a.Tokens/"].map { check($0)?.status } == Array(repeating: .notFound, count: 4))
    scene.watch("c.Other", id + 1, client)
    let end = try #require(client.read())
    #expect(end.type == .end && end.status == .notFound && end.header.argument == 0)
    #expect(scene.health.board.watcherCount == 0)
  }

  @Test("a drain tells every watcher NOT_SERVING and ends it at once; who has no credit is ended without")
  func drain() throws {
    let scene = try Scene()
    let clients = try [100, 2, 1].map { try scene.watcher(credit: $0) }
    for client in clients { #expect(try item(client).status == .serving) }
    let drained = scene.drain()
    for (client, items) in zip(clients, [2, 2, 1] as [UInt32]) {
      if items == 2 {
        let last = try item(client)
        #expect(last.status == .notServing && last.parts.allSatisfy { $0.status == .serving })
      }
      let end = try #require(client.read(skipping: .goaway))
      #expect(end.type == .end && end.status == .unavailable && end.header.argument == items)
      client.halfClose()
    }
    waitUntil("the drain") { drained.isSet }
    #expect(scene.health.board.watcherCount == 0)
  }

  @Test("a drain needs no look to come: a watcher is told though the next one is an hour away")
  func drainAtOnce() throws {
    let scene = try Scene(watchInterval: .seconds(3_600))
    let client = try scene.watcher()
    #expect(try item(client).status == .serving)
    let drained = scene.drain()
    #expect(try item(client).status == .notServing)
    #expect(client.read(skipping: .goaway)?.status == .unavailable)
    client.halfClose()
    waitUntil("the drain") { drained.isSet }
  }

  @Test("however its client goes, a watcher is forgotten; without one nobody looks at the parts")
  func forgotten() throws {
    let scene = try Scene()
    var clients = [try scene.watcher(), try scene.watcher(of: "b.Draws"), try scene.watcher()]
    for client in clients { _ = try item(client) }
    #expect(scene.health.board.watcherCount == 3)
    clients[0].send(Bytes.frame(FrameHeader(.cancel, callID: 1)))
    #expect(clients[0].read()?.status == .cancelled)
    #expect(scene.health.board.watcherCount == 2 && scene.health.board.isTicking)
    clients.removeLast(2)
    // A closed socket looks like a half-closed one until something is sent to it.
    waitUntil("the watchers to be forgotten") {
      scene.parts.change { _, generator in generator.isServing.toggle() }
      return scene.health.board.watcherCount == 0
    }
    waitUntil("the timer to stop") { !scene.health.board.isTicking }
    scene.watch("", 2, clients[0])
    _ = try item(clients[0])
    scene.parts.change { ledger, _ in ledger.lastError = "again" }
    #expect(try item(clients[0]).parts[0].lastError == "again")
  }
}
