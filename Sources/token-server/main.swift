// main.swift: token-server's beginning: arguments, signals, and then the queues' own life.

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
case .success(.serve(let settings, let options)):
  let signals = TerminationSignals()
  let server = TokenServer(settings, options)
  signals.handle(first: { server.drain() }, second: { server.stopAtOnce() })
  server.start()
  dispatchMain()
}
