// RepeatTable.swift: changes that came with an idempotency key, and what came of them. Owned by the sequencer.

/// The outcome that a repeated change is answered with.
enum RepeatOutcome: Sendable, Equatable {
  /// A requisition: answered in its present state.
  case requisition(acceptedSequence: UInt64)
  /// A use of a token that succeeded.
  case used(height: UInt64, usesLeft: UInt64?)
  /// A use of a user's code that succeeded.
  case codeUsed(end: UInt64, timesUsed: UInt64)
  /// A use of a user's code that was refused: the caller is told no more.
  case codeRefused
  /// A use of a token that was refused.
  case refused(Refused.Reason, height: UInt64)
}

/// The last changes with a key, as far back as the limits allow; beyond them a key is new.
struct RepeatTable {
  /// How many keys are kept at most.
  static let maxKeys = 1 << 22
  /// How long a key is kept, in milliseconds.
  static let maxAge: UInt64 = 24 * 3_600_000

  /// What is remembered of one key.
  struct Entry: Sendable, Equatable {
    var request: RepeatKey.Half
    var outcome: RepeatOutcome
    /// Of the record, Unix ms.
    var time: UInt64
    /// Keys remembered before this one, ever: the order in which they are forgotten.
    var number: UInt64
  }

  /// Parts of a table that may grow.
  static let shardCount = 256

  private let maxKeys: Int
  private(set) var entries: ShardedDictionary<RepeatKey.Half, Entry>
  private var nextNumber: UInt64 = 0
  /// Keys by age, the oldest first; `head` of them are gone.
  private var order: [RepeatKey.Half] = []
  private var head = 0

  /// What became of the first change with this key.
  enum Match: Equatable {
    case new
    case repeated(RepeatOutcome)
    /// The key was used for another request.
    case otherRequest
  }

  /// - Parameter shardCount: 1 for a table that stays small.
  init(maxKeys: Int = Self.maxKeys, shardCount: Int = Self.shardCount) {
    self.maxKeys = maxKeys
    entries = ShardedDictionary(shardCount: shardCount)
  }

  /// No key was remembered.
  var isEmpty: Bool { entries.isEmpty }

  func match(_ key: RepeatKey, at time: UInt64) -> Match {
    guard key != .none, let entry = entries[key.key], !Self.isTooOld(entry, at: time) else { return .new }
    return entry.request == key.request ? .repeated(entry.outcome) : .otherRequest
  }

  /// Remembers an outcome recorded at `time`, and forgets what is too old or too many.
  mutating func insert(_ key: RepeatKey, _ outcome: RepeatOutcome, time: UInt64) {
    guard key != .none else { return }
    forget(at: time)
    put(key, outcome, time: time)
  }

  /// Remembers the next of the keys that a table remembered, in the order of their numbers.
  mutating func restore(_ key: RepeatKey, _ outcome: RepeatOutcome, time: UInt64) {
    put(key, outcome, time: time)
  }

  private mutating func put(_ key: RepeatKey, _ outcome: RepeatOutcome, time: UInt64) {
    let known = entries[key.key]?.number
    let entry = Entry(request: key.request, outcome: outcome, time: time, number: known ?? nextNumber)
    entries[key.key] = entry
    guard known == nil else { return }
    nextNumber += 1
    order.append(key.key)
  }

  /// Makes room for one more. Before it is added, so that a key that was too old gets a place among the youngest.
  private mutating func forget(at time: UInt64) {
    while head < order.count, let oldest = entries[order[head]],
      order.count - head >= maxKeys || Self.isTooOld(oldest, at: time)
    {
      entries[order[head]] = nil
      head += 1
    }
    if head > 4096, head > order.count / 2 {
      order.removeFirst(head)
      head = 0
    }
  }

  private static func isTooOld(_ entry: Entry, at time: UInt64) -> Bool {
    time > entry.time && time - entry.time > maxAge
  }
}
