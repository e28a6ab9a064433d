// DecidedState.swift: what is decided but not published yet, on top of what is published. Owned by the sequencer.

/// The decided state: of the open batch, and of the one before it while that is being written.
struct DecidedState {
  /// The last record's time.
  var time: UInt64
  var tip: ChainTip
  /// Requisitions so far.
  var count: Int
  /// Requisitions that wait.
  var pending: Int
  /// Users that have a name.
  var userCount: Int
  /// What the open batch made or changed.
  private var open = Changes()
  /// What the batch that is being written made or changed; nil: none is.
  private var flying: Changes?

  private struct Changes {
    let entries = OpenEntries()
    var users: [UserKey: UInt64] = [:]
    /// Newest codes, by user.
    var codes: [UInt64: IssuedCode] = [:]
    var repeats = RepeatTable(shardCount: 1)

    var isEmpty: Bool { entries.isEmpty && users.isEmpty && codes.isEmpty && repeats.isEmpty }
  }

  init(_ fold: LedgerFold) {
    time = fold.time
    tip = fold.tip
    count = fold.tokens.count
    pending = fold.queue.count
    userCount = fold.users.count
  }

  /// Requisitions and tokens.
  var entries: OpenEntries { open.entries }

  func user(_ key: UserKey) -> UInt64? { open.users[key] ?? flying?.users[key] }

  mutating func name(_ key: UserKey, _ user: UInt64) {
    open.users[key] = user
    userCount += 1
  }

  /// A user's newest code.
  func code(of user: UInt64) -> IssuedCode? { open.codes[user] ?? flying?.codes[user] }

  mutating func set(_ code: IssuedCode, of user: UInt64) { open.codes[user] = code }

  func match(_ key: RepeatKey, at time: UInt64) -> RepeatTable.Match {
    let match = open.repeats.match(key, at: time)
    return match == .new ? flying?.repeats.match(key, at: time) ?? .new : match
  }

  mutating func remember(_ key: RepeatKey, _ outcome: RepeatOutcome, time: UInt64) {
    open.repeats.insert(key, outcome, time: time)
  }

  /// The open batch is being written, and the next one begins.
  mutating func beginBatch() {
    flying = open
    open = Changes()
    open.entries.below = flying?.entries
  }

  /// What was being written, or was open when nothing was, is published now.
  mutating func published() {
    if flying != nil {
      flying = nil
      open.entries.below = nil
    } else if !open.isEmpty {
      open.entries.removeAll()
      open.users.removeAll(keepingCapacity: true)
      open.codes.removeAll(keepingCapacity: true)
      open.repeats = RepeatTable(shardCount: 1)
    }
  }
}
