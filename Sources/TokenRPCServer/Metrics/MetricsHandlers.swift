// MetricsHandlers.swift: the metrics service: all that a server has counted, as Prometheus reads it.

internal import Synchronization
public import TokenWire

/// Answers the methods of `tokenrpc.v1.MetricsService`.
public final class MetricsHandlers: MetricsService {
  private let metrics: ServerMetrics
  /// Bytes of the last answer, about what the next one takes.
  private let lastBytes = Atomic(65_536)

  /// - Parameter metrics: those that are in the server's configuration.
  public init(_ metrics: ServerMetrics) {
    self.metrics = metrics
  }

  public func collect(_ message: CollectRequest, _ call: UnaryCall<CollectReply>) {
    // It is made when there is room to send it: what waits for room holds nothing.
    call.whenRoom(for: lastBytes.load(ordering: .relaxed)) { [self] in
      metrics.collect { [self] families in
        let text = MetricText.text(of: families)
        lastBytes.store(text.utf8.count, ordering: .relaxed)
        call.succeed(CollectReply(text: text))
      }
    }
  }
}
