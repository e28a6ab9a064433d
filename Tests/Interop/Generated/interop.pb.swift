// interop.pb.swift: the messages and services of interop.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CInterop
public import TokenWire

public struct InteropEmpty: WireMessage {
  public static var fullName: String { "interop.v1.Empty" }

  public init() {}
}

extension InteropEmpty {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = interop__v1__empty__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(interop__v1__empty__get_packed_size(c), to: &output) {
      interop__v1__empty__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Interop__V1__Empty>) throws(DecodeError) {
    self.init()
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Interop__V1__Empty> {
    let c = try arena.allocate(Interop__V1__Empty.self)
    interop__v1__empty__init(c)
    return c
  }
}

/// Bytes whose content means nothing.
public struct InteropPayload: WireMessage {
  public static var fullName: String { "interop.v1.Payload" }

  public var body: [UInt8] = []

  public init() {}

  public init(body: [UInt8] = []) {
    self.body = body
  }
}

extension InteropPayload {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = interop__v1__payload__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(interop__v1__payload__get_packed_size(c), to: &output) {
      interop__v1__payload__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Interop__V1__Payload>) throws(DecodeError) {
    self.init()
    self.body = [UInt8](c.pointee.body.buffer)
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Interop__V1__Payload> {
    let c = try arena.allocate(Interop__V1__Payload.self)
    interop__v1__payload__init(c)
    c.pointee.body = .init(try arena.copy(bytes: self.body))
    return c
  }
}

/// The failure a call is to end with.
public struct InteropEchoStatus: WireMessage {
  public static var fullName: String { "interop.v1.EchoStatus" }

  /// 1 to 16.
  public var code: UInt32 = 0
  public var message: String = ""

  public init() {}

  public init(code: UInt32 = 0, message: String = "") {
    self.code = code
    self.message = message
  }
}

extension InteropEchoStatus {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = interop__v1__echo_status__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(interop__v1__echo_status__get_packed_size(c), to: &output) {
      interop__v1__echo_status__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Interop__V1__EchoStatus>) throws(DecodeError) {
    self.init()
    self.code = c.pointee.code
    self.message = try WireField.text(c.pointee.message.buffer, "message")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Interop__V1__EchoStatus> {
    let c = try arena.allocate(Interop__V1__EchoStatus.self)
    interop__v1__echo_status__init(c)
    c.pointee.code = self.code
    c.pointee.message = .init(try arena.copy(text: self.message, "message"))
    return c
  }
}

public struct InteropSimpleRequest: WireMessage {
  public static var fullName: String { "interop.v1.SimpleRequest" }

  /// Bytes of the reply's payload.
  public var responseSize: UInt32 = 0
  /// As large as the test wants the request to be.
  public var payload: InteropPayload? = nil
  /// Instead of a reply; absent: there is one.
  public var responseStatus: InteropEchoStatus? = nil
  /// Sleeps: no answer before the test lets go of the call.
  public var sleep: Bool = false

  public init() {}

  public init(
    responseSize: UInt32 = 0,
    payload: InteropPayload? = nil,
    responseStatus: InteropEchoStatus? = nil,
    sleep: Bool = false
  ) {
    self.responseSize = responseSize
    self.payload = payload
    self.responseStatus = responseStatus
    self.sleep = sleep
  }
}

extension InteropSimpleRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = interop__v1__simple_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(interop__v1__simple_request__get_packed_size(c), to: &output) {
      interop__v1__simple_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Interop__V1__SimpleRequest>) throws(DecodeError) {
    self.init()
    self.responseSize = c.pointee.response_size
    if let inner = c.pointee.payload {
      self.payload = try WireField.decoding("payload", try InteropPayload(copying: inner))
    }
    if let inner = c.pointee.response_status {
      self.responseStatus = try WireField.decoding("response_status", try InteropEchoStatus(copying: inner))
    }
    self.sleep = c.pointee.sleep != 0
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Interop__V1__SimpleRequest> {
    let c = try arena.allocate(Interop__V1__SimpleRequest.self)
    interop__v1__simple_request__init(c)
    c.pointee.response_size = self.responseSize
    if let inner = self.payload {
      c.pointee.payload = try WireField.encoding("payload", try inner.filled(in: arena))
    }
    if let inner = self.responseStatus {
      c.pointee.response_status = try WireField.encoding("response_status", try inner.filled(in: arena))
    }
    c.pointee.sleep = self.sleep ? 1 : 0
    return c
  }
}

public struct InteropSimpleResponse: WireMessage {
  public static var fullName: String { "interop.v1.SimpleResponse" }

  public var payload: InteropPayload? = nil

  public init() {}

  public init(payload: InteropPayload? = nil) {
    self.payload = payload
  }
}

extension InteropSimpleResponse {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = interop__v1__simple_response__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(interop__v1__simple_response__get_packed_size(c), to: &output) {
      interop__v1__simple_response__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Interop__V1__SimpleResponse>) throws(DecodeError) {
    self.init()
    if let inner = c.pointee.payload {
      self.payload = try WireField.decoding("payload", try InteropPayload(copying: inner))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Interop__V1__SimpleResponse> {
    let c = try arena.allocate(Interop__V1__SimpleResponse.self)
    interop__v1__simple_response__init(c)
    if let inner = self.payload {
      c.pointee.payload = try WireField.encoding("payload", try inner.filled(in: arena))
    }
    return c
  }
}

public struct InteropStreamingOutputCallRequest: WireMessage {
  public static var fullName: String { "interop.v1.StreamingOutputCallRequest" }

  /// Bytes of each item's payload, in this order.
  public var responseSizes: [UInt32] = []
  /// How the stream ends, behind its items; absent: well.
  public var responseStatus: InteropEchoStatus? = nil
  /// Sleeps behind the items instead of ending.
  public var sleep: Bool = false

  public init() {}

  public init(
    responseSizes: [UInt32] = [],
    responseStatus: InteropEchoStatus? = nil,
    sleep: Bool = false
  ) {
    self.responseSizes = responseSizes
    self.responseStatus = responseStatus
    self.sleep = sleep
  }
}

extension InteropStreamingOutputCallRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = interop__v1__streaming_output_call_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(interop__v1__streaming_output_call_request__get_packed_size(c), to: &output) {
      interop__v1__streaming_output_call_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Interop__V1__StreamingOutputCallRequest>) throws(DecodeError) {
    self.init()
    self.responseSizes = [UInt32](UnsafeBufferPointer(start: c.pointee.response_sizes, count: c.pointee.n_response_sizes))
    if let inner = c.pointee.response_status {
      self.responseStatus = try WireField.decoding("response_status", try InteropEchoStatus(copying: inner))
    }
    self.sleep = c.pointee.sleep != 0
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Interop__V1__StreamingOutputCallRequest> {
    let c = try arena.allocate(Interop__V1__StreamingOutputCallRequest.self)
    interop__v1__streaming_output_call_request__init(c)
    c.pointee.n_response_sizes = self.responseSizes.count
    c.pointee.response_sizes = try arena.copy(array: self.responseSizes)
    if let inner = self.responseStatus {
      c.pointee.response_status = try WireField.encoding("response_status", try inner.filled(in: arena))
    }
    c.pointee.sleep = self.sleep ? 1 : 0
    return c
  }
}

public struct InteropStreamingOutputCallResponse: WireMessage {
  public static var fullName: String { "interop.v1.StreamingOutputCallResponse" }

  public var payload: InteropPayload? = nil

  public init() {}

  public init(payload: InteropPayload? = nil) {
    self.payload = payload
  }
}

extension InteropStreamingOutputCallResponse {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = interop__v1__streaming_output_call_response__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(interop__v1__streaming_output_call_response__get_packed_size(c), to: &output) {
      interop__v1__streaming_output_call_response__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Interop__V1__StreamingOutputCallResponse>) throws(DecodeError) {
    self.init()
    if let inner = c.pointee.payload {
      self.payload = try WireField.decoding("payload", try InteropPayload(copying: inner))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Interop__V1__StreamingOutputCallResponse> {
    let c = try arena.allocate(Interop__V1__StreamingOutputCallResponse.self)
    interop__v1__streaming_output_call_response__init(c)
    if let inner = self.payload {
      c.pointee.payload = try WireField.encoding("payload", try inner.filled(in: arena))
    }
    return c
  }
}

/// The rows that `interop.v1.TestService` adds to a method table.
public enum InteropTestServiceMethods {
  public static let emptyCall = MethodDescriptor(
    id: 1100, fullName: "interop.v1.TestService/EmptyCall", kind: .unary,
    isIdempotent: false, maxRequestBytes: 0)

  public static let unaryCall = MethodDescriptor(
    id: 1101, fullName: "interop.v1.TestService/UnaryCall", kind: .unary,
    isIdempotent: false, maxRequestBytes: 0)

  public static let streamingOutputCall = MethodDescriptor(
    id: 1102, fullName: "interop.v1.TestService/StreamingOutputCall", kind: .serverStream,
    isIdempotent: false, maxRequestBytes: 0)

  /// Takes requests of at most 1,024 bytes.
  public static let limitedCall = MethodDescriptor(
    id: 1103, fullName: "interop.v1.TestService/LimitedCall", kind: .unary,
    isIdempotent: false, maxRequestBytes: 1024)

  /// Never served.
  public static let unimplementedCall = MethodDescriptor(
    id: 1104, fullName: "interop.v1.TestService/UnimplementedCall", kind: .unary,
    isIdempotent: false, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [emptyCall, unaryCall, streamingOutputCall, limitedCall, unimplementedCall]

  /// The file that declares them and all that it imports.
  public static let descriptors = fileDescriptors
}

/// The calls that both sides have.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol InteropTestService: RPCService {
  func emptyCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>)
  func unaryCall(_ message: InteropSimpleRequest, _ call: UnaryCall<InteropSimpleResponse>)
  func streamingOutputCall(_ message: InteropStreamingOutputCallRequest, _ call: StreamCall<InteropStreamingOutputCallResponse>)
  /// Takes requests of at most 1,024 bytes.
  func limitedCall(_ message: InteropSimpleRequest, _ call: UnaryCall<InteropSimpleResponse>)
  /// Never served.
  func unimplementedCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>)
}

extension InteropTestService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: InteropTestServiceMethods.emptyCall) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try InteropEmpty(decoding: bytes, in: arena)
        self.emptyCall(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: InteropTestServiceMethods.unaryCall) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try InteropSimpleRequest(decoding: bytes, in: arena)
        self.unaryCall(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: InteropTestServiceMethods.streamingOutputCall) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try InteropStreamingOutputCallRequest(decoding: bytes, in: arena)
        self.streamingOutputCall(message, StreamCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: InteropTestServiceMethods.limitedCall) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try InteropSimpleRequest(decoding: bytes, in: arena)
        self.limitedCall(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: InteropTestServiceMethods.unimplementedCall) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try InteropEmpty(decoding: bytes, in: arena)
        self.unimplementedCall(message, UnaryCall(context: context, responder: responder, id: call))
      },
    ]
  }

  public var descriptors: DescriptorSet { InteropTestServiceMethods.descriptors }
}

/// The calls that both sides have.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleInteropTestService: InteropTestService {
  func emptyCall(_ message: InteropEmpty, context: CallContext) throws(RPCError) -> InteropEmpty
  func unaryCall(_ message: InteropSimpleRequest, context: CallContext) throws(RPCError) -> InteropSimpleResponse
  func streamingOutputCall(_ message: InteropStreamingOutputCallRequest, context: CallContext) throws(RPCError)
    -> @Sendable () -> StreamStep<InteropStreamingOutputCallResponse>
  /// Takes requests of at most 1,024 bytes.
  func limitedCall(_ message: InteropSimpleRequest, context: CallContext) throws(RPCError) -> InteropSimpleResponse
  /// Never served.
  func unimplementedCall(_ message: InteropEmpty, context: CallContext) throws(RPCError) -> InteropEmpty
}

extension SimpleInteropTestService {
  public func emptyCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>) {
    do throws(RPCError) {
      call.succeed(try emptyCall(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func unaryCall(_ message: InteropSimpleRequest, _ call: UnaryCall<InteropSimpleResponse>) {
    do throws(RPCError) {
      call.succeed(try unaryCall(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func streamingOutputCall(_ message: InteropStreamingOutputCallRequest, _ call: StreamCall<InteropStreamingOutputCallResponse>) {
    do throws(RPCError) {
      call.produce(try streamingOutputCall(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func limitedCall(_ message: InteropSimpleRequest, _ call: UnaryCall<InteropSimpleResponse>) {
    do throws(RPCError) {
      call.succeed(try limitedCall(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func unimplementedCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>) {
    do throws(RPCError) {
      call.succeed(try unimplementedCall(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// The calls that both sides have.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class InteropTestServiceClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  public func emptyCall(
    _ message: InteropEmpty, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> InteropEmpty {
    try await channel.call(InteropTestServiceMethods.emptyCall, message, options: options)
  }

  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func emptyCall(
    _ message: InteropEmpty, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<InteropEmpty, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(InteropTestServiceMethods.emptyCall, message, options: options, completion: completion)
  }

  /// Many calls of `emptyCall` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func emptyCallBatch(
    _ messages: [InteropEmpty], options: CallOptions = CallOptions()
  ) async -> [Result<InteropEmpty, RPCError>] {
    await channel.callBatch(InteropTestServiceMethods.emptyCall, messages, options: options)
  }

  public func unaryCall(
    _ message: InteropSimpleRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> InteropSimpleResponse {
    try await channel.call(InteropTestServiceMethods.unaryCall, message, options: options)
  }

  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func unaryCall(
    _ message: InteropSimpleRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<InteropSimpleResponse, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(InteropTestServiceMethods.unaryCall, message, options: options, completion: completion)
  }

  /// Many calls of `unaryCall` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func unaryCallBatch(
    _ messages: [InteropSimpleRequest], options: CallOptions = CallOptions()
  ) async -> [Result<InteropSimpleResponse, RPCError>] {
    await channel.callBatch(InteropTestServiceMethods.unaryCall, messages, options: options)
  }

  /// The stream may be held as long as one likes; dropped or cancelled, the server is told.
  public func streamingOutputCall(
    _ message: InteropStreamingOutputCallRequest, options: CallOptions = CallOptions()
  ) -> ReplyStream<InteropStreamingOutputCallResponse> {
    channel.stream(InteropTestServiceMethods.streamingOutputCall, message, options: options)
  }

  /// Calls `body` with the stream of `streamingOutputCall` and cancels it when `body` is done.
  nonisolated(nonsending) public func withStreamingOutputCall<Value, Failure: Error>(
    _ message: InteropStreamingOutputCallRequest, options: CallOptions = CallOptions(),
    _ body: nonisolated(nonsending) (ReplyStream<InteropStreamingOutputCallResponse>) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let stream = streamingOutputCall(message, options: options)
    defer { stream.cancel() }
    return try await body(stream)
  }

  /// Takes requests of at most 1,024 bytes.
  public func limitedCall(
    _ message: InteropSimpleRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> InteropSimpleResponse {
    try await channel.call(InteropTestServiceMethods.limitedCall, message, options: options)
  }

  /// Takes requests of at most 1,024 bytes.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func limitedCall(
    _ message: InteropSimpleRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<InteropSimpleResponse, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(InteropTestServiceMethods.limitedCall, message, options: options, completion: completion)
  }

  /// Many calls of `limitedCall` at once; the results stand in the order of the messages, and each succeeds or fails
  /// for itself. `options` hold for each, with no idempotency key among them.
  public func limitedCallBatch(
    _ messages: [InteropSimpleRequest], options: CallOptions = CallOptions()
  ) async -> [Result<InteropSimpleResponse, RPCError>] {
    await channel.callBatch(InteropTestServiceMethods.limitedCall, messages, options: options)
  }

  /// Never served.
  public func unimplementedCall(
    _ message: InteropEmpty, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> InteropEmpty {
    try await channel.call(InteropTestServiceMethods.unimplementedCall, message, options: options)
  }

  /// Never served.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func unimplementedCall(
    _ message: InteropEmpty, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<InteropEmpty, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(InteropTestServiceMethods.unimplementedCall, message, options: options, completion: completion)
  }

  /// Many calls of `unimplementedCall` at once; the results stand in the order of the messages, and each succeeds or
  /// fails for itself. `options` hold for each, with no idempotency key among them.
  public func unimplementedCallBatch(
    _ messages: [InteropEmpty], options: CallOptions = CallOptions()
  ) async -> [Result<InteropEmpty, RPCError>] {
    await channel.callBatch(InteropTestServiceMethods.unimplementedCall, messages, options: options)
  }
}

/// The rows that `interop.v1.UnimplementedService` adds to a method table.
public enum InteropUnimplementedServiceMethods {
  public static let unimplementedCall = MethodDescriptor(
    id: 1105, fullName: "interop.v1.UnimplementedService/UnimplementedCall", kind: .unary,
    isIdempotent: false, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [unimplementedCall]

  /// The file that declares them and all that it imports.
  public static let descriptors = fileDescriptors
}

/// A service that no server has.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol InteropUnimplementedService: RPCService {
  func unimplementedCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>)
}

extension InteropUnimplementedService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: InteropUnimplementedServiceMethods.unimplementedCall) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try InteropEmpty(decoding: bytes, in: arena)
        self.unimplementedCall(message, UnaryCall(context: context, responder: responder, id: call))
      },
    ]
  }

  public var descriptors: DescriptorSet { InteropUnimplementedServiceMethods.descriptors }
}

/// A service that no server has.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleInteropUnimplementedService: InteropUnimplementedService {
  func unimplementedCall(_ message: InteropEmpty, context: CallContext) throws(RPCError) -> InteropEmpty
}

extension SimpleInteropUnimplementedService {
  public func unimplementedCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>) {
    do throws(RPCError) {
      call.succeed(try unimplementedCall(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// A service that no server has.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class InteropUnimplementedServiceClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  public func unimplementedCall(
    _ message: InteropEmpty, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> InteropEmpty {
    try await channel.call(InteropUnimplementedServiceMethods.unimplementedCall, message, options: options)
  }

  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func unimplementedCall(
    _ message: InteropEmpty, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<InteropEmpty, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(InteropUnimplementedServiceMethods.unimplementedCall, message, options: options, completion: completion)
  }

  /// Many calls of `unimplementedCall` at once; the results stand in the order of the messages, and each succeeds or
  /// fails for itself. `options` hold for each, with no idempotency key among them.
  public func unimplementedCallBatch(
    _ messages: [InteropEmpty], options: CallOptions = CallOptions()
  ) async -> [Result<InteropEmpty, RPCError>] {
    await channel.callBatch(InteropUnimplementedServiceMethods.unimplementedCall, messages, options: options)
  }
}

private let fileDescriptors = DescriptorSet(
  .init(
    "google/protobuf/descriptor.proto",
    scalars: """
      \n google/protobuf/descriptor.proto\u{12}\u{f}google.protobuf\"M\n\u{11}FileDescriptorSet\u{12}8\n\u{4}file\
      \u{18}\u{1} \u{3}(\u{b}2$.google.protobuf.FileDescriptorProtoR\u{4}file\"\u{e4}\u{4}\n\u{13}FileDescriptorPr\
      oto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}\u{18}\n\u{7}package\u{18}\u{2} \u{1}(\tR\u{7}\
      package\u{12}\u{1e}\n\ndependency\u{18}\u{3} \u{3}(\tR\ndependency\u{12}+\n\u{11}public_dependency\u{18}\n \
      \u{3}(\u{5}R\u{10}publicDependency\u{12}'\n\u{f}weak_dependency\u{18}\u{b} \u{3}(\u{5}R\u{e}weakDependency\
      \u{12}C\n\u{c}message_type\u{18}\u{4} \u{3}(\u{b}2 .google.protobuf.DescriptorProtoR\u{b}messageType\u{12}A\
      \n\tenum_type\u{18}\u{5} \u{3}(\u{b}2$.google.protobuf.EnumDescriptorProtoR\u{8}enumType\u{12}A\n\u{7}servic\
      e\u{18}\u{6} \u{3}(\u{b}2'.google.protobuf.ServiceDescriptorProtoR\u{7}service\u{12}C\n\textension\u{18}\
      \u{7} \u{3}(\u{b}2%.google.protobuf.FieldDescriptorProtoR\textension\u{12}6\n\u{7}options\u{18}\u{8} \u{1}(\
      \u{b}2\u{1c}.google.protobuf.FileOptionsR\u{7}options\u{12}I\n\u{10}source_code_info\u{18}\t \u{1}(\u{b}2\
      \u{1f}.google.protobuf.SourceCodeInfoR\u{e}sourceCodeInfo\u{12}\u{16}\n\u{6}syntax\u{18}\u{c} \u{1}(\tR\u{6}\
      syntax\"\u{b9}\u{6}\n\u{f}DescriptorProto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12};\n\u{5}\
      field\u{18}\u{2} \u{3}(\u{b}2%.google.protobuf.FieldDescriptorProtoR\u{5}field\u{12}C\n\textension\u{18}\
      \u{6} \u{3}(\u{b}2%.google.protobuf.FieldDescriptorProtoR\textension\u{12}A\n\u{b}nested_type\u{18}\u{3} \
      \u{3}(\u{b}2 .google.protobuf.DescriptorProtoR\nnestedType\u{12}A\n\tenum_type\u{18}\u{4} \u{3}(\u{b}2$.goog\
      le.protobuf.EnumDescriptorProtoR\u{8}enumType\u{12}X\n\u{f}extension_range\u{18}\u{5} \u{3}(\u{b}2/.google.p\
      rotobuf.DescriptorProto.ExtensionRangeR\u{e}extensionRange\u{12}D\n\noneof_decl\u{18}\u{8} \u{3}(\u{b}2%.goo\
      gle.protobuf.OneofDescriptorProtoR\toneofDecl\u{12}9\n\u{7}options\u{18}\u{7} \u{1}(\u{b}2\u{1f}.google.prot\
      obuf.MessageOptionsR\u{7}options\u{12}U\n\u{e}reserved_range\u{18}\t \u{3}(\u{b}2..google.protobuf.Descripto\
      rProto.ReservedRangeR\rreservedRange\u{12}#\n\rreserved_name\u{18}\n \u{3}(\tR\u{c}reservedName\u{1a}z\n\
      \u{e}ExtensionRange\u{12}\u{14}\n\u{5}start\u{18}\u{1} \u{1}(\u{5}R\u{5}start\u{12}\u{10}\n\u{3}end\u{18}\
      \u{2} \u{1}(\u{5}R\u{3}end\u{12}@\n\u{7}options\u{18}\u{3} \u{1}(\u{b}2&.google.protobuf.ExtensionRangeOptio\
      nsR\u{7}options\u{1a}7\n\rReservedRange\u{12}\u{14}\n\u{5}start\u{18}\u{1} \u{1}(\u{5}R\u{5}start\u{12}\
      \u{10}\n\u{3}end\u{18}\u{2} \u{1}(\u{5}R\u{3}end\"|\n\u{15}ExtensionRangeOptions\u{12}X\n\u{14}uninterpreted\
      _option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\
      \u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}\"\u{c1}\u{6}\n\u{14}FieldDescriptorProto\u{12}\u{12}\n\u{4}na\
      me\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}\u{16}\n\u{6}number\u{18}\u{3} \u{1}(\u{5}R\u{6}number\u{12}A\n\u{5}la\
      bel\u{18}\u{4} \u{1}(\u{e}2+.google.protobuf.FieldDescriptorProto.LabelR\u{5}label\u{12}>\n\u{4}type\u{18}\
      \u{5} \u{1}(\u{e}2*.google.protobuf.FieldDescriptorProto.TypeR\u{4}type\u{12}\u{1b}\n\ttype_name\u{18}\u{6} \
      \u{1}(\tR\u{8}typeName\u{12}\u{1a}\n\u{8}extendee\u{18}\u{2} \u{1}(\tR\u{8}extendee\u{12}#\n\rdefault_value\
      \u{18}\u{7} \u{1}(\tR\u{c}defaultValue\u{12}\u{1f}\n\u{b}oneof_index\u{18}\t \u{1}(\u{5}R\noneofIndex\u{12}\
      \u{1b}\n\tjson_name\u{18}\n \u{1}(\tR\u{8}jsonName\u{12}7\n\u{7}options\u{18}\u{8} \u{1}(\u{b}2\u{1d}.google\
      .protobuf.FieldOptionsR\u{7}options\u{12}'\n\u{f}proto3_optional\u{18}\u{11} \u{1}(\u{8}R\u{e}proto3Optional\
      \"\u{b6}\u{2}\n\u{4}Type\u{12}\u{f}\n\u{b}TYPE_DOUBLE\u{10}\u{1}\u{12}\u{e}\n\nTYPE_FLOAT\u{10}\u{2}\u{12}\
      \u{e}\n\nTYPE_INT64\u{10}\u{3}\u{12}\u{f}\n\u{b}TYPE_UINT64\u{10}\u{4}\u{12}\u{e}\n\nTYPE_INT32\u{10}\u{5}\
      \u{12}\u{10}\n\u{c}TYPE_FIXED64\u{10}\u{6}\u{12}\u{10}\n\u{c}TYPE_FIXED32\u{10}\u{7}\u{12}\r\n\tTYPE_BOOL\
      \u{10}\u{8}\u{12}\u{f}\n\u{b}TYPE_STRING\u{10}\t\u{12}\u{e}\n\nTYPE_GROUP\u{10}\n\u{12}\u{10}\n\u{c}TYPE_MES\
      SAGE\u{10}\u{b}\u{12}\u{e}\n\nTYPE_BYTES\u{10}\u{c}\u{12}\u{f}\n\u{b}TYPE_UINT32\u{10}\r\u{12}\r\n\tTYPE_ENU\
      M\u{10}\u{e}\u{12}\u{11}\n\rTYPE_SFIXED32\u{10}\u{f}\u{12}\u{11}\n\rTYPE_SFIXED64\u{10}\u{10}\u{12}\u{f}\n\
      \u{b}TYPE_SINT32\u{10}\u{11}\u{12}\u{f}\n\u{b}TYPE_SINT64\u{10}\u{12}\"C\n\u{5}Label\u{12}\u{12}\n\u{e}LABEL\
      _OPTIONAL\u{10}\u{1}\u{12}\u{12}\n\u{e}LABEL_REQUIRED\u{10}\u{2}\u{12}\u{12}\n\u{e}LABEL_REPEATED\u{10}\u{3}\
      \"c\n\u{14}OneofDescriptorProto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}7\n\u{7}options\
      \u{18}\u{2} \u{1}(\u{b}2\u{1d}.google.protobuf.OneofOptionsR\u{7}options\"\u{e3}\u{2}\n\u{13}EnumDescriptorP\
      roto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}?\n\u{5}value\u{18}\u{2} \u{3}(\u{b}2).google\
      .protobuf.EnumValueDescriptorProtoR\u{5}value\u{12}6\n\u{7}options\u{18}\u{3} \u{1}(\u{b}2\u{1c}.google.prot\
      obuf.EnumOptionsR\u{7}options\u{12}]\n\u{e}reserved_range\u{18}\u{4} \u{3}(\u{b}26.google.protobuf.EnumDescr\
      iptorProto.EnumReservedRangeR\rreservedRange\u{12}#\n\rreserved_name\u{18}\u{5} \u{3}(\tR\u{c}reservedName\
      \u{1a};\n\u{11}EnumReservedRange\u{12}\u{14}\n\u{5}start\u{18}\u{1} \u{1}(\u{5}R\u{5}start\u{12}\u{10}\n\
      \u{3}end\u{18}\u{2} \u{1}(\u{5}R\u{3}end\"\u{83}\u{1}\n\u{18}EnumValueDescriptorProto\u{12}\u{12}\n\u{4}name\
      \u{18}\u{1} \u{1}(\tR\u{4}name\u{12}\u{16}\n\u{6}number\u{18}\u{2} \u{1}(\u{5}R\u{6}number\u{12};\n\u{7}opti\
      ons\u{18}\u{3} \u{1}(\u{b}2!.google.protobuf.EnumValueOptionsR\u{7}options\"\u{a7}\u{1}\n\u{16}ServiceDescri\
      ptorProto\u{12}\u{12}\n\u{4}name\u{18}\u{1} \u{1}(\tR\u{4}name\u{12}>\n\u{6}method\u{18}\u{2} \u{3}(\u{b}2&.\
      google.protobuf.MethodDescriptorProtoR\u{6}method\u{12}9\n\u{7}options\u{18}\u{3} \u{1}(\u{b}2\u{1f}.google.\
      protobuf.ServiceOptionsR\u{7}options\"\u{89}\u{2}\n\u{15}MethodDescriptorProto\u{12}\u{12}\n\u{4}name\u{18}\
      \u{1} \u{1}(\tR\u{4}name\u{12}\u{1d}\n\ninput_type\u{18}\u{2} \u{1}(\tR\tinputType\u{12}\u{1f}\n\u{b}output_\
      type\u{18}\u{3} \u{1}(\tR\noutputType\u{12}8\n\u{7}options\u{18}\u{4} \u{1}(\u{b}2\u{1e}.google.protobuf.Met\
      hodOptionsR\u{7}options\u{12}0\n\u{10}client_streaming\u{18}\u{5} \u{1}(\u{8}:\u{5}falseR\u{f}clientStreamin\
      g\u{12}0\n\u{10}server_streaming\u{18}\u{6} \u{1}(\u{8}:\u{5}falseR\u{f}serverStreaming\"\u{91}\t\n\u{b}File\
      Options\u{12}!\n\u{c}java_package\u{18}\u{1} \u{1}(\tR\u{b}javaPackage\u{12}0\n\u{14}java_outer_classname\
      \u{18}\u{8} \u{1}(\tR\u{12}javaOuterClassname\u{12}5\n\u{13}java_multiple_files\u{18}\n \u{1}(\u{8}:\u{5}fal\
      seR\u{11}javaMultipleFiles\u{12}D\n\u{1d}java_generate_equals_and_hash\u{18}\u{14} \u{1}(\u{8}B\u{2}\u{18}\
      \u{1}R\u{19}javaGenerateEqualsAndHash\u{12}:\n\u{16}java_string_check_utf8\u{18}\u{1b} \u{1}(\u{8}:\u{5}fals\
      eR\u{13}javaStringCheckUtf8\u{12}S\n\u{c}optimize_for\u{18}\t \u{1}(\u{e}2).google.protobuf.FileOptions.Opti\
      mizeMode:\u{5}SPEEDR\u{b}optimizeFor\u{12}\u{1d}\n\ngo_package\u{18}\u{b} \u{1}(\tR\tgoPackage\u{12}5\n\
      \u{13}cc_generic_services\u{18}\u{10} \u{1}(\u{8}:\u{5}falseR\u{11}ccGenericServices\u{12}9\n\u{15}java_gene\
      ric_services\u{18}\u{11} \u{1}(\u{8}:\u{5}falseR\u{13}javaGenericServices\u{12}5\n\u{13}py_generic_services\
      \u{18}\u{12} \u{1}(\u{8}:\u{5}falseR\u{11}pyGenericServices\u{12}7\n\u{14}php_generic_services\u{18}* \u{1}(\
      \u{8}:\u{5}falseR\u{12}phpGenericServices\u{12}%\n\ndeprecated\u{18}\u{17} \u{1}(\u{8}:\u{5}falseR\ndeprecat\
      ed\u{12}.\n\u{10}cc_enable_arenas\u{18}\u{1f} \u{1}(\u{8}:\u{4}trueR\u{e}ccEnableArenas\u{12}*\n\u{11}objc_c\
      lass_prefix\u{18}$ \u{1}(\tR\u{f}objcClassPrefix\u{12})\n\u{10}csharp_namespace\u{18}% \u{1}(\tR\u{f}csharpN\
      amespace\u{12}!\n\u{c}swift_prefix\u{18}' \u{1}(\tR\u{b}swiftPrefix\u{12}(\n\u{10}php_class_prefix\u{18}( \
      \u{1}(\tR\u{e}phpClassPrefix\u{12}#\n\rphp_namespace\u{18}) \u{1}(\tR\u{c}phpNamespace\u{12}4\n\u{16}php_met\
      adata_namespace\u{18}, \u{1}(\tR\u{14}phpMetadataNamespace\u{12}!\n\u{c}ruby_package\u{18}- \u{1}(\tR\u{b}ru\
      byPackage\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOpt\
      ionR\u{13}uninterpretedOption\":\n\u{c}OptimizeMode\u{12}\t\n\u{5}SPEED\u{10}\u{1}\u{12}\r\n\tCODE_SIZE\
      \u{10}\u{2}\u{12}\u{10}\n\u{c}LITE_RUNTIME\u{10}\u{3}*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}J\
      \u{4}\u{8}&\u{10}'\"\u{e3}\u{2}\n\u{e}MessageOptions\u{12}<\n\u{17}message_set_wire_format\u{18}\u{1} \u{1}(\
      \u{8}:\u{5}falseR\u{14}messageSetWireFormat\u{12}L\n\u{1f}no_standard_descriptor_accessor\u{18}\u{2} \u{1}(\
      \u{8}:\u{5}falseR\u{1c}noStandardDescriptorAccessor\u{12}%\n\ndeprecated\u{18}\u{3} \u{1}(\u{8}:\u{5}falseR\
      \ndeprecated\u{12}\u{1b}\n\tmap_entry\u{18}\u{7} \u{1}(\u{8}R\u{8}mapEntry\u{12}X\n\u{14}uninterpreted_optio\
      n\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\
      \u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}J\u{4}\u{8}\u{4}\u{10}\u{5}J\u{4}\u{8}\u{5}\u{10}\u{6}J\u{4}\u{8}\
      \u{6}\u{10}\u{7}J\u{4}\u{8}\u{8}\u{10}\tJ\u{4}\u{8}\t\u{10}\n\"\u{92}\u{4}\n\u{c}FieldOptions\u{12}A\n\u{5}c\
      type\u{18}\u{1} \u{1}(\u{e}2#.google.protobuf.FieldOptions.CType:\u{6}STRINGR\u{5}ctype\u{12}\u{16}\n\u{6}pa\
      cked\u{18}\u{2} \u{1}(\u{8}R\u{6}packed\u{12}G\n\u{6}jstype\u{18}\u{6} \u{1}(\u{e}2$.google.protobuf.FieldOp\
      tions.JSType:\tJS_NORMALR\u{6}jstype\u{12}\u{19}\n\u{4}lazy\u{18}\u{5} \u{1}(\u{8}:\u{5}falseR\u{4}lazy\
      \u{12}.\n\u{f}unverified_lazy\u{18}\u{f} \u{1}(\u{8}:\u{5}falseR\u{e}unverifiedLazy\u{12}%\n\ndeprecated\
      \u{18}\u{3} \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}\u{19}\n\u{4}weak\u{18}\n \u{1}(\u{8}:\u{5}falseR\u{4}w\
      eak\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\
      \u{13}uninterpretedOption\"/\n\u{5}CType\u{12}\n\n\u{6}STRING\u{10}\0\u{12}\u{8}\n\u{4}CORD\u{10}\u{1}\u{12}\
      \u{10}\n\u{c}STRING_PIECE\u{10}\u{2}\"5\n\u{6}JSType\u{12}\r\n\tJS_NORMAL\u{10}\0\u{12}\r\n\tJS_STRING\u{10}\
      \u{1}\u{12}\r\n\tJS_NUMBER\u{10}\u{2}*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}J\u{4}\u{8}\u{4}\
      \u{10}\u{5}\"s\n\u{c}OneofOptions\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.p\
      rotobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}\
      \"\u{c0}\u{1}\n\u{b}EnumOptions\u{12}\u{1f}\n\u{b}allow_alias\u{18}\u{2} \u{1}(\u{8}R\nallowAlias\u{12}%\n\n\
      deprecated\u{18}\u{3} \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\
      \u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\
      \u{80}\u{80}\u{80}\u{80}\u{2}J\u{4}\u{8}\u{5}\u{10}\u{6}\"\u{9e}\u{1}\n\u{10}EnumValueOptions\u{12}%\n\ndepr\
      ecated\u{18}\u{1} \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \
      \u{3}(\u{b}2$.google.protobuf.UninterpretedOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\
      \u{80}\u{80}\u{80}\u{2}\"\u{9c}\u{1}\n\u{e}ServiceOptions\u{12}%\n\ndeprecated\u{18}! \u{1}(\u{8}:\u{5}false\
      R\ndeprecated\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.Uninterprete\
      dOptionR\u{13}uninterpretedOption*\t\u{8}\u{e8}\u{7}\u{10}\u{80}\u{80}\u{80}\u{80}\u{2}\"\u{e0}\u{2}\n\rMeth\
      odOptions\u{12}%\n\ndeprecated\u{18}! \u{1}(\u{8}:\u{5}falseR\ndeprecated\u{12}q\n\u{11}idempotency_level\
      \u{18}\" \u{1}(\u{e}2/.google.protobuf.MethodOptions.IdempotencyLevel:\u{13}IDEMPOTENCY_UNKNOWNR\u{10}idempo\
      tencyLevel\u{12}X\n\u{14}uninterpreted_option\u{18}\u{e7}\u{7} \u{3}(\u{b}2$.google.protobuf.UninterpretedOp\
      tionR\u{13}uninterpretedOption\"P\n\u{10}IdempotencyLevel\u{12}\u{17}\n\u{13}IDEMPOTENCY_UNKNOWN\u{10}\0\
      \u{12}\u{13}\n\u{f}NO_SIDE_EFFECTS\u{10}\u{1}\u{12}\u{e}\n\nIDEMPOTENT\u{10}\u{2}*\t\u{8}\u{e8}\u{7}\u{10}\
      \u{80}\u{80}\u{80}\u{80}\u{2}\"\u{9a}\u{3}\n\u{13}UninterpretedOption\u{12}A\n\u{4}name\u{18}\u{2} \u{3}(\
      \u{b}2-.google.protobuf.UninterpretedOption.NamePartR\u{4}name\u{12})\n\u{10}identifier_value\u{18}\u{3} \
      \u{1}(\tR\u{f}identifierValue\u{12},\n\u{12}positive_int_value\u{18}\u{4} \u{1}(\u{4}R\u{10}positiveIntValue\
      \u{12},\n\u{12}negative_int_value\u{18}\u{5} \u{1}(\u{3}R\u{10}negativeIntValue\u{12}!\n\u{c}double_value\
      \u{18}\u{6} \u{1}(\u{1}R\u{b}doubleValue\u{12}!\n\u{c}string_value\u{18}\u{7} \u{1}(\u{c}R\u{b}stringValue\
      \u{12}'\n\u{f}aggregate_value\u{18}\u{8} \u{1}(\tR\u{e}aggregateValue\u{1a}J\n\u{8}NamePart\u{12}\u{1b}\n\tn\
      ame_part\u{18}\u{1} \u{2}(\tR\u{8}namePart\u{12}!\n\u{c}is_extension\u{18}\u{2} \u{2}(\u{8}R\u{b}isExtension\
      \"\u{a7}\u{2}\n\u{e}SourceCodeInfo\u{12}D\n\u{8}location\u{18}\u{1} \u{3}(\u{b}2(.google.protobuf.SourceCode\
      Info.LocationR\u{8}location\u{1a}\u{ce}\u{1}\n\u{8}Location\u{12}\u{16}\n\u{4}path\u{18}\u{1} \u{3}(\u{5}B\
      \u{2}\u{10}\u{1}R\u{4}path\u{12}\u{16}\n\u{4}span\u{18}\u{2} \u{3}(\u{5}B\u{2}\u{10}\u{1}R\u{4}span\u{12})\n\
      \u{10}leading_comments\u{18}\u{3} \u{1}(\tR\u{f}leadingComments\u{12}+\n\u{11}trailing_comments\u{18}\u{4} \
      \u{1}(\tR\u{10}trailingComments\u{12}:\n\u{19}leading_detached_comments\u{18}\u{6} \u{3}(\tR\u{17}leadingDet\
      achedComments\"\u{d1}\u{1}\n\u{11}GeneratedCodeInfo\u{12}M\n\nannotation\u{18}\u{1} \u{3}(\u{b}2-.google.pro\
      tobuf.GeneratedCodeInfo.AnnotationR\nannotation\u{1a}m\n\nAnnotation\u{12}\u{16}\n\u{4}path\u{18}\u{1} \u{3}\
      (\u{5}B\u{2}\u{10}\u{1}R\u{4}path\u{12}\u{1f}\n\u{b}source_file\u{18}\u{2} \u{1}(\tR\nsourceFile\u{12}\u{14}\
      \n\u{5}begin\u{18}\u{3} \u{1}(\u{5}R\u{5}begin\u{12}\u{10}\n\u{3}end\u{18}\u{4} \u{1}(\u{5}R\u{3}endB~\n\
      \u{13}com.google.protobufB\u{10}DescriptorProtosH\u{1}Z-google.golang.org/protobuf/types/descriptorpb\u{f8}\
      \u{1}\u{1}\u{a2}\u{2}\u{3}GPB\u{aa}\u{2}\u{1a}Google.Protobuf.Reflection
      """
  ),
  .init(
    "tokenrpc/v1/options.proto",
    scalars: """
      \n\u{19}tokenrpc/v1/options.proto\u{12}\u{b}tokenrpc.v1\u{1a} google/protobuf/descriptor.proto:=\n\tmethod_i\
      d\u{12}\u{1e}.google.protobuf.MethodOptions\u{18}\u{8d}\u{8c}\u{3} \u{1}(\rR\u{8}methodId:L\n\u{11}max_reque\
      st_bytes\u{12}\u{1e}.google.protobuf.MethodOptions\u{18}\u{8e}\u{8c}\u{3} \u{1}(\rR\u{f}maxRequestBytes:B\n\
      \u{c}fixed_length\u{12}\u{1d}.google.protobuf.FieldOptions\u{18}\u{8f}\u{8c}\u{3} \u{1}(\rR\u{b}fixedLengthb\
      \u{6}proto3
      """
  ),
  .init(
    "interop.proto",
    scalars: """
      \n\rinterop.proto\u{12}\ninterop.v1\u{1a}\u{19}tokenrpc/v1/options.proto\"\u{7}\n\u{5}Empty\"\u{1d}\n\u{7}Pa\
      yload\u{12}\u{12}\n\u{4}body\u{18}\u{1} \u{1}(\u{c}R\u{4}body\":\n\nEchoStatus\u{12}\u{12}\n\u{4}code\u{18}\
      \u{1} \u{1}(\rR\u{4}code\u{12}\u{18}\n\u{7}message\u{18}\u{2} \u{1}(\tR\u{7}message\"\u{ba}\u{1}\n\rSimpleRe\
      quest\u{12}#\n\rresponse_size\u{18}\u{1} \u{1}(\rR\u{c}responseSize\u{12}-\n\u{7}payload\u{18}\u{2} \u{1}(\
      \u{b}2\u{13}.interop.v1.PayloadR\u{7}payload\u{12}?\n\u{f}response_status\u{18}\u{3} \u{1}(\u{b}2\u{16}.inte\
      rop.v1.EchoStatusR\u{e}responseStatus\u{12}\u{14}\n\u{5}sleep\u{18}\u{4} \u{1}(\u{8}R\u{5}sleep\"?\n\u{e}Sim\
      pleResponse\u{12}-\n\u{7}payload\u{18}\u{1} \u{1}(\u{b}2\u{13}.interop.v1.PayloadR\u{7}payload\"\u{9a}\u{1}\
      \n\u{1a}StreamingOutputCallRequest\u{12}%\n\u{e}response_sizes\u{18}\u{1} \u{3}(\rR\rresponseSizes\u{12}?\n\
      \u{f}response_status\u{18}\u{2} \u{1}(\u{b}2\u{16}.interop.v1.EchoStatusR\u{e}responseStatus\u{12}\u{14}\n\
      \u{5}sleep\u{18}\u{3} \u{1}(\u{8}R\u{5}sleep\"L\n\u{1b}StreamingOutputCallResponse\u{12}-\n\u{7}payload\
      \u{18}\u{1} \u{1}(\u{b}2\u{13}.interop.v1.PayloadR\u{7}payload2\u{97}\u{3}\n\u{b}TestService\u{12}8\n\tEmpty\
      Call\u{12}\u{11}.interop.v1.Empty\u{1a}\u{11}.interop.v1.Empty\"\u{5}\u{e8}\u{e0}\u{18}\u{cc}\u{8}\u{12}I\n\
      \tUnaryCall\u{12}\u{19}.interop.v1.SimpleRequest\u{1a}\u{1a}.interop.v1.SimpleResponse\"\u{5}\u{e8}\u{e0}\
      \u{18}\u{cd}\u{8}\u{12}o\n\u{13}StreamingOutputCall\u{12}&.interop.v1.StreamingOutputCallRequest\u{1a}'.inte\
      rop.v1.StreamingOutputCallResponse\"\u{5}\u{e8}\u{e0}\u{18}\u{ce}\u{8}0\u{1}\u{12}P\n\u{b}LimitedCall\u{12}\
      \u{19}.interop.v1.SimpleRequest\u{1a}\u{1a}.interop.v1.SimpleResponse\"\n\u{e8}\u{e0}\u{18}\u{cf}\u{8}\u{f0}\
      \u{e0}\u{18}\u{80}\u{8}\u{12}@\n\u{11}UnimplementedCall\u{12}\u{11}.interop.v1.Empty\u{1a}\u{11}.interop.v1.\
      Empty\"\u{5}\u{e8}\u{e0}\u{18}\u{d0}\u{8}2X\n\u{14}UnimplementedService\u{12}@\n\u{11}UnimplementedCall\
      \u{12}\u{11}.interop.v1.Empty\u{1a}\u{11}.interop.v1.Empty\"\u{5}\u{e8}\u{e0}\u{18}\u{d1}\u{8}B\n\u{ba}\u{2}\
      \u{7}InteropJ\u{b5}\u{6}\n\u{a4}\u{1}\n\u{1}\u{c}\u{1a}\u{9e}\u{1} interop.proto: the messages of gRPC's int\
      erop tests (grpc/grpc doc/interop-test-descriptions.md) in this protocol's\n form. For Tests/ConformanceTest\
      s alone.\n\n*\n\u{2}\u{4}\u{1}\u{1a}$ Bytes whose content means nothing.\n\n*\n\u{2}\u{4}\u{2}\u{1a}$ The fa\
      ilure a call is to end with.\n\n\u{12}\n\u{4}\u{4}\u{2}\u{2}\0\u{1a}\n 1 to 16.\n\n'\n\u{4}\u{4}\u{3}\u{2}\0\
      \u{1a}\u{1f} Bytes of the reply's payload.\n\n7\n\u{4}\u{4}\u{3}\u{2}\u{1}\u{1a}/ As large as the test wants\
       the request to be.\n\n3\n\u{4}\u{4}\u{3}\u{2}\u{2}\u{1a}+ Instead of a reply; absent: there is one.\n\n@\n\
      \u{4}\u{4}\u{3}\u{2}\u{3}\u{1a}8 Sleeps: no answer before the test lets go of the call.\n\n6\n\u{4}\u{4}\
      \u{5}\u{2}\0\u{1a}. Bytes of each item's payload, in this order.\n\n>\n\u{4}\u{4}\u{5}\u{2}\u{1}\u{1a}6 How \
      the stream ends, behind its items; absent: well.\n\n4\n\u{4}\u{4}\u{5}\u{2}\u{2}\u{1a}, Sleeps behind the it\
      ems instead of ending.\n\n'\n\u{2}\u{6}\0\u{1a}! The calls that both sides have.\n\n0\n\u{4}\u{6}\0\u{2}\
      \u{3}\u{1a}( Takes requests of at most 1,024 bytes.\n\n\u{17}\n\u{4}\u{6}\0\u{2}\u{4}\u{1a}\u{f} Never serve\
      d.\n\n%\n\u{2}\u{6}\u{1}\u{1a}\u{1f} A service that no server has.\nb\u{6}proto3
      """
  )
)

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
