// Completion.swift: what can be completed on a command line, read from the commands' specs. Promise: it follows from
// what the parser reads, so it can't be stale.

/// What may stand as the value of a flag or as an operand.
enum CompletedValue: Sendable, Equatable {
  /// Nothing that could be listed: a number, a name, a time.
  case unknown
  case words([String])
  case file
  case directory

  /// The words there are, or what the placeholder of the help says.
  init(_ choices: [String], placeholder: String) {
    self =
      switch placeholder {
      case _ where !choices.isEmpty: .words(choices)
      case "FILE", "PATH": .file
      case "DIR", "TO": .directory
      default: .unknown
      }
  }
}

extension Flag {
  /// What its value may be; nil: it is a switch.
  var value: CompletedValue? { placeholder.map { CompletedValue(choices, placeholder: $0) } }

  /// As it may be typed: `--data`, `-d`.
  var spellings: [String] { [spelling] + (shortSpelling.map { [$0] } ?? []) }
}

extension CommandSpec {
  /// What its operands may be: `unknown` where it takes none.
  var operand: CompletedValue { CompletedValue(choices, placeholder: operands.first ?? "") }
}

/// The commands as a shell's completion needs them.
struct Completion: Sendable {
  let commands: [CommandSpec]
  /// The words that can stand first, each with its one line of help.
  let firstWords: [(word: String, summary: String)]
  /// The first words of commands of two, each with the second words.
  let groups: [(word: String, members: [(word: String, summary: String)])]
  /// Flags of every command that have a value, as they may be typed.
  let globalValueFlags: [String]

  /// Shows the help of what follows it; no command of its own.
  static let help = (word: "help", summary: "more about a command")

  init(_ commands: [CommandSpec]) {
    self.commands = commands
    var first: [(word: String, summary: String)] = []
    var groups: [(word: String, members: [(word: String, summary: String)])] = []
    for command in commands {
      let words = command.name.split(separator: " ").map(String.init)
      guard words.count == 2 else {
        first.append((command.name, command.summary))
        continue
      }
      let member = (word: words[1], summary: command.summary)
      if let index = groups.firstIndex(where: { $0.word == words[0] }) {
        groups[index].members.append(member)
      } else {
        groups.append((words[0], [member]))
      }
    }
    for group in groups { first.append((group.word, group.members.map(\.word).joined(separator: ", "))) }
    firstWords = first + [Self.help]
    self.groups = groups
    globalValueFlags = Flag.global.filter { $0.value != nil }.flatMap(\.spellings)
  }

  /// The words behind which another word of the command may stand.
  var prefixes: [String] { groups.map(\.word) + [Self.help.word] }

  /// All flags of a command, its own first.
  func flags(of command: CommandSpec) -> [Flag] { command.flags + Flag.global }
}
