// PingCommand.swift: `rpc-cli ping`: whether a server is there, and how far away.

internal import TokenRPCClient
internal import TokenWire

struct PingCommand: Command {
  static let spec = CommandSpec(
    "ping", "whether the server is there, and how far away", usage: [""],
    notes: ["JSON: address, server, roundTripMicroseconds."])

  init(_ arguments: ParsedArguments) throws(UsageError) {}

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let timeout = session.client.options.timeout ?? .milliseconds(Settings.defaultTimeout)
    let reply = try await session.ask { (_) async throws(RPCError) in try await session.client.ping(timeout: timeout) }
    let (seconds, attoseconds) = reply.roundTrip.components
    let microseconds = UInt64(clamping: seconds) &* 1_000_000 &+ UInt64(clamping: attoseconds / 1_000_000_000_000)
    var facts = Facts()
    facts.add("address", "\(session.settings.server)")
    facts.add("server", reply.server.isEmpty ? nil : reply.server)
    facts.add("round trip", "\(microseconds) us", tint: .good)
    session.console.answer(
      [
        "address": .string("\(session.settings.server)"), "server": .string(reply.server),
        "roundTripMicroseconds": .number(microseconds),
      ], text: facts.text(hasColour: session.console.hasColour))
    return .done
  }
}
