// EraseCommand.swift: `rpc-cli erase`: erases what a requisition or a user left in the log, and says what stays.

internal import TokenRPCClient
internal import TokenWire

struct EraseCommand: Command {
  private static let request = Flag("request", "ID", "the requisition of this request id; - reads standard input")
  private static let user = Flag("user", "USER", "this user's name and code")

  static let spec = CommandSpec(
    "erase", "erase what a requisition or a user left in the log, for good",
    usage: ["--request ID", "--user USER"], operands: [], flags: [request, user],
    notes: [
      """
      Asks for nothing and can't be undone. A requisition that waits in the queue fails. Backups made before hold what
      is erased here until they are erased themselves.
      """,
      "JSON: erased (what was, by this call), status, failureReason (both null for a user).",
      "Exit status 3: there is no such requisition or user, or the call failed.",
    ])

  private let message: EraseRequest

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try arguments.standardInputOnce(Self.request)
    switch (try arguments.requestID(Self.request), try arguments.userName(Self.user)) {
    case (let id?, nil): message = EraseRequest(subject: .requestId(id))
    case (nil, let user?): message = EraseRequest(subject: .user(user))
    case (nil, nil): throw arguments.wrong("\(Self.request.spelling) or \(Self.user.spelling) is missing")
    case (.some, .some):
      throw arguments.wrong("\(Self.request.spelling) and \(Self.user.spelling) exclude each other")
    }
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let reply = try await session.ask { (tokens) async throws(RPCError) in try await tokens.erase(message) }
    var facts = Facts()
    facts.add("erased", reply.parts.isEmpty ? "nothing: all was erased before" : reply.parts.joined(separator: ", "))
    var status: String?
    var failure: String?
    if case .requestId = message.subject {
      status = reply.status.word
      failure = reply.status == .failed ? reply.failureReason.word : nil
      facts.add("status", reply.status.word + (failure.map { ": \($0)" } ?? ""), tint: reply.status.tint)
      facts.add("stays", "the block and its identity, the uses, the id's hash, times and limits")
    } else {
      facts.add("stays", "the uses and refusals, of a user without a name")
    }
    session.console.answer(
      [
        "erased": .array(reply.parts.map { .string($0) }), "status": JSONValue(status),
        "failureReason": JSONValue(failure),
      ],
      text: facts.text(hasColour: session.console.hasColour))
    return .done
  }
}

extension EraseReply {
  /// What was erased, for people.
  fileprivate var parts: [String] {
    [
      (requestId, "request id"), (content, "content"), (url, "url"), (revokeReason, "revoke reason"), (name, "name"),
      (code, "code"),
    ].filter(\.0).map(\.1)
  }
}
