// CommandSpec.swift: what a command takes, in one value that the parser, the help and the suggestions all read.

/// A flag: `--name` alone, or `--name VALUE`.
struct Flag: Sendable {
  /// Without the dashes.
  let name: String
  /// One letter behind one dash; nil: none.
  let letter: Character?
  /// What stands for its value in the help; nil: a switch.
  let placeholder: String?
  /// One line: what it does, its default, its range.
  let help: String
  /// It may be given several times.
  let isRepeatable: Bool
  /// The values there are, where they are words of a fixed list; else empty.
  let choices: [String]

  init(
    _ name: String, letter: Character? = nil, _ placeholder: String? = nil, _ help: String, isRepeatable: Bool = false,
    choices: [String] = []
  ) {
    self.name = name
    self.isRepeatable = isRepeatable
    self.choices = choices
    self.letter = letter
    self.placeholder = placeholder
    self.help = help
  }

  /// As it is typed: `--uses`.
  var spelling: String { "--" + name }

  /// With its letter: `-h`; nil: it has none.
  var shortSpelling: String? { letter.map { "-\($0)" } }

  /// As the help shows it: `--uses N`.
  var usage: String {
    (shortSpelling.map { "\($0), " } ?? "") + spelling + (placeholder.map { " \($0)" } ?? "")
  }
}

/// A command and all that may follow it.
struct CommandSpec: Sendable {
  /// One word or two: `request`, `ledger verify`.
  let name: String
  /// One line for the list of commands.
  let summary: String
  /// The usage lines, each without `rpc-cli` and the name.
  let usage: [String]
  /// Operands that may stand without a flag, by their names in the help.
  let operands: [String]
  /// The words its operand may be, where they are of a fixed list; else empty.
  let choices: [String]
  let flags: [Flag]
  /// What the help says below the flags: the answer, the exit status.
  let notes: [String]

  init(
    _ name: String, _ summary: String, usage: [String], operands: [String] = [],
    choices: [String] = [], flags: [Flag] = [], notes: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.usage = usage
    self.operands = operands
    self.choices = choices
    self.flags = flags
    self.notes = notes
  }
}

extension Flag {
  static let server = Flag(
    "server", "ADDR",
    "HOST:PORT or unix:PATH of the server (default: TOKEN_RPC_SERVER, else 127.0.0.1:7420)")
  static let json = Flag("json", nil, "one JSON object per line instead of text")
  static let timeout = Flag("timeout", "DURATION", "how long a call may take, 1ms to 49d (default 30s)")
  static let help = Flag("help", letter: "h", nil, "show this help")
  static let version = Flag("version", nil, "show the version, and the kernel that hashes here")

  /// Flags that stand before or after any command.
  static let global: [Flag] = [server, json, timeout, help, version]
}
