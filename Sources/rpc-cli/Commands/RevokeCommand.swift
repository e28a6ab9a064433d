// RevokeCommand.swift: `rpc-cli revoke`: ends a token for good, or takes a requisition off the queue.

internal import TokenRPCClient
internal import TokenWire

struct RevokeCommand: Command {
  private static let reason = Flag("reason", "TEXT", "why, for the record; at most 1024 bytes")
  private static let mostReasonBytes = 1024

  static let spec = CommandSpec(
    "revoke", "end a token for good, or take a requisition off the queue",
    usage: ["IDENTITY [--reason TEXT]", "--request ID [--reason TEXT]"], operands: ["IDENTITY"],
    flags: [StatusCommand.request, reason],
    notes: [
      TokenName.identityNote, "JSON: status, failureReason. A token that is final already keeps its status.",
    ])

  private let message: RevokeRequest

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let subject: RevokeRequest.Subject =
      switch try TokenName(arguments, request: StatusCommand.request) {
      case .identity(let identity): .identity(identity)
      case .request(let id): .requestId(id)
      }
    let reason = arguments.text(Self.reason) ?? ""
    if reason.utf8.count > Self.mostReasonBytes {
      throw arguments.wrong(
        "\(Self.reason.spelling) has \(Plural.text(reason.utf8.count, "byte")), at most \(Self.mostReasonBytes) are kept"
      )
    }
    message = RevokeRequest(subject: subject, reason: reason)
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let reply = try await session.ask { (tokens) async throws(RPCError) in try await tokens.revoke(message) }
    let failure = reply.status == .failed ? reply.failureReason.word : nil
    var facts = Facts()
    facts.add("status", reply.status.word + (failure.map { ": \($0)" } ?? ""), tint: reply.status.tint)
    session.console.answer(
      ["status": .string(reply.status.word), "failureReason": JSONValue(failure)],
      text: facts.text(hasColour: session.console.hasColour))
    return .done
  }
}
