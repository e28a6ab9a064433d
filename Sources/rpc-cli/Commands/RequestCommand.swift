// RequestCommand.swift: `rpc-cli request`: asks for a token, or for one per line of a file.

internal import Glibc
internal import TokenArguments
internal import TokenRPCClient
internal import TokenWire

internal import struct TokenCore.Effectiveness
internal import enum TokenCore.PushBackURL

struct RequestCommand: Command {
  private static let content = Flag("content", "TEXT", "the content; - reads it from standard input")
  private static let contentFile = Flag("content-file", "PATH", "the content of a file; over 64 KiB it is hashed here")
  private static let contentHash = Flag("content-sha256", "HEX", "only the SHA-256 of the content")
  private static let lines = Flag("lines", "FILE", "one token per line, one JSON line per answer; - is standard input")
  private static let uses = Flag("uses", "N", "it can be used N times, at least 1 (default: any number)")
  private static let until = Flag("until", "RFC3339", "it is valid until then (default: for ever)")
  private static let duration = Flag("for", "DURATION", "it is valid for so long from when it is made")
  private static let id = Flag("id", "HEX", "the request id, 64 hex digits (default: random); - reads standard input")
  private static let pushBack = Flag(
    "push-back", "URL", "http or https URL to be told, at most 2048 bytes; it is stored, nothing is sent yet")
  private static let wait = Flag(
    "wait", "DURATION", "how long to wait for the token (default: the timeout less a second)")
  private static let noWait = Flag("no-wait", nil, "queue it and do not wait")

  static let spec = CommandSpec(
    "request", "ask for a token",
    usage: [
      "[--content TEXT | --content-file PATH | --content-sha256 HEX] [flags]", "--lines FILE [flags]",
    ],
    flags: [
      content, contentFile, contentHash, lines, uses, until, duration, id, pushBack, wait, noWait, IdempotencyKey.flag,
    ],
    notes: [
      "JSON: requestId, status, identity, height, queuePosition, pushBackState. Who has the identity can use it.",
      "Exit status 1: the wait ended before the token, or a line failed. The requisition stays: status --request.",
      "With --lines and --idempotency-key TEXT line N has the key TEXT:N, so that the same file can be sent again.",
    ])

  private let message: RequestRequest
  private let hashedBytes: UInt64?
  private let linesPath: String?
  private let key: IdempotencyKey?
  private let patience: Patience

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try arguments.atMostOne(of: Self.content, Self.contentFile, Self.contentHash, Self.lines)
    try arguments.atMostOne(of: Self.until, Self.duration)
    try arguments.atMostOne(of: Self.id, Self.lines)
    try arguments.standardInputOnce(Self.content, Self.contentFile, Self.lines, Self.id)
    patience = try Patience(arguments, wait: Self.wait, noWait: Self.noWait)
    linesPath = arguments.text(Self.lines)
    if let linesPath { try arguments.checkFile(linesPath, Self.lines) }
    key = try IdempotencyKey(arguments, isForLines: linesPath != nil)
    var message = RequestRequest()
    message.id = try arguments.requestID(Self.id)
    message.effectiveness = try Self.effectiveness(arguments)
    message.pushBackUrl = try Self.pushBackURL(arguments)
    message.waitMs = patience.wait
    let content = try Self.content(arguments)
    if case .digest(_, let bytes) = content { hashedBytes = bytes } else { hashedBytes = nil }
    message.subject = content?.subject
    if let hash = try arguments.hex32(Self.contentHash) {
      message.subject = .contentDigest(ContentDigest(sha256: hash))
    }
    self.message = message
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    if let linesPath {
      return try await LinePipeline(path: linesPath, session: session).run { (line, content) async throws(FailedCall) in
        var message = message
        message.subject = content.subject
        let token = try await request(message, key?.bytes(line: line), session.tokens)
        return LineAnswer(json: token.requestJSON, isYes: isYes(token))
      }
    }
    if let hashedBytes {
      session.console.note(
        "the content has \(hashedBytes) bytes, over \(Content.mostInlineBytes): only its SHA-256 is sent")
    }
    let token: Token
    do throws(FailedCall) {
      token = try await request(message, key?.bytes, session.tokens)
    } catch {
      throw .call(error)
    }
    session.console.answer(
      token.requestJSON, requestID: token.requestId.map(HexText.plain),
      text: token.requestFacts.text(hasColour: session.console.hasColour))
    return isYes(token) ? .done : .no
  }

  /// One requisition. It gets an id here so that it can be asked for again, unless a key names it already: the server
  /// compares what comes under one key, and an id made anew would be another request.
  private func request(
    _ message: RequestRequest, _ key: [UInt8]?, _ tokens: TokenServiceClient
  ) async throws(FailedCall) -> Token {
    var message = message
    if message.id == nil, key == nil { message.id = .random() }
    message.timestampMs = Self.now()
    let options = CallOptions(
      timeout: .milliseconds(patience.timeout), metadata: Metadata(idempotencyKey: key ?? []))
    do throws(RPCError) {
      guard let token = try await tokens.request(message, options: options).token else { throw .missing("token") }
      return token
    } catch {
      throw FailedCall(error, id: message.id)
    }
  }

  /// The token is there, or was not waited for.
  private func isYes(_ token: Token) -> Bool {
    switch token.status {
    case .success, .spent, .expired, .revoked: true
    case .pending: patience.wait == 0
    case .failed, .unspecified, .unrecognized: false
    }
  }

  // MARK: Flags

  private static func content(_ arguments: ParsedArguments) throws(UsageError) -> Content? {
    if let path = arguments.text(contentFile) { return try arguments.content(path: path, contentFile) }
    guard let text = arguments.text(content) else { return nil }
    if text == "-" { return try arguments.content(path: text, content) }
    var builder = ContentBuilder()
    builder.append([UInt8](text.utf8)[...])
    return builder.finish()
  }

  private static func effectiveness(_ arguments: ParsedArguments) throws(UsageError) -> TokenWire.Effectiveness? {
    typealias Limits = TokenCore.Effectiveness
    var effectiveness = TokenWire.Effectiveness()
    if let count = try arguments.number(uses, 1...Limits.maxUses) { effectiveness.usage = .uses(count) }
    if let instant = try arguments.instant(until) {
      if instant > Limits.maxInstant { throw arguments.wrong("\(until.spelling) must lie before the year 10000") }
      if isPast(instant, arguments) { throw arguments.wrong("\(until.spelling) is in the past") }
      effectiveness.period = .untilMs(instant)
    }
    if let milliseconds = try arguments.milliseconds(duration) {
      guard (1...Limits.maxDuration).contains(milliseconds) else {
        throw arguments.wrong("\(duration.spelling) must be 1ms to \(DurationText.text(Limits.maxDuration))")
      }
      effectiveness.period = .durationMs(milliseconds)
    }
    return effectiveness == TokenWire.Effectiveness() ? nil : effectiveness
  }

  /// The instant is past by any clock. What an id or a key names may be a repeat, whose answer is there after its end.
  private static func isPast(_ instant: UInt64, _ arguments: ParsedArguments) -> Bool {
    if arguments.isGiven(id) || arguments.isGiven(IdempotencyKey.flag) { return false }
    return instant < now() && now() - instant > mostClockDifference
  }

  /// How far the server's clock may be behind this one, in milliseconds: within it the server judges what is past.
  private static let mostClockDifference: UInt64 = 60_000

  private static func pushBackURL(_ arguments: ParsedArguments) throws(UsageError) -> String {
    guard let url = arguments.text(pushBack) else { return "" }
    if let fault = PushBackURL.fault(in: url) { throw arguments.wrong("\(pushBack.spelling) \(fault)") }
    return url
  }

  /// The wall clock in Unix milliseconds.
  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(max(0, time.tv_sec)) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }
}

extension Content {
  /// As a requisition carries it.
  var subject: RequestRequest.Subject {
    switch self {
    case .whole(let bytes): .content(bytes)
    case .digest(let sha256, let bytes): .contentDigest(ContentDigest(sha256: sha256, contentBytes: bytes))
    }
  }
}
