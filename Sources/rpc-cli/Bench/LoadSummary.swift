// LoadSummary.swift: what a load came to, as JSON and as text. docs/json.md names the keys, which stay.

/// How much load is made, and for how long.
struct LoadShape: Sendable, Equatable {
  /// 1 to 1,000, each a client with a socket of its own.
  let connections: Int
  /// Calls that each connection keeps in flight, 1 to 1,024.
  let depth: Int
  /// The measured time, 100 ms to an hour.
  let milliseconds: UInt64

  static let connectionRange: ClosedRange<UInt64> = 1...1_000
  static let depthRange: ClosedRange<UInt64> = 1...1_024
  static let millisecondRange: ClosedRange<UInt32> = 100...3_600_000
}

/// What a load came to.
struct LoadSummary: Sendable {
  let call: BenchCall
  let shape: LoadShape
  let tally: LoadTally

  /// Rounded to whole ones.
  var requestsPerSecond: UInt64 { (tally.requests * 1_000 + shape.milliseconds / 2) / shape.milliseconds }

  var json: JSONValue {
    [
      "call": .string(call.rawValue), "connections": .number(UInt64(shape.connections)),
      "depth": .number(UInt64(shape.depth)), "requests": .number(tally.requests), "valid": .number(tally.valid),
      "errors": .number(tally.errors), "requestsPerSecond": .number(requestsPerSecond),
      "p50Micros": JSONValue(tally.latencies.value(perMille: 500)),
      "p99Micros": JSONValue(tally.latencies.value(perMille: 990)),
    ]
  }

  var facts: Facts {
    var facts = Facts()
    facts.add("call", call.rawValue)
    facts.add("connections", UInt64(shape.connections))
    facts.add("depth", UInt64(shape.depth))
    facts.add("requests", tally.requests)
    facts.add("valid", "\(tally.valid)", tint: tally.valid == tally.requests ? .good : .waiting)
    facts.add("errors", "\(tally.errors)", tint: tally.errors == 0 ? .none : .bad)
    facts.add("requests/s", requestsPerSecond)
    facts.add("p50", tally.latencies.value(perMille: 500).map { "\($0) us" })
    facts.add("p99", tally.latencies.value(perMille: 990).map { "\($0) us" })
    return facts
  }

  /// Nothing was answered.
  var isFruitless: Bool { tally.latencies.count == 0 }
}
