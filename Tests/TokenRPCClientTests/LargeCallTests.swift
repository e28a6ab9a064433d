// LargeCallTests.swift: calls that fill the buffer for the socket, while the server says nothing.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCClient

@Suite("large calls", .timeLimit(.minutes(2)))
struct LargeCallTests {
  /// Calls that a server has got.
  private final class Seen: Sendable {
    private let calls = Mutex(0)

    var count: Int { calls.withLock { $0 } }
    func add() { calls.withLock { $0 += 1 } }
  }

  /// Answers the first call, at once with `behind`, and then only looks.
  private func server(_ seen: Seen, behind: FrameHeader? = nil) -> ScriptedServer {
    ScriptedServer { peer, _ in
      try peer.greet(maxFrameBytes: 4 << 20, maxCalls: 1_000)
      let id = try peer.expect(.request).header.callID
      var bytes = peer.encoded(FrameHeader(.response, callID: id), DrawReply(code: "first"))
      if let behind { bytes.append(behind) }
      peer.write(bytes)
      while let frame = try? peer.read() {
        if frame.header.type == .request { seen.add() }
      }
    }
  }

  /// The completion of a first call starts `count` more of `bytes` each.
  private func start(_ count: Int, of bytes: Int, on client: RPCClient) {
    let text = String(repeating: "x", count: bytes)
    client.start(TestCalls.draw, DrawRequest(), options: CallOptions()) { (_: Result<DrawReply, RPCError>) in
      for _ in 0..<count {
        client.start(TestCalls.draw, RequestRequest(pushBackUrl: text), options: CallOptions()) {
          (_: Result<DrawReply, RPCError>) in
        }
      }
    }
  }

  @Test(
    "all that a completion starts is sent, however large, also when nothing comes of the server",
    arguments: [(1 << 20, 300_000, 12), (1 << 20, 100_000, 15), (65_536, 10_000, 15), (65_536, 70_000, 3)])
  func sent(maxBufferedBytes: Int, bytes: Int, count: Int) async throws {
    let seen = Seen()
    let server = server(seen)
    var options = ClientOptions()
    options.maxBufferedBytes = maxBufferedBytes
    let client = RPCClient(server.endpoint, options: options)
    start(count, of: bytes, on: client)
    while seen.count < count { try await Task.sleep(for: .milliseconds(1)) }
    #expect(server.connections == 1)
    client.close()
  }

  @Test("a PING that comes while the buffer is full of calls is answered as any other")
  func pingBehindAnAnswer() async throws {
    let seen = Seen()
    let server = server(seen, behind: FrameHeader(.ping, argument: 7))
    let client = RPCClient(server.endpoint)
    start(15, of: 100_000, on: client)
    while seen.count < 15 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(server.connections == 1)
    client.close()
  }
}
