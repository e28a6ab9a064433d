// RequestFrame.swift: a REQUEST as bytes, but for what is known only when it is sent: its id and the time left.

internal import TokenWire

/// An encoded request.
struct RequestFrame: Sendable {
  private let header: FrameHeader
  /// A header that is written anew at each sending, then the payload.
  private let bytes: [UInt8]

  /// Most requests are not longer.
  private static let usualBytes = 128

  /// The size of metadata and message.
  var payloadBytes: Int { bytes.count - FrameHeader.bytes }

  /// Encodes a request, on any thread. Fails INVALID_ARGUMENT when a server would refuse it for its form.
  init(_ method: MethodDescriptor, _ message: some WireMessage, _ metadata: Metadata) throws(RPCError) {
    let block = metadata.isBlank ? nil : metadata
    if let fault = block?.fault {
      throw RPCError(
        .invalidArgument, "the metadata's \(fault.field) is wrong: \(fault.reason)",
        details: [Detail(detail: .field(fault))], notStarted: true)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.usualBytes)
    var header = FrameHeader(.request, code: method.id)
    if block != nil { header.flags.insert(.metadata) }
    do throws(EncodeError) {
      try Arena.withScratch { (arena) throws(EncodeError) in
        try bytes.append(header, metadata: block, message, in: arena)
      }
    } catch {
      throw RPCError(.invalidArgument, "the request can't be encoded: \(error)", notStarted: true)
    }
    self.header = header
    self.bytes = bytes
  }

  /// Appends the frame. `timeLeft` is in milliseconds, 0 for none.
  func write(id: UInt32, timeLeft: UInt32, to output: inout [UInt8]) {
    var header = header
    header.callID = id
    header.argument = timeLeft
    bytes.withUnsafeBytes { output.append(header, payload: UnsafeRawBufferPointer(rebasing: $0[FrameHeader.bytes...])) }
  }
}
