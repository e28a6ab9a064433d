// LedgerProgress.swift: how far the reading of a ledger has come, for people who wait.

/// The progress line of one pass over a ledger. Lives on the thread that reads.
final class LedgerProgress {
  private let line: ProgressLine
  /// What is done with the segments: `checking`.
  private let verb: String
  private var segment: UInt64 = 0
  private var segments: UInt64 = 0
  private var records: UInt64 = 0

  init(_ line: ProgressLine, _ verb: String) {
    self.line = line
    self.verb = verb
  }

  /// Segment `number`, from 1, is read next.
  func begin(_ number: UInt32, of count: Int) {
    (segment, segments) = (UInt64(number), UInt64(count))
    draw()
  }

  /// One more record was read.
  func countRecord() {
    records += 1
    draw()
  }

  private func draw() {
    guard line.isShown else { return }
    line.show(
      "\(verb) segment \(segment) of \(segments), \(Plural.text(records, "record"))",
      done: max(1, segment) - 1, of: segments)
  }
}
