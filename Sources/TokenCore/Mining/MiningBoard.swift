// MiningBoard.swift: which block is mined now, and which are found but not in the ledger yet. A value without threads.

/// The miners' view of the chain: the ledger's head plus the blocks they have built on it.
struct MiningBoard {
  /// The last block found, in the ledger or not.
  private(set) var tip: ChainTip
  private(set) var generation: UInt64 = 0
  /// Ready to be mined, in order.
  private var ready: [MiningRequisition] = []
  private var readyHead = 0
  /// Of those that are ready, the ones that are to be passed over.
  private var withdrawn: Set<UInt64> = []
  /// Found, not in the ledger yet, by rising height.
  private var inFlight: [(height: UInt64, requisition: MiningRequisition)] = []
  private var current: MiningJob?

  init(tip: ChainTip) {
    self.tip = tip
  }

  /// The block to find now; made by `makeHeader` when there is none yet. nil: nothing is ready.
  mutating func job(_ makeHeader: (ChainTip, MiningRequisition) -> BlockHeader) -> MiningJob? {
    if current == nil, let requisition = takeReady() {
      current = MiningJob(generation: generation, requisition: requisition, header: makeHeader(tip, requisition))
    }
    return current
  }

  /// The first that is ready and was not withdrawn.
  private mutating func takeReady() -> MiningRequisition? {
    while readyHead < ready.count {
      let requisition = ready[readyHead]
      readyHead += 1
      if readyHead > 4096, readyHead > ready.count / 2 {
        ready.removeFirst(readyHead)
        readyHead = 0
      }
      if withdrawn.remove(requisition.acceptedSequence) == nil { return requisition }
    }
    ready.removeAll(keepingCapacity: true)
    readyHead = 0
    return nil
  }

  /// Takes a found block as the new tip; false when another thread, or the mail, was faster.
  mutating func complete(_ job: MiningJob, identity: Digest) -> Bool {
    guard let current, current.generation == job.generation, current.header.height == job.header.height,
      current.requisition == job.requisition
    else { return false }
    tip = ChainTip(height: job.header.height, link: BlockHeader.link(to: identity))
    inFlight.append((job.header.height, job.requisition))
    self.current = nil
    return true
  }

  mutating func apply(_ message: MinerMail) {
    switch message {
    case .ready(let requisition): ready.append(requisition)
    case .withdrawn(let sequence): withdraw(sequence)
    case .accepted(let height):
      let done = inFlight.firstIndex { $0.height > height } ?? inFlight.count
      inFlight.removeFirst(done)
    case .restart(let generation, let tip): restart(generation, tip)
    }
  }

  private mutating func withdraw(_ sequence: UInt64) {
    if current?.requisition.acceptedSequence == sequence { current = nil }
    if let first = ready[readyHead...].first, first.acceptedSequence <= sequence { withdrawn.insert(sequence) }
    inFlight.removeAll { $0.requisition.acceptedSequence == sequence }
  }

  /// What was built on the dropped block goes back to the front, in its old order.
  private mutating func restart(_ generation: UInt64, _ tip: ChainTip) {
    var again = inFlight.filter { $0.height > tip.height }.map(\.requisition)
    if let current { again.append(current.requisition) }
    ready.replaceSubrange(..<readyHead, with: again)
    readyHead = 0
    inFlight = []
    current = nil
    self.generation = generation
    self.tip = tip
  }
}
