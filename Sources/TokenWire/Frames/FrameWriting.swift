// FrameWriting.swift: appends frames to an output buffer. The header is written first and its length put right
// afterwards, so that a message is encoded where it is sent from.

extension [UInt8] {
  /// Appends a frame without payload.
  public mutating func append(_ header: FrameHeader) {
    append(header, payload: UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// Appends a frame with a payload that is bytes already. Its length is the payload's, whatever `header` says.
  public mutating func append(_ header: FrameHeader, payload: UnsafeRawBufferPointer) {
    precondition(payload.count <= Int(FrameLimits.hardCapBytes), "a payload over the hard cap")
    var header = header
    header.length = UInt32(payload.count)
    let start = count
    append(contentsOf: repeatElement(0, count: FrameHeader.bytes))
    patch(header, at: start)
    append(contentsOf: payload)
  }

  /// Appends a frame with a message, behind a metadata block when there is one to send. The buffer is as before when it
  /// throws. `tooLarge` also means a payload over `maxPayloadBytes`, or a metadata block over its limit.
  public mutating func append<Message: WireMessage>(
    _ header: FrameHeader, metadata: Metadata? = nil, _ message: Message, in arena: Arena,
    maxPayloadBytes: UInt32 = FrameLimits.hardCapBytes
  ) throws(EncodeError) {
    let start = count
    do throws(EncodeError) {
      var header = header
      append(contentsOf: repeatElement(0, count: FrameHeader.bytes))
      if let metadata {
        header.flags.insert(.metadata)
        try appendBlock(metadata, in: arena)
      }
      try message.encode(appendingTo: &self, in: arena)
      let payloadBytes = count - start - FrameHeader.bytes
      guard payloadBytes <= Int(Swift.min(maxPayloadBytes, FrameLimits.hardCapBytes)) else { throw .tooLarge }
      header.length = UInt32(payloadBytes)
      patch(header, at: start)
    } catch {
      removeSubrange(start...)
      throw error
    }
  }

  /// The two bytes of length, then the metadata.
  private mutating func appendBlock(_ metadata: Metadata, in arena: Arena) throws(EncodeError) {
    let start = count
    append(0)
    append(0)
    try metadata.encode(appendingTo: &self, in: arena)
    guard let length = UInt16(exactly: count - start - 2) else { throw .tooLarge }
    self[start] = UInt8(length >> 8)
    self[start + 1] = UInt8(length & 0xff)
  }

  private mutating func patch(_ header: FrameHeader, at start: Int) {
    withUnsafeMutableBytes { header.write(to: UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
  }
}
