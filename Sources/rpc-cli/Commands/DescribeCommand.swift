// DescribeCommand.swift: `rpc-cli describe`: a service, method, message or enum of a server as its .proto has it.

internal import TokenWire

struct DescribeCommand: Command {
  static let spec = CommandSpec(
    "describe", "a service, method, message or enum of the server as its .proto has it", usage: ["[NAME]"],
    operands: ["NAME"],
    notes: [
      "NAME is a full name, or the end of one: Status, TokenService/Status, tokenrpc.v1.Token. Without it: all services.",
      """
      JSON: kind (service, method, message, enum), name and comment, and of a service and method what list has, of a
      message its fields, of an enum its values.
      """,
      """
      examples:
        rpc-cli describe Generate
        rpc-cli describe Effectiveness
      """,
    ])

  private let name: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    name = arguments.operands.first
    if name?.isEmpty == true { throw arguments.wrong("NAME is empty") }
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let server = try await ServerDescription(of: session)
    let entries: [SchemaEntry]
    do throws(UnknownName) {
      entries =
        try name.map { (name) throws(UnknownName) in [try server.entry(named: name)] }
        ?? server.services.map { .service($0) }
    } catch {
      throw .usage(UsageError(error.text, command: Self.spec.name))
    }
    let writer = SchemaText(server: server)
    for (index, entry) in entries.enumerated() {
      session.console.answer(server.json(entry), text: (index > 0 ? "\n" : "") + writer.text(entry))
    }
    return .done
  }
}
