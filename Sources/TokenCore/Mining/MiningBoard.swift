// MiningBoard.swift: which block is mined now, and which are found but not in the ledger yet. A value without threads.

/// The miners' view of the chain: the ledger's head plus the blocks they have built on it.
struct MiningBoard: Sendable {
  /// Blocks that may be found and not be in the ledger yet. More would be memory, and work that is lost when one of
  /// them is dropped; at 400,000 blocks a second it is 40 ms of them, many times what a sync takes.
  static let maxInFlight = 16_384
  /// Extra nonces that a header has.
  static let extraNonces: UInt64 = 1 << 32

  /// A block that was found.
  private struct Found {
    var height: UInt64
    var requisition: MiningRequisition
  }

  /// The last block found, in the ledger or not.
  private(set) var tip: ChainTip
  private(set) var generation: UInt64 = 0
  /// How often what is mined has changed.
  private(set) var changes: UInt64 = 0
  /// Ready to be mined, in order: sequences rise.
  private var ready = Conveyor<MiningRequisition>()
  /// Of those that are ready, the ones that are to be passed over.
  private var withdrawn: Set<UInt64> = []
  /// Found, not in the ledger yet, by rising height and sequence.
  private var inFlight = Conveyor<Found>()
  private var current: MiningJob?
  /// The first extra nonce of the current header that no thread has taken.
  private var freeExtraNonce: UInt64 = 0

  init(tip: ChainTip) {
    self.tip = tip
  }

  /// Nothing more is begun until the ledger has caught up.
  var isFull: Bool { inFlight.count >= Self.maxInFlight }

  /// The block to find now, with `lanes` extra nonces for the caller alone. The header is made by `makeHeader`, without
  /// nonces, when a block is begun, and again when all extra nonces of the last one are taken. nil: nothing is ready,
  /// or the board is full.
  mutating func job(lanes: Int, _ makeHeader: (ChainTip, MiningRequisition) -> BlockHeader) -> MiningJob? {
    if current == nil, !isFull, let requisition = takeReady() {
      change(to: MiningJob(generation: generation, requisition: requisition, header: makeHeader(tip, requisition)))
    }
    guard var job = current else { return nil }
    if freeExtraNonce + UInt64(lanes) > Self.extraNonces {
      // Another salt is another header. What is found of the last one counts as well.
      job.header = makeHeader(tip, job.requisition)
      current = job
      freeExtraNonce = 0
    }
    job.header.extraNonce = UInt32(freeExtraNonce)
    freeExtraNonce += UInt64(lanes)
    return job
  }

  /// The first that is ready and was not withdrawn.
  private mutating func takeReady() -> MiningRequisition? {
    while let requisition = ready.popFirst() {
      if withdrawn.isEmpty || withdrawn.remove(requisition.acceptedSequence) == nil { return requisition }
    }
    return nil
  }

  private mutating func change(to job: MiningJob?) {
    current = job
    freeExtraNonce = 0
    changes += 1
  }

  /// Takes a found block as the new tip; false when another thread, or the mail, was faster.
  mutating func complete(_ block: FoundBlock) -> Bool {
    guard let current, current.generation == block.generation,
      current.requisition.acceptedSequence == block.acceptedSequence
    else { return false }
    tip = ChainTip(height: block.header.height, link: block.link)
    inFlight.append(Found(height: block.header.height, requisition: current.requisition))
    change(to: nil)
    return true
  }

  mutating func apply(_ message: MinerMail) {
    switch message {
    case .ready(let requisition): ready.append(requisition)
    case .withdrawn(let sequence): withdraw(sequence)
    case .accepted(let height):
      while let first = inFlight.first, first.height <= height { inFlight.removeFirst(1) }
    case .restart(let generation, let tip): restart(generation, tip)
    }
  }

  private mutating func withdraw(_ sequence: UInt64) {
    if current?.requisition.acceptedSequence == sequence {
      change(to: nil)
    } else if let first = ready.first, first.acceptedSequence <= sequence {
      withdrawn.insert(sequence)
    } else {
      _ = inFlight.remove(sequence) { $0.requisition.acceptedSequence }
    }
  }

  /// What was built on the dropped block goes back to the front, in its old order.
  private mutating func restart(_ generation: UInt64, _ tip: ChainTip) {
    var again = inFlight.all.filter { $0.height > tip.height }.map(\.requisition)
    if let current { again.append(current.requisition) }
    ready.prepend(again)
    inFlight.removeAll()
    self.generation = generation
    self.tip = tip
    change(to: nil)
  }
}
