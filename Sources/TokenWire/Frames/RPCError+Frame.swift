// RPCError+Frame.swift: a failure as the RESPONSE or END that carries it, and back.

extension [UInt8] {
  /// Appends the frame that ends a call with `error`. `type` is `.response` or `.end`; `itemsSent` belongs to an END.
  /// `metadata` goes before it, with the error's time to retry after if it has one. Never fails: of what can't be sent,
  /// the code always is.
  public mutating func append(
    _ error: RPCError, _ type: FrameType, callID: UInt32, itemsSent: UInt32 = 0, metadata: Metadata? = nil,
    in arena: Arena
  ) {
    precondition(type == .response || type == .end, "a failure travels in RESPONSE or END")
    var header = FrameHeader(type, code: error.code.rawValue, callID: callID, argument: itemsSent)
    if error.notStarted { header.flags.insert(.notStarted) }
    let block = error.block(with: metadata)
    // What can't be encoded is left out: first the details, then the message.
    let message = error.sendableMessage
    for failure in [Failure(message: message, details: error.details), Failure(message: message)] {
      if (try? append(header, metadata: block, failure, in: arena)) != nil { return }
    }
    append(header)
  }
}

extension RPCError {
  /// The failure in the payload of a RESPONSE or END; nil when the code says it is none. A payload that can't be read
  /// costs the message and the details, not the code.
  public init?(_ header: FrameHeader, payload: UnsafeRawBufferPointer, in arena: Arena) {
    guard header.code != 0 else { return nil }
    let code = StatusCode(wire: header.code)
    self.init(code, "", notStarted: header.flags.contains(.notStarted))
    guard let parts = try? FramePayload(payload, flags: header.flags),
      let metadata = try? parts.decodedMetadata(in: arena),
      let failure = try? Failure(decoding: parts.message, in: arena)
    else {
      message = "the server's reason can't be read"
      return
    }
    retryAfterMilliseconds = metadata.retryAfterMs
    message = failure.message
    details = failure.details
  }

  /// The metadata block before the failure; nil: none. Entries against the protocol's limits are left out.
  fileprivate func block(with metadata: Metadata?) -> Metadata? {
    guard let metadata else {
      return retryAfterMilliseconds == 0 ? nil : Metadata(retryAfterMs: retryAfterMilliseconds)
    }
    var block = metadata.ofAnswer
    if block.fault != nil { block.entries = [] }
    if retryAfterMilliseconds != 0 { block.retryAfterMs = retryAfterMilliseconds }
    return block.isBlank ? nil : block
  }

  /// The message as it may travel: without NUL, at most `FrameLimits.failureMessageBytes` long.
  fileprivate var sendableMessage: String {
    let fits = message.utf8.count <= FrameLimits.failureMessageBytes
    guard !fits || message.utf8.contains(0) else { return message }
    var text = ""
    var bytes = 0
    for scalar in message.unicodeScalars where scalar.value != 0 {
      bytes += UTF8.width(scalar)
      if bytes > FrameLimits.failureMessageBytes { break }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
