// everykind.pb.swift: the messages and services of everykind.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 1 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import CEveryKind
public import TokenWire

/// An enum with a negative number, an alias and a name that is not in capitals.
public enum EKLevel: RawRepresentable, Sendable, Hashable {
  /// The default.
  case unspecified
  case low
  case lowest
  case high
  case `default`
  case level2nd
  case inBetween
  /// A number this code has no name for.
  case unrecognized(Int32)

  /// The same as HIGH.
  public static var top: Self { .high }

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .unspecified
    case -1: self = .low
    case -2147483648: self = .lowest
    case 2147483647: self = .high
    case 7: self = .`default`
    case 8: self = .level2nd
    case 9: self = .inBetween
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .unspecified: 0
    case .low: -1
    case .lowest: -2147483648
    case .high: 2147483647
    case .`default`: 7
    case .level2nd: 8
    case .inBetween: 9
    case .unrecognized(let rawValue): rawValue
    }
  }
}

/// One field of every scalar kind.
public struct EKScalars: WireMessage {
  public static var fullName: String { "everykind.v1.Scalars" }

  public var fDouble: Double = 0
  public var fFloat: Float = 0
  public var fInt32: Int32 = 0
  public var fInt64: Int64 = 0
  public var fUint32: UInt32 = 0
  public var fUint64: UInt64 = 0
  public var fSint32: Int32 = 0
  public var fSint64: Int64 = 0
  public var fFixed32: UInt32 = 0
  public var fFixed64: UInt64 = 0
  public var fSfixed32: Int32 = 0
  public var fSfixed64: Int64 = 0
  public var fBool: Bool = false
  public var fString: String = ""
  public var fBytes: [UInt8] = []
  /// Numbers above 15 take two bytes of tag.
  public var fLevel: EKLevel = .unspecified
  public var fFixed16: Bytes16? = nil
  public var fFixed32Bytes: Bytes32? = nil
  /// The largest field number there is.
  public var fLast: UInt32 = 0

  public init() {}

  public init(
    fDouble: Double = 0,
    fFloat: Float = 0,
    fInt32: Int32 = 0,
    fInt64: Int64 = 0,
    fUint32: UInt32 = 0,
    fUint64: UInt64 = 0,
    fSint32: Int32 = 0,
    fSint64: Int64 = 0,
    fFixed32: UInt32 = 0,
    fFixed64: UInt64 = 0,
    fSfixed32: Int32 = 0,
    fSfixed64: Int64 = 0,
    fBool: Bool = false,
    fString: String = "",
    fBytes: [UInt8] = [],
    fLevel: EKLevel = .unspecified,
    fFixed16: Bytes16? = nil,
    fFixed32Bytes: Bytes32? = nil,
    fLast: UInt32 = 0
  ) {
    self.fDouble = fDouble
    self.fFloat = fFloat
    self.fInt32 = fInt32
    self.fInt64 = fInt64
    self.fUint32 = fUint32
    self.fUint64 = fUint64
    self.fSint32 = fSint32
    self.fSint64 = fSint64
    self.fFixed32 = fFixed32
    self.fFixed64 = fFixed64
    self.fSfixed32 = fSfixed32
    self.fSfixed64 = fSfixed64
    self.fBool = fBool
    self.fString = fString
    self.fBytes = fBytes
    self.fLevel = fLevel
    self.fFixed16 = fFixed16
    self.fFixed32Bytes = fFixed32Bytes
    self.fLast = fLast
  }
}

extension EKScalars {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__scalars__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__scalars__get_packed_size(c), to: &output) {
      everykind__v1__scalars__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Scalars>) throws(DecodeError) {
    self.init()
    self.fDouble = c.pointee.f_double
    self.fFloat = c.pointee.f_float
    self.fInt32 = c.pointee.f_int32
    self.fInt64 = c.pointee.f_int64
    self.fUint32 = c.pointee.f_uint32
    self.fUint64 = c.pointee.f_uint64
    self.fSint32 = c.pointee.f_sint32
    self.fSint64 = c.pointee.f_sint64
    self.fFixed32 = c.pointee.f_fixed32
    self.fFixed64 = c.pointee.f_fixed64
    self.fSfixed32 = c.pointee.f_sfixed32
    self.fSfixed64 = c.pointee.f_sfixed64
    self.fBool = c.pointee.f_bool != 0
    self.fString = try WireField.text(c.pointee.f_string.buffer, "f_string")
    self.fBytes = [UInt8](c.pointee.f_bytes.buffer)
    self.fLevel = EKLevel(rawValue: Int32(truncatingIfNeeded: c.pointee.f_level.rawValue))
    self.fFixed16 = try WireField.bytesOrNil(c.pointee.f_fixed16.buffer, "f_fixed16")
    self.fFixed32Bytes = try WireField.bytesOrNil(c.pointee.f_fixed32_bytes.buffer, "f_fixed32_bytes")
    self.fLast = c.pointee.f_last
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Scalars> {
    let c = try arena.allocate(Everykind__V1__Scalars.self)
    everykind__v1__scalars__init(c)
    c.pointee.f_double = self.fDouble
    c.pointee.f_float = self.fFloat
    c.pointee.f_int32 = self.fInt32
    c.pointee.f_int64 = self.fInt64
    c.pointee.f_uint32 = self.fUint32
    c.pointee.f_uint64 = self.fUint64
    c.pointee.f_sint32 = self.fSint32
    c.pointee.f_sint64 = self.fSint64
    c.pointee.f_fixed32 = self.fFixed32
    c.pointee.f_fixed64 = self.fFixed64
    c.pointee.f_sfixed32 = self.fSfixed32
    c.pointee.f_sfixed64 = self.fSfixed64
    c.pointee.f_bool = self.fBool ? 1 : 0
    c.pointee.f_string = .init(try arena.copy(text: self.fString, "f_string"))
    c.pointee.f_bytes = .init(try arena.copy(bytes: self.fBytes))
    c.pointee.f_level = .init(rawValue: .init(truncatingIfNeeded: self.fLevel.rawValue))
    if let inner = self.fFixed16 {
      c.pointee.f_fixed16 = .init(try arena.copy(bytes: inner))
    }
    if let inner = self.fFixed32Bytes {
      c.pointee.f_fixed32_bytes = .init(try arena.copy(bytes: inner))
    }
    c.pointee.f_last = self.fLast
    return c
  }
}

/// The same, repeated; numbers are packed.
public struct EKLists: WireMessage {
  public static var fullName: String { "everykind.v1.Lists" }

  public var doubles: [Double] = []
  public var floats: [Float] = []
  public var int32s: [Int32] = []
  public var int64s: [Int64] = []
  public var uint32s: [UInt32] = []
  public var uint64s: [UInt64] = []
  public var sint32s: [Int32] = []
  public var sint64s: [Int64] = []
  public var fixed32s: [UInt32] = []
  public var fixed64s: [UInt64] = []
  public var sfixed32s: [Int32] = []
  public var sfixed64s: [Int64] = []
  public var bools: [Bool] = []
  public var strings: [String] = []
  public var byteses: [[UInt8]] = []
  public var levels: [EKLevel] = []
  public var fixed16s: [Bytes16] = []
  public var fixed32Byteses: [Bytes32] = []
  public var messages: [EKScalars] = []

  public init() {}

  public init(
    doubles: [Double] = [],
    floats: [Float] = [],
    int32s: [Int32] = [],
    int64s: [Int64] = [],
    uint32s: [UInt32] = [],
    uint64s: [UInt64] = [],
    sint32s: [Int32] = [],
    sint64s: [Int64] = [],
    fixed32s: [UInt32] = [],
    fixed64s: [UInt64] = [],
    sfixed32s: [Int32] = [],
    sfixed64s: [Int64] = [],
    bools: [Bool] = [],
    strings: [String] = [],
    byteses: [[UInt8]] = [],
    levels: [EKLevel] = [],
    fixed16s: [Bytes16] = [],
    fixed32Byteses: [Bytes32] = [],
    messages: [EKScalars] = []
  ) {
    self.doubles = doubles
    self.floats = floats
    self.int32s = int32s
    self.int64s = int64s
    self.uint32s = uint32s
    self.uint64s = uint64s
    self.sint32s = sint32s
    self.sint64s = sint64s
    self.fixed32s = fixed32s
    self.fixed64s = fixed64s
    self.sfixed32s = sfixed32s
    self.sfixed64s = sfixed64s
    self.bools = bools
    self.strings = strings
    self.byteses = byteses
    self.levels = levels
    self.fixed16s = fixed16s
    self.fixed32Byteses = fixed32Byteses
    self.messages = messages
  }
}

extension EKLists {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__lists__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__lists__get_packed_size(c), to: &output) {
      everykind__v1__lists__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Lists>) throws(DecodeError) {
    self.init()
    self.doubles = [Double](UnsafeBufferPointer(start: c.pointee.doubles, count: c.pointee.n_doubles))
    self.floats = [Float](UnsafeBufferPointer(start: c.pointee.floats, count: c.pointee.n_floats))
    self.int32s = [Int32](UnsafeBufferPointer(start: c.pointee.int32s, count: c.pointee.n_int32s))
    self.int64s = [Int64](UnsafeBufferPointer(start: c.pointee.int64s, count: c.pointee.n_int64s))
    self.uint32s = [UInt32](UnsafeBufferPointer(start: c.pointee.uint32s, count: c.pointee.n_uint32s))
    self.uint64s = [UInt64](UnsafeBufferPointer(start: c.pointee.uint64s, count: c.pointee.n_uint64s))
    self.sint32s = [Int32](UnsafeBufferPointer(start: c.pointee.sint32s, count: c.pointee.n_sint32s))
    self.sint64s = [Int64](UnsafeBufferPointer(start: c.pointee.sint64s, count: c.pointee.n_sint64s))
    self.fixed32s = [UInt32](UnsafeBufferPointer(start: c.pointee.fixed32s, count: c.pointee.n_fixed32s))
    self.fixed64s = [UInt64](UnsafeBufferPointer(start: c.pointee.fixed64s, count: c.pointee.n_fixed64s))
    self.sfixed32s = [Int32](UnsafeBufferPointer(start: c.pointee.sfixed32s, count: c.pointee.n_sfixed32s))
    self.sfixed64s = [Int64](UnsafeBufferPointer(start: c.pointee.sfixed64s, count: c.pointee.n_sfixed64s))
    self.bools.reserveCapacity(c.pointee.n_bools)
    for element in UnsafeBufferPointer(start: c.pointee.bools, count: c.pointee.n_bools) {
      self.bools.append(element != 0)
    }
    self.strings.reserveCapacity(c.pointee.n_strings)
    for element in UnsafeBufferPointer(start: c.pointee.strings, count: c.pointee.n_strings) {
      self.strings.append(try WireField.text(element.buffer, "strings"))
    }
    self.byteses.reserveCapacity(c.pointee.n_byteses)
    for element in UnsafeBufferPointer(start: c.pointee.byteses, count: c.pointee.n_byteses) {
      self.byteses.append([UInt8](element.buffer))
    }
    self.levels.reserveCapacity(c.pointee.n_levels)
    for element in UnsafeBufferPointer(start: c.pointee.levels, count: c.pointee.n_levels) {
      self.levels.append(EKLevel(rawValue: Int32(truncatingIfNeeded: element.rawValue)))
    }
    self.fixed16s.reserveCapacity(c.pointee.n_fixed16s)
    for element in UnsafeBufferPointer(start: c.pointee.fixed16s, count: c.pointee.n_fixed16s) {
      self.fixed16s.append(try WireField.bytes(element.buffer, "fixed16s"))
    }
    self.fixed32Byteses.reserveCapacity(c.pointee.n_fixed32_byteses)
    for element in UnsafeBufferPointer(start: c.pointee.fixed32_byteses, count: c.pointee.n_fixed32_byteses) {
      self.fixed32Byteses.append(try WireField.bytes(element.buffer, "fixed32_byteses"))
    }
    self.messages.reserveCapacity(c.pointee.n_messages)
    for element in UnsafeBufferPointer(start: c.pointee.messages, count: c.pointee.n_messages) {
      guard let inner = element else { continue }
      self.messages.append(try WireField.decoding("messages", try EKScalars(copying: inner)))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Lists> {
    let c = try arena.allocate(Everykind__V1__Lists.self)
    everykind__v1__lists__init(c)
    c.pointee.n_doubles = self.doubles.count
    c.pointee.doubles = try arena.copy(array: self.doubles)
    c.pointee.n_floats = self.floats.count
    c.pointee.floats = try arena.copy(array: self.floats)
    c.pointee.n_int32s = self.int32s.count
    c.pointee.int32s = try arena.copy(array: self.int32s)
    c.pointee.n_int64s = self.int64s.count
    c.pointee.int64s = try arena.copy(array: self.int64s)
    c.pointee.n_uint32s = self.uint32s.count
    c.pointee.uint32s = try arena.copy(array: self.uint32s)
    c.pointee.n_uint64s = self.uint64s.count
    c.pointee.uint64s = try arena.copy(array: self.uint64s)
    c.pointee.n_sint32s = self.sint32s.count
    c.pointee.sint32s = try arena.copy(array: self.sint32s)
    c.pointee.n_sint64s = self.sint64s.count
    c.pointee.sint64s = try arena.copy(array: self.sint64s)
    c.pointee.n_fixed32s = self.fixed32s.count
    c.pointee.fixed32s = try arena.copy(array: self.fixed32s)
    c.pointee.n_fixed64s = self.fixed64s.count
    c.pointee.fixed64s = try arena.copy(array: self.fixed64s)
    c.pointee.n_sfixed32s = self.sfixed32s.count
    c.pointee.sfixed32s = try arena.copy(array: self.sfixed32s)
    c.pointee.n_sfixed64s = self.sfixed64s.count
    c.pointee.sfixed64s = try arena.copy(array: self.sfixed64s)
    c.pointee.n_bools = self.bools.count
    c.pointee.bools = try arena.copy(array: self.bools) {
      (element) throws(EncodeError) in element ? 1 : 0
    }
    c.pointee.n_strings = self.strings.count
    c.pointee.strings = try arena.copy(array: self.strings) {
      (element) throws(EncodeError) in .init(try arena.copy(text: element, "strings"))
    }
    c.pointee.n_byteses = self.byteses.count
    c.pointee.byteses = try arena.copy(array: self.byteses) {
      (element) throws(EncodeError) in .init(try arena.copy(bytes: element))
    }
    c.pointee.n_levels = self.levels.count
    c.pointee.levels = try arena.copy(array: self.levels) {
      (element) throws(EncodeError) in .init(rawValue: .init(truncatingIfNeeded: element.rawValue))
    }
    c.pointee.n_fixed16s = self.fixed16s.count
    c.pointee.fixed16s = try arena.copy(array: self.fixed16s) {
      (element) throws(EncodeError) in .init(try arena.copy(bytes: element))
    }
    c.pointee.n_fixed32_byteses = self.fixed32Byteses.count
    c.pointee.fixed32_byteses = try arena.copy(array: self.fixed32Byteses) {
      (element) throws(EncodeError) in .init(try arena.copy(bytes: element))
    }
    c.pointee.n_messages = self.messages.count
    c.pointee.messages = try arena.copy(array: self.messages) {
      (element) throws(EncodeError) in try WireField.encoding("messages", try element.filled(in: arena))
    }
    return c
  }
}

/// Numbers one by one, as older writers send them.
public struct EKUnpacked: WireMessage {
  public static var fullName: String { "everykind.v1.Unpacked" }

  public var int32s: [Int32] = []
  public var doubles: [Double] = []
  public var bools: [Bool] = []
  public var levels: [EKLevel] = []

  public init() {}

  public init(
    int32s: [Int32] = [],
    doubles: [Double] = [],
    bools: [Bool] = [],
    levels: [EKLevel] = []
  ) {
    self.int32s = int32s
    self.doubles = doubles
    self.bools = bools
    self.levels = levels
  }
}

extension EKUnpacked {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__unpacked__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__unpacked__get_packed_size(c), to: &output) {
      everykind__v1__unpacked__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Unpacked>) throws(DecodeError) {
    self.init()
    self.int32s = [Int32](UnsafeBufferPointer(start: c.pointee.int32s, count: c.pointee.n_int32s))
    self.doubles = [Double](UnsafeBufferPointer(start: c.pointee.doubles, count: c.pointee.n_doubles))
    self.bools.reserveCapacity(c.pointee.n_bools)
    for element in UnsafeBufferPointer(start: c.pointee.bools, count: c.pointee.n_bools) {
      self.bools.append(element != 0)
    }
    self.levels.reserveCapacity(c.pointee.n_levels)
    for element in UnsafeBufferPointer(start: c.pointee.levels, count: c.pointee.n_levels) {
      self.levels.append(EKLevel(rawValue: Int32(truncatingIfNeeded: element.rawValue)))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Unpacked> {
    let c = try arena.allocate(Everykind__V1__Unpacked.self)
    everykind__v1__unpacked__init(c)
    c.pointee.n_int32s = self.int32s.count
    c.pointee.int32s = try arena.copy(array: self.int32s)
    c.pointee.n_doubles = self.doubles.count
    c.pointee.doubles = try arena.copy(array: self.doubles)
    c.pointee.n_bools = self.bools.count
    c.pointee.bools = try arena.copy(array: self.bools) {
      (element) throws(EncodeError) in element ? 1 : 0
    }
    c.pointee.n_levels = self.levels.count
    c.pointee.levels = try arena.copy(array: self.levels) {
      (element) throws(EncodeError) in .init(rawValue: .init(truncatingIfNeeded: element.rawValue))
    }
    return c
  }
}

/// A oneof with every kind in it.
public struct EKChoice: WireMessage {
  public static var fullName: String { "everykind.v1.Choice" }

  /// What was chosen.
  public var value: Value? = nil
  /// A second oneof in the same message.
  public var other: Other? = nil

  public init() {}

  public init(value: Value? = nil, other: Other? = nil) {
    self.value = value
    self.other = other
  }

  /// What was chosen.
  public enum Value: Sendable, Equatable {
    case aDouble(Double)
    case aFloat(Float)
    case anInt32(Int32)
    case anInt64(Int64)
    case aUint32(UInt32)
    case aUint64(UInt64)
    case aSint32(Int32)
    case aSint64(Int64)
    case aFixed32(UInt32)
    case aFixed64(UInt64)
    case aSfixed32(Int32)
    case aSfixed64(Int64)
    case aBool(Bool)
    case aString(String)
    case someBytes([UInt8])
    case aLevel(EKLevel)
    case aFixed16(Bytes16)
    case aFixed32Bytes(Bytes32)
    case aMessage(EKScalars)
  }

  /// A second oneof in the same message.
  public enum Other: Sendable, Equatable {
    case left(String)
    case right(String)
  }
}

extension EKChoice {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__choice__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__choice__get_packed_size(c), to: &output) {
      everykind__v1__choice__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Choice>) throws(DecodeError) {
    self.init()
    switch c.pointee.value_case.rawValue {
    case 1:
      self.value = .aDouble(c.pointee.a_double)
    case 2:
      self.value = .aFloat(c.pointee.a_float)
    case 3:
      self.value = .anInt32(c.pointee.an_int32)
    case 4:
      self.value = .anInt64(c.pointee.an_int64)
    case 5:
      self.value = .aUint32(c.pointee.a_uint32)
    case 6:
      self.value = .aUint64(c.pointee.a_uint64)
    case 7:
      self.value = .aSint32(c.pointee.a_sint32)
    case 8:
      self.value = .aSint64(c.pointee.a_sint64)
    case 9:
      self.value = .aFixed32(c.pointee.a_fixed32)
    case 10:
      self.value = .aFixed64(c.pointee.a_fixed64)
    case 11:
      self.value = .aSfixed32(c.pointee.a_sfixed32)
    case 12:
      self.value = .aSfixed64(c.pointee.a_sfixed64)
    case 13:
      self.value = .aBool(c.pointee.a_bool != 0)
    case 14:
      self.value = .aString(try WireField.text(c.pointee.a_string.buffer, "a_string"))
    case 15:
      self.value = .someBytes([UInt8](c.pointee.some_bytes.buffer))
    case 16:
      self.value = .aLevel(EKLevel(rawValue: Int32(truncatingIfNeeded: c.pointee.a_level.rawValue)))
    case 17:
      self.value = .aFixed16(try WireField.bytes(c.pointee.a_fixed16.buffer, "a_fixed16"))
    case 18:
      self.value = .aFixed32Bytes(try WireField.bytes(c.pointee.a_fixed32_bytes.buffer, "a_fixed32_bytes"))
    case 19:
      if let inner = c.pointee.a_message {
        self.value = .aMessage(try WireField.decoding("a_message", try EKScalars(copying: inner)))
      }
    default: break
    }
    switch c.pointee.other_case.rawValue {
    case 20:
      self.other = .left(try WireField.text(c.pointee.left.buffer, "left"))
    case 21:
      self.other = .right(try WireField.text(c.pointee.right.buffer, "right"))
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Choice> {
    let c = try arena.allocate(Everykind__V1__Choice.self)
    everykind__v1__choice__init(c)
    switch self.value {
    case .aDouble(let value):
      c.pointee.value_case = .init(rawValue: 1)
      c.pointee.a_double = value
    case .aFloat(let value):
      c.pointee.value_case = .init(rawValue: 2)
      c.pointee.a_float = value
    case .anInt32(let value):
      c.pointee.value_case = .init(rawValue: 3)
      c.pointee.an_int32 = value
    case .anInt64(let value):
      c.pointee.value_case = .init(rawValue: 4)
      c.pointee.an_int64 = value
    case .aUint32(let value):
      c.pointee.value_case = .init(rawValue: 5)
      c.pointee.a_uint32 = value
    case .aUint64(let value):
      c.pointee.value_case = .init(rawValue: 6)
      c.pointee.a_uint64 = value
    case .aSint32(let value):
      c.pointee.value_case = .init(rawValue: 7)
      c.pointee.a_sint32 = value
    case .aSint64(let value):
      c.pointee.value_case = .init(rawValue: 8)
      c.pointee.a_sint64 = value
    case .aFixed32(let value):
      c.pointee.value_case = .init(rawValue: 9)
      c.pointee.a_fixed32 = value
    case .aFixed64(let value):
      c.pointee.value_case = .init(rawValue: 10)
      c.pointee.a_fixed64 = value
    case .aSfixed32(let value):
      c.pointee.value_case = .init(rawValue: 11)
      c.pointee.a_sfixed32 = value
    case .aSfixed64(let value):
      c.pointee.value_case = .init(rawValue: 12)
      c.pointee.a_sfixed64 = value
    case .aBool(let value):
      c.pointee.value_case = .init(rawValue: 13)
      c.pointee.a_bool = value ? 1 : 0
    case .aString(let value):
      c.pointee.value_case = .init(rawValue: 14)
      c.pointee.a_string = .init(try arena.copy(text: value, "a_string"))
    case .someBytes(let value):
      c.pointee.value_case = .init(rawValue: 15)
      c.pointee.some_bytes = .init(try arena.copy(bytes: value))
    case .aLevel(let value):
      c.pointee.value_case = .init(rawValue: 16)
      c.pointee.a_level = .init(rawValue: .init(truncatingIfNeeded: value.rawValue))
    case .aFixed16(let value):
      c.pointee.value_case = .init(rawValue: 17)
      c.pointee.a_fixed16 = .init(try arena.copy(bytes: value))
    case .aFixed32Bytes(let value):
      c.pointee.value_case = .init(rawValue: 18)
      c.pointee.a_fixed32_bytes = .init(try arena.copy(bytes: value))
    case .aMessage(let value):
      c.pointee.value_case = .init(rawValue: 19)
      c.pointee.a_message = try WireField.encoding("a_message", try value.filled(in: arena))
    case nil: break
    }
    switch self.other {
    case .left(let value):
      c.pointee.other_case = .init(rawValue: 20)
      c.pointee.left = .init(try arena.copy(text: value, "left"))
    case .right(let value):
      c.pointee.other_case = .init(rawValue: 21)
      c.pointee.right = .init(try arena.copy(text: value, "right"))
    case nil: break
    }
    return c
  }
}

/// Messages and enums inside messages.
public struct EKOuter: WireMessage {
  public static var fullName: String { "everykind.v1.Outer" }

  public var middle: EKOuter.Middle? = nil
  public var middles: [EKOuter.Middle] = []
  public var inner: EKOuter.Middle.Inner? = nil

  public init() {}

  public init(
    middle: EKOuter.Middle? = nil,
    middles: [EKOuter.Middle] = [],
    inner: EKOuter.Middle.Inner? = nil
  ) {
    self.middle = middle
    self.middles = middles
    self.inner = inner
  }

  public struct Middle: WireMessage {
    public static var fullName: String { "everykind.v1.Outer.Middle" }

    public var inner: EKOuter.Middle.Inner? = nil
    public var inners: [EKOuter.Middle.Inner] = []
    public var mood: EKOuter.Middle.Mood = .unspecified
    public var either: Either? = nil

    public init() {}

    public init(
      inner: EKOuter.Middle.Inner? = nil,
      inners: [EKOuter.Middle.Inner] = [],
      mood: EKOuter.Middle.Mood = .unspecified,
      either: Either? = nil
    ) {
      self.inner = inner
      self.inners = inners
      self.mood = mood
      self.either = either
    }

    public enum Either: Sendable, Equatable {
      case one(EKOuter.Middle.Inner)
      case another(EKOuter.Middle.Mood)
    }

    public enum Mood: RawRepresentable, Sendable, Hashable {
      case unspecified
      case good
      /// A number this code has no name for.
      case unrecognized(Int32)

      public init(rawValue: Int32) {
        switch rawValue {
        case 0: self = .unspecified
        case 1: self = .good
        default: self = .unrecognized(rawValue)
        }
      }

      public var rawValue: Int32 {
        switch self {
        case .unspecified: 0
        case .good: 1
        case .unrecognized(let rawValue): rawValue
        }
      }
    }

    public struct Inner: WireMessage {
      public static var fullName: String { "everykind.v1.Outer.Middle.Inner" }

      public var text: String = ""
      public var id: Bytes32? = nil

      public init() {}

      public init(text: String = "", id: Bytes32? = nil) {
        self.text = text
        self.id = id
      }
    }
  }
}

extension EKOuter {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__outer__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__outer__get_packed_size(c), to: &output) {
      everykind__v1__outer__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Outer>) throws(DecodeError) {
    self.init()
    if let inner = c.pointee.middle {
      self.middle = try WireField.decoding("middle", try EKOuter.Middle(copying: inner))
    }
    self.middles.reserveCapacity(c.pointee.n_middles)
    for element in UnsafeBufferPointer(start: c.pointee.middles, count: c.pointee.n_middles) {
      guard let inner = element else { continue }
      self.middles.append(try WireField.decoding("middles", try EKOuter.Middle(copying: inner)))
    }
    if let inner = c.pointee.inner {
      self.inner = try WireField.decoding("inner", try EKOuter.Middle.Inner(copying: inner))
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Outer> {
    let c = try arena.allocate(Everykind__V1__Outer.self)
    everykind__v1__outer__init(c)
    if let inner = self.middle {
      c.pointee.middle = try WireField.encoding("middle", try inner.filled(in: arena))
    }
    c.pointee.n_middles = self.middles.count
    c.pointee.middles = try arena.copy(array: self.middles) {
      (element) throws(EncodeError) in try WireField.encoding("middles", try element.filled(in: arena))
    }
    if let inner = self.inner {
      c.pointee.inner = try WireField.encoding("inner", try inner.filled(in: arena))
    }
    return c
  }
}

extension EKOuter.Middle {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__outer__middle__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__outer__middle__get_packed_size(c), to: &output) {
      everykind__v1__outer__middle__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Outer__Middle>) throws(DecodeError) {
    self.init()
    if let inner = c.pointee.inner {
      self.inner = try WireField.decoding("inner", try EKOuter.Middle.Inner(copying: inner))
    }
    self.inners.reserveCapacity(c.pointee.n_inners)
    for element in UnsafeBufferPointer(start: c.pointee.inners, count: c.pointee.n_inners) {
      guard let inner = element else { continue }
      self.inners.append(try WireField.decoding("inners", try EKOuter.Middle.Inner(copying: inner)))
    }
    self.mood = EKOuter.Middle.Mood(rawValue: Int32(truncatingIfNeeded: c.pointee.mood.rawValue))
    switch c.pointee.either_case.rawValue {
    case 4:
      if let inner = c.pointee.one {
        self.either = .one(try WireField.decoding("one", try EKOuter.Middle.Inner(copying: inner)))
      }
    case 5:
      self.either = .another(EKOuter.Middle.Mood(rawValue: Int32(truncatingIfNeeded: c.pointee.another.rawValue)))
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Outer__Middle> {
    let c = try arena.allocate(Everykind__V1__Outer__Middle.self)
    everykind__v1__outer__middle__init(c)
    if let inner = self.inner {
      c.pointee.inner = try WireField.encoding("inner", try inner.filled(in: arena))
    }
    c.pointee.n_inners = self.inners.count
    c.pointee.inners = try arena.copy(array: self.inners) {
      (element) throws(EncodeError) in try WireField.encoding("inners", try element.filled(in: arena))
    }
    c.pointee.mood = .init(rawValue: .init(truncatingIfNeeded: self.mood.rawValue))
    switch self.either {
    case .one(let value):
      c.pointee.either_case = .init(rawValue: 4)
      c.pointee.one = try WireField.encoding("one", try value.filled(in: arena))
    case .another(let value):
      c.pointee.either_case = .init(rawValue: 5)
      c.pointee.another = .init(rawValue: .init(truncatingIfNeeded: value.rawValue))
    case nil: break
    }
    return c
  }
}

extension EKOuter.Middle.Inner {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__outer__middle__inner__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__outer__middle__inner__get_packed_size(c), to: &output) {
      everykind__v1__outer__middle__inner__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Outer__Middle__Inner>) throws(DecodeError) {
    self.init()
    self.text = try WireField.text(c.pointee.text.buffer, "text")
    self.id = try WireField.bytesOrNil(c.pointee.id.buffer, "id")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Outer__Middle__Inner> {
    let c = try arena.allocate(Everykind__V1__Outer__Middle__Inner.self)
    everykind__v1__outer__middle__inner__init(c)
    c.pointee.text = .init(try arena.copy(text: self.text, "text"))
    if let inner = self.id {
      c.pointee.id = .init(try arena.copy(bytes: inner))
    }
    return c
  }
}

public struct EKEmpty: WireMessage {
  public static var fullName: String { "everykind.v1.Empty" }

  public init() {}
}

extension EKEmpty {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__empty__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__empty__get_packed_size(c), to: &output) {
      everykind__v1__empty__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Empty>) throws(DecodeError) {
    self.init()
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Empty> {
    let c = try arena.allocate(Everykind__V1__Empty.self)
    everykind__v1__empty__init(c)
    return c
  }
}

/// Names that mean something in Swift or in C.
public struct EKKeywords: WireMessage {
  public static var fullName: String { "everykind.v1.Keywords" }

  public var `func`: String = ""
  public var `in`: String = ""
  public var `class`: String = ""
  public var `default`: String = ""
  public var self_: String = ""
  public var init_: String = ""
  public var base: String = ""
  public var camelCase: String = ""
  public var with2Digits: String = ""
  public var url: String = ""
  public var `repeat`: String = ""
  public var int: String = ""
  public var `protocol`: String = ""
  public var description: String = ""
  public var old: String = ""
  public var c: String = ""
  public var arena: String = ""
  public var mark: String = ""
  public var bytes: String = ""
  public var output: String = ""
  public var element: String = ""
  public var fullName: String = ""
  public var `switch`: SwitchOneof? = nil
  public var `enum`: EKKeywords.Switch = .unspecified
  public var `let`: [EKKeywords.Switch] = []
  public var string: EKKeywords.String_? = nil

  public init() {}

  public init(
    `func`: String = "",
    `in`: String = "",
    `class`: String = "",
    `default`: String = "",
    self_: String = "",
    init_: String = "",
    base: String = "",
    camelCase: String = "",
    with2Digits: String = "",
    url: String = "",
    `repeat`: String = "",
    int: String = "",
    `protocol`: String = "",
    description: String = "",
    old: String = "",
    c: String = "",
    arena: String = "",
    mark: String = "",
    bytes: String = "",
    output: String = "",
    element: String = "",
    fullName: String = "",
    `switch`: SwitchOneof? = nil,
    `enum`: EKKeywords.Switch = .unspecified,
    `let`: [EKKeywords.Switch] = [],
    string: EKKeywords.String_? = nil
  ) {
    self.`func` = `func`
    self.`in` = `in`
    self.`class` = `class`
    self.`default` = `default`
    self.self_ = self_
    self.init_ = init_
    self.base = base
    self.camelCase = camelCase
    self.with2Digits = with2Digits
    self.url = url
    self.`repeat` = `repeat`
    self.int = int
    self.`protocol` = `protocol`
    self.description = description
    self.old = old
    self.c = c
    self.arena = arena
    self.mark = mark
    self.bytes = bytes
    self.output = output
    self.element = element
    self.fullName = fullName
    self.`switch` = `switch`
    self.`enum` = `enum`
    self.`let` = `let`
    self.string = string
  }

  public enum SwitchOneof: Sendable, Equatable {
    case `case`(String)
    case `for`(EKKeywords.String_)
    case `while`(EKKeywords.Type_)
  }

  public enum Switch: RawRepresentable, Sendable, Hashable {
    case unspecified
    case `nil`
    case self_
    case unrecognized_
    /// A number this code has no name for.
    case unrecognized(Int32)

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .`nil`
      case 2: self = .self_
      case 3: self = .unrecognized_
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .`nil`: 1
      case .self_: 2
      case .unrecognized_: 3
      case .unrecognized(let rawValue): rawValue
      }
    }
  }

  public struct String_: WireMessage {
    public static var fullName: String { "everykind.v1.Keywords.String" }

    public var text: String = ""

    public init() {}

    public init(text: String = "") {
      self.text = text
    }
  }

  public struct Type_: WireMessage {
    public static var fullName: String { "everykind.v1.Keywords.Type" }

    public var text: String = ""

    public init() {}

    public init(text: String = "") {
      self.text = text
    }
  }
}

extension EKKeywords {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__keywords__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__keywords__get_packed_size(c), to: &output) {
      everykind__v1__keywords__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Keywords>) throws(DecodeError) {
    self.init()
    self.`func` = try WireField.text(c.pointee.`func`.buffer, "func")
    self.`in` = try WireField.text(c.pointee.`in`.buffer, "in")
    self.`class` = try WireField.text(c.pointee.class_.buffer, "class")
    self.`default` = try WireField.text(c.pointee.default_.buffer, "default")
    self.self_ = try WireField.text(c.pointee.`self`.buffer, "self")
    self.init_ = try WireField.text(c.pointee.`init`.buffer, "init")
    self.base = try WireField.text(c.pointee.base_.buffer, "base")
    self.camelCase = try WireField.text(c.pointee.camelcase.buffer, "camelCase")
    self.with2Digits = try WireField.text(c.pointee.with_2_digits.buffer, "with_2_digits")
    self.url = try WireField.text(c.pointee.url.buffer, "URL")
    self.`repeat` = try WireField.text(c.pointee.`repeat`.buffer, "repeat")
    self.int = try WireField.text(c.pointee.int_.buffer, "int")
    self.`protocol` = try WireField.text(c.pointee.`protocol`.buffer, "Protocol")
    self.description = try WireField.text(c.pointee.description.buffer, "description")
    self.old = try WireField.text(c.pointee.old.buffer, "old")
    self.c = try WireField.text(c.pointee.c.buffer, "c")
    self.arena = try WireField.text(c.pointee.arena.buffer, "arena")
    self.mark = try WireField.text(c.pointee.mark.buffer, "mark")
    self.bytes = try WireField.text(c.pointee.bytes.buffer, "bytes")
    self.output = try WireField.text(c.pointee.output.buffer, "output")
    self.element = try WireField.text(c.pointee.element.buffer, "element")
    self.fullName = try WireField.text(c.pointee.full_name.buffer, "full_name")
    self.`enum` = EKKeywords.Switch(rawValue: Int32(truncatingIfNeeded: c.pointee.enum_.rawValue))
    self.`let`.reserveCapacity(c.pointee.n_let)
    for element in UnsafeBufferPointer(start: c.pointee.`let`, count: c.pointee.n_let) {
      self.`let`.append(EKKeywords.Switch(rawValue: Int32(truncatingIfNeeded: element.rawValue)))
    }
    if let inner = c.pointee.string {
      self.string = try WireField.decoding("string", try EKKeywords.String_(copying: inner))
    }
    switch c.pointee.switch_case.rawValue {
    case 16:
      self.`switch` = .`case`(try WireField.text(c.pointee.case_.buffer, "case"))
    case 17:
      if let inner = c.pointee.for_ {
        self.`switch` = .`for`(try WireField.decoding("for", try EKKeywords.String_(copying: inner)))
      }
    case 18:
      if let inner = c.pointee.while_ {
        self.`switch` = .`while`(try WireField.decoding("while", try EKKeywords.Type_(copying: inner)))
      }
    default: break
    }
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Keywords> {
    let c = try arena.allocate(Everykind__V1__Keywords.self)
    everykind__v1__keywords__init(c)
    c.pointee.`func` = .init(try arena.copy(text: self.`func`, "func"))
    c.pointee.`in` = .init(try arena.copy(text: self.`in`, "in"))
    c.pointee.class_ = .init(try arena.copy(text: self.`class`, "class"))
    c.pointee.default_ = .init(try arena.copy(text: self.`default`, "default"))
    c.pointee.`self` = .init(try arena.copy(text: self.self_, "self"))
    c.pointee.`init` = .init(try arena.copy(text: self.init_, "init"))
    c.pointee.base_ = .init(try arena.copy(text: self.base, "base"))
    c.pointee.camelcase = .init(try arena.copy(text: self.camelCase, "camelCase"))
    c.pointee.with_2_digits = .init(try arena.copy(text: self.with2Digits, "with_2_digits"))
    c.pointee.url = .init(try arena.copy(text: self.url, "URL"))
    c.pointee.`repeat` = .init(try arena.copy(text: self.`repeat`, "repeat"))
    c.pointee.int_ = .init(try arena.copy(text: self.int, "int"))
    c.pointee.`protocol` = .init(try arena.copy(text: self.`protocol`, "Protocol"))
    c.pointee.description = .init(try arena.copy(text: self.description, "description"))
    c.pointee.old = .init(try arena.copy(text: self.old, "old"))
    c.pointee.c = .init(try arena.copy(text: self.c, "c"))
    c.pointee.arena = .init(try arena.copy(text: self.arena, "arena"))
    c.pointee.mark = .init(try arena.copy(text: self.mark, "mark"))
    c.pointee.bytes = .init(try arena.copy(text: self.bytes, "bytes"))
    c.pointee.output = .init(try arena.copy(text: self.output, "output"))
    c.pointee.element = .init(try arena.copy(text: self.element, "element"))
    c.pointee.full_name = .init(try arena.copy(text: self.fullName, "full_name"))
    c.pointee.enum_ = .init(rawValue: .init(truncatingIfNeeded: self.`enum`.rawValue))
    c.pointee.n_let = self.`let`.count
    c.pointee.`let` = try arena.copy(array: self.`let`) {
      (element) throws(EncodeError) in .init(rawValue: .init(truncatingIfNeeded: element.rawValue))
    }
    if let inner = self.string {
      c.pointee.string = try WireField.encoding("string", try inner.filled(in: arena))
    }
    switch self.`switch` {
    case .`case`(let value):
      c.pointee.switch_case = .init(rawValue: 16)
      c.pointee.case_ = .init(try arena.copy(text: value, "case"))
    case .`for`(let value):
      c.pointee.switch_case = .init(rawValue: 17)
      c.pointee.for_ = try WireField.encoding("for", try value.filled(in: arena))
    case .`while`(let value):
      c.pointee.switch_case = .init(rawValue: 18)
      c.pointee.while_ = try WireField.encoding("while", try value.filled(in: arena))
    case nil: break
    }
    return c
  }
}

extension EKKeywords.String_ {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__keywords__string__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__keywords__string__get_packed_size(c), to: &output) {
      everykind__v1__keywords__string__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Keywords__String>) throws(DecodeError) {
    self.init()
    self.text = try WireField.text(c.pointee.text.buffer, "text")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Keywords__String> {
    let c = try arena.allocate(Everykind__V1__Keywords__String.self)
    everykind__v1__keywords__string__init(c)
    c.pointee.text = .init(try arena.copy(text: self.text, "text"))
    return c
  }
}

extension EKKeywords.Type_ {
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__keywords__type__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(Self.fullName)
    }
    try self.init(copying: c)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let c = try filled(in: arena)
    arena.append(everykind__v1__keywords__type__get_packed_size(c), to: &output) {
      everykind__v1__keywords__type__pack(c, $0)
    }
  }

  init(copying c: UnsafePointer<Everykind__V1__Keywords__Type>) throws(DecodeError) {
    self.init()
    self.text = try WireField.text(c.pointee.text.buffer, "text")
  }

  func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<Everykind__V1__Keywords__Type> {
    let c = try arena.allocate(Everykind__V1__Keywords__Type.self)
    everykind__v1__keywords__type__init(c)
    c.pointee.text = .init(try arena.copy(text: self.text, "text"))
    return c
  }
}

/// The rows that `everykind.v1.EveryService` adds to a method table.
public enum EKEveryServiceMethods {
  /// Gives back what it gets.
  public static let echo = MethodDescriptor(
    id: 1000, fullName: "everykind.v1.EveryService/Echo", kind: .unary,
    isIdempotent: true, maxRequestBytes: 4096)

  /// Says it again and again.
  public static let `repeat` = MethodDescriptor(
    id: 1001, fullName: "everykind.v1.EveryService/Repeat", kind: .serverStream,
    isIdempotent: false, maxRequestBytes: 0)

  public static let `default` = MethodDescriptor(
    id: 1002, fullName: "everykind.v1.EveryService/Default", kind: .unary,
    isIdempotent: true, maxRequestBytes: 0)

  public static let all_ = MethodDescriptor(
    id: 65535, fullName: "everykind.v1.EveryService/All", kind: .serverStream,
    isIdempotent: false, maxRequestBytes: 0)

  /// All of them, in the order of declaration.
  public static let all: [MethodDescriptor] = [echo, `repeat`, `default`, all_]
}

/// Both kinds of call.
///
/// The full form: each method gets a call that it may complete later, from any thread. The methods themselves run where
/// the request was read and must not block.
public protocol EKEveryService: RPCService {
  /// Gives back what it gets.
  func echo(_ message: EKScalars, _ call: UnaryCall<EKScalars>)
  /// Says it again and again.
  func `repeat`(_ message: EKChoice, _ call: StreamCall<EKOuter.Middle>)
  func `default`(_ message: EKEmpty, _ call: UnaryCall<EKEmpty>)
  func all(_ message: EKEmpty, _ call: StreamCall<EKEmpty>)
}

extension EKEveryService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: EKEveryServiceMethods.echo) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try EKScalars(decoding: bytes, in: arena)
        self.echo(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: EKEveryServiceMethods.`repeat`) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try EKChoice(decoding: bytes, in: arena)
        self.`repeat`(message, StreamCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: EKEveryServiceMethods.`default`) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try EKEmpty(decoding: bytes, in: arena)
        self.`default`(message, UnaryCall(context: context, responder: responder, id: call))
      },
      MethodHandler(method: EKEveryServiceMethods.all_) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        let message = try EKEmpty(decoding: bytes, in: arena)
        self.all(message, StreamCall(context: context, responder: responder, id: call))
      },
    ]
  }
}

/// Both kinds of call.
///
/// The simple form: from message to message, answered before the method returns. It runs where the request was read and
/// must not block. A stream whose source has to wait needs the full form.
public protocol SimpleEKEveryService: EKEveryService {
  /// Gives back what it gets.
  func echo(_ message: EKScalars, context: CallContext) throws(RPCError) -> EKScalars
  /// Says it again and again.
  func `repeat`(_ message: EKChoice, context: CallContext) throws(RPCError)
    -> @Sendable () -> StreamStep<EKOuter.Middle>
  func `default`(_ message: EKEmpty, context: CallContext) throws(RPCError) -> EKEmpty
  func all(_ message: EKEmpty, context: CallContext) throws(RPCError)
    -> @Sendable () -> StreamStep<EKEmpty>
}

extension SimpleEKEveryService {
  public func echo(_ message: EKScalars, _ call: UnaryCall<EKScalars>) {
    do throws(RPCError) {
      call.succeed(try echo(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func `repeat`(_ message: EKChoice, _ call: StreamCall<EKOuter.Middle>) {
    do throws(RPCError) {
      call.produce(try `repeat`(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func `default`(_ message: EKEmpty, _ call: UnaryCall<EKEmpty>) {
    do throws(RPCError) {
      call.succeed(try `default`(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }

  public func all(_ message: EKEmpty, _ call: StreamCall<EKEmpty>) {
    do throws(RPCError) {
      call.produce(try all(message, context: call.context))
    } catch {
      call.fail(error)
    }
  }
}

/// Both kinds of call.
///
/// The client. It holds nothing but its channel, and may be called from any thread.
public final class EKEveryServiceClient: Sendable {
  public let channel: any ClientChannel

  public init(_ channel: any ClientChannel) {
    self.channel = channel
  }

  /// Gives back what it gets.
  public func echo(
    _ message: EKScalars, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> EKScalars {
    try await channel.call(EKEveryServiceMethods.echo, message, options: options)
  }

  /// Gives back what it gets.
  ///
  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func echo(
    _ message: EKScalars, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<EKScalars, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(EKEveryServiceMethods.echo, message, options: options, completion: completion)
  }

  /// Says it again and again.
  ///
  /// The stream may be held as long as one likes; dropped or cancelled, the server is told.
  public func `repeat`(
    _ message: EKChoice, options: CallOptions = CallOptions()
  ) -> ReplyStream<EKOuter.Middle> {
    channel.stream(EKEveryServiceMethods.`repeat`, message, options: options)
  }

  /// Calls `body` with the stream of ``repeat`` and cancels it when `body` is done.
  nonisolated(nonsending) public func withRepeat<Value, Failure: Error>(
    _ message: EKChoice, options: CallOptions = CallOptions(),
    _ body: nonisolated(nonsending) (ReplyStream<EKOuter.Middle>) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let stream = `repeat`(message, options: options)
    defer { stream.cancel() }
    return try await body(stream)
  }

  public func `default`(
    _ message: EKEmpty, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> EKEmpty {
    try await channel.call(EKEveryServiceMethods.`default`, message, options: options)
  }

  /// `completion` runs exactly once, on a thread of the channel's, and must not block.
  @discardableResult
  public func `default`(
    _ message: EKEmpty, options: CallOptions = CallOptions(),
    completion: @escaping @Sendable (Result<EKEmpty, RPCError>) -> Void
  ) -> any CallHandle {
    channel.start(EKEveryServiceMethods.`default`, message, options: options, completion: completion)
  }

  /// The stream may be held as long as one likes; dropped or cancelled, the server is told.
  public func all(
    _ message: EKEmpty, options: CallOptions = CallOptions()
  ) -> ReplyStream<EKEmpty> {
    channel.stream(EKEveryServiceMethods.all_, message, options: options)
  }

  /// Calls `body` with the stream of `all` and cancels it when `body` is done.
  nonisolated(nonsending) public func withAll<Value, Failure: Error>(
    _ message: EKEmpty, options: CallOptions = CallOptions(),
    _ body: nonisolated(nonsending) (ReplyStream<EKEmpty>) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let stream = all(message, options: options)
    defer { stream.cancel() }
    return try await body(stream)
  }
}

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
