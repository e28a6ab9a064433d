// FaultTests.swift: the faults that token services like this one are known to have, each by its name. More about each
// stands in the suite of the type; two are tested where they could happen: "a text date that never expires" in
// rpc-cli's tests, "a queue that drops what it takes before it is stored" with the failing disk.

import Testing

@testable import TokenCore

@Suite("faults that this service does not have")
struct FaultTests {
  private let disk = MemoryDisk()

  @Test("read-modify-write counters that lose uses")
  func lostUses() throws {
    let bench = try Bench(MemoryStorage(disk))
    let token = try bench.token(uses: 100)
    try bench.generate("ann", "012345")
    // Decided in one batch: each must see the one before, though none is published yet.
    let uses = (0..<40).map { _ in bench.using(token.identity) }
    let codeUses = try (0..<40).map { _ in try bench.usingCode("ann", "012345") }
    bench.run(uses.map(\.command) + codeUses.map(\.command))
    #expect(bench.view(.identity(token.identity))?.entry.uses == 40)
    #expect(try bench.code(of: "ann")?.timesUsed == 40)
  }

  @Test("two live codes for one user")
  func twoLiveCodes() throws {
    let bench = try Bench(MemoryStorage(disk))
    let calls = try (0..<20).map { try bench.generating("ann", "\(100_000 + $0)") }
    bench.run(calls.map(\.command))
    #expect(try LogReader.records(disk).count { $0.body.kind == .codeIssued } == 1)
    #expect(Set(calls.compactMap { $0.reply.value?.digits.text }).count == 1)
  }

  @Test("N+1 uses")
  func oneUseTooMany() throws {
    let bench = try Bench(MemoryStorage(disk), settings: Bench.settings(codes: CodePolicy(usesPerCode: 1)))
    let token = try bench.token(uses: 3)
    let uses = (0..<9).map { _ in bench.using(token.identity) }
    try bench.generate("ann", "012345")
    let codeUses = try (0..<9).map { _ in try bench.usingCode("ann", "012345") }
    bench.run(uses.map(\.command) + codeUses.map(\.command))
    #expect(uses.count { $0.reply.value?.isValid == true } == 3)
    #expect(codeUses.count { $0.reply.value?.accepted != nil } == 1)
  }

  @Test("codes that never start with 0")
  func leadingZero() {
    var generator = SeededGenerator(seed: 1)
    let codes = (0..<2000).map { _ in CodeDigits.draw(6) { generator.next() }.text }
    #expect(codes.allSatisfy { $0.count == 6 })
    #expect((120...280).contains(codes.count { $0.hasPrefix("0") }))
  }

  @Test("a clock stepping back that revives or kills")
  func clockStepsBack() throws {
    let bench = try Bench(MemoryStorage(disk))
    let token = try bench.token(duration: 60_000)
    try bench.generate("ann", "012345")
    bench.clocks.setWall(bench.clocks.wall - 240_000)
    #expect(bench.use(token.identity).value?.isValid == true)
    #expect(try bench.useCode("ann", "012345") == true)
    bench.clocks.advance(60_000)
    #expect(bench.use(token.identity).value?.reason == .expired)
    #expect(try bench.useCode("ann", "012345") == false)
    bench.clocks.setWall(bench.clocks.wall - 30_000)
    #expect(bench.use(token.identity).value?.reason == .expired)
    #expect(try bench.useCode("ann", "012345") == false)
  }

  @Test("a live code shown after the generator failed")
  func generatorFailed() async throws {
    struct OnceOnly: CodeGenerator {
      let isFirst: @Sendable () -> Bool
      func draw(digits: Int, answer: @escaping @Sendable (Result<[UInt8], GeneratorFault>) -> Void) {
        answer(isFirst() ? .success(Array("012345".utf8)) : .failure(GeneratorFault("down")))
      }
    }
    let clocks = TestClocks()
    let start = clocks.wall
    let engine = try TokenEngine.open(
      Bench.settings(), clocks.environment(), MemoryStorage(disk),
      generator: OnceOnly { clocks.wall == start }, onFailure: { Issue.record("the ledger failed: \($0)") })
    #expect(try await engine.generate("ann").digits.text == "012345")
    clocks.advance(60_000)
    await #expect(throws: TokenError.noGenerator(GeneratorFault("down"))) { _ = try await engine.generate("ann") }
    await engine.stop()
  }

  @Test("ids equal within one second")
  func equalIDs() throws {
    let bench = try Bench(MemoryStorage(disk))
    let calls = try (0..<50).map { _ in try bench.requesting() }
    bench.run(calls.map(\.command))
    #expect(Set(calls.compactMap { $0.reply.value?.entry.requestID }).count == 50)
    bench.mine()
    let identities = (1...50 as ClosedRange<UInt64>).compactMap { height in
      bench.published.tokens.ordinal(height: height).flatMap { bench.published.view($0)?.entry.block?.identity }
    }
    #expect(Set(identities).count == 50)
  }

  @Test("mutable state inside the hash so that the first use breaks the chain")
  func stateInsideTheHash() throws {
    let bench = try Bench(MemoryStorage(disk))
    let first = try bench.token(uses: 2)
    bench.use(first.identity)
    bench.revoke(.identity(first.identity))
    let second = try bench.token()
    let headers = try [first, second].map { token in
      try #require(bench.view(.identity(token.identity))?.entry.block?.header)
    }
    #expect(headers.map { $0.identity() } == [first.identity, second.identity])
    #expect(headers[1].link == BlockHeader.link(to: first.identity))
  }

  @Test("hashes that change after a reload")
  func reload() throws {
    let bench = try Bench(MemoryStorage(disk))
    let tokens = try (0..<3).map { _ in try bench.token(uses: 2) }
    bench.use(tokens[0].identity)
    let root = bench.core.writer.root()
    let records = bench.core.fold.records
    bench.stop()
    let again = try Bench(MemoryStorage(disk), bench.clocks)
    for token in tokens {
      #expect(again.view(.identity(token.identity))?.entry.block?.header.identity() == token.identity)
    }
    // The epoch's record names the root that was there before.
    let opened = try #require(
      LogReader.records(disk).compactMap { if case .epochOpened(let body) = $0.body { body } else { nil } }.last)
    #expect(opened.oldRoot == root && opened.oldRecords == records)
  }

  @Test("page counts that lose the partial page")
  func partialPage() throws {
    let bench = try Bench(MemoryStorage(disk))
    for _ in 0..<11 { try bench.request() }
    let snapshot = bench.queueSnapshot
    #expect(snapshot.pageCount(pageSize: 10) == 2 && snapshot.pageCount(pageSize: 11) == 1)
    #expect(snapshot.entries(from: 10, limit: 10)?.count == 1)
  }

  @Test("validation that skips the first block or never checks the proof of work", arguments: [1, 2] as [UInt64])
  func firstBlockAndProofOfWork(height: UInt64) throws {
    let settings = Bench.settings(bits: 8, floor: 8, segmentBytes: 65_536)
    let bench = try Bench(MemoryStorage(disk), settings: settings)
    for _ in 1..<height { _ = try bench.token() }
    try bench.request()
    // A header that no work was done for, with all else right.
    guard case .found(var block)? = bench.findBlocks(1).first else {
      Issue.record("no block was found")
      return
    }
    while block.header.difficulty.isMet(by: block.identity) {
      block.header.nonce &+= 1
      block.identity = block.header.identity()
    }
    bench.run(.found(block))
    #expect(bench.core.fold.tip.height == height - 1)
    // And in a log: the same check when it is opened.
    let log = try LogBuilder(settings: settings)
    for number in 1...height {
      try log.seal(log.accept(id: UInt8(number * 10))) { header, _ in header.mine(number == height) }
    }
    try log.close()
    #expect(
      throws: LedgerError.corrupt(
        segment: log.last.segment, offset: UInt64(log.last.offset), .broken(rule: .proofOfWork))
    ) {
      _ = try Bench(MemoryStorage(log.disk), settings: settings)
    }
  }

  @Test("a chain is judged by one difficulty instead of each block's own and the floor")
  func ownDifficulty() throws {
    let settings = Bench.settings(bits: 4, floor: 4, segmentBytes: 65_536)
    let hashes = [16, 700, 17.3, 16, 60.5, 2000, 33]
    let good = try LogBuilder(settings: settings)
    for (index, hashes) in hashes.enumerated() {
      try good.seal(good.accept(id: UInt8(index * 10))) { header, _ in
        header.mine(Difficulty(expectedHashes: hashes))
      }
    }
    try good.close()
    let bench = try Bench(MemoryStorage(good.disk), settings: settings)
    #expect(bench.opened.tokens == UInt64(hashes.count))

    // Its own work was done, and other blocks are harder, but the floor is the floor.
    let easy = try #require(Difficulty(field: settings.difficultyFloor.field - 1))
    for place in 0..<3 {
      let log = try LogBuilder(settings: settings)
      for index in 0...place {
        try log.seal(log.accept(id: UInt8(index * 10))) { header, _ in
          header.mine(index == place ? easy : Difficulty(expectedHashes: 100))
        }
      }
      try log.close()
      #expect(
        throws: LedgerError.corrupt(
          segment: log.last.segment, offset: UInt64(log.last.offset), .broken(rule: .proofOfWork))
      ) {
        _ = try Bench(MemoryStorage(log.disk), settings: settings)
      }
    }
  }

  @Test("tail truncation unseen")
  func truncation() throws {
    let bench = try Bench(MemoryStorage(disk), settings: Bench.settings(segmentBytes: 65_536))
    _ = try bench.token()
    bench.stop()
    let path = "/data/log/00000001.seg"
    let before = try #require(disk.state[path])
    let again = try Bench(MemoryStorage(disk), bench.clocks, settings: Bench.settings(segmentBytes: 65_536))
    _ = try again.token()
    again.stop()
    // The last records are gone as if they had never been: the log is sound, but shorter than `head` says.
    disk.change { $0[path] = before }
    #expect {
      _ = try Bench(MemoryStorage(disk), again.clocks)
    } throws: {
      if case .endsBeforeHead? = $0 as? LedgerError { true } else { false }
    }
  }
}

extension BlockHeader {
  /// Does the work for a difficulty.
  fileprivate mutating func mine(_ difficulty: Difficulty) {
    self.difficulty = difficulty
    while !difficulty.isMet(by: identity()) { nonce &+= 1 }
  }

  /// Does the work for 8 bits, or makes sure that none was done.
  fileprivate mutating func mine(_ isIdle: Bool) {
    difficulty = Difficulty(bits: 8) ?? .none
    while difficulty.isMet(by: identity()) == isIdle { nonce &+= 1 }
  }
}
