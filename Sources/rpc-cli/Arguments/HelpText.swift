// HelpText.swift: writes the help of the program, of a group of commands and of one command from their specs.

/// Writes help from the specs the parser reads, so that the two can't differ.
struct HelpText: Sendable {
  let commands: [CommandSpec]

  /// Help about `topic`: a command, the first word of several, or the program (nil).
  func about(_ topic: String?) -> String {
    guard let topic else { return program() }
    if let command = commands.first(where: { $0.name == topic }) { return help(of: command) }
    return group(topic)
  }

  private func program() -> String {
    let table = Self.table(commands.map { ($0.name, $0.summary) })
    return """
      rpc-cli asks a token server for tokens, uses them and looks them up

      usage: rpc-cli [--server ADDR] [--json] [--timeout DURATION] COMMAND …

      commands:
      \(table)

      flags of every command, before or after it:
      \(Self.table(Flag.global.map { ($0.usage, $0.help) }))

      DURATION is 500ms, 3s, 2m, 1h or 7d; a bare number is seconds. Identities and ids are hex, times RFC 3339.

      exit status:
        0  done, valid or serving
        1  the answer is no: not valid, a part down, damage, the wait ended before the token, a line of a file failed
        2  wrong usage, nothing was sent
        3  the call failed or the server can't be reached

      more about a command: rpc-cli COMMAND --help

      """
  }

  private func group(_ word: String) -> String {
    let members = commands.filter { $0.name.hasPrefix(word + " ") }
    return """
      usage: rpc-cli \(word) COMMAND …

      commands:
      \(Self.table(members.map { ($0.name, $0.summary) }))

      """
  }

  private func help(of command: CommandSpec) -> String {
    var text = "rpc-cli \(command.name): \(command.summary)\n\n"
    for (index, usage) in command.usage.enumerated() {
      text += (index == 0 ? "usage: " : "       ") + "rpc-cli \(command.name) \(usage)".trimmed() + "\n"
    }
    if !command.flags.isEmpty {
      text += "\nflags:\n" + Self.table(command.flags.map { ($0.usage, $0.help) }) + "\n"
    }
    text += "\nflags of every command:\n" + Self.table(Flag.global.map { ($0.usage, $0.help) }) + "\n"
    for note in command.notes { text += "\n\(note)\n" }
    return text
  }

  /// Two columns, the second aligned.
  private static func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, text in
      "  " + name + String(repeating: " ", count: width - name.count + 2) + text
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func trimmed() -> String { hasSuffix(" ") ? String(dropLast()) : self }
}
