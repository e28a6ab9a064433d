// metrics.pb.swift: the messages and services of tokenrpc/v1/metrics.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 1 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CTokenProto

public struct CollectRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.CollectRequest" }

  public init() {}
}

extension CollectRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__collect_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__collect_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__collect_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__CollectRequest>) throws(DecodeError) {
    self.init()
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__CollectRequest> {
    let c = try arena.allocate(Tokenrpc__V1__CollectRequest.self)
    tokenrpc__v1__collect_request__init(c)
    return c
  }
}

public struct CollectReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.CollectReply" }

  /// Prometheus's text format, version 0.0.4: lines that end with a line feed. About 40 KiB from token-server.
  public var text: String = ""

  public init() {}

  public init(text: String = "") {
    self.text = text
  }
}

extension CollectReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__collect_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__collect_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__collect_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__CollectReply>) throws(DecodeError) {
    self.init()
    self.text = try WireField.text(c.pointee.text.buffer, "text")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__CollectReply> {
    let c = try arena.allocate(Tokenrpc__V1__CollectReply.self)
    tokenrpc__v1__collect_reply__init(c)
    c.pointee.text = .init(try arena.copy(text: self.text, "text"))
    return c
  }
}

/// The rows that `tokenrpc.v1.Metrics` adds to a method table.
public enum MetricsMethods {
  /// What the server has counted so far and measures now.
  public static let collect = MethodDescriptor(
    id: 17, fullName: "tokenrpc.v1.Metrics/Collect", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [collect]
}

/// Metrics of a server, for monitoring systems.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol Metrics: RPCService {
  /// What the server has counted so far and measures now.
  func collect(_ message: CollectRequest, _ call: UnaryCall<CollectReply>)
}

extension Metrics {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: MetricsMethods.collect) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try CollectRequest(decoding: bytes, in: arena)
        self.collect(message, UnaryCall(context: context, responder: responder, id: call))
      },
    ]
  }
}

/// Metrics of a server, for monitoring systems.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleMetrics: Metrics {
  /// What the server has counted so far and measures now.
  func collect(_ message: CollectRequest, context: CallContext) throws(RPCError) -> CollectReply
}

extension SimpleMetrics {
  public func collect(_ message: CollectRequest, _ call: UnaryCall<CollectReply>) {
    do throws(RPCError) {
      call.succeed(try collect(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// Metrics of a server, for monitoring systems.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class MetricsClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  /// What the server has counted so far and measures now.
  public func collect(
    _ message: CollectRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CollectReply {
    try await channel.call(MetricsMethods.collect, message, options: options)
  }

  /// What the server has counted so far and measures now.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func collect(
    _ message: CollectRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<CollectReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(MetricsMethods.collect, message, options: options, completion: completion)
  }
}

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
