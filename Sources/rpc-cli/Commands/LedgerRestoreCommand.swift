// LedgerRestoreCommand.swift: `rpc-cli ledger restore`: a ledger's directory again, from its database and its keys.

internal import TokenCore

struct LedgerRestoreCommand: Command {
  private static let database = Flag("database", "FILE", "the tokens.sqlite to restore from")
  private static let keys = Flag("keys", "FILE", "the ledger's keys, which stand in no database")

  static let spec = CommandSpec(
    "ledger restore", "make a ledger's directory again from its database, up to the last save",
    usage: ["--database FILE --keys FILE DIR"], operands: ["DIR"], flags: [database, keys],
    notes: [
      """
      DIR must hold nothing of a ledger. The log is written byte for byte as the database has it, opened with every
      check, and gets an epoch that says it was restored: what came after the last save may be missing, so limited
      tokens answer FAILED_PRECONDITION until token-server is started with --accept-loss. If a check fails, remove DIR
      before the next try.
      """,
      "JSON: ok, directory, records, batches, tokens, root. Exit status 1, ok false and reason: it can't be restored.",
    ])

  private let directory: String
  private let database: String
  private let keys: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    directory = try arguments.ledgerDirectory()
    guard let database = arguments.text(Self.database), !database.isEmpty else {
      throw arguments.wrong("\(Self.database.spelling) is missing")
    }
    guard let keys = arguments.text(Self.keys), !keys.isEmpty else {
      throw arguments.wrong("\(Self.keys.spelling) is missing")
    }
    self.database = database
    self.keys = keys
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let console = session.console
    let progress = console.progressLine()
    defer { progress.clear() }
    do throws(RestoreError) {
      let restored = try LedgerRestorer(database: database, keys: keys, directory: directory).run {
        progress.show("segment \($0) of \($1)", done: UInt64($0 - 1), of: UInt64($1))
      }
      progress.clear()
      report(restored, console)
      return .done
    } catch {
      progress.clear()
      var facts = Facts()
      facts.add("not restored", "\(error)", tint: .bad)
      console.answer(
        ["ok": .bool(false), "directory": .string(directory), "reason": .string("\(error)")],
        text: facts.text(hasColour: console.hasColour))
      return .no
    }
  }

  private func report(_ restored: RestoredLedger, _ console: Console) {
    var facts = Facts()
    facts.add("restored", directory)
    facts.add("records", "\(restored.records) in \(Plural.text(restored.batches, "batch", "batches")), all checked")
    facts.add("tokens", restored.tokens)
    facts.add("root", restored.root.hex)
    facts.add("to serve", "start token-server with --accept-loss, if what came later may be missing", tint: .waiting)
    console.answer(
      [
        "ok": .bool(true), "directory": .string(directory), "records": .number(restored.records),
        "batches": .number(restored.batches), "tokens": .number(restored.tokens), "root": .string(restored.root.hex),
      ], text: facts.text(hasColour: console.hasColour))
  }
}
