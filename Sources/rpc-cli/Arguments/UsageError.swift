// UsageError.swift: why a command line can't be carried out, found before any call.

/// Wrong usage: ends the program with status 2 before anything was sent.
struct UsageError: Error, Equatable {
  /// For people: names the flag or operand, lower case, no full stop.
  let message: String
  /// The command whose help says more; nil: the program's.
  var command: String?

  init(_ message: String, command: String? = nil) {
    self.message = message
    self.command = command
  }

  /// The message and where to read more.
  var text: String {
    let topic = command.map { " \($0)" } ?? ""
    return "\(message); see: rpc-cli\(topic) --help"
  }
}
