// Session.swift: what a running command works with: the client, the output, the time it may take.

internal import TokenNet
internal import TokenRPCClient
internal import TokenWire

internal import enum TokenCore.LedgerError

/// What the flags of every command say.
struct Settings: Sendable {
  let server: Endpoint
  /// In milliseconds, at least 1; nil: not given.
  let timeout: UInt32?

  static let defaultServer = "127.0.0.1:7420"
  static let defaultTimeout: UInt32 = 30_000

  init(_ arguments: ParsedArguments) throws(UsageError) {
    timeout = try arguments.shortMilliseconds(.timeout, 1...UInt32.max)
    let given = arguments.text(.server)
    if given?.isEmpty == true { throw arguments.wrong("\(Flag.server.spelling) is empty") }
    let name = given == nil ? ProcessEnvironment.serverName : Flag.server.spelling
    do {
      server = try Endpoint(parsing: given ?? arguments.environment.server ?? Self.defaultServer)
    } catch {
      throw arguments.wrong("\(name): \(error)")
    }
    if case .tcp(_, port: 0) = server { throw arguments.wrong("\(name): \(server) has port 0, no server has it") }
  }
}

/// What a running command works with.
struct Session: Sendable {
  let settings: Settings
  let console: Console
  let client: RPCClient

  /// - Parameter observer: is shown the client's frames; nil: nobody looks.
  init(_ settings: Settings, _ console: Console, _ observer: FrameObserver? = nil) {
    self.settings = settings
    self.console = console
    var options = ClientOptions()
    options.name = "rpc-cli \(Program.version)"
    options.timeout = .milliseconds(settings.timeout ?? Settings.defaultTimeout)
    // Somebody waits: a server that comes back is found within a second.
    options.reconnecting.maximum = .seconds(1)
    options.frameObserver = observer
    client = RPCClient(settings.server, options: options)
  }

  var tokens: TokenServiceClient { TokenServiceClient(client) }
  var health: HealthServiceClient { HealthServiceClient(client) }

  /// Runs `body` with the token service.
  func ask<Reply>(
    _ body: (TokenServiceClient) async throws(RPCError) -> Reply
  ) async throws(CommandFailure) -> Reply {
    do throws(RPCError) {
      return try await body(tokens)
    } catch {
      throw .call(FailedCall(error))
    }
  }

  /// The call failed because the server can't be reached.
  func isUnreachable(_ error: RPCError) -> Bool {
    error.code == .unavailable && error.notStarted && client.unreachableReason != nil
  }

  /// A failure's code and message.
  func words(for failure: CommandFailure) -> (code: String, message: String) {
    switch failure {
    case .usage(let error): return (StatusCode.invalidArgument.name, error.text)
    case .call(let failed):
      let error = failed.error
      let hint = isUnreachable(error) ? "; is token-server running? start it with: make run" : ""
      return (error.code.name, error.message + hint)
    case .following(let error, _): return words(for: .call(FailedCall(error)))
    case .input(let fault): return (StatusCode.dataLoss.name, fault.text)
    case .machine(let fault): return (fault.code.name, fault.text)
    case .ledger(let error):
      let code: StatusCode = error.isMissingFile ? .notFound : .failedPrecondition
      return (code.name, "\(error)")
    case .noLedger(let directory): return (StatusCode.notFound.name, "\(directory) holds no ledger")
    }
  }
}

extension RPCError {
  /// What a reply that lacks its content is.
  static func missing(_ what: String) -> RPCError { RPCError(.internal, "the server's answer holds no \(what)") }
}
