// StreamCallTests.swift: reply streams against a scripted server: order, credit, ends of every kind.

import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@Suite("reply streams", .timeLimit(.minutes(2)))
struct StreamCallTests {
  private func items(_ peer: Peer, _ id: UInt32, _ range: Range<Int>) {
    for number in range { peer.send(FrameHeader(.item, callID: id), DrawReply(code: "\(number)")) }
  }

  private func error(of stream: ReplyStream<DrawReply>) async -> RPCError? {
    await failure { () throws(RPCError) in while try await stream.next() != nil {} }
  }

  @Test("items come in order, then the end, and a stream without items is one too")
  func order() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      items(peer, id, 0..<10)
      peer.send(FrameHeader(.end, callID: id, argument: 10))
      peer.send(FrameHeader(.end, callID: try peer.expect(.request).header.callID))
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    var seen: [String] = []
    for try await item in client.list() { seen.append(item.code) }
    #expect(seen == (0..<10).map { "\($0)" })
    let empty = client.list()
    #expect(try await empty.next() == nil)
    #expect(try await empty.next() == nil)
    #expect(server.scriptFailures == [])
  }

  @Test("credit is granted by halves as items are read, and not before")
  func credit() async throws {
    let (paused, signal) = AsyncStream<Void>.makeStream()
    let server = ScriptedServer { peer, _ in
      #expect(try peer.greet().initialCredit == 8)
      let id = try peer.expect(.request).header.callID
      items(peer, id, 0..<8)
      peer.send(FrameHeader(.ping, argument: 9))
      try peer.expect(.pong)
      signal.yield()
      var sent = 8
      while sent < 100 {
        let grant = try peer.expect(.credit).header
        #expect(grant.callID == id && grant.argument == 4)
        items(peer, id, sent..<(sent + 4))
        sent += 4
      }
      peer.send(FrameHeader(.end, callID: id, argument: 100))
      peer.drain()
    }
    var options = ClientOptions()
    options.streamCredit = 8
    let client = RPCClient(server.endpoint, options: options)
    let stream = client.list()
    for await _ in paused { break }
    var count = 0
    while let item = try await stream.next() {
      #expect(item.code == "\(count)")
      count += 1
    }
    #expect(count == 100)
    #expect(server.scriptFailures == [])
  }

  @Test("a stream whose connection ends without END is UNAVAILABLE, behind the items that came")
  func noEnd() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      items(peer, try peer.expect(.request).header.callID, 0..<2)
    }
    let stream = RPCClient(server.endpoint).list()
    #expect(try await stream.next()?.code == "0")
    #expect(try await stream.next()?.code == "1")
    #expect(await error(of: stream)?.code == .unavailable)
    #expect(await error(of: stream)?.code == .unavailable)
  }

  @Test("an END that counts other than what came is DATA_LOSS")
  func lostItems() async throws {
    for count in [UInt32(0), 1, 3] {
      let server = ScriptedServer { peer, _ in
        try peer.greet()
        let id = try peer.expect(.request).header.callID
        items(peer, id, 0..<2)
        peer.send(FrameHeader(.end, callID: id, argument: count))
        peer.drain()
      }
      #expect(await error(of: RPCClient(server.endpoint).list())?.code == .dataLoss)
    }
  }

  @Test("a stream fails with the server's END or RESPONSE")
  func failures() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      items(peer, id, 0..<1)
      peer.send(FrameHeader(.end, code: 11, callID: id, argument: 1), Failure(message: "fell behind"))
      let next = try peer.expect(.request).header.callID
      peer.send(FrameHeader(.response, code: 12, callID: next), Failure(message: "no such method"))
      peer.answer(try peer.expect(.request).header.callID)
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(await error(of: client.list()) == RPCError(.outOfRange, "fell behind"))
    #expect(await error(of: client.list()) == RPCError(.unimplemented, "no such method"))
    #expect(await error(of: client.list())?.code == .internal)
    #expect(server.scriptFailures == [])
  }

  @Test("items without credit, too large ones and unreadable ones end the stream alone, and the server is told")
  func brokenItems() async throws {
    let (told, signal) = AsyncStream<Void>.makeStream()
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let first = try peer.expect(.request).header.callID
      items(peer, first, 0..<33)
      #expect(try peer.expect(.cancel).header.callID == first)
      signal.yield()
      let second = try peer.expect(.request).header.callID
      peer.send(FrameHeader(.item, callID: second), DrawReply(code: String(repeating: "x", count: 70_000)))
      #expect(try peer.expect(.cancel).header.callID == second)
      let third = try peer.expect(.request).header.callID
      peer.write([0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0, UInt8(third), 0, 0, 0, 0, 0xff])
      #expect(try peer.expect(.cancel).header.callID == third)
      peer.answer(try peer.expect(.request).header.callID, "alive")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    // Held unread until the server has been told, so that the 33rd item is one too many.
    let unread = client.list()
    for await _ in told { break }
    #expect(await error(of: unread)?.code == .internal)
    #expect(await error(of: client.list())?.code == .internal)
    #expect(await error(of: client.list())?.code == .internal)
    #expect(try await client.draw() == "alive")
    #expect(server.scriptFailures == [])
  }

  @Test("a dropped stream and a cancelled one tell the server, and a cancelled one throws CANCELLED")
  func cancelled() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      for _ in 0..<3 {
        let id = try peer.expect(.request).header.callID
        items(peer, id, 0..<2)
        #expect(try peer.expect(.cancel).header.callID == id)
      }
      peer.answer(try peer.expect(.request).header.callID, "alive")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    for try await item in client.list() {
      #expect(item.code == "0")
      break
    }
    let held = client.list()
    #expect(try await held.next()?.code == "0")
    held.cancel()
    #expect(await error(of: held)?.code == .cancelled)
    let task = Task { await error(of: client.list()) }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    #expect(try await client.draw() == "alive")
    #expect(server.scriptFailures == [])
  }

  @Test("a stream's deadline ends it")
  func deadline() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      peer.answer(try peer.expect(.request).header.callID)
      let request = try peer.expect(.request).header
      #expect((1...1000).contains(request.argument))
      items(peer, request.callID, 0..<1)
      try peer.expect(.cancel)
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    _ = try await client.draw()
    let stream = client.list(CallOptions(timeout: .seconds(1)))
    #expect(await error(of: stream)?.code == .deadlineExceeded)
    #expect(server.scriptFailures == [])
  }
}
