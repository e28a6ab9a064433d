// WireWriter.swift: writes the fields of a protobuf message whose type is known only when the program runs.

extension [UInt8] {
  /// Seven bits a byte, the lowest first.
  mutating func append(varint value: UInt64) {
    var value = value
    while value > 0x7F {
      append(UInt8(truncatingIfNeeded: value & 0x7F) | 0x80)
      value >>= 7
    }
    append(UInt8(truncatingIfNeeded: value))
  }

  /// A little-endian number.
  mutating func append(fixed value: some FixedWidthInteger) {
    var value = value.littleEndian
    Swift.withUnsafeBytes(of: &value) { append(contentsOf: $0) }
  }

  /// What stands in front of a field.
  mutating func append(tag number: UInt32, _ wireType: UInt64) {
    append(varint: UInt64(number) << 3 | wireType)
  }

  /// A field of bytes, text or a message.
  mutating func append(field number: UInt32, bytes: [UInt8]) {
    append(tag: number, 2)
    append(varint: UInt64(bytes.count))
    append(contentsOf: bytes)
  }
}
