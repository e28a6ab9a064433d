// CallFormTests.swift: batches of calls, metadata of answers, and calls made on behalf of others.

import Synchronization
import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@Suite("forms of calls", .timeLimit(.minutes(2)))
struct CallFormTests {
  @Test("a batch gives its results in the order of its requests, failures among them")
  func batch() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet(maxCalls: 100)
      var requests: [(UInt32, UInt32)] = []
      for _ in 0..<100 {
        let request = try peer.expect(.request)
        requests.append((request.header.callID, try peer.decode(DrawRequest.self, request.payload).digits))
      }
      for (id, digits) in requests.reversed() {
        if digits % 10 == 3 {
          peer.send(FrameHeader(.response, code: 5, callID: id), Failure(message: "\(digits)"))
        } else {
          peer.answer(id, "\(digits)")
        }
      }
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let requests = (0..<100).map { DrawRequest(digits: UInt32($0)) }
    let results: [Result<DrawReply, RPCError>] = await client.callBatch(
      TestCalls.draw, requests, options: CallOptions())
    let expected: [Result<DrawReply, RPCError>] = (0..<100).map { number in
      number % 10 == 3 ? .failure(RPCError(.notFound, "\(number)")) : .success(DrawReply(code: "\(number)"))
    }
    #expect(results.map { $0.map(\.code) } == expected.map { $0.map(\.code) })
    let none: [Result<DrawReply, RPCError>] = await client.callBatch(TestCalls.draw, [DrawRequest](), options: .init())
    #expect(none.isEmpty)
    #expect(server.scriptFailures == [])
  }

  @Test("a cancelled batch ends with all of its calls")
  func cancelledBatch() async throws {
    let (arrived, signal) = AsyncStream<Void>.makeStream()
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      for _ in 0..<3 { try peer.expect(.request) }
      signal.finish()
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let batch = Task { () -> [Result<DrawReply, RPCError>] in
      await client.callBatch(TestCalls.change, Array(repeating: DrawRequest(), count: 3), options: CallOptions())
    }
    for await _ in arrived {}
    batch.cancel()
    let codes = await batch.value.map { result in
      if case .failure(let error) = result { error.code } else { StatusCode.ok }
    }
    #expect(codes == [.cancelled, .cancelled, .cancelled])
  }

  @Test("the metadata of an answer, a failure, and a stream's end reach who wants them")
  func replyMetadata() async throws {
    let block = Metadata(entries: [MetadataEntry(key: "x-echo", value: [0, 255, 7])])
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      func id() throws -> UInt32 { try peer.expect(.request).header.callID }
      peer.send(FrameHeader(.response, callID: try id()), DrawReply(code: "a"), metadata: block)
      peer.send(FrameHeader(.response, code: 5, callID: try id()), Failure(message: "no"), metadata: block)
      let stream = try id()
      peer.send(FrameHeader(.item, callID: stream), DrawReply(code: "i"))
      peer.send(FrameHeader(.end, callID: stream, argument: 1), Failure(), metadata: block)
      peer.answer(try id(), "plain")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let (answer, refusal, end, none) = (ReplyMetadata(), ReplyMetadata(), ReplyMetadata(), ReplyMetadata())
    #expect(try await client.change(CallOptions(replyMetadata: answer)) == "a")
    #expect(answer.value == block)
    _ = await failure { () throws(RPCError) in try await client.change(CallOptions(replyMetadata: refusal)) }
    #expect(refusal.value == block)
    let stream = client.list(CallOptions(replyMetadata: end))
    #expect(try await stream.next()?.code == "i")
    #expect(try await stream.next() == nil)
    #expect(end.value == block)
    #expect(try await client.change(CallOptions(replyMetadata: none)) == "plain")
    #expect(none.value == nil)
    #expect(server.scriptFailures == [])
  }

  @Test("a call on behalf of another has no more time than that one, and carries its trace on")
  func forwarding() async throws {
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let request = try peer.expect(.request)
      #expect((1...5_000).contains(request.header.argument))
      let metadata = try request.payload.withUnsafeBytes { bytes in
        try FramePayload(bytes, flags: request.header.flags).decodedMetadata(in: Arena())
      }
      #expect(metadata.traceParent == trace)
      peer.answer(request.header.callID, "in time")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let deadline = EventLoop.readClock().advanced(clampedBy: .seconds(5))
    var context = CallContext(deadlineNanoseconds: deadline, metadata: Metadata(traceParent: trace))
    #expect(try await client.change(CallOptions(forwarding: context, timeout: .seconds(60))) == "in time")
    context.deadlineNanoseconds = EventLoop.readClock()
    let error = await failure { () throws(RPCError) in try await client.change(CallOptions(forwarding: context)) }
    #expect(error?.code == .deadlineExceeded && error?.notStarted == true)
    #expect(server.scriptFailures == [])
  }
}
