// ExitStatus.swift: how the program ends, for scripts.

/// The program's exit status.
enum ExitStatus: Int32, Sendable {
  /// Done, valid or serving.
  case done = 0
  /// The answer is no: not valid, a part is down, damage found, the wait ended before the token, a line of `--lines`
  /// or of `call -d @-` failed.
  case no = 1
  /// Wrong usage, found before any call.
  case usage = 2
  /// The call failed or the server can't be reached.
  case failed = 3
}
