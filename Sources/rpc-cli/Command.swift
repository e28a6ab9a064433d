// Command.swift: what a command is, and why one fails.

internal import TokenCore
internal import TokenRPCClient
internal import TokenWire

/// One command: everything that can be checked before a call is checked when it is made.
protocol Command: Sendable {
  static var spec: CommandSpec { get }
  init(_ arguments: ParsedArguments) throws(UsageError)
  /// Does what was asked and prints the answer.
  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus
  /// Is shown the frames that go and come for it; nil: nobody looks.
  func frameObserver(_ console: Console) -> FrameObserver?
}

extension Command {
  func frameObserver(_ console: Console) -> FrameObserver? { nil }
}

/// Why a command could not be carried out.
enum CommandFailure: Error {
  /// What was asked for makes no sense to this server; nothing of it was sent.
  case usage(UsageError)
  case call(FailedCall)
  /// The queue can't be followed any longer, or not from there; the sequence to resume from, when one is known.
  case following(RPCError, resumeFrom: UInt64?)
  /// A file that could be read before can't be any more.
  case input(InputFault)
  /// This machine has no room for what a command needs.
  case machine(MachineFault)
  /// A ledger's directory can't be read.
  case ledger(LedgerError)
  /// A directory that never was a ledger's.
  case noLedger(directory: String)

  /// The id to ask for what became of a call; nil: its outcome is known.
  var requestID: Bytes32? {
    if case .call(let failed) = self { return failed.requestID }
    return nil
  }

  /// The sequence to follow the queue from again; nil: there is nothing to resume.
  var resumeFrom: UInt64? {
    if case .following(_, let sequence) = self { return sequence }
    return nil
  }
}
