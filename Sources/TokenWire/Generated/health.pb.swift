// health.pb.swift: the messages and services of tokenrpc/v1/health.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CTokenProto

/// How a server or a part of it is.
public enum HealthStatus: RawRepresentable, Sendable, Hashable {
  /// Never sent.
  case unspecified
  /// It does its work.
  case serving
  /// Of a server or service: a part is down, what does not need it is served.
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

  /// The full name of a service of this server, `tokenrpc.v1.TokenService`; empty: the whole server. Another is
  /// NOT_FOUND.
  public var service: String = ""

  public init() {}

  public init(service: String = "") {
    self.service = service
  }
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
    self.service = try WireField.text(c.pointee.service.buffer, "service")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__HealthRequest> {
    let c = try arena.allocate(Tokenrpc__V1__HealthRequest.self)
    tokenrpc__v1__health_request__init(c)
    c.pointee.service = .init(try arena.copy(text: self.service, "service"))
    return c
  }
}

/// The whole server, or one service, and part by part.
public struct HealthReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.HealthReply" }

  /// SERVING when every part is.
  public var status: HealthStatus = .unspecified
  /// In a fixed order; of a service those that it uses.
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

  /// The same at once, and again at each change, until the client ends it or the server drains: then NOT_SERVING is the
  /// last item, and UNAVAILABLE the end. A reader that is slow gets how it is, not each change before. What is in
  /// `detail` alone is no change.
  public static let watch = MethodDescriptor(
    id: 2, fullName: "tokenrpc.v1.HealthService/Watch", kind: .serverStream,
    isIdempotent: true, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [check, watch]

  /// The file that declares them and all that it imports.
  public static let descriptors = fileDescriptors
}

/// Health of a server, for operators and load balancers.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol HealthService: RPCService {
  /// How the server and its parts are now.
  func check(_ message: HealthRequest, _ call: UnaryCall<HealthReply>)
  /// The same at once, and again at each change, until the client ends it or the server drains: then NOT_SERVING is the
  /// last item, and UNAVAILABLE the end. A reader that is slow gets how it is, not each change before. What is in
  /// `detail` alone is no change.
  func watch(_ message: HealthRequest, _ call: StreamCall<HealthReply>)
}

extension HealthService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: HealthServiceMethods.check) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try HealthRequest(decoding: bytes, in: arena)
        self.check(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: HealthServiceMethods.watch) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try HealthRequest(decoding: bytes, in: arena)
        self.watch(message, StreamCall(context: context, responder: responder, id: call))
      },
    ]
  }

  public var descriptors: DescriptorSet { HealthServiceMethods.descriptors }
}

/// Health of a server, for operators and load balancers.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleHealthService: HealthService {
  /// How the server and its parts are now.
  func check(_ message: HealthRequest, context: CallContext) throws(RPCError) -> HealthReply
  /// The same at once, and again at each change, until the client ends it or the server drains: then NOT_SERVING is the
  /// last item, and UNAVAILABLE the end. A reader that is slow gets how it is, not each change before. What is in
  /// `detail` alone is no change.
  func watch(_ message: HealthRequest, context: CallContext) throws(RPCError)
    -> @Sendable () -> StreamStep<HealthReply>
}

extension SimpleHealthService {
  public func check(_ message: HealthRequest, _ call: UnaryCall<HealthReply>) {
    do throws(RPCError) {
      call.succeed(try check(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func watch(_ message: HealthRequest, _ call: StreamCall<HealthReply>) {
    do throws(RPCError) {
      call.produce(try watch(message, context: call.context))
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

  /// Many calls of `check` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func checkBatch(
    _ messages: [HealthRequest], options: CallOptions = CallOptions()
  ) async -> [Result<HealthReply, RPCError>] {
    await channel.callBatch(HealthServiceMethods.check, messages, options: options)
  }

  /// The same at once, and again at each change, until the client ends it or the server drains: then NOT_SERVING is the
  /// last item, and UNAVAILABLE the end. A reader that is slow gets how it is, not each change before. What is in
  /// `detail` alone is no change.
  ///
  /// The stream may be held as long as one likes; dropped or cancelled, the server is told.
  public func watch(
    _ message: HealthRequest, options: CallOptions = CallOptions()
  ) -> ReplyStream<HealthReply> {
    channel.stream(HealthServiceMethods.watch, message, options: options)
  }

  /// Calls `body` with the stream of `watch` and cancels it when `body` is done.
  nonisolated(nonsending) public func withWatch<Value, Failure: Error>(
    _ message: HealthRequest, options: CallOptions = CallOptions(),
    _ body: nonisolated(nonsending) (ReplyStream<HealthReply>) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let stream = watch(message, options: options)
    defer { stream.cancel() }
    return try await body(stream)
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
    "tokenrpc/v1/health.proto",
    scalars: """
      \n\u{18}tokenrpc/v1/health.proto\u{12}\u{b}tokenrpc.v1\u{1a}\u{19}tokenrpc/v1/options.proto\")\n\rHealthRequ\
      est\u{12}\u{18}\n\u{7}service\u{18}\u{1} \u{1}(\tR\u{7}service\"o\n\u{b}HealthReply\u{12}1\n\u{6}status\
      \u{18}\u{1} \u{1}(\u{e}2\u{19}.tokenrpc.v1.HealthStatusR\u{6}status\u{12}-\n\u{5}parts\u{18}\u{2} \u{3}(\
      \u{b}2\u{17}.tokenrpc.v1.HealthPartR\u{5}parts\"\u{a5}\u{1}\n\nHealthPart\u{12}\u{12}\n\u{4}name\u{18}\u{1} \
      \u{1}(\tR\u{4}name\u{12}1\n\u{6}status\u{18}\u{2} \u{1}(\u{e}2\u{19}.tokenrpc.v1.HealthStatusR\u{6}status\
      \u{12}\u{16}\n\u{6}detail\u{18}\u{3} \u{1}(\tR\u{6}detail\u{12}\u{1d}\n\nlast_error\u{18}\u{4} \u{1}(\tR\tla\
      stError\u{12}\u{19}\n\u{8}since_ms\u{18}\u{5} \u{1}(\u{4}R\u{7}sinceMs*\u{83}\u{1}\n\u{c}HealthStatus\u{12}\
      \u{1d}\n\u{19}HEALTH_STATUS_UNSPECIFIED\u{10}\0\u{12}\u{19}\n\u{15}HEALTH_STATUS_SERVING\u{10}\u{1}\u{12}\
      \u{1a}\n\u{16}HEALTH_STATUS_DEGRADED\u{10}\u{2}\u{12}\u{1d}\n\u{19}HEALTH_STATUS_NOT_SERVING\u{10}\u{3}2\
      \u{a1}\u{1}\n\rHealthService\u{12}F\n\u{5}Check\u{12}\u{1a}.tokenrpc.v1.HealthRequest\u{1a}\u{18}.tokenrpc.v\
      1.HealthReply\"\u{7}\u{90}\u{2}\u{1}\u{e8}\u{e0}\u{18}\u{1}\u{12}H\n\u{5}Watch\u{12}\u{1a}.tokenrpc.v1.Healt\
      hRequest\u{1a}\u{18}.tokenrpc.v1.HealthReply\"\u{7}\u{90}\u{2}\u{1}\u{e8}\u{e0}\u{18}\u{2}0\u{1}J\u{a5}\n\nK\
      \n\u{1}\u{c}\u{1a}F health.proto: whether a server does its work, and each of its parts.\n\n=\n\u{2}\u{6}\0\
      \u{1a}7 Health of a server, for operators and load balancers.\n\n/\n\u{4}\u{6}\0\u{2}\0\u{1a}' How the serve\
      r and its parts are now.\n\n\u{89}\u{2}\n\u{4}\u{6}\0\u{2}\u{1}\u{1a}\u{80}\u{2} The same at once, and again\
       at each change, until the client ends it or the server drains: then NOT_SERVING is the\n last item, and UNA\
      VAILABLE the end. A reader that is slow gets how it is, not each change before. What is in\n `detail` alone \
      is no change.\n\n\u{80}\u{1}\n\u{4}\u{4}\0\u{2}\0\u{1a}x The full name of a service of this server, `tokenrp\
      c.v1.TokenService`; empty: the whole server. Another is\n NOT_FOUND.\n\n(\n\u{2}\u{5}\0\u{1a}\" How a server\
       or a part of it is.\n\n\u{15}\n\u{4}\u{5}\0\u{2}\0\u{1a}\r Never sent.\n\n\u{1b}\n\u{4}\u{5}\0\u{2}\u{1}\
      \u{1a}\u{13} It does its work.\n\nR\n\u{4}\u{5}\0\u{2}\u{2}\u{1a}J Of a server or service: a part is down, w\
      hat does not need it is served.\n\n\"\n\u{4}\u{5}\0\u{2}\u{3}\u{1a}\u{1a} It does not do its work.\n\n;\n\
      \u{2}\u{4}\u{1}\u{1a}5 The whole server, or one service, and part by part.\n\n%\n\u{4}\u{4}\u{1}\u{2}\0\
      \u{1a}\u{1d} SERVING when every part is.\n\n<\n\u{4}\u{4}\u{1}\u{2}\u{1}\u{1a}4 In a fixed order; of a servi\
      ce those that it uses.\n\n\u{1d}\n\u{2}\u{4}\u{2}\u{1a}\u{17} One part of a server.\n\n*\n\u{4}\u{4}\u{2}\
      \u{2}\0\u{1a}\" `ledger`, `miners`, `generator`.\n\n!\n\u{4}\u{4}\u{2}\u{2}\u{1}\u{1a}\u{19} SERVING or NOT_\
      SERVING.\n\nS\n\u{4}\u{4}\u{2}\u{2}\u{2}\u{1a}K What it is, for people: a kernel and its threads, `built in`\
      , an address.\n\nP\n\u{4}\u{4}\u{2}\u{2}\u{3}\u{1a}H Why it is down, or the last thing that went wrong; empt\
      y: nothing has.\n\nJ\n\u{4}\u{4}\u{2}\u{2}\u{4}\u{1a}B Since when it is as it is, Unix ms; 0: since the serv\
      er started.\nb\u{6}proto3
      """
  )
)

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
