// FakeTokens.swift: a token service without a ledger, behind the real server: it remembers what it was asked and
// answers by simple rules.

import Foundation
import Synchronization
import TokenNet
import TokenRPCServer
import TokenWire

@testable import rpc_cli

/// Answers by these rules: content `fail` fails, content `wait` stays pending, `lose` and `stop` are unavailable,
/// everything else is a token whose identity repeats the request id, or without one the content reversed where that has
/// 32 bytes, except the last byte, which is 0. Identities that begin with `ff` are unknown. The queue is of sequence
/// 40; a follower gets three events more, as far as it has not seen them, then the server stops. Events up to 30 are no
/// longer kept. `048213` is every user's code, `ann` has three codes, `bob` had one, others are unknown.
final class FakeTokens: SimpleTokenService {
  let requests = Mutex<[(message: RequestRequest, key: [UInt8])]>([])
  let validations = Mutex<[(message: ValidateRequest, key: [UInt8])]>([])
  let revocations = Mutex<[RevokeRequest]>([])
  let statusQuestions = Mutex<[StatusRequest]>([])
  let queueQuestions = Mutex<[QueueStreamRequest]>([])
  /// Whether each of them had a deadline.
  let queueDeadlines = Mutex<[Bool]>([])
  /// How Generate answers, in turn; when none is left, with the code of every user.
  let codes = Mutex<[Result<GenerateReply, RPCError>]>([])
  let generations = Mutex<[GenerateRequest]>([])
  /// Called for content `stop`.
  let onStop = Mutex<(@Sendable () -> Void)?>(nil)
  /// What the service says of itself.
  let service = Mutex(
    ServiceStatus(
      kernel: "sha", minerThreads: 4, miningThreads: 2, hashesPerSecond: 231_500_000, hashesTried: 12_345_678,
      difficulty: 0x1040_0000, difficultyBits: 16.192645, policy: .fixedDifficulty(0x1040_0000),
      expectedTokenMs: 0.323543, queueSize: 7, oldestWaitMs: 1_250, expectedWaitMs: 2.588344))
  /// Entries in the queue.
  let queueSize: UInt64
  let mishap: Mishap?

  /// What goes wrong with every call of a kind.
  enum Mishap {
    case statusFails
    case nothingIsMined
    /// Each Validate takes twenty milliseconds, one after the other.
    case checksAreSlow
  }

  init(queueSize: UInt64 = 25, mishap: Mishap? = nil) {
    self.queueSize = queueSize
    self.mishap = mishap
  }

  func generate(_ message: GenerateRequest, context: CallContext) throws(RPCError) -> GenerateReply {
    generations.withLock { $0.append(message) }
    let next = codes.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    return try (next ?? .success(Self.code)).get()
  }

  static let code = GenerateReply(
    code: "048213", createdMs: 1_927_857_906_000, secondsLeft: 41, timesUsed: 2, isNew: false)

  func request(_ message: RequestRequest, context: CallContext) throws(RPCError) -> RequestReply {
    requests.withLock { $0.append((message, context.metadata.idempotencyKey)) }
    var token = Token(
      requestId: message.id ?? Bytes32(), pushBackState: message.pushBackUrl.isEmpty ? .none : .stored,
      status: .success)
    switch message.subject {
    case .content(let bytes) where bytes == Array("fail".utf8): throw RPCError(.resourceExhausted, "the queue is full")
    case .content(let bytes) where bytes == Array("lose".utf8): throw RPCError(.unavailable, "the answer is lost")
    case .content(let bytes) where bytes == Array("stop".utf8):
      onStop.withLock { $0 }?()
      throw RPCError(.unavailable, "the server stops")
    case .content(let bytes) where bytes == Array("wait".utf8):
      token.status = .pending
      token.queuePosition = 7
    case _ where mishap == .nothingIsMined: token.status = .pending
    default:
      token.identity = message.id ?? Self.identity(of: message.subject)
      token.identity?.second.low &= ~0xff
      token.height = 12
    }
    return RequestReply(token: token)
  }

  private static func identity(of subject: RequestRequest.Subject?) -> Bytes32 {
    guard case .content(let bytes) = subject else { return Bytes32() }
    return Bytes32(bytes.reversed()) ?? Bytes32()
  }

  func validate(_ message: ValidateRequest, context: CallContext) throws(RPCError) -> ValidateReply {
    validations.withLock { $0.append((message, context.metadata.idempotencyKey)) }
    if mishap == .checksAreSlow { Thread.sleep(forTimeInterval: 0.02) }
    if case .userCode(let code) = message.subject {
      guard code.code == Self.code.code else { return ValidateReply(valid: false, reason: .refused) }
      return ValidateReply(valid: true, secondsLeft: 41, timesUsed: 3)
    }
    guard case .identity(let identity) = message.subject else { throw RPCError(.invalidArgument, "no identity") }
    if identity.bytes.last == 0xff { return ValidateReply(valid: false, reason: .unknown) }
    return ValidateReply(valid: true, limit: .usesLeft(3), end: .endMs(1_927_857_906_000))
  }

  func status(_ message: StatusRequest, context: CallContext) throws(RPCError) -> StatusReply {
    statusQuestions.withLock { $0.append(message) }
    if mishap == .statusFails { throw RPCError(.internal, "the status is broken") }
    if case .service = message.subject { return StatusReply(subject: .service(service.withLock { $0 })) }
    if case .user(let user) = message.subject { return StatusReply(subject: .user(try Self.codes(of: user))) }
    guard case .identity(let identity) = message.subject else { throw RPCError(.notFound, "there is no such token") }
    var token = Token(
      requestId: Bytes32(), timestampMs: 1_000, acceptedAtMs: 2_000, contentSha256: Bytes32(), contentBytes: 5,
      effectiveness: Effectiveness(usage: .uses(3), period: .untilMs(3_000)), pushBackUrl: "http://a/b",
      pushBackState: .stored, status: .success, identity: identity)
    token.height = 4
    token.uses = 1
    token.limit = .usesLeft(2)
    token.end = .endMs(3_000)
    token.header = [1, 2, 3]
    if message.withContent { token.content = Array("hello".utf8) }
    return StatusReply(subject: .token(token))
  }

  private static func codes(of user: String) throws(RPCError) -> UserCodes {
    let old = CodeFacts(createdMs: 1_000, endMs: 61_000, timesUsed: 12, refusals: 10, died: true)
    let live = CodeFacts(createdMs: 62_000, endMs: 122_000, timesUsed: 1, refusals: 2, limit: .usesLeft(4))
    switch user {
    case "ann": return UserCodes(live: live, history: [live, old], secondsLeft: 41, codesIssued: 3)
    case "bob": return UserCodes(history: [old], codesIssued: 1)
    default: throw RPCError(.notFound, "there is no such user")
    }
  }

  func revoke(_ message: RevokeRequest, context: CallContext) throws(RPCError) -> RevokeReply {
    revocations.withLock { $0.append(message) }
    if case .requestId = message.subject { return RevokeReply(status: .failed, failureReason: .revoked) }
    return RevokeReply(status: .revoked)
  }

  func erase(_ message: EraseRequest, context: CallContext) throws(RPCError) -> EraseReply {
    if case .user = message.subject { return EraseReply(name: true, code: true) }
    return EraseReply(requestId: true, content: true, status: .failed, failureReason: .erased)
  }

  let audits = Mutex<[AuditRequest]>([])
  let auditReply = Mutex(AuditReply())

  func audit(_ message: AuditRequest, context: CallContext) throws(RPCError) -> AuditReply {
    audits.withLock { $0.append(message) }
    return auditReply.withLock { $0 }
  }

  func queueStream(
    _ message: QueueStreamRequest, context: CallContext
  ) throws(RPCError) -> @Sendable () -> StreamStep<QueueStreamItem> {
    queueQuestions.withLock { $0.append(message) }
    queueDeadlines.withLock { $0.append(context.deadlineNanoseconds != nil) }
    let size = message.pageSize == 0 ? 10 : UInt64(message.pageSize)
    let pageCount = (queueSize + size - 1) / size
    if message.pages.contains(where: { $0 == 0 || $0 > pageCount }) {
      throw RPCError(.outOfRange, "there are \(pageCount) pages")
    }
    var items = [
      QueueStreamItem(
        item: .size(
          QueueSize(
            queueSize: queueSize, pageCount: pageCount, pageSize: message.pageSize,
            pages: pageCount == 0 ? [] : Array(1...pageCount), sequence: 40)))
    ]
    for page in message.pages {
      let entries = (((page - 1) * size + 1)...min(page * size, queueSize)).map { place in
        QueueEntry(publicId: Bytes32(), acceptedAtMs: 2_000, queuePosition: place)
      }
      // In two parts, as a large page comes.
      for (index, part) in [entries.prefix(3), entries.dropFirst(3)].enumerated() {
        let item = QueuePage(
          pageNumber: page, pageSize: message.pageSize, queuePage: Array(part), continued: index == 0)
        items.append(QueueStreamItem(item: .page(item)))
      }
    }
    if message.follow { items += try events(message.resume) }
    let source = Rest(items, end: message.follow ? .failed(RPCError(.unavailable, "the server is stopping")) : .end)
    return { source.next() }
  }

  private func events(_ resume: QueueStreamRequest.Resume?) throws(RPCError) -> [QueueStreamItem] {
    var last: UInt64 = 40
    if case .afterSequence(let sequence) = resume { last = sequence }
    guard last >= 30 else {
      throw RPCError(.outOfRange, "too old", details: [Detail(detail: .resumeFrom(ResumeFrom(sequence: 30)))])
    }
    let kinds: [QueueEventKind] = [.queued, .sealed, .failed]
    return kinds.enumerated().map { index, kind in
      let number = UInt64(index)
      return QueueEvent(
        kind: kind, sequence: 41 + number, timeMs: 1_001 + number, publicId: Bytes32(), queueSize: 26 - number)
    }.filter { $0.sequence > last }.map { QueueStreamItem(item: .event($0)) }
  }

  private final class Rest: Sendable {
    private let items: Mutex<ArraySlice<QueueStreamItem>>
    private let end: StreamStep<QueueStreamItem>

    init(_ all: [QueueStreamItem], end: StreamStep<QueueStreamItem>) {
      items = Mutex(all[...])
      self.end = end
    }

    func next() -> StreamStep<QueueStreamItem> { items.withLock { $0.popFirst() }.map { .item($0) } ?? end }
  }
}

/// Answers as it was told.
final class FakeHealth: SimpleHealthService {
  let reply = Mutex(HealthReply(status: .serving))
  /// What a watcher is told before the server goes.
  let changes = Mutex([HealthReply]())
  /// The services that were asked about.
  let services = Mutex([String]())

  func check(_ message: HealthRequest, context: CallContext) throws(RPCError) -> HealthReply {
    services.withLock { $0.append(message.service) }
    if message.service == "no.Such" { throw RPCError(.notFound, "the server has no such service") }
    return reply.withLock { $0 }
  }

  func watch(
    _ message: HealthRequest, context: CallContext
  ) throws(RPCError) -> @Sendable () -> StreamStep<HealthReply> {
    services.withLock { $0.append(message.service) }
    return { [self] in
      changes.withLock {
        $0.isEmpty ? .failed(RPCError(.unavailable, "the server is stopping")) : .item($0.removeFirst())
      }
    }
  }
}

/// Runs command lines against a fake service.
final class CommandLineHarness: Sendable {
  let tokens: FakeTokens
  let health = FakeHealth()
  let every = FakeEvery()
  private let server: RPCServer
  let address: String

  init(_ tokens: FakeTokens = FakeTokens(), hasReflection: Bool = true) throws {
    self.tokens = tokens
    let services: [any RPCService] = [tokens, health, every]
    let reflection = ReflectionHandlers(services, maxRequestBytes: 1 << 20)
    server = try RPCServer(
      services: services + (hasReflection ? [reflection] : []),
      configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
    address = try server.start().map(\.description).first ?? ""
    tokens.onStop.withLock { $0 = { [weak self] in self?.stopServer() } }
  }

  /// Ends the server and its connections; nothing listens any more.
  private func stopServer() { server.stop() }

  deinit { server.stop() }

  /// What one command line printed and how it ended.
  struct Outcome {
    let status: ExitStatus
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The JSON objects of the output, a line each.
    var objects: [[String: Any]] {
      lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    }
  }

  func run(_ words: String...) async -> Outcome { await run(words: words) }

  func run(words: [String]) async -> Outcome {
    await Self.run(words + ["--server", address])
  }

  /// The same with output that goes to a terminal, and standard error too.
  func runOnTerminal(_ words: String...) async -> Outcome {
    await Self.run(words + ["--server", address], isTerminal: true, hasProgress: true)
  }

  static func run(
    _ words: [String], server: String? = nil, kernel: String? = nil, isTerminal: Bool = false,
    hasProgress: Bool = false
  ) async -> Outcome {
    let recorder = OutputTests.Recorder()
    let console = recorder.console(
      isJSON: words.contains("--json"), isTerminal: isTerminal, hasProgress: hasProgress)
    let status = await Program.run(words, ProcessEnvironment(server: server, kernel: kernel), console)
    return Outcome(status: status, output: recorder.output.withLock { $0 }, errors: recorder.errors.withLock { $0 })
  }

  /// Calls `body` with the path of a file that holds `text`.
  static func withFile<Result>(_ text: String, _ body: (String) async throws -> Result) async throws -> Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("rpc-cli-\(UUID().uuidString)")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(url.path)
  }
}
