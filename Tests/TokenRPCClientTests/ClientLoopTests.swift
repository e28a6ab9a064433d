// ClientLoopTests.swift: clients that share a thread: it ends with the last of them, and none ends another's calls.

import Glibc
import Synchronization
import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@testable import TokenRPCClient

/// `status` answers with its user, `validate` never.
private final class HalfDeafService: TokenService {
  /// Held, since the server ends a call that nobody holds.
  private let unanswered = Mutex<[UnaryCall<ValidateReply>]>([])

  func status(_ message: StatusRequest, _ call: UnaryCall<StatusReply>) {
    guard case .user(let user) = message.subject else { return call.fail(RPCError(.invalidArgument, "no user")) }
    call.succeed(StatusReply(subject: .token(Token(revokeReason: user))))
  }

  func validate(_ message: ValidateRequest, _ call: UnaryCall<ValidateReply>) {
    unanswered.withLock { $0.append(call) }
  }

  func generate(_ message: GenerateRequest, _ call: UnaryCall<GenerateReply>) { call.succeed(GenerateReply()) }
  func request(_ message: RequestRequest, _ call: UnaryCall<RequestReply>) { call.succeed(RequestReply()) }
  func revoke(_ message: RevokeRequest, _ call: UnaryCall<RevokeReply>) { call.succeed(RevokeReply()) }
  func audit(_ message: AuditRequest, _ call: UnaryCall<AuditReply>) { call.succeed(AuditReply()) }
  func erase(_ message: EraseRequest, _ call: UnaryCall<EraseReply>) { call.succeed(EraseReply()) }
  func queueStream(_ message: QueueStreamRequest, _ call: StreamCall<QueueStreamItem>) { call.produce { .end } }
}

@Suite("clients that share a loop", .timeLimit(.minutes(2)))
struct ClientLoopTests {
  private let server: RPCServer
  private let endpoint: Endpoint

  init() throws {
    server = try RPCServer(
      services: [HalfDeafService()],
      configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
    endpoint = try #require(try server.start().first)
  }

  private func echo(_ client: RPCClient, _ user: String) async throws(RPCError) -> String? {
    let reply = try await TokenServiceClient(client).status(StatusRequest(subject: .user(user)))
    guard case .token(let token) = reply.subject else { return nil }
    return token.revokeReason
  }

  @Test("completions of all its clients run on one thread, each client on a connection of its own")
  func oneThread() async throws {
    let loop = ClientLoop()
    let clients = (0..<50).map { _ in RPCClient(endpoint, loop: loop) }
    let threads = Mutex<Set<UInt>>([])
    for (number, client) in clients.enumerated() {
      #expect(try await echo(client, "\(number)") == "\(number)")
      await withUnsafeContinuation { continuation in
        TokenServiceClient(client).status(StatusRequest(subject: .user("")), options: CallOptions()) { _ in
          threads.withLock { _ = $0.insert(UInt(pthread_self())) }
          continuation.resume()
        }
      }
    }
    #expect(threads.withLock { $0.count } == 1)
    #expect(server.counts.connectionsAccepted == 50)
    for client in clients { client.close() }
    server.stop()
  }

  @Test("closing one client ends its calls alone; those of the other go on, and so do its later ones")
  func closingOne() async throws {
    let loop = ClientLoop()
    let (one, other) = (RPCClient(endpoint, loop: loop), RPCClient(endpoint, loop: loop))
    #expect(try await echo(one, "a") == "a")
    #expect(try await echo(other, "b") == "b")
    let ended = Mutex<[String]>([])
    for (name, client) in [("one", one), ("other", other)] {
      TokenServiceClient(client).validate(ValidateRequest(), options: CallOptions()) { (result) in
        if case .failure(let error) = result { ended.withLock { $0.append("\(name) \(error.code.name)") } }
      }
    }
    one.close()
    try await eventually { ended.withLock { !$0.isEmpty } }
    #expect(ended.withLock { $0 } == ["one CANCELLED"])
    #expect(try await echo(other, "still there") == "still there")
    let late = await failure { () throws(RPCError) in try await echo(one, "late") }
    #expect(late?.code == .cancelled)
    other.close()
    try await eventually { ended.withLock { $0.count } == 2 }
    server.stop()
  }

  @Test("the event loop ends with its last client, closed or let go, and a later client starts another")
  func lifetime() async throws {
    let loop = ClientLoop()
    var first: RPCClient? = RPCClient(endpoint, loop: loop)
    let second = RPCClient(endpoint, loop: loop)
    let idle = RPCClient(endpoint, loop: loop)
    _ = try await echo(#require(first), "")
    _ = try await echo(second, "")
    let inner = try loop.join()
    loop.leave()
    first = nil
    #expect(try await echo(second, "on") == "on")
    #expect(inner.submit {})
    second.close()
    second.close()
    try await eventually { !inner.submit {} }
    #expect(try await echo(idle, "anew") == "anew")
    let later = try loop.join()
    loop.leave()
    #expect(later !== inner)
    idle.close()
    try await eventually { !later.submit {} }
    server.stop()
  }

  @Test("a client without a loop of others has one of its own, which ends with it")
  func ownLoop() async throws {
    let descriptors = try openDescriptors()
    for _ in 0..<200 {
      let client = RPCClient(endpoint)
      #expect(try await echo(client, "x") == "x")
      client.close()
    }
    // Two descriptors a loop and one a connection: 600 if they stayed. Other tests come and go meanwhile.
    try await eventually { try openDescriptors() < descriptors + 300 }
    server.stop()
  }

  /// Open files of this process.
  private func openDescriptors() throws -> Int {
    guard let directory = opendir("/proc/self/fd") else { throw SystemError("opendir", Errno(rawValue: errno)) }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count
  }

  /// Waits for a condition, at most a minute.
  private func eventually(_ condition: () throws -> Bool) async throws {
    let limit = ContinuousClock.now + .seconds(60)
    while try !condition() {
      try #require(ContinuousClock.now < limit, "it never came")
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
