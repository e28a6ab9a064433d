// UnaryCallTests.swift: unary calls against a scripted server: answers, deadlines, cancellation, limits.

import Synchronization
import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@Suite("unary calls", .timeLimit(.minutes(2)))
struct UnaryCallTests {
  @Test("HELLO goes first, the call right behind it, and ids rise")
  func helloFirst() async throws {
    let server = ScriptedServer { peer, _ in
      let hello = try peer.decode(ClientHello.self, try peer.expect(.hello).payload)
      #expect(hello.versionMin == 1 && hello.versionMax == 1 && hello.initialCredit == 32 && hello.client == "me 1")
      let first = try peer.expect(.request)
      #expect(first.header.callID == 1 && first.header.code == 320 && first.header.argument == 0)
      #expect(try peer.decode(DrawRequest.self, first.payload).digits == 7)
      peer.send(FrameHeader(.hello), ServerHello(versionMin: 1, versionMax: 1))
      peer.answer(1, "a")
      let second = try peer.expect(.request)
      #expect(second.header.callID == 2)
      peer.answer(2, "b")
      peer.drain()
    }
    var options = ClientOptions()
    options.name = "me 1"
    options.timeout = nil
    let client = RPCClient(server.endpoint, options: options)
    #expect(try await client.draw(7) == "a")
    #expect(try await client.draw() == "b")
    #expect(server.connections == 1)
    #expect(server.scriptFailures == [])
  }

  @Test("answers in any order reach their own calls, also a byte at a time and many frames at once")
  func anyOrder() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      var ids: [(UInt32, UInt32)] = []
      for _ in 0..<20 {
        let request = try peer.expect(.request)
        ids.append((request.header.callID, try peer.decode(DrawRequest.self, request.payload).digits))
      }
      var output: [UInt8] = []
      for (id, digits) in ids.reversed() {
        output += peer.encoded(FrameHeader(.response, callID: id), DrawReply(code: "\(digits)"))
      }
      for byte in output.prefix(200) { peer.write([byte]) }
      peer.write(Array(output.dropFirst(200)))
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for digits in UInt32(0)..<20 {
        group.addTask {
          let answer = try await client.draw(digits)
          #expect(answer == "\(digits)")
        }
      }
      try await group.waitForAll()
    }
    #expect(server.scriptFailures == [])
  }

  @Test("a deadline ends the call here, the server is told, and its late answer is ignored")
  func deadline() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      peer.answer(try peer.expect(.request).header.callID, "connected")
      let request = try peer.expect(.request)
      #expect((1...1000).contains(request.header.argument))
      #expect(try peer.expect(.cancel).header.callID == request.header.callID)
      peer.answer(request.header.callID, "late")
      peer.answer(4711, "nobody's")
      peer.send(FrameHeader(.end, callID: 4712))
      peer.answer(try peer.expect(.request).header.callID, "next")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(try await client.draw() == "connected")
    #expect(
      await failure { () throws(RPCError) in try await client.draw(timeout: .seconds(1)) }?.code
        == .deadlineExceeded)
    #expect(try await client.draw() == "next")
    #expect(server.scriptFailures == [])
  }

  @Test("with no time left nothing is sent")
  func noTime() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      peer.answer(try peer.expect(.request).header.callID, "first")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    for timeout in [Duration.zero, .seconds(-1)] {
      let error = await failure { () throws(RPCError) in try await client.draw(timeout: timeout) }
      #expect(error?.code == .deadlineExceeded && error?.notStarted == true)
    }
    #expect(server.connections == 0)
    #expect(try await client.draw() == "first")
  }

  @Test("a cancelled task ends its call CANCELLED and the server is told")
  func taskCancelled() async throws {
    let (arrived, signal) = AsyncStream<Void>.makeStream()
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let request = try peer.expect(.request)
      signal.yield()
      #expect(try peer.expect(.cancel).header.callID == request.header.callID)
      signal.yield()
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let task = Task { await failure { () throws(RPCError) in try await client.draw() } }
    var signals = arrived.makeAsyncIterator()
    await signals.next()
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    await signals.next()
    #expect(server.scriptFailures == [])
  }

  @Test("in a task that was cancelled before, nothing is sent")
  func cancelledBefore() async {
    let server = ScriptedServer { peer, _ in peer.drain() }
    let client = RPCClient(server.endpoint)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await failure { () throws(RPCError) in try await client.draw() }
    }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    #expect(server.connections == 0)
  }

  @Test("a handle cancels, and a completion runs once")
  func handle() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      _ = try peer.expect(.request)
      try peer.expect(.cancel)
      peer.answer(1)
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let results = Mutex(0)
    let error: RPCError? = await withUnsafeContinuation { continuation in
      let handle = client.start(TestCalls.draw, DrawRequest(), options: CallOptions()) {
        (result: Result<DrawReply, RPCError>) in
        results.withLock { $0 += 1 }
        if case .failure(let error) = result { continuation.resume(returning: error) }
      }
      handle.cancel()
      handle.cancel()
    }
    #expect(error?.code == .cancelled)
    client.close()
    #expect(results.withLock { $0 } == 1)
  }

  @Test("a failure arrives whole: code, message, details, not started, retry-after")
  func failures() async throws {
    let field = Detail(detail: .field(FieldFault(field: "digits", reason: "6 to 8")))
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      peer.send(
        FrameHeader(.response, flags: .notStarted, code: 8, callID: id),
        Failure(message: "\t\nwait ☺ 😈\t\n", details: [field]), metadata: Metadata(retryAfterMs: 250))
      peer.send(
        FrameHeader(.response, code: 99, callID: try peer.expect(.request).header.callID), Failure(message: "x"))
      peer.send(FrameHeader(.end, callID: try peer.expect(.request).header.callID))
      try peer.expect(.request)
      peer.write([0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0xff])
      peer.drain()
    }
    var options = ClientOptions()
    options.retry = .never
    let client = RPCClient(server.endpoint, options: options)
    let expected = RPCError(
      .resourceExhausted, "\t\nwait ☺ 😈\t\n", details: [field], notStarted: true, retryAfterMilliseconds: 250)
    #expect(await failure { () throws(RPCError) in try await client.draw() } == expected)
    #expect(await failure { () throws(RPCError) in try await client.draw() } == RPCError(.unknown, "x"))
    #expect(await failure { () throws(RPCError) in try await client.draw() }?.code == .internal)
    #expect(await failure { () throws(RPCError) in try await client.draw() }?.code == .internal)
    #expect(server.connections == 1)
    #expect(server.scriptFailures == [])
  }

  @Test("PING is answered with its own argument, and a ping here measures a round trip")
  func pings() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let ping = try peer.expect(.ping)
      peer.send(FrameHeader(.ping, argument: 0xdead_beef))
      #expect(try peer.expect(.pong).header.argument == 0xdead_beef)
      peer.send(FrameHeader(.pong, argument: 12345))
      peer.send(FrameHeader(.pong, argument: ping.header.argument))
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let reply = try await client.ping()
    #expect(reply.server == "scripted 1" && reply.protocolVersions == 1...1 && reply.roundTrip > .zero)
    #expect(server.scriptFailures == [])
  }

  @Test("a changing call gets an idempotency key, unless it has one or says that it changes nothing")
  func idempotencyKeys() async throws {
    let keys = Mutex<[[UInt8]]>([])
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      for _ in 0..<5 {
        let (header, payload) = try peer.expect(.request)
        let metadata = try payload.withUnsafeBytes {
          try FramePayload($0, flags: header.flags).decodedMetadata(in: Arena())
        }
        keys.withLock { $0.append(metadata.idempotencyKey) }
        peer.answer(header.callID)
      }
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    let own = [UInt8](repeating: 7, count: 16)
    _ = try await client.change()
    _ = try await client.change()
    _ = try await client.change(CallOptions(metadata: Metadata(idempotencyKey: own)))
    _ = try await client.change(CallOptions(changesNothing: true))
    _ = try await client.draw()
    let seen = keys.withLock { $0 }
    #expect(seen.map(\.count) == [16, 16, 16, 0, 0])
    #expect(seen[0] != seen[1] && seen[2] == own)
    let error = await failure { () throws(RPCError) in
      try await client.change(CallOptions(metadata: Metadata(idempotencyKey: [1])))
    }
    #expect(error?.code == .invalidArgument)
    #expect(server.scriptFailures == [])
  }

  @Test("64 calls are in flight until the server's limits are known, then as many as it takes, in order")
  func inFlight() async throws {
    let server = ScriptedServer { peer, _ in
      let hello = try peer.expect(.hello)
      _ = hello
      for id in UInt32(1)...64 { #expect(try peer.expect(.request).header.callID == id) }
      peer.send(
        FrameHeader(.hello), ServerHello(versionMin: 1, versionMax: 1, limits: Limits(maxCallsInFlight: 70)))
      for id in UInt32(65)...70 { #expect(try peer.expect(.request).header.callID == id) }
      peer.send(FrameHeader(.ping, argument: 1))
      try peer.expect(.pong)
      for id in UInt32(1)...10 { peer.answer(id) }
      for id in UInt32(71)...80 { #expect(try peer.expect(.request).header.callID == id) }
      for id in UInt32(11)...80 { peer.answer(id) }
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<80 { group.addTask { _ = try await client.draw() } }
      try await group.waitForAll()
    }
    #expect(server.scriptFailures == [])
  }

  @Test("a call that was given up keeps its slot until the server has ended it")
  func givenUpKeepsSlot() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet(maxCalls: 64)
      peer.answer(try peer.expect(.request).header.callID)
      for _ in 0..<64 { try peer.expect(.request) }
      for _ in 0..<64 { try peer.expect(.cancel) }
      peer.send(FrameHeader(.ping))
      try peer.expect(.pong)
      peer.send(FrameHeader(.response, code: 1, callID: 5), Failure())
      #expect(try peer.expect(.request).header.callID == 66)
      peer.answer(66, "through")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    _ = try await client.draw()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<64 {
        group.addTask {
          let error = await failure { () throws(RPCError) in try await client.draw(timeout: .seconds(1)) }
          #expect(error?.code == .deadlineExceeded)
        }
      }
    }
    #expect(try await client.draw() == "through")
    #expect(server.scriptFailures == [])
  }

  @Test("a large request waits for the server's limits, and is refused here when it is over them")
  func largeRequests() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet(maxFrameBytes: 100_000)
      let request = try peer.expect(.request)
      #expect(request.header.length > 65_536)
      peer.answer(request.header.callID, "large")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    func send(_ count: Int) async throws(RPCError) -> String {
      let message = RequestRequest(subject: .content([UInt8](repeating: 1, count: count)))
      let reply: DrawReply = try await client.call(TestCalls.draw, message, options: CallOptions())
      return reply.code
    }
    #expect(try await send(90_000) == "large")
    let error = await failure { () throws(RPCError) in try await send(100_000) }
    #expect(error?.code == .resourceExhausted && error?.notStarted == true)
    #expect(server.scriptFailures == [])
  }

  @Test("calls beyond the limit of those that wait are refused here")
  func waitingLimit() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.expect(.hello)
      for _ in 0..<64 { try peer.expect(.request) }
      peer.drain()
    }
    var options = ClientOptions()
    options.maxWaitingCalls = 3
    let client = RPCClient(server.endpoint, options: options)
    // The first calls may come before the connection stands; then some of them are refused as well.
    let outcomes = Mutex<[StatusCode]>([])
    for _ in 0..<200 {
      client.start(TestCalls.draw, DrawRequest(), options: CallOptions()) { (result: Result<DrawReply, RPCError>) in
        if case .failure(let error) = result { outcomes.withLock { $0.append(error.code) } }
      }
    }
    client.close()
    while outcomes.withLock({ $0.count }) < 200 { await Task.yield() }
    #expect(outcomes.withLock { $0.contains(.resourceExhausted) })
    #expect(outcomes.withLock { $0.allSatisfy { $0 == .resourceExhausted || $0 == .cancelled } })
  }

  @Test("a critical frame of a later protocol fails its call alone, others are ignored")
  func laterProtocol() async throws {
    let server = ScriptedServer { peer, _ in
      try peer.greet()
      let id = try peer.expect(.request).header.callID
      var frame = FrameHeader(.response, callID: id)
      frame.typeNumber = 77
      peer.send(frame)
      frame.flags = .critical
      peer.send(frame)
      #expect(try peer.expect(.cancel).header.callID == id)
      let next = try peer.expect(.request).header.callID
      peer.send(FrameHeader(.response, flags: [.critical, FrameFlags(rawValue: 4)], callID: next), DrawReply())
      peer.answer(try peer.expect(.request).header.callID, "alive")
      peer.drain()
    }
    let client = RPCClient(server.endpoint)
    #expect(await failure { () throws(RPCError) in try await client.draw() }?.code == .unimplemented)
    #expect(await failure { () throws(RPCError) in try await client.draw() }?.code == .unimplemented)
    #expect(try await client.draw() == "alive")
    #expect(server.scriptFailures == [])
  }
}
