// BenchRPCCommand.swift: `rpc-cli bench rpc`: puts load on a server and says how many calls it answers and how fast.

internal import TokenRPCClient
internal import TokenWire

struct BenchRPCCommand: Command {
  private static let call = Flag(
    "call", "CALL", BenchCall.names + " (default check)", choices: BenchCall.allCases.map(\.rawValue))
  private static let mix = Flag("mix", "MIX", "several kinds by weight instead: check=90,use=5,request=5")
  private static let stream = Flag("stream", nil, "the same as --call stream: streams that follow the queue")
  private static let identity = Flag(
    "identity", "HEX", "ask about this token alone (default: 10,000 tokens made before the measured time)")
  private static let connections = Flag("connections", "N", "connections, 1 to 1000 (default 1)")
  private static let threads = Flag(
    "threads", "N", "threads that carry the connections, 1 to 1000 (default: half the cores)")
  private static let depth = Flag("depth", "N", "calls each connection keeps in flight, 1 to 1024 (default 64)")
  private static let rate = Flag(
    "rate", "RATE", "an open loop of so many calls a second in all, 1 to 10000000 (see below)")
  private static let duration = Flag("duration", "DURATION", "the measured time, 100ms to 1h (default 10s)")
  private static let warmUp = Flag(
    "warm-up", "DURATION", "the same load before it, which counts in nothing, up to 1h (default 0s)")

  private static let html = Flag("html", "FILE", "write a report with plots to a new file")

  static let spec = CommandSpec(
    "bench rpc", "put load on a server and measure it", usage: ["[--call CALL | --mix MIX | --stream] [flags]"],
    flags: [call, mix, stream, identity, connections, depth, threads, rate, duration, warmUp, html],
    notes: [
      """
      Without --rate a closed loop: the end of each call starts the next one, so a server that stalls is sent less, and
      its stalls show in few latencies.
      """,
      """
      With --rate an open loop: calls have their instants, whatever the server does, and latencies count from there. A
      call that is due while connections x depth calls are in flight waits for a slot, in its turn. RATE is 1000; or
      1000..10000, which rises evenly over the measured time; or up to 100 of these with commas between, each for an
      equal part of it: 1000,2000,4000. The warm-up has the first rate. Calls never sent by the end are told.
      """,
      """
      generate asks for codes of 10,000 users: the first call for each issues one, the others show it until it renews.
      In a mix, also --mix stream=1, one stream call reads the queue's size and, if it just had three pages of 10, its
      first one, to the end of the stream. --stream, or --call stream, holds --depth streams on each connection that
      follow the queue, while --rate requisitions a second (default 100) are made; each event of each stream is counted
      as a request, and its latency is its age on arrival, by the clocks of server and client.
      """,
      """
      What is made stays in the ledger for good, also the 10,000 tokens without --identity: use a data directory to be
      thrown away.
      """,
      """
      JSON: call, connections, depth, requests, valid (answers that said yes), errors, requestsPerSecond, p50Micros,
      p99Micros, p90Micros, p999Micros, p9999Micros, maxMicros, errorsByCode, calls (the same of each kind),
      measuredMillis, warmUpMillis, interrupted, rate, unsent, lagP99Micros, clientBound, clientCPU, clientLoops, series
      (second by second). An answer after the measured time counts in nothing in a closed loop, a call without one has
      failed, and one in flight at the end that took a second or more is told on standard error; the latencies are those
      of answers. In an open loop the answers to all calls that were sent in time count.
      """,
      """
      clientBound: this program, not the server, was the bottleneck, which standard error warns of. Its clientLoops
      threads were at work nine tenths of the time; or one call in a hundred of an open loop was sent a millisecond or
      more (lagP99Micros) after its instant with a slot free, and four times that is p99 or more.
      """,
      """
      Ctrl-C ends the measured time early and prints what came until then; a second one ends the program.
      """,
      "Exit status 1: no call succeeded. A script looks at errors too; standard error counts them by their codes.",
    ])

  private let kinds: CallMix
  private let token: Bytes32?
  private let shape: LoadShape
  private let timeout: UInt32
  private let report: ReportFile?
  private let commandLine: String
  /// Ends the measured time early; made by Ctrl-C.
  var stopRequest = StopRequest()

  init(_ arguments: ParsedArguments) throws(UsageError) {
    kinds = try Self.kinds(arguments)
    token = try arguments.hex32(Self.identity)?.reversed
    if token != nil, !kinds.needsTokens {
      let named = kinds.calls.map(\.rawValue).joined(separator: ", ")
      throw arguments.wrong("\(Self.identity.spelling) is for check, use and status, not for \(named)")
    }
    shape = LoadShape(
      connections: Int(try arguments.number(Self.connections, LoadShape.connectionRange) ?? 1),
      depth: Int(try arguments.number(Self.depth, LoadShape.depthRange) ?? 64),
      threads: try arguments.number(Self.threads, LoadShape.threadRange).map { Int($0) },
      milliseconds: UInt64(try arguments.shortMilliseconds(Self.duration, LoadShape.millisecondRange) ?? 10_000),
      warmUpMilliseconds: UInt64(try arguments.shortMilliseconds(Self.warmUp, LoadShape.warmUpRange) ?? 0),
      rate: try Self.schedule(arguments),
      // A mix of streams alone reads pages, as one with other calls does.
      isFollowing: kinds == CallMix(.stream) && !arguments.isGiven(Self.mix))
    timeout = try arguments.shortMilliseconds(.timeout, 1...UInt32.max) ?? Settings.defaultTimeout
    report = try Self.report(arguments)
    // Who has an identity can use the token.
    commandLine = arguments.commandLine(without: Self.identity)
  }

  private static func report(_ arguments: ParsedArguments) throws(UsageError) -> ReportFile? {
    guard let path = arguments.text(html) else { return nil }
    if path.isEmpty { throw arguments.wrong("\(html.spelling) is empty") }
    do { return try ReportFile(path: path) } catch { throw arguments.wrong("\(html.spelling): \(error.text)") }
  }

  private static func kinds(_ arguments: ParsedArguments) throws(UsageError) -> CallMix {
    try arguments.atMostOne(of: call, mix, stream)
    if arguments.isGiven(stream) { return CallMix(.stream) }
    if let text = arguments.text(mix) {
      do { return try CallMix(parsing: text) } catch { throw arguments.wrong("\(mix.spelling) \(error.text)") }
    }
    guard let word = arguments.text(call) else { return CallMix(.check) }
    guard let kind = BenchCall(rawValue: word) else {
      throw arguments.wrong("\(call.spelling) '\(word)' is none of \(BenchCall.names)")
    }
    return CallMix(kind)
  }

  private static func schedule(_ arguments: ParsedArguments) throws(UsageError) -> RateSchedule? {
    guard let text = arguments.text(rate) else { return nil }
    guard let schedule = RateSchedule(parsing: text) else {
      let (least, most) = (RateSchedule.rates.lowerBound, RateSchedule.rates.upperBound)
      throw arguments.wrong(
        "\(rate.spelling) '\(text)' is no rate; write 1000, 1000..10000 or 1000,2000,4000, each \(least) to \(most)")
    }
    return schedule
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let progress = session.console.progressLine()
    let connections = LoadConnections(
      shape.connections, to: session.settings.server, options: session.client.options,
      threads: shape.threads ?? LoadConnections.usualThreads)
    defer {
      connections.close()
      progress.clear()
    }
    let serverName = try await connections.connect()
    let identities = try await identities(connections, progress)
    let plan = LoadPlan(kinds, identities: identities, waitMilliseconds: Patience.longestWait(within: timeout))
    let outcome = await measure(Load(plan, shape, on: connections), progress)
    progress.clear()
    let summary = LoadSummary(mix: kinds, shape: shape, outcome: outcome)
    for note in summary.notes { session.console.note(note) }
    session.console.answer(summary.json, text: summary.text(hasColour: session.console.hasColour))
    let environment = LoadEnvironment(
      commandLine: commandLine, server: "\(session.settings.server)", serverName: serverName)
    try report?.write(LoadReport(environment: environment.rows, summary: summary).html)
    return summary.isFruitless ? .no : .done
  }

  /// Makes the load. Until it is over, a signal that asks the program to end ends the measured time instead.
  private func measure(_ load: Load, _ progress: ProgressLine) async -> LoadOutcome {
    // Where the system has no thread for it, a signal ends the program as usual.
    _ = EndingSignals.start { _ in
      stopRequest.make()
      // A second one ends the program at once.
      EndingSignals.stop()
    }
    defer { EndingSignals.stop() }
    return await load.run(stop: stopRequest) { tally, elapsed in
      if progress.isShown { progress.show(Self.text(tally(), elapsed)) }
    }
  }

  /// The tokens that the calls are about; none for calls that are about none.
  private func identities(
    _ connections: LoadConnections, _ progress: ProgressLine
  ) async throws(CommandFailure) -> [Bytes32] {
    if let token { return [token] }
    guard kinds.needsTokens else { return [] }
    let supply = TokenSupply(
      count: LoadPlan.subjects, connections: connections, waitMilliseconds: Patience.longestWait(within: timeout))
    return try await supply.make { progress.show("making tokens", done: UInt64($0), of: UInt64(LoadPlan.subjects)) }
  }

  /// How it goes: `12 s, 81204 requests/s, p99 1630 us`; before the measured time began, that it is warming up.
  static func text(_ tally: LoadTally, _ elapsed: Duration?) -> String {
    guard let elapsed else { return "warming up" }
    let seconds = max(elapsed / .seconds(1), 0.001)
    var text = "\(Int(seconds)) s, \(Int(Double(tally.requests) / seconds)) requests/s"
    if let p99 = tally.latencies.value(.p99) { text += ", p99 \(p99) us" }
    if tally.errors > 0 { text += ", \(Plural.text(tally.errors, "error"))" }
    return text
  }
}
