// MiningReport.swift: tells what was measured, and which kernels are not to be trusted.

internal import TokenCore

/// Collects summaries and tells them: JSON lines as they come, or tables for people at the end.
struct MiningReport: Sendable {
  /// What speaks against a kernel.
  enum Fault: Sendable, Equatable {
    case failedSelfTest(String)
    /// So many hits that the full rule did not confirm.
    case falseHits(UInt64, String)

    var text: String {
      switch self {
      case .failedSelfTest(let name): KernelError.failedSelfTest(name).description
      case .falseHits(let count, let name):
        "kernel \(name) gives wrong answers on this machine: \(Plural.text(count, "hit")) did not hold"
      }
    }
  }

  private let console: Console
  let progress: ProgressLine
  private var summaries: [MiningSummary] = []
  private var faults: [Fault] = []

  init(_ console: Console, _ progress: ProgressLine) {
    self.console = console
    self.progress = progress
  }

  /// A program reads it: each line is told at once.
  private var isInLines: Bool { console.isJSON || !console.isTerminal }

  mutating func add(_ summary: MiningSummary) {
    progress.clear()
    if isInLines { console.line(summary.json) } else { summaries.append(summary) }
  }

  /// Something is wrong with a kernel.
  mutating func fail(_ fault: Fault) {
    faults.append(fault)
    note(fault.text)
  }

  func note(_ text: String) {
    progress.clear()
    console.note(text)
  }

  /// Shows the tables, where people read.
  func end() -> ExitStatus {
    progress.clear()
    if !summaries.isEmpty {
      var text = MiningSummary.hashTable(summaries).text(hasColour: console.hasColour)
      if let table = MiningSummary.tokenTable(summaries) { text += "\n\n" + table.text(hasColour: console.hasColour) }
      console.page(text + "\n")
    }
    return faults.isEmpty ? .done : .no
  }
}
