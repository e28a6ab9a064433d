// InProcessChannel.swift: a way to services of this very process, for the tests of those who call or write them.

internal import Dispatch
public import TokenWire

/// Calls services without a server and without sockets: `TokenServiceClient(InProcessChannel([TokenServiceMock()]))`.
/// All of it may be used from any thread.
///
/// Service and caller meet what they would meet over a connection. Every message crosses as the bytes of a frame, so
/// that what can't travel fails in the same way; deadlines, cancellation, a stream's credit, metadata and failures are
/// those of the wire; a changing call gets an idempotency key; an unknown method is UNIMPLEMENTED, and a call that its
/// service forgets INTERNAL. Services run on one thread of the channel's, as on a reactor, and completions on another:
/// neither runs inside a call, and neither may block.
///
/// What only a network has is not there: nothing is sent twice, no server is waited for, no limit of calls is reached.
public final class InProcessChannel: ClientChannel {
  /// How long a unary call may take that says nothing itself; nil: as long as it likes.
  public let timeout: Duration?
  /// Items that a stream may be ahead of its reader.
  public let streamCredit: UInt32
  private let services: ServedMethods
  private let threads = ChannelThreads()

  /// A channel to `services`, whose methods must differ by number and by name.
  public init(
    _ services: [any RPCService], timeout: Duration? = .seconds(30), streamCredit: UInt32 = FrameLimits.defaultCredit
  ) {
    precondition((1...65_536).contains(streamCredit), "a stream's credit is 1 to 65,536 items")
    self.services = ServedMethods(services)
    self.timeout = timeout
    self.streamCredit = streamCredit
  }

  @discardableResult
  public func start<Request: WireMessage, Reply: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions,
    completion: @escaping @Sendable (Result<Reply, RPCError>) -> Void
  ) -> any CallHandle {
    precondition(method.kind == .unary, "\(method.fullName) is a stream")
    let call = InProcessCall(method, options, credit: 0, on: threads, to: .completion(completion))
    begin(call, request, options, timeout: options.timeout ?? timeout)
    return call
  }

  public func stream<Request: WireMessage, Item: WireMessage>(
    _ method: MethodDescriptor, _ request: Request, options: CallOptions
  ) -> ReplyStream<Item> {
    precondition(method.kind == .serverStream, "\(method.fullName) is no stream")
    let control = LateControl()
    let (stream, feed) = ReplyStream<Item>.make(window: streamCredit, control: control)
    let call = InProcessCall(method, options, credit: streamCredit, on: threads, to: .stream(feed))
    control.take(call)
    begin(call, request, options, timeout: options.timeout)
    return stream
  }

  /// Encodes the request on the caller's thread, as a client does.
  private func begin(
    _ call: InProcessCall, _ request: some WireMessage, _ options: CallOptions, timeout: Duration?
  ) {
    precondition(options.maxAttempts.map((1...5).contains) ?? true, "a call is tried 1 to 5 times")
    var metadata = options.metadata
    let isHarmless = call.method.isIdempotent || options.changesNothing
    if call.method.kind == .unary, !isHarmless, metadata.idempotencyKey.isEmpty {
      metadata.idempotencyKey = .randomIdempotencyKey()
    }
    let ownDeadline = timeout.map { DispatchTime.now().uptimeNanoseconds.advanced(clampedBy: $0) }
    let deadline = [ownDeadline, options.deadlineNanoseconds].lazy.compactMap { $0 }.min()
    do throws(RPCError) {
      call.begin(try .request(of: call.method, request, metadata), deadline: deadline, services)
    } catch {
      call.giveUp(error)
    }
  }
}

/// Where a channel's services and completions run.
struct ChannelThreads: Sendable {
  let service = DispatchQueue(label: "TokenRPCTesting.service")
  let completions = DispatchQueue(label: "TokenRPCTesting.completions")
}

extension UInt64 {
  /// This instant and `duration`, which may be less than nothing or more than there is.
  fileprivate func advanced(clampedBy duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { return self }
    let (whole, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carries) = addingReportingOverflow(whole)
    let (instant, exceeds) = sum.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
    return overflows || carries || exceeds ? .max : instant
  }
}
