// ServerMetrics+Families.swift: the server's own metrics by name. docs/operations.md has them all.

internal import TokenWire

extension ServerMetrics.Source {
  /// All metrics of the server.
  func families(_ counts: ReactorCounts, polledNanoseconds: UInt64) -> [MetricFamily] {
    calls(counts) + connections(counts) + faults(counters.counts) + [
      MetricFamily(
        "tokenrpc_server_polled_seconds_total", .counter,
        "Processor time of event loops that polled for more instead of sleeping and had nothing to do.",
        [MetricSample(Double(polledNanoseconds) / 1e9)])
    ]
  }

  private func calls(_ counts: ReactorCounts) -> [MetricFamily] {
    [
      MetricFamily(
        "tokenrpc_server_calls_total", .counter, "Calls that have ended, by method and status code.",
        methods.indices.flatMap { ends(of: $0, counts) }),
      MetricFamily(
        "tokenrpc_server_call_duration_seconds", .histogram,
        "Time from reading a request to the end of the turn that answered it, by method.",
        methods.indices.flatMap { counts.durations($0).samples(labels: [method($0)]) }),
      .gauge("tokenrpc_server_calls_in_flight", "Calls that are not answered yet.", Double(usage.callCount)),
      .gauge("tokenrpc_server_streams_in_flight", "Streams among them.", Double(usage.streamCount)),
    ]
  }

  /// OK is always told, other codes once they have come.
  private func ends(of row: Int, _ counts: ReactorCounts) -> [MetricSample] {
    StatusCode.allCases.compactMap { code in
      let count = counts.calls(row, code)
      guard count > 0 || code == .ok else { return nil }
      return MetricSample(Double(count), labels: [method(row), MetricLabel("code", code.name)])
    }
  }

  private func method(_ row: Int) -> MetricLabel { MetricLabel("method", methods[row]) }

  private func connections(_ counts: ReactorCounts) -> [MetricFamily] {
    [
      .counter("tokenrpc_server_received_bytes_total", "Bytes read from clients.", counts.receivedBytes),
      .counter("tokenrpc_server_sent_bytes_total", "Bytes written to clients.", counts.sentBytes),
      .gauge(
        "tokenrpc_server_buffered_bytes",
        "Bytes of unsent answers, unfinished frames, and the requests of calls in flight.",
        Double(usage.bufferedByteCount)),
      .gauge("tokenrpc_server_connections", "Connections that are open.", Double(usage.connectionCount)),
      .gauge("tokenrpc_server_connections_limit", "Connections at once that are taken.", Double(usage.connectionLimit)),
    ]
  }

  private func faults(_ counts: ServerCounts) -> [MetricFamily] {
    let rows: [(name: String, help: String, count: Int)] = [
      ("connections_accepted", "Connections taken.", counts.connectionsAccepted),
      ("connections_refused", "Connections turned away at the limit max-connections.", counts.connectionsRefused),
      ("accepts_exhausted", "Accepts that failed for want of a descriptor.", counts.acceptsExhausted),
      ("bad_frames", "Connections closed because the client broke the protocol.", counts.badFrames),
      ("timeouts", "Connections closed because the client was too slow.", counts.timeouts),
      ("idle_closes", "Connections closed for idleness.", counts.idleCloses),
      ("overflows", "Answers failed and connections closed at a limit of buffered bytes.", counts.overflows),
      ("calls_refused", "Calls refused before their service saw them, at a limit or as wrong.", counts.callsRefused),
      ("calls_cancelled", "Calls ended by the client's CANCEL or a frame against the rules.", counts.callsCancelled),
      ("deadlines_exceeded", "Calls ended by their deadline after they had begun.", counts.deadlinesExceeded),
      ("calls_lost", "Calls that ended with their connection.", counts.callsLost),
      ("calls_dropped", "Calls that their service gave up without an answer.", counts.callsDropped),
      ("calls_shed", "Calls refused, of those above, by a limit that follows the load.", counts.callsShed),
      ("pings_delayed", "PINGs that came too often and were answered late.", counts.pingsDelayed),
      ("ping_floods", "Connections closed at the limit max-waiting-pings.", counts.pingFloods),
      ("keepalive_closes", "Connections closed because no byte of the client came.", counts.keepaliveCloses),
      ("age_closes", "Connections drained at their age.", counts.ageCloses),
    ]
    return rows.map { .counter("tokenrpc_server_\($0.name)_total", $0.help, UInt64($0.count)) }
  }
}
