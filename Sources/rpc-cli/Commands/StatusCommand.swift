// StatusCommand.swift: `rpc-cli status`: everything about one token. Never spends.

internal import TokenRPCClient
internal import TokenWire

struct StatusCommand: Command {
  static let request = Flag(
    "request", "ID", "the token of this request id instead of an identity; - reads standard input")
  private static let withContent = Flag("with-content", nil, "also the content, where the service holds it")

  static let spec = CommandSpec(
    "status", "everything about one token; never spends",
    usage: ["IDENTITY [--with-content]", "--request ID [--with-content]"], operands: ["IDENTITY"],
    flags: [request, withContent],
    notes: [
      TokenName.identityNote,
      "JSON: {\"token\":{\"req\":{…},…}}. With --with-content also content (null when no UTF-8) and contentHex.",
    ])

  private let message: StatusRequest

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let subject: StatusRequest.Subject =
      switch try TokenName(arguments, request: Self.request) {
      case .identity(let identity): .identity(identity)
      case .request(let id): .requestId(id)
      }
    message = StatusRequest(subject: subject, withContent: arguments.isGiven(Self.withContent))
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let token = try await session.ask { (tokens) async throws(RPCError) in
      guard case .token(let token) = try await tokens.status(message).subject else { throw .missing("token") }
      return token
    }
    session.console.answer(
      token.json(withContent: message.withContent), text: text(token, hasColour: session.console.hasColour))
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
