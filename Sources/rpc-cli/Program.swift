// Program.swift: where rpc-cli starts: reads the command line, runs one command, ends with its status.

internal import Glibc
internal import TokenCore
internal import TokenNet
internal import TokenRPCClient
internal import TokenWire

@main
struct Program {
  static let version = "0.1.0"

  /// Every command, in the order of the help.
  static let commands: [any Command.Type] = [
    RequestCommand.self, ValidateCommand.self, GenerateCommand.self, StatusCommand.self, RevokeCommand.self,
    EraseCommand.self, AuditCommand.self, QueueCommand.self, ListCommand.self, DescribeCommand.self,
    CallCommand.self, HealthCommand.self, MetricsCommand.self, TopCommand.self, CallsCommand.self, PingCommand.self,
    CompletionCommand.self,
    BenchRPCCommand.self, BenchMiningCommand.self, BenchLedgerCommand.self, LedgerVerifyCommand.self,
    LedgerInspectCommand.self, LedgerExportCommand.self, LedgerBackupCommand.self, LedgerRestoreCommand.self,
    LedgerRepairCommand.self,
  ]

  static func main() async {
    guard let words = ProcessWords.read() else {
      let hint =
        CommandLine.arguments.contains { $0.hasPrefix("--content") } ? "; bring such content with --content-file" : ""
      let error = UsageError("the command line is not UTF-8" + hint)
      exit(refuse(error, Console(isJSON: CommandLine.arguments.contains(Flag.json.spelling))).rawValue)
    }
    // Read by hand, so that also the errors of the command line come in the form that was asked for.
    let console = Console(isJSON: words.prefix { $0 != "--" }.contains(Flag.json.spelling))
    exit(await run(words, ProcessEnvironment.read(), console).rawValue)
  }

  /// Runs one command line.
  static func run(_ words: [String], _ environment: ProcessEnvironment, _ console: Console) async -> ExitStatus {
    let specs = commands.map { $0.spec }
    do throws(UsageError) {
      switch try ArgumentParser(commands: specs).parse(words) {
      case .help(let topic):
        console.page(HelpText(commands: specs).about(topic))
        return .done
      case .version:
        return try showVersion(environment, console)
      case .run(var arguments):
        arguments.environment = environment
        guard let type = commands.first(where: { $0.spec.name == arguments.command.name }) else { return .usage }
        let settings = try Settings(arguments)
        let command = try type.init(arguments)
        return await run(command, Session(settings, console, command.frameObserver(console)))
      }
    } catch {
      return refuse(error, console)
    }
  }

  /// The version, and the kernel that hashes here.
  private static func showVersion(
    _ environment: ProcessEnvironment, _ console: Console
  ) throws(UsageError) -> ExitStatus {
    do throws(KernelError) {
      let choice = try KernelChoice(environment.kernel ?? KernelChoice.auto)
      for name in choice.failed { console.note("\(KernelError.failedSelfTest(name))") }
      console.page("rpc-cli \(version), kernel \(choice.kernel.name)\n")
      return .done
    } catch {
      throw UsageError("\(ProcessEnvironment.kernelName): \(error)")
    }
  }

  private static func refuse(_ error: UsageError, _ console: Console) -> ExitStatus {
    console.failure(code: StatusCode.invalidArgument.name, message: error.text)
    return .usage
  }

  private static func run(_ command: any Command, _ session: Session) async -> ExitStatus {
    defer { session.client.close() }
    do throws(CommandFailure) {
      return try await command.run(session)
    } catch {
      if case .usage(let error) = error { return refuse(error, session.console) }
      let (code, message) = session.words(for: error)
      session.console.failure(
        code: code, message: message, requestID: error.requestID.map(HexText.plain), resumeFrom: error.resumeFrom)
      return .failed
    }
  }
}
