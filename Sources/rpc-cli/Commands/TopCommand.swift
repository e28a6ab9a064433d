// TopCommand.swift: `rpc-cli top`: what a server does, interval by interval: on a terminal drawn over, else as blocks.

internal import TokenCore
internal import TokenRPCClient
internal import TokenWire

struct TopCommand: Command {
  private static let interval = Flag("interval", "DURATION", "the time between two readings, 100ms to 1h (default 1s)")
  private static let count = Flag("count", "N", "end after N intervals (default: go on until interrupted)")
  private static let intervals: ClosedRange<UInt32> = 100...3_600_000

  static let spec = CommandSpec(
    "top", "what the server does, each second: calls, latencies, queue, mining, ledger",
    usage: ["[--interval DURATION] [--count N]"], flags: [interval, count],
    notes: [
      """
      On a terminal it draws over the screen until Ctrl-C; elsewhere, and with --json, it prints a block or a line for
      each interval, the first when one is over. Latencies are bounds of the server's histograms: that many calls took
      at most so long. A server that goes away is waited for; one that was started anew has no rates in that interval.
      """,
      """
      JSON: time, seconds, restarted, status, callsPerSecond, methods: name, callsPerSecond, codes, p50Micros,
      p99Micros; then levels and rates of connections, queue, mining and ledger.
      """,
      "It calls Collect and Check in each interval, which are among the calls it shows.",
    ])

  private let interval: Duration
  private let count: UInt64?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    interval = .milliseconds(try arguments.shortMilliseconds(Self.interval, Self.intervals) ?? 1_000)
    count = try arguments.number(Self.count, 1...UInt64.max)
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    var before: MetricReading?
    // The server is asked before the screen is taken: one that can't be reached is an ordinary failure.
    let first = try await session.ask { (_) async throws(RPCError) in try await Self.read(session) }
    let screen = session.console.isTerminal && !session.console.isJSON ? try TopScreen(session.console) : nil
    defer { screen?.leave() }
    screen?.draw(Self.lines(TopReport(MetricChange(from: nil, to: first.reading), first.health), session))
    before = first.reading
    var shown: UInt64 = 0
    var isAway = false
    while shown < count ?? .max {
      try? await Task.sleep(for: interval)
      if Task.isCancelled { break }
      do throws(RPCError) {
        let (reading, health) = try await Self.read(session)
        let report = TopReport(MetricChange(from: before, to: reading), health)
        show(report, screen, session)
        (before, isAway) = (reading, false)
        shown += 1
      } catch {
        guard CodeCountdown.mayPass(error) else { throw .call(FailedCall(error)) }
        if !isAway { say(error, screen, session) }
        isAway = true
      }
    }
    return .done
  }

  private static func read(_ session: Session) async throws(RPCError) -> (reading: MetricReading, health: HealthReply) {
    let text = try await MetricsServiceClient(session.client).collect(CollectRequest()).text
    let reading = MetricReading(try MetricLine.lines(of: text), at: .now)
    return (reading, try await session.health.check(HealthRequest()))
  }

  private func show(_ report: TopReport, _ screen: TopScreen?, _ session: Session) {
    if let screen { return screen.draw(Self.lines(report, session)) }
    let time = InstantText.text(Environment.system.wallMilliseconds())
    session.console.answer(report.json(at: time), text: (Self.lines(report, session) + [""]).joined(separator: "\n"))
  }

  private static func lines(_ report: TopReport, _ session: Session) -> [String] {
    let time = InstantText.text(Environment.system.wallMilliseconds())
    return report.lines(at: time, of: "\(session.settings.server)", hasColour: session.console.hasColour)
  }

  /// The server does not answer; it is asked again in each interval.
  private func say(_ error: RPCError, _ screen: TopScreen?, _ session: Session) {
    let (code, message) = session.words(for: .call(FailedCall(error)))
    let text = "\(message) (\(code)); trying again"
    if let screen { return screen.draw([Console.printable(text)]) }
    session.console.note(text)
  }
}
