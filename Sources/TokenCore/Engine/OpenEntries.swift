// OpenEntries.swift: what a batch made of requisitions and tokens, until it is published. Owned by the sequencer.

/// States that a batch made or changed, by ordinal. A class, so that a look costs no copy of what it is in.
final class OpenEntries {
  /// What the batch before made, while that is being written; nil: all before is published.
  var below: OpenEntries?
  /// Where a state stands in `states`, which grow at their end alone: a table of states would move them about.
  private var places: [Int: Int] = [:]
  private var states: [TokenState] = []
  /// Blocks that the batch seals, apart from the states they belong to: most of those nobody else asks for.
  /// In the order of their ordinals, which is the one in which they are sealed but for odd cases.
  private var sealedOrdinals: [Int] = []
  private var blocks: [Sealed] = []
  /// The first requisition that the batch made, and the details and sequences of all of them, rising.
  private var firstOrdinal = 0
  private var details: [TokenDetails] = []
  private var sequences: [UInt64] = []
  private var ordinals: [PublicKey: Int] = [:]

  /// A block with what its record says of it.
  private struct Sealed {
    var block: HashedBlock
    /// Unix ms; 0: never.
    var end: UInt64
    var time: UInt64
    var location: RecordLocation
  }

  /// Nothing was made or changed.
  var isEmpty: Bool { places.isEmpty && sealedOrdinals.isEmpty }

  /// The state as the batch left it.
  func state(_ ordinal: Int, in published: TokenTable) -> TokenState? {
    let open = places.isEmpty ? nil : places[ordinal].map { states[$0] }
    guard var state = open ?? below?.state(ordinal, in: published) ?? published.state(ordinal) else { return nil }
    if state.height == nil, let sealed = sealed(ordinal) {
      state.seal(sealed.block, end: sealed.end, at: sealed.location)
    }
    return state
  }

  /// A requisition that the batch made, whole as it left it; nil: it made none of that ordinal.
  func entry(_ ordinal: Int, in published: TokenTable) -> TokenEntry? {
    guard var details = details(ordinal), let state = state(ordinal, in: published) else { return nil }
    if let sealed = sealed(ordinal) { details.block = TokenEntry.Block(sealed.block, at: sealed.time) }
    return TokenEntry(state: state, details: details)
  }

  /// Of a requisition that the batch made, or the one below.
  private func details(_ ordinal: Int) -> TokenDetails? {
    let place = ordinal - firstOrdinal
    return place >= 0 && place < details.count ? details[place] : below?.details(ordinal)
  }

  /// What sealing a block asks of its requisition; nil: it does not wait, or not any more.
  ///
  /// - Parameter queue: as it is published.
  func pending(_ ordinal: Int, in published: TokenTable, _ queue: PendingQueue) -> SealableRequisition? {
    guard sealed(ordinal) == nil else { return nil }
    guard !places.isEmpty, let place = places[ordinal] else {
      if let below { return below.pending(ordinal, in: published, queue) }
      return queue.contains(ordinal) ? published.requisition(ordinal) : nil
    }
    let state = states[place]
    guard state.isPending else { return nil }
    return details(ordinal).map { SealableRequisition(state, $0) } ?? published.requisition(ordinal)
  }

  /// The last requisition that was sealed: the next to be is most often the one behind it.
  var lastSealed: Int? { sealedOrdinals.last ?? below?.lastSealed }

  private func sealed(_ ordinal: Int) -> Sealed? {
    guard let last = sealedOrdinals.last, ordinal <= last else { return nil }
    return sealedOrdinals.sortedIndex(of: ordinal).map { blocks[$0] }
  }

  /// Puts the block to its requisition.
  func seal(_ ordinal: Int, _ block: HashedBlock, end: UInt64, time: UInt64, at location: RecordLocation) {
    let place = sealedOrdinals.sortedPlace(of: ordinal)
    precondition(place == sealedOrdinals.count || sealedOrdinals[place] != ordinal, "a requisition is sealed once")
    sealedOrdinals.insert(ordinal, at: place)
    blocks.insert(Sealed(block: block, end: end, time: time, location: location), at: place)
  }

  /// Changes a state.
  func change(_ ordinal: Int, in published: TokenTable, _ body: (inout TokenState) -> Void) {
    guard var state = state(ordinal, in: published) else { return }
    body(&state)
    if let place = places[ordinal] {
      states[place] = state
    } else {
      places[ordinal] = states.count
      states.append(state)
    }
  }

  /// Adds a requisition that the batch made, the next after all others.
  func add(_ state: TokenState, _ new: TokenDetails, _ ordinal: Int) {
    if sequences.isEmpty { firstOrdinal = ordinal }
    precondition(ordinal == firstOrdinal + sequences.count, "ordinals have no gaps")
    sequences.append(state.acceptedSequence)
    details.append(new)
    ordinals[PublicKey(realm: state.realm, publicID: new.requisition.publicID)] = ordinal
    places[ordinal] = states.count
    states.append(state)
  }

  /// A requisition that the batch made, or the one below.
  func ordinal(_ key: PublicKey) -> Int? {
    (ordinals.isEmpty ? nil : ordinals[key]) ?? below?.ordinal(key)
  }

  /// A requisition that the batch made, or the one below.
  func ordinal(acceptedSequence: UInt64) -> Int? {
    guard let first = sequences.first, first <= acceptedSequence else {
      return below?.ordinal(acceptedSequence: acceptedSequence)
    }
    return sequences.sortedIndex(of: acceptedSequence).map { firstOrdinal + $0 }
  }

  /// Everything is published.
  func removeAll() {
    places.removeAll(keepingCapacity: true)
    states.removeAll(keepingCapacity: true)
    sealedOrdinals.removeAll(keepingCapacity: true)
    blocks.removeAll(keepingCapacity: true)
    details.removeAll(keepingCapacity: true)
    sequences.removeAll(keepingCapacity: true)
    ordinals.removeAll(keepingCapacity: true)
  }
}
