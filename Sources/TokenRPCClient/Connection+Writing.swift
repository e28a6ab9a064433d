// Connection+Writing.swift: what goes to the socket: frames are gathered during a turn of the loop and written at its
// end, or sooner when there are enough for the server to begin with.

internal import TokenNet
internal import TokenWire

extension Connection: TurnTarget {
  /// Gives a call an id here, or says why not.
  func admit(_ call: ClientCall) -> ConnectionState<ClientCall>.Admission {
    let admission = state.admit(call, payloadBytes: call.request.payloadBytes, credit: call.credit)
    if keepaliveTimer == nil, keepalive != nil { watchServer() }
    return admission
  }

  func send(_ request: RequestFrame, id: UInt32, timeLeft: UInt32) {
    append { request.write(id: id, timeLeft: timeLeft, to: &$0) }
  }

  func send(pings numbers: [UInt32]) {
    for number in numbers { send(FrameHeader(.ping, argument: number)) }
  }

  /// Tells the server that nobody waits for the call any more.
  func giveUp(_ id: UInt32) {
    if state.giveUp(id) { send(FrameHeader(.cancel, callID: id)) }
  }

  /// Gives the server of a stream more credit.
  func grant(_ items: UInt32, to id: UInt32) {
    if state.grant(items, to: id) { send(FrameHeader(.credit, callID: id, argument: items)) }
  }

  /// All calls that are still here; the connection is lost.
  func removeAllCalls() -> [ClientCall] { state.removeAll() }

  /// Writes what this turn has gathered.
  func turnEnded() {
    flushIsDue = false
    flush()
  }

  func send(_ header: FrameHeader) {
    append { $0.append(header) }
  }

  func sayHello() {
    let hello = ClientHello(
      versionMin: 1, versionMax: 1, initialCredit: core.options.streamCredit, client: core.options.name)
    append { bytes in
      do throws(EncodeError) {
        try bytes.append(FrameHeader(.hello), hello, in: core.arena)
      } catch {
        preconditionFailure("a HELLO of fixed fields can't be encoded: \(error)")
      }
    }
  }

  /// Appends the frame that `encode` writes.
  private func append(_ encode: (inout [UInt8]) -> Void) {
    output.withBytes { bytes in
      let start = bytes.count
      encode(&bytes)
      if let observe = core.options.frameObserver { Self.show(bytes[start...], to: observe) }
    }
    framesGathered += 1
    // Also what fills the buffer: calls that wait for room must not wait for a frame of the server's.
    if framesGathered >= Self.earlyFrames || !hasRoom, !waitsForRoom { flush() } else { flushLater() }
  }

  private static func show(_ frame: ArraySlice<UInt8>, to observe: FrameObserver) {
    frame.withUnsafeBytes { bytes in
      guard let header = FrameHeader(bytes) else { return }
      observe(.sent, header, UnsafeRawBufferPointer(rebasing: bytes[FrameHeader.bytes...]))
    }
  }

  /// So many frames are sent before the turn ends: the server begins with them while others are made. One write for so
  /// many costs little more than one for all.
  static var earlyFrames: Int { 16 }

  private func flushLater() {
    if flushIsDue { return }
    flushIsDue = true
    core.loop.atEndOfTurn(self)
  }

  func flush() {
    guard case .open(let descriptor, let registration) = phase else { return }
    framesGathered = 0
    let transfer = output.write(to: descriptor)
    if output.isEmpty { pongsGathered = 0 }
    let waited = waitsForRoom
    waitsForRoom = transfer == .wouldBlock
    if waited != waitsForRoom { core.loop.update(registration, waitsForRoom ? [.read, .write] : .read) }
    switch transfer {
    case .failed(let reason): core.lost(self, RPCError(.unavailable, "\(reason)"))
    case nil where waited: core.progressed(self)
    default: break
    }
  }
}
