// RealServerTests.swift: the client against the real server, with a small service made by hand.

import Foundation
import Synchronization
import Testing
import TokenNet
import TokenRPCClient
import TokenRPCServer
import TokenWire

/// `status` echoes its user, `validate` never answers, `queueStream` counts to its page size, or for ever when
/// following.
private final class EchoService: TokenService {
  let cancelled = Mutex<[String]>([])
  let started = Mutex(0)
  /// Held, since the server ends a call that nobody holds.
  private let unanswered = Mutex<[UnaryCall<ValidateReply>]>([])

  func generate(_ message: GenerateRequest, _ call: UnaryCall<GenerateReply>) {
    call.fail(RPCError(.notFound, message.user, details: [Detail(detail: .resumeFrom(ResumeFrom(sequence: 9)))]))
  }

  func request(_ message: RequestRequest, _ call: UnaryCall<RequestReply>) {
    guard case .content(let bytes) = message.subject else { return call.fail(RPCError(.invalidArgument, "no content")) }
    call.succeed(RequestReply(token: Token(requestId: message.id, content: bytes.reversed())))
  }

  func validate(_ message: ValidateRequest, _ call: UnaryCall<ValidateReply>) {
    unanswered.withLock { $0.append(call) }
    call.onCancel { self.cancelled.withLock { $0.append("validate") } }
    started.withLock { $0 += 1 }
  }

  func status(_ message: StatusRequest, _ call: UnaryCall<StatusReply>) {
    guard case .user(let user) = message.subject else { return call.fail(RPCError(.invalidArgument, "no user")) }
    // From another thread, in any order.
    DispatchQueue.global().async {
      call.succeed(StatusReply(subject: .token(Token(revokeReason: user))))
    }
  }

  func revoke(_ message: RevokeRequest, _ call: UnaryCall<RevokeReply>) { call.succeed(RevokeReply()) }
  func audit(_ message: AuditRequest, _ call: UnaryCall<AuditReply>) { call.succeed(AuditReply()) }

  func erase(_ message: EraseRequest, _ call: UnaryCall<EraseReply>) { call.succeed(EraseReply()) }

  func queueStream(_ message: QueueStreamRequest, _ call: StreamCall<QueueStreamItem>) {
    started.withLock { $0 += 1 }
    call.onCancel { self.cancelled.withLock { $0.append("queueStream") } }
    let last: UInt64 = message.follow ? .max : UInt64(message.pageSize)
    let counter = Counter(last: last)
    call.produce { counter.next() }
  }

  private final class Counter: Sendable {
    private let last: UInt64
    private let sent = Mutex<UInt64>(0)

    init(last: UInt64) { self.last = last }

    func next() -> StreamStep<QueueStreamItem> {
      sent.withLock { sent in
        if sent == last { return .end }
        sent += 1
        return .item(QueueStreamItem(item: .event(QueueEvent(sequence: sent))))
      }
    }
  }
}

@Suite("client and server", .timeLimit(.minutes(3)))
struct RealServerTests {
  private let service = EchoService()

  private func serve(
    _ endpoint: Endpoint = .tcp(host: "127.0.0.1", port: 0), calls: Int = 1_024
  ) throws -> (RPCServer, Endpoint) {
    var configuration = RPCServer.Configuration(endpoints: [endpoint], serverName: "echo 1")
    configuration.limits.maxCallsPerConnection = calls
    let server = try RPCServer(services: [service], configuration: configuration)
    return (server, try #require(try server.start().first))
  }

  /// Waits until `condition` holds.
  private func until(_ condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(1)) }
  }

  @Test("5,000 calls at once over one connection with 64 slots each get their own answer")
  func manyCalls() async throws {
    let (server, endpoint) = try serve(calls: 64)
    defer { server.stop() }
    let client = RPCClient(endpoint)
    let tokens = TokenServiceClient(client)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<5_000 {
        group.addTask {
          let reply = try await tokens.status(StatusRequest(subject: .user("\(number)")))
          #expect(reply == StatusReply(subject: .token(Token(revokeReason: "\(number)"))))
        }
      }
      try await group.waitForAll()
    }
    #expect(server.counts.connectionsAccepted == 1)
    #expect(server.counts.callsRefused == 0)
    client.close()
  }

  @Test("requests and replies from 0 bytes to the limit pass, also over a Unix socket")
  func sizes() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("echo-\(UUID().uuidString)").path
    let (server, endpoint) = try serve(.unix(path: path))
    defer { server.stop() }
    let client = RPCClient(endpoint)
    let tokens = TokenServiceClient(client)
    for count in [0, 1, 65_535, 65_536, 271_828, 4_194_304 - 100] {
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let reply = try await tokens.request(RequestRequest(subject: .content(content)))
      #expect(reply.token?.content == content.reversed(), "\(count) bytes")
    }
    let error = await failure { () throws(RPCError) in
      try await tokens.request(RequestRequest(subject: .content([UInt8](repeating: 0, count: 4_194_305))))
    }
    #expect(error?.code == .resourceExhausted && error?.notStarted == true)
    client.close()
  }

  @Test("failures arrive as they were thrown")
  func failures() async throws {
    let (server, endpoint) = try serve()
    defer { server.stop() }
    let tokens = TokenServiceClient(RPCClient(endpoint))
    let text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    let error = await failure { () throws(RPCError) in try await tokens.generate(GenerateRequest(user: text)) }
    #expect(error == RPCError(.notFound, text, details: [Detail(detail: .resumeFrom(ResumeFrom(sequence: 9)))]))
    let missing = MethodDescriptor(id: 999, fullName: "x", kind: .unary, isIdempotent: true, maxRequestBytes: 0)
    let unknown = await failure { () throws(RPCError) in
      let _: DrawReply = try await tokens.channel.call(missing, DrawRequest(), options: CallOptions())
    }
    #expect(unknown?.code == .unimplemented)
  }

  @Test("a long stream arrives whole, however slowly it is read")
  func stream() async throws {
    let (server, endpoint) = try serve()
    defer { server.stop() }
    let tokens = TokenServiceClient(RPCClient(endpoint))
    for count in [UInt32(0), 1, 31, 32, 33, 20_000] {
      var last: UInt64 = 0
      for try await item in tokens.queueStream(QueueStreamRequest(pageSize: count)) {
        guard case .event(let event) = item.item else { continue }
        #expect(event.sequence == last + 1)
        last = event.sequence
      }
      #expect(last == UInt64(count))
    }
  }

  @Test("cancelling, dropping and expiring reach the handlers of both kinds of call")
  func cancellation() async throws {
    let (server, endpoint) = try serve()
    defer { server.stop() }
    let tokens = TokenServiceClient(RPCClient(endpoint))
    for try await _ in tokens.queueStream(QueueStreamRequest(follow: true)) { break }
    try await until { service.cancelled.withLock { $0 } == ["queueStream"] }
    let task = Task { await failure { () throws(RPCError) in try await tokens.validate(ValidateRequest()) } }
    try await until { service.started.withLock { $0 } == 2 }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    try await until { service.cancelled.withLock { $0 } == ["queueStream", "validate"] }
    let late = await failure { () throws(RPCError) in
      try await tokens.validate(ValidateRequest(), options: CallOptions(timeout: .milliseconds(200)))
    }
    #expect(late?.code == .deadlineExceeded)
    try await until { service.cancelled.withLock { $0.count } == service.started.withLock { $0 } }
  }

  @Test("a server that drains finishes what runs; what comes later finds nobody, then the next server")
  func drain() async throws {
    let (server, endpoint) = try serve()
    let client = RPCClient(endpoint)
    let tokens = TokenServiceClient(client)
    let stream = tokens.queueStream(QueueStreamRequest(follow: true))
    #expect(try await stream.next() != nil)
    let drained = Mutex(false)
    server.drain(grace: .milliseconds(200)) { drained.withLock { $0 = true } }
    let error = await failure { () throws(RPCError) in while try await stream.next() != nil {} }
    #expect(error?.code == .unavailable)
    try await until { drained.withLock { $0 } }
    let refused = await failure { () throws(RPCError) in
      try await tokens.status(StatusRequest(subject: .user("x")))
    }
    #expect(refused?.code == .unavailable && refused?.notStarted == true && client.unreachableReason != nil)
    let (next, _) = try serve(endpoint)
    defer { next.stop() }
    _ = try await tokens.status(StatusRequest(subject: .user("x")), options: CallOptions(waitsForReady: true))
    #expect(client.unreachableReason == nil)
  }

  @Test("a ping tells the server's name")
  func ping() async throws {
    let (server, endpoint) = try serve()
    defer { server.stop() }
    #expect(try await RPCClient(endpoint).ping().server == "echo 1")
  }
}
