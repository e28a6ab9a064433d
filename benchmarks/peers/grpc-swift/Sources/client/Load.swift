// Load.swift: what is asked of the client, and how it runs: each connection a client of its own, with its lanes.

internal import Checks
internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix

struct Load {
  let host: String
  let port: Int
  let connections: Int
  /// Calls in flight on each connection.
  let depth: Int
  /// What is measured; the warm-up comes before.
  let seconds: Double

  static func parse(_ words: [String]) throws(ClientError) -> Load {
    guard words.count == 4 else { throw .usage }
    let address = words[0].split(separator: ":")
    guard address.count == 2, let port = Int(address[1]), let connections = Int(words[1]), let depth = Int(words[2]),
      let seconds = Double(words[3]), connections > 0, depth > 0, seconds > 0
    else { throw .badNumbers }
    return Load(host: String(address[0]), port: port, connections: connections, depth: depth, seconds: seconds)
  }

  /// The latencies of all calls that ended while it was measured, in microseconds.
  func run() async throws(ClientError) -> [Double] {
    let start = ContinuousClock.now + .seconds(seconds / 10)
    let measured = start..<(start + .seconds(seconds))
    do {
      return try await gather(connections) { try await connection($0, measured: measured) }
    } catch let error as RPCError {
      throw .callFailed(error.message)
    } catch {
      throw error as? ClientError ?? .callFailed("\(error)")
    }
  }

  private func connection(_ number: Int, measured: Range<ContinuousClock.Instant>) async throws -> [Double] {
    let transport = try HTTP2ClientTransport.Posix(
      target: .ipv4(address: host, port: port), transportSecurity: .plaintext)
    return try await withGRPCClient(transport: transport) { client in
      try await gather(depth) { lane in
        let index = lane * connections + number
        let identity = Array(repeating: UInt8(truncatingIfNeeded: index), count: Check.identityBytes)
        return try await Lane(client: client, identity: identity, measured: measured).run()
      }
    }
  }

  /// What `count` tasks find, started at once.
  private func gather(_ count: Int, _ find: @escaping @Sendable (Int) async throws -> [Double]) async throws -> [Double]
  {
    try await withThrowingTaskGroup { group in
      for index in 0..<count { group.addTask { try await find(index) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }
}
