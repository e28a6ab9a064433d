// RequestTests.swift: requisitions: same or other, the queue and its pages, waits, and the way to a token.

import Testing

@testable import TokenCore

@Suite("requests")
struct RequestTests {
  private let clocks = TestClocks()
  private let key = [UInt8](repeating: 3, count: 20)

  private func bench(
    _ disk: MemoryDisk = MemoryDisk(), bits: Int = 0, queueMax: Int = 1000
  ) throws -> Bench {
    try Bench(
      MemoryStorage(disk), clocks,
      settings: Bench.settings(bits: bits, segmentBytes: 65_536, queueMax: queueMax))
  }

  private func new(
    id: UInt8? = 1, content: [UInt8] = [1], uses: UInt64? = nil, url: String? = nil, key: [UInt8]? = nil,
    clientTime: UInt64 = 0, caller: Caller = Caller()
  ) throws -> NewRequisition {
    NewRequisition(
      id: id.map { Golden.digest($0) }, clientTime: clientTime, content: .bytes(content),
      effectiveness: try #require(Effectiveness(uses: uses, instant: nil, duration: nil)), url: url,
      idempotencyKey: key, caller: caller)
  }

  // MARK: The same and another

  @Test("the same id with the same body is the same requisition, in every state and across a restart")
  func sameID() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let pending = try #require(bench.request(new()).value)
    let same = try #require(bench.request(new(clientTime: 99)).value)
    #expect(same == pending && bench.queue.count == 1)
    bench.mine()
    let sealed = try #require(bench.request(new()).value)
    #expect(sealed.status == .success && sealed.entry.block != nil)
    bench.stop()
    let again = try self.bench(disk)
    #expect(try again.request(new()).value == sealed)
    #expect(again.queue.isEmpty && again.opened.requisitions == 1)
  }

  @Test("the same id with another body is refused, in one batch too and across a restart")
  func otherBody() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let both = [try bench.requesting(new()), try bench.requesting(new(content: [2]))]
    bench.run(both.map(\.command))
    #expect(both[0].reply.value?.status == .pending && both[1].reply.error == .idTaken)
    let others = [
      try new(content: [2]), try new(uses: 1), try new(url: "https://example.org/"),
      NewRequisition(id: Golden.digest(1), content: .digest(SHA256.hash([1]), byteCount: 1)),
    ]
    for other in others { #expect(try bench.request(other).error == .idTaken) }
    bench.stop()
    let again = try self.bench(disk)
    for other in others { #expect(try again.request(other).error == .idTaken) }
    #expect(try again.request(new()).value?.status == .pending)
  }

  @Test("the same id in another realm is another requisition, and neither realm sees the other's")
  func realms() throws {
    let bench = try bench()
    _ = try bench.request(new())
    #expect(try bench.request(new(content: [2], caller: Caller(realm: 4))).value?.status == .pending)
    #expect(bench.queue.count == 2)
    bench.mine()
    let identity = try #require(bench.view(.requestID(Golden.digest(1)), realm: 4)?.entry.block?.identity)
    #expect(bench.view(.identity(identity)) == nil)
    #expect(bench.use(identity).value?.reason == .unknown)
    #expect(bench.use(identity, caller: Caller(realm: 4)).value?.isValid == true)
    #expect(bench.revoke(.identity(identity)).error == .notFound)
  }

  @Test("the same content twice is two tokens")
  func contentTwice() throws {
    let bench = try bench()
    let one = try bench.token(content: [9])
    let two = try bench.token(content: [9])
    #expect(one.identity != two.identity && two.height == one.height + 1)
  }

  @Test("a key repeats a request without an id, also across a restart, and answers as it stands by then")
  func repeatedByKey() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let both = [try bench.requesting(new(id: nil, key: key)), try bench.requesting(new(id: nil, key: key))]
    bench.run(both.map(\.command))
    #expect(both[0].reply.value == both[1].reply.value && bench.queue.count == 1)
    bench.mine()
    #expect(try bench.request(new(id: nil, key: key)).value?.status == .success)
    #expect(try bench.request(new(id: nil, content: [5], key: key)).error == .keyTaken)
    #expect(try bench.request(new(id: 7, key: key)).error == .keyTaken)
    bench.stop()
    let again = try self.bench(disk)
    #expect(try again.request(new(id: nil, key: key)).value?.status == .success)
    #expect(try again.request(new(id: nil, content: [5], key: key)).error == .keyTaken)
    #expect(again.opened.requisitions == 1)
  }

  @Test("keys of 16 to 64 bytes, content up to 64 KiB and URLs that can be called are taken, no others")
  func limits() throws {
    let bench = try bench()
    for count in [0, 15, 65] {
      #expect(throws: TokenError.self) { try bench.requesting(new(key: [UInt8](repeating: 1, count: count))) }
    }
    for count in [16, 64] { _ = try bench.requesting(new(key: [UInt8](repeating: 1, count: count))) }
    #expect(throws: TokenError.self) { try bench.requesting(new(content: [UInt8](repeating: 1, count: 65_537))) }
    #expect(throws: TokenError.self) { try bench.requesting(new(url: "ftp://example.org/")) }
  }

  @Test("content that no segment holds is refused before it is promised, and the next fits")
  func tooLarge() throws {
    let bench = try bench()
    #expect(try bench.request(new(content: [UInt8](repeating: 1, count: 65_536))).error == .tooLarge(maximum: 64_928))
    #expect(try bench.request(new(content: [UInt8](repeating: 1, count: 64_000))).value?.status == .pending)
    #expect(try bench.request(new(id: 2, content: [UInt8](repeating: 1, count: 64_000))).value?.status == .pending)
  }

  // MARK: The queue

  @Test("a queue that is full refuses new requisitions, but knows those it has")
  func queueFull() throws {
    let bench = try bench(queueMax: 2)
    let three = try (1...3).map { try bench.requesting(new(id: $0)) }
    bench.run(three.map(\.command))
    #expect(three.map(\.reply.error) == [nil, nil, .queueFull(maximum: 2)])
    #expect(try bench.request(new(id: 1)).value?.queuePosition == 1)
    bench.mine(1)
    #expect(try bench.request(new(id: 3)).value?.queuePosition == 2)
  }

  @Test("places count from 1 in the order of acceptance, and close up when one leaves from the middle")
  func places() throws {
    let bench = try bench()
    for id in 1...5 as ClosedRange<UInt8> {
      #expect(try bench.request(new(id: id)).value?.queuePosition == Int(id))
    }
    bench.revoke(.requestID(Golden.digest(3)))
    let places = (1...5).map { bench.view(.requestID(Golden.digest($0)))?.queuePosition }
    #expect(places == [1, 2, nil, 3, 4])
    bench.mine(1)
    #expect(bench.view(.requestID(Golden.digest(5)))?.queuePosition == 3)
    #expect(bench.view(.requestID(Golden.digest(1)))?.queuePosition == nil)
  }

  @Test("pages: none when empty, a partial last page counts, none is lost and none is doubled")
  func pages() throws {
    let bench = try bench()
    func snapshot() -> QueueSnapshot { bench.queueSnapshot }
    #expect(snapshot().pageCount(pageSize: 10) == 0 && snapshot().count == 0)
    #expect(snapshot().entries(from: 0, limit: 10)?.isEmpty == true)
    for id in 1...23 as ClosedRange<UInt8> { _ = try bench.request(new(id: id)) }
    let queue = snapshot()
    #expect([1, 7, 10, 23, 24, 1000].map { queue.pageCount(pageSize: $0) } == [23, 4, 3, 1, 1, 1])
    let pages = (0..<3).map { queue.entries(from: 10 * $0, limit: 10) ?? [] }
    #expect(pages.map(\.count) == [10, 10, 3])
    #expect(pages.joined().map(\.requestID) == (1...23).map { Golden.digest($0) })
    // It is of one moment, whatever is mined meanwhile.
    bench.mine(5)
    #expect(queue.count == 23 && queue.entries(from: 0, limit: 1)?.first?.requestID == Golden.digest(1))
    #expect(snapshot().count == 18 && snapshot().sequence > queue.sequence)
  }

  @Test("a thousand requisitions at difficulty 40 survive a kill in order, and at difficulty 0 each becomes one token")
  func survives() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let hard = try Bench(storage, clocks, settings: Bench.settings(bits: 40, segmentBytes: 65_536))
    var replies: [Reply<TokenView>] = []
    for _ in 0..<10 {
      let batch = try (0..<100).map { _ in try hard.requesting(NewRequisition()) }
      hard.run(batch.map(\.command))
      replies += batch.map(\.reply)
    }
    let queue = hard.queue
    #expect(replies.compactMap(\.value?.entry.requisition.publicID) == queue && queue.count == 1000)
    storage.end()
    let second = MemoryStorage(disk)
    let easy = try Bench(second, clocks, settings: Bench.settings(segmentBytes: 65_536))
    #expect(easy.queue == queue && easy.opened.queued == 1000)
    for _ in 0..<40 { easy.mine(10) }
    #expect(easy.queue == Array(queue.dropFirst(400)))
    // Killed again, with blocks found that were never written.
    _ = easy.findBlocks(30)
    second.end()
    let third = try bench(disk)
    #expect(third.queue == Array(queue.dropFirst(400)))
    third.mine()
    #expect(third.queue.isEmpty && third.core.fold.tip.height == 1000)
    let heights = replies.compactMap { reply in
      reply.value?.entry.requestID.flatMap { third.view(.requestID($0))?.entry.block?.header.height }
    }
    #expect(heights == (1...1000).map { UInt64($0) })
  }

  // MARK: Blocks

  @Test("a block that does not fit the chain, its requisition or the floor is dropped and leaves no record")
  func droppedBlocks() throws {
    let bench = try Bench(
      MemoryStorage(MemoryDisk()), clocks, settings: Bench.settings(bits: 3, floor: 3, segmentBytes: 65_536))
    let changes: [(inout FoundBlock) -> Void] = [
      { $0.header.height += 1 }, { $0.header.link = .zero }, { $0.header.difficulty = .none },
      { $0.header.chainID &+= 1 }, { $0.header.requisitionDigest = .zero }, { $0.acceptedSequence += 1 },
    ]
    _ = try bench.request(new())
    let records = bench.core.fold.records
    for change in changes {
      guard case .found(var block)? = bench.findBlocks(1).first else {
        Issue.record("the miners did not start again from the decided head")
        return
      }
      change(&block)
      block.identity = block.header.identity()
      bench.run(.found(block))
      #expect(bench.core.fold.records == records && bench.queue.count == 1)
    }
    guard case .found(let block)? = bench.findBlocks(1).first else { return }
    var stale = block
    stale.generation -= 1
    bench.run(.found(stale))
    #expect(bench.queue.count == 1)
    bench.run(.found(block))
    #expect(bench.queue.isEmpty && bench.view(.requestID(Golden.digest(1)))?.status == .success)
    bench.run(.found(block))
    #expect(bench.core.fold.tip.height == 1)
  }

  @Test("accepted and sealed may share a batch, and a chain of blocks built ahead is sealed in one")
  func oneBatch() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    for id in 1...20 as ClosedRange<UInt8> { _ = try bench.request(new(id: id)) }
    let batches = bench.core.writer.batch
    let last = try bench.requesting(new(id: 21))
    bench.run([last.command] + bench.findBlocks())
    #expect(bench.core.writer.batch == batches + 1)
    bench.mine()
    #expect(bench.core.fold.tip.height == 21)
    bench.stop()
    #expect(try self.bench(disk).opened.tokens == 21)
  }

  // MARK: Waits

  @Test("a call that waits is answered at the sync of the sealed record, with the token")
  func waitForToken() throws {
    let bench = try bench()
    let reply = try bench.request(new(), wait: 5000)
    #expect(reply.result == nil)
    bench.mine()
    #expect(reply.value?.status == .success && reply.value?.entry.block?.header.height == 1)
    clocks.advance(6000)
    bench.run(.checkWaits)
  }

  @Test("when its wait ends it is answered pending, with its place; without a wait at once")
  func waitEnds() throws {
    let bench = try bench()
    #expect(try bench.request(new(id: 1)).value?.queuePosition == 1)
    let reply = try bench.request(new(id: 2), wait: 5000)
    clocks.advance(4999)
    bench.run(.checkWaits)
    #expect(reply.result == nil)
    clocks.advance(1)
    bench.run(.checkWaits)
    #expect(reply.value?.status == .pending && reply.value?.queuePosition == 2)
    bench.mine()
  }

  @Test("it is answered when its requisition fails, and when the server stops waiting")
  func waitCutShort() throws {
    let bench = try bench()
    let failed = try bench.request(new(id: 1), wait: 5000)
    bench.revoke(.requestID(Golden.digest(1)))
    #expect(failed.value?.status == .failed(.revoked))
    let ended = try bench.request(new(id: 2), wait: 5000)
    bench.run(.endWaits)
    #expect(ended.value?.status == .pending)
    #expect(try bench.request(new(id: 3), wait: 5000).value?.status == .pending)
  }

  @Test("two calls may wait for the same requisition, and a repeat waits as well")
  func twoWait() throws {
    let bench = try bench()
    let first = try bench.request(new(key: key), wait: 5000)
    let second = try bench.request(new(), wait: 5000)
    let third = try bench.request(new(key: key), wait: 5000)
    bench.mine()
    #expect([first, second, third].allSatisfy { $0.value?.status == .success })
  }

  @Test("after a stop nothing is accepted and nobody is left without an answer")
  func stopped() throws {
    let bench = try bench()
    let waiting = try bench.request(new(id: 1), wait: 60_000)
    let late = try bench.requesting(new(id: 2))
    bench.run(.stop({}), late.command)
    #expect(waiting.value?.status == .pending)
    #expect(late.reply.error == .stopped)
    #expect(bench.use(.zero).error == .stopped)
  }
}
