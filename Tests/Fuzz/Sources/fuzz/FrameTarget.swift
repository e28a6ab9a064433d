// FrameTarget.swift: bytes of a connection. Claims: however they are cut the same frames come of them, or the same
// error; and a failure that was read is the same when it is sent on.

internal import TokenWire

enum FrameTarget {
  private struct Seen: Equatable {
    var frames: [FrameHeader] = []
    var payloads: [[UInt8]] = []
    var failure: FrameError?
  }

  /// The first byte says how long the pieces are.
  static func test(_ input: UnsafeRawBufferPointer) {
    guard let first = input.first else { return }
    let bytes = [UInt8](input.dropFirst())
    let whole = parse(bytes, pieces: max(1, bytes.count))
    precondition(parse(bytes, pieces: Int(first) + 1) == whole, "the cut of the bytes changes the frames")
    let arena = Arena()
    for (header, payload) in zip(whole.frames, whole.payloads) {
      payload.withUnsafeBytes { read(header, $0, arena) }
      arena.reset()
    }
  }

  private static func parse(_ bytes: [UInt8], pieces: Int) -> Seen {
    var seen = Seen()
    var parser = FrameParser(maxPayloadBytes: 4_096)
    bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: pieces) where seen.failure == nil {
        let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + pieces, bytes.count)])
        do throws(FrameError) {
          try parser.feed(piece) { header, payload in
            seen.frames.append(header)
            seen.payloads.append([UInt8](payload))
            return .next
          }
        } catch {
          seen.failure = error
        }
      }
    }
    return seen
  }

  private static func read(_ header: FrameHeader, _ payload: UnsafeRawBufferPointer, _ arena: Arena) {
    _ = header.reading
    guard let parts = try? FramePayload(payload, flags: header.flags) else { return }
    if let metadata = try? parts.decodedMetadata(in: arena) {
      precondition(metadata.fault == nil, "metadata against its limits was let through")
    }
    guard let error = RPCError(header, payload: payload, in: arena) else { return }
    // A failure that was read is the same when it was sent on.
    var output: [UInt8] = []
    output.append(error, .response, callID: 1, in: arena)
    output.withUnsafeBytes { bytes in
      guard let sent = FrameHeader(bytes) else { preconditionFailure("a frame without a header was written") }
      let again = RPCError(sent, payload: UnsafeRawBufferPointer(rebasing: bytes[FrameHeader.bytes...]), in: arena)
      precondition(again?.code == error.code && again?.details == error.details, "a failure changes when it is sent on")
    }
  }
}
