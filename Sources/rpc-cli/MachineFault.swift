// MachineFault.swift: what this machine refused a command: a file, a thread, a directory.

internal import TokenWire

/// Why something that needs no server could not be done.
struct MachineFault: Error, Equatable {
  let code: StatusCode
  /// For people: lower case, no full stop.
  let text: String

  init(_ code: StatusCode, _ text: String) {
    self.code = code
    self.text = text
  }
}
