// OpenEntries.swift: what the open batch made of requisitions and tokens, until it is published. Owned by the
// sequencer.

/// Entries that the open batch made or changed, by ordinal. A class, so that a look costs no copy of what it is in.
final class OpenEntries {
  /// Where an entry stands in `entries`, which grow at their end alone: a table of entries would move them about.
  private var places: [Int: Int] = [:]
  private var entries: [TokenEntry] = []
  /// Blocks that the open batch seals, apart from the entries they belong to: most of those nobody else asks for.
  /// In the order of their ordinals, which is the one in which they are sealed but for odd cases.
  private var sealedOrdinals: [Int] = []
  private var blocks: [TokenEntry.Block] = []
  /// The first requisition that the open batch made, and the sequences of all of them, rising.
  private var firstOrdinal = 0
  private var sequences: [UInt64] = []
  private var ordinals: [PublicKey: Int] = [:]

  /// The entry as the open batch left it.
  func entry(_ ordinal: Int, in published: TokenTable) -> TokenEntry? {
    let open = places.isEmpty ? nil : places[ordinal].map { entries[$0] }
    guard var entry = open ?? published.entry(ordinal) else { return nil }
    if let block = block(of: ordinal) { entry.block = block }
    return entry
  }

  /// What sealing a block asks of its requisition; nil: it does not wait, or not any more.
  ///
  /// - Parameter queue: as it is published.
  func pending(_ ordinal: Int, in published: TokenTable, _ queue: PendingQueue) -> SealableRequisition? {
    guard block(of: ordinal) == nil else { return nil }
    guard !places.isEmpty, let place = places[ordinal] else {
      return queue.contains(ordinal) ? published.requisition(ordinal) : nil
    }
    let entry = entries[place]
    guard entry.isPending else { return nil }
    return SealableRequisition(
      acceptedSequence: entry.acceptedSequence, realm: entry.realm, leaf: entry.leaf,
      effectiveness: entry.requisition.effectiveness, hasEnded: entry.hasEnded)
  }

  /// The last requisition that was sealed: the next to be is most often the one behind it.
  var lastSealed: Int? { sealedOrdinals.last }

  private func block(of ordinal: Int) -> TokenEntry.Block? {
    guard let last = sealedOrdinals.last, ordinal <= last else { return nil }
    return sealedOrdinals.sortedIndex(of: ordinal).map { blocks[$0] }
  }

  /// Puts the block to its requisition.
  func seal(_ ordinal: Int, _ block: TokenEntry.Block) {
    let place = sealedOrdinals.sortedPlace(of: ordinal)
    precondition(place == sealedOrdinals.count || sealedOrdinals[place] != ordinal, "a requisition is sealed once")
    sealedOrdinals.insert(ordinal, at: place)
    blocks.insert(block, at: place)
  }

  /// Puts a changed entry in the place of the old one.
  func put(_ entry: TokenEntry, _ ordinal: Int) {
    if let place = places[ordinal] {
      entries[place] = entry
    } else {
      places[ordinal] = entries.count
      entries.append(entry)
    }
  }

  /// Adds a requisition that the open batch made, the next after all others.
  func add(_ entry: TokenEntry, _ ordinal: Int) {
    if sequences.isEmpty { firstOrdinal = ordinal }
    precondition(ordinal == firstOrdinal + sequences.count, "ordinals have no gaps")
    sequences.append(entry.acceptedSequence)
    ordinals[PublicKey(realm: entry.realm, publicID: entry.requisition.publicID)] = ordinal
    put(entry, ordinal)
  }

  /// A requisition that the open batch made.
  func ordinal(_ key: PublicKey) -> Int? {
    ordinals.isEmpty ? nil : ordinals[key]
  }

  /// A requisition that the open batch made.
  func ordinal(acceptedSequence: UInt64) -> Int? {
    guard let first = sequences.first, first <= acceptedSequence else { return nil }
    return sequences.sortedIndex(of: acceptedSequence).map { firstOrdinal + $0 }
  }

  /// Everything is published.
  func removeAll() {
    places.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    sealedOrdinals.removeAll(keepingCapacity: true)
    blocks.removeAll(keepingCapacity: true)
    sequences.removeAll(keepingCapacity: true)
    ordinals.removeAll(keepingCapacity: true)
  }
}
