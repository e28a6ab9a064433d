// GeneratedServiceTests.swift: generated services and clients hand everything on as it is.

import EveryKind
import Synchronization
import Testing
import TokenWire

/// Remembers how calls ended.
private final class Recorder: CallResponder {
  struct Seen {
    var replies: [UInt64: [UInt8]] = [:]
    var failures: [UInt64: RPCError] = [:]
    var items: [UInt64: Int] = [:]
  }

  let seen = Mutex(Seen())

  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply) {
    let bytes = try? reply.encoded()
    seen.withLock { $0.replies[call] = bytes }
  }

  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply, metadata: Metadata) {
    succeed(call: call, with: reply)
  }

  func fail(call: UInt64, with error: RPCError) { seen.withLock { $0.failures[call] = error } }

  func fail(call: UInt64, with error: RPCError, metadata: Metadata) { fail(call: call, with: error) }

  func onCancel(call: UInt64, _ handler: @escaping @Sendable () -> Void) {}

  func whenRoom(call: UInt64, for bytes: Int, _ make: @escaping @Sendable () -> Void) { make() }

  func park(call: UInt64) {}

  func produce<Item: WireMessage>(call: UInt64, _ next: @escaping @Sendable () -> StreamStep<Item>) {
    var count = 0
    while case .item = next() { count += 1 }
    seen.withLock { $0.items[call] = count }
  }

  func wake(call: UInt64) {}
}

private struct Simple: SimpleEKEveryService {
  func echo(_ message: EKScalars, context: CallContext) throws(RPCError) -> EKScalars {
    guard message.fBool else { throw RPCError(.invalidArgument, "f_bool must be true") }
    return message
  }

  func `repeat`(
    _ message: EKChoice, context: CallContext
  ) throws(RPCError) -> @Sendable () -> StreamStep<EKOuter.Middle> {
    let left = Mutex(3)
    return {
      left.withLock {
        $0 -= 1
        return $0 >= 0 ? .item(EKOuter.Middle()) : .end
      }
    }
  }

  func `default`(_ message: EKEmpty, context: CallContext) throws(RPCError) -> EKEmpty { message }

  func all(_ message: EKEmpty, context: CallContext) throws(RPCError) -> @Sendable () -> StreamStep<EKEmpty> {
    throw RPCError(.unimplemented, "not today")
  }
}

@Suite("Generated services")
struct GeneratedServiceTests {
  private func start(_ id: UInt16, _ bytes: [UInt8], call: UInt64, _ recorder: Recorder) throws {
    let handler = try #require(Simple().methods.first { $0.method.id == id })
    let arena = Arena()
    try bytes.withUnsafeBytes { try handler.start($0, arena, CallContext(), recorder, call) }
  }

  @Test("the table has every method with what the .proto says of it")
  func table() {
    #expect(
      EKEveryServiceMethods.all == [
        MethodDescriptor(
          id: 1000, fullName: "everykind.v1.EveryService/Echo", kind: .unary, isIdempotent: true,
          maxRequestBytes: 4096),
        MethodDescriptor(
          id: 1001, fullName: "everykind.v1.EveryService/Repeat", kind: .serverStream, isIdempotent: false,
          maxRequestBytes: 0),
        MethodDescriptor(
          id: 1002, fullName: "everykind.v1.EveryService/Default", kind: .unary, isIdempotent: true,
          maxRequestBytes: 0),
        MethodDescriptor(
          id: 65_535, fullName: "everykind.v1.EveryService/All", kind: .serverStream, isIdempotent: false,
          maxRequestBytes: 0),
      ])
    #expect(Simple().methods.map(\.method) == EKEveryServiceMethods.all)
    #expect(Simple().descriptors == EKEveryServiceMethods.descriptors)
  }

  @Test("the token service's methods have the numbers that docs/protocol.md promises")
  func tokenService() {
    #expect(TokenServiceMethods.all.map(\.id) == [256, 257, 258, 259, 260, 261, 262, 263])
    #expect(TokenServiceMethods.all.filter(\.isIdempotent).map(\.id) == [256, 259, 260, 261, 262, 263])
    #expect(TokenServiceMethods.queueStream.kind == .serverStream)
    #expect(GenerationServiceMethods.all.map(\.id) == [320])
    #expect(MetricsServiceMethods.all.map(\.id) == [17] && MetricsServiceMethods.collect.isIdempotent)
    #expect(CallsServiceMethods.all.map(\.id) == [18] && CallsServiceMethods.recent.isIdempotent)
  }

  @Test("a unary call is answered with what the simple form returns or throws")
  func unary() throws {
    let recorder = Recorder()
    let good = try EKScalars(fBool: true, fString: "x").encoded()
    try start(1000, good, call: 1, recorder)
    try start(1000, [], call: 2, recorder)
    #expect(recorder.seen.withLock { $0.replies } == [1: good])
    #expect(recorder.seen.withLock { $0.failures } == [2: RPCError(.invalidArgument, "f_bool must be true")])
  }

  @Test("a stream is produced from the source that the simple form returns")
  func stream() throws {
    let recorder = Recorder()
    try start(1001, [], call: 1, recorder)
    try start(65_535, [], call: 2, recorder)
    #expect(recorder.seen.withLock { $0.items } == [1: 3])
    #expect(recorder.seen.withLock { $0.failures[2]?.code } == .unimplemented)
  }

  @Test("a message that can't be decoded never reaches the service")
  func undecodable() {
    let recorder = Recorder()
    #expect(throws: DecodeError.notUTF8(field: "f_string")) { try start(1000, [0x72, 1, 0xff], call: 1, recorder) }
    #expect(recorder.seen.withLock { $0.replies.isEmpty && $0.failures.isEmpty })
  }
}

/// Answers every unary call at once with the request's own bytes.
private final class EchoChannel: ClientChannel {
  private struct Done: CallHandle {
    func cancel() {}
  }

  let methods = Mutex<[MethodDescriptor]>([])
  let timeouts = Mutex<[Duration?]>([])

  func start<Request: WireMessage, Reply: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions,
    completion: @escaping @Sendable (Result<Reply, RPCError>) -> Void
  ) -> any CallHandle {
    methods.withLock { $0.append(method) }
    timeouts.withLock { $0.append(options.timeout) }
    if let bytes = try? request.encoded(), let reply = try? Reply(decoding: bytes) {
      completion(.success(reply))
    } else {
      completion(.failure(RPCError(.internal, "no echo")))
    }
    return Done()
  }

  func stream<Request: WireMessage, Item: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions
  ) -> ReplyStream<Item> {
    methods.withLock { $0.append(method) }
    return ReplyStream.make(window: 1, control: StopControl()).stream
  }
}

private struct StopControl: StreamControl {
  func grant(_ items: UInt32) {}
  func cancel() {}
}

@Suite("Generated clients")
struct GeneratedClientTests {
  @Test("both unary forms call the method with the options given")
  func unary() async throws {
    let channel = EchoChannel()
    let client = EKEveryServiceClient(channel)
    let message = EKScalars(fBool: true, fString: "there and back")
    #expect(try await client.echo(message) == message)
    #expect(try await client.echo(message, options: CallOptions(timeout: .seconds(3))) == message)
    let replies = Mutex<[EKScalars]>([])
    client.echo(message) { result in
      if case .success(let reply) = result { replies.withLock { $0.append(reply) } }
    }
    #expect(replies.withLock { $0 } == [message])
    #expect(channel.methods.withLock { $0 } == Array(repeating: EKEveryServiceMethods.echo, count: 3))
    #expect(channel.timeouts.withLock { $0 } == [nil, .seconds(3), nil])
  }

  @Test("a scoped stream gives what its body gives, and is cancelled behind it")
  func scoped() async throws {
    let channel = EchoChannel()
    let client = EKEveryServiceClient(channel)
    let kept = await client.withRepeat(EKChoice()) { stream in stream }
    #expect(channel.methods.withLock { $0 } == [EKEveryServiceMethods.repeat])
    await #expect(throws: RPCError.self) { try await kept.next() }
    await #expect(throws: RPCError(.aborted, "by the body")) {
      try await client.withRepeat(EKChoice()) { _ throws(RPCError) in throw RPCError(.aborted, "by the body") }
    }
  }
}
