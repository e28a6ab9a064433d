// TopReport.swift: what `rpc-cli top` shows of one interval. A value; nil is what the server does not tell.

internal import TokenWire

/// Rates, latencies and levels of one interval.
struct TopReport: Sendable {
  struct Method: Sendable {
    let name: String
    let callsPerSecond: Double
    /// Codes that came in the interval, by their names.
    let codes: [(name: String, callsPerSecond: Double)]
    let p50: Double?
    let p99: Double?
  }

  let change: MetricChange
  let health: HealthReply
  /// Methods that were called in the interval, the most called first.
  let methods: [Method]

  init(_ change: MetricChange, _ health: HealthReply) {
    self.change = change
    self.health = health
    methods = Self.methods(change)
  }

  /// nil: there are no rates yet.
  var callsPerSecond: Double? { change.seconds.map { _ in methods.reduce(0) { $0 + $1.callsPerSecond } } }

  /// Records that a batch of the interval had on average; nil: there was none.
  var recordsPerBatch: Double? {
    guard let batches = change.growth(Self.syncs + "_count"), batches > 0 else { return nil }
    return change.growth("tokenrpc_ledger_written_records_total").map { $0 / batches }
  }

  var syncsPerSecond: Double? { change.perSecond(Self.syncs + "_count") }
  func sync(perMille: Double) -> Double? { change.quantile(perMille: perMille, of: Self.syncs) }

  private static let syncs = "tokenrpc_ledger_sync_duration_seconds"
  private static let calls = "tokenrpc_server_calls_total"
  private static let durations = "tokenrpc_server_call_duration_seconds"

  private static func methods(_ change: MetricChange) -> [Method] {
    var codes: [String: [(name: String, callsPerSecond: Double)]] = [:]
    for labels in change.now.all(calls).keys {
      guard let method = labels["method"], let rate = change.perSecond(calls, labels), rate > 0 else { continue }
      codes[method, default: []].append((labels["code"] ?? "", rate))
    }
    return codes.map { name, codes in
      Method(
        name: name, callsPerSecond: codes.reduce(0) { $0 + $1.callsPerSecond },
        codes: codes.sorted { ($1.callsPerSecond, $0.name) < ($0.callsPerSecond, $1.name) },
        p50: change.quantile(perMille: 500, of: durations, ["method": name]),
        p99: change.quantile(perMille: 990, of: durations, ["method": name]))
    }.sorted { ($1.callsPerSecond, $0.name) < ($0.callsPerSecond, $1.name) }
  }
}
