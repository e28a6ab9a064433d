// PingTable.swift: the round trips that are being measured.

internal import TokenNet
internal import TokenWire

/// What a PING found.
public struct PingReply: Sendable {
  /// From writing the PING to reading the PONG.
  public let roundTrip: Duration
  /// The server's name and version, as its HELLO says.
  public let server: String
  /// The protocol versions the server speaks.
  public let protocolVersions: ClosedRange<UInt32>
}

/// Somebody who waits for a PONG. `completion` is called once.
struct PendingPing {
  let completion: @Sendable (Result<PingReply, RPCError>) -> Void
}

/// Pings by their numbers, which travel as the opaque argument of PING and PONG.
struct PingTable {
  /// Where and when a PING was written.
  private struct Sent {
    let connection: ObjectIdentifier
    let at: UInt64
  }

  private struct Entry {
    let ping: PendingPing
    /// nil: not yet.
    var sent: Sent?
    /// Ends it when it takes too long.
    var timer: TimerToken?
  }

  private let loop: EventLoop
  private var entries: [UInt32: Entry] = [:]
  private var lastNumber: UInt32 = 0

  init(on loop: EventLoop) { self.loop = loop }

  /// Some have not been sent.
  var isWaiting: Bool { entries.values.contains { $0.sent == nil } }

  mutating func add(_ ping: PendingPing) -> UInt32 {
    lastNumber &+= 1
    entries[lastNumber] = Entry(ping: ping)
    return lastNumber
  }

  /// The timer that fails a ping when its time is over.
  mutating func setTimer(_ timer: TimerToken, of number: UInt32) { entries[number]?.timer = timer }

  private mutating func remove(_ number: UInt32) -> Entry? {
    let entry = entries.removeValue(forKey: number)
    if let timer = entry?.timer { loop.cancel(timer) }
    return entry
  }

  /// The numbers that have not been sent, which count as sent there and then.
  mutating func takeWaiting(on connection: ObjectIdentifier, at now: UInt64) -> [UInt32] {
    let numbers = entries.filter { $0.value.sent == nil }.keys.sorted()
    for number in numbers { entries[number]?.sent = Sent(connection: connection, at: now) }
    return numbers
  }

  /// The PONG came. One that nobody waits for is ignored.
  mutating func finish(_ number: UInt32, at now: UInt64, server: ServerHello?) {
    guard let sent = entries[number]?.sent, let entry = remove(number) else { return }
    let versions = server.map { $0.versionMin...max($0.versionMin, $0.versionMax) } ?? 0...0
    let reply = PingReply(
      roundTrip: .nanoseconds(Int64(clamping: now - min(now, sent.at))), server: server?.server ?? "",
      protocolVersions: versions)
    entry.ping.completion(.success(reply))
  }

  mutating func fail(_ number: UInt32, _ error: RPCError) {
    remove(number)?.ping.completion(.failure(error))
  }

  /// Fails those whose connection is gone.
  mutating func failSent(on connection: ObjectIdentifier, _ error: RPCError) {
    for (number, entry) in entries where entry.sent?.connection == connection { fail(number, error) }
  }

  mutating func failAll(_ error: RPCError) {
    for number in entries.keys { fail(number, error) }
  }
}
