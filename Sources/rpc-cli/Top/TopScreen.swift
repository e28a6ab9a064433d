// TopScreen.swift: owns the terminal while `rpc-cli top` draws over it. Promise: whatever ends the program gives it
// back.

internal import Glibc
internal import TokenWire

/// The second screen of a terminal. Made, it is entered; `leave` gives the first one back, and so do Ctrl-C, SIGTERM
/// and SIGHUP.
struct TopScreen: Sendable {
  static let enter = "\u{1B}[?1049h\u{1B}[?25l"
  static let leave = "\u{1B}[?25h\u{1B}[?1049l"

  private let console: Console

  init(_ console: Console) throws(CommandFailure) {
    self.console = console
    let error = EndingSignals.start { number in
      console.draw(Self.leave)
      EndingSignals.end(by: number)
    }
    if let error {
      throw .machine(MachineFault(.resourceExhausted, "can't wait for signals: \(SystemReason.text(error))"))
    }
    console.draw(Self.enter)
  }

  /// Draws over what is there, as much as the terminal has room for now.
  func draw(_ lines: [String]) {
    let (rows, columns) = (Terminal.rows(STDOUT_FILENO), Terminal.columns(STDOUT_FILENO))
    let shown = lines.prefix(rows).map { Self.cut($0, to: columns) + "\u{1B}[K" }
    console.draw("\u{1B}[H" + shown.joined(separator: "\r\n") + "\u{1B}[J")
  }

  func leave() {
    console.draw(Self.leave)
    EndingSignals.stop()
  }

  /// The first characters of a line; the sequences that colour it take no room.
  static func cut(_ line: String, to columns: Int) -> String {
    var (result, room, isSequence) = ("", columns, false)
    for character in line {
      if character == "\u{1B}" { isSequence = true }
      if !isSequence {
        if room == 0 { continue }
        room -= 1
      }
      if isSequence, character == "m" { isSequence = false }
      result.append(character)
    }
    return result
  }
}
