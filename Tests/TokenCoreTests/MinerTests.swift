// MinerTests.swift: the miners with their threads: whole chains, who is woken, what they cost when idle, and how they
// end.

import Glibc
import Synchronization
import Testing

@testable import TokenCore

@Suite("Miner", .timeLimit(.minutes(5)))
struct MinerTests {
  /// Miners whose ledger is the test.
  private final class Scene: Sendable {
    let miner: Miner
    let chain = Mutex<[FoundBlock]>([])

    init(
      _ difficulty: MiningDifficulty, floor: Difficulty = .none, threads: Int = 2, kernel: MiningKernel = .portable,
      hashesPerSecond: Double = 1e6, nanoseconds: @escaping @Sendable () -> UInt64 = Environment.monotonicNanoseconds
    ) {
      miner = Miner(
        kernel: kernel, hashesPerSecond: hashesPerSecond, threads: threads, difficulty: difficulty, floor: floor,
        chainID: 7, tip: ChainTip(height: 0, link: .zero), environment: .system, nanoseconds: nanoseconds)
    }

    convenience init(bits: Int, threads: Int = 2, kernel: MiningKernel = .portable) throws {
      self.init(.fixed(try #require(Difficulty(bits: bits))), threads: threads, kernel: kernel)
    }

    deinit { miner.stop() }

    @discardableResult
    func start() -> Int {
      miner.start { [weak self] block in self?.chain.withLock { $0.append(block) } }
    }

    func ready(_ sequences: ClosedRange<UInt64>) {
      for sequence in sequences {
        miner.send(.ready(MiningRequisition(acceptedSequence: sequence, digest: Golden.digest(UInt8(sequence & 255)))))
      }
    }

    var found: [FoundBlock] { chain.withLock { $0 } }

    /// Waits for so many blocks.
    func wait(for count: Int) async throws -> [FoundBlock] {
      try await until { self.found.count >= count }
      return found
    }

    /// Waits until it is so. Not timed: a test that hangs is stopped by its limit.
    func until(_ isSo: () -> Bool) async throws {
      while !isSo() { try await Task.sleep(for: .milliseconds(1)) }
    }

    func isIdle() -> Bool { miner.state.miningThreads == 0 }
  }

  private func expectChain(_ blocks: [FoundBlock], _ place: SourceLocation = #_sourceLocation) {
    var tip = ChainTip(height: 0, link: .zero)
    for block in blocks {
      let header = block.header
      #expect(header.height == tip.height + 1 && header.link == tip.link, sourceLocation: place)
      #expect(block.identity == header.identity(), sourceLocation: place)
      #expect(block.link == BlockHeader.link(to: block.identity), sourceLocation: place)
      #expect(header.difficulty.isMet(by: block.identity) && header.chainID == 7, sourceLocation: place)
      tip = ChainTip(height: header.height, link: block.link)
    }
    #expect(Set(blocks.map(\.header.salt)).count == blocks.count, sourceLocation: place)
  }

  @Test(
    "every kernel that runs here mines whole chains at low and at fractional difficulties, each block on the one before"
  )
  func chains() async throws {
    for kernel in MiningKernel.all where kernel.isSupported {
      for hashes in [1, 1.5, 2, 3, 8, 100, 3000.0] {
        let difficulty = Difficulty(expectedHashes: hashes)
        let scene = Scene(.fixed(difficulty), kernel: kernel)
        scene.ready(1...200)
        scene.start()
        let blocks = try await scene.wait(for: 200)
        expectChain(blocks)
        #expect(blocks.map(\.acceptedSequence) == Array(1...200), "\(kernel.name) \(hashes)")
        #expect(blocks.allSatisfy { $0.header.difficulty == difficulty })
      }
    }
  }

  @Test("hashes are counted as they were tried: a block takes as many as its difficulty says")
  func honestCount() async throws {
    let scene = try Scene(bits: 12)
    scene.ready(1...400)
    scene.start()
    _ = try await scene.wait(for: 400)
    scene.miner.stop()
    // 400 searches: the mean is good to 5 %, and this is four times that.
    #expect(abs(Double(scene.miner.state.hashesTried) / (400 * 4096) - 1) < 0.2)
  }

  @Test("threads that share a block lose nothing: all requisitions come out once, in order")
  func together() async throws {
    let scene = try Scene(bits: 15, threads: 4)
    scene.ready(1...30)
    scene.start()
    let blocks = try await scene.wait(for: 30)
    expectChain(blocks)
    #expect(blocks.map(\.acceptedSequence) == Array(1...30))
  }

  @Test("an easy block wakes the first thread alone, a hard one wakes all, and without work all sleep")
  func wakes() async throws {
    let easy = try Scene(bits: 1, threads: 4)
    #expect(easy.start() == 4 && easy.miner.runningThreads == 4)
    easy.ready(1...50_000)
    var most = 0
    try await easy.until {
      most = max(most, easy.miner.state.miningThreads)
      return easy.miner.state.miningThreads == 0 && easy.found.count == MiningBoard.maxInFlight
    }
    #expect(most == 1 && easy.miner.wakeUps.dropFirst() == [0, 0, 0])

    let hard = try Scene(bits: 63, threads: 4)
    hard.start()
    // The second time all of them have slept.
    for sequence in 1...2 as ClosedRange<UInt64> {
      hard.ready(sequence...sequence)
      try await hard.until { hard.miner.state.miningThreads == 4 }
      hard.miner.send(.withdrawn(acceptedSequence: sequence))
      try await hard.until(hard.isIdle)
    }
  }

  @Test("when there is nothing to mine the miners use no processor time")
  func idle() async throws {
    let scene = try Scene(bits: 8, threads: 4)
    scene.ready(1...10)
    scene.start()
    _ = try await scene.wait(for: 10)
    try await scene.until(scene.isIdle)
    let tried = scene.miner.state.hashesTried
    let wakeUps = scene.miner.wakeUps
    // News that gives nobody anything to do.
    for height in 1...10 { scene.miner.send(.accepted(height: UInt64(height))) }
    scene.miner.send(.withdrawn(acceptedSequence: 99))
    for _ in 0..<20 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(scene.isIdle() && scene.miner.state.hashesTried == tried && scene.miner.wakeUps == wakeUps)
    #expect(scene.miner.state.hashesPerSecond == 0)
  }

  @Test("mining goes on while the ledger writes, up to a bound; when it has caught up the miners go on by themselves")
  func inFlight() async throws {
    let scene = try Scene(bits: 0)
    let most = MiningBoard.maxInFlight
    scene.ready(1...UInt64(most) + 500)
    scene.start()
    _ = try await scene.wait(for: most)
    try await scene.until(scene.isIdle)
    #expect(scene.found.count == most)
    scene.miner.send(.accepted(height: 100))
    _ = try await scene.wait(for: most + 100)
    try await scene.until(scene.isIdle)
    #expect(scene.found.count == most + 100)
    scene.miner.send(.accepted(height: 600))
    expectChain(try await scene.wait(for: most + 500))
  }

  @Test("after a restart all that was built on the dropped block is mined again from the tip that is given")
  func restart() async throws {
    let scene = try Scene(bits: 0)
    scene.ready(1...10)
    scene.start()
    let first = try await scene.wait(for: 10)
    scene.miner.send(.restart(generation: 1, tip: ChainTip(height: 4, link: first[3].link)))
    let all = try await scene.wait(for: 16)
    #expect(all[10...].map(\.acceptedSequence) == Array(5...10) && all[10...].allSatisfy { $0.generation == 1 })
    expectChain(Array(all[..<4] + all[10...]))
  }

  @Test("a requisition that is withdrawn while it is mined makes room for the next")
  func withdrawn() async throws {
    let scene = try Scene(bits: 63)
    scene.ready(1...2)
    scene.start()
    try await scene.until { scene.miner.state.hashesTried > 0 }
    scene.miner.send(.withdrawn(acceptedSequence: 1))
    scene.miner.send(.withdrawn(acceptedSequence: 2))
    try await scene.until(scene.isIdle)
    #expect(scene.found.isEmpty)
  }

  @Test("miners stop in the midst of a block that is never found, also twice, and before they have started")
  func stops() async throws {
    let scene = try Scene(bits: 63, threads: 4)
    scene.miner.stop()
    let other = try Scene(bits: 63, threads: 4)
    other.ready(1...5)
    other.start()
    try await other.until { other.miner.state.hashesTried > 0 }
    other.miner.stop()
    #expect(other.miner.runningThreads == 0 && other.isIdle())
    other.miner.stop()
  }

  @Test("with a target rate the difficulty follows what the threads do, from the first estimate on, over the floor")
  func automatic() async throws {
    let floor = try #require(Difficulty(bits: 3))
    let scene = Scene(.automatic(tokensPerSecond: 2000), floor: floor, hashesPerSecond: 2e9)
    #expect(abs(scene.miner.state.difficulty.expectedHashes / 2e6 - 1) < 1e-5)
    scene.ready(1...3000)
    scene.start()
    let blocks = try await scene.wait(for: 3000)
    expectChain(blocks)
    #expect(blocks.allSatisfy { $0.header.difficulty >= floor })
    // No machine does a billion: it has come down, and the headers say so.
    let last = try #require(blocks.last).header.difficulty
    #expect(last < blocks[0].header.difficulty && Set(blocks.map(\.header.difficulty)).count > 2)
    #expect(scene.miner.state.difficulty <= blocks[0].header.difficulty)
  }

  @Test("a target that the floor forbids is mined at the floor")
  func automaticFloor() async throws {
    let floor = try #require(Difficulty(bits: 10))
    let scene = Scene(.automatic(tokensPerSecond: 1_000_000), floor: floor)
    scene.ready(1...20)
    scene.start()
    #expect(try await scene.wait(for: 20).allSatisfy { $0.header.difficulty == floor })
  }

  @Test("idle time is not slowness: the rate that was measured stands when nothing is mined")
  func idleIsNotSlow() async throws {
    let hour: UInt64 = 3_600_000_000_000
    let offset = Sent()
    let scene = Scene(
      .automatic(tokensPerSecond: 100), threads: 1,
      nanoseconds: { Environment.monotonicNanoseconds() + offset.value.load(ordering: .relaxed) })
    scene.start()
    for round in 0..<5 as Range<UInt64> {
      scene.ready(round * 20 + 1...round * 20 + 20)
      _ = try await scene.wait(for: Int(round) * 20 + 20)
      try await scene.until(scene.isIdle)
      // Hours pass while nothing is mined. The thread sleeps by now, or is about to and has stopped counting.
      offset.value.add(hour, ordering: .relaxed)
    }
    // At the speed of an hour for a few blocks there would be no difficulty.
    #expect(scene.found.allSatisfy { $0.header.difficulty.expectedHashes > 20 })
  }

  private final class Sent: Sendable {
    let value = Atomic<UInt64>(0)
  }
}
