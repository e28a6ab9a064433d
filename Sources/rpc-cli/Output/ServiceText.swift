// ServiceText.swift: the service's own status as JSON and as text. The one place that knows these words.

internal import TokenArguments
internal import TokenCore
internal import TokenWire

extension ServiceStatus {
  /// Digits behind the point of bits, rates and milliseconds.
  private static let places = 6

  /// Tokens a second that are aimed at; nil: the difficulty is fixed.
  private var target: Double? {
    if case .tokensPerSecond(let rate) = policy { return rate }
    return nil
  }

  /// `fixed`, `auto`.
  private var policyWord: String {
    switch policy {
    case .fixedDifficulty: "fixed"
    case .tokensPerSecond: "auto"
    case nil: "unspecified"
    }
  }

  /// What `status` without a token or user prints.
  var json: JSONValue {
    [
      "service": [
        "kernel": .string(kernel), "minerThreads": .number(UInt64(minerThreads)),
        "miningThreads": .number(UInt64(miningThreads)), "hashesPerSecond": .number(hashesPerSecond),
        "hashesTried": .number(hashesTried), "difficultyField": .number(UInt64(difficulty)),
        "difficultyBits": .decimal(difficultyBits, places: Self.places), "policy": .string(policyWord),
        "tokensPerSecond": target.map { .decimal($0, places: Self.places) } ?? .null,
        "expectedTokenMs": .decimal(expectedTokenMs, places: Self.places), "queueSize": .number(queueSize),
        "oldestWaitMs": queueSize == 0 ? .null : .number(oldestWaitMs),
        "expectedWaitMs": .decimal(expectedWaitMs, places: Self.places),
        "syncs": .number(syncs), "recordsWritten": .number(recordsWritten), "bytesWritten": .number(bytesWritten),
        "syncP50Micros": syncs == 0 ? .null : .number(syncP50Micros),
        "syncP99Micros": syncs == 0 ? .null : .number(syncP99Micros),
        "syncMaxMicros": syncs == 0 ? .null : .number(syncMaxMicros), "scrub": scrub?.json ?? .null,
      ]
    ]
  }

  /// The same for people.
  var facts: Facts {
    var facts = Facts()
    facts.add("kernel", kernel)
    facts.add("miners", "\(miningThreads) of \(minerThreads) mine", tint: minerThreads == 0 ? .bad : .none)
    facts.add("hash rate", miningThreads == 0 ? "idle" : "\(Self.rate(Double(hashesPerSecond))) hashes a second")
    facts.add("hashes", hashesTried)
    facts.add("difficulty", "\(DecimalText.text(difficultyBits, places: 2)) bits, \(policyText)")
    facts.add("a token takes", Self.span(expectedTokenMs))
    facts.add("queue size", queueSize)
    facts.add("oldest waits", queueSize == 0 ? nil : Self.span(Double(oldestWaitMs)))
    facts.add("a new one waits", Self.span(expectedWaitMs))
    facts.add("syncs", syncs == 0 ? nil : "\(syncs), of \(recordsPerSync) records each")
    facts.add("a sync takes", syncs == 0 ? nil : syncText)
    facts.add("scrub", scrub?.progressText)
    facts.add("damage", scrub.flatMap { $0.damageText }, tint: .bad)
    return facts
  }

  private var recordsPerSync: String { DecimalText.text(Double(recordsWritten) / Double(syncs), places: 1) }

  private var syncText: String {
    let (half, most, longest) = (Double(syncP50Micros), Double(syncP99Micros), Double(syncMaxMicros))
    return "\(Self.span(half / 1000)), 99 of 100 \(Self.span(most / 1000)), the longest \(Self.span(longest / 1000))"
  }

  private var policyText: String {
    guard let target else { return policyWord }
    return "follows the hash rate for \(DecimalText.text(target)) tokens a second"
  }

  /// `12.3 million`, `950 thousand`, `80`.
  private static func rate(_ value: Double) -> String {
    switch value {
    case 1e9...: "\(DecimalText.text(value / 1e9, places: 2)) billion"
    case 1e6...: "\(DecimalText.text(value / 1e6, places: 1)) million"
    case 1e3...: "\(DecimalText.text(value / 1e3, places: 0)) thousand"
    default: DecimalText.text(value, places: 0)
    }
  }

  /// `2.3 us`, `410 ms`, `17 s`, `3.2 h`, `12 days`.
  private static func span(_ milliseconds: Double) -> String {
    let units = [("days", 86_400_000.0), ("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1), ("us", 0.001)]
    let (unit, size) = units.first { milliseconds >= $0.1 } ?? ("us", 0.001)
    let value = milliseconds / size
    return "\(DecimalText.text(value, places: value < 10 ? 1 : 0)) \(unit)"
  }
}

extension ScrubStatus {
  fileprivate var json: JSONValue {
    [
      "rounds": .number(rounds), "bytes": .number(bytes), "segment": .number(UInt64(segment)),
      "offset": .number(offset), "findings": .number(findings), "damagedTokens": .number(damagedTokens),
    ]
  }

  fileprivate var progressText: String {
    let read = DecimalText.text(Double(bytes) / Double(1 << 20), places: 1)
    return "\(Plural.text(rounds, "round")), \(read) MiB read, now in segment \(segment)"
  }

  /// nil: none was found.
  fileprivate var damageText: String? {
    findings == 0 ? nil : "\(Plural.text(findings, "place")), of \(Plural.text(damagedTokens, "token")); see health"
  }
}
