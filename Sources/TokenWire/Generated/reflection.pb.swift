// reflection.pb.swift: the messages and services of tokenrpc/v1/reflection.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CTokenProto

public struct DescribeRequest: WireMessage {
  public static var fullName: String { "tokenrpc.v1.DescribeRequest" }

  /// Bytes of the descriptor set that are there already; 0: begin at its first.
  public var offset: UInt32 = 0

  public init() {}

  public init(offset: UInt32 = 0) {
    self.offset = offset
  }
}

extension DescribeRequest {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__describe_request__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__describe_request__get_packed_size(c), to: &output) {
      tokenrpc__v1__describe_request__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__DescribeRequest>) throws(DecodeError) {
    self.init()
    self.offset = c.pointee.offset
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__DescribeRequest> {
    let c = try arena.allocate(Tokenrpc__V1__DescribeRequest.self)
    tokenrpc__v1__describe_request__init(c)
    c.pointee.offset = self.offset
    return c
  }
}

/// The services, and the descriptor set or the next part of it.
public struct DescribeReply: WireMessage {
  public static var fullName: String { "tokenrpc.v1.DescribeReply" }

  /// All of them when `offset` is 0, else none.
  public var services: [ServiceEntry] = []
  /// From `offset` on, at most 32,768 bytes of a serialized `google.protobuf.FileDescriptorSet`: the files that declare
  /// the services and all that they import, each behind those it imports.
  public var descriptorSet: [UInt8] = []
  /// How long the whole set is; when there is more, ask again with what is there as `offset`. It never changes while a
  /// server runs.
  public var descriptorSetBytes: UInt32 = 0

  public init() {}

  public init(
    services: [ServiceEntry] = [],
    descriptorSet: [UInt8] = [],
    descriptorSetBytes: UInt32 = 0
  ) {
    self.services = services
    self.descriptorSet = descriptorSet
    self.descriptorSetBytes = descriptorSetBytes
  }
}

extension DescribeReply {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__describe_reply__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__describe_reply__get_packed_size(c), to: &output) {
      tokenrpc__v1__describe_reply__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__DescribeReply>) throws(DecodeError) {
    self.init()
    self.services.reserveCapacity(c.pointee.n_services)
    for element in UnsafeBufferPointer(start: c.pointee.services, count: c.pointee.n_services) {
      guard let inner = element else { continue }
      self.services.append(try WireField.decoding("services", try ServiceEntry(copying: inner)))
    }
    self.descriptorSet = [UInt8](c.pointee.descriptor_set.buffer)
    self.descriptorSetBytes = c.pointee.descriptor_set_bytes
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__DescribeReply> {
    let c = try arena.allocate(Tokenrpc__V1__DescribeReply.self)
    tokenrpc__v1__describe_reply__init(c)
    c.pointee.n_services = self.services.count
    c.pointee.services = try arena.copy(array: self.services) {
      (element) throws(EncodeError) in try WireField.encoding("services", try element.filled(in: arena))
    }
    c.pointee.descriptor_set = .init(try arena.copy(bytes: self.descriptorSet))
    c.pointee.descriptor_set_bytes = self.descriptorSetBytes
    return c
  }
}

/// One service of a server.
public struct ServiceEntry: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ServiceEntry" }

  /// `package.Service`.
  public var name: String = ""
  /// In the order of declaration, as the server's HELLO has them.
  public var methods: [MethodEntry] = []

  public init() {}

  public init(name: String = "", methods: [MethodEntry] = []) {
    self.name = name
    self.methods = methods
  }
}

extension ServiceEntry {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__service_entry__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__service_entry__get_packed_size(c), to: &output) {
      tokenrpc__v1__service_entry__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ServiceEntry>) throws(DecodeError) {
    self.init()
    self.name = try WireField.text(c.pointee.name.buffer, "name")
    self.methods.reserveCapacity(c.pointee.n_methods)
    for element in UnsafeBufferPointer(start: c.pointee.methods, count: c.pointee.n_methods) {
      guard let inner = element else { continue }
      self.methods.append(try WireField.decoding("methods", try MethodEntry(copying: inner)))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ServiceEntry> {
    let c = try arena.allocate(Tokenrpc__V1__ServiceEntry.self)
    tokenrpc__v1__service_entry__init(c)
    c.pointee.name = .init(try arena.copy(text: self.name, "name"))
    c.pointee.n_methods = self.methods.count
    c.pointee.methods = try arena.copy(array: self.methods) {
      (element) throws(EncodeError) in try WireField.encoding("methods", try element.filled(in: arena))
    }
    return c
  }
}

/// The rows that `tokenrpc.v1.ReflectionService` adds to a method table.
public enum ReflectionServiceMethods {
  /// The services, their methods, and the .proto files that declare them.
  public static let describe = MethodDescriptor(
    id: 16, fullName: "tokenrpc.v1.ReflectionService/Describe", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [describe]

  /// The file that declares them and all that it imports.
  public static let descriptors = fileDescriptors
}

/// What a server can be asked, for tools that know none of its messages.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol ReflectionService: RPCService {
  /// The services, their methods, and the .proto files that declare them.
  func describe(_ message: DescribeRequest, _ call: UnaryCall<DescribeReply>)
}

extension ReflectionService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: ReflectionServiceMethods.describe) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try DescribeRequest(decoding: bytes, in: arena)
        self.describe(message, UnaryCall(context: context, responder: responder, id: call))
      },
    ]
  }

  public var descriptors: DescriptorSet { ReflectionServiceMethods.descriptors }
}

/// What a server can be asked, for tools that know none of its messages.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleReflectionService: ReflectionService {
  /// The services, their methods, and the .proto files that declare them.
  func describe(_ message: DescribeRequest, context: CallContext) throws(RPCError) -> DescribeReply
}

extension SimpleReflectionService {
  public func describe(_ message: DescribeRequest, _ call: UnaryCall<DescribeReply>) {
    do throws(RPCError) {
      call.succeed(try describe(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// What a server can be asked, for tools that know none of its messages.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class ReflectionServiceClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  /// The services, their methods, and the .proto files that declare them.
  public func describe(
    _ message: DescribeRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> DescribeReply {
    try await channel.call(ReflectionServiceMethods.describe, message, options: options)
  }

  /// The services, their methods, and the .proto files that declare them.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func describe(
    _ message: DescribeRequest, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<DescribeReply, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(ReflectionServiceMethods.describe, message, options: options, completion: completion)
  }

  /// Many calls of `describe` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func describeBatch(
    _ messages: [DescribeRequest], options: CallOptions = CallOptions()
  ) async -> [Result<DescribeReply, RPCError>] {
    await channel.callBatch(ReflectionServiceMethods.describe, messages, options: options)
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
    "tokenrpc/v1/protocol.proto",
    scalars: """
      \n\u{1a}tokenrpc/v1/protocol.proto\u{12}\u{b}tokenrpc.v1\"\u{c4}\u{1}\n\u{b}ClientHello\u{12}\u{1f}\n\u{b}ve\
      rsion_min\u{18}\u{1} \u{1}(\rR\nversionMin\u{12}\u{1f}\n\u{b}version_max\u{18}\u{2} \u{1}(\rR\nversionMax\
      \u{12}%\n\u{e}initial_credit\u{18}\u{3} \u{1}(\rR\rinitialCredit\u{12}\u{1e}\n\ncredential\u{18}\u{4} \u{1}(\
      \u{c}R\ncredential\u{12}\u{14}\n\u{5}realm\u{18}\u{5} \u{1}(\rR\u{5}realm\u{12}\u{16}\n\u{6}client\u{18}\
      \u{6} \u{1}(\tR\u{6}client\"\u{c8}\u{1}\n\u{b}ServerHello\u{12}\u{1f}\n\u{b}version_min\u{18}\u{1} \u{1}(\rR\
      \nversionMin\u{12}\u{1f}\n\u{b}version_max\u{18}\u{2} \u{1}(\rR\nversionMax\u{12}+\n\u{6}limits\u{18}\u{3} \
      \u{1}(\u{b}2\u{13}.tokenrpc.v1.LimitsR\u{6}limits\u{12}2\n\u{7}methods\u{18}\u{4} \u{3}(\u{b}2\u{18}.tokenrp\
      c.v1.MethodEntryR\u{7}methods\u{12}\u{16}\n\u{6}server\u{18}\u{5} \u{1}(\tR\u{6}server\"\u{b8}\u{1}\n\u{6}Li\
      mits\u{12}&\n\u{f}max_frame_bytes\u{18}\u{1} \u{1}(\rR\rmaxFrameBytes\u{12}-\n\u{13}max_calls_in_flight\
      \u{18}\u{2} \u{1}(\rR\u{10}maxCallsInFlight\u{12}/\n\u{14}ping_interval_min_ms\u{18}\u{3} \u{1}(\rR\u{11}pin\
      gIntervalMinMs\u{12}&\n\u{f}idle_timeout_ms\u{18}\u{4} \u{1}(\rR\ridleTimeoutMs\"\u{aa}\u{1}\n\u{b}MethodEnt\
      ry\u{12}\u{e}\n\u{2}id\u{18}\u{1} \u{1}(\rR\u{2}id\u{12}\u{12}\n\u{4}name\u{18}\u{2} \u{1}(\tR\u{4}name\
      \u{12}+\n\u{4}kind\u{18}\u{3} \u{1}(\u{e}2\u{17}.tokenrpc.v1.MethodKindR\u{4}kind\u{12}\u{1e}\n\nidempotent\
      \u{18}\u{4} \u{1}(\u{8}R\nidempotent\u{12}*\n\u{11}max_request_bytes\u{18}\u{5} \u{1}(\rR\u{f}maxRequestByte\
      s\"6\n\u{6}Goaway\u{12}\u{12}\n\u{4}code\u{18}\u{1} \u{1}(\rR\u{4}code\u{12}\u{18}\n\u{7}message\u{18}\u{2} \
      \u{1}(\tR\u{7}message\"\u{ea}\u{1}\n\u{8}Metadata\u{12}4\n\u{7}entries\u{18}\u{1} \u{3}(\u{b}2\u{1a}.tokenrp\
      c.v1.MetadataEntryR\u{7}entries\u{12}\u{16}\n\u{6}method\u{18}\u{2} \u{1}(\tR\u{6}method\u{12}!\n\u{c}trace_\
      parent\u{18}\u{3} \u{1}(\tR\u{b}traceParent\u{12}'\n\u{f}idempotency_key\u{18}\u{4} \u{1}(\u{c}R\u{e}idempot\
      encyKey\u{12}\u{1e}\n\ncredential\u{18}\u{5} \u{1}(\u{c}R\ncredential\u{12}$\n\u{e}retry_after_ms\u{18}\u{6}\
       \u{1}(\rR\u{c}retryAfterMs\"7\n\rMetadataEntry\u{12}\u{10}\n\u{3}key\u{18}\u{1} \u{1}(\tR\u{3}key\u{12}\
      \u{14}\n\u{5}value\u{18}\u{2} \u{1}(\u{c}R\u{5}value\"R\n\u{7}Failure\u{12}\u{18}\n\u{7}message\u{18}\u{1} \
      \u{1}(\tR\u{7}message\u{12}-\n\u{7}details\u{18}\u{2} \u{3}(\u{b}2\u{13}.tokenrpc.v1.DetailR\u{7}details\"\
      \u{fa}\u{1}\n\u{6}Detail\u{12}/\n\u{5}field\u{18}\u{1} \u{1}(\u{b}2\u{17}.tokenrpc.v1.FieldFaultH\0R\u{5}fie\
      ld\u{12}1\n\u{5}limit\u{18}\u{2} \u{1}(\u{b}2\u{19}.tokenrpc.v1.LimitReachedH\0R\u{5}limit\u{12}F\n\u{f}outc\
      ome_unknown\u{18}\u{3} \u{1}(\u{b}2\u{1b}.tokenrpc.v1.OutcomeUnknownH\0R\u{e}outcomeUnknown\u{12}:\n\u{b}res\
      ume_from\u{18}\u{4} \u{1}(\u{b}2\u{17}.tokenrpc.v1.ResumeFromH\0R\nresumeFromB\u{8}\n\u{6}detail\":\n\nField\
      Fault\u{12}\u{14}\n\u{5}field\u{18}\u{1} \u{1}(\tR\u{5}field\u{12}\u{16}\n\u{6}reason\u{18}\u{2} \u{1}(\tR\
      \u{6}reason\">\n\u{c}LimitReached\u{12}\u{14}\n\u{5}limit\u{18}\u{1} \u{1}(\tR\u{5}limit\u{12}\u{18}\n\u{7}m\
      aximum\u{18}\u{2} \u{1}(\u{4}R\u{7}maximum\"\u{10}\n\u{e}OutcomeUnknown\"(\n\nResumeFrom\u{12}\u{1a}\n\u{8}s\
      equence\u{18}\u{1} \u{1}(\u{4}R\u{8}sequence*_\n\nMethodKind\u{12}\u{1b}\n\u{17}METHOD_KIND_UNSPECIFIED\
      \u{10}\0\u{12}\u{15}\n\u{11}METHOD_KIND_UNARY\u{10}\u{1}\u{12}\u{1d}\n\u{19}METHOD_KIND_SERVER_STREAM\u{10}\
      \u{2}J\u{a8}\u{1c}\n\u{ca}\u{1}\n\u{1}\u{c}\u{1a}\u{c4}\u{1} protocol.proto: the messages of the protocol it\
      self, inside HELLO, GOAWAY, failures and the metadata block.\n docs/protocol.md says when each is sent. All \
      numbers named `..._ms` are milliseconds.\n\nt\n\u{2}\u{4}\0\u{1a}n The payload of a client's HELLO. A later \
      one on the same connection changes the credential and nothing else.\n\nv\n\u{4}\u{4}\0\u{2}\0\u{1a}n The low\
      est and the highest protocol version the client speaks; the highest both sides speak is used. From 1.\n\nV\n\
      \u{4}\u{4}\0\u{2}\u{2}\u{1a}N Items a stream may send before its first CREDIT; 0 means 32. At most 2^31-1.\n\
      \nR\n\u{4}\u{4}\0\u{2}\u{3}\u{1a}J What proves who calls; empty: nobody in particular. At most 4,096 bytes.\
      \n\nT\n\u{4}\u{4}\0\u{2}\u{4}\u{1a}L The tenant all calls of this connection belong to; 0 is the default rea\
      lm.\n\nN\n\u{4}\u{4}\0\u{2}\u{5}\u{1a}F The program that calls and its version, for logs. At most 256 bytes.\
      \n\n[\n\u{2}\u{4}\u{1}\u{1a}U The payload of a server's HELLO. The server may send more than one; the last h\
      olds.\n\nH\n\u{4}\u{4}\u{1}\u{2}\0\u{1a}@ The lowest and the highest protocol version the server speaks.\n\n\
      1\n\u{4}\u{4}\u{1}\u{2}\u{2}\u{1a}) The limits in force on this connection.\n\nd\n\u{4}\u{4}\u{1}\u{2}\u{3}\
      \u{1a}\\ Every method the server answers; empty until a credential is accepted where one is needed.\n\n4\n\
      \u{4}\u{4}\u{1}\u{2}\u{4}\u{1a}, The server's name and version, for people.\n\n/\n\u{2}\u{4}\u{2}\u{1a}) The\
       limits in force on this connection.\n\nH\n\u{4}\u{4}\u{2}\u{2}\0\u{1a}@ The largest payload of a frame in b\
      ytes, 65,536 to 16,777,215.\n\nA\n\u{4}\u{4}\u{2}\u{2}\u{1}\u{1a}9 Calls in flight at once on one connection\
      , at least 64.\n\n>\n\u{4}\u{4}\u{2}\u{2}\u{2}\u{1a}6 The shortest time between two PINGs that is welcome.\n\
      \nI\n\u{4}\u{4}\u{2}\u{2}\u{3}\u{1a}A A connection without calls is closed after this time; 0: never.\n\n\
      \u{1f}\n\u{2}\u{5}\0\u{1a}\u{19} How a method is called.\n\n\u{15}\n\u{4}\u{5}\0\u{2}\0\u{1a}\r Never sent.\
      \n\n&\n\u{4}\u{5}\0\u{2}\u{1}\u{1a}\u{1e} One message there, one back.\n\n-\n\u{4}\u{5}\0\u{2}\u{2}\u{1a}% O\
      ne message there, any number back.\n\n-\n\u{2}\u{4}\u{3}\u{1a}' One row of the server's method table.\n\n<\n\
      \u{4}\u{4}\u{3}\u{2}\0\u{1a}4 The number that stands in the header of a REQUEST.\n\n#\n\u{4}\u{4}\u{3}\u{2}\
      \u{1}\u{1a}\u{1b} `package.Service/Method`.\n\n\u{1b}\n\u{4}\u{4}\u{3}\u{2}\u{2}\u{1a}\u{13} How it is calle\
      d.\n\n=\n\u{4}\u{4}\u{3}\u{2}\u{3}\u{1a}5 Calling it twice does no more than calling it once.\n\n/\n\u{4}\
      \u{4}\u{3}\u{2}\u{4}\u{1a}' The largest request message in bytes.\n\nQ\n\u{2}\u{4}\u{4}\u{1a}K The payload o\
      f GOAWAY. The last accepted call id is the frame's argument.\n\n3\n\u{4}\u{4}\u{4}\u{2}\0\u{1a}+ Why, as a s\
      tatus code, 0 (a drain) to 16.\n\n\u{15}\n\u{4}\u{4}\u{4}\u{2}\u{1}\u{1a}\r For people.\n\n6\n\u{2}\u{4}\
      \u{5}\u{1a}0 The metadata block that may precede a message.\n\nX\n\u{4}\u{4}\u{5}\u{2}\0\u{1a}P Anything els\
      e two services agree on. At most 64 entries, 8,192 bytes together.\n\nD\n\u{4}\u{4}\u{5}\u{2}\u{1}\u{1a}< Th\
      e full name of the method when the header says method 0.\n\n>\n\u{4}\u{4}\u{5}\u{2}\u{2}\u{1a}6 W3C Trace Co\
      ntext's `traceparent`, passed on unread.\n\n`\n\u{4}\u{4}\u{5}\u{2}\u{3}\u{1a}X 16 to 64 bytes that name thi\
      s change, so that a repeat is answered and not done again.\n\n+\n\u{4}\u{4}\u{5}\u{2}\u{4}\u{1a}# A credenti\
      al for this call alone.\n\nJ\n\u{4}\u{4}\u{5}\u{2}\u{5}\u{1a}B In an answer: how long to wait before trying \
      again; 0: not said.\n\nk\n\u{2}\u{4}\u{6}\u{1a}e One key and its value. Keys are lower-case ASCII letters, d\
      igits, `-`, `_` and `.`, 1 to 128 bytes.\n\n\u{19}\n\u{4}\u{4}\u{6}\u{2}\0\u{1a}\u{11} 1 to 128 bytes.\n\n\
      \u{1c}\n\u{4}\u{4}\u{6}\u{2}\u{1}\u{1a}\u{14} Up to 8,192 bytes.\n\n=\n\u{2}\u{4}\u{7}\u{1a}7 The payload of\
       a RESPONSE or END whose code is not 0.\n\n:\n\u{4}\u{4}\u{7}\u{2}\0\u{1a}2 What went wrong and what to do n\
      ext, for people.\n\n \n\u{4}\u{4}\u{7}\u{2}\u{1}\u{1a}\u{18} The same for programs.\n\n'\n\u{2}\u{4}\u{8}\
      \u{1a}! One typed fact about a failure.\n\n \n\u{4}\u{4}\u{8}\u{2}\0\u{1a}\u{18} With INVALID_ARGUMENT.\n\n\
      \"\n\u{4}\u{4}\u{8}\u{2}\u{1}\u{1a}\u{1a} With RESOURCE_EXHAUSTED.\n\n\u{17}\n\u{4}\u{4}\u{8}\u{2}\u{2}\
      \u{1a}\u{f} With UNKNOWN.\n\n4\n\u{4}\u{4}\u{8}\u{2}\u{3}\u{1a}, With OUT_OF_RANGE, at the end of a stream.\
      \n\n(\n\u{2}\u{4}\t\u{1a}\" A field of the request is wrong.\n\nK\n\u{4}\u{4}\t\u{2}\0\u{1a}C The field's na\
      me as in the .proto, with dots into inner messages.\n\n,\n\u{4}\u{4}\t\u{2}\u{1}\u{1a}$ What is wrong with i\
      t, for people.\n\n\u{1c}\n\u{2}\u{4}\n\u{1a}\u{16} A limit was reached.\n\nI\n\u{4}\u{4}\n\u{2}\0\u{1a}A The\
       limit's name as in docs/protocol.md and the server's flags.\n\n-\n\u{4}\u{4}\n\u{2}\u{1}\u{1a}% Its value, \
      in the limit's own unit.\n\nb\n\u{2}\u{4}\u{b}\u{1a}\\ The change may or may not have happened. Ask again by\
       id or with the same idempotency key.\n\n8\n\u{2}\u{4}\u{c}\u{1a}2 A follower fell behind; what it may resum\
      e from.\n\n>\n\u{4}\u{4}\u{c}\u{2}\0\u{1a}6 The lowest sequence that can still be followed from.\nb\u{6}prot\
      o3
      """
  ),
  .init(
    "tokenrpc/v1/reflection.proto",
    scalars: """
      \n\u{1c}tokenrpc/v1/reflection.proto\u{12}\u{b}tokenrpc.v1\u{1a}\u{19}tokenrpc/v1/options.proto\u{1a}\u{1a}t\
      okenrpc/v1/protocol.proto\")\n\u{f}DescribeRequest\u{12}\u{16}\n\u{6}offset\u{18}\u{1} \u{1}(\rR\u{6}offset\
      \"\u{9f}\u{1}\n\rDescribeReply\u{12}5\n\u{8}services\u{18}\u{1} \u{3}(\u{b}2\u{19}.tokenrpc.v1.ServiceEntryR\
      \u{8}services\u{12}%\n\u{e}descriptor_set\u{18}\u{2} \u{1}(\u{c}R\rdescriptorSet\u{12}0\n\u{14}descriptor_se\
      t_bytes\u{18}\u{3} \u{1}(\rR\u{12}descriptorSetBytes\"V\n\u{c}ServiceEntry\u{12}\u{12}\n\u{4}name\u{18}\u{1}\
       \u{1}(\tR\u{4}name\u{12}2\n\u{7}methods\u{18}\u{2} \u{3}(\u{b}2\u{18}.tokenrpc.v1.MethodEntryR\u{7}methods2\
      b\n\u{11}ReflectionService\u{12}M\n\u{8}Describe\u{12}\u{1c}.tokenrpc.v1.DescribeRequest\u{1a}\u{1a}.tokenrp\
      c.v1.DescribeReply\"\u{7}\u{90}\u{2}\u{1}\u{e8}\u{e0}\u{18}\u{10}J\u{9d}\u{7}\nO\n\u{1}\u{c}\u{1a}J reflecti\
      on.proto: what a server can be asked, told by the server itself.\n\nM\n\u{2}\u{6}\0\u{1a}G What a server can\
       be asked, for tools that know none of its messages.\n\nN\n\u{4}\u{6}\0\u{2}\0\u{1a}F The services, their me\
      thods, and the .proto files that declare them.\n\nT\n\u{4}\u{4}\0\u{2}\0\u{1a}L Bytes of the descriptor set \
      that are there already; 0: begin at its first.\n\nD\n\u{2}\u{4}\u{1}\u{1a}> The services, and the descriptor\
       set or the next part of it.\n\n4\n\u{4}\u{4}\u{1}\u{2}\0\u{1a}, All of them when `offset` is 0, else none.\
      \n\n\u{c3}\u{1}\n\u{4}\u{4}\u{1}\u{2}\u{1}\u{1a}\u{ba}\u{1} From `offset` on, at most 32,768 bytes of a seri\
      alized `google.protobuf.FileDescriptorSet`: the files that declare\n the services and all that they import, \
      each behind those it imports.\n\n\u{8a}\u{1}\n\u{4}\u{4}\u{1}\u{2}\u{2}\u{1a}\u{81}\u{1} How long the whole \
      set is; when there is more, ask again with what is there as `offset`. It never changes while a\n server runs\
      .\n\n \n\u{2}\u{4}\u{2}\u{1a}\u{1a} One service of a server.\n\n\u{1c}\n\u{4}\u{4}\u{2}\u{2}\0\u{1a}\u{14} `\
      package.Service`.\n\nF\n\u{4}\u{4}\u{2}\u{2}\u{1}\u{1a}> In the order of declaration, as the server's HELLO \
      has them.\nb\u{6}proto3
      """
  )
)

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
