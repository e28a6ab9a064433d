// FrameError.swift: what is wrong with bytes that should be frames, and where.

/// A header that can't be one: the length can't be trusted, so nothing behind it can be found. The connection ends with
/// GOAWAY and the reason. `atByte` counts from the connection's first byte, 0, to the header's.
public enum FrameError: Error, Sendable, Hashable {
  /// Something else speaks here: HTTP, TLS, another protocol.
  case firstByteNotZero(UInt8, atByte: UInt64)
  /// The payload is longer than the limit in force.
  case lengthOverLimit(UInt32, limit: UInt32, atByte: UInt64)
  /// Type 0 is no type.
  case typeZero(atByte: UInt64)
}

/// A payload that isn't what its header says. The length is right, so only the call ends, with INVALID_ARGUMENT.
public enum PayloadError: Error, Sendable, Equatable {
  /// The metadata block is longer than the payload.
  case metadataTruncated(payloadBytes: Int)
  /// The metadata block isn't a `Metadata`.
  case metadata(DecodeError)
  /// A metadata field is against a limit of the protocol.
  case metadataLimit(field: String, reason: String)
}
