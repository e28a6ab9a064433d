// RPCError.swift: why a call failed, the same value on both sides of the wire.

/// A call's failure: what a RESPONSE or END with a code other than 0 carries, or what the client found itself.
public struct RPCError: Error, Sendable, Equatable {
  /// Never `ok`.
  public var code: StatusCode
  /// For people: lower case, no full stop, what to do next.
  public var message: String
  /// The same for programs.
  public var details: [Detail]
  /// The server did nothing: the call may be repeated whatever it is.
  public var notStarted: Bool
  /// How long to wait before trying again, in milliseconds; 0 when not said.
  public var retryAfterMilliseconds: UInt32

  public init(
    _ code: StatusCode, _ message: String, details: [Detail] = [], notStarted: Bool = false,
    retryAfterMilliseconds: UInt32 = 0
  ) {
    precondition(code != .ok, "a failure can't be OK")
    self.code = code
    self.message = message
    self.details = details
    self.notStarted = notStarted
    self.retryAfterMilliseconds = retryAfterMilliseconds
  }
}
