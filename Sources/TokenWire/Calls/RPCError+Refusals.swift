// RPCError+Refusals.swift: the failures that calls end with without their service, wherever they are served.

extension RPCError {
  /// The request message is larger than its method allows.
  package static func tooLarge(limit: UInt32) -> RPCError {
    RPCError(
      .resourceExhausted, "the request is larger than \(limit) bytes; send less",
      details: [.limit("max-request-bytes", UInt64(limit))])
  }

  /// The metadata block is not what it should be.
  package static func badMetadata(_ error: PayloadError) -> RPCError {
    let (field, reason) =
      switch error {
      case .metadataTruncated: ("metadata", "it is longer than its frame")
      case .metadata(let error): ("metadata", error.explanation)
      case .metadataLimit(let field, let reason): ("metadata.\(field)", reason)
      }
    return RPCError(.invalidArgument, "\(field) is wrong: \(reason)", details: [.field(field, reason)])
  }

  /// The request message can't be decoded.
  package static func undecodable(_ error: DecodeError) -> RPCError {
    RPCError(
      .invalidArgument, "the request can't be read: \(error.explanation)",
      details: error.field.map { [.field($0, error.explanation)] } ?? [])
  }

  /// Nobody serves this method.
  package static func unserved(_ method: String) -> RPCError {
    RPCError(.unimplemented, "the method \(method) is not served here; `rpc-cli list` shows what is")
  }

  /// The reply is larger than a frame, or can't be encoded.
  package static func unsendable(_ error: EncodeError) -> RPCError {
    switch error {
    case .containsNUL(let field): RPCError(.internal, "the service's answer has a NUL in \(field)")
    case .tooLarge: RPCError(.resourceExhausted, "the service's answer is larger than a frame may be; ask for less")
    }
  }

  package static let late = RPCError(.deadlineExceeded, "the call's time was over before it was done")
  package static let dropped = RPCError(.internal, "the service gave the call up without an answer")
}

extension Metadata {
  /// Why it can't go with an answer; nil: it can.
  package var unsendable: RPCError? {
    ofAnswer.fault.map { RPCError(.internal, "the service's metadata can't be sent: \($0.field): \($0.reason)") }
  }
}

extension Detail {
  package static func limit(_ name: String, _ maximum: UInt64) -> Self {
    Self(detail: .limit(LimitReached(limit: name, maximum: maximum)))
  }

  package static func field(_ name: String, _ reason: String) -> Self {
    Self(detail: .field(FieldFault(field: name, reason: reason)))
  }
}

extension DecodeError {
  /// What is wrong, for people.
  package var explanation: String {
    switch self {
    case .malformed(let message): "it is not a \(message)"
    case .notUTF8(let field): "the text \(field) is not UTF-8"
    case .containsNUL(let field): "the text \(field) holds a NUL"
    case .wrongLength(let field, let bytes, let expected): "\(field) has \(bytes) bytes, not \(expected)"
    case .tooLarge(let message): "the \(message) takes too much memory to decode"
    }
  }

  /// The field at fault, when it is one.
  package var field: String? {
    switch self {
    case .notUTF8(let field), .containsNUL(let field), .wrongLength(let field, _, _): field
    case .malformed, .tooLarge: nil
    }
  }
}
