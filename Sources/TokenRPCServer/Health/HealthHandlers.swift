// HealthHandlers.swift: the health service: how a server, or a service of it, is at the moment of asking, and from then
// on at each change.

public import TokenWire

/// Answers the methods of `tokenrpc.v1.HealthService`.
public final class HealthHandlers: HealthService {
  /// How often the parts are looked at while somebody watches, and how late a change may be noticed.
  public static let watchInterval = Duration.milliseconds(500)

  let board: HealthBoard
  /// The services that can be asked about.
  private let services: Set<String>

  /// - Parameters:
  ///   - services: the full names of the server's other services.
  ///   - watchInterval: how often the parts are looked at while somebody watches.
  ///   - parts: the parts as they are now, always in the same order. Called on any thread, while a lock of the health
  ///     service's is held; must not block.
  public init(
    beside services: [String] = [], watchInterval: Duration = HealthHandlers.watchInterval,
    _ parts: @escaping @Sendable () -> [PartHealth]
  ) {
    self.services = Set(services + [HealthServiceMethods.check.service])
    board = HealthBoard(interval: watchInterval, parts)
  }

  public func check(_ message: HealthRequest, _ call: UnaryCall<HealthReply>) {
    guard isServed(message.service) else { return call.fail(.noSuchService) }
    call.succeed(board.now(message.service))
  }

  public func watch(_ message: HealthRequest, _ call: StreamCall<HealthReply>) {
    guard isServed(message.service) else { return call.fail(.noSuchService) }
    let watcher = board.watch(message.service, call)
    call.produce { watcher.next() }
  }

  /// From now on everything is NOT_SERVING: all who watch are told, and then their streams end.
  public func drain() { board.drain() }

  private func isServed(_ service: String) -> Bool { service.isEmpty || services.contains(service) }
}

extension RPCError {
  fileprivate static let noSuchService = RPCError(
    .notFound, "the server has no such service; rpc-cli list shows those it has")
}
