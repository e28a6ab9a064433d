// UserTable.swift: the published users and their codes: written by the sequencer after each sync, read by every thread.

internal import Synchronization

/// A user as it stands.
struct UserEntry: Sendable, Equatable {
  let realm: UInt32
  /// nil once erased.
  fileprivate(set) var name: UserName?
  /// The newest code.
  fileprivate(set) var code: IssuedCode?
  /// The codes before it, the oldest first: at least the last `pastMin`, fewer than twice as many. The ledger has all.
  fileprivate(set) var past: [CodeFacts] = []
  /// Codes issued ever.
  fileprivate(set) var issued: UInt64 = 0

  static let pastMin = 1_000

  /// Whether a code of this sequence may have been this user's: of those that are no longer kept nobody knows.
  func mayHaveIssued(_ code: UInt64) -> Bool {
    if self.code?.sequence == code { return true }
    if issued > UInt64(past.count) + 1, let first = past.first, code < first.sequence { return true }
    var low = 0
    var high = past.count
    while low < high {
      let middle = (low + high) / 2
      if past[middle].sequence < code { low = middle + 1 } else { high = middle }
    }
    return low < past.count && past[low].sequence == code
  }
}

/// What is published of users, for all to read. Striped: each stripe behind a Mutex held for one look-up or one apply.
/// A user is named by the sequence of its record.
final class UserTable: Sendable {
  private static let stripeCount = 64

  private final class EntryStripe: Sendable {
    let entries = Mutex<[UInt64: UserEntry]>([:])
  }

  private final class NameStripe: Sendable {
    let users = Mutex<[UserKey: UInt64]>([:])
  }

  private let entryStripes = (0..<stripeCount).map { _ in EntryStripe() }
  private let nameStripes = (0..<stripeCount).map { _ in NameStripe() }
  private let named = Atomic<Int>(0)

  /// Users that have a name.
  var count: Int { named.load(ordering: .acquiring) }

  func user(_ key: UserKey) -> UInt64? {
    nameStripe(key).users.withLock { $0[key] }
  }

  /// Reads one entry under its stripe's lock; nil when there is none.
  func read<Result: Sendable>(_ user: UInt64, _ body: (borrowing UserEntry) -> Result) -> Result? {
    entryStripe(user).entries.withLock { entries in entries[user].map { body($0) } }
  }

  /// A user's newest code.
  func code(of user: UInt64) -> IssuedCode? {
    read(user) { $0.code } ?? nil
  }

  /// Whether `body` holds for every user's code that is live.
  func allLive(at time: UInt64, _ body: (UserEntry, IssuedCode) -> Bool) -> Bool {
    entryStripes.allSatisfy { stripe in
      stripe.entries.withLock { entries in
        entries.values.allSatisfy { entry in
          guard let code = entry.code, code.isLive(at: time) else { return true }
          return body(entry, code)
        }
      }
    }
  }

  /// Whether any user's code is live.
  func hasLive(at time: UInt64) -> Bool {
    !allLive(at: time) { _, _ in false }
  }

  // MARK: Only the applier of records calls these

  func add(_ user: UInt64, realm: UInt32, _ name: UserName?) {
    entryStripe(user).entries.withLock { $0[user] = UserEntry(realm: realm, name: name) }
    guard let name else { return }
    let key = UserKey(realm: realm, name: name)
    nameStripe(key).users.withLock { $0[key] = user }
    named.add(1, ordering: .releasing)
  }

  /// The user's code from now on; the one before becomes the past.
  func issue(_ code: IssuedCode, to user: UInt64) {
    update(user) {
      if let last = $0.code { $0.past.append(last.facts) }
      if $0.past.count == 2 * UserEntry.pastMin { $0.past.removeFirst(UserEntry.pastMin) }
      $0.code = code
      $0.issued += 1
    }
  }

  /// Changes the user's newest code.
  func change(codeOf user: UInt64, _ body: (inout IssuedCode) -> Void) {
    update(user) { entry in
      guard var code = entry.code else { return }
      body(&code)
      entry.code = code
    }
  }

  /// A user's name is gone, and the live code with it.
  func erase(_ user: UInt64) {
    var erased: UserKey?
    update(user) { entry in
      erased = entry.name.map { UserKey(realm: entry.realm, name: $0) }
      entry.name = nil
      entry.code?.die()
    }
    guard let erased else { return }
    nameStripe(erased).users.withLock { $0[erased] = nil }
    named.subtract(1, ordering: .releasing)
  }

  /// The clock is corrected.
  func endAll(atCorrectionOf oldTime: UInt64) {
    for stripe in entryStripes {
      stripe.entries.withLock { entries in
        for user in entries.keys { entries[user]?.code?.endAtCorrection(of: oldTime) }
      }
    }
  }

  // MARK: Checkpoints

  /// All entries, in parts.
  func snapshot() -> [[UInt64: UserEntry]] {
    entryStripes.map { stripe in stripe.entries.withLock { $0 } }
  }

  /// Adds a user as it stood.
  func restore(_ user: UInt64, _ entry: UserEntry) {
    entryStripe(user).entries.withLock { $0[user] = entry }
  }

  /// Names a user that was restored; false: there is no such user, or the name is taken.
  func restore(_ name: UserName, of user: UInt64) -> Bool {
    guard let realm = read(user, { $0.realm }) else { return false }
    let key = UserKey(realm: realm, name: name)
    let isFree = nameStripe(key).users.withLock { $0.updateValue(user, forKey: key) == nil }
    update(user) { $0.name = name }
    named.add(1, ordering: .releasing)
    return isFree
  }

  private func update(_ user: UInt64, _ body: (inout UserEntry) -> Void) {
    entryStripe(user).entries.withLock { entries in
      // In place: a copy would bring the whole past along.
      guard let index = entries.index(forKey: user) else { return }
      body(&entries.values[index])
    }
  }

  private func entryStripe(_ user: UInt64) -> EntryStripe {
    entryStripes[Int(truncatingIfNeeded: user % UInt64(Self.stripeCount))]
  }

  private func nameStripe(_ key: UserKey) -> NameStripe {
    nameStripes[Int(truncatingIfNeeded: UInt(bitPattern: key.hashValue) % UInt(Self.stripeCount))]
  }
}
