// StatusCommand.swift: `rpc-cli status`: everything about one token, about a user's codes, or about the service itself.
// Never spends.

internal import TokenRPCClient
internal import TokenWire

internal import class TokenCore.TokenEngine

struct StatusCommand: Command {
  static let request = Flag(
    "request", "ID", "the token of this request id instead of an identity; - reads standard input")
  private static let withContent = Flag("with-content", nil, "also the content, where the service holds it")

  private static let user = Flag("user", "USER", "the codes of this user instead of a token, never their digits")
  private static let history = Flag("history", "N", "with --user: the newest N codes, 1 to 1000 (default 100)")

  static let spec = CommandSpec(
    "status", "everything about one token, a user's codes, or the service's miners and queue; never spends",
    usage: ["", "IDENTITY [--with-content]", "--request ID [--with-content]", "--user USER [--history N]"],
    operands: ["IDENTITY"], flags: [request, withContent, user, history],
    notes: [
      TokenName.identityNote,
      "JSON: {\"token\":{\"req\":{…},…}}. With --with-content also content (null when no UTF-8) and contentHex.",
      """
      JSON with --user: user, live (null: no code is), secondsLeft, codesIssued, history, the newest first. live and
      each of history: createdAt, endsAt, timesUsed, refusals, died, usesLeft.
      """,
      """
      JSON without any of them: service: kernel, minerThreads, miningThreads, hashesPerSecond, hashesTried,
      difficultyField, difficultyBits, policy (fixed or auto), tokensPerSecond, expectedTokenMs, queueSize,
      oldestWaitMs, expectedWaitMs, syncs, recordsWritten, bytesWritten, syncP50Micros, syncP99Micros, syncMaxMicros,
      scrub (rounds, bytes, segment, offset, findings, damagedTokens; null: the log is not read again).
      """,
      "Exit status 3: there is no such token or user, or the call failed.",
      """
      example:
        rpc-cli status --user ann --history 5
      """,
    ])

  /// The longest history that is told.
  private static let mostHistory = UInt64(TokenEngine.maxHistory)

  private let message: StatusRequest

  init(_ arguments: ParsedArguments) throws(UsageError) {
    if let user = try Self.user(arguments) {
      let limit = try arguments.number(Self.history, 1...Self.mostHistory) ?? 0
      message = StatusRequest(subject: .user(user), historyLimit: UInt32(limit))
      return
    }
    if arguments.isGiven(Self.history) {
      throw arguments.wrong("\(Self.history.spelling) needs \(Self.user.spelling)")
    }
    if arguments.operands.isEmpty, !arguments.isGiven(Self.request) {
      guard !arguments.isGiven(Self.withContent) else {
        throw arguments.wrong("an IDENTITY or \(Self.request.spelling) is missing: the service has no content")
      }
      message = StatusRequest(subject: .service(ServiceSubject()))
      return
    }
    let subject: StatusRequest.Subject =
      switch try TokenName(arguments, request: Self.request) {
      case .identity(let identity): .identity(identity)
      case .request(let id): .requestId(id)
      }
    message = StatusRequest(subject: subject, withContent: arguments.isGiven(Self.withContent))
  }

  /// The user, when the command line is about one.
  private static func user(_ arguments: ParsedArguments) throws(UsageError) -> String? {
    guard let name = try arguments.userName(user) else { return nil }
    if !arguments.operands.isEmpty { throw arguments.wrong("an IDENTITY and \(user.spelling) exclude each other") }
    for flag in [request, withContent] { try arguments.atMostOne(of: user, flag) }
    return name
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    switch message.subject {
    case .user(let user): return try await show(user, session)
    case .service: return try await showService(session)
    case .identity, .requestId, nil: break
    }
    let token = try await session.ask { (tokens) async throws(RPCError) in
      guard case .token(let token) = try await tokens.status(message).subject else { throw .missing("token") }
      return token
    }
    session.console.answer(
      token.json(withContent: message.withContent), text: text(token, hasColour: session.console.hasColour))
    return .done
  }

  private func show(_ user: String, _ session: Session) async throws(CommandFailure) -> ExitStatus {
    let codes = try await session.ask { (tokens) async throws(RPCError) in
      guard case .user(let codes) = try await tokens.status(message).subject else { throw .missing("user") }
      return codes
    }
    session.console.answer(codes.json(user), text: codes.text(user, hasColour: session.console.hasColour))
    return .done
  }

  private func showService(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let service = try await session.ask { (tokens) async throws(RPCError) in
      guard case .service(let service) = try await tokens.status(message).subject else { throw .missing("service") }
      return service
    }
    session.console.answer(service.json, text: service.facts.text(hasColour: session.console.hasColour))
    return .done
  }

  private func text(_ token: Token, hasColour: Bool) -> String {
    var facts = token.facts
    if message.withContent, !token.contentIsDigest {
      facts.add("content", String(validating: token.content, as: UTF8.self) ?? "not text; see --json")
    }
    return facts.text(hasColour: hasColour)
  }
}

/// A token named by its identity or by its request's id.
enum TokenName {
  case identity(Bytes32)
  case request(Bytes32)

  /// For the help of commands that take one.
  static let identityNote =
    "IDENTITY is 64 hex digits; - reads it from standard input, so that no process list shows it."

  /// Exactly one of the two.
  init(_ arguments: ParsedArguments, request flag: Flag) throws(UsageError) {
    try arguments.standardInputOnce(flag)
    switch (try arguments.identity(), try arguments.requestID(flag)) {
    case (let identity?, nil): self = .identity(identity)
    case (nil, let id?): self = .request(id)
    case (nil, nil): throw arguments.wrong("an IDENTITY or \(flag.spelling) is missing")
    case (.some, .some): throw arguments.wrong("an IDENTITY and \(flag.spelling) exclude each other")
    }
  }
}
