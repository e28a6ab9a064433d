// LedgerRepairCommand.swift: `rpc-cli ledger repair`: says what a damaged ledger would lose, and cuts it on demand.

internal import TokenCore

struct LedgerRepairCommand: Command {
  private static let yes = Flag("yes", nil, "do it; without it nothing is changed")

  static let spec = CommandSpec(
    "ledger repair", "say what a damaged ledger would lose, and with --yes cut it there", usage: ["[--yes] DIR"],
    operands: ["DIR"], flags: [yes],
    notes: [
      """
      For a ledger that token-server refuses. The log is cut behind the last batch before the damage; what is taken away
      is kept in DIR/repair-TIME. An epoch says what is missing, so limited tokens answer FAILED_PRECONDITION until
      token-server is started with --accept-loss. Stop the server first. A repair that was cut short is finished by the
      next.
      """,
      """
      JSON: ok, directory, damaged, repaired, reason, keptRecords, keptBatches, keptTokens, keptUntil, segment, offset,
      lostRecords, lostBatches, lostBytes, lostKnown, takenAway, unreadable, savedRecords, aside, records, root. Exit
      status 0: repaired, or nothing to repair; 1: damaged, and nothing was changed.
      """,
    ])

  private let directory: String
  private let isMeant: Bool
  private let kernelName: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    directory = try arguments.ledgerDirectory()
    isMeant = arguments.isGiven(Self.yes)
    kernelName = try arguments.kernelName()
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    if LedgerDirectory.isEmpty(directory) { throw .noLedger(directory: directory) }
    if LedgerDirectory.isServed(directory) { throw .ledger(.inUse(directory: directory)) }
    let console = session.console
    let progress = console.progressLine()
    let repair = LedgerRepair(directory: directory, kernel: console.kernel(kernelName))
    defer { progress.clear() }
    do throws(RepairError) {
      if isMeant {
        let repaired = try repair.run(aside: asideName) { Self.show($0, of: $1, progress) }
        progress.clear()
        report(repaired?.damage, repaired, console)
        return .done
      }
      let damage = try repair.examine { Self.show($0, of: $1, progress) }
      progress.clear()
      report(damage, nil, console)
      return damage == nil ? .done : .no
    } catch .ledger(let error) {
      throw .ledger(error)
    } catch {
      progress.clear()
      refuse(error, console)
      return .no
    }
  }

  private static func show(_ segment: UInt32, of count: Int, _ progress: ProgressLine) {
    progress.show("checking segment \(segment) of \(count)", done: UInt64(segment) - 1, of: UInt64(count))
  }

  /// `repair-20261124T000238Z`.
  private var asideName: String {
    let instant = InstantText.text(Environment.system.wallMilliseconds()).prefix { $0 != "." }
    return "repair-" + instant.filter { $0 != "-" && $0 != ":" } + "Z"
  }

  private func refuse(_ error: RepairError, _ console: Console) {
    var facts = Facts()
    facts.add("not repaired", "\(error)", tint: .bad)
    console.answer(
      ["ok": .bool(false), "directory": .string(directory), "damaged": .bool(true), "reason": .string("\(error)")],
      text: facts.text(hasColour: console.hasColour))
  }

  private func report(_ damage: LedgerDamage?, _ repaired: RepairedLedger?, _ console: Console) {
    console.answer(
      DamageText.json(damage, repaired, directory: directory),
      text: DamageText.facts(damage, repaired, directory: directory).text(hasColour: console.hasColour))
  }
}
