// ClientUnexpectedTests.swift: servers that break the protocol in ways a client has to stand: Connect's
// client_unexpected cases that apply here, and the byte-level list at the client's end. A call ends once, with a code
// that says so.

import Glibc
import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@Suite("what no server should send", .timeLimit(.minutes(2)))
struct ClientUnexpectedTests {
  private func drawFailure(_ client: RPCClient) async -> RPCError? {
    await failure { () throws(RPCError) in try await client.draw() }
  }

  private func streamFailure(_ client: RPCClient) async -> RPCError? {
    let stream = client.list()
    return await failure { () throws(RPCError) in while try await stream.next() != nil {} }
  }

  @Test("multiple-responses: the first answer counts, what follows for the same call is ignored")
  func multipleResponses() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let unary = try peer.expect(.request).header.callID
      peer.answer(unary, "first")
      peer.answer(unary, "second")
      peer.send(FrameHeader(.response, code: 13, callID: unary), Failure(message: "third"))
      peer.send(FrameHeader(.item, callID: unary), DrawReply())
      peer.send(FrameHeader(.end, callID: unary, argument: 1))
      let stream = try peer.expect(.request).header.callID
      peer.send(FrameHeader(.item, callID: stream), DrawReply(code: "item"))
      peer.send(FrameHeader(.end, callID: stream, argument: 1))
      peer.send(FrameHeader(.item, callID: stream), DrawReply(code: "late"))
      peer.send(FrameHeader(.end, code: 13, callID: stream, argument: 2), Failure())
      peer.answer(try peer.expect(.request).header.callID, "alive")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(try await client.draw() == "first")
    var items: [String] = []
    for try await item in client.list() { items.append(item.code) }
    #expect(items == ["item"])
    #expect(try await client.draw() == "alive")
    #expect(server.connections == 1 && server.scriptFailures == [])
  }

  @Test("ok-but-no-response: a unary call that is ended like a stream is INTERNAL, an empty answer is a message")
  func okWithoutResponse() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      peer.send(FrameHeader(.end, callID: try peer.expect(.request).header.callID))
      peer.send(FrameHeader(.response, callID: try peer.expect(.request).header.callID))
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(await drawFailure(client)?.code == .internal)
    #expect(try await client.draw() == "")
    #expect(server.connections == 1 && server.scriptFailures == [])
  }

  @Test("no-end-stream: an end of file is no end, before the first item and behind it")
  func noEndStream() async throws {
    for count in 0...1 {
      let server = ScriptedServer { peer, _ in
        try peer.greet()
        let id = try peer.expect(.request).header.callID
        for _ in 0..<count { peer.send(FrameHeader(.item, callID: id), DrawReply()) }
      }
      #expect(await streamFailure(RPCClient(server.endpoint))?.code == .unavailable)
    }
  }

  @Test("unexpected frame: an ITEM for a unary call ends it INTERNAL and the server is told; the connection lives")
  func itemForUnary() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      peer.send(FrameHeader(.item, callID: id), DrawReply(code: "x"))
      #expect(try peer.expect(.cancel).header.callID == id)
      peer.answer(id, "too late")
      peer.answer(try peer.expect(.request).header.callID, "alive")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(await drawFailure(client)?.code == .internal)
    #expect(try await client.draw() == "alive")
    #expect(server.connections == 1 && server.scriptFailures == [])
  }

  @Test(
    "unexpected frame: what only clients send ends the connection and its calls",
    arguments: [FrameType.request, .cancel, .credit])
  func clientFrames(type: FrameType) async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      peer.send(FrameHeader(type, callID: id, argument: 1))
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(await drawFailure(client)?.code == .internal)
    #expect(await streamFailure(client)?.code == .internal)
    #expect(server.connections >= 2)
  }

  @Test(
    "a failure whose reason can't be read keeps its code: no protobuf, text that is none, metadata without end",
    arguments: [
      (FrameFlags(), [0xff, 0xff]), (FrameFlags(), [0x0a, 2, 0xff, 0xfe]), (FrameFlags(), [0x0a, 1, 0]),
      (.metadata, [0]), (.metadata, [0, 9, 1]), (.metadata, [0, 1, 0xff]),
    ] as [(FrameFlags, [UInt8])])
  func unreadableReason(flags: FrameFlags, payload: [UInt8]) async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      for type in [FrameType.response, .end] {
        let id = try peer.expect(.request).header.callID
        var bytes: [UInt8] = []
        payload.withUnsafeBytes {
          bytes.append(FrameHeader(type, flags: flags, code: 5, callID: id), payload: $0)
        }
        peer.write(bytes)
      }
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(await drawFailure(client)?.code == .notFound)
    #expect(await streamFailure(client)?.code == .notFound)
    #expect(server.connections == 1 && server.scriptFailures == [])
  }

  @Test("10,000 frames in one write all arrive, in order")
  func coalesced() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      var output: [UInt8] = []
      for number in 0..<10_000 {
        output += peer.encoded(FrameHeader(.item, callID: id), DrawReply(code: "\(number)"))
      }
      output += peer.encoded(FrameHeader(.end, callID: id, argument: 10_000), DrawReply())
      peer.write(output)
      peer.drain()
    }
    var options = ClientOptions()
    options.streamCredit = 10_000
    var next = 0
    for try await item in RPCClient(server.endpoint, options: options).list() {
      if item.code != "\(next)" { Issue.record("\(item.code) instead of \(next)") }
      next += 1
    }
    #expect(next == 10_000)
  }

  @Test("1,000 PINGs in one write are all answered, in order, each with its argument")
  func pings() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      var output: [UInt8] = []
      for number in UInt32(1)...1_000 { output.append(FrameHeader(.ping, argument: number &* 0x9e37_79b9)) }
      peer.write(output)
      for number in UInt32(1)...1_000 { #expect(try peer.expect(.pong).header.argument == number &* 0x9e37_79b9) }
      peer.answer(id, "alive")
      peer.drain()
    }
    #expect(try await RPCClient(server.endpoint).draw() == "alive")
    #expect(server.scriptFailures == [])
  }

  @Test("a server's side of a conversation split at any byte goes the same way")
  func splitAnywhere() async throws {
    // HELLO, a PING, the answer to call 1, an item and the end of call 2.
    @Sendable func conversation(_ peer: Peer) -> [UInt8] {
      var bytes = peer.encoded(FrameHeader(.hello), ServerHello(versionMin: 1, versionMax: 1))
      bytes.append(FrameHeader(.ping, argument: 7))
      bytes += peer.encoded(FrameHeader(.response, callID: 1), DrawReply(code: "a"))
      bytes += peer.encoded(FrameHeader(.item, callID: 2), DrawReply(code: "b"))
      bytes.append(FrameHeader(.end, callID: 2, argument: 1))
      return bytes
    }
    // Each connection is cut one byte further on.
    let server = ScriptedServer { peer, number in
      try peer.expect(.hello)
      for _ in 0..<2 { try peer.expect(.request) }
      let bytes = conversation(peer)
      peer.write(Array(bytes[..<number]))
      usleep(500)
      peer.write(Array(bytes[number...]))
      #expect(try peer.expect(.pong).header.argument == 7)
      peer.drain()
    }
    for cut in 1..<conversation(Peer(-1)).count {
      let client = RPCClient(server.endpoint)
      let (answers, feed) = AsyncStream<Result<DrawReply, RPCError>>.makeStream()
      client.start(TestCalls.draw, DrawRequest(), options: CallOptions()) { feed.yield($0) }
      let stream = client.list()
      #expect(try await stream.next()?.code == "b", "cut at \(cut)")
      #expect(try await stream.next() == nil, "cut at \(cut)")
      for await answer in answers {
        #expect(answer == .success(DrawReply(code: "a")), "cut at \(cut)")
        break
      }
      client.close()
    }
    #expect(server.scriptFailures == [])
  }
}
