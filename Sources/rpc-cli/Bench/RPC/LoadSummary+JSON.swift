// LoadSummary+JSON.swift: a load as JSON. docs/json.md names the keys, which stay.

internal import TokenWire

extension LoadSummary {
  var json: JSONValue { .object(counts + details) }

  /// The keys of the first version, in their order.
  private var counts: [(key: String, value: JSONValue)] {
    [
      ("call", .string(callName)), ("connections", .number(UInt64(shape.connections))),
      ("depth", .number(UInt64(shape.depth))), ("requests", .number(tally.requests)),
      ("valid", .number(tally.valid)), ("errors", .number(tally.errors)),
      ("requestsPerSecond", .number(requestsPerSecond)), tally.member(.p50), tally.member(.p99),
    ]
  }

  private var details: [(key: String, value: JSONValue)] {
    [
      tally.member(.p90), tally.member(.p999), tally.member(.p9999), ("maxMicros", JSONValue(tally.longest)),
      ("errorsByCode", tally.errorsByCode), ("calls", .array(calls)),
      ("measuredMillis", .number(outcome.nanoseconds / 1_000_000)),
      ("warmUpMillis", .number(shape.warmUpMilliseconds)), ("interrupted", .bool(outcome.wasInterrupted)),
      ("rate", JSONValue(rate)), ("unsent", JSONValue(outcome.pace?.unsent)),
      ("lagP99Micros", JSONValue(outcome.effort.lag)),
      ("clientBound", .bool(outcome.effort.isBound)),
      ("clientCPU", .decimal(outcome.effort.processors, places: 3)),
      ("clientLoops", .number(UInt64(outcome.effort.loops))), ("series", .array(outcome.series.map(\.json))),
    ]
  }

  /// The schedule of an open loop, as it is written; nil: the loop was closed.
  var rate: String? { (shape.rate ?? (isFollowing ? Load.usualFeed : nil))?.text }

  /// Each kind of call by itself.
  private var calls: [JSONValue] {
    var calls = zip(mix.calls.indices, outcome.parts).map { position, tally in
      json(mix.calls[position], weight: mix.weights[position], tally)
    }
    if let feed = outcome.feed { calls.append(json(.request, weight: nil, feed)) }
    return calls
  }

  private func json(_ call: BenchCall, weight: UInt64?, _ tally: LoadTally) -> JSONValue {
    .object(
      [
        ("call", .string(call.rawValue)), ("weight", JSONValue(weight)), ("requests", .number(tally.requests)),
        ("valid", .number(tally.valid)), ("errors", .number(tally.errors)),
        ("requestsPerSecond", .number(perSecond(tally.requests))),
      ] + Percentile.all.map(tally.member)
        + [("maxMicros", JSONValue(tally.longest)), ("errorsByCode", tally.errorsByCode)])
  }
}

extension LoadTally {
  /// nil: there was no answer.
  var longest: UInt64? { latencies.count == 0 ? nil : latencies.longest }

  fileprivate func member(_ percentile: Percentile) -> (key: String, value: JSONValue) {
    (percentile.key, JSONValue(latencies.value(percentile)))
  }

  fileprivate var errorsByCode: JSONValue { .object(codes.map { ($0.code.name, .number($0.count)) }) }
}

extension LoadInterval {
  fileprivate var json: JSONValue {
    [
      "atMillis": .number(startMilliseconds), "millis": .number(milliseconds), "requests": .number(requests),
      "errors": .number(errors), "p50Micros": JSONValue(p50), "p99Micros": JSONValue(p99),
      "maxMicros": JSONValue(longest),
    ]
  }
}
