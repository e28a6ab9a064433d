// ArgumentParser.swift: turns the words of a command line into a command and its flags, or says what is wrong with
// them.

internal import TokenArguments

/// What a command line asks for.
enum Invocation: Sendable {
  /// Help about a command by its name, a group of commands by its first word, or the program (nil).
  case help(String?)
  case version
  case run(ParsedArguments)
}

/// Reads a command line by the specs of all commands.
struct ArgumentParser: Sendable {
  let commands: [CommandSpec]

  /// Reads the words behind the program's name.
  func parse(_ words: [String]) throws(UsageError) -> Invocation {
    var scan = Scan(words: words[...])
    try scan.readFlags(Flag.global, command: nil, stopAtOperand: true)
    if scan.isOn(.version) { return .version }
    guard let word = scan.words.popFirst() else {
      // Only `--` or a forgotten command leaves flags without a command; nothing at all asks for help.
      if scan.isOn(.help) || words.isEmpty { return .help(nil) }
      throw UsageError("a command is missing")
    }
    if word == "help" { return .help(try topic(scan.words)) }
    guard let command = try command(word, &scan) else { return .help(word) }
    try scan.readFlags(Flag.global + command.flags, command: command, stopAtOperand: false)
    if scan.isOn(.help) { return .help(command.name) }
    if scan.isOn(.version) { return .version }
    if scan.operands.count > command.operands.count {
      let surplus = scan.operands[command.operands.count]
      throw UsageError("unexpected argument '\(surplus)'", command: command.name)
    }
    return .run(ParsedArguments(command: command, values: scan.values, operands: scan.operands))
  }

  /// The command `word` names, with the second word of a two-word one; nil: help about the group was asked for.
  private func command(_ word: String, _ scan: inout Scan) throws(UsageError) -> CommandSpec? {
    if let command = commands.first(where: { $0.name == word }) { return command }
    let group = commands.filter { $0.name.hasPrefix(word + " ") }
    guard !group.isEmpty else { throw unknownCommand(word) }
    try scan.readFlags(Flag.global, command: nil, stopAtOperand: true)
    guard let second = scan.words.popFirst(), !scan.isOn(.help) else {
      if scan.isOn(.help) { return nil }
      throw UsageError(
        "\(word) needs one of: \(group.map { $0.name.dropFirst(word.count + 1) }.joined(separator: ", "))")
    }
    if let command = group.first(where: { $0.name == "\(word) \(second)" }) { return command }
    throw unknownCommand("\(word) \(second)")
  }

  /// The topic behind `help`: nothing, a command, or the first word of a group.
  private func topic(_ words: ArraySlice<String>) throws(UsageError) -> String? {
    let name = words.filter { !$0.hasPrefix("--") }.joined(separator: " ")
    if name.isEmpty { return nil }
    guard commands.contains(where: { $0.name == name || $0.name.hasPrefix(name + " ") }) else {
      throw unknownCommand(name)
    }
    return name
  }

  private func unknownCommand(_ name: String) -> UsageError {
    if let meant = Suggestion.nearest(to: name, among: commands.map(\.name)) {
      return UsageError("unknown command '\(name)', did you mean '\(meant)'?")
    }
    return UsageError("unknown command '\(name)'")
  }
}

/// The words not yet read and what the read ones said.
private struct Scan {
  var words: ArraySlice<String>
  var values: [String: [String]] = [:]
  var operands: [String] = []

  func isOn(_ flag: Flag) -> Bool { values[flag.name] != nil }

  /// Reads flags, and operands too unless it shall stop at the first. Behind `--` everything is an operand.
  mutating func readFlags(_ flags: [Flag], command: CommandSpec?, stopAtOperand: Bool) throws(UsageError) {
    while let word = words.first {
      if word == "--", !stopAtOperand {
        operands += words.dropFirst()
        words = []
        return
      }
      let isFlag = word.hasPrefix("-") && word != "-" && word != "--"
      if !isFlag, stopAtOperand { return }
      words.removeFirst()
      if isFlag {
        try readFlag(word, flags, command)
      } else {
        operands.append(word)
      }
    }
  }

  private mutating func readFlag(_ word: String, _ flags: [Flag], _ command: CommandSpec?) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let spelling = parts[0]
    if let (flag, times) = Self.repeated(word, flags) {
      values[flag.name, default: []] += Array(repeating: "", count: times)
      return
    }
    guard let flag = flags.first(where: { $0.spelling == spelling || $0.shortSpelling == spelling }) else {
      throw unknownFlag(spelling, flags, command)
    }
    if values[flag.name] != nil, !flag.isRepeatable, flag.name != Flag.help.name {
      throw UsageError("\(flag.spelling) is given twice", command: command?.name)
    }
    let value = try value(of: flag, inline: parts.count > 1 ? parts[1] : nil, command)
    values[flag.name, default: []].append(value)
  }

  /// The switch that a word like `-vv` gives several times, and how often.
  private static func repeated(_ word: String, _ flags: [Flag]) -> (Flag, Int)? {
    let letters = word.dropFirst()
    guard letters.count > 1, let letter = letters.first, letter != "-", letters.allSatisfy({ $0 == letter }) else {
      return nil
    }
    return flags.first { $0.letter == letter && $0.isRepeatable && $0.placeholder == nil }.map { ($0, letters.count) }
  }

  private mutating func value(of flag: Flag, inline: String?, _ command: CommandSpec?) throws(UsageError) -> String {
    guard let placeholder = flag.placeholder else {
      if inline != nil { throw UsageError("\(flag.spelling) takes no value", command: command?.name) }
      return ""
    }
    if let inline { return inline }
    guard let next = words.first, !next.hasPrefix("--") else {
      throw UsageError("\(flag.spelling) needs a value: \(flag.spelling)=\(placeholder)", command: command?.name)
    }
    words.removeFirst()
    return next
  }

  private func unknownFlag(_ spelling: String, _ flags: [Flag], _ command: CommandSpec?) -> UsageError {
    let message = "unknown flag \(spelling)" + (command == nil ? " before the command" : "")
    if let meant = Suggestion.nearest(to: spelling, among: flags.map(\.spelling)) {
      return UsageError("\(message), did you mean \(meant)?", command: command?.name)
    }
    return UsageError(message, command: command?.name)
  }
}
