// Bytes.swift: messages as the bytes that they are, so that no serializer is measured.

public import GRPCCore

/// Takes and makes `[UInt8]`, with the one copy that the transport's own kind of bytes costs.
public struct Bytes: MessageSerializer, MessageDeserializer {
  @inlinable public init() {}

  @inlinable
  public func serialize<Wire: GRPCContiguousBytes>(_ message: [UInt8]) -> Wire { Wire(message) }

  @inlinable
  public func deserialize<Wire: GRPCContiguousBytes>(_ wire: Wire) -> [UInt8] {
    wire.withUnsafeBytes { Array($0) }
  }
}
