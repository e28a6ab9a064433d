// HealthCommand.swift: `rpc-cli health`: whether a server does its work, and each of its parts.

internal import TokenWire

struct HealthCommand: Command {
  static let spec = CommandSpec(
    "health", "whether the server does its work, and each of its parts", usage: [""],
    notes: [
      "JSON: status (serving, degraded, down), parts: name, status (serving, down), detail, lastError, since.",
      "Exit status 0: all of it serves. 1: a part is down. 3: the server can't be reached.",
      """
      example:
        rpc-cli health || echo "look at the server"
      """,
    ])

  init(_ arguments: ParsedArguments) throws(UsageError) {}

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let reply = try await session.ask { (_) async throws(RPCError) in
      try await session.health.check(HealthRequest())
    }
    session.console.answer(reply.json, text: reply.text(hasColour: session.console.hasColour))
    return reply.isWhole ? .done : .no
  }
}
