// CompletionCommand.swift: `rpc-cli completion`: a script that lets a shell complete commands, flags and their values.

struct CompletionCommand: Command {
  private enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  static let spec = CommandSpec(
    "completion", "a script that lets a shell complete commands, flags and their values", usage: ["bash|zsh|fish"],
    operands: ["SHELL"], choices: Shell.allCases.map(\.rawValue),
    notes: [
      """
      For good, in a file that the shell reads when it starts; write it anew after an update:
        rpc-cli completion bash > ~/.local/share/bash-completion/completions/rpc-cli
        rpc-cli completion zsh > DIR/_rpc-cli                     # DIR is in fpath, before compinit
        rpc-cli completion fish > ~/.config/fish/completions/rpc-cli.fish
      For now: source <(rpc-cli completion bash). --json changes nothing.
      """
    ])

  private let shell: Shell

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let shells = Shell.allCases.map(\.rawValue).joined(separator: ", ")
    guard let word = arguments.operands.first else { throw arguments.wrong("a SHELL is missing: \(shells)") }
    guard let shell = Shell(rawValue: word) else { throw arguments.wrong("'\(word)' is none of \(shells)") }
    self.shell = shell
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    session.console.page(Self.script(shell, Completion(Program.commands.map { $0.spec })))
    return .done
  }

  private static func script(_ shell: Shell, _ completion: Completion) -> String {
    switch shell {
    case .bash: BashCompletion(completion: completion).text
    case .zsh: ZshCompletion(completion: completion).text
    case .fish: FishCompletion(completion: completion).text
    }
  }
}
