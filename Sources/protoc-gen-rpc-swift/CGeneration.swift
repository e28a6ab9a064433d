// CGeneration.swift: has protobuf-c's compiler write the C, from a request in which every text has its length.
//
// Changes to the descriptors: text becomes bytes (protobuf-c's own text ends at the first NUL), every message gets its
// pack functions, and what only Swift needs (services, options, imports of options) is left out.

internal import CPluginProto

struct CGeneration {
  static let compiler = "protoc-gen-c"

  private let request: PluginRequest
  private let generated: [SchemaFile]
  private let types: TypeTable

  init(_ request: PluginRequest, _ generated: [SchemaFile], _ types: TypeTable) {
    self.request = request
    self.generated = generated
    self.types = types
  }

  /// The .c files, and the headers below `include/`.
  func run() throws(Refusal) -> [GeneratedFile] {
    let versions = request.versions.text
    for file in generated {
      guard let descriptor = request.files.first(where: { string($0.pointee.name) == file.name }) else { continue }
      rewrite(descriptor, file)
    }
    request.message.pointee.parameter = nil
    return try PluginResponse.files(decoding: try ChildProcess.run(Self.compiler, input: encodedRequest()))
      .map { file in
        GeneratedFile(
          name: (file.name.hasSuffix(".h") ? "include/" : "") + file.name,
          content: "/* By \(versions), with every text as bytes. */\n" + file.content)
      }
  }

  private func encodedRequest() -> [UInt8] {
    let size = google__protobuf__compiler__code_generator_request__get_packed_size(request.message)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = google__protobuf__compiler__code_generator_request__pack(request.message, buffer.baseAddress)
    }
  }

  private func rewrite(_ file: UnsafeMutablePointer<FileDescriptor>, _ schema: SchemaFile) {
    let imports = importedFiles(of: schema).map(duplicate)
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: imports.count)
    for (index, name) in imports.enumerated() { list[index] = name }
    file.pointee.dependency = list
    file.pointee.n_dependency = imports.count
    file.pointee.n_public_dependency = 0
    file.pointee.n_weak_dependency = 0
    file.pointee.n_extension = 0
    file.pointee.n_service = 0
    file.pointee.options = Self.packHelpers()
    for message in messages(file.pointee.n_message_type, file.pointee.message_type) { rewrite(message) }
  }

  private func rewrite(_ message: UnsafeMutablePointer<MessageDescriptor>) {
    message.pointee.options = nil
    message.pointee.n_extension = 0
    for field in list(message.pointee.n_field, message.pointee.field) { rewrite(field) }
    for nested in messages(message.pointee.n_nested_type, message.pointee.nested_type) { rewrite(nested) }
  }

  private func rewrite(_ field: UnsafeMutablePointer<FieldDescriptor>) {
    if field.pointee.type == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING {
      field.pointee.type = GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BYTES
    }
    field.pointee.name = string(field.pointee.name).map { duplicate(CName.safe($0)) }
    guard let options = field.pointee.options else { return }
    let kept = UnsafeMutablePointer<Google__Protobuf__FieldOptions>.allocate(capacity: 1)
    google__protobuf__field_options__init(kept)
    kept.pointee.has_packed = options.pointee.has_packed
    kept.pointee.packed = options.pointee.packed
    field.pointee.options = kept
  }

  /// The files that declare the types of a file's fields.
  private func importedFiles(of schema: SchemaFile) -> [String] {
    func typeNames(_ messages: [SchemaMessage]) -> [String] {
      messages.flatMap { $0.fields.map(\.typeName) + typeNames($0.messages) }
    }
    let files = Set(typeNames(schema.messages).compactMap { types.entries[$0]?.file })
    return files.subtracting([schema.name]).sorted()
  }

  /// File options that say `option (pb_c_file).gen_pack_helpers = true`, which is field 2 of extension 1019.
  private static func packHelpers() -> UnsafeMutablePointer<Google__Protobuf__FileOptions> {
    let bytes: [UInt8] = [2, 2 << 3, 1]
    let data = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
    data.initialize(from: bytes, count: bytes.count)
    let field = UnsafeMutablePointer<ProtobufCMessageUnknownField>.allocate(capacity: 1)
    field.initialize(
      to: ProtobufCMessageUnknownField(
        tag: 1019, wire_type: PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED, len: bytes.count, data: data))
    let options = UnsafeMutablePointer<Google__Protobuf__FileOptions>.allocate(capacity: 1)
    google__protobuf__file_options__init(options)
    options.pointee.base.n_unknown_fields = 1
    options.pointee.base.unknown_fields = field
    return options
  }

  private func messages(
    _ count: Int, _ start: UnsafeMutablePointer<UnsafeMutablePointer<MessageDescriptor>?>?
  ) -> [UnsafeMutablePointer<MessageDescriptor>] {
    list(count, start)
  }
}
