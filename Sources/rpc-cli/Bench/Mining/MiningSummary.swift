// MiningSummary.swift: what a kernel did on so many threads, as JSON and for people. docs/json.md names the keys, which
// stay.

internal import TokenArguments
internal import TokenCore

/// Everything measured of one kernel on one number of threads.
struct MiningSummary: Sendable {
  let kernel: String
  let rate: HashRate
  /// Of one thread.
  let headersPerSecond: Double
  /// nil: it was not asked for.
  var tokens: [TokenRate]?

  var json: JSONValue {
    [
      "kernel": .string(kernel), "threads": .number(UInt64(rate.threads)),
      "hashesPerSecond": .number(UInt64(rate.hashesPerSecond.rounded())),
      "cyclesPerHash": .decimal(rate.cyclesPerHash, places: 2), "clockGHz": .decimal(rate.gigahertz, places: 3),
      "shareBits": .number(UInt64(HashRate.shareBits)), "shares": .number(rate.shares),
      "hashes": .number(rate.hashes), "cpuShare": .decimal(rate.cpuShare, places: 3),
      "headersPerSecond": .number(UInt64(headersPerSecond.rounded())),
      "tokens": tokens.map { .array($0.map(\.json)) } ?? .null,
    ]
  }

  /// What was hashed, a row for each summary.
  static func hashTable(_ summaries: [MiningSummary]) -> Table {
    var table = Table(["kernel", "threads", "MH/s", "cycles/hash", "GHz", "CPU", "shares", "expected", "headers/s"])
    for summary in summaries {
      let rate = summary.rate
      table.add(
        [
          summary.kernel, "\(rate.threads)", DecimalText.text(rate.hashesPerSecond / 1e6, places: 2, keepsZeros: true),
          rate.cyclesPerHash.map { DecimalText.text($0, places: 2, keepsZeros: true) } ?? "-",
          DecimalText.text(rate.gigahertz, places: 3, keepsZeros: true),
          DecimalText.text(rate.cpuShare, places: 2, keepsZeros: true), "\(rate.shares)",
          DecimalText.text(rate.expectedShares, places: 1, keepsZeros: true),
          "\(UInt64(summary.headersPerSecond.rounded()))",
        ].map { Table.Cell($0) })
    }
    return table
  }

  /// What was mined, a row for each difficulty; nil: nothing was.
  static func tokenTable(_ summaries: [MiningSummary]) -> Table? {
    if summaries.allSatisfy({ $0.tokens == nil }) { return nil }
    var table = Table(["kernel", "threads", "bits", "miners", "tokens/s", "expected", "share"])
    for summary in summaries {
      for rate in summary.tokens ?? [] {
        table.add(
          [
            summary.kernel, "\(summary.rate.threads)", "\(rate.bits)", "\(rate.miners)",
            rate.tokensPerSecond.map { DecimalText.text($0, places: 1, keepsZeros: true) } ?? "-",
            DecimalText.text(rate.expectedPerSecond, places: 1, keepsZeros: true),
            rate.share.map { DecimalText.text($0, places: 3, keepsZeros: true) } ?? "-",
          ].map { Table.Cell($0) })
      }
    }
    return table
  }
}

extension TokenRate {
  fileprivate var json: JSONValue {
    [
      "bits": .number(UInt64(bits)), "miners": .number(UInt64(miners)),
      "tokensPerSecond": .decimal(tokensPerSecond, places: 1),
      "expectedPerSecond": .decimal(expectedPerSecond, places: 1), "share": .decimal(share, places: 4),
      "hashesPerSecond": JSONValue(hashesPerSecond.map { UInt64($0.rounded()) }),
    ]
  }
}
