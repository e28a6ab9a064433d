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
  struct Runner: Sendable {
    let loop: EventLoop
    let core: LoopOwned<ClientCore>

    /// Runs `body` on the loop; false: the loop has stopped and never will.
    @discardableResult
    func submit(_ body: @escaping @Sendable (ClientCore) -> Void) -> Bool {
      loop.submit { body(core.value) }
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
    switch prepare(method, request, options, timeout: options.timeout ?? self.options.timeout) {
    case .success(let prepared): return begin(prepared, method, options, sink)
    case .failure(let error):
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
    switch prepare(method, request, options, timeout: options.timeout) {
    case .success(let prepared): control.take(begin(prepared, method, options, StreamSink(feed: feed)))
    case .failure(let error): feed.finish(error)
    }
    return stream
  }

  /// Measures a round trip, after connecting if need be. `completion` runs exactly once, on a thread of the client's.
  public func ping(
    timeout: Duration = .seconds(30), completion: @escaping @Sendable (Result<PingReply, RPCError>) -> Void
  ) {
    let ping = PendingPing(completion: completion)
    switch runner() {
    case .success(let runner):
      if !runner.submit({ $0.ping(ping, timeout: timeout) }) { Self.afterwards { completion(.failure(.clientClosed)) } }
    case .failure(let error): Self.afterwards { completion(.failure(error)) }
    }
  }

  /// Measures a round trip, after connecting if need be.
  public func ping(timeout: Duration = .seconds(30)) async throws(RPCError) -> PingReply {
    let result = await withUnsafeContinuation { continuation in
      ping(timeout: timeout) { continuation.resume(returning: $0) }
    }
    return try result.get()
  }

  private struct Prepared {
    let runner: Runner
    let request: RequestFrame
    let deadline: UInt64?
    let isRepeatable: Bool
  }

  /// Encodes the request on the caller's thread.
  private func prepare(
    _ method: MethodDescriptor, _ request: some WireMessage, _ options: CallOptions, timeout: Duration?
  ) -> Result<Prepared, RPCError> {
    precondition(options.maxAttempts.map((1...5).contains) ?? true, "a call is tried 1 to 5 times")
    let ownDeadline = timeout.map { EventLoop.readClock().advanced(clampedBy: $0) }
    let deadline = [ownDeadline, options.deadlineNanoseconds].lazy.compactMap { $0 }.min()
    var metadata = options.metadata
    let isHarmless = method.isIdempotent || options.changesNothing
    if method.kind == .unary, !isHarmless, metadata.idempotencyKey.isEmpty {
      metadata.idempotencyKey = .randomIdempotencyKey()
    }
    do throws(RPCError) {
      let frame = try RequestFrame(method, request, metadata)
      return .success(
        Prepared(
          runner: try runner().get(), request: frame, deadline: deadline,
          isRepeatable: isHarmless || !metadata.idempotencyKey.isEmpty))
    } catch {
      return .failure(error)
    }
  }

  /// Hands a call to the loop.
  private func begin(
    _ prepared: Prepared, _ method: MethodDescriptor, _ options: CallOptions, _ sink: any ReplySink
  ) -> ClientCall {
    let call = ClientCall(
      client: self, runner: prepared.runner, method: method, request: prepared.request, deadline: prepared.deadline,
      options: options, isRepeatable: prepared.isRepeatable, sink: sink)
    // On the loop no job is needed, unless the call fails at once: completions never run inside the call.
    let runner = prepared.runner
    if runner.loop.isCurrent, runner.core.value.startHere(call) { return call }
    if !runner.submit({ $0.start(call) }) { Self.fail(sink, .clientClosed) }
    return call
  }

  /// The loop, started when it is first needed.
  private func runner() -> Result<Runner, RPCError> {
    life.withLock { life in
      switch life {
      case .running(let runner): return .success(runner)
      case .closed: return .failure(.clientClosed)
      case .idle:
        do throws(SystemError) {
          let home = self.loop
          let loop = try home.join()
          let core = ClientCore(
            loop: loop, of: home, endpoints: endpoints, options: options, reachability: reachability)
          let runner = Runner(loop: loop, core: LoopOwned(core, on: loop.thread))
          life = .running(runner)
          return .success(runner)
        } catch {
          return .failure(RPCError(.resourceExhausted, "no event loop: \(error)", notStarted: true))
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
