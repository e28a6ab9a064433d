// Refusals.swift: the failures the server itself answers with, before or without a service.

internal import TokenWire

extension RPCError {
  /// How long a client should wait when a limit that can pass is reached.
  private static let retryMilliseconds: UInt32 = 100

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
  /// Never sent: there is nobody to send it to.
  static let connectionLost = RPCError(.cancelled, "the client's connection ended before the call did")
  static let creditUsedUp = RPCError(.cancelled, "the client closed its half and the stream's credit is used up")
}
