// ProgressLine.swift: a bar on a terminal's standard error while something takes long; nothing anywhere else.

internal import Glibc

/// One line that is drawn again and again.
struct ProgressLine: Sendable {
  private static let width = 30

  let isShown: Bool

  /// Draws the bar.
  func show(_ text: String, done: Int, of total: Int) {
    guard isShown, total > 0 else { return }
    let filled = Self.width * min(done, total) / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    write("\r[\(bar)] \(text)\u{1B}[K")
  }

  /// Shows a text without a bar.
  func show(_ text: String) {
    if isShown { write("\r\(text)\u{1B}[K") }
  }

  /// Takes it away.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
