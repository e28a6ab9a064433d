// Lane.swift: one of the calls that are always under way, begun again when it has ended.

internal import Checks
internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix

struct Lane {
  let client: GRPCClient<HTTP2ClientTransport.Posix>
  let identity: [UInt8]
  let measured: Range<ContinuousClock.Instant>

  /// Calls until the time is over; the latencies of the calls that ended while it was measured, in microseconds.
  func run() async throws -> [Double] {
    var latencies: [Double] = []
    var now = ContinuousClock.now
    while now < measured.upperBound {
      let begun = ContinuousClock.now
      let reply = try await check()
      now = ContinuousClock.now
      guard Check.isValid(reply) else { throw ClientError.callFailed("the reply is not valid") }
      if measured.contains(now) { latencies.append((now - begun) / .microseconds(1)) }
    }
    return latencies
  }

  private func check() async throws -> [UInt8] {
    try await client.unary(
      request: ClientRequest(message: identity), descriptor: Check.method, serializer: Bytes(), deserializer: Bytes(),
      options: .defaults
    ) { try $0.message }
  }
}
