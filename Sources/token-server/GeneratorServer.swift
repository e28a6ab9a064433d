// GeneratorServer.swift: a process that draws codes for other servers. It keeps nothing and knows nobody.

internal import TokenCore
internal import TokenRPCServer

/// One running process of `token-server --generator-only`.
final class GeneratorServer: ServingProgram {
  private let door: ServingDoor
  private let options: ServerOptions

  init(_ options: ServerOptions) {
    self.options = options
    let generator = BuiltInGenerator(random: Environment.system.random)
    let digits = options.digits.map { $0...$0 } ?? CodeDigits.countRange
    let parts: @Sendable () -> [PartHealth] = { [.onlyGenerator()] }
    door = ServingDoor(
      [GenerationHandlers(generator: generator, digits: digits)], options, parts: parts,
      metrics: { [.parts(parts())] })
  }

  func start() {
    let digits = options.digits.map { "\($0)" } ?? "6 to 8"
    Log.line("token-server \(version), draws codes of \(digits) digits and keeps nothing")
    let endpoints = door.open()
    if let first = endpoints.first { Log.line("try: token-server --data ./data --generator \(first)") }
    door.announce(endpoints)
  }

  func drain() {
    door.drain { ProcessEnd.end(0, "stopped") }
  }

  func stopAtOnce() {
    door.close { ProcessEnd.end(0, "stopped at once") }
  }
}
