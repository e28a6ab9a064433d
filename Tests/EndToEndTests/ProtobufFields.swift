// ProtobufFields.swift: the fields of a protobuf message, read by hand, so that no code is shared with the server.

/// The numbers and the texts, bytes and messages in a message, by field number.
struct ProtobufFields {
  private var numbers: [UInt64: UInt64] = [:]
  private var bytes: [UInt64: [[UInt8]]] = [:]

  init(_ message: [UInt8]) throws {
    var rest = message[...]
    while !rest.isEmpty {
      let key = try Self.varint(&rest)
      switch key & 7 {
      case 0: numbers[key >> 3] = try Self.varint(&rest)
      case 2:
        let length = try Self.varint(&rest)
        guard length <= rest.count else { throw Failure("a field ends behind its message") }
        bytes[key >> 3, default: []].append(Array(rest.prefix(Int(length))))
        rest = rest.dropFirst(Int(length))
      default: throw Failure("wire type \(key & 7) is not read here")
      }
    }
  }

  /// 0 when it is absent.
  func number(_ field: UInt64) -> UInt64 { numbers[field] ?? 0 }

  /// Empty when it is absent.
  func text(_ field: UInt64) -> String { String(decoding: bytes[field]?.last ?? [], as: UTF8.self) }

  /// Every value of a repeated field.
  func all(_ field: UInt64) -> [[UInt8]] { bytes[field] ?? [] }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Failure("a number ends behind its message") }
      value |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
    }
    throw Failure("a number has more than 64 bits")
  }
}
