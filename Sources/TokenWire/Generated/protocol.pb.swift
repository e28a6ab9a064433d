// protocol.pb.swift: the messages and services of tokenrpc/v1/protocol.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CTokenProto

/// How a method is called.
public enum MethodKind: RawRepresentable, Sendable, Hashable {
  /// Never sent.
  case unspecified
  /// One message there, one back.
  case unary
  /// One message there, any number back.
  case serverStream
  /// A number this code has no name for.
  case unrecognized(Int32)

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .unspecified
    case 1: self = .unary
    case 2: self = .serverStream
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .unspecified: 0
    case .unary: 1
    case .serverStream: 2
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// The payload of a client's HELLO. A later one on the same connection changes the credential and nothing else.
public struct ClientHello: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ClientHello" }

  /// The lowest and the highest protocol version the client speaks; the highest both sides speak is used. From 1.
  public var versionMin: UInt32 = 0
  public var versionMax: UInt32 = 0
  /// Items a stream may send before its first CREDIT; 0 means 32. At most 2^31-1.
  public var initialCredit: UInt32 = 0
  /// What proves who calls; empty: nobody in particular. At most 4,096 bytes.
  public var credential: [UInt8] = []
  /// The tenant all calls of this connection belong to; 0 is the default realm.
  public var realm: UInt32 = 0
  /// The program that calls and its version, for logs. At most 256 bytes.
  public var client: String = ""

  public init() {}

  public init(
    versionMin: UInt32 = 0,
    versionMax: UInt32 = 0,
    initialCredit: UInt32 = 0,
    credential: [UInt8] = [],
    realm: UInt32 = 0,
    client: String = ""
  ) {
    self.versionMin = versionMin
    self.versionMax = versionMax
    self.initialCredit = initialCredit
    self.credential = credential
    self.realm = realm
    self.client = client
  }
}

extension ClientHello {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__client_hello__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__client_hello__get_packed_size(c), to: &output) {
      tokenrpc__v1__client_hello__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ClientHello>) throws(DecodeError) {
    self.init()
    self.versionMin = c.pointee.version_min
    self.versionMax = c.pointee.version_max
    self.initialCredit = c.pointee.initial_credit
    self.credential = [UInt8](c.pointee.credential.buffer)
    self.realm = c.pointee.realm
    self.client = try WireField.text(c.pointee.client.buffer, "client")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ClientHello> {
    let c = try arena.allocate(Tokenrpc__V1__ClientHello.self)
    tokenrpc__v1__client_hello__init(c)
    c.pointee.version_min = self.versionMin
    c.pointee.version_max = self.versionMax
    c.pointee.initial_credit = self.initialCredit
    c.pointee.credential = .init(try arena.copy(bytes: self.credential))
    c.pointee.realm = self.realm
    c.pointee.client = .init(try arena.copy(text: self.client, "client"))
    return c
  }
}

/// The payload of a server's HELLO. The server may send more than one; the last holds.
public struct ServerHello: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ServerHello" }

  /// The lowest and the highest protocol version the server speaks.
  public var versionMin: UInt32 = 0
  public var versionMax: UInt32 = 0
  /// The limits in force on this connection.
  public var limits: Limits? = nil
  /// Every method the server answers; empty until a credential is accepted where one is needed.
  public var methods: [MethodEntry] = []
  /// The server's name and version, for people.
  public var server: String = ""

  public init() {}

  public init(
    versionMin: UInt32 = 0,
    versionMax: UInt32 = 0,
    limits: Limits? = nil,
    methods: [MethodEntry] = [],
    server: String = ""
  ) {
    self.versionMin = versionMin
    self.versionMax = versionMax
    self.limits = limits
    self.methods = methods
    self.server = server
  }
}

extension ServerHello {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__server_hello__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__server_hello__get_packed_size(c), to: &output) {
      tokenrpc__v1__server_hello__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ServerHello>) throws(DecodeError) {
    self.init()
    self.versionMin = c.pointee.version_min
    self.versionMax = c.pointee.version_max
    if let inner = c.pointee.limits {
      self.limits = try WireField.decoding("limits", try Limits(copying: inner))
    }
    self.methods.reserveCapacity(c.pointee.n_methods)
    for element in UnsafeBufferPointer(start: c.pointee.methods, count: c.pointee.n_methods) {
      guard let inner = element else { continue }
      self.methods.append(try WireField.decoding("methods", try MethodEntry(copying: inner)))
    }
    self.server = try WireField.text(c.pointee.server.buffer, "server")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ServerHello> {
    let c = try arena.allocate(Tokenrpc__V1__ServerHello.self)
    tokenrpc__v1__server_hello__init(c)
    c.pointee.version_min = self.versionMin
    c.pointee.version_max = self.versionMax
    if let inner = self.limits {
      c.pointee.limits = try WireField.encoding("limits", try inner.filled(in: arena))
    }
    c.pointee.n_methods = self.methods.count
    c.pointee.methods = try arena.copy(array: self.methods) {
      (element) throws(EncodeError) in try WireField.encoding("methods", try element.filled(in: arena))
    }
    c.pointee.server = .init(try arena.copy(text: self.server, "server"))
    return c
  }
}

/// The limits in force on this connection.
public struct Limits: WireMessage {
  public static var fullName: String { "tokenrpc.v1.Limits" }

  /// The largest payload of a frame in bytes, 65,536 to 16,777,215.
  public var maxFrameBytes: UInt32 = 0
  /// Calls in flight at once on one connection, at least 64.
  public var maxCallsInFlight: UInt32 = 0
  /// The shortest time between two PINGs that is welcome.
  public var pingIntervalMinMs: UInt32 = 0
  /// A connection without calls is closed after this time; 0: never.
  public var idleTimeoutMs: UInt32 = 0

  public init() {}

  public init(
    maxFrameBytes: UInt32 = 0,
    maxCallsInFlight: UInt32 = 0,
    pingIntervalMinMs: UInt32 = 0,
    idleTimeoutMs: UInt32 = 0
  ) {
    self.maxFrameBytes = maxFrameBytes
    self.maxCallsInFlight = maxCallsInFlight
    self.pingIntervalMinMs = pingIntervalMinMs
    self.idleTimeoutMs = idleTimeoutMs
  }
}

extension Limits {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__limits__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__limits__get_packed_size(c), to: &output) {
      tokenrpc__v1__limits__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__Limits>) throws(DecodeError) {
    self.init()
    self.maxFrameBytes = c.pointee.max_frame_bytes
    self.maxCallsInFlight = c.pointee.max_calls_in_flight
    self.pingIntervalMinMs = c.pointee.ping_interval_min_ms
    self.idleTimeoutMs = c.pointee.idle_timeout_ms
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__Limits> {
    let c = try arena.allocate(Tokenrpc__V1__Limits.self)
    tokenrpc__v1__limits__init(c)
    c.pointee.max_frame_bytes = self.maxFrameBytes
    c.pointee.max_calls_in_flight = self.maxCallsInFlight
    c.pointee.ping_interval_min_ms = self.pingIntervalMinMs
    c.pointee.idle_timeout_ms = self.idleTimeoutMs
    return c
  }
}

/// One row of the server's method table.
public struct MethodEntry: WireMessage {
  public static var fullName: String { "tokenrpc.v1.MethodEntry" }

  /// The number that stands in the header of a REQUEST.
  public var id: UInt32 = 0
  /// `package.Service/Method`.
  public var name: String = ""
  /// How it is called.
  public var kind: MethodKind = .unspecified
  /// Calling it twice does no more than calling it once.
  public var idempotent: Bool = false
  /// The largest request message in bytes.
  public var maxRequestBytes: UInt32 = 0

  public init() {}

  public init(
    id: UInt32 = 0,
    name: String = "",
    kind: MethodKind = .unspecified,
    idempotent: Bool = false,
    maxRequestBytes: UInt32 = 0
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.idempotent = idempotent
    self.maxRequestBytes = maxRequestBytes
  }
}

extension MethodEntry {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__method_entry__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__method_entry__get_packed_size(c), to: &output) {
      tokenrpc__v1__method_entry__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__MethodEntry>) throws(DecodeError) {
    self.init()
    self.id = c.pointee.id
    self.name = try WireField.text(c.pointee.name.buffer, "name")
    self.kind = MethodKind(rawValue: Int32(truncatingIfNeeded: c.pointee.kind.rawValue))
    self.idempotent = c.pointee.idempotent != 0
    self.maxRequestBytes = c.pointee.max_request_bytes
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__MethodEntry> {
    let c = try arena.allocate(Tokenrpc__V1__MethodEntry.self)
    tokenrpc__v1__method_entry__init(c)
    c.pointee.id = self.id
    c.pointee.name = .init(try arena.copy(text: self.name, "name"))
    c.pointee.kind = .init(rawValue: .init(truncatingIfNeeded: self.kind.rawValue))
    c.pointee.idempotent = self.idempotent ? 1 : 0
    c.pointee.max_request_bytes = self.maxRequestBytes
    return c
  }
}

/// The payload of GOAWAY. The last accepted call id is the frame's argument.
public struct Goaway: WireMessage {
  public static var fullName: String { "tokenrpc.v1.Goaway" }

  /// Why, as a status code, 0 (a drain) to 16.
  public var code: UInt32 = 0
  /// For people.
  public var message: String = ""

  public init() {}

  public init(code: UInt32 = 0, message: String = "") {
    self.code = code
    self.message = message
  }
}

extension Goaway {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__goaway__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__goaway__get_packed_size(c), to: &output) {
      tokenrpc__v1__goaway__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__Goaway>) throws(DecodeError) {
    self.init()
    self.code = c.pointee.code
    self.message = try WireField.text(c.pointee.message.buffer, "message")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__Goaway> {
    let c = try arena.allocate(Tokenrpc__V1__Goaway.self)
    tokenrpc__v1__goaway__init(c)
    c.pointee.code = self.code
    c.pointee.message = .init(try arena.copy(text: self.message, "message"))
    return c
  }
}

/// The metadata block that may precede a message.
public struct Metadata: WireMessage {
  public static var fullName: String { "tokenrpc.v1.Metadata" }

  /// Anything else two services agree on. At most 64 entries, 8,192 bytes together.
  public var entries: [MetadataEntry] = []
  /// The full name of the method when the header says method 0.
  public var method: String = ""
  /// W3C Trace Context's `traceparent`, passed on unread.
  public var traceParent: String = ""
  /// 16 to 64 bytes that name this change, so that a repeat is answered and not done again.
  public var idempotencyKey: [UInt8] = []
  /// A credential for this call alone.
  public var credential: [UInt8] = []
  /// In an answer: how long to wait before trying again; 0: not said.
  public var retryAfterMs: UInt32 = 0

  public init() {}

  public init(
    entries: [MetadataEntry] = [],
    method: String = "",
    traceParent: String = "",
    idempotencyKey: [UInt8] = [],
    credential: [UInt8] = [],
    retryAfterMs: UInt32 = 0
  ) {
    self.entries = entries
    self.method = method
    self.traceParent = traceParent
    self.idempotencyKey = idempotencyKey
    self.credential = credential
    self.retryAfterMs = retryAfterMs
  }
}

extension Metadata {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__metadata__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__metadata__get_packed_size(c), to: &output) {
      tokenrpc__v1__metadata__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__Metadata>) throws(DecodeError) {
    self.init()
    self.entries.reserveCapacity(c.pointee.n_entries)
    for element in UnsafeBufferPointer(start: c.pointee.entries, count: c.pointee.n_entries) {
      guard let inner = element else { continue }
      self.entries.append(try WireField.decoding("entries", try MetadataEntry(copying: inner)))
    }
    self.method = try WireField.text(c.pointee.method.buffer, "method")
    self.traceParent = try WireField.text(c.pointee.trace_parent.buffer, "trace_parent")
    self.idempotencyKey = [UInt8](c.pointee.idempotency_key.buffer)
    self.credential = [UInt8](c.pointee.credential.buffer)
    self.retryAfterMs = c.pointee.retry_after_ms
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__Metadata> {
    let c = try arena.allocate(Tokenrpc__V1__Metadata.self)
    tokenrpc__v1__metadata__init(c)
    c.pointee.n_entries = self.entries.count
    c.pointee.entries = try arena.copy(array: self.entries) {
      (element) throws(EncodeError) in try WireField.encoding("entries", try element.filled(in: arena))
    }
    c.pointee.method = .init(try arena.copy(text: self.method, "method"))
    c.pointee.trace_parent = .init(try arena.copy(text: self.traceParent, "trace_parent"))
    c.pointee.idempotency_key = .init(try arena.copy(bytes: self.idempotencyKey))
    c.pointee.credential = .init(try arena.copy(bytes: self.credential))
    c.pointee.retry_after_ms = self.retryAfterMs
    return c
  }
}

/// One key and its value. Keys are lower-case ASCII letters, digits, `-`, `_` and `.`, 1 to 128 bytes.
public struct MetadataEntry: WireMessage {
  public static var fullName: String { "tokenrpc.v1.MetadataEntry" }

  /// 1 to 128 bytes.
  public var key: String = ""
  /// Up to 8,192 bytes.
  public var value: [UInt8] = []

  public init() {}

  public init(key: String = "", value: [UInt8] = []) {
    self.key = key
    self.value = value
  }
}

extension MetadataEntry {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__metadata_entry__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__metadata_entry__get_packed_size(c), to: &output) {
      tokenrpc__v1__metadata_entry__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__MetadataEntry>) throws(DecodeError) {
    self.init()
    self.key = try WireField.text(c.pointee.key.buffer, "key")
    self.value = [UInt8](c.pointee.value.buffer)
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__MetadataEntry> {
    let c = try arena.allocate(Tokenrpc__V1__MetadataEntry.self)
    tokenrpc__v1__metadata_entry__init(c)
    c.pointee.key = .init(try arena.copy(text: self.key, "key"))
    c.pointee.value = .init(try arena.copy(bytes: self.value))
    return c
  }
}

/// The payload of a RESPONSE or END whose code is not 0.
public struct Failure: WireMessage {
  public static var fullName: String { "tokenrpc.v1.Failure" }

  /// What went wrong and what to do next, for people.
  public var message: String = ""
  /// The same for programs.
  public var details: [Detail] = []

  public init() {}

  public init(message: String = "", details: [Detail] = []) {
    self.message = message
    self.details = details
  }
}

extension Failure {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__failure__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__failure__get_packed_size(c), to: &output) {
      tokenrpc__v1__failure__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__Failure>) throws(DecodeError) {
    self.init()
    self.message = try WireField.text(c.pointee.message.buffer, "message")
    self.details.reserveCapacity(c.pointee.n_details)
    for element in UnsafeBufferPointer(start: c.pointee.details, count: c.pointee.n_details) {
      guard let inner = element else { continue }
      self.details.append(try WireField.decoding("details", try Detail(copying: inner)))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__Failure> {
    let c = try arena.allocate(Tokenrpc__V1__Failure.self)
    tokenrpc__v1__failure__init(c)
    c.pointee.message = .init(try arena.copy(text: self.message, "message"))
    c.pointee.n_details = self.details.count
    c.pointee.details = try arena.copy(array: self.details) {
      (element) throws(EncodeError) in try WireField.encoding("details", try element.filled(in: arena))
    }
    return c
  }
}

/// One typed fact about a failure.
public struct Detail: WireMessage {
  public static var fullName: String { "tokenrpc.v1.Detail" }

  public var detail: Detail? = nil

  public init() {}

  public init(detail: Detail? = nil) {
    self.detail = detail
  }

  public enum Detail: Sendable, Equatable {
    /// With INVALID_ARGUMENT.
    case field(FieldFault)
    /// With RESOURCE_EXHAUSTED.
    case limit(LimitReached)
    /// With UNKNOWN.
    case outcomeUnknown(OutcomeUnknown)
    /// With OUT_OF_RANGE, at the end of a stream.
    case resumeFrom(ResumeFrom)
  }
}

extension Detail {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__detail__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__detail__get_packed_size(c), to: &output) {
      tokenrpc__v1__detail__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__Detail>) throws(DecodeError) {
    self.init()
    switch c.pointee.detail_case.rawValue {
    case 1:
      if let inner = c.pointee.field {
        self.detail = .field(try WireField.decoding("field", try FieldFault(copying: inner)))
      }
    case 2:
      if let inner = c.pointee.limit {
        self.detail = .limit(try WireField.decoding("limit", try LimitReached(copying: inner)))
      }
    case 3:
      if let inner = c.pointee.outcome_unknown {
        self.detail = .outcomeUnknown(try WireField.decoding("outcome_unknown", try OutcomeUnknown(copying: inner)))
      }
    case 4:
      if let inner = c.pointee.resume_from {
        self.detail = .resumeFrom(try WireField.decoding("resume_from", try ResumeFrom(copying: inner)))
      }
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__Detail> {
    let c = try arena.allocate(Tokenrpc__V1__Detail.self)
    tokenrpc__v1__detail__init(c)
    switch self.detail {
    case .field(let value):
      c.pointee.detail_case = .init(rawValue: 1)
      c.pointee.field = try WireField.encoding("field", try value.filled(in: arena))
    case .limit(let value):
      c.pointee.detail_case = .init(rawValue: 2)
      c.pointee.limit = try WireField.encoding("limit", try value.filled(in: arena))
    case .outcomeUnknown(let value):
      c.pointee.detail_case = .init(rawValue: 3)
      c.pointee.outcome_unknown = try WireField.encoding("outcome_unknown", try value.filled(in: arena))
    case .resumeFrom(let value):
      c.pointee.detail_case = .init(rawValue: 4)
      c.pointee.resume_from = try WireField.encoding("resume_from", try value.filled(in: arena))
    case nil: break
    }
    return c
  }
}

/// A field of the request is wrong.
public struct FieldFault: WireMessage {
  public static var fullName: String { "tokenrpc.v1.FieldFault" }

  /// The field's name as in the .proto, with dots into inner messages.
  public var field: String = ""
  /// What is wrong with it, for people.
  public var reason: String = ""

  public init() {}

  public init(field: String = "", reason: String = "") {
    self.field = field
    self.reason = reason
  }
}

extension FieldFault {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__field_fault__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__field_fault__get_packed_size(c), to: &output) {
      tokenrpc__v1__field_fault__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__FieldFault>) throws(DecodeError) {
    self.init()
    self.field = try WireField.text(c.pointee.field.buffer, "field")
    self.reason = try WireField.text(c.pointee.reason.buffer, "reason")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__FieldFault> {
    let c = try arena.allocate(Tokenrpc__V1__FieldFault.self)
    tokenrpc__v1__field_fault__init(c)
    c.pointee.field = .init(try arena.copy(text: self.field, "field"))
    c.pointee.reason = .init(try arena.copy(text: self.reason, "reason"))
    return c
  }
}

/// A limit was reached.
public struct LimitReached: WireMessage {
  public static var fullName: String { "tokenrpc.v1.LimitReached" }

  /// The limit's name as in docs/protocol.md and the server's flags.
  public var limit: String = ""
  /// Its value, in the limit's own unit.
  public var maximum: UInt64 = 0

  public init() {}

  public init(limit: String = "", maximum: UInt64 = 0) {
    self.limit = limit
    self.maximum = maximum
  }
}

extension LimitReached {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__limit_reached__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__limit_reached__get_packed_size(c), to: &output) {
      tokenrpc__v1__limit_reached__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__LimitReached>) throws(DecodeError) {
    self.init()
    self.limit = try WireField.text(c.pointee.limit.buffer, "limit")
    self.maximum = c.pointee.maximum
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__LimitReached> {
    let c = try arena.allocate(Tokenrpc__V1__LimitReached.self)
    tokenrpc__v1__limit_reached__init(c)
    c.pointee.limit = .init(try arena.copy(text: self.limit, "limit"))
    c.pointee.maximum = self.maximum
    return c
  }
}

/// The change may or may not have happened. Ask again by id or with the same idempotency key.
public struct OutcomeUnknown: WireMessage {
  public static var fullName: String { "tokenrpc.v1.OutcomeUnknown" }

  public init() {}
}

extension OutcomeUnknown {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__outcome_unknown__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__outcome_unknown__get_packed_size(c), to: &output) {
      tokenrpc__v1__outcome_unknown__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__OutcomeUnknown>) throws(DecodeError) {
    self.init()
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__OutcomeUnknown> {
    let c = try arena.allocate(Tokenrpc__V1__OutcomeUnknown.self)
    tokenrpc__v1__outcome_unknown__init(c)
    return c
  }
}

/// A follower fell behind; what it may resume from.
public struct ResumeFrom: WireMessage {
  public static var fullName: String { "tokenrpc.v1.ResumeFrom" }

  /// The lowest sequence that can still be followed from.
  public var sequence: UInt64 = 0

  public init() {}

  public init(sequence: UInt64 = 0) {
    self.sequence = sequence
  }
}

extension ResumeFrom {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = tokenrpc__v1__resume_from__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(tokenrpc__v1__resume_from__get_packed_size(c), to: &output) {
      tokenrpc__v1__resume_from__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Tokenrpc__V1__ResumeFrom>) throws(DecodeError) {
    self.init()
    self.sequence = c.pointee.sequence
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Tokenrpc__V1__ResumeFrom> {
    let c = try arena.allocate(Tokenrpc__V1__ResumeFrom.self)
    tokenrpc__v1__resume_from__init(c)
    c.pointee.sequence = self.sequence
    return c
  }
}

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
