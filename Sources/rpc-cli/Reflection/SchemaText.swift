// SchemaText.swift: services and types as their .proto files have them, with what the server adds.

internal import TokenWire

/// Writes what a server has as text for people.
struct SchemaText {
  let server: ServerDescription

  /// A thing with its comments; a method with its messages.
  func text(_ entry: SchemaEntry) -> String {
    switch entry {
    case .service(let service): text(service)
    case .method(let method):
      ([lines(method).map(Console.printable).joined(separator: "\n")] + messages(of: method).map(text)).joined(
        separator: "\n\n")
    case .message(let type): text(type)
    case .enumeration(let type): text(type)
    }
  }

  private func messages(of method: DescribedMethod) -> [MessageType] {
    var names = [method.declaration.input]
    if method.declaration.output != names[0] { names.append(method.declaration.output) }
    return names.compactMap { server.schema.messages[$0] }
  }

  private func text(_ service: ServiceEntry) -> String {
    let methods = service.methods.compactMap { server.method($0) }.map { lines($0) }
    let body = methods.enumerated().flatMap { ($0 > 0 ? [""] : []) + $1 }
    return Self.block("service \(service.name)", server.schema.services[service.name]?.comment ?? "", body)
  }

  private func lines(_ method: DescribedMethod) -> [String] {
    let (declaration, entry) = (method.declaration, method.entry)
    let facts =
      ["method \(entry.id)"] + (entry.idempotent ? ["idempotent"] : [])
      + ["requests of at most \(Plural.text(entry.maxRequestBytes, "byte"))"]
    let output = (declaration.isStream ? "stream " : "") + declaration.output
    return Self.comment(declaration.comment) + ["// " + facts.joined(separator: ", ")]
      + ["rpc \(declaration.name)(\(declaration.input)) returns (\(output));"]
  }

  private func text(_ type: MessageType) -> String {
    var body: [String] = []
    var open: Int?
    for field in type.fields {
      if open != field.oneof {
        if open != nil { body.append("}") }
        if let oneof = field.oneof { body.append("oneof \(type.oneofs[oneof]) {") }
        open = field.oneof
      }
      body += Self.lines(field).map { (open == nil ? "" : "  ") + $0 }
    }
    if open != nil { body.append("}") }
    return Self.block("message \(type.name)", type.comment, body)
  }

  private static func lines(_ field: FieldType) -> [String] {
    let length = field.fixedLength == 0 ? "" : " [(tokenrpc.v1.fixed_length) = \(field.fixedLength)]"
    let repeated = field.isRepeated ? "repeated " : ""
    return comment(field.comment) + ["\(repeated)\(field.kind.word) \(field.name) = \(field.number)\(length);"]
  }

  private func text(_ type: EnumType) -> String {
    Self.block(
      "enum \(type.name)", type.comment,
      type.values.flatMap { Self.comment($0.comment) + ["\($0.name) = \($0.number);"] })
  }

  private static func block(_ head: String, _ comment: String, _ body: [String]) -> String {
    let inner = body.map { $0.isEmpty ? "" : "  " + $0 }
    let lines = body.isEmpty ? ["\(head) {}"] : ["\(head) {"] + inner + ["}"]
    return (Self.comment(comment) + lines).map(Console.printable).joined(separator: "\n")
  }

  private static func comment(_ text: String) -> [String] {
    if text.isEmpty { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "//" : "// \($0)" }
  }
}
