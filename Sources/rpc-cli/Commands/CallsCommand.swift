// CallsCommand.swift: `rpc-cli calls`: which calls failed or were slow lately.

internal import TokenWire

struct CallsCommand: Command {
  private static let failed = Flag("failed", nil, "only calls that failed")
  private static let slower = Flag("slower", "DURATION", "only calls that took at least so long")
  private static let limit = Flag("limit", "N", "at most so many, 1 to 1000 (default 100)")

  static let spec = CommandSpec(
    "calls", "calls that failed or were slow lately, the one that ended last first",
    usage: ["[--failed] [--slower DURATION] [--limit N]"], flags: [failed, slower, limit],
    notes: [
      """
      The server keeps the last calls of both kinds in memory; how many, and what is slow, say its flags --recent-calls
      and --slow-call. Calls that wait by design are never slow. No content, identity, code or name is among it.
      """,
      """
      Text: when it ended, code, method, duration, bytes of the request, the client's address and its number for the
      call, the failure's message. JSON, a line for each call: ended, code, method, durationMicros, requestBytes, peer,
      call, message.
      """,
      """
      example:
        rpc-cli calls --failed --limit 10
      """,
    ])

  private let message: RecentRequest

  init(_ arguments: ParsedArguments) throws(UsageError) {
    message = RecentRequest(
      onlyFailed: arguments.isGiven(Self.failed), atLeastMs: try arguments.milliseconds(Self.slower) ?? 0,
      limit: UInt32(try arguments.number(Self.limit, 1...1_000) ?? 0))
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let reply = try await session.ask { (_) async throws(RPCError) in
      try await CallsServiceClient(session.client).recent(message)
    }
    let console = session.console
    for line in RecentCallsText.lines(reply.calls, hasColour: console.hasColour) {
      console.answer(line.json, text: line.text)
    }
    if reply.calls.isEmpty, !console.isJSON { console.note("the server remembers no such call") }
    return .done
  }
}
