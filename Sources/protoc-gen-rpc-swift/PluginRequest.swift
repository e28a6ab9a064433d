// PluginRequest.swift: protoc's request: which files to generate, out of which set, with which parameters.

internal import CPluginProto

/// One request. Its descriptors live as long as the process.
struct PluginRequest {
  typealias Message = Google__Protobuf__Compiler__CodeGeneratorRequest

  let message: UnsafeMutablePointer<Message>

  /// nil unless `bytes` are a request.
  init?(_ bytes: [UInt8]) {
    guard !bytes.isEmpty,
      let message = google__protobuf__compiler__code_generator_request__unpack(nil, bytes.count, bytes)
    else { return nil }
    self.message = message
  }

  /// The names of the files to generate.
  var wanted: Set<String> {
    Set(list(message.pointee.n_file_to_generate, message.pointee.file_to_generate).map { String(cString: $0) })
  }

  var files: [UnsafeMutablePointer<FileDescriptor>] { list(message.pointee.n_proto_file, message.pointee.proto_file) }

  var versions: Versions { Versions(message.pointee.compiler_version?.pointee) }

  /// Everything that the request asks for.
  func generate() throws(Refusal) -> [GeneratedFile] {
    let parameters = try PluginParameters(string(message.pointee.parameter) ?? "")
    let all = files.map { SchemaReader.read($0.pointee) }
    let wanted = wanted
    let generated = all.filter { wanted.contains($0.name) }
    let types = TypeTable(all)
    try SchemaCheck.check(generated, among: all, types, hasViews: parameters.hasViews)
    switch parameters.emission {
    case .swift:
      let writer = FileWriter(
        types: types, parameters: parameters, versions: versions,
        descriptors: DescriptorWriter(files, commented: wanted))
      return generated.compactMap(writer.write)
    case .mocks:
      return generated.compactMap(MockFileWriter(types: types, parameters: parameters, versions: versions).write)
    case .c:
      return try CGeneration(self, generated, types).run()
    }
  }
}
