// RawMessage.swift: a message as its bytes, for those who know its type only when they run.

/// A message of any type, neither checked nor understood: its bytes as they stand on the wire. Calls of any method can
/// be made with it as request and as reply.
public struct RawMessage: WireMessage {
  /// Not known.
  public static var fullName: String { "" }

  /// The encoded message.
  public var bytes: [UInt8] = []

  public init() {}

  public init(bytes: [UInt8]) { self.bytes = bytes }

  public init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    self.bytes = [UInt8](bytes)
  }

  public func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError) { output += bytes }
}
