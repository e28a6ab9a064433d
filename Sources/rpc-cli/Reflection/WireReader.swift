// WireReader.swift: reads the fields of a protobuf message whose type is known only when the program runs.

/// Bytes that are no protobuf message, or not of the type that was expected.
struct WireFault: Error, Equatable {
  /// Where, from the first byte of all.
  let offsetBytes: Int
  /// For people: lower case, no full stop.
  let reason: String
}

/// The fields of one message in their order. Holds nothing but its bytes, and allocates nothing a length promises.
struct WireReader {
  /// What stands behind a tag.
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(ArraySlice<UInt8>)
  }

  struct Field {
    let number: UInt32
    let value: Value
    /// Where its tag stands.
    let offsetBytes: Int
  }

  private static let largestNumber: UInt64 = 1 << 29 - 1

  /// What is left; its indices count from the first byte of all.
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field; nil at the end.
  mutating func next() throws(WireFault) -> Field? {
    let start = rest.startIndex
    if rest.isEmpty { return nil }
    let tag = try varint()
    let number = tag >> 3
    guard number >= 1, number <= Self.largestNumber else { throw fault(start, "no field has the number \(number)") }
    let value: Value
    switch tag & 7 {
    case 0: value = .varint(try varint())
    case 1: value = .fixed64(try fixed(8))
    case 2: value = .bytes(try bytes())
    case 5: value = .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
    case let other: throw fault(start, "wire type \(other) is not supported")
    }
    return Field(number: UInt32(truncatingIfNeeded: number), value: value, offsetBytes: start)
  }

  /// A number of up to ten bytes, seven bits each, the lowest first.
  mutating func varint() throws(WireFault) -> UInt64 {
    let start = rest.startIndex
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { throw fault(start, "it ends inside a number") }
      if shift == 63, byte > 1 { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    throw fault(start, "a number is longer than 64 bits")
  }

  /// A little-endian number of `count` bytes.
  mutating func fixed(_ count: Int) throws(WireFault) -> UInt64 {
    guard rest.count >= count else { throw fault(rest.startIndex, "it ends inside a number") }
    let value = rest.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    rest = rest.dropFirst(count)
    return value
  }

  private mutating func bytes() throws(WireFault) -> ArraySlice<UInt8> {
    let start = rest.startIndex
    guard let count = Int(exactly: try varint()), count <= rest.count else {
      throw fault(start, "a length reaches beyond the end")
    }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private func fault(_ offset: Int, _ reason: String) -> WireFault { WireFault(offsetBytes: offset, reason: reason) }
}

extension WireReader {
  /// Calls `body` with every field of a message.
  static func each(
    of bytes: ArraySlice<UInt8>, _ body: (Field) throws(WireFault) -> Void
  ) throws(WireFault) {
    var reader = WireReader(bytes)
    while let field = try reader.next() { try body(field) }
  }
}

extension WireReader.Field {
  /// Its bytes.
  func bytes() throws(WireFault) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw unexpected("bytes") }
    return bytes
  }

  /// Its bytes as text.
  func text() throws(WireFault) -> String {
    guard let text = String(validating: try bytes(), as: UTF8.self) else { throw unexpected("UTF-8") }
    return text
  }

  /// Its number.
  func varint() throws(WireFault) -> UInt64 {
    guard case .varint(let number) = value else { throw unexpected("a number") }
    return number
  }

  /// Its number, a 32-bit one.
  func int32() throws(WireFault) -> Int32 { Int32(truncatingIfNeeded: try varint()) }

  func unexpected(_ what: String) -> WireFault {
    WireFault(offsetBytes: offsetBytes, reason: "field \(number) is not \(what)")
  }
}
