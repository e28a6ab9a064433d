// ProgressTests.swift: the progress line: when it is drawn, and that answers stand whole.

import Foundation
import Synchronization
import Testing

@testable import rpc_cli

@Suite("progress", .timeLimit(.minutes(2)))
struct ProgressTests {
  private static let erase = "\u{1B}[K"
  private let start = ContinuousClock.now

  /// A line and what was written for it.
  private func line(
    isShown: Bool = true, givesWay: Bool = true, columns: Int = 80
  ) -> (ProgressLine, OutputTests.Recorder) {
    let recorder = OutputTests.Recorder()
    let line = ProgressLine(
      isShown: isShown, givesWay: givesWay, columns: { columns },
      write: { text in recorder.errors.withLock { $0 += text } })
    return (line, recorder)
  }

  @Test("nothing is drawn where there is no terminal, and no text is made for it")
  func notShown() {
    let (line, recorder) = line(isShown: false)
    line.show(
      {
        Issue.record("made a text")
        return ""
      }(), at: start)
    line.clear()
    var isRun = false
    line.aside { isRun = true }
    line.end()
    #expect(recorder.errors.withLock { $0 } == "" && isRun)
  }

  @Test("it is drawn at most ten times a second")
  func pause() {
    let (line, recorder) = line()
    for millisecond in 0..<1_000 { line.show("\(millisecond)", at: start + .milliseconds(millisecond)) }
    #expect(
      recorder.errors.withLock { $0 } == (0..<10).map { "\r\($0 * 100)\(Self.erase)" }.joined())
  }

  @Test("a text is cut so that the line is never full, and steers nothing")
  func width() {
    let (line, recorder) = line(columns: 6)
    line.show("1234567", at: start)
    line.show("\u{1B}7890", at: start + .seconds(1))
    #expect(recorder.errors.withLock { $0 } == "\r12345\(Self.erase)\r\\u{1b\(Self.erase)")
    #expect(line.isShown)
  }

  @Test("an answer stands where the line was, when both go to a terminal")
  func aside() {
    let (line, recorder) = line()
    let answer: @Sendable () -> Void = { recorder.errors.withLock { $0 += "answer\n" } }
    line.aside(answer)
    line.show("working", at: start)
    line.aside(answer)
    line.aside(answer)
    #expect(
      recorder.errors.withLock { $0 } == "answer\n\rworking\(Self.erase)\r\(Self.erase)answer\nanswer\n")
    let (alone, other) = self.line(givesWay: false)
    alone.show("working", at: start)
    alone.aside {}
    #expect(other.errors.withLock { $0 } == "\rworking\(Self.erase)")
  }

  @Test("once ended it is never drawn again")
  func end() {
    let (line, recorder) = line()
    line.show("working", at: start)
    line.end()
    line.show("more", at: start + .seconds(1))
    #expect(line.isOver && recorder.errors.withLock { $0 } == "\rworking\(Self.erase)\r\(Self.erase)")
  }

  @Test("a bar is filled by its share, never over its end, also of the largest numbers")
  func bar() {
    func filled(_ done: UInt64, _ total: UInt64) -> Int {
      let bar = ProgressLine.bar(done, of: total)
      #expect(bar.count == 32)
      return bar.filter { $0 == "#" }.count
    }
    #expect(filled(0, 10) == 0 && filled(5, 10) == 15 && filled(10, 10) == 30 && filled(11, 10) == 30)
    #expect(filled(0, 0) == 30 && filled(.max, .max) == 30 && filled(.max / 2, .max) == 15)
  }

  @Test("lines are told with their rate and failures, by bytes of the file where that has a size")
  func counts() {
    var counts = LineCounts(lines: 1200, failures: 3, doneBytes: 45, totalBytes: 100)
    #expect(
      counts.text(after: .seconds(2)) == ProgressLine.bar(45, of: 100) + " 45 %  1200 lines, 600/s, 3 failed")
    counts = LineCounts(lines: 1, totalBytes: nil)
    #expect(counts.text(after: .zero) == "1 line, 0/s")
    counts.totalBytes = 0
    #expect(counts.text(after: .seconds(1)) == "1 line, 1/s")
  }

  @Test("the reader knows how much of its file the lines so far are")
  func offsets() async throws {
    try await CommandLineHarness.withFile("ab\n\n" + String(repeating: "x", count: 70_000) + "\nend") { path in
      var reader = try LineReader(path: path)
      #expect(reader.size == 70_008 && reader.offsetBytes == 0)
      var offsets: [UInt64] = []
      while try reader.next() != nil { offsets.append(reader.offsetBytes) }
      #expect(offsets == [3, 4, 70_005, 70_008])
    }
  }

  @Test("it shows itself while no answer comes, and the answers are whole")
  func lines() async throws {
    let recorder = OutputTests.Recorder()
    let line = ProgressLine(
      isShown: true, givesWay: true, columns: { 80 }, write: { text in recorder.output.withLock { $0 += text } })
    let progress = LineProgress(line, totalBytes: 10)
    progress.begin()
    for _ in 0..<2 {
      while !recorder.output.withLock({ $0.hasSuffix(Self.erase) && $0.contains("line") }) {
        try await Task.sleep(for: .milliseconds(5))
      }
      progress.answered(isYes: false, end: 5) { recorder.output.withLock { $0 += "answer\n" } }
    }
    progress.end()
    let shown = recorder.output.withLock { $0 }
    #expect(shown.contains("0 lines, 0/s") && shown.contains(" 50 %  1 line, ") && shown.contains("1 failed"))
    #expect(shown.components(separatedBy: "\r\(Self.erase)answer\n").count == 3)
    #expect(!shown.hasSuffix("failed\(Self.erase)"))
  }

  @Test("no control sequence stands in the answers of --lines, on a terminal or not")
  func linesOnTerminal() async throws {
    let harness = try CommandLineHarness()
    let outcome = try await CommandLineHarness.withFile(String(repeating: "a\n", count: 500)) {
      await harness.runOnTerminal("request", "--lines", $0)
    }
    #expect(outcome.status == .done && outcome.objects.count == 500 && outcome.lines.count == 500)
    #expect(!outcome.output.contains("\u{1B}"))
    let redirected = try await CommandLineHarness.withFile("a\n") { await harness.run("request", "--lines", $0) }
    #expect(redirected.errors == "")
  }
}
