// RPCClient.swift: the way to a service: multiplexed connections to its servers that are made when they are needed.

internal import Dispatch
internal import Synchronization
public import TokenNet
public import TokenWire

/// A client of a service, for generated stubs: `TokenServiceClient(RPCClient(endpoint))`. All of it may be used from
/// any thread.
///
/// It connects on the first call and again on the first call after a connection was lost. With several servers it keeps
/// a connection to each that can be reached; a call goes where the fewest are in flight. Calls are multiplexed; those
/// beyond the server's limit of calls in flight wait here. A server that can't be reached is left alone for a while,
/// longer each time; when none can be, calls fail UNAVAILABLE at once unless they wait (`waitsForReady`).
///
/// A call ends exactly once: with its answer, with the server's failure, with DEADLINE_EXCEEDED when its time is over,
/// with CANCELLED when it was given up, or with UNAVAILABLE when the connection was lost. A call is sent again only
/// where that can't do anything twice, as `RetryPolicy` says. For that a changing call without an idempotency key gets
/// one: a service must answer the same key with the same outcome, or declare its method idempotent. A failure with the
/// detail `OutcomeUnknown` says that the call may or may not have happened.
///
/// A client that nobody holds ends when its last call has.
public final class RPCClient: ClientChannel {
  /// The servers; any of them answers any call.
  public let endpoints: [Endpoint]
  public let options: ClientOptions
  private let loop: ClientLoop
  private let life = Mutex(Life.idle)
  private let reachability = Reachability()

  /// A loop and the core that lives on it.
  final class Runner: Sendable {
    let loop: EventLoop
    let core: LoopOwned<ClientCore>

    init(loop: EventLoop, core: sending ClientCore) {
      self.loop = loop
      self.core = LoopOwned(core, on: loop.thread)
    }

    /// Runs `body` on the loop; false: the loop has stopped and never will.
    @discardableResult
    func submit(_ body: @escaping @Sendable (ClientCore) -> Void) -> Bool {
      loop.submit { [core] in body(core.value) }
    }
  }

  private enum Life {
    case idle
    case running(Runner)
    case closed
  }

  /// Servers of one client, at most.
  public static let maxEndpoints = 64

  /// A client of the servers at `endpoints`, 1 to 64, of which each answers any call. Does nothing until the first
  /// call. It has a thread of its own unless `loop` is given to other clients too.
  public init(_ endpoints: [Endpoint], options: ClientOptions = ClientOptions(), loop: ClientLoop = ClientLoop()) {
    precondition((1...Self.maxEndpoints).contains(endpoints.count), "a client has 1 to 64 servers")
    options.validate()
    self.endpoints = endpoints
    self.options = options
    self.loop = loop
  }

  /// A client of the server at `endpoint`.
  public convenience init(
    _ endpoint: Endpoint, options: ClientOptions = ClientOptions(), loop: ClientLoop = ClientLoop()
  ) {
    self.init([endpoint], options: options, loop: loop)
  }

  /// A client of the server at `address`: `HOST:PORT` or `unix:PATH`.
  public convenience init(
    _ address: String, options: ClientOptions = ClientOptions(), loop: ClientLoop = ClientLoop()
  ) throws(EndpointError) {
    self.init(try Endpoint(parsing: address), options: options, loop: loop)
  }

  deinit { close() }

  /// Ends the client: every call that has not ended fails CANCELLED, the connection closes, the thread ends unless
  /// other clients share it, all within a turn of the loop. Later calls fail CANCELLED.
  public func close() {
    let last: Life = life.withLock { life in
      defer { life = .closed }
      return life
    }
    if case .running(let runner) = last { runner.submit { $0.close() } }
  }

  /// Why the last attempt to reach a server failed; nil: it did not, or none was made.
  public var unreachableReason: String? { reachability.reason }
}

// MARK: - Calls

extension RPCClient {
  @discardableResult
  public func start<Request: WireMessage, Reply: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions,
    completion: @escaping @Sendable (Result<Reply, RPCError>) -> Void
  ) -> any CallHandle {
    precondition(method.kind == .unary, "\(method.fullName) is a stream")
    let sink = UnarySink(completion: completion)
    do throws(RPCError) {
      return begin(try call(method, request, options, timeout: options.timeout ?? self.options.timeout, sink))
    } catch {
      Self.fail(sink, error)
      return EndedCall()
    }
  }

  public func stream<Request: WireMessage, Item: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions
  ) -> ReplyStream<Item> {
    precondition(method.kind == .serverStream, "\(method.fullName) is no stream")
    let control = LateControl()
    let (stream, feed) = ReplyStream<Item>.make(window: self.options.streamCredit, control: control)
    do throws(RPCError) {
      control.take(begin(try call(method, request, options, timeout: options.timeout, StreamSink(feed: feed))))
    } catch {
      feed.finish(error)
    }
    return stream
  }

  /// Measures a round trip, after connecting if need be. `completion` runs exactly once, on a thread of the client's.
  public func ping(
    timeout: Duration = .seconds(30), completion: @escaping @Sendable (Result<PingReply, RPCError>) -> Void
  ) {
    let ping = PendingPing(completion: completion)
    do throws(RPCError) {
      let isSubmitted = try runner().submit { $0.ping(ping, timeout: timeout) }
      if !isSubmitted { throw .clientClosed }
    } catch {
      Self.afterwards { completion(.failure(error)) }
    }
  }

  /// Measures a round trip, after connecting if need be.
  public func ping(timeout: Duration = .seconds(30)) async throws(RPCError) -> PingReply {
    let result = await withUnsafeContinuation { continuation in
      ping(timeout: timeout) { continuation.resume(returning: $0) }
    }
    return try result.get()
  }

  /// Encodes the request, on the caller's thread.
  private func call(
    _ method: MethodDescriptor, _ request: some WireMessage, _ options: CallOptions, timeout: Duration?,
    _ sink: any ReplySink
  ) throws(RPCError) -> ClientCall {
    precondition(options.maxAttempts.map((1...5).contains) ?? true, "a call is tried 1 to 5 times")
    var deadline = options.deadlineNanoseconds
    if let timeout { deadline = min(deadline ?? .max, EventLoop.readClock().advanced(clampedBy: timeout)) }
    let isHarmless = method.isIdempotent || options.changesNothing
    let needsKey = method.kind == .unary && !isHarmless && options.metadata.idempotencyKey.isEmpty
    let frame = try RequestFrame(method, request, needsKey ? options.metadata.withRandomKey : options.metadata)
    return ClientCall(
      client: self, runner: try runner(), method: method, request: frame, deadline: deadline, options: options,
      isRepeatable: isHarmless || needsKey || !options.metadata.idempotencyKey.isEmpty, sink: sink)
  }

  /// Hands a call to the loop.
  private func begin(_ call: ClientCall) -> ClientCall {
    // On the loop no job is needed, unless the call fails at once: completions never run inside the call.
    let runner = call.runner
    if runner.loop.isCurrent, runner.core.value.startHere(call) { return call }
    if !runner.submit({ $0.start(call) }) { Self.fail(call.sink, .clientClosed) }
    return call
  }

  /// The loop, started when it is first needed.
  private func runner() throws(RPCError) -> Runner {
    try life.withLock { (life) throws(RPCError) in
      switch life {
      case .running(let runner): return runner
      case .closed: throw .clientClosed
      case .idle:
        do throws(SystemError) {
          let home = self.loop
          let loop = try home.join()
          let core = ClientCore(
            loop: loop, of: home, endpoints: endpoints, options: options, reachability: reachability)
          let runner = Runner(loop: loop, core: core)
          life = .running(runner)
          return runner
        } catch {
          throw RPCError(.resourceExhausted, "no event loop: \(error)", notStarted: true)
        }
      }
    }
  }

  /// Fails a call that never reached the loop.
  private static func fail(_ sink: any ReplySink, _ error: RPCError) { afterwards { sink.fail(error) } }

  /// Completions never run inside the call that was given them.
  private static func afterwards(_ job: @escaping @Sendable () -> Void) {
    DispatchQueue(label: "TokenRPCClient.completions").async(execute: job)
  }
}

extension Metadata {
  /// The same with a key that nobody else has.
  fileprivate var withRandomKey: Metadata {
    var metadata = self
    metadata.idempotencyKey = .randomIdempotencyKey()
    return metadata
  }
}

/// The handle of a call that ended before it began.
private struct EndedCall: CallHandle {
  func cancel() {}
}

/// Steers a stream's call, which is made after the stream.
private final class LateControl: StreamControl {
  private let call = Mutex<ClientCall?>(nil)

  func take(_ call: ClientCall) { self.call.withLock { $0 = call } }

  func grant(_ items: UInt32) { call.withLock { $0 }?.grant(items) }

  func cancel() { call.withLock { $0 }?.cancel() }
}
