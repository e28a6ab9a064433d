// MetricsCommand.swift: `rpc-cli metrics`: what a server has counted and measures, as Prometheus reads it.

internal import TokenWire

struct MetricsCommand: Command {
  static let filter = Flag("filter", "PREFIX", "only the metrics whose names begin with PREFIX")

  static let spec = CommandSpec(
    "metrics", "what the server has counted and measures now, as Prometheus reads it", usage: ["[--filter PREFIX]"],
    flags: [filter],
    notes: [
      "Text: Prometheus's text format 0.0.4. JSON: an array of samples: name, labels, value.",
      "Exit status 1: no metric's name begins with PREFIX.",
      """
      example:
        rpc-cli metrics --filter tokenrpc_queue_
      """,
    ])

  private let prefix: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    prefix = arguments.text(Self.filter)
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let lines = try await session.ask { (_) async throws(RPCError) in
      try MetricLine.lines(of: await MetricsServiceClient(session.client).collect(CollectRequest()).text)
    }
    let wanted = lines.filter { line in prefix.map { line.name.hasPrefix($0) } ?? true }
    if session.console.isJSON {
      session.console.line(.array(wanted.compactMap { $0.sample?.json }))
    } else {
      session.console.page(wanted.map { Console.printable($0.text) + "\n" }.joined())
    }
    if wanted.contains(where: { $0.sample != nil }) { return .done }
    if let prefix { session.console.note("no metric's name begins with \(prefix)") }
    return .no
  }
}
