// ClientCalls.swift: what generated client stubs call: a channel to a server, whatever is beneath it.

/// What a caller can say of one call.
public struct CallOptions: Sendable {
  /// How long the call may take; nil: the channel's default.
  public var timeout: Duration?
  /// Sent with the request.
  public var metadata: Metadata
  /// Items a stream may have unread before the server pauses; 0: the connection's default.
  public init(timeout: Duration? = nil, metadata: Metadata = Metadata()) {
    self.timeout = timeout
    self.metadata = metadata
  }
}

/// A call in flight, to be given up.
public protocol CallHandle: Sendable {
  /// Ends the call with CANCELLED unless it has ended; the server is told.
  func cancel()
}

/// A way to a server. Every method may be called from any thread.
public protocol ClientChannel: AnyObject, Sendable {
  /// Starts a unary call. `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  func start<Request: WireMessage, Reply: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions,
    completion: @escaping @Sendable (Result<Reply, RPCError>) -> Void
  ) -> any CallHandle

  /// Starts a server stream.
  func stream<Request: WireMessage, Item: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions
  ) -> ReplyStream<Item>
}

extension ClientChannel {
  /// A unary call that can be awaited; cancelling the task cancels the call.
  public func call<Request: WireMessage, Reply: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions
  ) async throws(RPCError) -> Reply {
    // Filled in by the client's author.
    throw RPCError(.unimplemented, "not built")
  }
}
