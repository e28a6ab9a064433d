// AuditCommand.swift: `rpc-cli audit`: who used what, when, with which result.

internal import TokenRPCClient
internal import TokenWire

internal import struct TokenCore.AuditQuery

struct AuditCommand: Command {
  private static let user = Flag("user", "USER", "events of this user's codes")
  private static let token = Flag("token", "IDENTITY", "events of this token; - reads standard input")
  private static let request = Flag("request", "ID", "the same by the request id; - reads standard input")
  private static let since = Flag("since", "TIME", "events from this time on, like 2031-02-03T04:05:06Z")
  private static let until = Flag("until", "TIME", "events before this time")
  private static let after = Flag("after", "SEQUENCE", "events after this one, as the answer before says to go on")
  private static let limit = Flag(
    "limit", "N", "at most so many, 1 to \(AuditQuery.maxLimit) (default \(AuditQuery.defaultLimit))")

  static let spec = CommandSpec(
    "audit", "who used what, when, with which result: the ledger's events, never a secret",
    usage: ["[--user USER | --token IDENTITY | --request ID] [--since TIME] [--until TIME] [--limit N]"],
    flags: [user, token, request, since, until, after, limit],
    notes: [
      """
      Events come in the order of the ledger, from its database, which is saved up to what is durable before it is
      asked. When there are more, standard error says how to go on; the sequence of an event never changes.
      """,
      """
      JSON, a line for each event: sequence, time, kind, result (done, or why not), count, caller, publicId, height,
      user, code, usesLeft, timesUsed; null where there is nothing to say. After the last a line with next (null: no
      more) and savedRecords.
      """,
      "Exit status 3: there is no such token or user, or the call failed.",
      """
      example:
        rpc-cli audit --user ann --since 2031-02-03T00:00:00Z
      """,
    ])

  private let message: AuditRequest

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try arguments.atMostOne(of: Self.user, Self.token, Self.request)
    let since = try arguments.instant(Self.since) ?? 0
    let until = try arguments.instant(Self.until) ?? 0
    if since != 0, until != 0, until <= since {
      throw arguments.wrong("\(Self.until.spelling) is not later than \(Self.since.spelling): nothing lies between")
    }
    message = AuditRequest(
      subject: try Self.subject(arguments), sinceMs: since, untilMs: until,
      afterSequence: try arguments.number(Self.after, 0...UInt64(Int64.max)) ?? 0,
      limit: UInt32(try arguments.number(Self.limit, 1...UInt64(AuditQuery.maxLimit)) ?? 0))
  }

  private static func subject(_ arguments: ParsedArguments) throws(UsageError) -> AuditRequest.Subject? {
    if let user = try arguments.userName(user) { return .user(user) }
    if let identity = try arguments.identity(token) { return .identity(identity) }
    if let id = try arguments.requestID(request) { return .requestId(id) }
    return nil
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let reply = try await session.ask { (tokens) async throws(RPCError) in try await tokens.audit(message) }
    let next: UInt64? = if case .next(let sequence) = reply.more { sequence } else { nil }
    let console = session.console
    for line in AuditText.lines(reply.events, hasColour: console.hasColour) {
      console.answer(line.json, text: line.text)
    }
    if console.isJSON {
      console.answer(["next": JSONValue(next), "savedRecords": .number(reply.savedRecords)], text: "")
    } else if let next {
      console.note("there are more; go on with: --after \(next)")
    } else if reply.events.isEmpty {
      console.note("no such event in \(Plural.text(reply.savedRecords, "record"))")
    }
    return .done
  }
}
