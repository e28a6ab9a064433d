// ServerLimits.swift: every limit of the server, with its name, default, unit and range. Past one of them a call is
// refused, or the connection is closed with a reason; nothing grows without one.

internal import TokenWire

/// The limits of a server. A limit's name is the same in failures, in docs/protocol.md and as a flag.
public struct ServerLimits: Sendable, Equatable {
  /// `max-frame-bytes`: the largest payload of a frame, 65,536 to 16,777,215 bytes.
  public var maxFrameBytes = 4 << 20
  /// `max-request-bytes`: the largest request message of any method, 1,024 to 16,777,215 bytes. A method may set less.
  public var maxRequestBytes = 4 << 20
  /// `max-calls-per-connection`: calls in flight on one connection, 64 to 1,000,000. A cancelled call counts until its
  /// work has stopped.
  public var maxCallsPerConnection = 1_024
  /// `max-streams-per-connection`: streams among them, 1 to 1,000,000. A stream may stay for ever and costs more than a
  /// call.
  public var maxStreamsPerConnection = 100
  /// `max-calls`: calls in flight on all connections, 64 to 10,000,000.
  public var maxCalls = 65_536
  /// `max-streams`: streams among them, 1 to 10,000,000; one less than `max-calls` at most, so that followers who stay
  /// leave room for calls that end.
  public var maxStreams = 8_192
  /// Streams in force.
  var streamLimit: Int { min(maxStreams, maxCalls - 1) }
  /// `max-connections`: connections at once, 1 to 1,000,000; fewer when the system allows fewer open files, see
  /// `RPCServer.connectionLimit`.
  public var maxConnections = 10_000
  /// `max-buffered-bytes-per-connection`: bytes of unsent answers of one connection, 1 MiB to 1 GiB and at least twice
  /// `max-frame-bytes`. At half of it the server stops reading that connection; past it an answer over 4 KiB that was
  /// made without asking for room fails. An unfinished frame of at most `max-frame-bytes` comes on top.
  public var maxBufferedBytesPerConnection = 8 << 20
  /// `max-buffered-bytes`: unsent answers and unfinished frames of all connections, 1 MiB to 1 TiB. Past it calls are
  /// refused, and answers over 4 KiB fail.
  public var maxBufferedBytes = 256 << 20
  /// `hello-timeout`: from the connection to the client's HELLO, 1 ms to 1 h.
  public var helloTimeout = Duration.seconds(5)
  /// `frame-timeout`: from the first byte of a frame to its last, 1 ms to 1 h.
  public var frameTimeout = Duration.seconds(10)
  /// `output-timeout`: the time answers may wait without the client taking a byte, 1 ms to 1 h.
  public var outputTimeout = Duration.seconds(30)
  /// `idle-timeout`: a connection without a call in flight is closed after this, 1 ms to 7 days.
  public var idleTimeout = Duration.seconds(600)
  /// `linger-timeout`: from the last byte sent to the client's own close, 1 ms to 1 min.
  public var lingerTimeout = Duration.seconds(2)
  /// `ping-interval`: the shortest time between two PINGs that is welcome, 1 ms to 1 h. Told to clients; the PONGs of
  /// one that goes on asking more often come late.
  public var pingInterval = Duration.seconds(10)
  /// `max-waiting-pings`: PINGs of one connection whose PONGs are held back, 1 to 10,000. Only a flood comes there; its
  /// connection is closed.
  public var maxWaitingPings = 100
  /// `keepalive-interval`: a client of which nothing was heard for so long is sent a PING, 0 (never) or 1 ms to 1 day.
  /// Less than the four minutes after which the first of the usual load balancers forgets a quiet connection.
  public var keepaliveInterval = Duration.seconds(120)
  /// `keepalive-timeout`: from that PING to the close when no byte comes, 1 ms to 1 h.
  public var keepaliveTimeout = Duration.seconds(20)
  /// `connection-age`: when a connection has lasted so long, give or take a tenth, it takes no further calls, and the
  /// client opens another; 0 (never) or 1 ms to 365 days.
  public var connectionAge = Duration.zero
  /// `connection-age-grace`: what calls in flight have from then on until they end, 0 to 1 day.
  public var connectionAgeGrace = Duration.seconds(60)
  /// `slow-call`: a unary call that takes so long is remembered although it succeeds, 0 (none is) or 1 ms to 1 day.
  public var slowCall = Duration.milliseconds(100)
  /// `recent-calls`: calls that are remembered by each event loop, of those that failed and of those that were slow, 0
  /// to 65,536 of each.
  public var recentCalls = 256

  public init() {}

  /// Throws when a limit is out of its range or two contradict each other.
  public func validate() throws(ServerError) {
    for limit in ServerLimit.all where !limit.holds(in: self) {
      throw .limitOutOfRange(name: limit.name, allowed: limit.allowed)
    }
    if maxBufferedBytesPerConnection < 2 * maxFrameBytes {
      throw .limitOutOfRange(name: "max-buffered-bytes-per-connection", allowed: "at least twice max-frame-bytes")
    }
  }
}

/// One limit, for programs that make flags of them.
public struct ServerLimit: Sendable {
  /// Where the limit is kept, with the values it may have.
  public enum Setting: Sendable {
    case count(any WritableKeyPath<ServerLimits, Int> & Sendable, ClosedRange<Int>)
    case time(any WritableKeyPath<ServerLimits, Duration> & Sendable, ClosedRange<Duration>)
  }

  /// `max-frame-bytes`.
  public let name: String
  /// One line for help.
  public let summary: String
  public let setting: Setting

  /// No server goes below what a client may assume before it has read the server's HELLO.
  private static let frameBytes = Int(FrameLimits.payloadBytesBeforeHello)...Int(FrameLimits.hardCapBytes)
  private static let leastCalls = FrameLimits.callsBeforeHello

  /// Every limit, in the order people should read them.
  public static let all: [ServerLimit] = [
    .count("max-frame-bytes", "largest payload of a frame in bytes", \.maxFrameBytes, frameBytes),
    .count("max-request-bytes", "largest request message in bytes", \.maxRequestBytes, 1_024...frameBytes.upperBound),
    .count(
      "max-calls-per-connection", "calls in flight per connection", \.maxCallsPerConnection, leastCalls...1_000_000),
    .count("max-streams-per-connection", "streams per connection", \.maxStreamsPerConnection, 1...1_000_000),
    .count("max-calls", "calls in flight in all", \.maxCalls, leastCalls...10_000_000),
    .count("max-streams", "streams in flight in all", \.maxStreams, 1...10_000_000),
    .count("max-connections", "connections at once", \.maxConnections, 1...1_000_000),
    .count(
      "max-buffered-bytes-per-connection", "bytes buffered per connection, twice a frame at least",
      \.maxBufferedBytesPerConnection,
      1 << 20...1 << 30),
    .count("max-buffered-bytes", "bytes buffered in all", \.maxBufferedBytes, 1 << 20...1 << 40),
    .time("hello-timeout", "time to a client's HELLO", \.helloTimeout, .hour),
    .time("frame-timeout", "time to complete a frame", \.frameTimeout, .hour),
    .time("output-timeout", "time without progress of waiting output", \.outputTimeout, .hour),
    .time("idle-timeout", "time without a call until a connection is closed", \.idleTimeout, .week),
    .time("linger-timeout", "time for a client to close after the server has", \.lingerTimeout, .minute),
    .time("ping-interval", "shortest welcome time between two PINGs", \.pingInterval, .hour),
    .count("max-waiting-pings", "answers to too many PINGs held back, per connection", \.maxWaitingPings, 1...10_000),
    .time(
      "keepalive-interval", "time without a byte of a client until it is asked with PING; 0s: never",
      \.keepaliveInterval, .day),
    .time("keepalive-timeout", "time for any byte of it from then on", \.keepaliveTimeout, .hour),
    .time(
      "connection-age", "age, give or take a tenth, at which a connection is drained; 0s: never", \.connectionAge, .year
    ),
    .time("connection-age-grace", "time for calls in flight then", \.connectionAgeGrace, .day),
    .time("slow-call", "time from which a call is remembered as slow; 0s: none is", \.slowCall, .day),
    .count(
      "recent-calls", "calls remembered per event loop, of the failed and of the slow", \.recentCalls, 0...65_536),
  ]

  /// The allowed values, for people.
  public var allowed: String {
    switch setting {
    case .count(_, let range): "\(range.lowerBound) to \(range.upperBound)"
    case .time(_, let range): "\(range.lowerBound) to \(range.upperBound)"
    }
  }

  func holds(in limits: ServerLimits) -> Bool {
    switch setting {
    case .count(let path, let range): range.contains(limits[keyPath: path])
    case .time(let path, let range): range.contains(limits[keyPath: path])
    }
  }

  private static func count(
    _ name: String, _ summary: String, _ path: any WritableKeyPath<ServerLimits, Int> & Sendable,
    _ range: ClosedRange<Int>
  ) -> ServerLimit {
    ServerLimit(name: name, summary: summary, setting: .count(path, range))
  }

  private static func time(
    _ name: String, _ summary: String, _ path: any WritableKeyPath<ServerLimits, Duration> & Sendable,
    _ range: ClosedRange<Duration>
  ) -> ServerLimit {
    ServerLimit(name: name, summary: summary, setting: .time(path, range))
  }
}

extension ClosedRange<Duration> {
  fileprivate static var minute: Self { .milliseconds(1) ... .seconds(60) }
  fileprivate static var hour: Self { .milliseconds(1) ... .seconds(3_600) }
  fileprivate static var day: Self { .zero ... .seconds(86_400) }
  fileprivate static var year: Self { .zero ... .seconds(365 * 86_400) }
  fileprivate static var week: Self { .milliseconds(1) ... .seconds(7 * 86_400) }
}
