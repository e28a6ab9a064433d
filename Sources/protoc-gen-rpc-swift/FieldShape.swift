// FieldShape.swift: what a field is in Swift: its type, its default, and how it crosses to and from C.

/// One field with everything the writers ask about it.
struct FieldShape {
  let field: SchemaField
  let property: String
  /// The type of one element.
  let element: String
  private let zero: String

  init(_ field: SchemaField, _ types: TypeTable) {
    self.field = field
    property = SwiftName.property(field.name)
    switch field.kind {
    case .double: (element, zero) = ("Double", "0")
    case .float: (element, zero) = ("Float", "0")
    case .int32: (element, zero) = ("Int32", "0")
    case .int64: (element, zero) = ("Int64", "0")
    case .uint32: (element, zero) = ("UInt32", "0")
    case .uint64: (element, zero) = ("UInt64", "0")
    case .bool: (element, zero) = ("Bool", "false")
    case .string: (element, zero) = ("String", "\"\"")
    case .bytes:
      if case .number(let length) = field.fixedLength {
        (element, zero) = ("Bytes\(length)", "nil")
      } else {
        (element, zero) = ("[UInt8]", "[]")
      }
    case .message, .group: (element, zero) = (types.swiftName(field.typeName), "nil")
    case .enumeration:
      (element, zero) = (types.swiftName(field.typeName), "." + (types.entries[field.typeName]?.zeroCase ?? ""))
    }
  }

  var isFixedLength: Bool { field.kind == .bytes && field.fixedLength != nil }
  /// Absent or present, outside a oneof.
  var isOptional: Bool { !field.isRepeated && (field.kind == .message || isFixedLength) }
  /// The property's type and default.
  var type: String { field.isRepeated ? "[\(element)]" : isOptional ? element + "?" : element }
  var initialValue: String { field.isRepeated ? "[]" : zero }

  /// Whether a C array of it is a Swift array of it, byte for byte.
  var isSameInC: Bool {
    switch field.kind {
    case .double, .float, .int32, .int64, .uint32, .uint64: true
    case .bool, .string, .bytes, .message, .group, .enumeration: false
    }
  }

  /// The C struct's member, on the pointer `c`.
  var member: String { "c.pointee.\(SwiftName.escaped(CName.field(field.name)))" }
  var count: String { "c.pointee.n_\(CName.field(field.name))" }
  /// The field's name in the .proto, as a literal.
  var name: String { "\"\(field.name)\"" }

  /// Swift's value of one C element that isn't a message. `mayBeAbsent`: empty fixed-length bytes are nil.
  func decoded(_ c: String, mayBeAbsent: Bool = false) -> String {
    switch field.kind {
    case .bool: "\(c) != 0"
    case .enumeration: "\(element)(rawValue: Int32(truncatingIfNeeded: \(c).rawValue))"
    case .string: "try WireField.text(\(c).buffer, \(name))"
    case .bytes where mayBeAbsent && isFixedLength: "try WireField.bytesOrNil(\(c).buffer, \(name))"
    case .bytes where isFixedLength: "try WireField.bytes(\(c).buffer, \(name))"
    case .bytes: "[UInt8](\(c).buffer)"
    case .message, .group: "try \(element)(copying: \(c))"
    case .double, .float, .int32, .int64, .uint32, .uint64: c
    }
  }

  /// C's value of one Swift element that isn't a message.
  func encoded(_ value: String) -> String {
    switch field.kind {
    case .bool: "\(value) ? 1 : 0"
    case .enumeration: ".init(rawValue: .init(truncatingIfNeeded: \(value).rawValue))"
    case .string: ".init(try arena.copy(text: \(value), \(name)))"
    case .bytes: ".init(try arena.copy(bytes: \(value)))"
    case .message, .group: "try \(value).filled(in: arena)"
    case .double, .float, .int32, .int64, .uint32, .uint64: value
    }
  }
}
