// WireMessage.swift: what every generated message promises.

/// A generated protobuf message: a plain value that encodes to bytes and decodes from them through libprotobuf-c.
public protocol WireMessage: Sendable, Equatable {
  /// `package.Message`.
  static var fullName: String { get }

  /// Every field at its default.
  init()

  /// Decodes a whole message. Text that is not UTF-8 or holds a NUL, and fixed-length bytes of another length, are
  /// refused. Memory comes from `arena`, nothing of it is kept.
  init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError)

  /// Appends the encoded message to `output`. `arena` holds intermediate values only.
  func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError)
}

/// Why bytes are not the message they claim to be.
public enum DecodeError: Error, Sendable, Equatable {
  /// Not protobuf, or a known field with another wire type.
  case malformed(message: String)
  /// A text field is not UTF-8.
  case notUTF8(field: String)
  /// A text field holds a NUL byte.
  case containsNUL(field: String)
  /// A fixed-length field has another length.
  case wrongLength(field: String, bytes: Int, expected: Int)
  /// Decoding would take more memory than the arena may hold.
  case tooLarge(message: String)
}

/// Why a message can't be encoded.
public enum EncodeError: Error, Sendable, Equatable {
  /// A text field holds a NUL byte, which every server refuses.
  case containsNUL(field: String)
  /// The arena is full.
  case tooLarge
}
