// TokenTable.swift: the published tokens: written by the sequencer after each sync, read by every thread.

internal import Synchronization

/// A request id's public form within its realm. Unlike the id it stands in the committed part and outlives erasure.
struct PublicKey: Sendable, Hashable {
  var realm: UInt32
  var publicID: Digest
}

/// What is published, for all to read. Striped: each stripe behind a Mutex held for one look-up or one apply, never
/// over I/O. A token is named by its ordinal: the count of requisitions accepted before it.
final class TokenTable: Sendable {
  private static let stripeCount = 64

  private final class EntryStripe: Sendable {
    let entries = Mutex<[TokenEntry]>([])
  }

  private final class IdentityStripe: Sendable {
    let index = Mutex(IdentityIndex())
  }

  private final class PublicStripe: Sendable {
    let ordinals = Mutex<[PublicKey: Int]>([:])
  }

  private let entryStripes = (0..<stripeCount).map { _ in EntryStripe() }
  private let identityStripes = (0..<stripeCount).map { _ in IdentityStripe() }
  private let publicStripes = (0..<stripeCount).map { _ in PublicStripe() }
  private let heights = Mutex<[Int]>([])
  private let accepted = Atomic<Int>(0)

  /// Requisitions so far.
  var count: Int { accepted.load(ordering: .acquiring) }

  /// Reads one entry under its stripe's lock; nil when there is none.
  func read<Result: Sendable>(_ ordinal: Int, _ body: (borrowing TokenEntry) -> Result) -> Result? {
    entryStripes[ordinal % Self.stripeCount].entries.withLock { entries in
      let index = ordinal / Self.stripeCount
      return index < entries.count ? body(entries[index]) : nil
    }
  }

  /// A copy of one entry.
  func entry(_ ordinal: Int) -> TokenEntry? {
    read(ordinal) { $0 }
  }

  /// What a block must agree with of its requisition, waiting or not. The entry as a whole is not copied.
  func requisition(_ ordinal: Int) -> SealableRequisition? {
    entryStripes[ordinal % Self.stripeCount].entries.withLock { entries in
      let index = ordinal / Self.stripeCount
      guard index < entries.count else { return nil }
      return SealableRequisition(
        acceptedSequence: entries[index].acceptedSequence, realm: entries[index].realm, leaf: entries[index].leaf,
        effectiveness: entries[index].requisition.effectiveness, hasEnded: entries[index].hasEnded)
    }
  }

  func ordinal(identity: Digest) -> Int? {
    let stripe = identityStripes[Self.stripe(identity)]
    var number = 0
    while let ordinal = stripe.index.withLock({ $0.candidate(number, for: identity) }) {
      if read(ordinal, { $0.block?.identity == identity }) == true { return ordinal }
      number += 1
    }
    return nil
  }

  func ordinal(_ key: PublicKey) -> Int? {
    publicStripes[Self.stripe(key.publicID)].ordinals.withLock { $0[key] }
  }

  /// The ordinal of the token at a height, from 1.
  func ordinal(height: UInt64) -> Int? {
    heights.withLock { heights in
      guard let index = Int(exactly: height), index > 0, index <= heights.count else { return nil }
      return heights[index - 1]
    }
  }

  /// Adds the next requisition and returns its ordinal. Only the applier of records calls this.
  func append(_ entry: TokenEntry) -> Int {
    let ordinal = accepted.load(ordering: .relaxed)
    entryStripes[ordinal % Self.stripeCount].entries.withLock { $0.append(entry) }
    let key = PublicKey(realm: entry.realm, publicID: entry.requisition.publicID)
    publicStripes[Self.stripe(key.publicID)].ordinals.withLock { $0[key] = ordinal }
    accepted.store(ordinal + 1, ordering: .releasing)
    return ordinal
  }

  /// Changes one entry. Only the applier of records calls this.
  func update(_ ordinal: Int, _ body: (inout TokenEntry) -> Void) {
    entryStripes[ordinal % Self.stripeCount].entries.withLock { body(&$0[ordinal / Self.stripeCount]) }
  }

  /// Makes a requisition a token that can be found by its identity and height. Only the applier of records calls this.
  func seal(_ ordinal: Int, _ block: TokenEntry.Block) {
    update(ordinal) { $0.block = block }
    heights.withLock { $0.append(ordinal) }
    identityStripes[Self.stripe(block.identity)].index.withLock { $0.insert(block.identity, ordinal) }
  }

  /// Low bits of a digest's first word: of an identity the last are zeros, not the first.
  private static func stripe(_ digest: Digest) -> Int {
    Int(truncatingIfNeeded: digest.words.0 & UInt64(stripeCount - 1))
  }
}
