// ProtoSchema.swift: the types of a server's .proto files as plain values, by their names.

/// Types and services by their full names, without a dot in front. Every type that a field or a method names is there.
struct ProtoSchema: Sendable, Equatable {
  var messages: [String: MessageType] = [:]
  var enums: [String: EnumType] = [:]
  var services: [String: ServiceType] = [:]
}

/// A message type.
struct MessageType: Sendable, Equatable {
  let name: String
  let comment: String
  /// In the order of declaration.
  private(set) var fields: [FieldType] = []
  /// Names of the oneofs; a field says which it belongs to.
  var oneofs: [String] = []
  /// Indices of the fields by their numbers.
  private var places: [UInt32: Int] = [:]

  init(name: String, comment: String) {
    self.name = name
    self.comment = comment
  }

  /// Of two fields with one number the first is found.
  mutating func append(_ field: FieldType) {
    if places[field.number] == nil { places[field.number] = fields.count }
    fields.append(field)
  }

  func field(_ number: UInt32) -> FieldType? { places[number].map { fields[$0] } }

  /// The field with this name, in lower camel case or as it was declared.
  func field(named name: String) -> FieldType? { fields.first { $0.jsonName == name || $0.name == name } }
}

/// A field of a message.
struct FieldType: Sendable, Equatable {
  /// Scalars by the number that descriptors have for them.
  enum Kind: Sendable, Equatable {
    case double, float, int64, uint64, int32, fixed64, fixed32, bool, string, bytes, uint32
    case sfixed32, sfixed64, sint32, sint64
    case message(String)
    case enumeration(String)
  }

  var name = ""
  var jsonName = ""
  var comment = ""
  var number: UInt32 = 0
  var kind = Kind.bytes
  var isRepeated = false
  /// Numbers of a list stand together behind one tag.
  var isPacked = false
  /// Index of its oneof in the message; nil: it is in none.
  var oneof: Int?
  /// What its bytes must be long; 0: anything.
  var fixedLength: UInt64 = 0

  /// To be there with 0 or empty says something else than not to be there.
  var hasPresence: Bool {
    if case .message = kind { return true }
    return oneof != nil
  }
}

/// An enum.
struct EnumType: Sendable, Equatable {
  struct Value: Sendable, Equatable {
    var name = ""
    var number: Int32 = 0
    var comment = ""
  }

  let name: String
  var comment = ""
  /// In the order of declaration; two may have one number.
  var values: [Value] = []
}

/// A service as its .proto has it.
struct ServiceType: Sendable, Equatable {
  struct Method: Sendable, Equatable {
    var name = ""
    /// Full names of the messages.
    var input = ""
    var output = ""
    var isStream = false
    var comment = ""
  }

  let name: String
  var comment = ""
  var methods: [Method] = []
}

extension FieldType.Kind {
  /// As a .proto says it.
  var word: String {
    switch self {
    case .double: "double"
    case .float: "float"
    case .int64: "int64"
    case .uint64: "uint64"
    case .int32: "int32"
    case .fixed64: "fixed64"
    case .fixed32: "fixed32"
    case .bool: "bool"
    case .string: "string"
    case .bytes: "bytes"
    case .uint32: "uint32"
    case .sfixed32: "sfixed32"
    case .sfixed64: "sfixed64"
    case .sint32: "sint32"
    case .sint64: "sint64"
    case .message(let name), .enumeration(let name): name
    }
  }

  /// The name of a type of its own; nil: a scalar.
  var typeName: String? {
    switch self {
    case .message(let name), .enumeration(let name): name
    default: nil
    }
  }

  /// Lists of it may stand together behind one tag.
  var canBePacked: Bool {
    switch self {
    case .string, .bytes, .message: false
    default: true
    }
  }
}
