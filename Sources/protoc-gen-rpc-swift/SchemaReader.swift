// SchemaReader.swift: turns protoc's descriptors into the schema, with the comments that belong to each part.

internal import CPluginProto

/// Reads one file.
struct SchemaReader {
  private let file: FileDescriptor
  private let comments: [[Int32]: String]
  private let package: String
  private let swiftPrefix: String

  static func read(_ file: FileDescriptor) -> SchemaFile {
    SchemaReader(file).read()
  }

  private init(_ file: FileDescriptor) {
    self.file = file
    package = string(file.package) ?? ""
    swiftPrefix = file.options.flatMap { string($0.pointee.swift_prefix) } ?? ""
    var comments: [[Int32]: String] = [:]
    if let info = file.source_code_info?.pointee {
      for location in list(info.n_location, info.location).map(\.pointee) {
        guard let comment = string(location.leading_comments) ?? string(location.trailing_comments) else { continue }
        comments[[Int32](UnsafeBufferPointer(start: location.path, count: location.n_path))] = comment
      }
    }
    self.comments = comments
  }

  // Numbers in paths are the field numbers of descriptor.proto.
  private func read() -> SchemaFile {
    SchemaFile(
      name: string(file.name) ?? "", package: package, isProto3: string(file.syntax) == "proto3",
      swiftPrefix: swiftPrefix,
      messages: list(file.n_message_type, file.message_type).enumerated().map { index, message in
        read(message.pointee, path: [4, Int32(index)], scope: package, swiftScope: nil)
      },
      enums: list(file.n_enum_type, file.enum_type).enumerated().map { index, type in
        read(type.pointee, path: [5, Int32(index)], scope: package, swiftScope: nil)
      },
      services: list(file.n_service, file.service).enumerated().map { index, service in
        read(service.pointee, path: [6, Int32(index)])
      })
  }

  private func read(
    _ message: MessageDescriptor, path: [Int32], scope: String, swiftScope: String?
  ) -> SchemaMessage {
    let name = string(message.name) ?? ""
    let fullName = joined(scope, name)
    let swiftName = swiftTypeName(name, in: swiftScope)
    return SchemaMessage(
      name: name, fullName: fullName, swiftName: swiftName, comment: comments[path] ?? "",
      fields: list(message.n_field, message.field).enumerated().map { index, field in
        read(field.pointee, path: path + [2, Int32(index)])
      },
      oneofs: list(message.n_oneof_decl, message.oneof_decl).enumerated().map { index, oneof in
        SchemaOneof(name: string(oneof.pointee.name) ?? "", comment: comments[path + [8, Int32(index)]] ?? "")
      },
      messages: list(message.n_nested_type, message.nested_type).enumerated().map { index, nested in
        read(nested.pointee, path: path + [3, Int32(index)], scope: fullName, swiftScope: swiftName)
      },
      enums: list(message.n_enum_type, message.enum_type).enumerated().map { index, nested in
        read(nested.pointee, path: path + [4, Int32(index)], scope: fullName, swiftScope: swiftName)
      },
      isMapEntry: message.options?.pointee.map_entry == 1)
  }

  private func read(_ field: FieldDescriptor, path: [Int32]) -> SchemaField {
    SchemaField(
      name: string(field.name) ?? "", number: field.number, kind: kind(field.type),
      typeName: withoutDot(string(field.type_name) ?? ""),
      isRepeated: field.label == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__LABEL__LABEL_REPEATED,
      isProto3Optional: field.proto3_optional == 1,
      oneof: field.has_oneof_index == 1 ? Int(field.oneof_index) : nil,
      fixedLength: field.options?.pointee.base.number(of: .fixedLength), comment: comments[path] ?? "")
  }

  private func kind(_ type: Google__Protobuf__FieldDescriptorProto__Type) -> SchemaField.Kind {
    switch type {
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_DOUBLE: .double
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FLOAT: .float
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT64,
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SINT64,
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SFIXED64:
      .int64
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT32,
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SINT32,
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SFIXED32:
      .int32
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT64,
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED64:
      .uint64
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT32,
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED32:
      .uint32
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BOOL: .bool
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING: .string
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BYTES: .bytes
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_MESSAGE: .message
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_ENUM: .enumeration
    // A type that is newer than this plugin is refused like a group.
    default: .group
    }
  }

  private func read(_ type: EnumDescriptor, path: [Int32], scope: String, swiftScope: String?) -> SchemaEnum {
    let name = string(type.name) ?? ""
    return SchemaEnum(
      name: name, fullName: joined(scope, name), swiftName: swiftTypeName(name, in: swiftScope),
      comment: comments[path] ?? "",
      values: list(type.n_value, type.value).enumerated().map { index, value in
        SchemaEnum.Value(
          name: string(value.pointee.name) ?? "", number: value.pointee.number,
          comment: comments[path + [2, Int32(index)]] ?? "")
      })
  }

  private func read(_ service: ServiceDescriptor, path: [Int32]) -> SchemaService {
    let name = string(service.name) ?? ""
    return SchemaService(
      fullName: joined(package, name), swiftName: swiftTypeName(name, in: nil), comment: comments[path] ?? "",
      methods: list(service.n_method, service.method).enumerated().map { index, method in
        read(method.pointee, comment: comments[path + [2, Int32(index)]] ?? "")
      })
  }

  private func read(_ method: MethodDescriptor, comment: String) -> SchemaMethod {
    let options = method.options?.pointee
    let level = options?.idempotency_level
    return SchemaMethod(
      name: string(method.name) ?? "", input: withoutDot(string(method.input_type) ?? ""),
      output: withoutDot(string(method.output_type) ?? ""), isClientStreaming: method.client_streaming == 1,
      isServerStreaming: method.server_streaming == 1,
      isIdempotent: level == GOOGLE__PROTOBUF__METHOD_OPTIONS__IDEMPOTENCY_LEVEL__IDEMPOTENT
        || level == GOOGLE__PROTOBUF__METHOD_OPTIONS__IDEMPOTENCY_LEVEL__NO_SIDE_EFFECTS,
      id: options?.base.number(of: .methodID), maxRequestBytes: options?.base.number(of: .maxRequestBytes),
      comment: comment)
  }

  private func swiftTypeName(_ name: String, in scope: String?) -> String {
    scope.map { $0 + "." + SwiftName.type(name) } ?? SwiftName.type(swiftPrefix + name)
  }

  private func joined(_ scope: String, _ name: String) -> String {
    scope.isEmpty ? name : scope + "." + name
  }

  private func withoutDot(_ name: String) -> String {
    name.hasPrefix(".") ? String(name.dropFirst()) : name
  }
}
