// MockWriter.swift: writes a service that does what a test tells it and remembers its calls.

struct MockWriter {
  let types: TypeTable
  let access: String

  func write(_ service: SchemaService, to source: inout SourceWriter) {
    source.documentation(
      "A `\(service.swiftName)` for tests: each method does what its closure says, and fails UNIMPLEMENTED without one. "
        + "Everything may be used from any thread.")
    source.block("\(access) final class \(service.swiftName)Mock: \(service.swiftName)") { source in
      source.block("private struct Mocked") { source in
        for method in service.methods { source.line("let \(SwiftName.method(method.name)) = \(mock(method, service))") }
      }
      source.line()
      source.line("private let mocked = Mocked()")
      source.line()
      source.line("\(access) init() {}")
      for method in service.methods {
        source.line()
        write(method, of: service, to: &source)
      }
    }
  }

  /// The names that a mock has for a method of this name in Swift, besides it.
  static func members(of method: String) -> [String] {
    let bare = SwiftName.bare(method)
    return ["on" + bare.prefix(1).uppercased() + bare.dropFirst(), bare + "Calls"]
  }

  private func write(_ method: SchemaMethod, of service: SchemaService, to source: inout SourceWriter) {
    let name = SwiftName.method(method.name)
    let members = Self.members(of: name)
    let input = types.swiftName(method.input)
    let output = types.swiftName(method.output)
    source.documentation("What `\(method.name)` \(method.isServerStreaming ? "sends" : "answers") or throws.")
    source.block("\(access) var \(members[0]): \(type(method)).Body?") { source in
      source.line("get { mocked.\(name).body }")
      source.line("set { mocked.\(name).body = newValue }")
    }
    source.line()
    source.documentation("The calls of `\(method.name)` so far, the first one first.")
    source.line("\(access) var \(members[1]): [MockCall<\(input)>] { mocked.\(name).calls }")
    source.line()
    let call = (method.isServerStreaming ? "StreamCall" : "UnaryCall") + "<\(output)>"
    source.block("\(access) func \(name)(_ message: \(input), _ call: \(call))") { source in
      source.line("mocked.\(name).take(message, call)")
    }
  }

  private func mock(_ method: SchemaMethod, _ service: SchemaService) -> String {
    "\(type(method))(\(service.swiftName)Methods.\(SwiftName.row(method.name)))"
  }

  private func type(_ method: SchemaMethod) -> String {
    let kind = method.isServerStreaming ? "StreamMock" : "UnaryMock"
    return "\(kind)<\(types.swiftName(method.input)), \(types.swiftName(method.output))>"
  }
}
