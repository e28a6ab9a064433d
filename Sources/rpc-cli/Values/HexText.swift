// HexText.swift: 32-byte values of the wire as text. An identity is reversed, so that the zeros of its proof stand in
// front.

internal import TokenCore
internal import TokenWire

/// 32-byte values as 64 hex digits.
enum HexText {
  /// An id or a digest: its bytes in order.
  static func plain(_ value: Bytes32) -> String { Hex.text(of: value.bytes) }

  /// An identity: its bytes reversed.
  static func identity(_ value: Bytes32) -> String { Hex.text(of: value.bytes.reversed()) }
}

extension Bytes32 {
  /// The same bytes in the opposite order: between an identity's text and its place on the wire.
  var reversed: Bytes32 {
    var copy = Bytes32()
    copy.first.high = second.low.byteSwapped
    copy.first.low = second.high.byteSwapped
    copy.second.high = first.low.byteSwapped
    copy.second.low = first.high.byteSwapped
    return copy
  }
}
