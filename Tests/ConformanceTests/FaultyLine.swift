// FaultyLine.swift: a line between a client and a server that carries their bytes in an unkind manner: in crumbs, in
// heaps, or up to a reset. Blocking sockets, two threads a connection.

import Dispatch
import Glibc
import Synchronization
import TokenNet
import TokenWire

/// Listens on a port of its own and carries each connection to the server behind it.
final class FaultyLine: Sendable {
  /// What happens to bytes on their way.
  enum Manner: Sendable {
    /// Both ways in pieces of 1 to 5 bytes.
    case crumbs
    /// Both ways together with everything that comes within 10 ms.
    case heaps
    /// Until the server's first frame behind HELLO, of which only so much arrives; then the client is reset.
    case reset(Place)
  }

  /// How much of a frame arrives.
  enum Place: Sendable, CaseIterable {
    case header
    case half
    case whole
  }

  let endpoint: Endpoint
  private let listener: BlockingSocket
  private let server: UInt16
  private let manner: Manner

  init(to server: Endpoint, _ manner: Manner) throws {
    guard case .tcp(_, let port) = server else { preconditionFailure("a line goes over TCP") }
    self.server = port
    self.manner = manner
    (listener, endpoint) = try BlockingSocket.listening(on: 0)
    DispatchQueue(label: "faulty line").async { self.run() }
  }

  /// Takes no further connections. Those that stand go on until either side closes.
  func stop() { listener.shutdown(SHUT_RDWR) }

  private func run() {
    while let client = listener.accept() {
      guard let server = try? BlockingSocket.connected(to: server) else {
        client.close()
        continue
      }
      let carrier = Carrier(client: client, server: server, manner: manner)
      DispatchQueue(label: "faulty line, requests").async { carrier.carryRequests() }
      DispatchQueue(label: "faulty line, replies").async { carrier.carryReplies() }
    }
    listener.close()
  }
}

/// Carries one connection. Whichever direction ends last closes both sockets.
private final class Carrier: Sendable {
  private let client: BlockingSocket
  private let server: BlockingSocket
  private let manner: FaultyLine.Manner
  private let directions = Atomic<Int>(2)

  init(client: BlockingSocket, server: BlockingSocket, manner: FaultyLine.Manner) {
    self.client = client
    self.server = server
    self.manner = manner
  }

  func carryRequests() {
    while let bytes = next(from: client), carry(bytes, to: server) {}
    server.shutdown(SHUT_WR)
    directionEnded()
  }

  func carryReplies() {
    if case .reset(let place) = manner {
      carryReplies(upTo: place)
      client.resetsOnClose()
      client.shutdown(SHUT_RD)
      server.shutdown(SHUT_RDWR)
    } else {
      while let bytes = next(from: server), carry(bytes, to: client) {}
      client.shutdown(SHUT_WR)
    }
    directionEnded()
  }

  private func directionEnded() {
    guard directions.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
    client.close()
    server.close()
  }

  /// What comes next; nil at the end.
  private func next(from source: BlockingSocket) -> [UInt8]? {
    guard var bytes = source.read() else { return nil }
    guard case .heaps = manner else { return bytes }
    while source.hasInput(withinMilliseconds: 10), bytes.count < 1 << 18, let more = source.read() { bytes += more }
    return bytes
  }

  private func carry(_ bytes: [UInt8], to target: BlockingSocket) -> Bool {
    guard case .crumbs = manner else { return target.write(bytes[...]) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let crumb = rest.prefix(.random(in: 1...5))
      guard target.write(crumb) else { return false }
      rest = rest.dropFirst(crumb.count)
    }
    return true
  }

  /// Carries the server's HELLO and then only so much of one frame.
  private func carryReplies(upTo place: FaultyLine.Place) {
    var bytes: [UInt8] = []
    while true {
      while let header = bytes.withUnsafeBytes({ FrameHeader($0) }) {
        let length = FrameHeader.bytes + Int(header.length)
        guard bytes.count >= length else { break }
        guard header.type == .hello else {
          let half = FrameHeader.bytes + Int(header.length) / 2
          let end = [.header: FrameHeader.bytes, .half: half, .whole: length][place] ?? 0
          _ = client.write(bytes[..<end])
          return
        }
        _ = client.write(bytes[..<length])
        bytes.removeFirst(length)
      }
      guard let more = server.read() else { return }
      bytes += more
    }
  }
}
