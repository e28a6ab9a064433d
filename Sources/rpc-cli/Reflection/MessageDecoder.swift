// MessageDecoder.swift: shows a message as JSON by proto3's JSON mapping.

/// Decodes messages of a schema. Fields that it does not know are left out.
struct MessageDecoder {
  /// Messages inside messages that are followed.
  static let deepest = 64

  let schema: ProtoSchema
  /// Also tell numbers that are 0, empty text and empty lists.
  var tellsDefaults = false

  /// The object that a message stands for.
  func json(_ bytes: [UInt8], _ type: MessageType) throws(WireFault) -> JSONValue {
    try json(bytes[...], type, depth: 1)
  }

  private func json(_ bytes: ArraySlice<UInt8>, _ type: MessageType, depth: Int) throws(WireFault) -> JSONValue {
    guard depth <= Self.deepest else {
      throw WireFault(offsetBytes: bytes.startIndex, reason: "more than \(Self.deepest) messages inside each other")
    }
    let found = try found(in: bytes, type)
    var members: [(key: String, value: JSONValue)] = []
    for field in type.fields {
      guard let value = try json(found[field.number] ?? [], field, depth: depth) else { continue }
      members.append((field.jsonName, value))
    }
    return .object(members)
  }

  /// What stands in a message by field; of a oneof the last one alone.
  private func found(
    in bytes: ArraySlice<UInt8>, _ type: MessageType
  ) throws(WireFault) -> [UInt32: [WireReader.Field]] {
    var found: [UInt32: [WireReader.Field]] = [:]
    var chosen: [Int: UInt32] = [:]
    try WireReader.each(of: bytes) { wire in
      guard let field = type.field(wire.number) else { return }
      if let oneof = field.oneof, let last = chosen.updateValue(field.number, forKey: oneof), last != field.number {
        found[last] = nil
      }
      found[field.number, default: []].append(wire)
    }
    return found
  }

  /// A field's value; nil: there is nothing to tell.
  private func json(
    _ found: [WireReader.Field], _ field: FieldType, depth: Int
  ) throws(WireFault) -> JSONValue? {
    if field.isRepeated {
      let values = try elements(found, field, depth: depth)
      return values.isEmpty && !tellsDefaults ? nil : .array(values)
    }
    guard let last = found.last else { return tellsDefaults && field.oneof == nil ? absent(field.kind) : nil }
    if case .message(let name) = field.kind {
      // Several of one are one, with the fields of all.
      var whole = try last.bytes()
      if found.count > 1 {
        whole = []
        for part in found { whole += try part.bytes() }
      }
      return try message(whole, name, depth: depth)
    }
    let value = try scalar(last, field.kind)
    return !field.hasPresence && !tellsDefaults && last.isDefault ? nil : value
  }

  private func elements(
    _ found: [WireReader.Field], _ field: FieldType, depth: Int
  ) throws(WireFault) -> [JSONValue] {
    var values: [JSONValue] = []
    for element in found {
      if case .message(let name) = field.kind {
        values.append(try message(try element.bytes(), name, depth: depth))
      } else if case .bytes(let packed) = element.value, field.kind.canBePacked {
        var reader = WireReader(packed)
        while !reader.rest.isEmpty { values.append(try scalar(try reader.element(of: field), field.kind)) }
      } else {
        values.append(try scalar(element, field.kind))
      }
    }
    return values
  }

  private func message(_ bytes: ArraySlice<UInt8>, _ name: String, depth: Int) throws(WireFault) -> JSONValue {
    guard let type = schema.messages[name] else {
      throw WireFault(offsetBytes: bytes.startIndex, reason: "the type \(name) is not known")
    }
    return try json(bytes, type, depth: depth + 1)
  }

  private func scalar(_ field: WireReader.Field, _ kind: FieldType.Kind) throws(WireFault) -> JSONValue {
    switch kind {
    case .double: return .float(Double(bitPattern: try field.fixed64()))
    case .float: return .float(Float(bitPattern: try field.fixed32()))
    case .int32: return .digits("\(try field.int32())")
    case .uint32: return .digits("\(UInt32(truncatingIfNeeded: try field.varint()))")
    case .sint32: return .digits("\(Int32(truncatingIfNeeded: Self.unzigzag(try field.varint() & 0xFFFF_FFFF)))")
    case .fixed32: return .digits("\(try field.fixed32())")
    case .sfixed32: return .digits("\(Int32(bitPattern: try field.fixed32()))")
    case .int64: return .string("\(Int64(bitPattern: try field.varint()))")
    case .uint64: return .string("\(try field.varint())")
    case .sint64: return .string("\(Self.unzigzag(try field.varint()))")
    case .fixed64: return .string("\(try field.fixed64())")
    case .sfixed64: return .string("\(Int64(bitPattern: try field.fixed64()))")
    case .bool: return .bool(try field.varint() != 0)
    case .string: return .string(try field.text())
    case .bytes: return .string(Base64.text(try field.bytes()))
    case .enumeration(let name):
      let number = try field.int32()
      return schema.enums[name]?.values.first { $0.number == number }.map { .string($0.name) } ?? .digits("\(number)")
    case .message(let name): return try message(try field.bytes(), name, depth: Self.deepest)
    }
  }

  /// What a field that is not there stands for; nil: nothing.
  private func absent(_ kind: FieldType.Kind) -> JSONValue? {
    switch kind {
    case .double, .float: .digits("0")
    case .int32, .uint32, .sint32, .fixed32, .sfixed32: .digits("0")
    case .int64, .uint64, .sint64, .fixed64, .sfixed64: .string("0")
    case .bool: .bool(false)
    case .string, .bytes: .string("")
    case .enumeration(let name):
      schema.enums[name]?.values.first { $0.number == 0 }.map { .string($0.name) } ?? .digits("0")
    case .message: nil
    }
  }

  private static func unzigzag(_ number: UInt64) -> Int64 { Int64(bitPattern: number >> 1) ^ -Int64(number & 1) }
}

extension WireReader {
  /// The next of numbers that stand together.
  fileprivate mutating func element(of field: FieldType) throws(WireFault) -> Field {
    let start = rest.startIndex
    let value: Value =
      switch field.kind.wireType {
      case 1: .fixed64(try fixed(8))
      case 5: .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
      default: .varint(try varint())
      }
    return Field(number: field.number, value: value, offsetBytes: start)
  }
}

extension WireReader.Field {
  fileprivate func fixed64() throws(WireFault) -> UInt64 {
    guard case .fixed64(let number) = value else { throw unexpected("eight bytes") }
    return number
  }

  fileprivate func fixed32() throws(WireFault) -> UInt32 {
    guard case .fixed32(let number) = value else { throw unexpected("four bytes") }
    return number
  }

  /// It says what its absence would say too.
  fileprivate var isDefault: Bool {
    switch value {
    case .varint(let number), .fixed64(let number): number == 0
    case .fixed32(let number): number == 0
    case .bytes(let bytes): bytes.isEmpty
    }
  }
}

extension JSONValue {
  /// A number with a point; the three that JSON has no digits for are text.
  fileprivate static func float(_ number: some BinaryFloatingPoint & LosslessStringConvertible) -> JSONValue {
    if number.isNaN { return .string("NaN") }
    if number.isInfinite { return .string(number > 0 ? "Infinity" : "-Infinity") }
    let text = "\(number)"
    return .digits(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }
}
