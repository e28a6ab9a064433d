// MockFileWriter.swift: writes the mocks of one .proto's services as one Swift file, for tests.

struct MockFileWriter {
  let types: TypeTable
  let parameters: PluginParameters
  let versions: Versions

  /// The file's name and text; nil when the .proto declares no service.
  func write(_ file: SchemaFile) -> GeneratedFile? {
    guard !file.services.isEmpty else { return nil }
    let name = file.baseName + ".mock.pb.swift"
    var source = SourceWriter()
    source.line("// \(name): mocks of the services of \(file.name). Don't edit: run scripts/generate.")
    source.line("// By \(versions.text).")
    source.line("// swift-format-ignore-file")
    source.line()
    let modules = Set([parameters.runtime, parameters.stubs, parameters.testing].compactMap { $0 })
    for module in modules.sorted() { source.line("\(parameters.visibility) import \(module)") }
    for service in file.services {
      source.line()
      MockWriter(types: types, access: parameters.visibility).write(service, to: &source)
    }
    return GeneratedFile(name: name, content: source.text)
  }
}
