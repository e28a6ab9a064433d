// LedgerVerifyCommand.swift: `rpc-cli ledger verify`: checks everything in a data directory, writes nothing.

internal import TokenCore

struct LedgerVerifyCommand: Command {
  static let spec = CommandSpec(
    "ledger verify", "check every byte of a ledger, offline; writes nothing", usage: ["DIR"], operands: ["DIR"],
    notes: [
      """
      JSON: ok, directory, ledgerId, chainId, difficultyFloor, records, batches, epoch, root, tokens, requisitions,
      queued, uses, torn (segment and offset of a batch that was never acknowledged, or null), serverRunning.
      """,
      "Damage exits 1 with ok false, segment, offset and reason. A torn batch at the end is none.",
      "Beside a running server it checks up to the last batch that head named when it began, and says so.",
    ])

  private let directory: String
  private let kernelName: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    directory = try arguments.ledgerDirectory()
    kernelName = try arguments.kernelName()
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let progress = session.console.progressLine()
    let reading = LedgerProgress(progress, "checking")
    let isServed = LedgerDirectory.isServed(directory)
    defer { progress.clear() }
    do throws(LedgerError) {
      let summary = try LedgerInspector(directory: directory, kernel: session.console.kernel(kernelName)).read(
        isServed: isServed, progress: { reading.begin($0, of: $1) }, count: { reading.countRecord() })
      progress.clear()
      report(summary, isServed: isServed, session.console)
      return .done
    } catch .corrupt(let segment, let offset, let what) {
      progress.clear()
      reportDamage(LedgerError.corrupt(segment: segment, offset: offset, what), segment, offset, session.console)
      return .no
    } catch .io(let error) {
      throw .ledger(.io(error))
    } catch  where LedgerDirectory.isEmpty(directory) {
      throw .noLedger(directory: directory)
    } catch {
      progress.clear()
      reportDamage(error, nil, nil, session.console)
      return .no
    }
  }

  private func report(_ summary: LedgerSummary, isServed: Bool, _ console: Console) {
    var facts = Facts()
    facts.add("ledger", summary.ledgerID.hex)
    facts.add(
      "records", "\(summary.records) in \(Plural.text(summary.batches, "batch", "batches")), all checked", tint: .good)
    facts.add("tokens", summary.tokens)
    facts.add("queue", UInt64(summary.queued))
    facts.add("uses", summary.uses)
    facts.add("root", summary.root.hex)
    facts.add("server", isServed ? "is running: checked up to the last batch that head named" : nil, tint: .waiting)
    facts.add(
      "torn",
      summary.torn.map { "segment \($0.segment), offset \($0.offset): a batch that was never acknowledged" },
      tint: .waiting)
    console.answer(
      [
        "ok": .bool(true), "directory": .string(directory), "ledgerId": .string(summary.ledgerID.hex),
        "chainId": .number(UInt64(summary.chainID)), "difficultyFloor": .number(UInt64(summary.difficultyFloor.bits)),
        "records": .number(summary.records), "batches": .number(summary.batches),
        "epoch": .number(UInt64(summary.epoch)), "root": .string(summary.root.hex),
        "tokens": .number(summary.tokens), "requisitions": .number(UInt64(summary.requisitions)),
        "queued": .number(UInt64(summary.queued)), "uses": .number(summary.uses),
        "torn": summary.torn.map {
          ["segment": .number(UInt64($0.segment)), "offset": .number(UInt64($0.offset))]
        } ?? .null, "serverRunning": .bool(isServed),
      ], text: facts.text(hasColour: console.hasColour))
  }

  private func reportDamage(_ error: LedgerError, _ segment: UInt32?, _ offset: UInt64?, _ console: Console) {
    var facts = Facts()
    facts.add("damaged", "\(error)", tint: .bad)
    console.answer(
      [
        "ok": .bool(false), "directory": .string(directory), "segment": JSONValue(segment.map { UInt64($0) }),
        "offset": JSONValue(offset), "reason": .string("\(error)"),
      ], text: facts.text(hasColour: console.hasColour))
  }
}
