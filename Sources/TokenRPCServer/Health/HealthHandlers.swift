// HealthHandlers.swift: the health service: how a server and its parts are at the moment of asking.

public import TokenWire

/// Answers the methods of `tokenrpc.v1.HealthService`.
public final class HealthHandlers: SimpleHealthService {
  private let parts: @Sendable () -> [PartHealth]

  /// - Parameter parts: the parts as they are now, always in the same order. Called on a reactor; must not block.
  public init(_ parts: @escaping @Sendable () -> [PartHealth]) {
    self.parts = parts
  }

  public func check(_ message: HealthRequest, context: CallContext) throws(RPCError) -> HealthReply {
    HealthReply(parts())
  }
}
