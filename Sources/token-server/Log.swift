// Log.swift: what the server tells its operator, on standard error. Never a token, a code, a name or content.

internal import Glibc

/// Lines for the operator.
enum Log {
  /// Writes one line to standard error.
  static func line(_ text: String) {
    write(text + "\n", to: STDERR_FILENO)
  }

  /// Writes one line to standard output; a pipe's reader sees it at once.
  static func output(_ text: String) {
    write(text + "\n", to: STDOUT_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { return }
    }
  }
}
