// MessageTemplate.swift: a document to fill in for a message: every field at its default. Promise: it can be sent as it
// is, and has a bounded size whatever the types are.

/// Writes documents that show what a message may hold.
struct MessageTemplate {
  /// Fields in one document; those beyond are left out.
  static let mostFields = 4_096
  /// Messages within messages.
  static let mostLevels = 16

  private let schema: ProtoSchema
  private var fieldsLeft = mostFields

  init(_ schema: ProtoSchema) { self.schema = schema }

  /// A document with every field of a message; of a oneof the first, since there can be one only, and of a list one
  /// element. A message within itself is left out.
  mutating func document(of type: MessageType) -> JSONValue { document(of: type, within: []) }

  private mutating func document(of type: MessageType, within outer: [String]) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    var chosen: Set<Int> = []
    for field in type.fields where fieldsLeft > 0 {
      if let oneof = field.oneof, chosen.contains(oneof) { continue }
      guard let value = value(of: field, within: outer + [type.name]) else { continue }
      fieldsLeft -= 1
      if let oneof = field.oneof { chosen.insert(oneof) }
      members.append((field.jsonName, field.isRepeated ? .array([value]) : value))
    }
    return .object(members)
  }

  /// nil: there is nothing to show.
  private mutating func value(of field: FieldType, within outer: [String]) -> JSONValue? {
    switch field.kind {
    case .double, .float, .int32, .uint32, .sint32, .fixed32, .sfixed32: return .digits("0")
    case .int64, .uint64, .sint64, .fixed64, .sfixed64: return .string("0")
    case .bool: return .bool(false)
    case .string: return .string("")
    case .bytes:
      // As long as it must be, unless that is no length for a document.
      let count = field.fixedLength <= 64 ? Int(field.fixedLength) : 0
      return .string(Base64.text([UInt8](repeating: 0, count: count)[...]))
    case .enumeration(let name): return schema.enums[name]?.values.first.map { .string($0.name) }
    case .message(let name):
      guard !outer.contains(name), outer.count < Self.mostLevels, let type = schema.messages[name] else { return nil }
      return document(of: type, within: outer)
    }
  }
}
