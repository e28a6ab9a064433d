// ConnectionState.swift: decides what each frame of a server means for the calls of one connection. Knows no socket.

internal import TokenWire

/// The protocol at the client's end of one connection: a frame in, an event out.
struct ConnectionState<Call> {
  /// What a frame came to. Bytes are borrowed from the frame.
  enum Event {
    /// Nothing to do; a slot may have come free.
    case none
    /// The server's HELLO was read, its limits hold from here on.
    case greeted
    /// A unary call has its answer.
    case answered(Call, FramePayload)
    /// A stream has an item.
    case item(Call, id: UInt32, FramePayload)
    /// A stream has ended and is whole.
    case finished(Call, metadata: UnsafeRawBufferPointer?)
    /// A call has failed and the server is done with it.
    case failed(Call, RPCError, metadata: UnsafeRawBufferPointer?)
    /// A call has failed here and the server must be told to stop.
    case abandoned(Call, id: UInt32, RPCError)
    case ping(UInt32)
    case pong(UInt32)
    /// The server takes no further calls on this connection; these it never started.
    case goaway([Call])
    /// The connection can't go on.
    case fatal(RPCError)
  }

  /// Whether a call may be sent.
  enum Admission {
    /// It has this id from now on.
    case accepted(UInt32)
    /// Not before a slot comes free or the server's limits are known.
    case wait
    /// Not on this connection.
    case elsewhere
    /// Never: the server takes no frame of that size.
    case refused(RPCError)
  }

  private(set) var calls: CallTable<Call>
  /// What the server said of itself; nil: its HELLO has not been read yet.
  private(set) var server: ServerHello?
  /// `server` is known. Beside it, since every frame is asked for this.
  private var isGreeted = false
  /// The server has sent GOAWAY: the last id it accepted.
  private(set) var lastAccepted: UInt32?
  /// Why the server said GOAWAY; nil: it has not, or it drains and its calls may go elsewhere.
  private(set) var farewell: RPCError?
  private var limits = Limits.least

  init(calls: CallTable<Call> = CallTable()) { self.calls = calls }

  /// The highest protocol version this client speaks, and the lowest.
  static var version: UInt32 { 1 }

  /// No further call can be sent here.
  var isClosing: Bool { lastAccepted != nil || calls.isUsedUp }

  /// A request of this size need not wait for the server to tell its limits.
  func mayTake(_ payloadBytes: Int) -> Bool { isGreeted || payloadBytes <= Int(limits.maxFrameBytes) }

  /// All slots are taken; of a connection that takes no more calls it is not said.
  var isFull: Bool { !isClosing && calls.count >= Int(limits.maxCallsInFlight) }

  /// Gives a call with a payload of this size an id, or says why not.
  mutating func admit(_ call: Call, payloadBytes: Int, credit: UInt32?) -> Admission {
    if isClosing { return .elsewhere }
    if payloadBytes > Int(limits.maxFrameBytes) {
      guard isGreeted else { return .wait }
      return .refused(limits.tooLarge(payloadBytes))
    }
    if calls.count >= Int(limits.maxCallsInFlight) { return .wait }
    return .accepted(calls.add(call, credit: credit))
  }

  /// The caller gives a call up: the server is to be told with CANCEL. False: it has ended.
  mutating func giveUp(_ id: UInt32) -> Bool { calls.giveUp(id) != nil }

  /// Gives a stream more credit: the server is to be told with CREDIT. False: it has ended.
  mutating func grant(_ items: UInt32, to id: UInt32) -> Bool { calls.grant(items, to: id) }

  /// All calls, when the connection is lost.
  mutating func removeAll() -> [Call] { calls.removeAll(above: 0) }
}

// MARK: - Frames

extension ConnectionState {
  /// Takes one frame of the server's.
  mutating func receive(_ frame: FrameHeader, _ payload: UnsafeRawBufferPointer, _ arena: Arena) -> Event {
    if !isGreeted, frame.type != .hello, frame.type != .goaway {
      return .fatal(RPCError(.unavailable, "it did not say HELLO first"))
    }
    switch frame.reading {
    case .handle: break
    case .ignore: return .none
    case .refuse: return refuse(frame)
    }
    switch frame.type {
    case .hello: return greet(payload, arena)
    case .response: return response(frame, payload, arena)
    case .item: return item(frame, payload)
    case .end: return end(frame, payload, arena)
    case .ping: return .ping(frame.argument)
    case .pong: return .pong(frame.argument)
    case .goaway: return goaway(frame, payload, arena)
    case .request, .cancel, .credit:
      return .fatal(RPCError(.internal, "it sent a frame that only clients send"))
    case nil: return .none
    }
  }

  /// A critical frame of a later version of the protocol fails its call.
  private mutating func refuse(_ frame: FrameHeader) -> Event {
    let error = RPCError(.unimplemented, "the server's answer needs a newer client")
    if frame.type == .response || frame.type == .end {
      return calls.end(frame.callID).map { .failed($0.call, error, metadata: nil) } ?? Event.none
    }
    return calls.giveUp(frame.callID).map { .abandoned($0, id: frame.callID, error) } ?? Event.none
  }

  private mutating func greet(_ payload: UnsafeRawBufferPointer, _ arena: Arena) -> Event {
    guard let hello = try? ServerHello(decoding: payload, in: arena) else {
      return .fatal(RPCError(.internal, "its HELLO can't be read"))
    }
    guard (hello.versionMin...max(hello.versionMin, hello.versionMax)).contains(Self.version) else {
      let spoken = "\(hello.versionMin) to \(hello.versionMax)"
      return .fatal(
        RPCError(.failedPrecondition, "it speaks protocol version \(spoken), this client \(Self.version)"))
    }
    server = hello
    isGreeted = true
    limits = hello.limits?.atLeastTheLeast ?? .least
    return .greeted
  }

  private mutating func response(
    _ frame: FrameHeader, _ payload: UnsafeRawBufferPointer, _ arena: Arena
  ) -> Event {
    guard let ended = calls.end(frame.callID) else { return .none }
    let call = ended.call
    guard let body = try? FramePayload(payload, flags: frame.flags) else { return fail(call, frame, payload, arena) }
    if frame.code != 0 { return fail(call, frame, payload, arena, metadata: body.metadata) }
    if ended.isStream {
      let error = RPCError(.internal, "the server answered a stream with a single message")
      return .failed(call, error, metadata: nil)
    }
    return .answered(call, body)
  }

  private mutating func item(_ frame: FrameHeader, _ payload: UnsafeRawBufferPointer) -> Event {
    let id = frame.callID
    guard let call = calls[id] else {
      _ = calls.receiveItem(id)
      return .none
    }
    func abandon(_ error: RPCError) -> Event {
      _ = calls.giveUp(id)
      return .abandoned(call, id: id, error)
    }
    guard calls.receiveItem(id) else {
      return abandon(RPCError(.internal, "the server sent an item it had no credit for"))
    }
    guard payload.count <= Int(FrameLimits.itemBytes) else {
      return abandon(RPCError(.internal, "the server sent an item of \(payload.count) bytes, more than it may"))
    }
    guard let body = try? FramePayload(payload, flags: frame.flags) else { return abandon(.unreadable) }
    return .item(call, id: id, body)
  }

  private mutating func end(_ frame: FrameHeader, _ payload: UnsafeRawBufferPointer, _ arena: Arena) -> Event {
    guard let ended = calls.end(frame.callID) else { return .none }
    let call = ended.call
    guard let body = try? FramePayload(payload, flags: frame.flags) else { return fail(call, frame, payload, arena) }
    if frame.code != 0 { return fail(call, frame, payload, arena, metadata: body.metadata) }
    guard let received = ended.received else {
      return .failed(call, RPCError(.internal, "the server ended the call without an answer"), metadata: nil)
    }
    guard frame.argument == received else {
      let error = RPCError(.dataLoss, "the server sent \(frame.argument) items, \(received) arrived")
      return .failed(call, error, metadata: nil)
    }
    return .finished(call, metadata: body.metadata)
  }

  /// A call ends with the failure in `frame`, or because that can't be read.
  private func fail(
    _ call: Call, _ frame: FrameHeader, _ payload: UnsafeRawBufferPointer, _ arena: Arena,
    metadata: UnsafeRawBufferPointer? = nil
  ) -> Event {
    .failed(call, RPCError(frame, payload: payload, in: arena) ?? .unreadable, metadata: metadata)
  }

  private mutating func goaway(_ frame: FrameHeader, _ payload: UnsafeRawBufferPointer, _ arena: Arena) -> Event {
    let reason = try? Goaway(decoding: payload, in: arena)
    let last = min(frame.argument, lastAccepted ?? .max)
    lastAccepted = last
    // A drain says OK: what it did not start may go to another connection. Everything else is the answer.
    if let reason, reason.code != 0 {
      let code = StatusCode(wire: UInt16(clamping: reason.code))
      farewell = RPCError(code, reason.message, notStarted: true)
    }
    return .goaway(calls.removeAll(above: last))
  }
}

extension RPCError {
  fileprivate static let unreadable = RPCError(.internal, "the server's answer can't be read")
}

extension Limits {
  /// What holds until the server has said more; no server sets its limits lower.
  fileprivate static let least = Limits(
    maxFrameBytes: FrameLimits.payloadBytesBeforeHello, maxCallsInFlight: UInt32(FrameLimits.callsBeforeHello))

  fileprivate var atLeastTheLeast: Limits {
    var limits = self
    limits.maxFrameBytes = max(maxFrameBytes, Self.least.maxFrameBytes)
    limits.maxCallsInFlight = max(maxCallsInFlight, Self.least.maxCallsInFlight)
    return limits
  }

  fileprivate func tooLarge(_ bytes: Int) -> RPCError {
    let detail = LimitReached(limit: "max_frame_bytes", maximum: UInt64(maxFrameBytes))
    return RPCError(
      .resourceExhausted, "the request has \(bytes) bytes, the server takes \(maxFrameBytes)",
      details: [Detail(detail: .limit(detail))], notStarted: true)
  }
}
