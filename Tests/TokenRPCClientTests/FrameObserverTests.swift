// FrameObserverTests.swift: a client shows the frames that go and come, in their order and whole.

import Synchronization
import Testing
import TokenRPCClient
import TokenWire

@Suite("the frame observer", .timeLimit(.minutes(2)))
struct FrameObserverTests {
  private struct Seen: Equatable {
    let direction: FrameDirection
    let type: FrameType?
    let call: UInt32
    let bytes: Int
  }

  @Test("it is shown every frame that goes and comes, in order, with its whole payload")
  func unary() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      _ = try peer.expect(.request)
      peer.send(FrameHeader(.ping, argument: 5))
      peer.answer(1, "hello")
      #expect(try peer.expect(.pong).header.argument == 5)
      _ = try peer.expect(.request)
      peer.answer(2)
      peer.drain()
    }
    let seen = Mutex([Seen]())
    var options = ClientOptions()
    options.name = "me"
    options.frameObserver = { direction, header, payload in
      seen.withLock {
        $0.append(Seen(direction: direction, type: header.type, call: header.callID, bytes: payload.count))
      }
      if header.type == .request {
        #expect((try? DrawRequest(decoding: payload, in: Arena()))?.digits == 6 + header.callID)
      }
      #expect(payload.count == Int(header.length))
    }
    let client = RPCClient(server.endpoint, options: options)
    #expect(try await client.draw(7) == "hello")
    _ = try await client.draw(8)
    let frames = seen.withLock { $0.filter { $0.type != .hello } }
    #expect(
      frames == [
        Seen(direction: .sent, type: .request, call: 1, bytes: 2),
        Seen(direction: .received, type: .ping, call: 0, bytes: 0),
        Seen(direction: .sent, type: .pong, call: 0, bytes: 0),
        Seen(direction: .received, type: .response, call: 1, bytes: 7),
        Seen(direction: .sent, type: .request, call: 2, bytes: 2),
        Seen(direction: .received, type: .response, call: 2, bytes: 0),
      ])
    let hellos = seen.withLock { $0.filter { $0.type == .hello } }
    #expect(hellos.map(\.direction) == [.sent, .received])
    #expect(server.scriptFailures == [])
  }
}
