// ProgressLine.swift: one line on a terminal's standard error while something takes long; nothing anywhere else.

internal import Synchronization

/// One line that is drawn over and over, at most ten times a second. Any thread may draw it.
final class ProgressLine: Sendable {
  /// The least time between two drawings.
  static let pause = Duration.milliseconds(100)
  private static let barWidth = 30

  /// Standard error is a terminal; otherwise nothing is ever drawn.
  let isShown: Bool
  /// Answers go to a terminal too: the line makes room for each.
  private let givesWay: Bool
  private let columns: @Sendable () -> Int
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  private struct State {
    var isDrawn = false
    var isOver = false
    var drawnAt: ContinuousClock.Instant?
  }

  /// - Parameters:
  ///   - columns: how wide the terminal is now.
  ///   - write: takes text and control sequences to the terminal as they are.
  init(
    isShown: Bool, givesWay: Bool, columns: @escaping @Sendable () -> Int, write: @escaping @Sendable (String) -> Void
  ) {
    self.isShown = isShown
    self.givesWay = givesWay
    self.columns = columns
    self.write = write
  }

  /// Draws `text`, cut to the terminal's width, in place of what is there. Passed over, and `text` not made, when the
  /// last drawing is less than `pause` ago.
  func show(_ text: @autoclosure () -> String, at now: ContinuousClock.Instant = .now) {
    guard isShown else { return }
    state.withLock { state in
      if let drawnAt = state.drawnAt, drawnAt.duration(to: now) < Self.pause { return }
      guard !state.isOver else { return }
      // A full line would make the terminal go on to the next, from where nothing leads back.
      write("\r\(Self.head(Console.printable(text()), max(0, columns() - 1)))\u{1B}[K")
      state.isDrawn = true
      state.drawnAt = now
    }
  }

  /// Draws a bar and `text` behind it.
  func show(_ text: @autoclosure () -> String, done: UInt64, of total: UInt64) {
    show("\(Self.bar(done, of: total)) \(text())")
  }

  /// Takes the line away until it is drawn again.
  func clear() { state.withLock { clear(&$0) } }

  /// It was taken away for good.
  var isOver: Bool { state.withLock { $0.isOver } }

  /// Takes the line away for good.
  func end() {
    state.withLock { state in
      clear(&state)
      state.isOver = true
    }
  }

  /// Runs `body`, which prints an answer, with nothing drawn where the answer shall stand.
  func aside(_ body: () -> Void) {
    guard isShown, givesWay else { return body() }
    state.withLock { state in
      clear(&state)
      body()
    }
  }

  /// `[######........................]`; a total of 0 is done.
  static func bar(_ done: UInt64, of total: UInt64) -> String {
    let share = total == 0 ? 1 : Double(min(done, total)) / Double(total)
    let filled = Int(share * Double(barWidth))
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: barWidth - filled) + "]"
  }

  private func clear(_ state: inout State) {
    if state.isDrawn { write("\r\u{1B}[K") }
    state.isDrawn = false
  }

  private static func head(_ text: String, _ count: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
  }
}
