// SequencerCore+Blocks.swift: found blocks into the ledger, or dropped with all that was built on them.

extension SequencerCore {
  func decideBlock(_ block: FoundBlock) {
    guard block.generation == generation else { return }
    guard heldBlocks.isEmpty, !clock.isSuspended, trySeal(block) else {
      heldBlocks.append(block)
      return
    }
  }

  /// Decides blocks again that could not be written before.
  func retryHeldBlocks() {
    let held = heldBlocks
    heldBlocks = []
    for block in held { decideBlock(block) }
  }

  /// Seals a block or drops it; false when it can't be written now.
  private func trySeal(_ block: FoundBlock) -> Bool {
    let header = block.header
    guard header.height == decided.tip.height + 1, header.link == decided.tip.link, isWorkDone(block),
      let ordinal = ordinal(acceptedSequence: block.acceptedSequence), let entry = entry(ordinal), entry.isPending,
      entry.leaf == header.requisitionDigest
    else {
      restartMiners()
      return true
    }
    guard (try? reserve(RecordSize.block)) != nil else { return false }
    let now = recordTime
    let end = entry.requisition.effectiveness.end(sealedAt: now)
    if entry.hasEnded || (end != 0 && end <= now) {
      leaveQueue(ordinal, .expired, at: now)
      restartMiners()
    } else {
      seal(block, ordinal, entry, end: end, at: now)
    }
    return true
  }

  private func isWorkDone(_ block: FoundBlock) -> Bool {
    guard let created = fold.created, block.header.chainID == created.chainID else { return false }
    return block.header.difficulty >= created.difficultyFloor && block.header.difficulty.isMet(by: block.identity)
  }

  private func seal(_ block: FoundBlock, _ ordinal: Int, _ entry: TokenEntry, end: UInt64, at now: UInt64) {
    let body = BlockSealed(
      height: block.header.height, acceptedSequence: entry.acceptedSequence, end: end, link: block.link)
    let attachment = Attachment(.blockHeader, block.header.bytes, salt: environment.randomDigest())
    add(.blockSealed(body), [attachment], caller: Caller(realm: entry.realm), at: now)
    change(ordinal) {
      $0.block = TokenEntry.Block(header: block.header, identity: block.identity, end: end, time: now)
    }
    decided.tip = ChainTip(height: block.header.height, link: block.link)
    decided.pending -= 1
  }

  /// All that miners built is void; they start again from the decided head.
  private func restartMiners() {
    generation += 1
    heldBlocks = []
    mine(.restart(generation: generation, tip: decided.tip))
  }
}
