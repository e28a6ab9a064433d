// MappingTarget.swift: JSON and messages by a schema, as `rpc-cli call` maps them. Claims: what a document stands for
// is the same after it went through a message and back; nobody's descriptor set, message or document does harm.

internal import TokenWire

enum MappingTarget {
  private static let schema: ProtoSchema = {
    guard let schema = try? SchemaReader.schema(TokenServiceMethods.descriptors.encoded) else {
      fatalError("the token service's own descriptors can't be read")
    }
    return schema
  }()
  private static let types = schema.messages.keys.sorted().compactMap { schema.messages[$0] }

  /// The first byte says what the others are, the second of which type.
  static func test(_ input: UnsafeRawBufferPointer) {
    guard input.count >= 2 else { return }
    let bytes = [UInt8](input.dropFirst(2))
    let type = types[Int(input[1]) % types.count]
    switch input[0] % 3 {
    case 0: document(bytes, type)
    case 1: message(bytes, type)
    default: _ = try? SchemaReader.schema(bytes)
    }
  }

  private static func document(_ text: [UInt8], _ type: MessageType) {
    guard let value = try? JSONReader.value(text),
      let bytes = try? MessageEncoder(schema: schema).bytes(value, type)
    else { return }
    // As text: a message has its fields in the order of the document, and told they stand in the schema's.
    let told = told(bytes, type)
    precondition(
      told != nil && told == again(told, type), "a document of \(type.name) changes on its way through a message")
  }

  private static func message(_ bytes: [UInt8], _ type: MessageType) {
    guard let told = told(bytes, type) else { return }
    // What no document can say, such as text that is not UTF-8, is not told or not taken.
    guard let again = again(told, type) else { return }
    precondition(told == again, "a \(type.name) changes on its way through JSON")
  }

  /// A message as JSON's text; nil: it is none.
  private static func told(_ bytes: [UInt8], _ type: MessageType) -> String? {
    (try? MessageDecoder(schema: schema, tellsDefaults: false).json(bytes, type))?.text
  }

  /// The same text after it went through a message; nil: it can't.
  private static func again(_ text: String?, _ type: MessageType) -> String? {
    guard let text, let value = try? JSONReader.value([UInt8](text.utf8)),
      let bytes = try? MessageEncoder(schema: schema).bytes(value, type)
    else { return nil }
    return told(bytes, type)
  }
}
