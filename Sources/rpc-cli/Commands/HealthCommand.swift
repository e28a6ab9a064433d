// HealthCommand.swift: `rpc-cli health`: whether a server does its work, and each of its parts, now or at each change.

internal import TokenCore
internal import TokenRPCClient
internal import TokenWire

struct HealthCommand: Command {
  private static let watch = Flag("watch", nil, "go on with a line for each change until interrupted")
  private static let service = Flag("service", "NAME", "only what this service of the server uses, by its full name")

  static let spec = CommandSpec(
    "health", "whether the server does its work, and each of its parts",
    usage: ["[--service NAME] [--watch]"], flags: [watch, service],
    notes: [
      """
      JSON: status (serving, degraded, down), parts: name, status (serving, down), detail, lastError, since. With
      --watch a line at once and then for each change, with time, this machine's. --timeout limits it only when given.
      """,
      """
      Exit status 0: all of it serves. 1: a part is down. 3: the server can't be reached, has no such service, or has
      ended the watch: one that stops says down before.
      """,
      """
      examples:
        rpc-cli health || echo "look at the server"
        rpc-cli health --watch --service tokenrpc.v1.TokenService
      """,
    ])

  private let request: HealthRequest
  private let isWatching: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let service = arguments.text(Self.service)
    if service?.isEmpty == true { throw arguments.wrong("\(Self.service.spelling) is empty") }
    request = HealthRequest(service: service ?? "")
    isWatching = arguments.isGiven(Self.watch)
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    if isWatching { return try await watch(session) }
    let reply = try await session.ask { (_) async throws(RPCError) in try await session.health.check(request) }
    session.console.answer(reply.json, text: reply.text(hasColour: session.console.hasColour))
    return reply.isWhole ? .done : .no
  }

  /// Prints each item as it comes, until the server ends the stream. A deadline holds only if one was asked for.
  private func watch(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let options = CallOptions(timeout: session.settings.timeout.map { .milliseconds($0) })
    do throws(RPCError) {
      let stream = session.health.watch(request, options: options)
      while let reply = try await stream.next() {
        let time = InstantText.text(Environment.system.wallMilliseconds())
        session.console.answer(reply.json(at: time), text: reply.line(at: time, hasColour: session.console.hasColour))
      }
    } catch {
      throw .call(FailedCall(error))
    }
    return .done
  }
}
