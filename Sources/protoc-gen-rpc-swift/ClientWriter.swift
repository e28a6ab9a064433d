// ClientWriter.swift: writes the client stub of a service: each method in its async, completion and streaming forms.

struct ClientWriter {
  let types: TypeTable
  let access: String

  func write(_ service: SchemaService, to source: inout SourceWriter) {
    source.documentation(
      service.comment, "The client. It holds nothing but its channel, and may be called from any thread.")
    source.block("\(access) final class \(service.swiftName)Client: Sendable") { source in
      source.line("\(access) let channel: any ClientChannel")
      source.line()
      source.block("\(access) init(_ channel: any ClientChannel)") { $0.line("self.channel = channel") }
      for method in service.methods {
        source.line()
        let call = Call(method, of: service, types: types)
        if method.isServerStreaming {
          writeStream(call, to: &source)
          source.line()
          writeScopedStream(call, to: &source)
        } else {
          writeAsync(call, to: &source)
          source.line()
          writeCompletion(call, to: &source)
          source.line()
          writeBatch(call, to: &source)
        }
      }
    }
  }

  /// The names that every form of one method uses.
  private struct Call {
    let name: String
    let capitalized: String
    let comment: String
    let row: String
    let input: String
    let output: String

    init(_ method: SchemaMethod, of service: SchemaService, types: TypeTable) {
      name = SwiftName.method(method.name)
      let bare = SwiftName.bare(name)
      capitalized = bare.prefix(1).uppercased() + bare.dropFirst()
      comment = method.comment
      row = "\(service.swiftName)Methods.\(SwiftName.row(method.name))"
      input = types.swiftName(method.input)
      output = types.swiftName(method.output)
    }
  }

  private func writeAsync(_ call: Call, to source: inout SourceWriter) {
    source.documentation(call.comment)
    source.line("\(access) func \(call.name)(")
    source.indented { $0.line("_ message: \(call.input), options: CallOptions = CallOptions()") }
    source.block(") async throws(RPCError) -> \(call.output)") { source in
      source.line("try await channel.call(\(call.row), message, options: options)")
    }
  }

  private func writeCompletion(_ call: Call, to source: inout SourceWriter) {
    source.documentation(
      call.comment, "`completion` runs exactly once, on a thread of the channel's, and must not block.")
    source.line("@discardableResult")
    source.line("\(access) func \(call.name)(")
    source.indented { source in
      source.line("_ message: \(call.input), options: CallOptions = CallOptions(),")
      source.line("completion: @escaping @Sendable (Result<\(call.output), RPCError>) -> Void")
    }
    source.block(") -> any CallHandle") { source in
      source.line("channel.start(\(call.row), message, options: options, completion: completion)")
    }
  }

  private func writeBatch(_ call: Call, to source: inout SourceWriter) {
    source.documentation(
      "Many calls of `\(call.name)` at once; the results stand in the order of the messages, and each succeeds or fails "
        + "for itself. `options` hold for each, with no idempotency key among them.")
    source.line("\(access) func \(SwiftName.bare(call.name))Batch(")
    source.indented { $0.line("_ messages: [\(call.input)], options: CallOptions = CallOptions()") }
    source.block(") async -> [Result<\(call.output), RPCError>]") { source in
      source.line("await channel.callBatch(\(call.row), messages, options: options)")
    }
  }

  private func writeStream(_ call: Call, to source: inout SourceWriter) {
    source.documentation(
      call.comment, "The stream may be held as long as one likes; dropped or cancelled, the server is told.")
    source.line("\(access) func \(call.name)(")
    source.indented { $0.line("_ message: \(call.input), options: CallOptions = CallOptions()") }
    source.block(") -> ReplyStream<\(call.output)>") { source in
      source.line("channel.stream(\(call.row), message, options: options)")
    }
  }

  private func writeScopedStream(_ call: Call, to source: inout SourceWriter) {
    source.documentation("Calls `body` with the stream of `\(call.name)` and cancels it when `body` is done.")
    source.line("nonisolated(nonsending) \(access) func with\(call.capitalized)<Value, Failure: Error>(")
    source.indented { source in
      source.line("_ message: \(call.input), options: CallOptions = CallOptions(),")
      source.line(
        "_ body: nonisolated(nonsending) (ReplyStream<\(call.output)>) async throws(Failure) -> Value")
    }
    source.block(") async throws(Failure) -> Value") { source in
      source.line("let stream = \(call.name)(message, options: options)")
      source.line("defer { stream.cancel() }")
      source.line("return try await body(stream)")
    }
  }
}
