// MessageEncoder.swift: makes a message of a JSON document by proto3's JSON mapping.

internal import TokenArguments

/// Encodes documents as messages of a schema. A document's depth is bounded by its reader.
struct MessageEncoder {
  let schema: ProtoSchema

  /// The message that a document stands for.
  func bytes(_ document: JSONValue, _ type: MessageType) throws(MappingFault) -> [UInt8] {
    guard case .object(let members) = document else {
      throw MappingFault("must be an object, not \(document.word)")
    }
    var bytes: [UInt8] = []
    var seen: Set<UInt32> = []
    var chosen: [Int: FieldType] = [:]
    for (key, value) in members {
      let field = try field(key, of: type)
      guard seen.insert(field.number).inserted else {
        throw MappingFault("is there twice, as \(field.jsonName) and as \(field.name)", at: [key])
      }
      if case .null = value { continue }
      if let oneof = field.oneof, let other = chosen.updateValue(field, forKey: oneof) {
        throw MappingFault("and \(other.jsonName) exclude each other", at: [key])
      }
      do throws(MappingFault) { try append(value, field, to: &bytes) } catch {
        throw MappingFault(error.reason, at: [key] + error.path)
      }
    }
    return bytes
  }

  private func field(_ key: String, of type: MessageType) throws(MappingFault) -> FieldType {
    if let field = type.field(named: key) { return field }
    let names = type.fields.map(\.jsonName)
    if let meant = Suggestion.nearest(to: key, among: names + type.fields.map(\.name)) {
      throw MappingFault("is no field of \(type.name), did you mean \(meant)?", at: [key])
    }
    let hint = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
    throw MappingFault("is no field of \(type.name); \(hint)", at: [key])
  }

  private func append(_ value: JSONValue, _ field: FieldType, to bytes: inout [UInt8]) throws(MappingFault) {
    guard field.isRepeated else {
      var element: [UInt8] = []
      try append(element: value, field, to: &element)
      if field.hasPresence || element.contains(where: { $0 != 0 }) {
        bytes.append(tag: field.number, field.kind.wireType)
        bytes += element
      }
      return
    }
    guard case .array(let values) = value else { throw MappingFault("must be a list, not \(value.word)") }
    if values.isEmpty { return }
    var list: [UInt8] = []
    for (index, value) in values.enumerated() {
      if !field.isPacked { list.append(tag: field.number, field.kind.wireType) }
      do throws(MappingFault) { try append(element: value, field, to: &list) } catch {
        throw MappingFault(error.reason, at: ["\(index)"] + error.path)
      }
    }
    if field.isPacked { bytes.append(field: field.number, bytes: list) } else { bytes += list }
  }

  /// What stands behind a tag.
  private func append(element value: JSONValue, _ field: FieldType, to bytes: inout [UInt8]) throws(MappingFault) {
    switch field.kind {
    case .double: bytes.append(fixed: try value.float(Double.self).bitPattern)
    case .float: bytes.append(fixed: try value.float(Float.self).bitPattern)
    case .int32: bytes.append(varint: UInt64(bitPattern: Int64(try value.whole(Int32.self))))
    case .int64: bytes.append(varint: UInt64(bitPattern: try value.whole(Int64.self)))
    case .uint32: bytes.append(varint: UInt64(try value.whole(UInt32.self)))
    case .uint64: bytes.append(varint: try value.whole(UInt64.self))
    case .sint32: bytes.append(varint: Self.zigzag(Int64(try value.whole(Int32.self))))
    case .sint64: bytes.append(varint: Self.zigzag(try value.whole(Int64.self)))
    case .fixed32: bytes.append(fixed: try value.whole(UInt32.self))
    case .fixed64: bytes.append(fixed: try value.whole(UInt64.self))
    case .sfixed32: bytes.append(fixed: try value.whole(Int32.self))
    case .sfixed64: bytes.append(fixed: try value.whole(Int64.self))
    case .bool: bytes.append(varint: try value.bool() ? 1 : 0)
    case .string: Self.append(Array(try value.text("text").utf8), to: &bytes)
    case .bytes: Self.append(try value.bytes(fixedLength: field.fixedLength), to: &bytes)
    case .message(let name):
      guard let type = schema.messages[name] else { throw MappingFault("has a type that is not known, \(name)") }
      Self.append(try self.bytes(value, type), to: &bytes)
    case .enumeration(let name): bytes.append(varint: UInt64(bitPattern: Int64(try number(value, of: name))))
    }
  }

  /// The number of an enum's value, which is told by its name or its number.
  private func number(_ value: JSONValue, of enumName: String) throws(MappingFault) -> Int32 {
    if case .digits = value { return try value.whole(Int32.self) }
    let name = try value.text("a name of \(enumName)")
    let values = schema.enums[enumName]?.values ?? []
    if let value = values.first(where: { $0.name == name }) { return value.number }
    let names = values.map(\.name)
    if let meant = Suggestion.nearest(to: name, among: names) {
      throw MappingFault("has no value \(name), did you mean \(meant)?")
    }
    throw MappingFault("has no value \(name); there are \(names.joined(separator: ", "))")
  }

  private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(varint: UInt64(part.count))
    bytes += part
  }

  /// Small numbers of either sign as small numbers.
  private static func zigzag(_ number: Int64) -> UInt64 { UInt64(bitPattern: number << 1 ^ number >> 63) }
}

extension FieldType.Kind {
  /// How a single one stands on the wire.
  var wireType: UInt64 {
    switch self {
    case .double, .fixed64, .sfixed64: 1
    case .float, .fixed32, .sfixed32: 5
    case .string, .bytes, .message: 2
    case .int32, .int64, .uint32, .uint64, .sint32, .sint64, .bool, .enumeration: 0
    }
  }
}
