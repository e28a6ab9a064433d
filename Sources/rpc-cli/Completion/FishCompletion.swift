// FishCompletion.swift: writes the completion script for fish.

/// The script that `rpc-cli completion fish` prints.
struct FishCompletion: Sendable {
  let completion: Completion

  var text: String {
    let prefixes = completion.prefixes.map(ShellWord.fish).joined(separator: " ")
    return """
      # Completion of rpc-cli for fish, by: rpc-cli completion fish
      # Whether the words of the command, behind flags and their values, are those given.
      function __rpc_cli_is
          set -l words (commandline -opc)
          set -l command
          set -l skips 1
          for word in $words
              if test $skips -gt 0
                  set skips (math $skips - 1)
              else if contains -- $word \(completion.globalValueFlags.joined(separator: " "))
                  set skips 1
              else if not string match -q -- '-*' $word
                  set command (string join ' ' -- $command $word)
                  contains -- "$command" \(prefixes); or break
              end
          end
          test "$command" = "$argv"
      end
      complete -c rpc-cli -f
      \(globalFlags.joined(separator: "\n"))
      \(words("", completion.firstWords).joined(separator: "\n"))
      \(words(Completion.help.word, Array(completion.firstWords.dropLast())).joined(separator: "\n"))
      \(completion.groups.flatMap { words($0.word, $0.members) }.joined(separator: "\n"))
      \(completion.commands.flatMap(operandsAndFlags).joined(separator: "\n"))

      """
  }

  private var globalFlags: [String] { Flag.global.map { "complete -c rpc-cli \(flag($0))" } }

  private func words(_ command: String, _ words: [(word: String, summary: String)]) -> [String] {
    words.map { "\(complete(command)) -a \(ShellWord.fish($0.word)) -d \(ShellWord.fish($0.summary))" }
  }

  private func operandsAndFlags(of command: CommandSpec) -> [String] {
    let operand: [String] =
      switch command.operand {
      case .unknown: []
      case .words(let words): ["\(complete(command.name)) -a \(list(words))"]
      case .file: ["\(complete(command.name)) -F"]
      case .directory: ["\(complete(command.name)) -a '(__fish_complete_directories)'"]
      }
    return operand + command.flags.map { "\(complete(command.name)) \(flag($0))" }
  }

  private func complete(_ command: String) -> String {
    "complete -c rpc-cli -n \(ShellWord.fish("__rpc_cli_is " + ShellWord.fish(command)))"
  }

  private func flag(_ flag: Flag) -> String {
    let letter = flag.letter.map { " -s \($0)" } ?? ""
    let value =
      switch flag.value {
      case nil: ""
      case .unknown: " -x"
      case .words(let words): " -x -a \(list(words))"
      case .file: " -r -F"
      case .directory: " -x -a '(__fish_complete_directories)'"
      }
    return "-l \(flag.name)\(letter)\(value) -d \(ShellWord.fish(flag.help))"
  }

  private func list(_ words: [String]) -> String { ShellWord.fish(words.joined(separator: " ")) }
}
