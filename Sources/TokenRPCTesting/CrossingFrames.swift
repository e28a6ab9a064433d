// CrossingFrames.swift: makes the frames that would cross a connection, so that what can't travel fails here as there.

internal import TokenWire

extension [UInt8] {
  /// A REQUEST. Fails as at a client: INVALID_ARGUMENT for its form, RESOURCE_EXHAUSTED for its size.
  static func request(
    of method: MethodDescriptor, _ message: some WireMessage, _ metadata: Metadata
  ) throws(RPCError) -> [UInt8] {
    let block = metadata.isBlank ? nil : metadata
    if let fault = block?.fault {
      throw RPCError(
        .invalidArgument, "the metadata's \(fault.field) is wrong: \(fault.reason)",
        details: [Detail(detail: .field(fault))], notStarted: true)
    }
    let frame: [UInt8]
    do throws(EncodeError) {
      frame = try encoded(FrameHeader(.request, code: method.id), block, message, FrameLimits.hardCapBytes)
    } catch {
      throw RPCError(.invalidArgument, "the request can't be encoded: \(error)", notStarted: true)
    }
    let (bytes, most) = (frame.count - FrameHeader.bytes, FrameLimits.defaultPayloadBytes)
    if bytes <= Int(most) { return frame }
    throw RPCError(
      .resourceExhausted, "the request has \(bytes) bytes, the server takes \(most)",
      details: [.limit("max_frame_bytes", UInt64(most))], notStarted: true)
  }

  /// A RESPONSE. Fails as at a server.
  static func response(_ reply: some WireMessage, _ metadata: Metadata? = nil) throws(RPCError) -> [UInt8] {
    try answer(.response, reply, metadata, FrameLimits.defaultPayloadBytes)
  }

  /// An ITEM. Fails as at a server.
  static func item(_ item: some WireMessage) throws(RPCError) -> [UInt8] {
    try answer(.item, item, nil, FrameLimits.itemBytes)
  }

  /// The END of a stream that has sent all. Fails as at a server.
  static func end(_ metadata: Metadata? = nil) throws(RPCError) -> [UInt8] {
    try answer(.end, RawMessage(), metadata, FrameLimits.defaultPayloadBytes)
  }

  /// The RESPONSE or END of a call that failed.
  static func failure(_ error: RPCError, _ kind: MethodDescriptor.Kind, _ metadata: Metadata? = nil) -> [UInt8] {
    Arena.withScratch { arena in
      var bytes: [UInt8] = []
      bytes.append(error, kind == .unary ? .response : .end, callID: 0, metadata: metadata, in: arena)
      return bytes
    }
  }

  private static func answer(
    _ type: FrameType, _ message: some WireMessage, _ metadata: Metadata?, _ maxPayloadBytes: UInt32
  ) throws(RPCError) -> [UInt8] {
    if let error = metadata?.unsendable { throw error }
    do throws(EncodeError) {
      return try encoded(FrameHeader(type), metadata?.ofAnswer, message, maxPayloadBytes)
    } catch {
      throw .unsendable(error)
    }
  }

  private static func encoded(
    _ header: FrameHeader, _ metadata: Metadata?, _ message: some WireMessage, _ maxPayloadBytes: UInt32
  ) throws(EncodeError) -> [UInt8] {
    try Arena.withScratch { (arena) throws(EncodeError) in
      var bytes: [UInt8] = []
      try bytes.append(header, metadata: metadata, message, in: arena, maxPayloadBytes: maxPayloadBytes)
      return bytes
    }
  }
}
