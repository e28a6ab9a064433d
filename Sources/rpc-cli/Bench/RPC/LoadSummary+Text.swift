// LoadSummary+Text.swift: a load as people read it.

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
    if outcome.wasInterrupted {
      facts.add("interrupted", "after \(outcome.nanoseconds / 1_000_000) ms of \(shape.milliseconds)", tint: .waiting)
    }
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
