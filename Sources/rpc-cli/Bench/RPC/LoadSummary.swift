// LoadSummary.swift: what a load came to, and what is to be said of it.

/// What a load came to.
struct LoadSummary: Sendable {
  let mix: CallMix
  let shape: LoadShape
  let outcome: LoadOutcome

  /// All kinds of calls together.
  var tally: LoadTally { outcome.total }

  /// The kind of call; `mix` where there are several.
  var callName: String { mix.isMixed ? "mix" : mix.calls[0].rawValue }

  /// Streams that follow the queue: what is counted are events.
  var isFollowing: Bool { shape.isFollowing }

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
    if tally.valid == 0, !isFruitless, !isFollowing {
      notes.append("no answer said yes; is the token valid, and does the server mine?")
    }
    if let unsent = outcome.pace?.unsent, unsent > 0 {
      notes.append(
        "\(Plural.text(unsent, "call")) of the schedule still waited at the end and were never sent; "
          + "the percentiles do not show them")
    }
    notes.append(outcome.effort.warning)
    return notes.compactMap { $0 }
  }
}
