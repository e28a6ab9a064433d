// SchemaReader.swift: reads the types of a serialized FileDescriptorSet. Numbers are those of protobuf's
// descriptor.proto; hostile bytes end in a fault, whatever they are.

/// Why bytes are no descriptor set that types can be made of.
enum SchemaFault: Error, Equatable {
  case wire(WireFault)
  /// Messages inside messages, deeper than `SchemaReader.deepest`.
  case tooDeep(type: String)
  /// The full name of a type, or a oneof's, is longer than `SchemaReader.mostNameBytes`.
  case nameTooLong(beginning: String)
  /// Two types of one name.
  case declaredTwice(type: String)
  /// A field or method of a type that no file declares.
  case undeclared(type: String, by: String)

  /// For people: lower case, no full stop.
  var text: String {
    switch self {
    case .wire(let fault): "\(fault.reason), at byte \(fault.offsetBytes)"
    case .tooDeep(let type): "\(type) is declared too deep inside other messages"
    case .nameTooLong(let beginning): "the name that begins with \(beginning) is too long"
    case .declaredTwice(let type): "\(type) is declared twice"
    case .undeclared(let type, let user): "\(user) has the type \(type), which no file declares"
    }
  }
}

/// Reads one descriptor set.
struct SchemaReader {
  /// Messages inside messages that are followed.
  static let deepest = 32
  /// Bytes of a full name: those of all outer messages stand in it, so that it must not grow with them.
  static let mostNameBytes = 512

  private var schema = ProtoSchema()
  /// Of the file that is read.
  private var comments = FileComments()
  private var isProto3 = false

  /// The types of all files of a set.
  static func schema(_ bytes: [UInt8]) throws(SchemaFault) -> ProtoSchema {
    var reader = SchemaReader()
    for file in try fields(bytes[...]) where file.number == 1 { try reader.readFile(try wire(file.bytes)) }
    try SchemaCheck.check(reader.schema)
    return reader.schema
  }

  private mutating func readFile(_ bytes: ArraySlice<UInt8>) throws(SchemaFault) {
    let fields = try Self.fields(bytes)
    var package = ""
    isProto3 = false
    comments = FileComments()
    for field in fields {
      switch field.number {
      case 2: package = try Self.wire(field.text)
      case 9: comments = FileComments(try Self.wire(field.bytes))
      case 12: isProto3 = try Self.wire(field.text) == "proto3"
      default: break
      }
    }
    var counts: [UInt32: Int32] = [:]
    for field in fields where [4, 5, 6].contains(field.number) {
      let path = [Int32(field.number), counts[field.number, default: 0]]
      counts[field.number, default: 0] += 1
      let bytes = try Self.wire(field.bytes)
      switch field.number {
      case 4: try readMessage(bytes, path: path, scope: package, depth: 1)
      case 5: try readEnum(bytes, path: path, scope: package)
      default: try readService(bytes, path: path, scope: package)
      }
    }
  }

  private mutating func readMessage(
    _ bytes: ArraySlice<UInt8>, path: [Int32], scope: String, depth: Int
  ) throws(SchemaFault) {
    let fields = try Self.fields(bytes)
    let name = try Self.name(fields, in: scope)
    guard depth <= Self.deepest else { throw .tooDeep(type: name) }
    var message = MessageType(name: name, comment: comments[path])
    var counts: [UInt32: Int32] = [:]
    for field in fields where [2, 3, 4, 8].contains(field.number) {
      let inner = path + [Int32(field.number), counts[field.number, default: 0]]
      counts[field.number, default: 0] += 1
      let bytes = try Self.wire(field.bytes)
      switch field.number {
      case 2: message.append(try readField(bytes, path: inner))
      case 3: try readMessage(bytes, path: inner, scope: name, depth: depth + 1)
      case 4: try readEnum(bytes, path: inner, scope: name)
      default: message.oneofs.append(try Self.name(try Self.fields(bytes), in: ""))
      }
    }
    guard schema.messages.updateValue(message, forKey: name) == nil else { throw .declaredTwice(type: name) }
  }

  private func readField(_ bytes: ArraySlice<UInt8>, path: [Int32]) throws(SchemaFault) -> FieldType {
    var field = FieldType(comment: comments[path])
    var (type, typeName): (Int32, String) = (0, "")
    var packed: Bool?
    for part in try Self.fields(bytes) {
      switch part.number {
      case 1: field.name = try Self.wire(part.text)
      case 3: field.number = UInt32(truncatingIfNeeded: try Self.wire(part.varint))
      case 4: field.isRepeated = try Self.wire(part.varint) == 3
      case 5: type = try Self.wire(part.int32)
      case 6: typeName = try Self.typeName(part)
      case 8:
        for option in try Self.fields(try Self.wire(part.bytes)) {
          if option.number == 2 { packed = try Self.wire(option.varint) != 0 }
          if option.number == 50703 { field.fixedLength = try Self.wire(option.varint) }
        }
      case 9: field.oneof = Int(try Self.wire(part.int32))
      case 10: field.jsonName = try Self.wire(part.text)
      default: break
      }
    }
    guard let kind = FieldType.Kind(descriptor: type, typeName) else {
      throw .undeclared(type: "number \(type)", by: field.name)
    }
    field.kind = kind
    if field.jsonName.isEmpty { field.jsonName = field.name }
    field.isPacked = field.isRepeated && kind.canBePacked && packed ?? isProto3
    return field
  }

  private mutating func readEnum(_ bytes: ArraySlice<UInt8>, path: [Int32], scope: String) throws(SchemaFault) {
    let fields = try Self.fields(bytes)
    let name = try Self.name(fields, in: scope)
    var type = EnumType(name: name, comment: comments[path])
    for field in fields where field.number == 2 {
      var value = EnumType.Value(comment: comments[path + [2, Int32(type.values.count)]])
      for part in try Self.fields(try Self.wire(field.bytes)) {
        if part.number == 1 { value.name = try Self.wire(part.text) }
        if part.number == 2 { value.number = try Self.wire(part.int32) }
      }
      type.values.append(value)
    }
    guard schema.enums.updateValue(type, forKey: name) == nil else { throw .declaredTwice(type: name) }
  }

  private mutating func readService(_ bytes: ArraySlice<UInt8>, path: [Int32], scope: String) throws(SchemaFault) {
    let fields = try Self.fields(bytes)
    let name = try Self.name(fields, in: scope)
    var service = ServiceType(name: name, comment: comments[path])
    for field in fields where field.number == 2 {
      var method = ServiceType.Method(comment: comments[path + [2, Int32(service.methods.count)]])
      for part in try Self.fields(try Self.wire(field.bytes)) {
        switch part.number {
        case 1: method.name = try Self.wire(part.text)
        case 2: method.input = try Self.typeName(part)
        case 3: method.output = try Self.typeName(part)
        case 6: method.isStream = try Self.wire(part.varint) != 0
        default: break
        }
      }
      service.methods.append(method)
    }
    guard schema.services.updateValue(service, forKey: name) == nil else { throw .declaredTwice(type: name) }
  }
}

extension SchemaReader {
  private static func fields(_ bytes: ArraySlice<UInt8>) throws(SchemaFault) -> [WireReader.Field] {
    try wire { () throws(WireFault) in
      var fields: [WireReader.Field] = []
      try WireReader.each(of: bytes) { fields.append($0) }
      return fields
    }
  }

  private static func wire<Value>(_ read: () throws(WireFault) -> Value) throws(SchemaFault) -> Value {
    do throws(WireFault) { return try read() } catch { throw .wire(error) }
  }

  /// The full name of what has these fields.
  private static func name(_ fields: [WireReader.Field], in scope: String) throws(SchemaFault) -> String {
    let name = try fields.last { $0.number == 1 }.map { (field) throws(SchemaFault) in try wire(field.text) } ?? ""
    guard scope.utf8.count + name.utf8.count < mostNameBytes else {
      throw .nameTooLong(beginning: String((scope.isEmpty ? name : scope).prefix(40)))
    }
    return scope.isEmpty ? name : scope + "." + name
  }

  /// The full name of a type without the dot in front.
  private static func typeName(_ field: WireReader.Field) throws(SchemaFault) -> String {
    let name = try wire(field.text)
    return name.hasPrefix(".") ? String(name.dropFirst()) : name
  }
}

extension FieldType.Kind {
  /// The kind with this number in a descriptor; nil: a group, or newer than this program.
  fileprivate init?(descriptor number: Int32, _ typeName: String) {
    switch number {
    case 1: self = .double
    case 2: self = .float
    case 3: self = .int64
    case 4: self = .uint64
    case 5: self = .int32
    case 6: self = .fixed64
    case 7: self = .fixed32
    case 8: self = .bool
    case 9: self = .string
    case 11: self = .message(typeName)
    case 12: self = .bytes
    case 13: self = .uint32
    case 14: self = .enumeration(typeName)
    case 15: self = .sfixed32
    case 16: self = .sfixed64
    case 17: self = .sint32
    case 18: self = .sint64
    default: return nil
    }
  }
}
