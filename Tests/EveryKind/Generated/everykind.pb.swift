// everykind.pb.swift: the messages and services of everykind.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
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

extension EKScalars {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Scalars>

    init(reading c: UnsafePointer<Everykind__V1__Scalars>) { raw_ = c }

    public var fDouble: Double {
      raw_.pointee.f_double
    }

    public var fFloat: Float {
      raw_.pointee.f_float
    }

    public var fInt32: Int32 {
      raw_.pointee.f_int32
    }

    public var fInt64: Int64 {
      raw_.pointee.f_int64
    }

    public var fUint32: UInt32 {
      raw_.pointee.f_uint32
    }

    public var fUint64: UInt64 {
      raw_.pointee.f_uint64
    }

    public var fSint32: Int32 {
      raw_.pointee.f_sint32
    }

    public var fSint64: Int64 {
      raw_.pointee.f_sint64
    }

    public var fFixed32: UInt32 {
      raw_.pointee.f_fixed32
    }

    public var fFixed64: UInt64 {
      raw_.pointee.f_fixed64
    }

    public var fSfixed32: Int32 {
      raw_.pointee.f_sfixed32
    }

    public var fSfixed64: Int64 {
      raw_.pointee.f_sfixed64
    }

    public var fBool: Bool {
      raw_.pointee.f_bool != 0
    }

    public var fString: UnsafeRawBufferPointer {
      raw_.pointee.f_string.buffer
    }

    public var fBytes: UnsafeRawBufferPointer {
      raw_.pointee.f_bytes.buffer
    }

    /// Numbers above 15 take two bytes of tag.
    public var fLevel: EKLevel {
      EKLevel(rawValue: Int32(truncatingIfNeeded: raw_.pointee.f_level.rawValue))
    }

    public var fFixed16: Bytes16? {
      Bytes16(raw_.pointee.f_fixed16.buffer)
    }

    public var fFixed32Bytes: Bytes32? {
      Bytes32(raw_.pointee.f_fixed32_bytes.buffer)
    }

    /// The largest field number there is.
    public var fLast: UInt32 {
      raw_.pointee.f_last
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__scalars__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Scalars>) throws(DecodeError) {
    try WireField.check(text: c.pointee.f_string.buffer, "f_string")
    let _: Bytes16? = try WireField.bytesOrNil(c.pointee.f_fixed16.buffer, "f_fixed16")
    let _: Bytes32? = try WireField.bytesOrNil(c.pointee.f_fixed32_bytes.buffer, "f_fixed32_bytes")
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

extension EKLists {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Lists>

    init(reading c: UnsafePointer<Everykind__V1__Lists>) { raw_ = c }

    public var doubles: UnsafeBufferPointer<Double> {
      UnsafeBufferPointer(start: raw_.pointee.doubles, count: raw_.pointee.n_doubles)
    }

    public var floats: UnsafeBufferPointer<Float> {
      UnsafeBufferPointer(start: raw_.pointee.floats, count: raw_.pointee.n_floats)
    }

    public var int32s: UnsafeBufferPointer<Int32> {
      UnsafeBufferPointer(start: raw_.pointee.int32s, count: raw_.pointee.n_int32s)
    }

    public var int64s: UnsafeBufferPointer<Int64> {
      UnsafeBufferPointer(start: raw_.pointee.int64s, count: raw_.pointee.n_int64s)
    }

    public var uint32s: UnsafeBufferPointer<UInt32> {
      UnsafeBufferPointer(start: raw_.pointee.uint32s, count: raw_.pointee.n_uint32s)
    }

    public var uint64s: UnsafeBufferPointer<UInt64> {
      UnsafeBufferPointer(start: raw_.pointee.uint64s, count: raw_.pointee.n_uint64s)
    }

    public var sint32s: UnsafeBufferPointer<Int32> {
      UnsafeBufferPointer(start: raw_.pointee.sint32s, count: raw_.pointee.n_sint32s)
    }

    public var sint64s: UnsafeBufferPointer<Int64> {
      UnsafeBufferPointer(start: raw_.pointee.sint64s, count: raw_.pointee.n_sint64s)
    }

    public var fixed32s: UnsafeBufferPointer<UInt32> {
      UnsafeBufferPointer(start: raw_.pointee.fixed32s, count: raw_.pointee.n_fixed32s)
    }

    public var fixed64s: UnsafeBufferPointer<UInt64> {
      UnsafeBufferPointer(start: raw_.pointee.fixed64s, count: raw_.pointee.n_fixed64s)
    }

    public var sfixed32s: UnsafeBufferPointer<Int32> {
      UnsafeBufferPointer(start: raw_.pointee.sfixed32s, count: raw_.pointee.n_sfixed32s)
    }

    public var sfixed64s: UnsafeBufferPointer<Int64> {
      UnsafeBufferPointer(start: raw_.pointee.sfixed64s, count: raw_.pointee.n_sfixed64s)
    }

    public var bools: ViewList<Bool> {
      ViewList(raw_.pointee.bools, count: raw_.pointee.n_bools) {
        let element = $0.assumingMemoryBound(to: protobuf_c_boolean.self)[$1]
        return element != 0
      }
    }

    public var strings: ViewList<UnsafeRawBufferPointer> {
      ViewList(raw_.pointee.strings, count: raw_.pointee.n_strings) {
        let element = $0.assumingMemoryBound(to: ProtobufCBinaryData.self)[$1]
        return element.buffer
      }
    }

    public var byteses: ViewList<UnsafeRawBufferPointer> {
      ViewList(raw_.pointee.byteses, count: raw_.pointee.n_byteses) {
        let element = $0.assumingMemoryBound(to: ProtobufCBinaryData.self)[$1]
        return element.buffer
      }
    }

    public var levels: ViewList<EKLevel> {
      ViewList(raw_.pointee.levels, count: raw_.pointee.n_levels) {
        let element = $0.assumingMemoryBound(to: Everykind__V1__Level.self)[$1]
        return EKLevel(rawValue: Int32(truncatingIfNeeded: element.rawValue))
      }
    }

    public var fixed16s: ViewList<Bytes16> {
      ViewList(raw_.pointee.fixed16s, count: raw_.pointee.n_fixed16s) {
        let element = $0.assumingMemoryBound(to: ProtobufCBinaryData.self)[$1]
        return Bytes16(element.buffer) ?? Bytes16()
      }
    }

    public var fixed32Byteses: ViewList<Bytes32> {
      ViewList(raw_.pointee.fixed32_byteses, count: raw_.pointee.n_fixed32_byteses) {
        let element = $0.assumingMemoryBound(to: ProtobufCBinaryData.self)[$1]
        return Bytes32(element.buffer) ?? Bytes32()
      }
    }

    public var messages: ViewList<EKScalars.View> {
      ViewList(raw_.pointee.messages, count: raw_.pointee.n_messages) {
        let element = $0.assumingMemoryBound(to: UnsafePointer<Everykind__V1__Scalars>.self)[$1]
        return EKScalars.View(reading: element)
      }
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__lists__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Lists>) throws(DecodeError) {
    for element in UnsafeBufferPointer(start: c.pointee.strings, count: c.pointee.n_strings) {
      try WireField.check(text: element.buffer, "strings")
    }
    for element in UnsafeBufferPointer(start: c.pointee.fixed16s, count: c.pointee.n_fixed16s) {
      let _: Bytes16 = try WireField.bytes(element.buffer, "fixed16s")
    }
    for element in UnsafeBufferPointer(start: c.pointee.fixed32_byteses, count: c.pointee.n_fixed32_byteses) {
      let _: Bytes32 = try WireField.bytes(element.buffer, "fixed32_byteses")
    }
    for element in UnsafeBufferPointer(start: c.pointee.messages, count: c.pointee.n_messages) {
      guard let inner = element else { throw .malformed(message: fullName) }
      try WireField.decoding("messages", try EKScalars.check(inner))
    }
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

extension EKUnpacked {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Unpacked>

    init(reading c: UnsafePointer<Everykind__V1__Unpacked>) { raw_ = c }

    public var int32s: UnsafeBufferPointer<Int32> {
      UnsafeBufferPointer(start: raw_.pointee.int32s, count: raw_.pointee.n_int32s)
    }

    public var doubles: UnsafeBufferPointer<Double> {
      UnsafeBufferPointer(start: raw_.pointee.doubles, count: raw_.pointee.n_doubles)
    }

    public var bools: ViewList<Bool> {
      ViewList(raw_.pointee.bools, count: raw_.pointee.n_bools) {
        let element = $0.assumingMemoryBound(to: protobuf_c_boolean.self)[$1]
        return element != 0
      }
    }

    public var levels: ViewList<EKLevel> {
      ViewList(raw_.pointee.levels, count: raw_.pointee.n_levels) {
        let element = $0.assumingMemoryBound(to: Everykind__V1__Level.self)[$1]
        return EKLevel(rawValue: Int32(truncatingIfNeeded: element.rawValue))
      }
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__unpacked__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Unpacked>) throws(DecodeError) {
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

extension EKChoice {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Choice>

    init(reading c: UnsafePointer<Everykind__V1__Choice>) { raw_ = c }

    /// What was chosen.
    public enum Value {
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
      case aString(UnsafeRawBufferPointer)
      case someBytes(UnsafeRawBufferPointer)
      case aLevel(EKLevel)
      case aFixed16(Bytes16)
      case aFixed32Bytes(Bytes32)
      case aMessage(EKScalars.View)
    }

    /// What was chosen.
    public var value: Value? {
      switch raw_.pointee.value_case.rawValue {
      case 1: .aDouble(raw_.pointee.a_double)
      case 2: .aFloat(raw_.pointee.a_float)
      case 3: .anInt32(raw_.pointee.an_int32)
      case 4: .anInt64(raw_.pointee.an_int64)
      case 5: .aUint32(raw_.pointee.a_uint32)
      case 6: .aUint64(raw_.pointee.a_uint64)
      case 7: .aSint32(raw_.pointee.a_sint32)
      case 8: .aSint64(raw_.pointee.a_sint64)
      case 9: .aFixed32(raw_.pointee.a_fixed32)
      case 10: .aFixed64(raw_.pointee.a_fixed64)
      case 11: .aSfixed32(raw_.pointee.a_sfixed32)
      case 12: .aSfixed64(raw_.pointee.a_sfixed64)
      case 13: .aBool(raw_.pointee.a_bool != 0)
      case 14: .aString(raw_.pointee.a_string.buffer)
      case 15: .someBytes(raw_.pointee.some_bytes.buffer)
      case 16: .aLevel(EKLevel(rawValue: Int32(truncatingIfNeeded: raw_.pointee.a_level.rawValue)))
      case 17: .aFixed16(Bytes16(raw_.pointee.a_fixed16.buffer) ?? Bytes16())
      case 18: .aFixed32Bytes(Bytes32(raw_.pointee.a_fixed32_bytes.buffer) ?? Bytes32())
      case 19:
        if let inner = raw_.pointee.a_message { .aMessage(.init(reading: inner)) } else { nil }
      default: nil
      }
    }

    /// A second oneof in the same message.
    public enum Other {
      case left(UnsafeRawBufferPointer)
      case right(UnsafeRawBufferPointer)
    }

    /// A second oneof in the same message.
    public var other: Other? {
      switch raw_.pointee.other_case.rawValue {
      case 20: .left(raw_.pointee.left.buffer)
      case 21: .right(raw_.pointee.right.buffer)
      default: nil
      }
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__choice__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Choice>) throws(DecodeError) {
    switch c.pointee.value_case.rawValue {
    case 14:
      try WireField.check(text: c.pointee.a_string.buffer, "a_string")
    case 17:
      let _: Bytes16 = try WireField.bytes(c.pointee.a_fixed16.buffer, "a_fixed16")
    case 18:
      let _: Bytes32 = try WireField.bytes(c.pointee.a_fixed32_bytes.buffer, "a_fixed32_bytes")
    case 19:
      if let inner = c.pointee.a_message {
        try WireField.decoding("a_message", try EKScalars.check(inner))
      }
    default: break
    }
    switch c.pointee.other_case.rawValue {
    case 20:
      try WireField.check(text: c.pointee.left.buffer, "left")
    case 21:
      try WireField.check(text: c.pointee.right.buffer, "right")
    default: break
    }
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

extension EKOuter {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Outer>

    init(reading c: UnsafePointer<Everykind__V1__Outer>) { raw_ = c }

    public var middle: EKOuter.Middle.View? {
      if let inner = raw_.pointee.middle { .init(reading: inner) } else { nil }
    }

    public var middles: ViewList<EKOuter.Middle.View> {
      ViewList(raw_.pointee.middles, count: raw_.pointee.n_middles) {
        let element = $0.assumingMemoryBound(to: UnsafePointer<Everykind__V1__Outer__Middle>.self)[$1]
        return EKOuter.Middle.View(reading: element)
      }
    }

    public var inner: EKOuter.Middle.Inner.View? {
      if let inner = raw_.pointee.inner { .init(reading: inner) } else { nil }
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__outer__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Outer>) throws(DecodeError) {
    if let inner = c.pointee.middle {
      try WireField.decoding("middle", try EKOuter.Middle.check(inner))
    }
    for element in UnsafeBufferPointer(start: c.pointee.middles, count: c.pointee.n_middles) {
      guard let inner = element else { throw .malformed(message: fullName) }
      try WireField.decoding("middles", try EKOuter.Middle.check(inner))
    }
    if let inner = c.pointee.inner {
      try WireField.decoding("inner", try EKOuter.Middle.Inner.check(inner))
    }
  }
}

extension EKOuter.Middle {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Outer__Middle>

    init(reading c: UnsafePointer<Everykind__V1__Outer__Middle>) { raw_ = c }

    public var inner: EKOuter.Middle.Inner.View? {
      if let inner = raw_.pointee.inner { .init(reading: inner) } else { nil }
    }

    public var inners: ViewList<EKOuter.Middle.Inner.View> {
      ViewList(raw_.pointee.inners, count: raw_.pointee.n_inners) {
        let element = $0.assumingMemoryBound(to: UnsafePointer<Everykind__V1__Outer__Middle__Inner>.self)[$1]
        return EKOuter.Middle.Inner.View(reading: element)
      }
    }

    public var mood: EKOuter.Middle.Mood {
      EKOuter.Middle.Mood(rawValue: Int32(truncatingIfNeeded: raw_.pointee.mood.rawValue))
    }

    public enum Either {
      case one(EKOuter.Middle.Inner.View)
      case another(EKOuter.Middle.Mood)
    }

    public var either: Either? {
      switch raw_.pointee.either_case.rawValue {
      case 4:
        if let inner = raw_.pointee.one { .one(.init(reading: inner)) } else { nil }
      case 5: .another(EKOuter.Middle.Mood(rawValue: Int32(truncatingIfNeeded: raw_.pointee.another.rawValue)))
      default: nil
      }
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__outer__middle__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Outer__Middle>) throws(DecodeError) {
    if let inner = c.pointee.inner {
      try WireField.decoding("inner", try EKOuter.Middle.Inner.check(inner))
    }
    for element in UnsafeBufferPointer(start: c.pointee.inners, count: c.pointee.n_inners) {
      guard let inner = element else { throw .malformed(message: fullName) }
      try WireField.decoding("inners", try EKOuter.Middle.Inner.check(inner))
    }
    switch c.pointee.either_case.rawValue {
    case 4:
      if let inner = c.pointee.one {
        try WireField.decoding("one", try EKOuter.Middle.Inner.check(inner))
      }
    default: break
    }
  }
}

extension EKOuter.Middle.Inner {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Outer__Middle__Inner>

    init(reading c: UnsafePointer<Everykind__V1__Outer__Middle__Inner>) { raw_ = c }

    public var text: UnsafeRawBufferPointer {
      raw_.pointee.text.buffer
    }

    public var id: Bytes32? {
      Bytes32(raw_.pointee.id.buffer)
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__outer__middle__inner__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Outer__Middle__Inner>) throws(DecodeError) {
    try WireField.check(text: c.pointee.text.buffer, "text")
    let _: Bytes32? = try WireField.bytesOrNil(c.pointee.id.buffer, "id")
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

extension EKEmpty {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Empty>

    init(reading c: UnsafePointer<Everykind__V1__Empty>) { raw_ = c }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__empty__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Empty>) throws(DecodeError) {
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

extension EKKeywords {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Keywords>

    init(reading c: UnsafePointer<Everykind__V1__Keywords>) { raw_ = c }

    public var `func`: UnsafeRawBufferPointer {
      raw_.pointee.`func`.buffer
    }

    public var `in`: UnsafeRawBufferPointer {
      raw_.pointee.`in`.buffer
    }

    public var `class`: UnsafeRawBufferPointer {
      raw_.pointee.class_.buffer
    }

    public var `default`: UnsafeRawBufferPointer {
      raw_.pointee.default_.buffer
    }

    public var self_: UnsafeRawBufferPointer {
      raw_.pointee.`self`.buffer
    }

    public var init_: UnsafeRawBufferPointer {
      raw_.pointee.`init`.buffer
    }

    public var base: UnsafeRawBufferPointer {
      raw_.pointee.base_.buffer
    }

    public var camelCase: UnsafeRawBufferPointer {
      raw_.pointee.camelcase.buffer
    }

    public var with2Digits: UnsafeRawBufferPointer {
      raw_.pointee.with_2_digits.buffer
    }

    public var url: UnsafeRawBufferPointer {
      raw_.pointee.url.buffer
    }

    public var `repeat`: UnsafeRawBufferPointer {
      raw_.pointee.`repeat`.buffer
    }

    public var int: UnsafeRawBufferPointer {
      raw_.pointee.int_.buffer
    }

    public var `protocol`: UnsafeRawBufferPointer {
      raw_.pointee.`protocol`.buffer
    }

    public var description: UnsafeRawBufferPointer {
      raw_.pointee.description.buffer
    }

    public var old: UnsafeRawBufferPointer {
      raw_.pointee.old.buffer
    }

    public var c: UnsafeRawBufferPointer {
      raw_.pointee.c.buffer
    }

    public var arena: UnsafeRawBufferPointer {
      raw_.pointee.arena.buffer
    }

    public var mark: UnsafeRawBufferPointer {
      raw_.pointee.mark.buffer
    }

    public var bytes: UnsafeRawBufferPointer {
      raw_.pointee.bytes.buffer
    }

    public var output: UnsafeRawBufferPointer {
      raw_.pointee.output.buffer
    }

    public var element: UnsafeRawBufferPointer {
      raw_.pointee.element.buffer
    }

    public var fullName: UnsafeRawBufferPointer {
      raw_.pointee.full_name.buffer
    }

    public enum SwitchOneof {
      case `case`(UnsafeRawBufferPointer)
      case `for`(EKKeywords.String_.View)
      case `while`(EKKeywords.Type_.View)
    }

    public var `switch`: SwitchOneof? {
      switch raw_.pointee.switch_case.rawValue {
      case 16: .`case`(raw_.pointee.case_.buffer)
      case 17:
        if let inner = raw_.pointee.for_ { .`for`(.init(reading: inner)) } else { nil }
      case 18:
        if let inner = raw_.pointee.while_ { .`while`(.init(reading: inner)) } else { nil }
      default: nil
      }
    }

    public var `enum`: EKKeywords.Switch {
      EKKeywords.Switch(rawValue: Int32(truncatingIfNeeded: raw_.pointee.enum_.rawValue))
    }

    public var `let`: ViewList<EKKeywords.Switch> {
      ViewList(raw_.pointee.`let`, count: raw_.pointee.n_let) {
        let element = $0.assumingMemoryBound(to: Everykind__V1__Keywords__Switch.self)[$1]
        return EKKeywords.Switch(rawValue: Int32(truncatingIfNeeded: element.rawValue))
      }
    }

    public var string: EKKeywords.String_.View? {
      if let inner = raw_.pointee.string { .init(reading: inner) } else { nil }
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__keywords__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Keywords>) throws(DecodeError) {
    try WireField.check(text: c.pointee.`func`.buffer, "func")
    try WireField.check(text: c.pointee.`in`.buffer, "in")
    try WireField.check(text: c.pointee.class_.buffer, "class")
    try WireField.check(text: c.pointee.default_.buffer, "default")
    try WireField.check(text: c.pointee.`self`.buffer, "self")
    try WireField.check(text: c.pointee.`init`.buffer, "init")
    try WireField.check(text: c.pointee.base_.buffer, "base")
    try WireField.check(text: c.pointee.camelcase.buffer, "camelCase")
    try WireField.check(text: c.pointee.with_2_digits.buffer, "with_2_digits")
    try WireField.check(text: c.pointee.url.buffer, "URL")
    try WireField.check(text: c.pointee.`repeat`.buffer, "repeat")
    try WireField.check(text: c.pointee.int_.buffer, "int")
    try WireField.check(text: c.pointee.`protocol`.buffer, "Protocol")
    try WireField.check(text: c.pointee.description.buffer, "description")
    try WireField.check(text: c.pointee.old.buffer, "old")
    try WireField.check(text: c.pointee.c.buffer, "c")
    try WireField.check(text: c.pointee.arena.buffer, "arena")
    try WireField.check(text: c.pointee.mark.buffer, "mark")
    try WireField.check(text: c.pointee.bytes.buffer, "bytes")
    try WireField.check(text: c.pointee.output.buffer, "output")
    try WireField.check(text: c.pointee.element.buffer, "element")
    try WireField.check(text: c.pointee.full_name.buffer, "full_name")
    if let inner = c.pointee.string {
      try WireField.decoding("string", try EKKeywords.String_.check(inner))
    }
    switch c.pointee.switch_case.rawValue {
    case 16:
      try WireField.check(text: c.pointee.case_.buffer, "case")
    case 17:
      if let inner = c.pointee.for_ {
        try WireField.decoding("for", try EKKeywords.String_.check(inner))
      }
    case 18:
      if let inner = c.pointee.while_ {
        try WireField.decoding("while", try EKKeywords.Type_.check(inner))
      }
    default: break
    }
  }
}

extension EKKeywords.String_ {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Keywords__String>

    init(reading c: UnsafePointer<Everykind__V1__Keywords__String>) { raw_ = c }

    public var text: UnsafeRawBufferPointer {
      raw_.pointee.text.buffer
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__keywords__string__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Keywords__String>) throws(DecodeError) {
    try WireField.check(text: c.pointee.text.buffer, "text")
  }
}

extension EKKeywords.Type_ {
  /// The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a NUL. Valid, with
  /// all that it hands out, until the closure or the method that got it returns.
  public struct View {
    let raw_: UnsafePointer<Everykind__V1__Keywords__Type>

    init(reading c: UnsafePointer<Everykind__V1__Keywords__Type>) { raw_ = c }

    public var text: UnsafeRawBufferPointer {
      raw_.pointee.text.buffer
    }
  }

  /// Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does.
  public static func withView<Outcome>(
    decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome
  ) throws(DecodeError) -> Outcome {
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let c = everykind__v1__keywords__type__unpack(allocator, bytes.count, start) else {
      throw arena.unpackingFailed(fullName)
    }
    try check(c)
    return body(View(reading: c))
  }

  /// Copies what a view shows, to be kept.
  public init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }

  static func check(_ c: UnsafePointer<Everykind__V1__Keywords__Type>) throws(DecodeError) {
    try WireField.check(text: c.pointee.text.buffer, "text")
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

  /// The file that declares them and all that it imports.
  public static let descriptors = fileDescriptors
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

  public var descriptors: DescriptorSet { EKEveryServiceMethods.descriptors }
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
/// The form for the hot path: each method gets a view of its message, which is valid until the method returns, and a
/// call as in the full form. `EKScalars(copying:)` and its like keep a message.
public protocol ViewingEKEveryService: RPCService {
  /// Gives back what it gets.
  func echo(_ message: EKScalars.View, _ call: UnaryCall<EKScalars>)
  /// Says it again and again.
  func `repeat`(_ message: EKChoice.View, _ call: StreamCall<EKOuter.Middle>)
  func `default`(_ message: EKEmpty.View, _ call: UnaryCall<EKEmpty>)
  func all(_ message: EKEmpty.View, _ call: StreamCall<EKEmpty>)
}

extension ViewingEKEveryService {
  public var methods: [MethodHandler] {
    [
      MethodHandler(method: EKEveryServiceMethods.echo) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        try EKScalars.withView(decoding: bytes, in: arena) {
          self.echo($0, UnaryCall(context: context, responder: responder, id: call))
        }
      },
      MethodHandler(method: EKEveryServiceMethods.`repeat`) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        try EKChoice.withView(decoding: bytes, in: arena) {
          self.`repeat`($0, StreamCall(context: context, responder: responder, id: call))
        }
      },
      MethodHandler(method: EKEveryServiceMethods.`default`) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        try EKEmpty.withView(decoding: bytes, in: arena) {
          self.`default`($0, UnaryCall(context: context, responder: responder, id: call))
        }
      },
      MethodHandler(method: EKEveryServiceMethods.all_) {
        (bytes, arena, context, responder, call) throws(DecodeError) in
        try EKEmpty.withView(decoding: bytes, in: arena) {
          self.all($0, StreamCall(context: context, responder: responder, id: call))
        }
      },
    ]
  }

  public var descriptors: DescriptorSet { EKEveryServiceMethods.descriptors }
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

  /// Many calls of `echo` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func echoBatch(
    _ messages: [EKScalars], options: CallOptions = CallOptions()
  ) async -> [Result<EKScalars, RPCError>] {
    await channel.callBatch(EKEveryServiceMethods.echo, messages, options: options)
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

  /// Many calls of ``default`` at once; the results stand in the order of the messages, and each succeeds or fails for
  /// itself. `options` hold for each, with no idempotency key among them.
  public func defaultBatch(
    _ messages: [EKEmpty], options: CallOptions = CallOptions()
  ) async -> [Result<EKEmpty, RPCError>] {
    await channel.callBatch(EKEveryServiceMethods.`default`, messages, options: options)
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
    "everykind.proto",
    scalars: """
      \n\u{f}everykind.proto\u{12}\u{c}everykind.v1\u{1a}\u{19}tokenrpc/v1/options.proto\"\u{b8}\u{4}\n\u{7}Scalar\
      s\u{12}\u{19}\n\u{8}f_double\u{18}\u{1} \u{1}(\u{1}R\u{7}fDouble\u{12}\u{17}\n\u{7}f_float\u{18}\u{2} \u{1}(\
      \u{2}R\u{6}fFloat\u{12}\u{17}\n\u{7}f_int32\u{18}\u{3} \u{1}(\u{5}R\u{6}fInt32\u{12}\u{17}\n\u{7}f_int64\
      \u{18}\u{4} \u{1}(\u{3}R\u{6}fInt64\u{12}\u{19}\n\u{8}f_uint32\u{18}\u{5} \u{1}(\rR\u{7}fUint32\u{12}\u{19}\
      \n\u{8}f_uint64\u{18}\u{6} \u{1}(\u{4}R\u{7}fUint64\u{12}\u{19}\n\u{8}f_sint32\u{18}\u{7} \u{1}(\u{11}R\u{7}\
      fSint32\u{12}\u{19}\n\u{8}f_sint64\u{18}\u{8} \u{1}(\u{12}R\u{7}fSint64\u{12}\u{1b}\n\tf_fixed32\u{18}\t \
      \u{1}(\u{7}R\u{8}fFixed32\u{12}\u{1b}\n\tf_fixed64\u{18}\n \u{1}(\u{6}R\u{8}fFixed64\u{12}\u{1d}\n\nf_sfixed\
      32\u{18}\u{b} \u{1}(\u{f}R\tfSfixed32\u{12}\u{1d}\n\nf_sfixed64\u{18}\u{c} \u{1}(\u{10}R\tfSfixed64\u{12}\
      \u{15}\n\u{6}f_bool\u{18}\r \u{1}(\u{8}R\u{5}fBool\u{12}\u{19}\n\u{8}f_string\u{18}\u{e} \u{1}(\tR\u{7}fStri\
      ng\u{12}\u{17}\n\u{7}f_bytes\u{18}\u{f} \u{1}(\u{c}R\u{6}fBytes\u{12},\n\u{7}f_level\u{18}\u{10} \u{1}(\u{e}\
      2\u{13}.everykind.v1.LevelR\u{6}fLevel\u{12}!\n\tf_fixed16\u{18}\u{11} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18}\
      \u{10}R\u{8}fFixed16\u{12},\n\u{f}f_fixed32_bytes\u{18}\u{12} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\rfFixed3\
      2Bytes\u{12}\u{19}\n\u{6}f_last\u{18}\u{ff}\u{ff}\u{ff}\u{ff}\u{1} \u{1}(\rR\u{5}fLast\"\u{c0}\u{4}\n\u{5}Li\
      sts\u{12}\u{18}\n\u{7}doubles\u{18}\u{1} \u{3}(\u{1}R\u{7}doubles\u{12}\u{16}\n\u{6}floats\u{18}\u{2} \u{3}(\
      \u{2}R\u{6}floats\u{12}\u{16}\n\u{6}int32s\u{18}\u{3} \u{3}(\u{5}R\u{6}int32s\u{12}\u{16}\n\u{6}int64s\u{18}\
      \u{4} \u{3}(\u{3}R\u{6}int64s\u{12}\u{18}\n\u{7}uint32s\u{18}\u{5} \u{3}(\rR\u{7}uint32s\u{12}\u{18}\n\u{7}u\
      int64s\u{18}\u{6} \u{3}(\u{4}R\u{7}uint64s\u{12}\u{18}\n\u{7}sint32s\u{18}\u{7} \u{3}(\u{11}R\u{7}sint32s\
      \u{12}\u{18}\n\u{7}sint64s\u{18}\u{8} \u{3}(\u{12}R\u{7}sint64s\u{12}\u{1a}\n\u{8}fixed32s\u{18}\t \u{3}(\
      \u{7}R\u{8}fixed32s\u{12}\u{1a}\n\u{8}fixed64s\u{18}\n \u{3}(\u{6}R\u{8}fixed64s\u{12}\u{1c}\n\tsfixed32s\
      \u{18}\u{b} \u{3}(\u{f}R\tsfixed32s\u{12}\u{1c}\n\tsfixed64s\u{18}\u{c} \u{3}(\u{10}R\tsfixed64s\u{12}\u{14}\
      \n\u{5}bools\u{18}\r \u{3}(\u{8}R\u{5}bools\u{12}\u{18}\n\u{7}strings\u{18}\u{e} \u{3}(\tR\u{7}strings\u{12}\
      \u{18}\n\u{7}byteses\u{18}\u{f} \u{3}(\u{c}R\u{7}byteses\u{12}+\n\u{6}levels\u{18}\u{10} \u{3}(\u{e}2\u{13}.\
      everykind.v1.LevelR\u{6}levels\u{12} \n\u{8}fixed16s\u{18}\u{11} \u{3}(\u{c}B\u{4}\u{f8}\u{e0}\u{18}\u{10}R\
      \u{8}fixed16s\u{12}-\n\u{f}fixed32_byteses\u{18}\u{12} \u{3}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\u{e}fixed32Byte\
      ses\u{12}1\n\u{8}messages\u{18}\u{13} \u{3}(\u{b}2\u{15}.everykind.v1.ScalarsR\u{8}messages\"\u{8f}\u{1}\n\
      \u{8}Unpacked\u{12}\u{1a}\n\u{6}int32s\u{18}\u{1} \u{3}(\u{5}B\u{2}\u{10}\0R\u{6}int32s\u{12}\u{1c}\n\u{7}do\
      ubles\u{18}\u{2} \u{3}(\u{1}B\u{2}\u{10}\0R\u{7}doubles\u{12}\u{18}\n\u{5}bools\u{18}\u{3} \u{3}(\u{8}B\u{2}\
      \u{10}\0R\u{5}bools\u{12}/\n\u{6}levels\u{18}\u{4} \u{3}(\u{e}2\u{13}.everykind.v1.LevelB\u{2}\u{10}\0R\u{6}\
      levels\"\u{c0}\u{5}\n\u{6}Choice\u{12}\u{1b}\n\u{8}a_double\u{18}\u{1} \u{1}(\u{1}H\0R\u{7}aDouble\u{12}\
      \u{19}\n\u{7}a_float\u{18}\u{2} \u{1}(\u{2}H\0R\u{6}aFloat\u{12}\u{1b}\n\u{8}an_int32\u{18}\u{3} \u{1}(\u{5}\
      H\0R\u{7}anInt32\u{12}\u{1b}\n\u{8}an_int64\u{18}\u{4} \u{1}(\u{3}H\0R\u{7}anInt64\u{12}\u{1b}\n\u{8}a_uint3\
      2\u{18}\u{5} \u{1}(\rH\0R\u{7}aUint32\u{12}\u{1b}\n\u{8}a_uint64\u{18}\u{6} \u{1}(\u{4}H\0R\u{7}aUint64\
      \u{12}\u{1b}\n\u{8}a_sint32\u{18}\u{7} \u{1}(\u{11}H\0R\u{7}aSint32\u{12}\u{1b}\n\u{8}a_sint64\u{18}\u{8} \
      \u{1}(\u{12}H\0R\u{7}aSint64\u{12}\u{1d}\n\ta_fixed32\u{18}\t \u{1}(\u{7}H\0R\u{8}aFixed32\u{12}\u{1d}\n\ta_\
      fixed64\u{18}\n \u{1}(\u{6}H\0R\u{8}aFixed64\u{12}\u{1f}\n\na_sfixed32\u{18}\u{b} \u{1}(\u{f}H\0R\taSfixed32\
      \u{12}\u{1f}\n\na_sfixed64\u{18}\u{c} \u{1}(\u{10}H\0R\taSfixed64\u{12}\u{17}\n\u{6}a_bool\u{18}\r \u{1}(\
      \u{8}H\0R\u{5}aBool\u{12}\u{1b}\n\u{8}a_string\u{18}\u{e} \u{1}(\tH\0R\u{7}aString\u{12}\u{1f}\n\nsome_bytes\
      \u{18}\u{f} \u{1}(\u{c}H\0R\tsomeBytes\u{12}.\n\u{7}a_level\u{18}\u{10} \u{1}(\u{e}2\u{13}.everykind.v1.Leve\
      lH\0R\u{6}aLevel\u{12}#\n\ta_fixed16\u{18}\u{11} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18}\u{10}H\0R\u{8}aFixed16\
      \u{12}.\n\u{f}a_fixed32_bytes\u{18}\u{12} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} H\0R\raFixed32Bytes\u{12}4\n\t\
      a_message\u{18}\u{13} \u{1}(\u{b}2\u{15}.everykind.v1.ScalarsH\0R\u{8}aMessage\u{12}\u{14}\n\u{4}left\u{18}\
      \u{14} \u{1}(\tH\u{1}R\u{4}left\u{12}\u{16}\n\u{5}right\u{18}\u{15} \u{1}(\tH\u{1}R\u{5}rightB\u{7}\n\u{5}va\
      lueB\u{7}\n\u{5}other\"\u{b8}\u{4}\n\u{5}Outer\u{12}2\n\u{6}middle\u{18}\u{1} \u{1}(\u{b}2\u{1a}.everykind.v\
      1.Outer.MiddleR\u{6}middle\u{12}4\n\u{7}middles\u{18}\u{2} \u{3}(\u{b}2\u{1a}.everykind.v1.Outer.MiddleR\
      \u{7}middles\u{12}6\n\u{5}inner\u{18}\u{3} \u{1}(\u{b}2 .everykind.v1.Outer.Middle.InnerR\u{5}inner\u{1a}\
      \u{8c}\u{3}\n\u{6}Middle\u{12}6\n\u{5}inner\u{18}\u{1} \u{1}(\u{b}2 .everykind.v1.Outer.Middle.InnerR\u{5}in\
      ner\u{12}8\n\u{6}inners\u{18}\u{2} \u{3}(\u{b}2 .everykind.v1.Outer.Middle.InnerR\u{6}inners\u{12}3\n\u{4}mo\
      od\u{18}\u{3} \u{1}(\u{e}2\u{1f}.everykind.v1.Outer.Middle.MoodR\u{4}mood\u{12}4\n\u{3}one\u{18}\u{4} \u{1}(\
      \u{b}2 .everykind.v1.Outer.Middle.InnerH\0R\u{3}one\u{12};\n\u{7}another\u{18}\u{5} \u{1}(\u{e}2\u{1f}.every\
      kind.v1.Outer.Middle.MoodH\0R\u{7}another\u{1a}1\n\u{5}Inner\u{12}\u{12}\n\u{4}text\u{18}\u{1} \u{1}(\tR\
      \u{4}text\u{12}\u{14}\n\u{2}id\u{18}\u{2} \u{1}(\u{c}B\u{4}\u{f8}\u{e0}\u{18} R\u{2}id\"+\n\u{4}Mood\u{12}\
      \u{14}\n\u{10}MOOD_UNSPECIFIED\u{10}\0\u{12}\r\n\tMOOD_GOOD\u{10}\u{1}B\u{8}\n\u{6}either\"\u{7}\n\u{5}Empty\
      \"\u{c2}\u{7}\n\u{8}Keywords\u{12}\u{12}\n\u{4}func\u{18}\u{1} \u{1}(\tR\u{4}func\u{12}\u{e}\n\u{2}in\u{18}\
      \u{2} \u{1}(\tR\u{2}in\u{12}\u{14}\n\u{5}class\u{18}\u{3} \u{1}(\tR\u{5}class\u{12}\u{18}\n\u{7}default\
      \u{18}\u{4} \u{1}(\tR\u{7}default\u{12}\u{12}\n\u{4}self\u{18}\u{5} \u{1}(\tR\u{4}self\u{12}\u{12}\n\u{4}ini\
      t\u{18}\u{6} \u{1}(\tR\u{4}init\u{12}\u{12}\n\u{4}base\u{18}\u{7} \u{1}(\tR\u{4}base\u{12}\u{1c}\n\tcamelCas\
      e\u{18}\u{8} \u{1}(\tR\tcamelCase\u{12}\"\n\rwith_2_digits\u{18}\t \u{1}(\tR\u{b}with2Digits\u{12}\u{10}\n\
      \u{3}URL\u{18}\n \u{1}(\tR\u{3}URL\u{12}\u{16}\n\u{6}repeat\u{18}\u{b} \u{1}(\tR\u{6}repeat\u{12}\u{10}\n\
      \u{3}int\u{18}\u{c} \u{1}(\tR\u{3}int\u{12}\u{1a}\n\u{8}Protocol\u{18}\r \u{1}(\tR\u{8}Protocol\u{12} \n\
      \u{b}description\u{18}\u{e} \u{1}(\tR\u{b}description\u{12}\u{14}\n\u{3}old\u{18}\u{f} \u{1}(\tB\u{2}\u{18}\
      \u{1}R\u{3}old\u{12}\u{c}\n\u{1}c\u{18}\u{16} \u{1}(\tR\u{1}c\u{12}\u{14}\n\u{5}arena\u{18}\u{17} \u{1}(\tR\
      \u{5}arena\u{12}\u{12}\n\u{4}mark\u{18}\u{18} \u{1}(\tR\u{4}mark\u{12}\u{14}\n\u{5}bytes\u{18}\u{19} \u{1}(\
      \tR\u{5}bytes\u{12}\u{16}\n\u{6}output\u{18}\u{1a} \u{1}(\tR\u{6}output\u{12}\u{18}\n\u{7}element\u{18}\
      \u{1b} \u{1}(\tR\u{7}element\u{12}\u{1b}\n\tfull_name\u{18}\u{1c} \u{1}(\tR\u{8}fullName\u{12}\u{14}\n\u{4}c\
      ase\u{18}\u{10} \u{1}(\tH\0R\u{4}case\u{12}1\n\u{3}for\u{18}\u{11} \u{1}(\u{b}2\u{1d}.everykind.v1.Keywords.\
      StringH\0R\u{3}for\u{12}3\n\u{5}while\u{18}\u{12} \u{1}(\u{b}2\u{1b}.everykind.v1.Keywords.TypeH\0R\u{5}whil\
      e\u{12}1\n\u{4}enum\u{18}\u{13} \u{1}(\u{e}2\u{1d}.everykind.v1.Keywords.SwitchR\u{4}enum\u{12}/\n\u{3}let\
      \u{18}\u{14} \u{3}(\u{e}2\u{1d}.everykind.v1.Keywords.SwitchR\u{3}let\u{12}5\n\u{6}string\u{18}\u{15} \u{1}(\
      \u{b}2\u{1d}.everykind.v1.Keywords.StringR\u{6}string\u{1a}\u{1c}\n\u{6}String\u{12}\u{12}\n\u{4}text\u{18}\
      \u{1} \u{1}(\tR\u{4}text\u{1a}\u{1a}\n\u{4}Type\u{12}\u{12}\n\u{4}text\u{18}\u{1} \u{1}(\tR\u{4}text\"Z\n\
      \u{6}Switch\u{12}\u{16}\n\u{12}SWITCH_UNSPECIFIED\u{10}\0\u{12}\u{e}\n\nSWITCH_NIL\u{10}\u{1}\u{12}\u{f}\n\
      \u{b}SWITCH_SELF\u{10}\u{2}\u{12}\u{17}\n\u{13}SWITCH_UNRECOGNIZED\u{10}\u{3}B\u{8}\n\u{6}switch*\u{ad}\u{1}\
      \n\u{5}Level\u{12}\u{15}\n\u{11}LEVEL_UNSPECIFIED\u{10}\0\u{12}\u{16}\n\tLEVEL_LOW\u{10}\u{ff}\u{ff}\u{ff}\
      \u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{1}\u{12}\u{19}\n\u{c}LEVEL_LOWEST\u{10}\u{80}\u{80}\u{80}\u{80}\u{f8}\
      \u{ff}\u{ff}\u{ff}\u{ff}\u{1}\u{12}\u{12}\n\nLEVEL_HIGH\u{10}\u{ff}\u{ff}\u{ff}\u{ff}\u{7}\u{12}\u{11}\n\tLE\
      VEL_TOP\u{10}\u{ff}\u{ff}\u{ff}\u{ff}\u{7}\u{12}\u{11}\n\rLEVEL_DEFAULT\u{10}\u{7}\u{12}\r\n\tLEVEL_2ND\
      \u{10}\u{8}\u{12}\r\n\tinBetween\u{10}\t\u{1a}\u{2}\u{10}\u{1}2\u{92}\u{2}\n\u{c}EveryService\u{12}C\n\u{4}E\
      cho\u{12}\u{15}.everykind.v1.Scalars\u{1a}\u{15}.everykind.v1.Scalars\"\r\u{90}\u{2}\u{1}\u{e8}\u{e0}\u{18}\
      \u{e8}\u{7}\u{f0}\u{e0}\u{18}\u{80} \u{12}C\n\u{6}Repeat\u{12}\u{14}.everykind.v1.Choice\u{1a}\u{1a}.everyki\
      nd.v1.Outer.Middle\"\u{5}\u{e8}\u{e0}\u{18}\u{e9}\u{7}0\u{1}\u{12}=\n\u{7}Default\u{12}\u{13}.everykind.v1.E\
      mpty\u{1a}\u{13}.everykind.v1.Empty\"\u{8}\u{90}\u{2}\u{2}\u{e8}\u{e0}\u{18}\u{ea}\u{7}\u{12}9\n\u{3}All\
      \u{12}\u{13}.everykind.v1.Empty\u{1a}\u{13}.everykind.v1.Empty\"\u{6}\u{e8}\u{e0}\u{18}\u{ff}\u{ff}\u{3}0\
      \u{1}B\u{5}\u{ba}\u{2}\u{2}EKJ\u{a1}\u{6}\nf\n\u{1}\u{c}\u{1a}a everykind.proto: everything that protoc-gen-\
      rpc-swift supports, once. For tests; means nothing.\n\n'\n\u{2}\u{4}\0\u{1a}! One field of every scalar kind\
      .\n\n1\n\u{4}\u{4}\0\u{2}\u{f}\u{1a}) Numbers above 15 take two bytes of tag.\n\n,\n\u{4}\u{4}\0\u{2}\u{12}\
      \u{1a}$ The largest field number there is.\n\nT\n\u{2}\u{5}\0\u{1a}N An enum with a negative number, an alia\
      s and a name that is not in capitals.\n\n\u{16}\n\u{4}\u{5}\0\u{2}\0\u{1a}\u{e} The default.\n\n\u{1b}\n\
      \u{4}\u{5}\0\u{2}\u{4}\u{1a}\u{13} The same as HIGH.\n\n/\n\u{2}\u{4}\u{1}\u{1a}) The same, repeated; number\
      s are packed.\n\n7\n\u{2}\u{4}\u{2}\u{1a}1 Numbers one by one, as older writers send them.\n\n&\n\u{2}\u{4}\
      \u{3}\u{1a}  A oneof with every kind in it.\n\n\u{1a}\n\u{4}\u{4}\u{3}\u{8}\0\u{1a}\u{12} What was chosen.\n\
      \n-\n\u{4}\u{4}\u{3}\u{8}\u{1}\u{1a}% A second oneof in the same message.\n\n+\n\u{2}\u{4}\u{4}\u{1a}% Messa\
      ges and enums inside messages.\n\n3\n\u{2}\u{4}\u{6}\u{1a}- Names that mean something in Swift or in C.\n\n\
      \u{1b}\n\u{2}\u{6}\0\u{1a}\u{15} Both kinds of call.\n\n\"\n\u{4}\u{6}\0\u{2}\0\u{1a}\u{1a} Gives back what \
      it gets.\n\n\"\n\u{4}\u{6}\0\u{2}\u{1}\u{1a}\u{1a} Says it again and again.\nb\u{6}proto3
      """
  )
)

extension ProtobufCBinaryData {
  fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }

  fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.init(len: bytes.count, data: bytes.baseAddress)
  }
}
