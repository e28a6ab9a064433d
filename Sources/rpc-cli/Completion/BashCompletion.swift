// BashCompletion.swift: writes the completion script for bash, 4 or later.

/// The script that `rpc-cli completion bash` prints.
struct BashCompletion: Sendable {
  let completion: Completion

  var text: String {
    """
    # Completion of rpc-cli for bash 4 or later, by: rpc-cli completion bash
    _rpc_cli() {
      local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} flag command= words= flags= i
      COMPREPLY=()
      # The words of the command, behind flags and their values; = and : are words of their own.
      for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
          \(completion.globalValueFlags.joined(separator: " | ")))
            if [[ ${COMP_WORDS[i + 1]} == = ]]; then i=$((i + 1)); fi
            i=$((i + 1))
            while [[ ${COMP_WORDS[i + 1]} == : ]]; do i=$((i + 2)); done ;;
          -* | = | :) ;;
          *)
            command+=${command:+ }${COMP_WORDS[i]}
            case $command in \(completion.prefixes.joined(separator: " | "))) ;; *) break ;; esac ;;
        esac
      done
      flag=$before
      if [[ $cur == = ]]; then cur=; elif [[ $before == = ]]; then flag=${COMP_WORDS[COMP_CWORD - 2]}; fi
      case "$command $flag" in
    \(lines(values))
        \(completion.globalValueFlags.map { "*\(ShellWord.posix(" " + $0))" }.joined(separator: " | "))) return ;;
      esac
      case $command in
        '') words=\(list(completion.firstWords.map(\.word))) flags=\(list(Flag.global.flatMap(\.spellings))) ;;
        \(Completion.help.word)) words=\(list(completion.firstWords.dropLast().map(\.word))) ;;
    \(lines(completion.groups.map { "\($0.word)) words=\(list($0.members.map(\.word))) ;;" }))
    \(lines(completion.commands.flatMap(operands)))
      esac
      if [[ $cur == -* ]]; then words=$flags; fi
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    }
    complete -F _rpc_cli rpc-cli

    """
  }

  /// A case for each flag of each command that has a value.
  private var values: [String] {
    completion.commands.flatMap { command in
      command.flags.compactMap { flag in
        guard let value = flag.value else { return nil }
        let pattern = flag.spellings.map { ShellWord.posix("\(command.name) \($0)") }.joined(separator: " | ")
        return "\(pattern)) \(reply(value)) ;;"
      }
    }
  }

  private func operands(of command: CommandSpec) -> [String] {
    let flags = "flags=\(list(completion.flags(of: command).flatMap(\.spellings)))"
    let name = ShellWord.posix(command.name)
    switch command.operand {
    case .unknown: return ["\(name)) \(flags) ;;"]
    case .words(let words): return ["\(name)) words=\(list(words)) \(flags) ;;"]
    case .file, .directory:
      return ["\(name))", "  \(flags)", "  if [[ $cur != -* ]]; then \(reply(command.operand)); fi ;;"]
    }
  }

  /// Answers with the values there are.
  private func reply(_ value: CompletedValue) -> String {
    switch value {
    case .unknown: "return"
    case .words(let words): "mapfile -t COMPREPLY < <(compgen -W \(list(words)) -- \"$cur\"); return"
    case .file: Self.names("-f")
    case .directory: Self.names("-d")
    }
  }

  private static func names(_ kind: String) -> String {
    "compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen \(kind) -- \"$cur\"); return"
  }

  private func list(_ words: [String]) -> String { ShellWord.posix(words.joined(separator: " ")) }

  private func lines(_ lines: [String]) -> String { lines.map { "    " + $0 }.joined(separator: "\n") }
}
