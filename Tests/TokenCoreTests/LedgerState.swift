// LedgerState.swift: what can be seen of a ledger at one moment, to be compared with another's.

@testable import TokenCore

/// Everything that a ledger's records add up to, but for what they left open to any bytes.
struct LedgerState: Equatable, Sendable {
  var records: UInt64
  var batches: UInt64
  /// Over all records: two ledgers with the same root have the same history.
  var root: Digest
  /// The last record's time, Unix ms.
  var time: UInt64
  var epoch: UInt32
  var height: UInt64
  var uses: UInt64
  /// Ordinals of the pending requisitions.
  var queue: [Int]
  var tokens: [TokenState?]
  /// Of each user the codes, the oldest first.
  var codes: [[CodeFacts]]

  init(_ published: PublishedState) {
    let summary = published.read()
    records = summary.records
    batches = summary.batches
    root = summary.root
    time = published.lastTime
    epoch = summary.epoch
    height = summary.height
    uses = summary.uses
    queue = summary.queue.slice(from: 0, limit: .max)
    tokens = (0..<published.tokens.count).map { published.tokens.state($0) }
    codes = History.users.map { user in
      guard let name = try? UserName(user), let number = published.users.user(UserKey(realm: 0, name: name)) else {
        return []
      }
      return published.users.read(number) { $0.past + [$0.code?.facts].compactMap { $0 } } ?? []
    }
  }

  /// What an opened ledger holds before its epoch begins.
  init(_ ledger: OpenLedger) {
    self.init(
      PublishedState(
        tokens: ledger.fold.tokens, users: ledger.fold.users, time: ledger.fold.time,
        summary: ledger.fold.summary(batches: ledger.writer.batch, root: ledger.writer.root())))
  }

  /// What differs, for people.
  func difference(from other: LedgerState) -> String {
    var parts: [String] = []
    if records != other.records { parts.append("records \(records), not \(other.records)") }
    if batches != other.batches { parts.append("batches \(batches), not \(other.batches)") }
    if root != other.root { parts.append("another root") }
    if uses != other.uses { parts.append("uses \(uses), not \(other.uses)") }
    if height != other.height { parts.append("height \(height), not \(other.height)") }
    if queue != other.queue { parts.append("queue \(queue), not \(other.queue)") }
    for (ordinal, (mine, its)) in zip(tokens, other.tokens).enumerated() where mine != its {
      parts.append("token \(ordinal) differs")
    }
    if codes != other.codes { parts.append("other codes") }
    return parts.isEmpty ? self == other ? "nothing" : "time or epoch" : parts.joined(separator: ", ")
  }
}
