// SchemaJSON.swift: services and types as JSON. The one place that knows these keys.

internal import TokenWire

extension ServerDescription {
  /// A line of `list`.
  func json(_ service: ServiceEntry) -> JSONValue {
    [
      "kind": "service", "name": .string(service.name),
      "comment": .string(schema.services[service.name]?.comment ?? ""),
      "methods": .array(service.methods.map(json)),
    ]
  }

  private func json(_ entry: MethodEntry) -> JSONValue {
    let declaration = method(entry)?.declaration
    return [
      "kind": "method", "name": .string(entry.name), "comment": .string(declaration?.comment ?? ""),
      "id": .number(UInt64(entry.id)), "stream": .bool(entry.kind == .serverStream),
      "idempotent": .bool(entry.idempotent), "maxRequestBytes": .number(UInt64(entry.maxRequestBytes)),
      "request": JSONValue(declaration?.input), "reply": JSONValue(declaration?.output),
    ]
  }

  /// What `describe` prints.
  func json(_ entry: SchemaEntry) -> JSONValue {
    switch entry {
    case .service(let service): json(service)
    case .method(let method): json(method.entry)
    case .message(let type): type.json
    case .enumeration(let type): type.json
    }
  }
}

extension MessageType {
  fileprivate var json: JSONValue {
    [
      "kind": "message", "name": .string(name), "comment": .string(comment),
      "fields": .array(fields.map { $0.json(oneof: $0.oneof.map { oneofs[$0] }) }),
    ]
  }
}

extension FieldType {
  fileprivate func json(oneof: String?) -> JSONValue {
    [
      "name": .string(jsonName), "protoName": .string(name), "comment": .string(comment),
      "number": .number(UInt64(number)), "type": .string(kind.word), "repeated": .bool(isRepeated),
      "oneof": JSONValue(oneof), "fixedLength": JSONValue(fixedLength == 0 ? nil : fixedLength),
    ]
  }
}

extension EnumType {
  fileprivate var json: JSONValue {
    [
      "kind": "enum", "name": .string(name), "comment": .string(comment),
      "values": .array(
        values.map {
          ["name": .string($0.name), "number": .digits("\($0.number)"), "comment": .string($0.comment)]
        }),
    ]
  }
}
