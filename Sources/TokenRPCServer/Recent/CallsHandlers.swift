// CallsHandlers.swift: the calls service: what failed or was slow lately, of all reactors.

public import TokenWire

/// Answers the methods of `tokenrpc.v1.CallsService`.
public final class CallsHandlers: CallsService {
  /// Calls in a reply, and when the request does not say.
  static let maxLimit = 1_000
  static let defaultLimit = 100
  /// What a call takes in a reply, at most, with usual names of its method and its peer.
  private static let callReplyBytes = KeptCalls.messageBytes + 192

  private let metrics: ServerMetrics

  /// - Parameter metrics: those that are in the server's configuration.
  public init(_ metrics: ServerMetrics) {
    self.metrics = metrics
  }

  public func recent(_ message: RecentRequest, _ call: UnaryCall<RecentReply>) {
    let limit = message.limit == 0 ? Self.defaultLimit : Int(message.limit)
    guard limit <= Self.maxLimit else { return call.fail(.invalid("limit", "must be at most \(Self.maxLimit)")) }
    let (nanoseconds, overflows) = message.atLeastMs.multipliedReportingOverflow(by: 1_000_000)
    let atLeast = overflows ? UInt64.max : nanoseconds
    // It is made when there is room to send it: what waits for room holds nothing.
    call.whenRoom(for: limit * Self.callReplyBytes) { [metrics] in
      metrics.recentCalls(onlyFailed: message.onlyFailed, atLeast: atLeast) { calls, methods, slowCall in
        let newest = calls.sorted { $0.endedMilliseconds > $1.endedMilliseconds }.prefix(limit)
        call.succeed(
          RecentReply(
            calls: newest.map { RecentCall($0, method: methods[$0.method]) }, slowCallMs: slowCall / 1_000_000))
      }
    }
  }
}

extension RecentCall {
  fileprivate init(_ call: KeptCall, method: String) {
    self.init(
      endedMs: call.endedMilliseconds, method: method, code: UInt32(call.code.rawValue), message: call.message,
      durationUs: call.nanoseconds / 1_000, requestBytes: call.requestBytes, peer: call.peer, callId: call.id)
  }
}
