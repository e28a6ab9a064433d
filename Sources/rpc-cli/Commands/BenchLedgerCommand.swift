// BenchLedgerCommand.swift: `rpc-cli bench ledger`: how fast a ledger is opened and what memory a token takes, without
// a server.

internal import TokenArguments
internal import TokenCore

struct BenchLedgerCommand: Command {
  private static let tokens = Flag(
    "tokens", "N", "first let the engine make tokens until the ledger has N, 1 to 100000000; DIR is made if need be")

  private static let checkpoint = Flag(
    "checkpoint", nil, "close the ledger with a checkpoint, and then open it once more from that")

  static let tokenRange: ClosedRange<UInt64> = 1...100_000_000

  static let spec = CommandSpec(
    "bench ledger", "measure how fast a ledger opens and what memory a token takes; needs no server", usage: ["DIR"],
    operands: ["DIR"], flags: [tokens, checkpoint],
    notes: [
      """
      The ledger is opened as a server opens it: every byte is checked. Opening it adds a record, so give it a ledger
      that no server needs. --tokens takes about 750 bytes of disk a token; measure the memory by a run without it,
      because a process that made the tokens holds memory of that.
      """,
      """
      JSON: records, tokens, seconds, recordsPerSecond, residentBytes (memory that the open ledger holds), bytesPerToken
      (null without tokens); with --checkpoint also checkpointSeconds (to write it) and believedSeconds (to open from
      it), null otherwise.
      """,
    ])

  private let directory: String
  private let tokens: UInt64?
  private let withCheckpoint: Bool
  private let kernelName: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    directory = try arguments.ledgerDirectory()
    tokens = try arguments.number(Self.tokens, Self.tokenRange)
    withCheckpoint = arguments.isGiven(Self.checkpoint)
    kernelName = try arguments.kernelName()
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let console = session.console
    let kernel = console.kernel(kernelName)
    let progress = console.progressLine()
    defer { progress.clear() }
    if let tokens {
      try await LedgerFill(directory: directory, tokens: tokens, kernel: kernel).run {
        progress.show("\($0) of \(Plural.text(tokens, "token"))", done: $0, of: tokens)
      }
    } else if LedgerDirectory.isEmpty(directory) {
      throw .noLedger(directory: directory)
    }
    do throws(LedgerError) {
      let opening = try await LedgerOpening.measure(directory, kernel: kernel, writesCheckpoint: withCheckpoint) {
        progress.show("segment \($0)", done: UInt64($0 - 1), of: UInt64($1))
      }
      let believed: LedgerOpening? =
        withCheckpoint
        ? try await LedgerOpening.measure(directory, kernel: kernel, trustsCheckpoint: true) { _, _ in } : nil
      progress.clear()
      report(opening, believed, console)
      return .done
    } catch {
      throw .ledger(error)
    }
  }

  private func report(_ opening: LedgerOpening, _ believed: LedgerOpening?, _ console: Console) {
    var facts = Facts()
    facts.add("records", "\(opening.summary.records), all checked")
    facts.add("tokens", opening.summary.tokens)
    facts.add(
      "opened in", "\(DecimalText.text(opening.seconds, places: 2)) s, \(Int(opening.recordsPerSecond)) records/s")
    facts.add("memory", "\(opening.residentBytes >> 20) MiB")
    facts.add("per token", opening.bytesPerToken.map { "\(DecimalText.text($0, places: 1)) bytes" })
    if let believed {
      facts.add("checkpoint", "written in \(DecimalText.text(opening.closingSeconds, places: 2)) s")
      facts.add("opened from it", "\(DecimalText.text(believed.seconds, places: 2)) s, the check comes later")
    }
    console.answer(
      [
        "records": .number(opening.summary.records), "tokens": .number(opening.summary.tokens),
        "seconds": .decimal(opening.seconds, places: 3),
        "recordsPerSecond": .decimal(opening.recordsPerSecond, places: 0),
        "residentBytes": .number(opening.residentBytes),
        "bytesPerToken": .decimal(opening.bytesPerToken, places: 1),
        "checkpointSeconds": .decimal(believed.map { _ in opening.closingSeconds }, places: 3),
        "believedSeconds": .decimal(believed?.seconds, places: 3),
      ], text: facts.text(hasColour: console.hasColour))
  }
}
