// ServerCalls.swift: the calls a service is handed, to be completed now or later from any thread.

/// What carries answers back: a connection of the server, or a test. Every method may be called from any thread.
public protocol CallResponder: AnyObject, Sendable {
  /// Ends a unary call with its reply. The first end of a call counts, later ones are ignored.
  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply)
  /// The same, with a metadata block before the reply.
  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply, metadata: Metadata)
  /// Ends a call of either kind with a failure.
  func fail(call: UInt64, with error: RPCError)
  /// The same, with a metadata block before the failure.
  func fail(call: UInt64, with error: RPCError, metadata: Metadata)
  /// Calls `handler` once when the client cancels, its deadline passes or its connection is lost before the call ended;
  /// at once when that has happened already.
  func onCancel(call: UInt64, _ handler: @escaping @Sendable () -> Void)
  /// Calls `make` once there is room for a unary call's answer of about `bytes`, and keeps that room for it. When the
  /// call ends before, `make` is let go.
  func whenRoom(call: UInt64, for bytes: Int, _ make: @escaping @Sendable () -> Void)
  /// A unary call waits from here on for what is no work of the server's.
  func park(call: UInt64)
  /// Starts a stream: `next` is asked for an item whenever there is both credit and room in the output buffer.
  func produce<Item: WireMessage>(call: UInt64, _ next: @escaping @Sendable () -> StreamStep<Item>)
  /// Asks a stream that answered `wait` again.
  func wake(call: UInt64)
}

/// What a stream's source has for its reader now.
public enum StreamStep<Item: WireMessage>: Sendable {
  /// The next item.
  case item(Item)
  /// Nothing now; the source calls `wake` when that changes.
  case wait
  /// Nothing any more.
  case end
  /// Nothing any more, and this metadata goes with the end.
  case endWith(Metadata)
  /// The stream fails.
  case failed(RPCError)
}

/// A unary call: complete it once, from any thread. Nothing waits on a thread meanwhile.
public struct UnaryCall<Reply: WireMessage>: Sendable {
  public let context: CallContext
  let responder: any CallResponder
  let id: UInt64

  public init(context: CallContext, responder: any CallResponder, id: UInt64) {
    self.context = context
    self.responder = responder
    self.id = id
  }

  /// Answers the call.
  public func succeed(_ reply: Reply) { responder.succeed(call: id, with: reply) }

  /// Answers the call, with metadata for the client: its `entries` and `retry_after_ms` are sent. A call whose metadata
  /// is against the protocol's limits fails INTERNAL.
  public func succeed(_ reply: Reply, metadata: Metadata) {
    responder.succeed(call: id, with: reply, metadata: metadata)
  }

  /// Fails the call.
  public func fail(_ error: RPCError) { responder.fail(call: id, with: error) }

  /// Fails the call, with metadata beside the failure. Where it is against the protocol's limits its entries are left
  /// out.
  public func fail(_ error: RPCError, metadata: Metadata) {
    responder.fail(call: id, with: error, metadata: metadata)
  }

  /// Calls `make` once the connection has room for an answer of about `bytes`: soon, or when the client has taken
  /// others. To be asked once, before an answer larger than 4 KiB is made; without asking it fails RESOURCE_EXHAUSTED
  /// when too much waits to be sent. `make` runs on the connection's reactor, must not block, and is let go when the
  /// call ends before.
  public func whenRoom(for bytes: Int, _ make: @escaping @Sendable () -> Void) {
    responder.whenRoom(call: id, for: bytes, make)
  }

  /// Says that from here on the call waits by design: for an event, for a time to come, not for work of the server's.
  /// How long it takes then says nothing of the load, and it is never told of as slow.
  public func park() { responder.park(call: id) }

  /// Calls `handler` once if the client gives up before the call has ended.
  public func onCancel(_ handler: @escaping @Sendable () -> Void) { responder.onCancel(call: id, handler) }
}

/// A server stream: give it a source of items, which is asked when the reader has room. A follower is a cursor, not a
/// buffer.
public struct StreamCall<Item: WireMessage>: Sendable {
  public let context: CallContext
  let responder: any CallResponder
  let id: UInt64

  public init(context: CallContext, responder: any CallResponder, id: UInt64) {
    self.context = context
    self.responder = responder
    self.id = id
  }

  /// Starts the stream. `next` runs on the connection's reactor and must not block.
  public func produce(_ next: @escaping @Sendable () -> StreamStep<Item>) { responder.produce(call: id, next) }

  /// Says that a source which answered `wait` has something again. From any thread.
  public func wake() { responder.wake(call: id) }

  /// Fails the stream.
  public func fail(_ error: RPCError) { responder.fail(call: id, with: error) }

  /// Fails the stream, with metadata beside the failure. Where it is against the protocol's limits its entries are left
  /// out.
  public func fail(_ error: RPCError, metadata: Metadata) {
    responder.fail(call: id, with: error, metadata: metadata)
  }

  /// Calls `handler` once if the client gives up before the stream has ended.
  public func onCancel(_ handler: @escaping @Sendable () -> Void) { responder.onCancel(call: id, handler) }
}

/// A method and the code that answers it.
public struct MethodHandler: Sendable {
  public let method: MethodDescriptor
  /// Decodes the request message and hands it to the service. Throws before the service has seen anything.
  public let start:
    @Sendable (
      _ message: UnsafeRawBufferPointer, _ arena: Arena, _ context: CallContext, _ responder: any CallResponder,
      _ call: UInt64
    ) throws(DecodeError) -> Void

  public init(
    method: MethodDescriptor,
    start:
      @escaping @Sendable (
        _ message: UnsafeRawBufferPointer, _ arena: Arena, _ context: CallContext, _ responder: any CallResponder,
        _ call: UInt64
      ) throws(DecodeError) -> Void
  ) {
    self.method = method
    self.start = start
  }
}

/// A service: its rows of the method table. Generated service protocols give it.
public protocol RPCService: Sendable {
  var methods: [MethodHandler] { get }
  /// The .proto files that declare it and all that they import; empty: it tells reflection nothing.
  var descriptors: DescriptorSet { get }
}

extension RPCService {
  public var descriptors: DescriptorSet { DescriptorSet() }
}
