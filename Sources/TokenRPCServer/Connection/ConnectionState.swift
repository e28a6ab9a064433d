// ConnectionState.swift: decides what each frame of a client means. Knows no socket and no clock: frames in, reactions
// out. It does nothing itself.

internal import TokenWire

/// What a connection is to do about a frame.
enum Reaction {
  case nothing
  /// The client's first HELLO was accepted.
  case hello
  /// Hand a request to its service. The call has its slot.
  case start(CallStart)
  /// Refuse a request that took no slot.
  case refuse(call: UInt32, method: Int, kind: MethodDescriptor.Kind, RPCError)
  /// Refuse a request, of which nothing is decoded, at the limit of its method that follows the load.
  case shed(call: UInt32, method: Int, kind: MethodDescriptor.Kind, limit: Int)
  /// End a call in flight with this error.
  case end(call: UInt32, RPCError)
  /// A stream has credit again.
  case send(call: UInt32)
  case pong(argument: UInt32)
  /// The client broke the protocol or its connection can't be served: tell it why, flush, close.
  case goAway(RPCError)
}

/// A request that may be handed to its service.
struct CallStart {
  let id: UInt32
  let handler: MethodHandler
  /// The message's bytes, valid while the frame is.
  let message: UnsafeRawBufferPointer
  let metadata: Metadata
  /// Time the client gives it, in milliseconds; 0: any.
  let timeLeftMilliseconds: UInt32
}

/// One client's standing with the server. Owned by the connection.
///
/// awaiting HELLO → open → draining. The end of the client's input is seen beside these.
struct ConnectionState {
  /// The protocol versions this server speaks.
  static let versions: ClosedRange<UInt32> = 1...1

  private enum Phase {
    case awaitingHello
    case open
    /// GOAWAY is sent; calls above the id get no answer.
    case draining(last: UInt32)
  }

  let limits: ServerLimits
  let methods: MethodTable
  /// What the methods have room for; nil: no limit follows the load.
  private let gates: CallGates?
  private var phase = Phase.awaitingHello
  /// The client will send no more.
  private(set) var inputEnded = false
  private(set) var highestID: UInt32 = 0
  private(set) var realm: UInt32 = 0
  private var initialCredit = FrameLimits.defaultCredit
  var calls = CallTable()

  init(limits: ServerLimits, methods: MethodTable, gates: CallGates? = nil) {
    self.limits = limits
    self.gates = gates
    self.methods = methods
  }

  var hasHello: Bool {
    if case .awaitingHello = phase { false } else { true }
  }

  var isDraining: Bool {
    if case .draining = phase { true } else { false }
  }

  /// Nothing is to be answered any more and nothing more will be asked.
  var isDone: Bool { (inputEnded || isDraining) && calls.openCount == 0 }

  /// Takes no further calls. Returns the last call id accepted, for GOAWAY; the same one when asked again.
  mutating func drain() -> UInt32 {
    if case .draining(let last) = phase { return last }
    phase = .draining(last: highestID)
    return highestID
  }

  /// The client half-closed.
  mutating func endInput() { inputEnded = true }

  /// Judges a frame. `room`: what the whole server has left for another call.
  mutating func receive(
    _ header: FrameHeader, _ payload: UnsafeRawBufferPointer, in arena: Arena, room: ServerUsage.Room
  ) -> Reaction {
    guard hasHello || header.type == .hello else {
      return .goAway(RPCError(.failedPrecondition, "a frame came before HELLO; send HELLO first"))
    }
    switch header.reading {
    case .ignore: return .nothing
    case .refuse: return failCall(of: header, "type or flags of a critical frame are unknown here")
    case .handle: break
    }
    switch header.type {
    case .hello: return receiveHello(payload, in: arena)
    case .request: return receiveRequest(header, payload, arena, room)
    case .cancel: return receiveCancel(header.callID)
    case .credit: return receiveCredit(header.callID, header.argument)
    case .ping: return .pong(argument: header.argument)
    case .response, .item, .end: return failCall(of: header, "frames of type \(header.typeNumber) come from servers")
    case .pong, .goaway, nil: return .nothing
    }
  }
}

// MARK: - HELLO

extension ConnectionState {
  private mutating func receiveHello(_ payload: UnsafeRawBufferPointer, in arena: Arena) -> Reaction {
    let hello: ClientHello
    do throws(DecodeError) {
      hello = try ClientHello(decoding: payload, in: arena)
    } catch {
      return .goAway(RPCError(.invalidArgument, "HELLO can't be read: \(error.explanation)"))
    }
    if let fault = hello.fault {
      return .goAway(RPCError(.invalidArgument, "HELLO's \(fault.field) is wrong: \(fault.reason)"))
    }
    // A later HELLO changes the credential and nothing else, and without an authenticator no credential is looked at.
    if hasHello { return .nothing }
    let versions = ConnectionState.versions
    guard hello.versionMin <= versions.upperBound, hello.versionMax >= versions.lowerBound else {
      let spoken = "\(versions.lowerBound) to \(versions.upperBound)"
      return .goAway(
        RPCError(.failedPrecondition, "this server speaks versions \(spoken) of the protocol; use another client"))
    }
    phase = .open
    realm = hello.realm
    initialCredit = hello.initialCredit == 0 ? FrameLimits.defaultCredit : hello.initialCredit
    return .hello
  }
}

// MARK: - Requests

extension ConnectionState {
  private mutating func receiveRequest(
    _ header: FrameHeader, _ payload: UnsafeRawBufferPointer, _ arena: Arena, _ room: ServerUsage.Room
  ) -> Reaction {
    guard header.callID > highestID else { return .goAway(.idNotRising(header.callID, highest: highestID)) }
    highestID = header.callID
    if isDraining { return .nothing }
    var method = methods.row(of: header.code)
    do throws(RPCError) {
      try check(
        room, isOwn: header.code > 0 && header.code < MethodTable.firstFreeID && methods.kind(ofRow: method) == .unary)
      if header.code != 0, let limit = gates?.limitReached(method) {
        return .shed(call: header.callID, method: method, kind: methods.kind(ofRow: method), limit: limit)
      }
      let parts = try split(payload, header.flags, arena)
      let handler = try findHandler(header, parts.metadata)
      let kind = handler.method.kind
      if header.code == 0 { method = methods.row(of: handler.method.id) }
      // The name of a method stands in the metadata, so this one had to be decoded.
      if header.code == 0, let limit = gates?.limitReached(method) {
        return .shed(call: header.callID, method: method, kind: kind, limit: limit)
      }
      let limit = methods.maxRequestBytes(of: handler.method)
      if parts.message.count > Int(limit) { throw .tooLarge(limit: limit) }
      if kind == .serverStream, calls.streamCount >= limits.maxStreamsPerConnection {
        throw .limitReached("max-streams-per-connection", limits.maxStreamsPerConnection)
      }
      if kind == .serverStream, room == .noStreams { throw .limitReached("max-streams", limits.streamLimit) }
      calls.insert(header.callID, Call(kind: kind, credit: initialCredit, method: method, requestBytes: header.length))
      return .start(
        CallStart(
          id: header.callID, handler: handler, message: parts.message, metadata: parts.metadata,
          timeLeftMilliseconds: header.argument))
    } catch {
      return .refuse(call: header.callID, method: method, kind: methods.kind(ofRow: method), error)
    }
  }

  /// `isOwn`: a unary call of one of the protocol's own services.
  private func check(_ room: ServerUsage.Room, isOwn: Bool) throws(RPCError) {
    if calls.count >= limits.maxCallsPerConnection {
      throw .limitReached("max-calls-per-connection", limits.maxCallsPerConnection)
    }
    switch room {
    case .free, .noStreams: return
    case .ownCalls where isOwn: return
    case .ownCalls, .noCalls: throw .limitReached("max-calls", limits.maxCalls)
    case .noBytes: throw .limitReached("max-buffered-bytes", limits.maxBufferedBytes)
    }
  }

  private func split(
    _ payload: UnsafeRawBufferPointer, _ flags: FrameFlags, _ arena: Arena
  ) throws(RPCError) -> (metadata: Metadata, message: UnsafeRawBufferPointer) {
    do throws(PayloadError) {
      let parts = try FramePayload(payload, flags: flags)
      return (try parts.decodedMetadata(in: arena), parts.message)
    } catch {
      throw .badMetadata(error)
    }
  }

  private func findHandler(_ header: FrameHeader, _ metadata: Metadata) throws(RPCError) -> MethodHandler {
    if header.code != 0 {
      guard let handler = methods.find(header.code) else { throw .unserved("number \(header.code)") }
      return handler
    }
    if metadata.method.isEmpty { throw .namelessMethod }
    guard let handler = methods.find(named: metadata.method) else { throw .unserved(metadata.method) }
    return handler
  }
}

// MARK: - Calls in flight

extension ConnectionState {
  private func receiveCancel(_ id: UInt32) -> Reaction {
    if id > highestID { return .goAway(.neverMade(id, highest: highestID)) }
    return isOpen(id) ? .end(call: id, RPCError(.cancelled, "the client cancelled the call")) : .nothing
  }

  private mutating func receiveCredit(_ id: UInt32, _ items: UInt32) -> Reaction {
    if id > highestID { return .goAway(.neverMade(id, highest: highestID)) }
    guard isOpen(id), items > 0, calls[id]?.kind == .serverStream else { return .nothing }
    let isGranted = calls.update(id) { $0.stream?.grant(items) ?? false } ?? false
    return isGranted ? .send(call: id) : .end(call: id, .tooMuchCredit)
  }

  /// Fails the call of a frame that clients don't send or that nobody here knows.
  private mutating func failCall(of header: FrameHeader, _ message: String) -> Reaction {
    let error = RPCError(.unimplemented, message)
    let id = header.callID
    if id == 0 { return .goAway(error) }
    if isOpen(id) { return .end(call: id, error) }
    if id <= highestID { return .nothing }
    // A call that can't be made here: its id is used up all the same.
    highestID = id
    return isDraining ? .nothing : .refuse(call: id, method: 0, kind: .unary, error)
  }

  private func isOpen(_ id: UInt32) -> Bool { calls[id].map { !$0.isEnded } ?? false }
}
