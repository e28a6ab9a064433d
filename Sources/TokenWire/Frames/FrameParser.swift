// FrameParser.swift: cuts a connection's bytes into frames. A value: no socket, no clock. It allocates for what has
// arrived, never for what a header promises, and after an error it stays in error: there is no next frame to find.

/// Is fed bytes, yields frames. One per direction of a connection.
///
/// Frames that lie whole in the bytes fed are handed on where they lie; only the incomplete tail is copied and kept.
public struct FrameParser: Sendable {
  /// What the receiver of a frame wants next.
  public enum Step: Sendable, Hashable {
    /// The next frame.
    case next
    /// The next frame, with another limit from here on: a HELLO was read.
    case nextWithin(payloadBytes: UInt32)
    /// No more frames now: there is no room for their answers. What was fed is kept until the next feed.
    case stop
  }

  /// The largest payload in force, at most `FrameLimits.hardCapBytes`.
  public private(set) var maxPayloadBytes: UInt32
  /// Bytes that were fed and not yet handed on.
  public var keptBytes: Int { kept.count - keptStart }
  /// The header of the frame whose payload is still arriving, once the header has arrived.
  public var pendingHeader: FrameHeader? {
    kept.withUnsafeBytes { FrameHeader(UnsafeRawBufferPointer(rebasing: $0[keptStart...])) }
  }

  private var kept: [UInt8] = []
  /// What of `kept` was handed on already.
  private var keptStart = 0
  /// Where in the connection's bytes the next header stands.
  private var position: UInt64 = 0
  private var failure: FrameError?

  public init(maxPayloadBytes: UInt32 = FrameLimits.payloadBytesBeforeHello) {
    self.maxPayloadBytes = min(maxPayloadBytes, FrameLimits.hardCapBytes)
  }

  /// Sets the limit for the frames that are not handed on yet.
  public mutating func limit(payloadBytes: UInt32) {
    maxPayloadBytes = min(payloadBytes, FrameLimits.hardCapBytes)
  }

  /// Calls `body` with each frame that is complete now, in order. The payload is borrowed for the call. Feeding nothing
  /// goes on after a stop. The frames before a bad header are handed on, then it throws, now and ever after.
  /// - Returns: whether `body` stopped; what is left then are `keptBytes`, possibly whole frames.
  @discardableResult
  public mutating func feed(
    _ bytes: UnsafeRawBufferPointer, _ body: (FrameHeader, UnsafeRawBufferPointer) -> Step
  ) throws(FrameError) -> Bool {
    var rest = bytes
    var isStopped = walkKept(body)
    if !isStopped && keptBytes > 0 {
      rest = completeKept(from: rest)
      isStopped = walkKept(body)
    }
    if !isStopped && keptBytes == 0 {
      let (used, stopped) = walk(rest, body)
      rest = UnsafeRawBufferPointer(rebasing: rest[used...])
      isStopped = stopped
    }
    if let failure {
      dropKept()
      throw failure
    }
    kept.append(contentsOf: rest)
    return isStopped
  }

  /// Hands on the frames at the front of `bytes`. Ends at the first that is incomplete, or bad, or not wanted.
  private mutating func walk(
    _ bytes: UnsafeRawBufferPointer, _ body: (FrameHeader, UnsafeRawBufferPointer) -> Step
  ) -> (used: Int, isStopped: Bool) {
    var rest = bytes
    while let header = judged(rest), rest.count - FrameHeader.bytes >= Int(header.length) {
      let end = FrameHeader.bytes + Int(header.length)
      let payload = UnsafeRawBufferPointer(rebasing: rest[FrameHeader.bytes..<end])
      rest = UnsafeRawBufferPointer(rebasing: rest[end...])
      position &+= UInt64(end)
      switch body(header, payload) {
      case .next: break
      case .nextWithin(let payloadBytes): limit(payloadBytes: payloadBytes)
      case .stop: return (bytes.count - rest.count, true)
      }
    }
    return (bytes.count - rest.count, false)
  }

  /// The header at the front of `bytes`; nil when it has not arrived, or is bad, which is noted.
  private mutating func judged(_ bytes: UnsafeRawBufferPointer) -> FrameHeader? {
    guard failure == nil, let first = bytes.first else { return nil }
    // One byte is enough to know HTTP or TLS.
    guard first == 0 else {
      failure = .firstByteNotZero(first, atByte: position)
      return nil
    }
    guard let header = FrameHeader(bytes) else { return nil }
    if header.length > maxPayloadBytes {
      failure = .lengthOverLimit(header.length, limit: maxPayloadBytes, atByte: position)
    } else if header.typeNumber == 0 {
      failure = .typeZero(atByte: position)
    }
    return failure == nil ? header : nil
  }

  // MARK: The tail

  private mutating func walkKept(_ body: (FrameHeader, UnsafeRawBufferPointer) -> Step) -> Bool {
    guard keptBytes > 0 else { return false }
    // Taken out of self, so that the frames can be borrowed from it.
    var bytes: [UInt8] = []
    swap(&bytes, &kept)
    let (used, isStopped) = bytes.withUnsafeBytes { walk(UnsafeRawBufferPointer(rebasing: $0[keptStart...]), body) }
    swap(&bytes, &kept)
    keptStart += used
    if keptBytes == 0 { dropKept() }
    return isStopped
  }

  /// Moves into `kept` what its first frame still needs, as far as `bytes` have it. Returns the bytes behind that.
  private mutating func completeKept(from bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    kept.removeFirst(keptStart)
    keptStart = 0
    var rest = bytes
    move(upTo: FrameHeader.bytes, from: &rest)
    let header = kept.withUnsafeBytes { FrameHeader($0) }
    // A header that is too long is refused when it is walked; nothing more is taken for it.
    if let header, header.length <= maxPayloadBytes {
      move(upTo: FrameHeader.bytes + Int(header.length), from: &rest)
    }
    return rest
  }

  private mutating func move(upTo wanted: Int, from rest: inout UnsafeRawBufferPointer) {
    let count = min(max(0, wanted - kept.count), rest.count)
    kept.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest[..<count]))
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }

  /// Empties the tail; a large buffer goes back to the system, so that an idle connection stays small.
  private mutating func dropKept() {
    kept.removeAll(keepingCapacity: kept.capacity <= FrameLimits.keptParserBytes)
    keptStart = 0
  }
}
