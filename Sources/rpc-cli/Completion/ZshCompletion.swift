// ZshCompletion.swift: writes the completion script for zsh, a function to be loaded by its completion system.

/// The script that `rpc-cli completion zsh` prints.
struct ZshCompletion: Sendable {
  let completion: Completion

  var text: String {
    """
    #compdef rpc-cli
    # Completion of rpc-cli for zsh, by: rpc-cli completion zsh
    _rpc-cli() {
      local command flag i
      local -a candidates flags
      # The words of the command, behind flags and their values.
      for ((i = 2; i < CURRENT; i++)); do
        case ${words[i]} in
          \(completion.globalValueFlags.joined(separator: "|"))) ((i++)) ;;
          -*) ;;
          *)
            command+=${command:+ }${words[i]}
            case $command in (\(completion.prefixes.joined(separator: "|"))) ;; (*) break ;; esac ;;
        esac
      done
      flag=${words[CURRENT - 1]}
      if [[ $PREFIX == --*=* ]]; then
        flag=${PREFIX%%=*}
        compset -P '--*='
      fi
      case "$command $flag" in
    \(lines(values))
        (\(completion.globalValueFlags.map { "*\(ShellWord.posix(" " + $0))" }.joined(separator: "|"))) return ;;
      esac
      case $command in
        ('') candidates=(\(described(completion.firstWords))) flags=(\(described(Flag.global))) ;;
        (\(Completion.help.word)) candidates=(\(described(Array(completion.firstWords.dropLast())))) ;;
    \(lines(completion.groups.map { "(\($0.word)) candidates=(\(described($0.members))) ;;" }))
    \(lines(completion.commands.flatMap(operands)))
      esac
      if [[ $PREFIX == -* ]]; then
        _describe -o flag flags
      else
        _describe word candidates
      fi
    }
    if [[ ${funcstack[1]} == _rpc-cli ]]; then _rpc-cli "$@"; else compdef _rpc-cli rpc-cli; fi

    """
  }

  private var values: [String] {
    completion.commands.flatMap { command in
      command.flags.compactMap { flag in
        guard let value = flag.value else { return nil }
        let pattern = flag.spellings.map { ShellWord.posix("\(command.name) \($0)") }.joined(separator: "|")
        return "(\(pattern)) \(reply(value)) ;;"
      }
    }
  }

  private func operands(of command: CommandSpec) -> [String] {
    let flags = "flags=(\(described(completion.flags(of: command))))"
    let name = "(\(ShellWord.posix(command.name)))"
    switch command.operand {
    case .unknown: return ["\(name) \(flags) ;;"]
    case .words(let words): return ["\(name) \(flags) candidates=(\(list(words))) ;;"]
    case .file, .directory:
      return ["\(name) \(flags)", "  if [[ $PREFIX != -* ]]; then \(reply(command.operand)); fi ;;"]
    }
  }

  private func reply(_ value: CompletedValue) -> String {
    switch value {
    case .unknown: "return"
    case .words(let words): "compadd -- \(list(words)); return"
    case .file: "_files; return"
    case .directory: "_files -/; return"
    }
  }

  private func described(_ flags: [Flag]) -> String {
    described(flags.flatMap { flag in flag.spellings.map { ($0, flag.help) } })
  }

  /// `word:what it is`, as `_describe` takes them.
  private func described(_ words: [(word: String, summary: String)]) -> String {
    words.map { ShellWord.posix($0.word.replacing(":", with: #"\:"#) + ":" + $0.summary) }.joined(separator: " ")
  }

  private func list(_ words: [String]) -> String { words.map(ShellWord.posix).joined(separator: " ") }

  private func lines(_ lines: [String]) -> String { lines.map { "    " + $0 }.joined(separator: "\n") }
}
