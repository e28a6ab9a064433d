// MessageWriter.swift: writes a message as a public struct: its properties, its oneofs, its types and its two inits.

struct MessageWriter {
  let types: TypeTable
  let access: String

  func write(_ message: SchemaMessage, to source: inout SourceWriter) {
    let name = message.swiftName.split(separator: ".").last.map(String.init) ?? message.swiftName
    source.documentation(message.comment)
    source.block("\(access) struct \(name): WireMessage") { source in
      source.line("\(access) static var fullName: String { \"\(message.fullName)\" }")
      source.line()
      let properties = Self.properties(of: message, types)
      for property in properties {
        source.documentation(property.comment)
        source.line("\(access) var \(property.name): \(property.type) = \(property.initialValue)")
      }
      if !properties.isEmpty { source.line() }
      source.line("\(access) init() {}")
      if !properties.isEmpty { memberwise(properties, to: &source) }
      for (index, oneof) in message.oneofs.enumerated() {
        source.line()
        write(oneof, at: index, of: message, to: &source)
      }
      for type in message.enums {
        source.line()
        EnumWriter(access: access).write(type, to: &source)
      }
      for nested in message.messages {
        source.line()
        write(nested, to: &source)
      }
    }
  }

  struct Property {
    var name: String
    var type: String
    var initialValue: String
    var comment: String
  }

  /// The properties in the order of the fields; a oneof stands where its first field does.
  static func properties(of message: SchemaMessage, _ types: TypeTable) -> [Property] {
    var seen: Set<Int> = []
    return message.fields.compactMap { field in
      guard let index = field.oneof else {
        let shape = FieldShape(field, types)
        return Property(
          name: shape.property, type: shape.type, initialValue: shape.initialValue, comment: field.comment)
      }
      guard seen.insert(index).inserted else { return nil }
      let oneof = message.oneofs[index]
      return Property(
        name: SwiftName.property(oneof.name), type: SwiftName.oneofType(oneof.name, in: message) + "?",
        initialValue: "nil", comment: oneof.comment)
    }
  }

  private func memberwise(_ properties: [Property], to source: inout SourceWriter) {
    source.line()
    let parameters = properties.map { "\($0.name): \($0.type) = \($0.initialValue)" }
    let assign: (inout SourceWriter) -> Void = { source in
      for property in properties { source.line("self.\(property.name) = \(property.name)") }
    }
    let oneLine = "\(access) init(\(parameters.joined(separator: ", ")))"
    if oneLine.count <= 100 {
      source.block(oneLine, assign)
      return
    }
    source.line("\(access) init(")
    source.indented { source in
      for (index, parameter) in parameters.enumerated() {
        source.line(parameter + (index == parameters.count - 1 ? "" : ","))
      }
    }
    source.block(")", assign)
  }

  private func write(_ oneof: SchemaOneof, at index: Int, of message: SchemaMessage, to source: inout SourceWriter) {
    source.documentation(oneof.comment)
    source.block("\(access) enum \(SwiftName.oneofType(oneof.name, in: message)): Sendable, Equatable") { source in
      for field in message.fields where field.oneof == index {
        let shape = FieldShape(field, types)
        source.documentation(field.comment)
        source.line("case \(shape.property)(\(shape.element))")
      }
    }
  }
}
