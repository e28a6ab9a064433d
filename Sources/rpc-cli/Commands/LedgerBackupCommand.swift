// LedgerBackupCommand.swift: `rpc-cli ledger backup`: a checked copy of a ledger, also while a server writes it.

internal import TokenCore

struct LedgerBackupCommand: Command {
  static let spec = CommandSpec(
    "ledger backup", "copy a ledger, also while a server writes it, and check the copy", usage: ["DIR TO"],
    operands: ["DIR", "TO"],
    notes: [
      """
      The copy holds at least everything up to the batch that the ledger's head named at the beginning. It has the keys:
      keep it as secret as the ledger. To use it, start token-server on it, never beside the original. What is erased
      later stays in it: erase it there too, or remove the copy.
      """,
      "TO must be missing or empty. The database is not copied: it is made anew from the log.",
      "JSON: ok, directory, records, batches, tokens, root. Exit status 1, ok false and reason: there is no good copy.",
    ])

  private let directory: String
  private let target: String
  private let kernelName: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    directory = try arguments.ledgerDirectory()
    guard arguments.operands.count == 2, !arguments.operands[1].isEmpty else {
      throw arguments.wrong("name the data directory and where its copy goes")
    }
    target = arguments.operands[1]
    kernelName = try arguments.kernelName()
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    if LedgerDirectory.isEmpty(directory) { throw .noLedger(directory: directory) }
    let console = session.console
    let progress = console.progressLine()
    defer { progress.clear() }
    do throws(BackupError) {
      let copied = try LedgerBackup(of: directory, to: target, kernel: console.kernel(kernelName)).run {
        progress.show("batch \($0) of \($1)", done: $0, of: $1)
      }
      progress.clear()
      report(copied, console)
      return .done
    } catch {
      progress.clear()
      var facts = Facts()
      facts.add("no copy", "\(error)", tint: .bad)
      console.answer(
        ["ok": .bool(false), "directory": .string(target), "reason": .string("\(error)")],
        text: facts.text(hasColour: console.hasColour))
      return .no
    }
  }

  private func report(_ copied: LedgerSummary, _ console: Console) {
    var facts = Facts()
    facts.add("copy", target)
    facts.add(
      "records", "\(copied.records) in \(Plural.text(copied.batches, "batch", "batches")), all checked", tint: .good)
    facts.add("tokens", copied.tokens)
    facts.add("root", copied.root.hex)
    console.answer(
      [
        "ok": .bool(true), "directory": .string(target), "records": .number(copied.records),
        "batches": .number(copied.batches), "tokens": .number(copied.tokens), "root": .string(copied.root.hex),
      ], text: facts.text(hasColour: console.hasColour))
  }
}
