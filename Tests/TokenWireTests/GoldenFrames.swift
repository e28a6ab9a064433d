// GoldenFrames.swift: the values of the good frames in Tests/Golden, said in Swift.

import TokenWire

/// A frame whose value and bytes are both known.
struct GoldenFrame: Sendable {
  let name: String
  let header: FrameHeader
  let metadata: Metadata?
  let encode: @Sendable (inout [UInt8], Arena) throws -> Void
  let decodesEqual: @Sendable (UnsafeRawBufferPointer, Arena) throws -> Bool

  init<Message: WireMessage>(
    _ name: String, _ header: FrameHeader, metadata: Metadata? = nil, _ message: Message
  ) {
    self.name = name
    self.header = header
    self.metadata = metadata
    encode = { output, arena in try output.append(header, metadata: metadata, message, in: arena) }
    decodesEqual = { bytes, arena in try Message(decoding: bytes, in: arena) == message }
  }

  init(_ name: String, _ header: FrameHeader) {
    self.name = name
    self.header = header
    metadata = nil
    encode = { output, _ in output.append(header) }
    decodesEqual = { bytes, _ in bytes.isEmpty }
  }

  static let all = handshake + requests + replies + streams + connection
}

/// The bytes `start`, `start` + 1, …
private func counted(from start: UInt8, _ count: Int) -> [UInt8] { (0..<count).map { start &+ UInt8($0) } }

private func digest(from start: UInt8) -> Bytes32 { Bytes32(counted(from: start, 32)) ?? Bytes32() }

extension GoldenFrame {
  private static let limits = Limits(
    maxFrameBytes: 4_194_304, maxCallsInFlight: 1024, pingIntervalMinMs: 10_000, idleTimeoutMs: 300_000)

  private static let handshake = [
    GoldenFrame(
      "hello-client", FrameHeader(.hello),
      ClientHello(
        versionMin: 1, versionMax: 1, initialCredit: 64, credential: [UInt8]("secret of alice".utf8), realm: 7,
        client: "example 1.0")),
    GoldenFrame("hello-client-smallest", FrameHeader(.hello), ClientHello(versionMin: 1, versionMax: 1)),
    GoldenFrame(
      "hello-server", FrameHeader(.hello),
      ServerHello(
        versionMin: 1, versionMax: 1, limits: limits,
        methods: [
          MethodEntry(
            id: 256, name: "tokenrpc.v1.TokenService/Generate", kind: .unary, idempotent: true,
            maxRequestBytes: 65_536),
          MethodEntry(
            id: 261, name: "tokenrpc.v1.TokenService/QueueStream", kind: .serverStream, idempotent: true,
            maxRequestBytes: 65_536),
        ], server: "token-server 1")),
    GoldenFrame(
      "hello-server-before-credential", FrameHeader(.hello), ServerHello(versionMin: 1, versionMax: 1, limits: limits)),
  ]

  private static let requests = [
    GoldenFrame(
      "request-unary", FrameHeader(.request, code: 259, callID: 1, argument: 5000),
      StatusRequest(subject: .identity(digest(from: 0)))),
    GoldenFrame(
      "request-service", FrameHeader(.request, code: 259, callID: 1, argument: 5000),
      StatusRequest(subject: .service(ServiceSubject()))),
    GoldenFrame("request-without-deadline", FrameHeader(.request, code: 320, callID: 2), DrawRequest(digits: 6)),
    GoldenFrame("request-empty-message", FrameHeader(.request, code: 257, callID: 3), RequestRequest()),
    GoldenFrame(
      "request-with-metadata", FrameHeader(.request, flags: .metadata, code: 257, callID: 4, argument: 30_000),
      metadata: Metadata(
        entries: [MetadataEntry(key: "note", value: [UInt8]("x".utf8))],
        traceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        idempotencyKey: counted(from: 0x40, 16)),
      RequestRequest(
        subject: .content([UInt8]("hello".utf8)),
        effectiveness: Effectiveness(usage: .uses(2), period: .durationMs(60_000)), waitMs: 1000)),
    GoldenFrame(
      "request-named-in-metadata", FrameHeader(.request, flags: .metadata, code: 0, callID: 5, argument: 1000),
      metadata: Metadata(method: "tokenrpc.v1.TokenService/Generate"), GenerateRequest(user: "alice")),
    GoldenFrame(
      "request-stream", FrameHeader(.request, code: 261, callID: 6),
      QueueStreamRequest(pages: [1, 3], pageSize: 100, follow: true, resume: .afterSequence(0))),
    GoldenFrame(
      "request-largest-numbers", FrameHeader(.request, code: .max, callID: .max, argument: .max),
      QueueStreamRequest(pages: [.max], pageSize: .max)),
  ]

  private static let answerMetadata = Metadata(
    entries: [MetadataEntry(key: "region", value: [UInt8]("eu".utf8))], retryAfterMs: 250)

  private static let replies = [
    GoldenFrame(
      "response-ok", FrameHeader(.response, callID: 5),
      GenerateReply(code: "042137", createdMs: 1_700_000_000_123, secondsLeft: 42, timesUsed: 1, isNew: true)),
    GoldenFrame(
      "response-with-metadata", FrameHeader(.response, flags: .metadata, callID: 7), metadata: answerMetadata,
      GenerateReply(code: "042137")),
    GoldenFrame("response-ok-empty", FrameHeader(.response, callID: 3), StatusReply()),
    GoldenFrame(
      "response-ok-service", FrameHeader(.response, callID: 1),
      StatusReply(
        subject: .service(
          ServiceStatus(
            kernel: "sha", minerThreads: 4, miningThreads: 2, hashesPerSecond: 231_500_000, hashesTried: 12_345_678,
            difficulty: 272_629_760, difficultyBits: 16.25, policy: .tokensPerSecond(0.5), expectedTokenMs: 2000.125,
            queueSize: 7, oldestWaitMs: 1_250, expectedWaitMs: 16_001)))),
    GoldenFrame(
      "response-ok-token", FrameHeader(.response, callID: 1),
      StatusReply(
        subject: .token(
          Token(
            requestId: digest(from: 0), acceptedAtMs: 1_700_000_000_123, contentSha256: digest(from: 32),
            contentBytes: 5, effectiveness: Effectiveness(usage: .uses(2)), status: .success,
            identity: digest(from: 64), height: 1, limit: .usesLeft(2),
            header: [UInt8](repeating: 0, count: 116))))),
    GoldenFrame(
      "handle-flag-unknown", FrameHeader(.response, flags: FrameFlags(rawValue: 0x40), callID: 5),
      GenerateReply(code: "042137")),
  ]

  private static let streams = [
    GoldenFrame(
      "item-size", FrameHeader(.item, callID: 6),
      QueueStreamItem(
        item: .size(QueueSize(queueSize: 25, pageCount: 3, pageSize: 10, pages: [1, 2, 3], sequence: 400)))),
    GoldenFrame(
      "item-page", FrameHeader(.item, callID: 6),
      QueueStreamItem(
        item: .page(
          QueuePage(
            pageNumber: 1, pageSize: 10,
            queuePage: [
              QueueEntry(
                publicId: digest(from: 0), acceptedAtMs: 1_700_000_000_123, effectiveness: Effectiveness(),
                queuePosition: 1)
            ])))),
    GoldenFrame(
      "item-event", FrameHeader(.item, callID: 6),
      QueueStreamItem(
        item: .event(
          QueueEvent(
            kind: .sealed, sequence: 401, timeMs: 1_700_000_000_456, publicId: digest(from: 0), queueSize: 24)))),
    GoldenFrame("end-ok", FrameHeader(.end, callID: 6, argument: 3)),
    GoldenFrame(
      "end-with-metadata", FrameHeader(.end, flags: .metadata, callID: 6, argument: 3), metadata: answerMetadata,
      RawMessage()),
    GoldenFrame("cancel", FrameHeader(.cancel, callID: 6)),
    GoldenFrame("credit", FrameHeader(.credit, callID: 6, argument: 64)),
  ]

  private static let connection = [
    GoldenFrame("ping", FrameHeader(.ping, argument: 0xdead_beef)),
    GoldenFrame("pong", FrameHeader(.pong, argument: 0xdead_beef)),
    GoldenFrame(
      "goaway-drain", FrameHeader(.goaway, argument: 8),
      Goaway(message: "the server is stopping, use another connection")),
    GoldenFrame(
      "goaway-failed", FrameHeader(.goaway),
      Goaway(code: 3, message: "the first byte is not 0, this port speaks tokenrpc")),
  ]
}

/// A failure whose value and frame are both known.
struct GoldenFailure: Sendable {
  let name: String
  let type: FrameType
  let callID: UInt32
  var itemsSent: UInt32 = 0
  let error: RPCError

  static let all: [GoldenFailure] =
    StatusCode.allCases.filter { $0 != .ok }.map(response) + [
      GoldenFailure(name: "response-failed-without-reason", type: .response, callID: 9, error: RPCError(.notFound, "")),
      GoldenFailure(
        name: "end-failed-out-of-range", type: .end, callID: 6, itemsSent: 7,
        error: RPCError(
          .outOfRange, "the stream fell behind, follow again from here",
          details: [Detail(detail: .resumeFrom(ResumeFrom(sequence: 420)))])),
      GoldenFailure(
        name: "end-failed-not-started", type: .end, callID: 8,
        error: RPCError(.unavailable, "the server is stopping, use another connection", notStarted: true)),
    ]

  /// The RESPONSE that fails with `code`; call ids and texts are the files'.
  private static func response(_ code: StatusCode) -> GoldenFailure {
    let kebab = code.name.lowercased().map { $0 == "_" ? "-" : $0 }
    let number = (code.rawValue < 10 ? "0" : "") + "\(code.rawValue)"
    return GoldenFailure(
      name: "response-failed-\(number)-" + String(kebab), type: .response, callID: 100 + UInt32(code.rawValue),
      error: error(code, example: "an example of " + String(kebab)))
  }

  private static func error(_ code: StatusCode, example: String) -> RPCError {
    switch code {
    case .unknown:
      RPCError(
        code, "the result is not known, ask again by id", details: [Detail(detail: .outcomeUnknown(OutcomeUnknown()))])
    case .invalidArgument:
      RPCError(
        code, "the field effectiveness.uses must be at least 1",
        details: [Detail(detail: .field(FieldFault(field: "effectiveness.uses", reason: "at least 1")))])
    case .resourceExhausted:
      RPCError(
        code, "too many calls in flight, wait for some to end",
        details: [Detail(detail: .limit(LimitReached(limit: "calls-in-flight", maximum: 1024)))], notStarted: true,
        retryAfterMilliseconds: 250)
    case .unavailable: RPCError(code, "the server is stopping, use another connection", notStarted: true)
    case .dataLoss: RPCError(code, "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")
    default: RPCError(code, example)
    }
  }
}
