// LedgerInspectCommand.swift: `rpc-cli ledger inspect`: prints the records of a data directory, offline.

internal import TokenCore

struct LedgerInspectCommand: Command {
  static let spec = CommandSpec(
    "ledger inspect", "print every record of a ledger, offline; writes nothing", usage: ["DIR"], operands: ["DIR"],
    notes: [
      """
      One JSON object per record with --json, one line of text without: type (ledger, epoch, user, caller,
      requisition, block, failure, use, code, codeUse, refusal, revocation, erasure, timeMark, clockCorrection,
      pushBack), sequence, time, epoch, realm, caller, leaf, and what the type says. A block has height, identity,
      header, requisitionDigest. Identities are secrets: who has one can use the token.
      """
    ])

  private let directory: String
  private let kernelName: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    directory = try arguments.ledgerDirectory()
    kernelName = try arguments.kernelName()
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let console = session.console
    // Records that scroll past on a terminal say themselves how far they are.
    let progress = console.isTerminal ? nil : console.progressLine()
    let reading = progress.map { LedgerProgress($0, "reading") }
    defer { progress?.clear() }
    do throws(LedgerError) {
      let summary = try LedgerInspector(directory: directory, kernel: session.console.kernel(kernelName)).read(
        progress: { reading?.begin($0, of: $1) },
        each: { record in
          let json = RecordText.json(record)
          console.answer(json, text: RecordText.text(json))
          reading?.countRecord()
        })
      progress?.clear()
      if let torn = summary.torn {
        console.note("a batch that was never acknowledged stands at segment \(torn.segment), offset \(torn.offset)")
      }
      return .done
    } catch .io(let error) {
      throw .ledger(.io(error))
    } catch  where LedgerDirectory.isEmpty(directory) {
      throw .noLedger(directory: directory)
    } catch {
      progress?.clear()
      console.failure(code: "DATA_LOSS", message: "\(error)")
      return .no
    }
  }
}
