// TopText.swift: an interval of `rpc-cli top` as JSON and as lines for people.

internal import TokenArguments
internal import TokenWire

extension TopReport {
  /// One object: the keys of docs/json.md.
  func json(at time: String) -> JSONValue {
    let now = change.now
    return [
      "time": .string(time), "seconds": Self.json(change.seconds), "restarted": .bool(change.isRestart),
      "status": .string(health.word), "callsPerSecond": Self.json(callsPerSecond),
      "methods": .array(methods.map(\.json)),
      "callsInFlight": Self.json(now.value("tokenrpc_server_calls_in_flight")),
      "streamsInFlight": Self.json(now.value("tokenrpc_server_streams_in_flight")),
      "connections": Self.json(now.value("tokenrpc_server_connections")),
      "receivedBytesPerSecond": Self.json(change.perSecond("tokenrpc_server_received_bytes_total")),
      "sentBytesPerSecond": Self.json(change.perSecond("tokenrpc_server_sent_bytes_total")),
      "queueSize": Self.json(now.value("tokenrpc_queue_requisitions")),
      "oldestWaitSeconds": Self.json(now.value("tokenrpc_queue_oldest_wait_seconds")),
      "tokensPerSecond": Self.json(change.perSecond("tokenrpc_tokens")),
      "hashesPerSecond": Self.json(now.value("tokenrpc_mining_hashes_per_second")),
      "difficultyBits": Self.json(now.value("tokenrpc_mining_difficulty_bits")),
      "syncsPerSecond": Self.json(syncsPerSecond), "recordsPerBatch": Self.json(recordsPerBatch),
      "syncP50Micros": Self.micros(sync(perMille: 500)), "syncP99Micros": Self.micros(sync(perMille: 990)),
    ]
  }

  /// A decimal number; null where there is none.
  fileprivate static func json(_ value: Double?) -> JSONValue {
    value.map { $0.isFinite && $0 >= 0 ? .digits(DecimalText.text($0)) : .null } ?? .null
  }

  fileprivate static func micros(_ seconds: Double?) -> JSONValue { json(seconds.map { $0 * 1e6 }) }

  /// The same for people.
  func lines(at time: String, of server: String, hasColour: Bool) -> [String] {
    let now = change.now
    let down = health.parts.filter { $0.status != .serving }.map { "\($0.name) down" }
    var lines = [([time, server, health.tinted(hasColour)] + down.map(Console.printable)).joined(separator: "  ")]
    if change.isRestart { lines.append("the server was started anew: rates come with the next reading") }
    lines += [
      "calls \(Self.rate(callsPerSecond))  in flight \(Self.level("tokenrpc_server_calls_in_flight", now))  "
        + "streams \(Self.level("tokenrpc_server_streams_in_flight", now))  "
        + "connections \(Self.level("tokenrpc_server_connections", now))  "
        + "in \(Self.bytes(change.perSecond("tokenrpc_server_received_bytes_total")))  "
        + "out \(Self.bytes(change.perSecond("tokenrpc_server_sent_bytes_total")))"
    ]
    if now.value("tokenrpc_tokens") != nil { lines += engineLines }
    return lines + methodLines(hasColour: hasColour)
  }

  private var engineLines: [String] {
    let now = change.now
    let hashes = now.value("tokenrpc_mining_hashes_per_second").map { $0 / 1e6 }
    return [
      "queue \(Self.level("tokenrpc_queue_requisitions", now))  oldest "
        + "\(Self.decimal(now.value("tokenrpc_queue_oldest_wait_seconds"))) s  "
        + "tokens \(Self.rate(change.perSecond("tokenrpc_tokens")))  \(Self.decimal(hashes)) million hashes/s  "
        + "difficulty \(Self.decimal(now.value("tokenrpc_mining_difficulty_bits"))) bits",
      "syncs \(Self.rate(syncsPerSecond))  records a batch \(Self.decimal(recordsPerBatch))  "
        + "sync p50 \(Self.time(sync(perMille: 500)))  p99 \(Self.time(sync(perMille: 990)))",
    ]
  }

  private func methodLines(hasColour: Bool) -> [String] {
    if methods.isEmpty { return [] }
    var table = Table(["method", "calls/s", "p50", "p99", "codes"])
    for method in methods {
      let codes = method.codes.map { "\($0.name) \(Self.decimal($0.callsPerSecond))" }.joined(separator: ", ")
      table.add([
        Table.Cell(MethodText.short(method.name)), Table.Cell(Self.decimal(method.callsPerSecond)),
        Table.Cell(Self.time(method.p50)),
        Table.Cell(Self.time(method.p99)), Table.Cell(codes),
      ])
    }
    return [""] + table.text(hasColour: hasColour).split(separator: "\n").map(String.init)
  }

  private static func level(_ name: String, _ now: MetricReading) -> String { decimal(now.value(name)) }

  private static func rate(_ value: Double?) -> String { value.map { "\(decimal($0))/s" } ?? "-" }

  private static func decimal(_ value: Double?) -> String { value.map { DecimalText.text($0, places: 1) } ?? "-" }

  private static func bytes(_ value: Double?) -> String {
    guard let value else { return "-" }
    return value < 1_048_576 ? "\(decimal(value / 1_024)) KiB/s" : "\(decimal(value / 1_048_576)) MiB/s"
  }

  /// A histogram's bound, which most did not exceed.
  private static func time(_ seconds: Double?) -> String {
    guard let seconds else { return "-" }
    if !seconds.isFinite { return "longer" }
    if seconds < 1e-3 { return "<= \(decimal(seconds * 1e6)) us" }
    return seconds < 1 ? "<= \(decimal(seconds * 1e3)) ms" : "<= \(decimal(seconds)) s"
  }
}

extension TopReport.Method {
  fileprivate var json: JSONValue {
    let codes = JSONValue.object(codes.map { (key: $0.name, value: TopReport.json($0.callsPerSecond)) })
    return [
      "name": .string(name), "callsPerSecond": TopReport.json(callsPerSecond), "codes": codes,
      "p50Micros": TopReport.micros(p50), "p99Micros": TopReport.micros(p99),
    ]
  }
}
