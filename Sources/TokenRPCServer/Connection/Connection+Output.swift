// Connection+Output.swift: frames into the output buffer, and the buffer into the socket.

internal import TokenNet
internal import TokenWire

extension Connection {
  /// After so many frames since the last write what was answered is sent, before the turn ends. One write for so many
  /// costs little more than one for all.
  static let earlyFrames: UInt64 = 16

  /// Writes as much as the socket takes. One system call, mostly.
  func flush() {
    framesAtFlush = framesHandled
    while !output.isEmpty, !isBlocked {
      switch output.withUnsent({ descriptor.write($0) }) {
      case .bytes(let count):
        output.sent(count)
        meter.sent(count)
        hasProgressed = true
      case .wouldBlock: isBlocked = true
      case .failed, .endOfFile: return close()
      }
    }
  }

  /// Appends GOAWAY with the last call id accepted; no call above it is taken from here on.
  func sendGoaway(_ code: StatusCode, _ message: String) {
    let header = FrameHeader(.goaway, argument: state.drain())
    let goaway = Goaway(code: UInt32(code.rawValue), message: message)
    do throws(EncodeError) {
      try output.append(header, goaway, in: reactor.arena, maxPayloadBytes: FrameLimits.payloadBytesBeforeHello)
    } catch {
      // Only a text with a NUL in it comes here: the frame alone says enough.
      output.append(header)
    }
  }

  /// Appends the END of a stream, or the failure of any call.
  func sendEnd(_ id: UInt32, _ call: Call, _ error: RPCError?, metadata: Metadata? = nil) {
    let error = error ?? metadata?.unsendable
    count(id, call, error)
    if let error {
      output.append(
        error, call: id, kind: call.kind, itemsSent: call.itemsSent, metadata: metadata, in: reactor.arena)
    } else {
      output.append(end: id, itemsSent: call.itemsSent, metadata: metadata, in: reactor.arena)
    }
  }
}
