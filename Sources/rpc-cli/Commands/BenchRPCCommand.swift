// BenchRPCCommand.swift: `rpc-cli bench rpc`: puts load on a server and says how many calls it answers and how fast.

internal import TokenRPCClient
internal import TokenWire

struct BenchRPCCommand: Command {
  private static let call = Flag(
    "call", "CALL", BenchCall.allCases.map(\.rawValue).joined(separator: ", ") + " (default check)",
    choices: BenchCall.allCases.map(\.rawValue))
  private static let identity = Flag(
    "identity", "HEX", "ask about this token alone (default: 10,000 tokens made before the measured time)")
  private static let connections = Flag("connections", "N", "connections, 1 to 1000 (default 1)")
  private static let depth = Flag("depth", "N", "calls each connection keeps in flight, 1 to 1024 (default 64)")
  private static let duration = Flag("duration", "DURATION", "the measured time, 100ms to 1h (default 10s)")

  static let spec = CommandSpec(
    "bench rpc", "put load on a server and measure it", usage: ["[--call CALL] [flags]"],
    flags: [call, identity, connections, depth, duration],
    notes: [
      """
      A closed loop: the end of each call starts the next one, so a server that stalls is sent less. generate asks for
      codes of 10,000 users: the first call for each issues one, the others show it until it renews. What is made stays
      in the ledger for good, also the 10,000 tokens without --identity: use a data directory to be thrown away.
      """,
      """
      JSON: call, connections, depth, requests, valid (answers that said yes), errors, requestsPerSecond, p50Micros,
      p99Micros. An answer after the measured time counts in nothing, a call without one has failed, and one in flight
      at the end that took a second or more is told on standard error; the latencies are those of answers.
      """,
      "Exit status 1: no call succeeded. A script looks at errors too; standard error counts them by their codes.",
    ])

  private let kind: BenchCall
  private let token: Bytes32?
  private let shape: LoadShape
  private let timeout: UInt32

  init(_ arguments: ParsedArguments) throws(UsageError) {
    kind = try Self.kind(arguments)
    token = try arguments.hex32(Self.identity)?.reversed
    if token != nil, !kind.needsTokens {
      throw arguments.wrong("\(Self.identity.spelling) is for check, use and status, not for \(kind.rawValue)")
    }
    shape = LoadShape(
      connections: Int(try arguments.number(Self.connections, LoadShape.connectionRange) ?? 1),
      depth: Int(try arguments.number(Self.depth, LoadShape.depthRange) ?? 64),
      milliseconds: UInt64(try arguments.shortMilliseconds(Self.duration, LoadShape.millisecondRange) ?? 10_000))
    timeout = try arguments.shortMilliseconds(.timeout, 1...UInt32.max) ?? Settings.defaultTimeout
  }

  private static func kind(_ arguments: ParsedArguments) throws(UsageError) -> BenchCall {
    guard let word = arguments.text(call) else { return .check }
    guard let kind = BenchCall(rawValue: word) else {
      let known = BenchCall.allCases.map(\.rawValue).joined(separator: ", ")
      throw arguments.wrong("\(call.spelling) '\(word)' is none of \(known)")
    }
    return kind
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let progress = session.console.progressLine()
    let connections = LoadConnections(
      shape.connections, to: session.settings.server, options: session.client.options)
    defer {
      connections.close()
      progress.clear()
    }
    try await connections.connect()
    let identities = try await identities(connections, progress)
    let plan = LoadPlan(kind, identities: identities, waitMilliseconds: Patience.longestWait(within: timeout))
    let tally = await Load(plan, shape, on: connections).run { tally, elapsed in
      if progress.isShown { progress.show(Self.text(tally(), elapsed)) }
    }
    progress.clear()
    let summary = LoadSummary(call: kind, shape: shape, tally: tally)
    if let failures = tally.failureText { session.console.note(failures) }
    if let stall = tally.stallText { session.console.note(stall) }
    session.console.answer(summary.json, text: summary.facts.text(hasColour: session.console.hasColour))
    return summary.isFruitless ? .no : .done
  }

  /// The tokens that the calls are about; none for calls that are about none.
  private func identities(
    _ connections: LoadConnections, _ progress: ProgressLine
  ) async throws(CommandFailure) -> [Bytes32] {
    if let token { return [token] }
    guard kind.needsTokens else { return [] }
    let supply = TokenSupply(
      count: LoadPlan.subjects, connections: connections, waitMilliseconds: Patience.longestWait(within: timeout))
    return try await supply.make { progress.show("making tokens", done: UInt64($0), of: UInt64(LoadPlan.subjects)) }
  }

  /// How it goes: `12 s, 81204 requests/s, p99 1630 us`.
  static func text(_ tally: LoadTally, _ elapsed: Duration) -> String {
    let seconds = max(elapsed / .seconds(1), 0.001)
    var text = "\(Int(seconds)) s, \(Int(Double(tally.requests) / seconds)) requests/s"
    if let p99 = tally.latencies.value(perMille: 990) { text += ", p99 \(p99) us" }
    if tally.errors > 0 { text += ", \(Plural.text(tally.errors, "error"))" }
    return text
  }
}
