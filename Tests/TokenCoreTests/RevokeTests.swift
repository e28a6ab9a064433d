// RevokeTests.swift: the end that somebody makes.

import Testing

@testable import TokenCore

@Suite("revocation")
struct RevokeTests {
  private let clocks = TestClocks()

  private func bench(_ disk: MemoryDisk = MemoryDisk()) throws -> Bench {
    try Bench(MemoryStorage(disk), clocks, settings: Bench.settings(segmentBytes: 65_536))
  }

  @Test("a revoked token is never valid again, and says why, also across a restart")
  func token() throws {
    let disk = MemoryDisk()
    let bench = try bench(disk)
    let token = try bench.token(uses: 5)
    bench.use(token.identity)
    let view = try #require(bench.revoke(.identity(token.identity), reason: "lost ☂").value)
    #expect(view.status == .revoked && view.entry.revokeReason == "lost ☂" && view.entry.usesLeft == 4)
    #expect(bench.use(token.identity).value?.reason == .revoked)
    bench.stop()
    let again = try self.bench(disk)
    #expect(again.use(token.identity).value?.reason == .revoked)
    #expect(again.view(.identity(token.identity))?.entry.revokeReason == "lost ☂")
  }

  @Test("a pending requisition that is revoked fails, is not mined, and those behind it are")
  func pending() throws {
    let bench = try bench()
    for id in 1...3 as ClosedRange<UInt8> { _ = try bench.request(NewRequisition(id: Golden.digest(id))) }
    #expect(bench.revoke(.requestID(Golden.digest(2))).value?.status == .failed(.revoked))
    bench.mine()
    #expect((1...3).map { bench.view(.requestID(Golden.digest($0)))?.entry.block?.header.height } == [1, nil, 2])
  }

  @Test("a requisition revoked after its block was found fails, and the blocks built on it are mined again")
  func found() throws {
    let bench = try bench()
    for id in 1...4 as ClosedRange<UInt8> { _ = try bench.request(NewRequisition(id: Golden.digest(id))) }
    let blocks = bench.findBlocks()
    let revoke = bench.revoking(.requestID(Golden.digest(2)))
    bench.run([revoke.command] + blocks)
    #expect(revoke.reply.value?.status == .failed(.revoked))
    bench.mine()
    #expect((1...4).map { bench.view(.requestID(Golden.digest($0)))?.entry.block?.header.height } == [1, nil, 2, 3])
  }

  @Test("what is final already has its recorded answer and no new record, whatever clock and disk say")
  func final() throws {
    let bench = try bench()
    let spent = try bench.token(uses: 1)
    bench.use(spent.identity)
    let revoked = try bench.token()
    bench.revoke(.identity(revoked.identity), reason: "first")
    _ = try bench.request(NewRequisition(id: Golden.digest(1)))
    bench.revoke(.requestID(Golden.digest(1)))
    let expired = try bench.token(duration: 1000)
    clocks.advance(1000)
    bench.use(expired.identity)
    let records = bench.core.fold.records
    for isDoubtful in [false, true] {
      if isDoubtful { clocks.setWall(0) }
      #expect(bench.revoke(.identity(spent.identity)).value?.status == .spent)
      #expect(bench.revoke(.identity(revoked.identity), reason: "second").value?.entry.revokeReason == "first")
      #expect(bench.revoke(.requestID(Golden.digest(1))).value?.status == .failed(.revoked))
      #expect(bench.revoke(.identity(expired.identity)).value?.status == .expired)
    }
    #expect(bench.core.fold.records == records)
  }

  @Test("a token whose end has come since the last record is expired, not revoked, and a record says so")
  func expiredMeanwhile() throws {
    let bench = try bench()
    let token = try bench.token(duration: 1000)
    clocks.advance(1000)
    #expect(bench.revoke(.identity(token.identity)).value?.status == .expired)
    #expect(bench.published.lastTime >= Golden.time + 1000)
  }

  @Test("what is unknown is not found")
  func unknown() throws {
    let bench = try bench()
    #expect(bench.revoke(.identity(.zero)).error == .notFound)
    #expect(bench.revoke(.requestID(.zero)).error == .notFound)
  }

  @Test("a use and a revocation in one batch happen in their order")
  func order() throws {
    let bench = try bench()
    let token = try bench.token(uses: 9)
    let before = bench.using(token.identity)
    let revoke = bench.revoking(.identity(token.identity))
    let after = bench.using(token.identity)
    bench.run(before.command, revoke.command, after.command)
    #expect(before.reply.value?.isValid == true && after.reply.value?.reason == .revoked)
    #expect(revoke.reply.value?.status == .revoked)
  }
}
