// OptionBytes.swift: reads the custom options, which reach a plugin as unknown fields of the options message.

internal import CPluginProto

/// The extensions of Protos/tokenrpc/v1/options.proto.
enum CustomOption: UInt32 {
  case methodID = 50701
  case maxRequestBytes = 50702
  case fixedLength = 50703
}

extension ProtobufCMessage {
  /// What an options message says of `option`; the last one counts, nil when it says nothing.
  func number(of option: CustomOption) -> OptionNumber? {
    let fields = UnsafeBufferPointer(start: unknown_fields, count: Int(n_unknown_fields))
    guard let field = fields.last(where: { $0.tag == option.rawValue }) else { return nil }
    guard field.wire_type == PROTOBUF_C_WIRE_TYPE_VARINT,
      let number = varint(UnsafeBufferPointer(start: field.data, count: field.len))
    else { return .unreadable }
    return .number(number)
  }

  /// A varint that is all of `bytes` and fits 32 bits.
  private func varint(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    var value: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      guard index < 10 else { return nil }
      value |= UInt64(byte & 0x7f) << UInt64(7 * index)
      if byte & 0x80 == 0 { return index == bytes.count - 1 ? UInt32(exactly: value) : nil }
    }
    return nil
  }
}
