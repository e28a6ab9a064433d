// InProcessCallTests.swift: unary calls in one process meet what they would meet over a connection.

import Dispatch
import EveryKind
import Glibc
import Synchronization
import Testing
import TokenRPCTesting
import TokenWire

@Suite("Calls in one process", .timeLimit(.minutes(2)))
struct InProcessCallTests {
  private let mock = EKEveryServiceMock()
  private let held = HeldService()

  private var client: EKEveryServiceClient { EKEveryServiceClient(InProcessChannel([mock])) }
  private var heldClient: EKEveryServiceClient { EKEveryServiceClient(InProcessChannel([held])) }

  @Test("a message and its answer cross whole")
  func echo() async throws {
    mock.onEcho = { message, _ in
      var reply = message
      reply.fInt32 += 1
      return reply
    }
    let message = EKScalars(fInt32: 6, fBool: true, fString: "grün", fBytes: [0, 255])
    let reply = try await client.echo(message)
    #expect(reply == EKScalars(fInt32: 7, fBool: true, fString: "grün", fBytes: [0, 255]))
    #expect(mock.echoCalls.map(\.message) == [message])
  }

  @Test("a failure arrives with its code, its message, its details and when to try again")
  func failure() async {
    let error = RPCError(
      .resourceExhausted, "too much", details: [Detail(detail: .limit(LimitReached(limit: "n", maximum: 3)))],
      retryAfterMilliseconds: 70)
    mock.onEcho = { _, _ in throw error }
    await #expect(throws: error) { try await client.echo(EKScalars()) }
  }

  @Test("a request that can't travel never reaches the service, a reply that can't is INTERNAL")
  func unsendable() async {
    mock.onEcho = { _, _ in EKScalars(fString: "a\0b") }
    let request = await #expect(throws: RPCError.self) { try await client.echo(EKScalars(fString: "\0")) }
    #expect(request?.code == .invalidArgument && request?.notStarted == true)
    #expect(mock.echoCalls.isEmpty)
    let reply = await #expect(throws: RPCError.self) { try await client.echo(EKScalars()) }
    #expect(reply?.code == .internal)
  }

  @Test("a reply larger than a frame is RESOURCE_EXHAUSTED")
  func largeReply() async {
    mock.onEcho = { _, _ in EKScalars(fBytes: [UInt8](repeating: 1, count: Int(FrameLimits.defaultPayloadBytes))) }
    let error = await #expect(throws: RPCError.self) { try await client.echo(EKScalars()) }
    #expect(error?.code == .resourceExhausted)
  }

  @Test("a request of a method's limit is taken, one byte more is refused before it starts")
  func requestLimit() async throws {
    mock.onEcho = { _, _ in EKScalars() }
    // Three bytes are tag and length.
    _ = try await client.echo(EKScalars(fBytes: [UInt8](repeating: 1, count: 4093)))
    let error = await #expect(throws: RPCError.self) {
      try await client.echo(EKScalars(fBytes: [UInt8](repeating: 1, count: 4094)))
    }
    #expect(error?.code == .resourceExhausted && error?.notStarted == true)
    #expect(mock.echoCalls.count == 1)
  }

  @Test("a method that nobody serves is UNIMPLEMENTED and not started")
  func unserved() async {
    let other = TokenServiceClient(InProcessChannel([mock]))
    let error = await #expect(throws: RPCError.self) { try await other.status(StatusRequest()) }
    #expect(error?.code == .unimplemented && error?.notStarted == true)
  }

  @Test("bytes that are not the request's message are INVALID_ARGUMENT, and method 0 goes by its name")
  func rawMessages() async throws {
    mock.onEcho = { message, _ in message }
    let channel = InProcessChannel([mock])
    let method = MethodDescriptor(
      id: 0, fullName: "by name", kind: .unary, isIdempotent: true, maxRequestBytes: 0)
    let named = CallOptions(metadata: Metadata(method: EKEveryServiceMethods.echo.fullName))
    let reply: RawMessage = try await channel.call(method, RawMessage(bytes: [0x18, 5]), options: named)
    #expect(reply.bytes == [0x18, 5])
    let error = await #expect(throws: RPCError.self) {
      let _: RawMessage = try await channel.call(method, RawMessage(bytes: [0x18]), options: named)
    }
    #expect(error?.code == .invalidArgument && error?.notStarted == true)
    #expect(mock.echoCalls.count == 1)
  }

  @Test("a call whose time is over is DEADLINE_EXCEEDED, and its service is told")
  func deadline() async {
    let error = await #expect(throws: RPCError.self) {
      try await heldClient.echo(EKScalars(), options: CallOptions(timeout: .milliseconds(20)))
    }
    #expect(error?.code == .deadlineExceeded)
    await held.wait { $0.toldOfCancel == 1 }
    #expect(held.state.withLock { $0.calls.first?.context.deadlineNanoseconds } != nil)
  }

  @Test("a call without time left is never started", arguments: [Duration.zero, .seconds(-1)])
  func noTimeLeft(timeout: Duration) async {
    mock.onEcho = { message, _ in message }
    let error = await #expect(throws: RPCError.self) {
      try await client.echo(EKScalars(), options: CallOptions(timeout: timeout))
    }
    #expect(error?.code == .deadlineExceeded && error?.notStarted == true)
    #expect(mock.echoCalls.isEmpty)
  }

  @Test("a cancelled call is CANCELLED, its service is told, and its late answer goes nowhere")
  func cancel() async throws {
    let client = heldClient
    let outcome = await withCheckedContinuation { continuation in
      let call = client.echo(EKScalars()) { continuation.resume(returning: $0) }
      Task {
        await held.wait { !$0.calls.isEmpty }
        call.cancel()
        call.cancel()
      }
    }
    #expect(throws: RPCError(.cancelled, "the call was cancelled")) { try outcome.get() }
    await held.wait { $0.toldOfCancel == 1 }
    // A second end would stop the process, before the call behind it has its own.
    held.state.withLock { $0.calls }.first?.succeed(EKScalars())
    _ = try await client.default(EKEmpty())
  }

  @Test("who asks to be told after the call was given up is told at once, after an answer never")
  func lateCancelHandlers() async throws {
    mock.onEcho = { message, _ in message }
    let task = Task { try await heldClient.echo(EKScalars()) }
    await held.wait { !$0.calls.isEmpty }
    task.cancel()
    await held.wait { $0.toldOfCancel == 1 }
    let call = try #require(held.state.withLock { $0.calls.first })
    await withCheckedContinuation { told in call.onCancel { told.resume() } }
    await #expect(throws: RPCError.self) { try await task.value }
  }

  @Test("a call may be answered later from any thread")
  func later() async throws {
    let task = Task { try await heldClient.echo(EKScalars()) }
    await held.wait { !$0.calls.isEmpty }
    let call = try #require(held.state.withLock { $0.calls.first })
    DispatchQueue.global().async { call.succeed(EKScalars(fBool: true)) }
    #expect(try await task.value == EKScalars(fBool: true))
    #expect(held.state.withLock { $0.toldOfCancel } == 0)
  }

  @Test("a call that its service forgets is INTERNAL")
  func forgotten() async {
    let task = Task { try await heldClient.echo(EKScalars()) }
    await held.wait { !$0.calls.isEmpty }
    held.forget()
    await #expect(throws: RPCError(.internal, "the service gave the call up without an answer")) {
      try await task.value
    }
  }

  @Test("metadata goes both ways, and what is against the limits is refused before it is sent")
  func metadata() async throws {
    let entry = MetadataEntry(key: "trace", value: [1, 2])
    let seen = ReplyMetadata()
    let options = CallOptions(metadata: Metadata(entries: [entry]), replyMetadata: seen)
    let task = Task { try await heldClient.echo(EKScalars(), options: options) }
    await held.wait { !$0.calls.isEmpty }
    let call = try #require(held.state.withLock { $0.calls.first })
    #expect(call.context.metadata.entries == [entry])
    call.succeed(EKScalars(), metadata: Metadata(entries: [MetadataEntry(key: "answer", value: [3])]))
    _ = try await task.value
    #expect(seen.value?.entries == [MetadataEntry(key: "answer", value: [3])])
    let bad = CallOptions(metadata: Metadata(entries: [MetadataEntry(key: "Upper", value: [])]))
    let error = await #expect(throws: RPCError.self) { try await heldClient.echo(EKScalars(), options: bad) }
    #expect(error?.code == .invalidArgument && error?.notStarted == true)
  }

  @Test("a changing call gets a key of its own, one that changes nothing gets none, a given one stays")
  func idempotencyKeys() async throws {
    let mock = TokenServiceMock()
    mock.onRequest = { _, _ in RequestReply() }
    mock.onStatus = { _, _ in StatusReply() }
    let tokens = TokenServiceClient(InProcessChannel([mock]))
    let given = [UInt8](repeating: 7, count: 16)
    for options in [
      CallOptions(), CallOptions(), CallOptions(changesNothing: true),
      CallOptions(metadata: Metadata(idempotencyKey: given)),
    ] {
      _ = try await tokens.request(RequestRequest(), options: options)
    }
    _ = try await tokens.status(StatusRequest())
    let keys = mock.requestCalls.map(\.context.metadata.idempotencyKey)
    #expect(keys.map(\.count) == [16, 16, 0, 16])
    #expect(keys[0] != keys[1] && keys[3] == given)
    #expect(mock.statusCalls.map(\.context.metadata.idempotencyKey) == [[]])
  }

  @Test("completions run on a thread of the channel's, not inside the call, also when nothing was sent")
  func completions() {
    mock.onEcho = { message, _ in message }
    for message in [EKScalars(), EKScalars(fString: "\0")] {
      let ran = DispatchSemaphore(value: 0)
      let thread = Atomic<UInt>(0)
      client.echo(message) { _ in
        thread.store(UInt(pthread_self()), ordering: .releasing)
        ran.signal()
      }
      // Keeps the caller's thread from being lent to the completion.
      ran.wait()
      #expect(thread.load(ordering: .acquiring) != UInt(pthread_self()))
    }
  }

  @Test("a batch gives each call its own result, in the order of the requests")
  func batch() async {
    mock.onEcho = { message, _ in
      if message.fInt32 == 1 { throw RPCError(.notFound, "no one") }
      return message
    }
    let results = await client.echoBatch((0..<3).map { EKScalars(fInt32: $0) })
    #expect(
      results == [
        .success(EKScalars()), .failure(RPCError(.notFound, "no one")), .success(EKScalars(fInt32: 2)),
      ])
    #expect(await client.echoBatch([]).isEmpty)
  }
}
