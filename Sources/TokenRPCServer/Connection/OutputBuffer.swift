// OutputBuffer.swift: the bytes a connection has yet to send, as whole frames.

internal import TokenWire

/// Frames waiting to be written.
struct OutputBuffer {
  /// Above this much capacity an emptied buffer is given back rather than kept for the next answers: what an idle
  /// connection costs.
  private static let maxKeptBytes = 8_192

  private var bytes: [UInt8] = []
  /// Where the unsent bytes begin.
  private var start = 0

  var count: Int { bytes.count - start }
  var isEmpty: Bool { count == 0 }

  /// Calls `body` with the unsent bytes.
  func withUnsent<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }

  /// Forgets bytes that were sent.
  mutating func sent(_ count: Int) {
    precondition(count <= self.count, "more was sent than there was")
    start += count
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= OutputBuffer.maxKeptBytes)
      start = 0
    } else if start > bytes.count / 2 {
      bytes.removeFirst(start)
      start = 0
    }
  }

  /// Gives all memory back.
  mutating func clear() { self = OutputBuffer() }

  /// Appends bytes that are whole frames already.
  mutating func append(frames: [UInt8]) { bytes += frames }

  /// Appends a frame without a payload.
  mutating func append(_ header: FrameHeader) { bytes.append(header) }

  /// Appends a frame with a message. When it throws nothing is appended; `tooLarge` also means more than
  /// `maxPayloadBytes`.
  mutating func append<Message: WireMessage>(
    _ header: FrameHeader, metadata: Metadata? = nil, _ message: Message, in arena: Arena, maxPayloadBytes: UInt32
  ) throws(EncodeError) {
    try bytes.append(header, metadata: metadata, message, in: arena, maxPayloadBytes: maxPayloadBytes)
  }

  /// Appends the END of a stream that has nothing any more. Metadata that can't be encoded is left out.
  mutating func append(end call: UInt32, itemsSent: UInt32, metadata: Metadata?, in arena: Arena) {
    let header = FrameHeader(.end, callID: call, argument: itemsSent)
    let block = metadata?.ofAnswer
    if let block, (try? bytes.append(header, metadata: block, RawMessage(), in: arena)) != nil { return }
    bytes.append(header)
  }

  /// Appends the RESPONSE of a unary call, or the END of a stream, that failed.
  mutating func append(
    _ error: RPCError, call: UInt32, kind: MethodDescriptor.Kind, itemsSent: UInt32 = 0, metadata: Metadata? = nil,
    in arena: Arena
  ) {
    bytes.append(
      error, kind == .unary ? .response : .end, callID: call, itemsSent: itemsSent, metadata: metadata, in: arena)
  }
}
