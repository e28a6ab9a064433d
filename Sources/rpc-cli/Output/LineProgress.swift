// LineProgress.swift: how far `--lines` has come, for people who wait.

internal import Synchronization

/// How many lines were answered, and how much of the file they are.
struct LineCounts: Sendable, Equatable {
  var lines: UInt64 = 0
  /// Lines that failed or were answered no.
  var failures: UInt64 = 0
  /// Bytes of the file up to the end of the last line that was answered.
  var doneBytes: UInt64 = 0
  /// Bytes of the file; nil: it is no regular file and nobody knows.
  var totalBytes: UInt64?

  /// `[###...]  45 %  1200 lines, 640/s, 3 failed`, without the bar where the total is unknown.
  func text(after elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1)
    let rate = seconds > 0 ? UInt64(Double(lines) / seconds) : 0
    let counts = "\(Plural.text(lines, "line")), \(rate)/s" + (failures == 0 ? "" : ", \(failures) failed")
    guard let totalBytes, totalBytes > 0 else { return counts }
    let percent = UInt64(Double(min(doneBytes, totalBytes)) / Double(totalBytes) * 100)
    return "\(ProgressLine.bar(doneBytes, of: totalBytes)) \(percent) %  \(counts)"
  }
}

/// The progress line of one run of `--lines`. It draws itself, so that it also tells of an answer that is long in
/// coming.
final class LineProgress: Sendable {
  private let line: ProgressLine
  private let counts: Mutex<LineCounts>
  private let began = ContinuousClock.now

  init(_ line: ProgressLine, totalBytes: UInt64?) {
    self.line = line
    counts = Mutex(LineCounts(totalBytes: totalBytes))
  }

  /// Draws until `end`.
  func begin() {
    guard line.isShown else { return }
    Task.detached { [weak self] in
      repeat { try? await Task.sleep(for: ProgressLine.pause) } while self?.draw() == true
    }
  }

  /// Prints the answer to a line, whose last byte is the file's byte `end`, by `body`.
  func answered(isYes: Bool, end: UInt64, _ body: () -> Void) {
    line.aside(body)
    counts.withLock { counts in
      counts.lines += 1
      if !isYes { counts.failures += 1 }
      counts.doneBytes = end
    }
  }

  func end() { line.end() }

  /// False: the line is gone for good.
  private func draw() -> Bool {
    line.show(counts.withLock { $0 }.text(after: began.duration(to: .now)))
    return !line.isOver
  }
}
