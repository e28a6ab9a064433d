// ListCommand.swift: `rpc-cli list`: the services of a server and their methods.

internal import TokenWire

struct ListCommand: Command {
  static let spec = CommandSpec(
    "list", "the services of the server and their methods", usage: [""],
    notes: [
      "JSON, a line a service: kind, name, comment, methods: kind, name, comment, id, stream, idempotent,\n"
        + "maxRequestBytes, request, reply.",
      "What a method takes and gives: rpc-cli describe METHOD. To call one: rpc-cli call METHOD -d JSON.",
    ])

  init(_ arguments: ParsedArguments) throws(UsageError) {}

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let server = try await ServerDescription(of: session)
    if session.console.isJSON {
      for service in server.services { session.console.line(server.json(service)) }
      return .done
    }
    for service in server.services {
      var table = Table()
      for method in service.methods {
        table.add([
          Table.Cell("  \(method.name.split(separator: "/").last ?? "")"), Table.Cell("\(method.id)"),
          Table.Cell(method.kind == .serverStream ? "stream" : "unary"),
          Table.Cell(method.idempotent ? "idempotent" : ""),
        ])
      }
      session.console.page(Console.printable(service.name) + "\n")
      session.console.page(table.text(hasColour: session.console.hasColour) + "\n")
    }
    return .done
  }
}
