// ServiceWriter.swift: writes what a server implements: the method table, the full form and the simple form.

struct ServiceWriter {
  let types: TypeTable
  let access: String
  let hasViews: Bool

  func write(_ service: SchemaService, to source: inout SourceWriter) {
    writeTable(service, to: &source)
    source.line()
    writeFullForm(service, to: &source)
    source.line()
    writeSimpleForm(service, to: &source)
    guard hasViews else { return }
    source.line()
    writeViewingForm(service, to: &source)
  }

  private func writeTable(_ service: SchemaService, to source: inout SourceWriter) {
    source.documentation("The rows that `\(service.fullName)` adds to a method table.")
    source.block("\(access) enum \(service.swiftName)Methods") { source in
      for method in service.methods {
        source.documentation(method.comment)
        source.line("\(access) static let \(SwiftName.row(method.name)) = MethodDescriptor(")
        source.indented { source in
          let kind = method.isServerStreaming ? "serverStream" : "unary"
          source.line("id: \(number(method.id)), fullName: \"\(service.fullName)/\(method.name)\", kind: .\(kind),")
          source.line("isIdempotent: \(method.isIdempotent), maxRequestBytes: \(number(method.maxRequestBytes)))")
        }
        source.line()
      }
      let names = service.methods.map { SwiftName.row($0.name) }.joined(separator: ", ")
      source.documentation("All of them, in the order of declaration.")
      source.line("\(access) static let all: [MethodDescriptor] = [\(names)]")
      source.line()
      source.documentation("The file that declares them and all that it imports.")
      source.line("\(access) static let descriptors = \(DescriptorWriter.name)")
    }
  }

  private func writeFullForm(_ service: SchemaService, to source: inout SourceWriter) {
    source.documentation(
      service.comment,
      "The full form: each method gets a call that it may complete later, from any thread. The methods themselves "
        + "run where the request was read and must not block.")
    source.block("\(access) protocol \(service.swiftName): RPCService") { source in
      for method in service.methods {
        source.documentation(method.comment)
        source.line("func \(fullSignature(method))")
      }
    }
    source.line()
    writeMethods("", service, to: &source)
  }

  /// What a form of the service, which `prefix` names, adds to a server.
  private func writeMethods(_ prefix: String, _ service: SchemaService, to source: inout SourceWriter) {
    source.block("extension \(prefix)\(service.swiftName)") { source in
      source.block("\(access) var methods: [MethodHandler]") { source in
        source.line("[")
        source.indented { source in
          for method in service.methods {
            source.line("MethodHandler(method: \(service.swiftName)Methods.\(SwiftName.row(method.name))) {")
            source.indented { source in
              source.line("(bytes, arena, context, responder, call) throws(DecodeError) in")
              if prefix.isEmpty { start(method, to: &source) } else { startWithView(method, to: &source) }
            }
            source.line("},")
          }
        }
        source.line("]")
      }
      source.line()
      source.line("\(access) var descriptors: DescriptorSet { \(service.swiftName)Methods.descriptors }")
    }
  }

  private func start(_ method: SchemaMethod, to source: inout SourceWriter) {
    source.line("let message = try \(types.swiftName(method.input))(decoding: bytes, in: arena)")
    source.line("self.\(SwiftName.method(method.name))(message, \(madeCall(method)))")
  }

  private func startWithView(_ method: SchemaMethod, to source: inout SourceWriter) {
    source.block("try \(types.swiftName(method.input)).withView(decoding: bytes, in: arena)") { source in
      source.line("self.\(SwiftName.method(method.name))($0, \(madeCall(method)))")
    }
  }

  private func madeCall(_ method: SchemaMethod) -> String {
    (method.isServerStreaming ? "StreamCall" : "UnaryCall") + "(context: context, responder: responder, id: call)"
  }

  private func writeViewingForm(_ service: SchemaService, to source: inout SourceWriter) {
    source.documentation(
      service.comment,
      "The form for the hot path: each method gets a view of its message, which is valid until the method returns, and "
        + "a call as in the full form. `\(types.swiftName(service.methods.first?.input ?? ""))(copying:)` and its like "
        + "keep a message.")
    source.block("\(access) protocol Viewing\(service.swiftName): RPCService") { source in
      for method in service.methods {
        source.documentation(method.comment)
        source.line("func \(fullSignature(method, of: types.swiftName(method.input) + ".View"))")
      }
    }
    source.line()
    writeMethods("Viewing", service, to: &source)
  }

  private func writeSimpleForm(_ service: SchemaService, to source: inout SourceWriter) {
    source.documentation(
      service.comment,
      "The simple form: from message to message, answered before the method returns. It runs where the request was "
        + "read and must not block. A stream whose source has to wait needs the full form.")
    source.block("\(access) protocol Simple\(service.swiftName): \(service.swiftName)") { source in
      for method in service.methods {
        source.documentation(method.comment)
        source.line("func \(simpleSignature(method))")
      }
    }
    source.line()
    source.block("extension Simple\(service.swiftName)") { source in
      for (index, method) in service.methods.enumerated() {
        if index > 0 { source.line() }
        let name = SwiftName.method(method.name)
        let verb = method.isServerStreaming ? "produce" : "succeed"
        source.block("\(access) func \(fullSignature(method))") { source in
          source.line("do throws(RPCError) {")
          source.indented { $0.line("call.\(verb)(try \(name)(message, context: call.context))") }
          source.line("} catch {")
          source.indented { $0.line("call.fail(error)") }
          source.line("}")
        }
      }
    }
  }

  private func fullSignature(_ method: SchemaMethod, of input: String? = nil) -> String {
    let input = input ?? types.swiftName(method.input)
    let call = (method.isServerStreaming ? "StreamCall" : "UnaryCall") + "<\(types.swiftName(method.output))>"
    return "\(SwiftName.method(method.name))(_ message: \(input), _ call: \(call))"
  }

  private func simpleSignature(_ method: SchemaMethod) -> String {
    let output = types.swiftName(method.output)
    let input = types.swiftName(method.input)
    let parameters = "(_ message: \(input), context: CallContext) throws(RPCError)"
    return SwiftName.method(method.name) + parameters
      + (method.isServerStreaming ? "\n    -> @Sendable () -> StreamStep<\(output)>" : " -> \(output)")
  }

  private func number(_ option: OptionNumber?) -> UInt32 {
    if case .number(let number)? = option { number } else { 0 }
  }
}
