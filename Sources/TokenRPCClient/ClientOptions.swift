// ClientOptions.swift: what can be set of a client, each with its default.

internal import TokenWire

/// Settings of a client. Fixed once it is made.
public struct ClientOptions: Sendable {
  /// How long a unary call may take when the call itself doesn't say; nil: for ever. Streams have no default.
  public var timeout: Duration? = .seconds(30)
  /// How long resolving and connecting may take before the calls that wait fail UNAVAILABLE.
  public var connectTimeout: Duration = .seconds(5)
  /// How long a server may take to say HELLO before it is taken for something else.
  public var helloTimeout: Duration = .seconds(10)
  /// Calls that don't say otherwise wait for a server that can't be reached, until their time is over. If not, they
  /// fail UNAVAILABLE as soon as no server can be reached: gRPC's fail fast.
  public var waitsForReady = false
  /// How long a server that could not be reached is left alone. Meanwhile calls that don't wait fail at once.
  public var reconnecting = Backoff.connecting
  /// Which calls are tried again, and how often.
  public var retry = RetryPolicy()
  /// With calls in flight and nothing received for so long the server is asked for a sign of life; nil: never. Never
  /// more often than the server welcomes.
  public var keepaliveInterval: Duration? = .seconds(60)
  /// How long such a sign may take before the connection is taken for lost.
  public var keepaliveTimeout: Duration = .seconds(20)
  /// Items of a stream the server may send ahead of the reader, 1 to 65,536.
  public var streamCredit: UInt32 = 32
  /// The longest frame that is accepted from the server, in bytes of its payload.
  public var maxFrameBytes: UInt32 = 4 * 1024 * 1024
  /// Calls that may wait for a connection or a free slot; one more fails RESOURCE_EXHAUSTED.
  public var maxWaitingCalls = 65_536
  /// Bytes that may wait for the socket; beyond it calls wait unsent.
  public var maxBufferedBytes = 1024 * 1024
  /// The program's name and version, for the server's log. At most 256 bytes.
  public var name = ""
  /// Is shown every frame: one that is sent when it enters the buffer for the socket, one that is received before it is
  /// acted on. nil: nobody looks, and that costs nothing.
  public var frameObserver: FrameObserver?

  public init() {}

  func validate() {
    precondition((1...65_536).contains(streamCredit), "a stream's credit is 1 to 65,536 items")
    precondition(name.utf8.count <= FrameLimits.clientNameBytes, "a client's name has at most 256 bytes")
    precondition(keepaliveInterval.map { $0 > .zero } ?? true, "a keepalive interval is more than nothing")
    precondition(keepaliveTimeout > .zero, "a keepalive timeout is more than nothing")
    retry.validate()
  }
}
