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
    guard header.height == decided.tip.height + 1, header.link == decided.tip.link,
      let ordinal = ordinal(acceptedSequence: block.acceptedSequence),
      let requisition = decided.entries.pending(ordinal, in: fold.tokens, fold.queue),
      requisition.leaf == header.requisitionDigest, let hashed = checkWork(block)
    else {
      restartMiners()
      return true
    }
    guard (try? reserve(RecordSize.block)) != nil else { return false }
    let now = recordTime
    let end = requisition.effectiveness.end(sealedAt: now)
    if requisition.hasEnded || (end != 0 && end <= now) {
      leaveQueue(ordinal, .expired, at: now)
      restartMiners()
    } else {
      seal(hashed, ordinal, requisition, end: end, at: now)
    }
    return true
  }

  /// The block with hashes of our own, before anything of it is written; nil: it does not prove the work.
  private func checkWork(_ block: FoundBlock) -> HashedBlock? {
    let header = block.header
    guard let created = fold.created, header.chainID == created.chainID,
      header.difficulty >= created.difficultyFloor
    else { return nil }
    let hashed = HashedBlock(header, &hasher)
    guard hashed.identity == block.identity, hashed.link == block.link,
      header.difficulty.isMet(by: hashed.identity)
    else { return nil }
    return hashed
  }

  private func seal(
    _ block: HashedBlock, _ ordinal: Int, _ requisition: SealableRequisition, end: UInt64, at now: UInt64
  ) {
    let header = block.header
    let body = BlockSealed(
      height: header.height, acceptedSequence: requisition.acceptedSequence, end: end, link: block.link)
    let attachment = Attachment(.blockHeader, header.bytes, salt: random.digest())
    let added = add(
      .blockSealed(body), [attachment], block: block, caller: Caller(realm: requisition.realm), at: now)
    decided.entries.seal(ordinal, block, end: end, time: now, at: added.location)
    decided.tip = ChainTip(height: header.height, link: block.link)
    decided.pending -= 1
  }

  /// All that miners built is void; they start again from the decided head.
  private func restartMiners() {
    generation += 1
    heldBlocks = []
    mine(.restart(generation: generation, tip: decided.tip))
  }
}
