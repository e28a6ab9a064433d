// Refusals.swift: the failures the server itself answers with, before or without a service.

internal import TokenWire

extension RPCError {
  /// How long a client should wait when a limit that can pass is reached.
  private static let retryMilliseconds: UInt32 = 100

  /// The request message is larger than its method allows.
  static func tooLarge(limit: UInt32) -> RPCError {
    RPCError(
      .resourceExhausted, "the request is larger than \(limit) bytes; send less",
      details: [.limit("max-request-bytes", UInt64(limit))])
  }

  /// A limit that will have room again is reached.
  static func limitReached(_ name: String, _ maximum: Int) -> RPCError {
    RPCError(
      .resourceExhausted, "the limit \(name) of \(maximum) is reached; try again later",
      details: [.limit(name, UInt64(maximum))], retryAfterMilliseconds: retryMilliseconds)
  }

  /// A client floods its connection with PINGs.
  static func tooManyPings(_ maximum: Int) -> RPCError {
    RPCError(
      .resourceExhausted, "more than \(maximum) PINGs wait, the limit max-waiting-pings; wait for each PONG",
      details: [.limit("max-waiting-pings", UInt64(maximum))])
  }

  /// The metadata block is not what it should be.
  static func badMetadata(_ error: PayloadError) -> RPCError {
    let (field, reason) =
      switch error {
      case .metadataTruncated: ("metadata", "it is longer than its frame")
      case .metadata(let error): ("metadata", error.explanation)
      case .metadataLimit(let field, let reason): ("metadata.\(field)", reason)
      }
    return RPCError(.invalidArgument, "\(field) is wrong: \(reason)", details: [.field(field, reason)])
  }

  /// The request message can't be decoded.
  static func undecodable(_ error: DecodeError) -> RPCError {
    RPCError(
      .invalidArgument, "the request can't be read: \(error.explanation)",
      details: error.field.map { [.field($0, error.explanation)] } ?? [])
  }

  /// Nobody serves this method.
  static func unserved(_ method: String) -> RPCError {
    RPCError(.unimplemented, "the method \(method) is not served here; see the methods in the server's HELLO")
  }

  /// The reply is larger than a frame, or can't be encoded.
  static func unsendable(_ error: EncodeError) -> RPCError {
    switch error {
    case .containsNUL(let field): RPCError(.internal, "the service's answer has a NUL in \(field)")
    case .tooLarge: RPCError(.resourceExhausted, "the service's answer is larger than a frame may be; ask for less")
    }
  }

  /// A call id that was used, or passed over.
  static func idNotRising(_ id: UInt32, highest: UInt32) -> RPCError {
    RPCError(.invalidArgument, "call id \(id) is not above \(highest); number calls upwards")
  }

  /// CANCEL or CREDIT for a call that was never made.
  static func neverMade(_ id: UInt32, highest: UInt32) -> RPCError {
    RPCError(.invalidArgument, "call \(id) was never made; the last was \(highest)")
  }

  static let namelessMethod = RPCError(.invalidArgument, "method 0 needs the method's name in the metadata")
  static let tooMuchCredit = RPCError(.invalidArgument, "a stream's credit can't be above \(FrameLimits.maxCredit)")
  static let draining = RPCError(.unavailable, "the server is shutting down; connect to another or later")
  static let connectionAged = RPCError(
    .unavailable, "the connection's age and the grace after it are over; call again on another connection")
  static let late = RPCError(.deadlineExceeded, "the call's time was over before it was done")
  static let dropped = RPCError(.internal, "the service gave the call up without an answer")
  /// Never sent: there is nobody to send it to.
  static let connectionLost = RPCError(.cancelled, "the client's connection ended before the call did")
  static let creditUsedUp = RPCError(.cancelled, "the client closed its half and the stream's credit is used up")
}

extension Metadata {
  /// Why it can't go with an answer; nil: it can.
  var unsendable: RPCError? {
    ofAnswer.fault.map { RPCError(.internal, "the service's metadata can't be sent: \($0.field): \($0.reason)") }
  }
}

extension Detail {
  static func limit(_ name: String, _ maximum: UInt64) -> Self {
    Self(detail: .limit(LimitReached(limit: name, maximum: maximum)))
  }

  static func field(_ name: String, _ reason: String) -> Self {
    Self(detail: .field(FieldFault(field: name, reason: reason)))
  }
}

extension DecodeError {
  /// What is wrong, for people.
  var explanation: String {
    switch self {
    case .malformed(let message): "it is not a \(message)"
    case .notUTF8(let field): "the text \(field) is not UTF-8"
    case .containsNUL(let field): "the text \(field) holds a NUL"
    case .wrongLength(let field, let bytes, let expected): "\(field) has \(bytes) bytes, not \(expected)"
    case .tooLarge(let message): "the \(message) takes too much memory to decode"
    }
  }

  /// The field at fault, when it is one.
  var field: String? {
    switch self {
    case .notUTF8(let field), .containsNUL(let field), .wrongLength(let field, _, _): field
    case .malformed, .tooLarge: nil
    }
  }
}
