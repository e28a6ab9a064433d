// InProcessCall.swift: one call between a caller and a service of one process. Promise: it ends exactly once.

internal import Dispatch
internal import Synchronization
internal import TokenWire

/// A call. Whoever ends it first, from whatever thread, decides how; everybody else is ignored.
final class InProcessCall: CallHandle, StreamControl, Sendable {
  let method: MethodDescriptor
  private let replyMetadata: ReplyMetadata?
  private let threads: ChannelThreads
  private let sink: ReplySink
  private let progress: Mutex<CallProgress>

  /// Items that a stream sends in one turn at most: then other calls have theirs.
  private static let itemsPerTurn = 128

  init(
    _ method: MethodDescriptor, _ options: CallOptions, credit: UInt32, on threads: ChannelThreads, to sink: ReplySink
  ) {
    self.method = method
    self.replyMetadata = options.replyMetadata
    self.threads = threads
    self.sink = sink
    progress = Mutex(CallProgress(credit: credit))
  }

  // MARK: The caller's end

  /// Sends the REQUEST.
  func begin(_ request: [UInt8], deadline: UInt64?, _ services: ServedMethods) {
    if let deadline {
      if deadline <= DispatchTime.now().uptimeNanoseconds { return giveUp(.noTimeLeft) }
      threads.service.asyncAfter(deadline: DispatchTime(uptimeNanoseconds: deadline)) { [weak self] in
        self?.giveUp(.timeIsOver)
      }
    }
    threads.service.async { self.serve(request, deadline, services) }
  }

  func cancel() { giveUp(RPCError(.cancelled, "the call was cancelled")) }

  /// Ends the call for its caller; its service is told.
  func giveUp(_ error: RPCError) {
    guard let handlers = progress.withLock({ $0.end(.givenUp) }) else { return }
    threads.completions.async { self.sink.end(error) }
    for handler in handlers { threads.service.async(execute: handler) }
  }

  func grant(_ items: UInt32) {
    progress.withLock { $0.grant(items) }
    scheduleItems()
  }

  private func deliver(_ frame: [UInt8]) { threads.completions.async { self.receive(frame) } }

  private func receive(_ frame: [UInt8]) {
    frame.withUnsafeBytes { bytes in
      Arena.withScratch { arena in
        let payload = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(FrameHeader.bytes))
        guard let header = FrameHeader(bytes), let body = try? FramePayload(payload, flags: header.flags) else {
          return abandon(RPCError(.internal, "the server's answer can't be read"))
        }
        take(body.metadata, arena)
        if let error = RPCError(header, payload: payload, in: arena) { return sink.end(error) }
        if header.type == .end { return sink.end(nil) }
        do throws(DecodeError) { try sink.message(body.message, arena) } catch {
          abandon(RPCError(.internal, "the server's answer is not a \(method.fullName) reply: \(error)"))
        }
      }
    }
  }

  private func take(_ metadata: UnsafeRawBufferPointer?, _ arena: Arena) {
    guard let metadata, let replyMetadata, let value = try? Metadata(decoding: metadata, in: arena) else { return }
    replyMetadata.take(value)
  }

  /// What came makes no sense to the caller.
  private func abandon(_ error: RPCError) {
    giveUp(error)
    sink.end(error)
  }

  // MARK: The service's end, on its thread

  private func serve(_ request: [UInt8], _ deadline: UInt64?, _ services: ServedMethods) {
    do throws(RPCError) {
      try request.withUnsafeBytes { bytes in
        Arena.withScratch { arena in Result { () throws(RPCError) in try serve(bytes, deadline, services, arena) } }
      }.get()
    } catch {
      answer(.failure(.notStarted(error), method.kind))
    }
  }

  private func serve(
    _ request: UnsafeRawBufferPointer, _ deadline: UInt64?, _ services: ServedMethods, _ arena: Arena
  ) throws(RPCError) {
    if progress.withLock({ $0.ended != nil }) { return }
    let metadata: Metadata
    let message: UnsafeRawBufferPointer
    do throws(PayloadError) {
      let flags = FrameHeader(request)?.flags ?? []
      let payload = UnsafeRawBufferPointer(rebasing: request.dropFirst(FrameHeader.bytes))
      let parts = try FramePayload(payload, flags: flags)
      metadata = try parts.decodedMetadata(in: arena)
      message = parts.message
    } catch {
      throw .badMetadata(error)
    }
    let handler = try services.find(method.id, metadata)
    guard handler.method.kind == method.kind else { throw .otherKind(handler.method) }
    let most = handler.method.maxRequestBytes
    if most > 0, message.count > Int(most) { throw .tooLarge(limit: most) }
    let context = CallContext(deadlineNanoseconds: deadline, metadata: metadata, peer: "in-process")
    let responder = ServedCall(self)
    do throws(DecodeError) {
      try handler.start(message, arena, context, responder, 0)
    } catch {
      // Before the responder is let go, which would end the call.
      answer(.failure(.notStarted(.undecodable(error)), method.kind))
    }
    withExtendedLifetime(responder) {}
  }

  /// Ends the call with its RESPONSE or END.
  func answer(_ frame: [UInt8]) {
    if progress.withLock({ $0.end(.answered) }) != nil { deliver(frame) }
  }

  /// The service holds no way to answer any more.
  func forgotten() {
    if progress.withLock({ $0.isForgotten }) { answer(.failure(.dropped, method.kind)) }
  }

  func onCancel(_ handler: @escaping @Sendable () -> Void) {
    if progress.withLock({ $0.add(handler) }) { threads.service.async(execute: handler) }
  }

  func whenRoom(_ make: @escaping @Sendable () -> Void) {
    threads.service.async { if self.progress.withLock({ $0.ended == nil }) { make() } }
  }

  func produce(_ source: @escaping CallProgress.Source) {
    progress.withLock { $0.produce(source) }
    scheduleItems()
  }

  func wake() {
    progress.withLock { $0.wake() }
    scheduleItems()
  }

  private func scheduleItems() {
    if progress.withLock({ $0.schedule() }) { threads.service.async { self.sendItems() } }
  }

  private func sendItems() {
    for _ in 0..<Self.itemsPerTurn {
      guard let source = progress.withLock({ $0.sourceToAsk() }) else { return }
      switch source() {
      case .item(let frame): if progress.withLock({ $0.itemSent() }) { deliver(frame) }
      case .wait: progress.withLock { $0.wait() }
      case .last(let frame): answer(frame)
      }
    }
    threads.service.async { self.sendItems() }
  }
}

extension RPCError {
  fileprivate static let noTimeLeft = RPCError(
    .deadlineExceeded, "no time was left when the call could be sent", notStarted: true)
  fileprivate static let timeIsOver = RPCError(.deadlineExceeded, "no answer within the time the call may take")

  fileprivate static func otherKind(_ method: MethodDescriptor) -> RPCError {
    RPCError(
      .internal, "the service answers \(method.fullName) with \(method.kind == .unary ? "one message" : "a stream")")
  }

  fileprivate static func notStarted(_ error: RPCError) -> RPCError {
    var error = error
    error.notStarted = true
    return error
  }
}

/// Steers a stream's call, which is made after the stream.
final class LateControl: StreamControl {
  private let call = Mutex<InProcessCall?>(nil)

  func take(_ call: InProcessCall) { self.call.withLock { $0 = call } }

  func grant(_ items: UInt32) { call.withLock { $0 }?.grant(items) }

  func cancel() { call.withLock { $0 }?.cancel() }
}
