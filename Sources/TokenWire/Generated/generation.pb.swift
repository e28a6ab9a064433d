// generation.pb.swift: the messages and services of tokenrpc/v1/generation.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 1 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CTokenProto

public struct DrawRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.DrawRequest" }

  /// 6 to 8.
  public var digits: UInt32 = 0

  public init() {}

  public init(digits: UInt32 = 0) {
    self.digits = digits
  }
}

extension DrawRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__draw_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__draw_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__draw_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__DrawRequest>) throws(DecodeError) {
    self.init()
    self.digits = c.pointee.digits
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__DrawRequest> {
    let c = try arena.allocate(Tokenrpc__V1__DrawRequest.self)
    tokenrpc__v1__draw_request__init(c)
    c.pointee.digits = self.digits
    return c
  }
}

public struct DrawReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.DrawReply" }

  /// ASCII digits, leading zeros kept.
  public var code: String = ""

  public init() {}

  public init(code: String = "") {
    self.code = code
  }
}

extension DrawReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__draw_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__draw_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__draw_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__DrawReply>) throws(DecodeError) {
    self.init()
    self.code = try WireField.text(c.pointee.code.buffer, "code")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__DrawReply> {
    let c = try arena.allocate(Tokenrpc__V1__DrawReply.self)
    tokenrpc__v1__draw_reply__init(c)
    c.pointee.code = .init(try arena.copy(text: self.code, "code"))
    return c
  }
}

/// The rows that `tokenrpc.v1.GenerationService` adds to a method table.
public enum GenerationServiceMethods {
  /// A code of random decimal digits, uniform over the whole range.
  public static let draw = MethodDescriptor(
    id: 320, fullName: "tokenrpc.v1.GenerationService/Draw", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [draw]
}

/// Draws random codes; keeps no state.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol GenerationService: RPCService {
  /// A code of random decimal digits, uniform over the whole range.
  func draw(_ message: DrawRequest, _ call: UnaryCall<DrawReply>)
}

extension GenerationService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: GenerationServiceMethods.draw) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try DrawRequest(decoding: bytes, in: arena)
        self.draw(message, UnaryCall(context: context, responder: responder, id: call))
      },
    ]
  }
}

/// Draws random codes; keeps no state.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleGenerationService: GenerationService {
  /// A code of random decimal digits, uniform over the whole range.
  func draw(_ message: DrawRequest, context: CallContext) throws(RPCError) -> DrawReply
}

extension SimpleGenerationService {
  public func draw(_ message: DrawRequest, _ call: UnaryCall<DrawReply>) {
    do throws(RPCError) {
      call.succeed(try draw(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// Draws random codes; keeps no state.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class GenerationServiceClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  /// A code of random decimal digits, uniform over the whole range.
  public func draw(
    _ message: DrawRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> DrawReply {
    try await channel.call(GenerationServiceMethods.draw, message, options: options)
  }

  /// A code of random decimal digits, uniform over the whole range.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func draw(
    _ message: DrawRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<DrawReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(GenerationServiceMethods.draw, message, options: options, completion: completion)
  }
}

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
