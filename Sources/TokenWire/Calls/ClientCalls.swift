// ClientCalls.swift: what generated client stubs call: a channel to a server, whatever is beneath it.

internal import Synchronization

/// What a caller can say of one call.
public struct CallOptions: Sendable {
  /// How long the call may take, with all its attempts, until its last item in a stream; nil: the channel's default.
  public var timeout: Duration?
  /// The instant by which the call must have ended, in nanoseconds of the monotonic clock; nil: `timeout` alone counts.
  /// The earlier of the two holds.
  public var deadlineNanoseconds: UInt64?
  /// Sent with the request. A changing call without an idempotency key gets one from the channel.
  public var metadata: Metadata
  /// The caller knows that this call changes nothing, though the method can: it gets no idempotency key.
  public var changesNothing: Bool
  /// It waits for a server while none can be reached; nil: as the channel does.
  public var waitsForReady: Bool?
  /// How often it is tried in all, 1 to 5; nil: as the channel does.
  public var maxAttempts: Int?
  /// Where the metadata goes that comes with the answer; nil: nobody wants it.
  public var replyMetadata: ReplyMetadata?

  public init(
    timeout: Duration? = nil, metadata: Metadata = Metadata(), changesNothing: Bool = false,
    waitsForReady: Bool? = nil, maxAttempts: Int? = nil, replyMetadata: ReplyMetadata? = nil
  ) {
    self.timeout = timeout
    self.metadata = metadata
    self.changesNothing = changesNothing
    self.waitsForReady = waitsForReady
    self.maxAttempts = maxAttempts
    self.replyMetadata = replyMetadata
  }

  /// For a call that a service makes while it works on one of its own: it must have ended when that one must, and
  /// carries its trace on.
  public init(forwarding context: CallContext, timeout: Duration? = nil) {
    self.init(timeout: timeout, metadata: Metadata(traceParent: context.metadata.traceParent))
    deadlineNanoseconds = context.deadlineNanoseconds
  }
}

/// The metadata that came with a call's answer, with its failure, or last with a stream's items or end. For one call;
/// to be looked at when that has ended, from any thread.
public final class ReplyMetadata: Sendable {
  private let metadata = Mutex<Metadata?>(nil)

  public init() {}

  /// nil: none came.
  public var value: Metadata? { metadata.withLock { $0 } }

  /// Takes what came; for channels.
  public func take(_ value: Metadata) { metadata.withLock { $0 = value } }
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

extension ClientChannel {
  /// Many unary calls of one method at once; the results stand in the order of the requests. Each call succeeds or
  /// fails for itself, and changing ones have an idempotency key each: `options` may hold none, and no place for
  /// metadata of answers. All start at once: those beyond what the channel lets wait fail RESOURCE_EXHAUSTED.
  /// Cancelling the task cancels those that have not ended.
  public func callBatch<Request: WireMessage, Reply: WireMessage>(
    _ method: MethodDescriptor, _ requests: [Request], options: CallOptions
  ) async -> [Result<Reply, RPCError>] {
    precondition(options.metadata.idempotencyKey.isEmpty, "one idempotency key can't stand for several calls")
    precondition(options.replyMetadata == nil, "the metadata of several answers has no place")
    if requests.isEmpty { return [] }
    if Task.isCancelled { return requests.map { _ in .failure(.taskCancelled) } }
    let batch = AwaitedBatch<Reply>(requests.count)
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        batch.begin(continuation)
        for (number, request) in requests.enumerated() {
          batch.began(start(method, request, options: options) { batch.ended(number, $0) })
        }
      }
    } onCancel: {
      batch.cancel()
    }
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

/// Gathers the results of a batch of calls and resumes whoever waits when the last has come.
private final class AwaitedBatch<Reply: Sendable>: Sendable {
  typealias Results = [Result<Reply, RPCError>]

  private struct State {
    var results: [Result<Reply, RPCError>?]
    var missing: Int
    var handles: [any CallHandle] = []
    var waiter: UnsafeContinuation<Results, Never>?
    var isCancelled = false
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(results: Array(repeating: nil, count: count), missing: count)) }

  func begin(_ waiter: UnsafeContinuation<Results, Never>) { state.withLock { $0.waiter = waiter } }

  func began(_ handle: any CallHandle) {
    let isCancelled = state.withLock { state in
      if !state.isCancelled { state.handles.append(handle) }
      return state.isCancelled
    }
    if isCancelled { handle.cancel() }
  }

  func ended(_ number: Int, _ result: Result<Reply, RPCError>) {
    let (waiter, results) = state.withLock { state -> (UnsafeContinuation<Results, Never>?, Results) in
      state.results[number] = result
      state.missing -= 1
      if state.missing > 0 { return (nil, []) }
      state.handles = []
      return (state.waiter, state.results.compactMap { $0 })
    }
    waiter?.resume(returning: results)
  }

  func cancel() {
    let handles = state.withLock { state in
      defer { state.handles = [] }
      state.isCancelled = true
      return state.handles
    }
    for handle in handles { handle.cancel() }
  }
}
