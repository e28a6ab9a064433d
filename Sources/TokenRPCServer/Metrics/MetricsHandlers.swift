// MetricsHandlers.swift: the metrics service: all that a server has counted, as Prometheus reads it.

public import TokenWire

/// Answers the methods of `tokenrpc.v1.MetricsService`.
public final class MetricsHandlers: MetricsService {
  private let metrics: ServerMetrics

  /// - Parameter metrics: those that are in the server's configuration.
  public init(_ metrics: ServerMetrics) {
    self.metrics = metrics
  }

  public func collect(_ message: CollectRequest, _ call: UnaryCall<CollectReply>) {
    metrics.collect { families in
      let text = MetricText.text(of: families)
      call.whenRoom(for: text.utf8.count) { call.succeed(CollectReply(text: text)) }
    }
  }
}
