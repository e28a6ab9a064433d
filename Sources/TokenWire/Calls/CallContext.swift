// CallContext.swift: what a handler knows of a call besides its message.

/// What a handler knows of a call besides its message.
public struct CallContext: Sendable {
  /// The instant the client gives up, in nanoseconds of the monotonic clock (`clock_gettime(CLOCK_MONOTONIC)`); nil: it
  /// set none.
  public var deadlineNanoseconds: UInt64?
  /// The metadata block of the request; all defaults when there was none.
  public var metadata: Metadata
  /// The tenant, from the connection's HELLO; 0 is the default realm.
  public var realm: UInt32
  /// Who calls: the number a credential was accepted for; 0 is nobody in particular.
  public var caller: UInt64
  /// The peer's address as text, for logs.
  public var peer: String

  public init(
    deadlineNanoseconds: UInt64? = nil, metadata: Metadata = Metadata(), realm: UInt32 = 0, caller: UInt64 = 0,
    peer: String = ""
  ) {
    self.deadlineNanoseconds = deadlineNanoseconds
    self.metadata = metadata
    self.realm = realm
    self.caller = caller
    self.peer = peer
  }
}
