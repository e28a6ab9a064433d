// SchemaCheck.swift: every type that a schema names is declared in it, and every oneof is there.

enum SchemaCheck {
  static func check(_ schema: ProtoSchema) throws(SchemaFault) {
    for message in schema.messages.values {
      for field in message.fields {
        let isDeclared =
          switch field.kind {
          case .message(let name): schema.messages[name] != nil
          case .enumeration(let name): schema.enums[name] != nil
          default: true
          }
        let user = "\(message.name).\(field.name)"
        guard isDeclared else { throw .undeclared(type: field.kind.word, by: user) }
        if let oneof = field.oneof, !message.oneofs.indices.contains(oneof) {
          throw .undeclared(type: "oneof \(oneof)", by: user)
        }
      }
    }
    for service in schema.services.values {
      for method in service.methods {
        for type in [method.input, method.output] where schema.messages[type] == nil {
          throw .undeclared(type: type, by: "\(service.name)/\(method.name)")
        }
      }
    }
  }
}
