// DescribeCommand.swift: `rpc-cli describe`: a service, method, message or enum of a server as its .proto has it.

internal import TokenWire

struct DescribeCommand: Command {
  private static let template = Flag("template", nil, "a request to fill in for the method NAME, as call -d takes it")

  static let spec = CommandSpec(
    "describe", "a service, method, message or enum of the server as its .proto has it",
    usage: ["[NAME]", "--template METHOD"], operands: ["NAME"], flags: [template],
    notes: [
      """
      NAME is a full name, or the end of one: Status, TokenService/Status, tokenrpc.v1.Token. Without it: all services.
      """,
      """
      JSON: kind (service, method, message, enum), name and comment, and of a service and method what list has, of a
      message its fields, of an enum its values.
      """,
      """
      A template has every field at its default, of a oneof the first, of a list one element; a message within itself is
      left out. Leave out of it what you don't mean.
      """,
      """
      examples:
        rpc-cli describe Generate
        rpc-cli describe Effectiveness
        rpc-cli describe --template Request > request.json
      """,
    ])

  private let name: String?
  private let isTemplate: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    name = arguments.operands.first
    if name?.isEmpty == true { throw arguments.wrong("NAME is empty") }
    isTemplate = arguments.isGiven(Self.template)
    if isTemplate, name == nil { throw arguments.wrong("\(Self.template.spelling) needs a METHOD") }
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let server = try await ServerDescription(of: session)
    if isTemplate, let name {
      let document = try template(of: name, server)
      session.console.answer(document, text: document.indented)
      return .done
    }
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

  private func template(of name: String, _ server: ServerDescription) throws(CommandFailure) -> JSONValue {
    do throws(UnknownName) {
      let input = try server.method(named: name).declaration.input
      var template = MessageTemplate(server.schema)
      return server.schema.messages[input].map { template.document(of: $0) } ?? [:]
    } catch {
      throw .usage(UsageError(error.text, command: Self.spec.name))
    }
  }
}
