// ValidateCommand.swift: `rpc-cli validate`: checks or uses a token, or one per line of a file; uses a user's code.

internal import TokenCore
internal import TokenRPCClient
internal import TokenWire

struct ValidateCommand: Command {
  private static let use = Flag("use", nil, "spend one use (default: only check)")
  private static let contentFile = Flag(
    "content-file", "PATH", "also compare the content with a file; - is standard input")
  private static let lines = Flag(
    "lines", "FILE", "one identity per line, one JSON line per answer; - is standard input")
  private static let user = Flag("user", "USER", "whose code --code is, 1 to 256 bytes")
  private static let code = Flag("code", "CODE", "a user's code, taken as it is; - reads it from standard input")

  static let spec = CommandSpec(
    "validate", "check a token, or use it; use a user's code",
    usage: [
      "IDENTITY [--use] [--content-file PATH]", "--lines FILE [--use]", "--user USER --code CODE",
    ], operands: ["IDENTITY"], flags: [use, contentFile, lines, user, code, IdempotencyKey.flag],
    notes: [
      TokenName.identityNote,
      "JSON: identity, valid, reason (none, unknown, spent, expired, revoked, damaged, content), usesLeft, expires.",
      """
      Validating a user's code is always a use; showing it with generate is none. JSON: valid, reason (none,
      refused), secondsLeft, timesUsed; the last two are null when it is refused, and why it was is not told.
      """,
      "Exit status 1: not valid, or a line failed.",
      """
      examples:
        rpc-cli validate 0000ef13b605afe9649ab1cb90943fceb5d18757075f7048cdfdab3d457c9d4c --use
        rpc-cli validate --user ann --code 048213
      """,
    ])

  private let message: ValidateRequest
  private let linesPath: String?
  private let key: IdempotencyKey?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try arguments.standardInputOnce(Self.contentFile, Self.lines, Self.code)
    linesPath = arguments.text(Self.lines)
    key = try IdempotencyKey(arguments, isForLines: linesPath != nil)
    if let userCode = try Self.userCode(arguments) {
      message = ValidateRequest(subject: .userCode(userCode), use: true)
      return
    }
    var message = ValidateRequest(use: arguments.isGiven(Self.use))
    if key != nil, !message.use { throw arguments.wrong("\(IdempotencyKey.flag.spelling) needs \(Self.use.spelling)") }
    switch (try arguments.identity(), linesPath) {
    case (let identity?, nil): message.subject = .identity(identity)
    case (nil, let path?): try arguments.checkFile(path, Self.lines)
    case (nil, nil): throw arguments.wrong("an IDENTITY, \(Self.lines.spelling) or \(Self.user.spelling) is missing")
    case (.some, .some): throw arguments.wrong("an IDENTITY and \(Self.lines.spelling) exclude each other")
    }
    if let path = arguments.text(Self.contentFile) {
      message.comparison = try arguments.content(path: path, Self.contentFile).comparison
    }
    self.message = message
  }

  /// The user and the code, when the command line is about one.
  private static func userCode(_ arguments: ParsedArguments) throws(UsageError) -> UserCode? {
    guard arguments.isGiven(user) || arguments.isGiven(code) else { return nil }
    let given = arguments.isGiven(user) ? user : code
    if !arguments.operands.isEmpty { throw arguments.wrong("an IDENTITY and \(given.spelling) exclude each other") }
    for flag in [contentFile, lines] { try arguments.atMostOne(of: given, flag) }
    if arguments.isGiven(use) {
      throw arguments.wrong("leave \(use.spelling) out: validating a user's code is always a use")
    }
    guard let name = try arguments.userName(user) else {
      throw arguments.wrong("\(code.spelling) needs \(user.spelling)")
    }
    guard let digits = try arguments.code(code) else {
      throw arguments.wrong("\(user.spelling) needs \(code.spelling)")
    }
    return UserCode(user: name, code: digits)
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    if let linesPath {
      return try await LinePipeline(path: linesPath, session: session).run { (line, content) async throws(FailedCall) in
        do throws(RPCError) {
          let identity = try Self.identity(content)
          let reply = try await validate(.identity(identity), key?.bytes(line: line), session.tokens)
          return LineAnswer(json: reply.json(identity), isYes: reply.valid)
        } catch {
          throw FailedCall(error)
        }
      }
    }
    let reply = try await session.ask { (tokens) async throws(RPCError) in
      try await validate(message.subject, key?.bytes, tokens)
    }
    let hasColour = session.console.hasColour
    switch message.subject {
    case .identity(let identity):
      session.console.answer(reply.json(identity), text: reply.facts(identity).text(hasColour: hasColour))
    case .userCode(let code):
      session.console.answer(reply.codeJSON, text: reply.codeFacts(code.user).text(hasColour: hasColour))
    case nil: break
    }
    return reply.valid ? .done : .no
  }

  private func validate(
    _ subject: ValidateRequest.Subject?, _ key: [UInt8]?, _ tokens: TokenServiceClient
  ) async throws(RPCError) -> ValidateReply {
    var message = message
    message.subject = subject
    let options = CallOptions(metadata: Metadata(idempotencyKey: key ?? []), changesNothing: !message.use)
    return try await tokens.validate(message, options: options)
  }

  /// The identity in a line, with space around it at most.
  private static func identity(_ line: Content) throws(RPCError) -> Bytes32 {
    guard case .whole(let bytes) = line,
      let identity = Hex.bytes(of: String(decoding: bytes.trimmed, as: UTF8.self)).flatMap({ Bytes32($0) })
    else { throw RPCError(.invalidArgument, "the line is no identity of 64 hex digits", notStarted: true) }
    return identity.reversed
  }
}

extension Content {
  /// As a validation compares it.
  fileprivate var comparison: ValidateRequest.Comparison {
    switch self {
    case .whole(let bytes): .content(bytes)
    case .digest(let sha256, _): .contentSha256(sha256)
    }
  }
}

extension ValidateReply {
  private var usesLeft: UInt64? {
    if case .usesLeft(let uses) = limit { return uses }
    return nil
  }

  private var expires: String? {
    if case .endMs(let instant) = end { return InstantText.text(instant) }
    return nil
  }

  fileprivate func json(_ identity: Bytes32) -> JSONValue {
    [
      "identity": .string(HexText.identity(identity)), "valid": .bool(valid), "reason": .string(reason.word),
      "usesLeft": JSONValue(usesLeft), "expires": JSONValue(expires),
    ]
  }

  fileprivate func facts(_ identity: Bytes32) -> Facts {
    var facts = Facts()
    facts.add("valid", verdict, tint: valid ? .good : .bad)
    facts.add("identity", HexText.identity(identity))
    facts.add("uses left", usesLeft)
    facts.add("expires", expires)
    return facts
  }
}
