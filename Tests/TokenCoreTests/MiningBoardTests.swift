// MiningBoardTests.swift: what the miners do next, as conversations between them and the sequencer.

import Testing

@testable import TokenCore

@Suite("MiningBoard")
struct MiningBoardTests {
  private static func requisition(_ sequence: UInt64) -> MiningRequisition {
    MiningRequisition(acceptedSequence: sequence, digest: Golden.digest(UInt8(truncatingIfNeeded: sequence)))
  }

  /// A board with requisitions that are ready.
  private func board(ready: ClosedRange<UInt64>) -> MiningBoard {
    var board = MiningBoard(tip: ChainTip(height: 10, link: Golden.digest(99)))
    for sequence in ready { board.apply(.ready(Self.requisition(sequence))) }
    return board
  }

  private func next(_ board: inout MiningBoard) -> MiningJob? {
    board.job(lanes: 1) { tip, requisition in
      BlockHeader(
        extraNonce: 0, height: tip.height + 1, link: tip.link, time: 0, difficulty: .none, chainID: 1,
        requisitionDigest: requisition.digest, salt: BlockHeader.Salt(high: 0, low: requisition.acceptedSequence),
        nonce: 0)
    }
  }

  /// What is mined now; there must be something.
  private func current(_ board: inout MiningBoard) throws -> MiningJob {
    let job = next(&board)
    return try #require(job)
  }

  /// Finds the block that is mined now; returns its job.
  @discardableResult
  private func find(_ board: inout MiningBoard) throws -> MiningJob {
    let job = try current(&board)
    let isFirst = board.complete(FoundBlock(job))
    #expect(isFirst)
    return job
  }

  private func expectRest(
    _ board: inout MiningBoard, _ expected: [UInt64], _ place: SourceLocation = #_sourceLocation
  ) throws {
    let sequences = try rest(&board)
    #expect(sequences == expected, sourceLocation: place)
  }

  /// The requisitions that are mined from here on, in order.
  private func rest(_ board: inout MiningBoard) throws -> [UInt64] {
    var sequences: [UInt64] = []
    while next(&board) != nil { sequences.append(try find(&board).requisition.acceptedSequence) }
    return sequences
  }

  @Test("requisitions are mined in order, each block on the one before, without waiting for the ledger")
  func inOrder() throws {
    var board = board(ready: 1...3)
    let first = try find(&board)
    #expect(first.header.height == 11 && first.header.link == Golden.digest(99))
    let second = try find(&board)
    #expect(second.header.height == 12 && second.header.link == BlockHeader.link(to: first.header.identity()))
    #expect(second.requisition == Self.requisition(2))
    try expectRest(&board, [3])
    let nothing = next(&board)
    #expect(nothing == nil)
    board.apply(.ready(Self.requisition(4)))
    try expectRest(&board, [4])
  }

  @Test("all threads mine the same block until it is found, and only the first finder counts")
  func sharedJob() throws {
    var board = board(ready: 1...2)
    let one = try current(&board)
    let other = try current(&board)
    #expect(one.header.salt == other.header.salt && one.requisition == other.requisition)
    #expect(one.header.extraNonce == 0 && other.header.extraNonce == 1)
    let isFirst = board.complete(FoundBlock(one, identity: Golden.digest(1)))
    #expect(isFirst)
    let isSecond = board.complete(FoundBlock(other, identity: Golden.digest(2)))
    #expect(!isSecond)
    let job = try current(&board)
    #expect(job.header.link == BlockHeader.link(to: Golden.digest(1)))
  }

  @Test("one that is withdrawn while it waits is passed over")
  func withdrawnReady() throws {
    var board = board(ready: 1...5)
    board.apply(.withdrawn(acceptedSequence: 3))
    board.apply(.withdrawn(acceptedSequence: 5))
    try expectRest(&board, [1, 2, 4])
  }

  @Test("one that is withdrawn while it is mined makes room for the next at the same height")
  func withdrawnCurrent() throws {
    var board = board(ready: 1...3)
    let job = try current(&board)
    board.apply(.withdrawn(acceptedSequence: 1))
    let isTaken = board.complete(FoundBlock(job))
    #expect(!isTaken)
    let next = try find(&board)
    #expect(next.header.height == 11 && next.requisition == Self.requisition(2))
    try expectRest(&board, [3])
  }

  @Test("after a restart all that was found and not written is mined again, in its old order, before what came later")
  func restart() throws {
    var board = board(ready: 1...5)
    for _ in 0..<3 { try find(&board) }
    _ = next(&board)
    board.apply(.accepted(height: 11))
    board.apply(.ready(Self.requisition(6)))
    let tip = ChainTip(height: 11, link: Golden.digest(50))
    board.apply(.restart(generation: 1, tip: tip))
    let first = try current(&board)
    #expect(first.generation == 1 && first.header.height == 12 && first.header.link == Golden.digest(50))
    try expectRest(&board, [2, 3, 4, 5, 6])
  }

  @Test("a dropped block's requisition does not come back when it was withdrawn, those built on it do")
  func droppedBlock() throws {
    var board = board(ready: 1...4)
    for _ in 0..<3 { try find(&board) }
    board.apply(.withdrawn(acceptedSequence: 2))
    board.apply(.accepted(height: 11))
    board.apply(.restart(generation: 1, tip: ChainTip(height: 11, link: .zero)))
    try expectRest(&board, [3, 4])
  }

  @Test("a restart whose news of written blocks comes with its tip alone does not mine them again")
  func restartBeforeAccepted() throws {
    var board = board(ready: 1...4)
    for _ in 0..<3 { try find(&board) }
    board.apply(.restart(generation: 1, tip: ChainTip(height: 12, link: .zero)))
    board.apply(.accepted(height: 11))
    board.apply(.accepted(height: 12))
    try expectRest(&board, [3, 4])
  }

  @Test("no thread gets the extra nonces of another, and when all are taken the same block has a new header")
  func extraNonces() throws {
    var board = board(ready: 1...2)
    let lanes = 1 << 30
    var salts: [UInt64] = []
    func take() -> MiningJob? {
      board.job(lanes: lanes) { tip, requisition in
        salts.append(UInt64(salts.count))
        return BlockHeader(
          extraNonce: 0, height: tip.height + 1, link: tip.link, time: 0, difficulty: .none, chainID: 1,
          requisitionDigest: requisition.digest, salt: BlockHeader.Salt(high: 0, low: salts[salts.count - 1]), nonce: 0)
      }
    }
    let before = board.changes
    let jobs = try (0..<6).map { _ in try #require(take()) }
    #expect(jobs.map(\.header.extraNonce) == [0, 1 << 30, 2 << 30, 3 << 30, 0, 1 << 30])
    #expect(jobs.map(\.header.salt.low) == [0, 0, 0, 0, 1, 1])
    #expect(Set(jobs.map(\.requisition.acceptedSequence)) == [1] && Set(jobs.map(\.header.height)) == [11])
    // The block that is mined is the same, so nobody has to look again, and the old header's nonces count.
    #expect(board.changes == before + 1)
    let isTaken = board.complete(FoundBlock(jobs[0]))
    #expect(isTaken)
    let next = try #require(take())
    #expect(next.header.extraNonce == 0 && next.requisition == Self.requisition(2))
  }

  @Test("lanes that do not divide the extra nonces never wrap: the rest is left")
  func oddLanes() throws {
    var board = board(ready: 1...1)
    for _ in 0..<5 {
      let job = board.job(lanes: 3 << 29) { tip, _ in
        BlockHeader(
          extraNonce: 0, height: tip.height + 1, link: tip.link, time: 0, difficulty: .none, chainID: 1,
          requisitionDigest: .zero, salt: BlockHeader.Salt(high: 0, low: 0), nonce: 0)
      }
      #expect(try [0, 3 << 29].contains(#require(job).header.extraNonce))
    }
  }

  @Test("so many blocks may be found and not be in the ledger; then nothing is begun until it has caught up")
  func full() throws {
    let most = UInt64(MiningBoard.maxInFlight)
    var board = board(ready: 1...most + 3)
    for _ in 0..<most { try find(&board) }
    #expect(board.isFull && next(&board) == nil)
    board.apply(.accepted(height: 11))
    #expect(try find(&board).requisition == Self.requisition(most + 1))
    #expect(next(&board) == nil)
    // A restart empties it: nothing that was found stands.
    board.apply(.restart(generation: 1, tip: ChainTip(height: 11, link: .zero)))
    #expect(!board.isFull && next(&board)?.requisition == Self.requisition(2))
  }

  @Test("what is mined changes when a block is begun, found, withdrawn or void, and by nothing else")
  func changes() throws {
    var board = board(ready: 1...3)
    func changed(_ body: (inout MiningBoard) throws -> Void) rethrows -> UInt64 {
      let before = board.changes
      try body(&board)
      return board.changes - before
    }
    #expect(changed { _ = next(&$0) } == 1)
    #expect(changed { _ = next(&$0) } == 0)
    #expect(changed { $0.apply(.ready(Self.requisition(4))) } == 0)
    #expect(changed { $0.apply(.withdrawn(acceptedSequence: 3)) } == 0)
    #expect(changed { $0.apply(.accepted(height: 10)) } == 0)
    #expect(changed { $0.apply(.withdrawn(acceptedSequence: 1)) } == 1)
    #expect(try changed { try find(&$0) } == 2)
    #expect(changed { $0.apply(.restart(generation: 1, tip: ChainTip(height: 10, link: .zero))) } == 1)
  }

  @Test("a block of an earlier generation is worth nothing")
  func staleGeneration() throws {
    var board = board(ready: 1...2)
    let stale = try current(&board)
    board.apply(.restart(generation: 1, tip: ChainTip(height: 10, link: Golden.digest(99))))
    let fresh = try current(&board)
    #expect(fresh.requisition == stale.requisition && fresh.header.height == stale.header.height)
    let isStaleTaken = board.complete(FoundBlock(stale))
    #expect(!isStaleTaken)
    let isFreshTaken = board.complete(FoundBlock(fresh))
    #expect(isFreshTaken)
  }

  @Test(
    "restarts one after the other lose and double nothing, whatever was found between",
    arguments: 1...20 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var board = MiningBoard(tip: ChainTip(height: 0, link: .zero))
    var written: [UInt64] = []
    var inFlight: [MiningJob] = []
    var withdrawn: Set<UInt64> = []
    var tip = ChainTip(height: 0, link: .zero)
    var generation: UInt64 = 0
    var ready: UInt64 = 0
    for _ in 0..<3000 {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0...2:
        ready += 1
        board.apply(.ready(Self.requisition(ready)))
      case 3...5:
        if next(&board) != nil { inFlight.append(try find(&board)) }
      case 6...7:
        // The sequencer decides the first block found: written, unless its requisition was withdrawn.
        guard let block = inFlight.first else { continue }
        if withdrawn.contains(block.requisition.acceptedSequence) {
          generation += 1
          board.apply(.restart(generation: generation, tip: tip))
          inFlight = []
        } else {
          inFlight.removeFirst()
          written.append(block.requisition.acceptedSequence)
          #expect(block.header.height == tip.height + 1 && block.header.link == tip.link, "seed \(seed)")
          tip = ChainTip(height: tip.height + 1, link: BlockHeader.link(to: block.header.identity()))
          board.apply(.accepted(height: tip.height))
        }
      default:
        guard ready > 0 else { continue }
        let sequence = UInt64.random(in: max(1, ready &- min(ready - 1, 6))...ready, using: &generator)
        guard !written.contains(sequence), withdrawn.insert(sequence).inserted else { continue }
        board.apply(.withdrawn(acceptedSequence: sequence))
      }
    }
    written += inFlight.map(\.requisition.acceptedSequence).filter { !withdrawn.contains($0) }
    // Those behind a withdrawn block in flight come back by the restart that it causes.
    if inFlight.contains(where: { withdrawn.contains($0.requisition.acceptedSequence) }) {
      let lost = inFlight.drop { !withdrawn.contains($0.requisition.acceptedSequence) }
      written.removeAll { sequence in lost.contains { $0.requisition.acceptedSequence == sequence } }
      let height = tip.height + UInt64(inFlight.count - lost.count)
      board.apply(.restart(generation: generation + 1, tip: ChainTip(height: height, link: .zero)))
    }
    written += try rest(&board)
    #expect(written == (1...ready).filter { !withdrawn.contains($0) }, "seed \(seed)")
  }
}
