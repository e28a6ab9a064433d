// Schema.swift: the .proto files as plain values: what the writers need and nothing else.

/// One .proto file.
struct SchemaFile {
  var name: String
  var package: String
  var isProto3: Bool
  /// The `swift_prefix` option: stands in front of every top-level type.
  var swiftPrefix: String
  var messages: [SchemaMessage]
  var enums: [SchemaEnum]
  var services: [SchemaService]
}

/// A message type. Types inside it are listed with it; map entries are among them and marked.
struct SchemaMessage {
  var name: String
  /// `package.Outer.Inner`, no leading dot.
  var fullName: String
  /// As Swift says it: `Outer.Inner`, prefixed and escaped.
  var swiftName: String
  var comment: String
  var fields: [SchemaField]
  var oneofs: [SchemaOneof]
  var messages: [SchemaMessage]
  var enums: [SchemaEnum]
  var isMapEntry: Bool
}

/// A field, also when it is a member of a oneof.
struct SchemaField {
  enum Kind {
    case double, float, int32, int64, uint32, uint64, bool
    case string
    case bytes
    case message
    case enumeration
    case group
  }

  var name: String
  var number: Int32
  var kind: Kind
  /// Full name of the message or enum, no leading dot; empty for scalars.
  var typeName: String
  var isRepeated: Bool
  var isProto3Optional: Bool
  /// Index into the message's oneofs.
  var oneof: Int?
  /// What `fixed_length` says; nil when it says nothing.
  var fixedLength: OptionNumber?
  var comment: String
}

/// A oneof; its members are the fields that name its index.
struct SchemaOneof {
  var name: String
  var comment: String
}

struct SchemaEnum {
  struct Value {
    var name: String
    var number: Int32
    var comment: String
  }

  var name: String
  var fullName: String
  var swiftName: String
  var comment: String
  var values: [Value]
}

struct SchemaService {
  var fullName: String
  /// As Swift says it, prefixed.
  var swiftName: String
  var comment: String
  var methods: [SchemaMethod]
}

struct SchemaMethod {
  var name: String
  /// Full names of the messages, no leading dot.
  var input: String
  var output: String
  var isClientStreaming: Bool
  var isServerStreaming: Bool
  var isIdempotent: Bool
  var id: OptionNumber?
  var maxRequestBytes: OptionNumber?
  var comment: String
}

/// What a custom option says: a number, or bytes that are none.
enum OptionNumber: Equatable {
  case number(UInt32)
  case unreadable
}
