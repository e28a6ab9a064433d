// ClientCalls.swift: what generated client stubs call: a channel to a server, whatever is beneath it.

internal import Synchronization

/// What a caller can say of one call.
public struct CallOptions: Sendable {
  /// How long the call may take, until its last item in a stream; nil: the channel's default.
  public var timeout: Duration?
  /// Sent with the request. A changing call without an idempotency key gets one from the channel.
  public var metadata: Metadata
  /// The caller knows that this call changes nothing, though the method can: it gets no idempotency key.
  public var changesNothing: Bool

  public init(timeout: Duration? = nil, metadata: Metadata = Metadata(), changesNothing: Bool = false) {
    self.timeout = timeout
    self.metadata = metadata
    self.changesNothing = changesNothing
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
  /// A unary call that can be awaited. Cancelling the task cancels the call, which then ends CANCELLED; in a task that
  /// was cancelled before, nothing is sent.
  public func call<Request: WireMessage, Reply: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions
  ) async throws(RPCError) -> Reply {
    if Task.isCancelled { throw .taskCancelled }
    let awaited = AwaitedCall()
    let result: Result<Reply, RPCError> = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        awaited.began(as: start(method, request, options: options) { continuation.resume(returning: $0) })
      }
    } onCancel: {
      awaited.cancel()
    }
    return try result.get()
  }
}

extension RPCError {
  /// The task that waited was cancelled.
  static let taskCancelled = RPCError(.cancelled, "the task was cancelled")
}

/// Joins a task's cancellation with a call's handle, whichever comes first.
private final class AwaitedCall: Sendable {
  private enum State {
    case starting
    case running(any CallHandle)
    case cancelled
  }

  private let state = Mutex(State.starting)

  func began(as handle: any CallHandle) {
    let isCancelled = state.withLock { state in
      if case .cancelled = state { return true }
      state = .running(handle)
      return false
    }
    if isCancelled { handle.cancel() }
  }

  func cancel() {
    let handle: (any CallHandle)? = state.withLock { state in
      defer { state = .cancelled }
      if case .running(let handle) = state { return handle }
      return nil
    }
    handle?.cancel()
  }
}
