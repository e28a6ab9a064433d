// SealedCodes.swift: where sealed codes stand in the log until they are overwritten.

/// The sealed codes whose bytes are still in the log, and which of them may go. Part of the fold: what it hands out
/// rests on records that are durable.
struct SealedCodes {
  /// Salt and data of one sealed code.
  struct Place: Equatable {
    var segment: UInt32
    var offset: UInt32
    var byteCount: Int
  }

  private struct Standing {
    var place: Place
    var end: UInt64
    var code: UInt64
  }

  private struct End: Comparable {
    var time: UInt64
    var user: UInt64
    var code: UInt64

    static func < (left: End, right: End) -> Bool { left.time < right.time }
  }

  /// The newest code of a user, unless it may go.
  private var standing: [UInt64: Standing] = [:]
  private var ends = Heap<End>()
  private var due: [Place] = []

  /// How many wait to be overwritten.
  var dueCount: Int { due.count }

  /// The next end that no record has told yet, Unix ms; nil: none stands.
  mutating func nextEnd() -> UInt64? {
    dropReplaced()
    return ends.first?.time
  }

  /// A code was issued; the one before may go. `place` is nil when its bytes are gone already.
  mutating func issued(_ code: UInt64, user: UInt64, end: UInt64, at place: Place?) {
    if let replaced = standing.removeValue(forKey: user) { due.append(replaced.place) }
    guard let place else { return }
    standing[user] = Standing(place: place, end: end, code: code)
    ends.insert(End(time: end, user: user, code: code))
  }

  /// A record has told this time: codes that end by it may go.
  mutating func pass(_ time: UInt64) {
    while let end = ends.first, end.time <= time {
      ends.removeFirst()
      guard let ended = standing[end.user], ended.code == end.code else { continue }
      standing[end.user] = nil
      due.append(ended.place)
    }
  }

  /// Takes up to `limit` places to overwrite, the oldest first.
  mutating func takeDue(_ limit: Int) -> [Place] {
    let taken = Array(due.prefix(limit))
    due.removeFirst(taken.count)
    return taken
  }

  /// Takes back places that could not be overwritten yet: they are due after the others.
  mutating func putBack(_ places: [Place]) {
    due += places
  }

  /// Codes that were replaced before their end leave it behind.
  private mutating func dropReplaced() {
    while let end = ends.first, standing[end.user]?.code != end.code { ends.removeFirst() }
  }
}
