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
    precondition(
      roundTrip(bytes, type) == bytes, "a document of \(type.name) changes on its way through a message")
  }

  private static func message(_ bytes: [UInt8], _ type: MessageType) {
    guard let value = try? MessageDecoder(schema: schema, tellsDefaults: false).json(bytes, type),
      let encoded = try? MessageEncoder(schema: schema).bytes(value, type)
    else { return }
    precondition(roundTrip(encoded, type) == encoded, "a \(type.name) changes on its way through JSON")
  }

  /// From a message to JSON's text and back.
  private static func roundTrip(_ bytes: [UInt8], _ type: MessageType) -> [UInt8]? {
    guard let value = try? MessageDecoder(schema: schema, tellsDefaults: false).json(bytes, type),
      let again = try? JSONReader.value([UInt8](value.text.utf8))
    else { return nil }
    return try? MessageEncoder(schema: schema).bytes(again, type)
  }
}
