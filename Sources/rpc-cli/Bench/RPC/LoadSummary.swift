// LoadSummary.swift: what a load came to, as JSON and as text. docs/json.md names the keys, which stay.

internal import TokenWire

/// What a load came to.
struct LoadSummary: Sendable {
  let mix: CallMix
  let shape: LoadShape
  let outcome: LoadOutcome

  private var tally: LoadTally { outcome.total }

  /// The kind of call; `mix` where there are several.
  var callName: String { mix.isMixed ? "mix" : mix.calls[0].rawValue }

  /// Streams that follow the queue: what is counted are events.
  var isFollowing: Bool { mix == CallMix(.stream) }

  /// Rounded to whole ones.
  func perSecond(_ count: UInt64) -> UInt64 {
    outcome.nanoseconds == 0 ? 0 : UInt64((Double(count) * 1e9 / Double(outcome.nanoseconds)).rounded())
  }

  var requestsPerSecond: UInt64 { perSecond(tally.requests) }

  /// Nothing was answered.
  var isFruitless: Bool { tally.latencies.count == 0 }

  /// What standard error says beside the answer.
  var notes: [String] {
    var notes = [tally.failureText, outcome.feed?.failureText.map { "of the requisitions, \($0)" }]
    notes.append(isFollowing && isFruitless ? "no event came within the measured time" : tally.stallText)
    if let unsent = outcome.pace?.unsent, unsent > 0 {
      notes.append(
        "\(Plural.text(unsent, "call")) of the schedule still waited at the end and were never sent; "
          + "the percentiles do not show them")
    }
    notes.append(outcome.effort.warning)
    return notes.compactMap { $0 }
  }
}

// MARK: - JSON

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

// MARK: - Text

extension LoadSummary {
  func text(hasColour: Bool) -> String {
    let breakdown = mix.isMixed || outcome.feed != nil ? "\n\n" + table.text(hasColour: hasColour) : ""
    return facts.text(hasColour: hasColour) + breakdown
  }

  var facts: Facts {
    var facts = Facts()
    facts.add("call", callName)
    facts.add("connections", UInt64(shape.connections))
    facts.add("depth", UInt64(shape.depth))
    facts.add("rate", rate.map { "\($0)/s" })
    facts.add("requests", tally.requests)
    facts.add("valid", "\(tally.valid)", tint: tally.valid == tally.requests ? .good : .waiting)
    facts.add("errors", "\(tally.errors)", tint: tally.errors == 0 ? .none : .bad)
    facts.add("never sent", outcome.pace.map { "\($0.unsent)" }, tint: outcome.pace?.unsent == 0 ? .none : .bad)
    facts.add("requests/s", requestsPerSecond)
    for percentile in Percentile.all {
      facts.add(percentile.name, tally.latencies.value(percentile).map { "\($0) us" })
    }
    facts.add("max", tally.longest.map { "\($0) us" })
    facts.add("client CPU", outcome.effort.processors.map { "\(JSONValue.decimal($0, places: 2).text) processors" })
    return facts
  }

  /// A line for each kind of call.
  var table: Table {
    var table = Table(["call", "requests", "errors", "requests/s", "p50 us", "p99 us", "max us"])
    for (call, tally) in rows {
      let numbers = [
        tally.requests, tally.errors, perSecond(tally.requests), tally.latencies.value(.p50),
        tally.latencies.value(.p99), tally.longest,
      ]
      table.add([Table.Cell(call.rawValue)] + numbers.map { Table.Cell($0.map { "\($0)" } ?? "-") })
    }
    return table
  }

  /// Each kind of call, and the requisitions that streams were told of.
  var rows: [(call: BenchCall, tally: LoadTally)] {
    zip(mix.calls, outcome.parts).map { ($0, $1) } + (outcome.feed.map { [(.request, $0)] } ?? [])
  }
}
