// LedgerExportCommand.swift: `rpc-cli ledger export`: every token of a data directory with what became of it, for other
// programs.

internal import TokenCore

struct LedgerExportCommand: Command {
  private static let format = Flag(
    "format", "FORMAT", "json (default): one object a line, or csv: a table", choices: ["json", "csv"])
  private static let secrets = Flag("secrets", nil, "request ids, identities, contents, URLs and reasons too")
  private static let events = Flag("events", nil, "before the tokens the records they come from; not as csv")

  static let spec = CommandSpec(
    "ledger export", "write every token of a ledger and what became of it, for other programs",
    usage: ["[--format FORMAT] [--secrets] [--events] DIR"], operands: ["DIR"], flags: [format, secrets, events],
    notes: [
      """
      Everything is checked first, and nothing is written to DIR. JSON: a line {"token":…} for each requisition, in the
      order of acceptance, with the keys of status; the last line is {"export":…} with requisitions, tokens, records,
      root, head: the last batch. As csv the last line's facts are on standard error. An export without it is not
      complete.
      """,
      "Beside a running server it tells the ledger up to the last batch that head named when it began.",
      "With --secrets the output is as secret as the ledger: who has an identity can use the token.",
    ])

  private let directory: String
  private let isTable: Bool
  private let hasSecrets: Bool
  private let hasEvents: Bool
  private let kernelName: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    directory = try arguments.ledgerDirectory()
    let format = arguments.text(Self.format) ?? "json"
    guard ["json", "csv"].contains(format) else {
      throw arguments.wrong("\(Self.format.spelling) '\(format)' is neither json nor csv")
    }
    isTable = format == "csv"
    hasSecrets = arguments.isGiven(Self.secrets)
    hasEvents = arguments.isGiven(Self.events)
    if isTable, hasEvents { throw arguments.wrong("\(Self.events.spelling) has no csv") }
    kernelName = try arguments.kernelName()
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let console = session.console
    let progress = console.progressLine()
    let isServed = LedgerDirectory.isServed(directory)
    defer { progress.clear() }
    do throws(LedgerError) {
      let summary = try export(console, progress, isServed: isServed)
      progress.clear()
      let json = ExportText.json(summary, isServed: isServed)
      if isTable { console.note("complete: \(json.text)") } else { console.line(json) }
      return .done
    } catch .io(let error) {
      throw .ledger(.io(error))
    } catch  where LedgerDirectory.isEmpty(directory) {
      throw .noLedger(directory: directory)
    } catch {
      progress.clear()
      console.failure(code: "DATA_LOSS", message: "\(error)")
      return .no
    }
  }

  private func export(
    _ console: Console, _ progress: ProgressLine, isServed: Bool
  ) throws(LedgerError) -> LedgerSummary {
    let text = ExportText(hasSecrets: hasSecrets)
    let reading = LedgerProgress(progress, "checking")
    let kernel = console.kernel(kernelName)
    if isTable { console.page(text.header + "\r\n") }
    var written: UInt64 = 0
    let event: ((Record) -> Void)? = hasEvents ? { write($0, console, progress) } : nil
    return try LedgerExporter(directory: directory, kernel: kernel).run(
      isServed: isServed, withContent: hasSecrets && !isTable, progress: { reading.begin($0, of: $1) },
      count: { reading.countRecord() }, event: event,
      token: { token, count in
        progress.aside {
          if isTable { console.page(text.line(token) + "\r\n") } else { console.line(text.json(token)) }
        }
        written += 1
        progress.show("token \(written) of \(count)", done: written, of: UInt64(count))
      })
  }

  private func write(_ record: Record, _ console: Console, _ progress: ProgressLine) {
    progress.aside { console.line(["event": RecordText.json(record, hasSecrets: hasSecrets)]) }
  }
}
