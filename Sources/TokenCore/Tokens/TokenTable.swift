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

  /// Of every ordinal that leaves the same rest.
  private struct Tokens: ~Copyable {
    var states = StateColumn()
    var details = DetailsWindow()
  }

  private final class TokenStripe: Sendable {
    let tokens = Mutex(Tokens())
  }

  private final class IndexStripe: Sendable {
    let index = Mutex(OrdinalIndex())
  }

  private let tokenStripes = (0..<stripeCount).map { _ in TokenStripe() }
  private let identityStripes = (0..<stripeCount).map { _ in IndexStripe() }
  private let publicStripes = (0..<stripeCount).map { _ in IndexStripe() }
  private let heights = Mutex<[UInt32]>([])
  /// Where the reasons of revocations stand.
  private let revocations = Mutex<[Int: RecordLocation]>([:])
  private let accepted = Atomic<Int>(0)
  private let hash: SecretHash

  /// - Parameter hash: with a key of this process's own.
  init(hash: SecretHash) {
    self.hash = hash
  }

  /// Requisitions so far.
  var count: Int { accepted.load(ordering: .acquiring) }

  /// Reads one state under its stripe's lock; nil when there is none.
  func read<Result: Sendable>(_ ordinal: Int, _ body: (borrowing TokenState) -> Result) -> Result? {
    guard ordinal < count else { return nil }
    return withTokens(ordinal) { tokens, index in body(tokens.states[index]) }
  }

  /// A copy of one state.
  func state(_ ordinal: Int) -> TokenState? {
    read(ordinal) { copy $0 }
  }

  /// One requisition whole; nil: its details are in the log only, or there is none.
  func entry(_ ordinal: Int) -> TokenEntry? {
    guard ordinal < count else { return nil }
    return withTokens(ordinal) { tokens, index in
      tokens.details[index].map { TokenEntry(state: tokens.states[index], details: $0) }
    }
  }

  /// What a block must agree with of its requisition; nil: that waits no more.
  func requisition(_ ordinal: Int) -> SealableRequisition? {
    guard ordinal < count else { return nil }
    return withTokens(ordinal) { tokens, index in
      tokens.details[index].map { SealableRequisition(tokens.states[index], $0) }
    }
  }

  /// Where the reason stands that a token was revoked for.
  func revocation(_ ordinal: Int) -> RecordLocation? {
    revocations.withLock { $0[ordinal] }
  }

  func ordinal(identity: Digest) -> Int? {
    let prefix = TokenState.Prefix(identity)
    return find(prefix, in: identityStripes) { $0.identityPrefix == prefix }
  }

  func ordinal(_ key: PublicKey) -> Int? {
    let prefix = TokenState.Prefix(key.publicID)
    return find(prefix, in: publicStripes) { $0.publicPrefix == prefix && $0.realm == key.realm }
  }

  /// The ordinal of the token at a height, from 1.
  func ordinal(height: UInt64) -> Int? {
    heights.withLock { heights in
      guard let index = Int(exactly: height), index > 0, index <= heights.count else { return nil }
      return Int(heights[index - 1])
    }
  }

  /// The ordinal of the requisition accepted with this sequence.
  ///
  /// - Parameter guess: where it is looked for first.
  func ordinal(acceptedSequence: UInt64, guess: Int? = nil) -> Int? {
    if let guess, read(guess, { $0.acceptedSequence }) == acceptedSequence { return guess }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      guard let sequence = read(middle, { $0.acceptedSequence }) else { return nil }
      if sequence == acceptedSequence { return middle }
      if sequence < acceptedSequence { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  // MARK: Only the applier of records calls these

  /// Adds the next requisition and returns its ordinal.
  func append(_ state: TokenState, _ details: TokenDetails) -> Int {
    let ordinal = accepted.load(ordering: .relaxed)
    withTokens(ordinal) { tokens, index in
      tokens.states.append(state)
      tokens.details.append(details, at: index)
    }
    insert(state.publicPrefix, ordinal, in: publicStripes)
    accepted.store(ordinal + 1, ordering: .releasing)
    return ordinal
  }

  /// Changes one state.
  func update(_ ordinal: Int, _ body: (inout TokenState) -> Void) {
    withTokens(ordinal) { tokens, index in body(&tokens.states[index]) }
  }

  /// Makes a requisition a token that can be found by its identity and height.
  func seal(_ ordinal: Int, _ block: HashedBlock, end: UInt64, time: UInt64, at location: RecordLocation) {
    withTokens(ordinal) { tokens, index in
      tokens.states[index].seal(block, end: end, at: location)
      tokens.details.update(index) { $0.block = TokenEntry.Block(block, at: time) }
      tokens.details.settle(index)
    }
    heights.withLock { $0.append(UInt32(ordinal)) }
    insert(TokenState.Prefix(block.identity), ordinal, in: identityStripes)
  }

  /// Takes a requisition off the queue that becomes no token.
  func fail(_ ordinal: Int, _ reason: RequisitionFailed.Reason) {
    withTokens(ordinal) { tokens, index in
      tokens.states[index].fail(reason)
      tokens.details.settle(index)
    }
  }

  func revoke(_ ordinal: Int, reason: String?, at location: RecordLocation) {
    withTokens(ordinal) { tokens, index in
      tokens.states[index].revoke()
      tokens.details.update(index) { $0.revokeReason = reason }
    }
    revocations.withLock { $0[ordinal] = location }
  }

  /// Forgets what a requisition's attachments said.
  func erase(_ ordinal: Int) {
    withTokens(ordinal) { tokens, index in
      tokens.states[index].erase()
      tokens.details.update(index) { $0.erase() }
    }
  }

  /// Forgets why a token was revoked.
  func eraseReason(_ ordinal: Int) {
    withTokens(ordinal) { tokens, index in tokens.details.update(index) { $0.revokeReason = nil } }
    revocations.withLock { $0[ordinal] = nil }
  }

  // MARK: Checkpoints

  /// The states of all requisitions at one moment.
  struct Snapshot: Sendable {
    fileprivate let columns: [StateColumn]
    let count: Int
    /// Where the reasons of revocations stand.
    let revocations: [Int: RecordLocation]

    subscript(ordinal: Int) -> TokenState {
      let (index, stripe) = ordinal.quotientAndRemainder(dividingBy: TokenTable.stripeCount)
      return columns[stripe][index]
    }
  }

  func snapshot() -> Snapshot {
    Snapshot(
      columns: tokenStripes.map { stripe in stripe.tokens.withLock { $0.states } }, count: count,
      revocations: revocations.withLock { $0 })
  }

  /// Makes room in the indices at once.
  func reserve(requisitions: Int, blocks: UInt64) {
    // Of many, a stripe hardly ever has a sixteenth more than its share; it may still grow.
    func share(_ count: Int) -> Int { count / Self.stripeCount * 17 / 16 }
    for stripe in publicStripes { stripe.index.withLock { $0.reserve(share(requisitions)) } }
    for stripe in identityStripes { stripe.index.withLock { $0.reserve(share(Int(blocks))) } }
  }

  /// Adds the next requisition as it stood, without its details.
  func restore(_ state: TokenState) {
    let ordinal = accepted.load(ordering: .relaxed)
    withTokens(ordinal) { tokens, _ in tokens.states.append(state) }
    insert(state.publicPrefix, ordinal, in: publicStripes)
    if state.height != nil { insert(state.identityPrefix, ordinal, in: identityStripes) }
    accepted.store(ordinal + 1, ordering: .releasing)
  }

  /// Completes what was restored: heights, where reasons stand, and the details of what waits.
  ///
  /// - Parameters:
  ///   - blocks: height of the last block.
  ///   - details: reads those of an ordinal from the log.
  func completeRestore<Fault: Error>(
    blocks: UInt64, revocations: [Int: RecordLocation], pending: PendingQueue,
    details: (Int) throws(Fault) -> TokenDetails
  ) throws(Fault) {
    var ordinals = [UInt32](repeating: 0, count: Int(blocks))
    for ordinal in 0..<count {
      if let height = read(ordinal, { $0.height }) ?? nil { ordinals[Int(height) - 1] = UInt32(ordinal) }
    }
    heights.withLock { $0 = ordinals }
    self.revocations.withLock { $0 = revocations }
    var waiting = [[Int]](repeating: [], count: Self.stripeCount)
    for ordinal in pending.slice(from: 0, limit: .max) {
      waiting[ordinal % Self.stripeCount].append(ordinal / Self.stripeCount)
    }
    for (stripe, pending) in waiting.enumerated() {
      let count = (self.count + Self.stripeCount - 1 - stripe) / Self.stripeCount
      var needed = DetailsWindow.Needed(count: count, pending: pending)
      try needed.fetch { (index) throws(Fault) in try details(index * Self.stripeCount + stripe) }
      tokenStripes[stripe].tokens.withLock { $0.details = DetailsWindow(needed) }
    }
  }

  // MARK: Stripes

  private func withTokens<Result: Sendable>(
    _ ordinal: Int, _ body: (inout Tokens, _ index: Int) -> Result
  ) -> Result {
    let (index, stripe) = ordinal.quotientAndRemainder(dividingBy: Self.stripeCount)
    return tokenStripes[stripe].tokens.withLock { body(&$0, index) }
  }

  private func find(
    _ prefix: TokenState.Prefix, in stripes: [IndexStripe], _ isMeant: (borrowing TokenState) -> Bool
  ) -> Int? {
    let (stripe, tag) = place(prefix)
    var number = 0
    while let ordinal = stripes[stripe].index.withLock({ $0.candidate(number, for: tag) }) {
      if read(ordinal, { isMeant($0) }) == true { return ordinal }
      number += 1
    }
    return nil
  }

  private func insert(_ prefix: TokenState.Prefix, _ ordinal: Int, in stripes: [IndexStripe]) {
    let (stripe, tag) = place(prefix)
    stripes[stripe].index.withLock { $0.insert(tag, ordinal) }
  }

  private func place(_ prefix: TokenState.Prefix) -> (stripe: Int, tag: UInt32) {
    let hash = hash.hash(prefix.high, prefix.low)
    return (Int(truncatingIfNeeded: hash % UInt64(Self.stripeCount)), UInt32(truncatingIfNeeded: hash >> 32))
  }
}

/// States in the order of their index, in chunks that are never moved, so that growing copies nothing. A copy shares
/// the chunks that neither has changed since.
private struct StateColumn: Sendable {
  private static let chunkEntries = 512

  private var chunks: [[TokenState]] = []

  mutating func append(_ state: TokenState) {
    if (chunks.last?.count ?? Self.chunkEntries) == Self.chunkEntries {
      var chunk: [TokenState] = []
      // Small ledgers have small columns.
      if !chunks.isEmpty { chunk.reserveCapacity(Self.chunkEntries) }
      chunks.append(chunk)
    }
    chunks[chunks.count - 1].append(state)
  }

  subscript(index: Int) -> TokenState {
    _read { yield chunks[index / Self.chunkEntries][index % Self.chunkEntries] }
    _modify { yield &chunks[index / Self.chunkEntries][index % Self.chunkEntries] }
  }
}
