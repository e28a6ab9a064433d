// GenerateCommand.swift: `rpc-cli generate`: a user's live code, or each as it comes.

internal import TokenRPCClient
internal import TokenWire

struct GenerateCommand: Command {
  private static let follow = Flag("follow", nil, "count down and show the next code when it renews, until Ctrl-C")

  static let spec = CommandSpec(
    "generate", "a user's live code, made when there is none", usage: ["USER [--follow]"], operands: ["USER"],
    flags: [follow],
    notes: [
      "USER is 1 to 256 bytes of UTF-8. Asking makes an unknown user known. Showing a code is no use of it; validate is.",
      "JSON: user, code, createdAt, secondsLeft, timesUsed, isNew. With --follow one such object for each code.",
      """
      --follow on a terminal is a line that counts down and shows each use; elsewhere a line for each code. While
      the server or its generator can't be reached it says so once and tries again, first after 1 s, then up to 10 s.
      """,
      "Exit status 3: no code came. A server that can't be reached at all is that with --follow, too.",
      """
      example:
        rpc-cli generate ann
        rpc-cli validate --user ann --code 048213
      """,
    ])

  private let user: String
  private let follows: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    user = try arguments.userOperand()
    follows = arguments.isGiven(Self.follow)
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    if follows { return try await CodeFollower(user: user, session: session).run() }
    let reply = try await session.ask { (tokens) async throws(RPCError) in
      try await tokens.generate(GenerateRequest(user: user))
    }
    session.console.answer(reply.json(user), text: reply.facts(user).text(hasColour: session.console.hasColour))
    return .done
  }
}
