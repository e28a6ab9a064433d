// main.swift: token-server's beginning: arguments, a server on the queues, and the main thread for signals.

internal import Dispatch
internal import Glibc

signal(SIGPIPE, SIG_IGN)
switch Result(catching: { () throws(UsageError) in try ServerOptions.parse(Array(CommandLine.arguments.dropFirst())) })
{
case .failure(let error):
  Log.line("token-server: \(error.message); see: token-server --help")
  exit(2)
case .success(.help):
  print(ServerOptions.help, terminator: "")
case .success(.version):
  print("token-server \(version)")
case .success(.serve(let settings, let options)): run { TokenServer(settings, options) }
case .success(.generate(let options)): run { GeneratorServer(options) }
}

/// Runs a program until a signal, or something worse, ends it.
func run(_ make: @escaping @Sendable () -> some ServingProgram) -> Never {
  let signals = TerminationSignals()
  DispatchQueue(label: "tokenrpc.start").async {
    let program = make()
    signals.handle(first: { program.drain() }, later: { program.stopAtOnce() })
    program.start()
  }
  signals.waitForever()
}
