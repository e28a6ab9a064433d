// main.swift: token-server's beginning: arguments, a server on the queues, and the main thread for signals.

internal import Dispatch
internal import Glibc
internal import TokenCore

signal(SIGPIPE, SIG_IGN)
let environmentKernel = getenv(ServerOptions.kernelVariable).map { String(cString: $0) }
let words = Array(CommandLine.arguments.dropFirst())
switch Result(catching: { () throws(UsageError) in
  try ServerOptions.parse(words, environmentKernel: environmentKernel)
}) {
case .failure(let error):
  Log.line("token-server: \(error.message); see: token-server --help")
  exit(2)
case .success(.help):
  print(ServerOptions.help, terminator: "")
case .success(.version(let kernel)):
  print("token-server \(version), kernel \(TokenServer.kernel(kernel).kernel.name)")
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
