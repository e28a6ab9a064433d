// ClientEndTests.swift: nothing of a client is left once it has ended, whatever it was at.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCClient

@Suite("the end of a client", .timeLimit(.minutes(2)))
struct ClientEndTests {
  /// What a client is made of, held by nobody here. Written on the loop before `isSeen`, read behind it; to load a weak
  /// reference is safe on any thread.
  private final class Remains: Sendable {
    nonisolated(unsafe) private weak var core: ClientCore?
    nonisolated(unsafe) private weak var route: Route?
    nonisolated(unsafe) private weak var connection: Connection?
    private let isSeen = Atomic(false)

    /// Starts a call, and looks at what there is on the loop.
    func look(at client: RPCClient) async throws {
      let handle = client.start(TestCalls.draw, DrawRequest(), options: CallOptions()) {
        (_: Result<DrawReply, RPCError>) in
      }
      try #require(handle as? ClientCall).runner.submit { core in
        self.core = core
        self.route = core.routes.first
        self.connection = core.routes.first?.connections.first
        self.isSeen.store(true, ordering: .releasing)
      }
      while !isSeen.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(1)) }
    }

    func areGone() async throws {
      while core != nil || route != nil || connection != nil { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  private func silent() -> ScriptedServer {
    ScriptedServer { peer, _ in
      try peer.greet()
      peer.drain()
    }
  }

  @Test("closed with a call in flight", arguments: [true, false])
  func inFlight(isShared: Bool) async throws {
    let server = silent()
    let remains = Remains()
    let loop = ClientLoop()
    let other = isShared ? RPCClient(server.endpoint, loop: loop) : nil
    if let other { try await Remains().look(at: other) }
    do {
      let client = RPCClient(server.endpoint, loop: loop)
      try await remains.look(at: client)
      client.close()
    }
    try await remains.areGone()
    other?.close()
  }

  @Test("closed while the server's name is looked up")
  func resolving() async throws {
    let remains = Remains()
    do {
      let client = RPCClient(.tcp(host: "no-such-host.invalid", port: 1))
      try await remains.look(at: client)
      client.close()
    }
    try await remains.areGone()
  }

  @Test("let go by its user after its calls have failed")
  func failed() async throws {
    let remains = Remains()
    do {
      let port = ReservedPort()
      let client = RPCClient(port.endpoint)
      try await remains.look(at: client)
      _ = await failure { () throws(RPCError) in try await client.draw() }
    }
    try await remains.areGone()
  }
}
