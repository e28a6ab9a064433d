// ConnectionLossTests.swift: connections that drain, break, are refused, or lead to something that is no token server.

import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@Suite("connections that end", .timeLimit(.minutes(2)))
struct ConnectionLossTests {
  @Test("calls above GOAWAY's last id move to a new connection, the others end where they are")
  func goawayMoves() async throws {
    let server = ScriptedServer { peer, number in
      try peer.greet()
      if number == 2 {
        for _ in 0..<2 {
          let request = try peer.expect(.request)
          peer.answer(request.header.callID, "moved \(try peer.decode(DrawRequest.self, request.payload).digits)")
        }
        return peer.drain()
      }
      for _ in 0..<3 { try peer.expect(.request) }
      peer.send(FrameHeader(.goaway, argument: 2), Goaway())
      // A later one lowers the id, a higher one does not raise it.
      peer.send(FrameHeader(.goaway, argument: 1), Goaway())
      peer.send(FrameHeader(.goaway, argument: 3), Goaway())
      peer.answer(1, "stayed")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    var calls: [Task<String, any Error>] = []
    for digits in UInt32(1)...3 {
      let (started, signal) = AsyncStream<Void>.makeStream()
      calls.append(
        Task {
          try await withUnsafeThrowingContinuation { continuation in
            client.start(TestCalls.draw, DrawRequest(digits: digits), options: CallOptions()) {
              (result: Result<DrawReply, RPCError>) in
              continuation.resume(with: result.map(\.code).mapError { $0 as any Error })
            }
            signal.finish()
          }
        })
      for await _ in started {}
    }
    #expect(try await calls[0].value == "stayed")
    #expect(try await calls[1].value == "moved 2")
    #expect(try await calls[2].value == "moved 3")
    #expect(server.connections == 2)
    #expect(server.scriptFailures == [])
  }

  @Test("a GOAWAY with a reason fails what was not started with that reason")
  func goawayWithReason() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      try peer.expect(.request)
      peer.send(FrameHeader(.goaway), Goaway(code: 8, message: "too many connections"))
      peer.drain()
    }
    let error = await failure { () throws(RPCError) in try await RPCClient(server.endpoint).draw() }
    #expect(error == RPCError(.resourceExhausted, "too many connections", notStarted: true))
  }

  @Test("a server that always drains does not keep the client busy for ever")
  func endlessDrain() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      peer.send(FrameHeader(.goaway), Goaway())
      peer.drain()
    }
    let error = await failure { () throws(RPCError) in try await RPCClient(server.endpoint).draw() }
    #expect(error?.code == .unavailable && error?.notStarted == true)
    #expect(server.connections == 3)
  }

  @Test("without retries calls on a lost connection are UNAVAILABLE, and the next call connects anew")
  func lost() async throws {
    let server = ScriptedServer { peer, number in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      if number < 3 { return }
      peer.answer(id, "again")
      peer.drain()
    }
    var options = ClientOptions()
    options.retry = .never
    let client = RPCClient(server.endpoint, options: options)
    let harmless = await failure { () throws(RPCError) in try await client.draw() }
    #expect(harmless?.code == .unavailable && harmless?.details == [] && harmless?.notStarted == false)
    let changing = await failure { () throws(RPCError) in try await client.change() }
    #expect(changing?.code == .unavailable)
    #expect(changing?.details == [Detail(detail: .outcomeUnknown(OutcomeUnknown()))])
    #expect(try await client.draw() == "again")
    #expect(server.connections == 3)
    #expect(server.scriptFailures == [])
  }

  @Test("half an answer is no answer")
  func halfAnswer() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      peer.write(Array(peer.encoded(FrameHeader(.response, callID: id), DrawReply(code: "123456")).dropLast()))
    }
    let error = await failure { () throws(RPCError) in try await RPCClient(server.endpoint).draw() }
    #expect(error?.code == .unavailable)
  }

  @Test(
    "what is no token server gets a clear error",
    arguments: [
      "HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-x\r\n", "\u{16}\u{3}\u{1}", "",
      "\u{0}\u{0}\u{0}\u{0}\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{1}\u{0}\u{0}\u{0}\u{0}",
    ])
  func strangers(text: String) async throws {
    let server = ScriptedServer { peer, _ in
      _ = try peer.expect(.hello)
      peer.write([UInt8](text.utf8))
    }
    let client = RPCClient(server.endpoint)
    let error = await failure { () throws(RPCError) in try await client.draw() }
    #expect(error?.code == .unavailable)
    #expect(error?.message.hasSuffix("is it a token server?") == true, "\(error?.message ?? "")")
    #expect(error?.message.hasPrefix("\(server.endpoint): ") == true)
  }

  @Test("a server that says nothing is given up")
  func silent() async throws {
    let server = ScriptedServer { peer, _ in peer.drain() }
    var options = ClientOptions()
    options.helloTimeout = .milliseconds(50)
    let error = await failure { () throws(RPCError) in
      try await RPCClient(server.endpoint, options: options).draw()
    }
    #expect(error?.code == .unavailable)
  }

  @Test("a frame over the limit, a frame without a type and bytes between frames end the connection")
  func insaneFrames() async throws {
    for bytes: [UInt8] in [
      [0, 0x40, 0, 1, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
      [0xff, 0xff, 0xff, 0xff, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], [UInt8]("HTTP/1.1 200 OK\r\n".utf8),
      [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
    ] {
      let server = ScriptedServer { peer, _ in
        try peer.greet()
        try peer.expect(.request)
        peer.write(bytes)
        peer.drain()
      }
      let error = await failure { () throws(RPCError) in try await RPCClient(server.endpoint).draw() }
      #expect(error?.code == .internal, "\(bytes)")
    }
  }

  @Test("a server of another version is FAILED_PRECONDITION")
  func otherVersion() async throws {
    for (low, high) in [(UInt32(2), UInt32(3)), (0, 0), (3, 2)] {
      let server = ScriptedServer { peer, _ in
        try peer.expect(.hello)
        peer.send(FrameHeader(.hello), ServerHello(versionMin: low, versionMax: high))
        peer.drain()
      }
      let error = await failure { () throws(RPCError) in try await RPCClient(server.endpoint).draw() }
      #expect(error?.code == .failedPrecondition, "\(low) to \(high)")
    }
  }

  @Test("a server that can't be reached fails at once, says why, and nothing was started")
  func unreachable() async throws {
    let server = ScriptedServer { _, _ in }
    server.stop()
    let addresses: [Endpoint] = [
      server.endpoint, .unix(path: "/no/such/socket"), .tcp(host: "no.such.host.invalid", port: 1),
    ]
    for endpoint in addresses {
      let client = RPCClient(endpoint)
      let error = await failure { () throws(RPCError) in try await client.change() }
      #expect(error?.code == .unavailable && error?.notStarted == true, "\(endpoint)")
      #expect(client.unreachableReason != nil)
      #expect(await failure { () throws(RPCError) in try await client.ping() }?.code == .unavailable)
    }
  }

  @Test("close ends what runs and what comes later with CANCELLED")
  func close() async throws {
    let (arrived, signal) = AsyncStream<Void>.makeStream()
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      for _ in 0..<2 { try peer.expect(.request) }
      signal.finish()
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let call = Task { await failure { () throws(RPCError) in try await client.draw() } }
    let stream = client.list()
    for await _ in arrived {}
    client.close()
    client.close()
    #expect(await call.value?.code == .cancelled)
    #expect(await failure { () throws(RPCError) in try await stream.next() }?.code == .cancelled)
    #expect(await failure { () throws(RPCError) in try await client.draw() }?.code == .cancelled)
    #expect(await failure { () throws(RPCError) in try await client.list().next() }?.code == .cancelled)
    #expect(await failure { () throws(RPCError) in try await client.ping() }?.code == .cancelled)
    #expect(server.scriptFailures == [])
  }

  @Test("a client that nobody holds lives until its last call has ended")
  func heldByCalls() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      peer.send(FrameHeader(.ping))
      try peer.expect(.pong)
      peer.send(FrameHeader(.item, callID: id), DrawReply(code: "x"))
      peer.send(FrameHeader(.end, callID: id, argument: 1))
      peer.drain()
    }
    func open() -> ReplyStream<DrawReply> { RPCClient(server.endpoint).list() }
    let stream = open()
    #expect(try await stream.next()?.code == "x")
    #expect(try await stream.next() == nil)
    #expect(server.scriptFailures == [])
  }
}
