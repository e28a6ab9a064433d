// health.pb.swift: the messages and services of tokenrpc/v1/health.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 1 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CTokenProto

/// How a server or a part of it is.
public enum HealthStatus: RawRepresentable, Sendable, Hashable {
  /// Never sent.
  case unspecified
  /// It does its work.
  case serving
  /// Of a server: a part is down, what does not need it is served.
  case degraded
  /// It does not do its work.
  case notServing
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .unspecified
    case 1: self = .serving
    case 2: self = .degraded
    case 3: self = .notServing
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .unspecified: 0
    case .serving: 1
    case .degraded: 2
    case .notServing: 3
    case .unrecognized(let rawValue): rawValue
    }
  }
}

public struct HealthRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.HealthRequest" }

  public init() {}
}

extension HealthRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__health_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__health_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__health_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__HealthRequest>) throws(DecodeError) {
    self.init()
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__HealthRequest> {
    let c = try arena.allocate(Tokenrpc__V1__HealthRequest.self)
    tokenrpc__v1__health_request__init(c)
    return c
  }
}

/// The whole server, and part by part.
public struct HealthReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.HealthReply" }

  /// SERVING when every part is.
  public var status: HealthStatus = .unspecified
  /// In a fixed order.
  public var parts: [HealthPart] = []

  public init() {}

  public init(status: HealthStatus = .unspecified, parts: [HealthPart] = []) {
    self.status = status
    self.parts = parts
  }
}

extension HealthReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__health_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__health_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__health_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__HealthReply>) throws(DecodeError) {
    self.init()
    self.status = HealthStatus(rawValue: Int32(truncatingIfNeeded: c.pointee.status.rawValue))
    self.parts.reserveCapacity(c.pointee.n_parts)
    for element in UnsafeBufferPointer(start: c.pointee.parts, count: c.pointee.n_parts) {
      guard let inner = element else { continue }
      self.parts.append(try WireField.decoding("parts", try HealthPart(copying: inner)))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__HealthReply> {
    let c = try arena.allocate(Tokenrpc__V1__HealthReply.self)
    tokenrpc__v1__health_reply__init(c)
    c.pointee.status = .init(rawValue: .init(truncatingIfNeeded: self.status.rawValue))
    c.pointee.n_parts = self.parts.count
    c.pointee.parts = try arena.copy(array: self.parts) {
      (element) throws(EncodeError) in try WireField.encoding("parts", try element.filled(in: arena))
    }
    return c
  }
}

/// One part of a server.
public struct HealthPart: WireMessage {
  public static var fullName: String { "tokenrpc.v1.HealthPart" }

  /// `ledger`, `miners`, `generator`.
  public var name: String = ""
  /// SERVING or NOT_SERVING.
  public var status: HealthStatus = .unspecified
  /// What it is, for people: a kernel and its threads, `built in`, an address.
  public var detail: String = ""
  /// Why it is down, or the last thing that went wrong; empty: nothing has.
  public var lastError: String = ""
  /// Since when it is as it is, Unix ms; 0: since the server started.
  public var sinceMs: UInt64 = 0

  public init() {}

  public init(
    name: String = "",
    status: HealthStatus = .unspecified,
    detail: String = "",
    lastError: String = "",
    sinceMs: UInt64 = 0
  ) {
    self.name = name
    self.status = status
    self.detail = detail
    self.lastError = lastError
    self.sinceMs = sinceMs
  }
}

extension HealthPart {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__health_part__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__health_part__get_packed_size(c), to: &output) {
      tokenrpc__v1__health_part__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__HealthPart>) throws(DecodeError) {
    self.init()
    self.name = try WireField.text(c.pointee.name.buffer, "name")
    self.status = HealthStatus(rawValue: Int32(truncatingIfNeeded: c.pointee.status.rawValue))
    self.detail = try WireField.text(c.pointee.detail.buffer, "detail")
    self.lastError = try WireField.text(c.pointee.last_error.buffer, "last_error")
    self.sinceMs = c.pointee.since_ms
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__HealthPart> {
    let c = try arena.allocate(Tokenrpc__V1__HealthPart.self)
    tokenrpc__v1__health_part__init(c)
    c.pointee.name = .init(try arena.copy(text: self.name, "name"))
    c.pointee.status = .init(rawValue: .init(truncatingIfNeeded: self.status.rawValue))
    c.pointee.detail = .init(try arena.copy(text: self.detail, "detail"))
    c.pointee.last_error = .init(try arena.copy(text: self.lastError, "last_error"))
    c.pointee.since_ms = self.sinceMs
    return c
  }
}

/// The rows that `tokenrpc.v1.HealthService` adds to a method table.
public enum HealthServiceMethods {
  /// How the server and its parts are now.
  public static let check = MethodDescriptor(
    id: 1, fullName: "tokenrpc.v1.HealthService/Check", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [check]
}

/// Health of a server, for operators and load balancers.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol HealthService: RPCService {
  /// How the server and its parts are now.
  func check(_ message: HealthRequest, _ call: UnaryCall<HealthReply>)
}

extension HealthService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: HealthServiceMethods.check) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try HealthRequest(decoding: bytes, in: arena)
        self.check(message, UnaryCall(context: context, responder: responder, id: call))
      },
    ]
  }
}

/// Health of a server, for operators and load balancers.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleHealthService: HealthService {
  /// How the server and its parts are now.
  func check(_ message: HealthRequest, context: CallContext) throws(RPCError) -> HealthReply
}

extension SimpleHealthService {
  public func check(_ message: HealthRequest, _ call: UnaryCall<HealthReply>) {
    do throws(RPCError) {
      call.succeed(try check(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// Health of a server, for operators and load balancers.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class HealthServiceClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  /// How the server and its parts are now.
  public func check(
    _ message: HealthRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> HealthReply {
    try await channel.call(HealthServiceMethods.check, message, options: options)
  }

  /// How the server and its parts are now.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func check(
    _ message: HealthRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<HealthReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(HealthServiceMethods.check, message, options: options, completion: completion)
  }
}

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
