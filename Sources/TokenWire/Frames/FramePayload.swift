// FramePayload.swift: takes a payload apart: the metadata block, if the flags say so, and the message.

/// The two parts of a payload, borrowed from it.
public struct FramePayload {
  /// The bytes of a `Metadata`; nil when there is no block.
  public let metadata: UnsafeRawBufferPointer?
  public let message: UnsafeRawBufferPointer

  /// Splits the payload of a REQUEST, RESPONSE, ITEM or END.
  public init(_ payload: UnsafeRawBufferPointer, flags: FrameFlags) throws(PayloadError) {
    guard flags.contains(.metadata) else {
      metadata = nil
      message = payload
      return
    }
    guard payload.count >= 2 else { throw .metadataTruncated(payloadBytes: payload.count) }
    let end = 2 + (Int(payload[0]) << 8 | Int(payload[1]))
    guard payload.count >= end else { throw .metadataTruncated(payloadBytes: payload.count) }
    metadata = UnsafeRawBufferPointer(rebasing: payload[2..<end])
    message = UnsafeRawBufferPointer(rebasing: payload[end...])
  }

  /// The metadata, decoded and held against the protocol's limits; all defaults when there is no block.
  public func decodedMetadata(in arena: Arena) throws(PayloadError) -> Metadata {
    guard let metadata else { return Metadata() }
    let decoded: Metadata
    do throws(DecodeError) {
      decoded = try Metadata(decoding: metadata, in: arena)
    } catch {
      throw .metadata(error)
    }
    if let fault = decoded.fault { throw .metadataLimit(field: fault.field, reason: fault.reason) }
    return decoded
  }
}
