// FileWriter.swift: writes one .proto as one Swift file.

struct FileWriter {
  let types: TypeTable
  let parameters: PluginParameters
  let versions: Versions
  let descriptors: DescriptorWriter

  /// The file's name and text; nil when the .proto declares nothing that has a place in Swift.
  func write(_ file: SchemaFile) -> GeneratedFile? {
    guard !file.messages.isEmpty || !file.enums.isEmpty || !file.services.isEmpty else { return nil }
    let name = file.baseName + ".pb.swift"
    var source = SourceWriter()
    source.line("// \(name): the messages and services of \(file.name). Don't edit: run scripts/generate.")
    source.line("// By \(versions.text).")
    source.line("// swift-format-ignore-file")
    source.line()
    writeImports(file, to: &source)
    writeBody(file, to: &source)
    return GeneratedFile(name: name, content: source.text)
  }

  private func writeImports(_ file: SchemaFile, to source: inout SourceWriter) {
    if !file.messages.isEmpty { source.line("internal import \(parameters.cModule)") }
    if let runtime = parameters.runtime {
      source.line("\(parameters.visibility == "public" ? "public" : "internal") import \(runtime)")
    }
  }

  private func writeBody(_ file: SchemaFile, to source: inout SourceWriter) {
    let access = parameters.visibility
    for type in file.enums {
      source.line()
      EnumWriter(access: access).write(type, to: &source)
    }
    for message in file.messages {
      source.line()
      MessageWriter(types: types, access: access).write(message, to: &source)
      source.line()
      CodingWriter(types: types, access: access).write(message, to: &source)
      guard parameters.hasViews else { continue }
      source.line()
      ViewWriter(types: types, access: access).write(message, to: &source)
    }
    for service in file.services {
      source.line()
      ServiceWriter(types: types, access: access, hasViews: parameters.hasViews).write(service, to: &source)
      source.line()
      ClientWriter(types: types, access: access).write(service, to: &source)
    }
    if !file.services.isEmpty {
      source.line()
      descriptors.write(file.name, to: &source)
    }
    if usesBinaryData(file.messages) {
      source.line()
      writeBinaryData(to: &source)
    }
  }

  private func usesBinaryData(_ messages: [SchemaMessage]) -> Bool {
    messages.contains { message in
      message.fields.contains { $0.kind == .string || $0.kind == .bytes } || usesBinaryData(message.messages)
    }
  }

  private func writeBinaryData(to source: inout SourceWriter) {
    source.block("extension ProtobufCBinaryData") { source in
      source.line("fileprivate var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: len) }")
      source.line()
      source.block("fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>)") { source in
        source.line("self.init(len: bytes.count, data: bytes.baseAddress)")
      }
    }
  }
}

/// A file for protoc to write.
struct GeneratedFile {
  /// Relative to the output folder.
  var name: String
  var content: String
}

extension SchemaFile {
  /// The file's name without folders and ending.
  var baseName: String {
    let base = name.split(separator: "/").last.map(String.init) ?? name
    return base.hasSuffix(".proto") ? String(base.dropLast(6)) : base
  }
}
