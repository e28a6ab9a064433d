// ErasureTests.swift: what is erased is gone from memory at once and from the disk soon, whatever happens in between,
// and everything else stays what it was.

import Synchronization
import Testing

@testable import TokenCore

@Suite("erasure")
struct ErasureTests {
  private static let settings = Bench.settings(segmentBytes: 65_536)
  private static let id = Golden.digest(7)
  private static let content = [UInt8]("a secret of somebody's".utf8)
  private static let url = "https://example.org/where-it-went"

  private static func requisition(_ content: [UInt8] = content) -> NewRequisition {
    NewRequisition(id: id, content: .bytes(content), url: url)
  }

  private func bench(_ storage: MemoryStorage, _ clocks: TestClocks = TestClocks()) throws -> Bench {
    try Bench(storage, clocks, settings: Self.settings)
  }

  /// Whether bytes stand in any segment of the log.
  private static func isFound(_ bytes: [UInt8], on disk: MemoryDisk.State) -> Bool {
    disk.list("/data/log").contains { name in
      let log = disk["/data/log/" + name] ?? []
      return log.indices.contains { log[$0] == bytes[0] && log[$0...].starts(with: bytes) }
    }
  }

  private static func secrets() -> [[UInt8]] { [id.bytes, content, [UInt8](url.utf8), [UInt8]("why it ended".utf8)] }

  private static func standing(on disk: MemoryDisk.State) -> Int {
    secrets().count { isFound($0, on: disk) }
  }

  @Test("a token is erased but for its block: it stays valid, compares with nothing, and its id is taken for ever")
  func token() throws {
    let disk = MemoryDisk()
    var bench = try bench(MemoryStorage(disk))
    try bench.request(Self.requisition())
    bench.mine()
    let identity = try #require(bench.view(.requestID(Self.id))?.entry.block?.identity)
    let outcome = try #require(bench.erase(.request(Self.id)).value)
    #expect(outcome.kinds == [.requestID, .content, .url])
    for isRestarted in [false, true] {
      if isRestarted { bench = try restarted(bench, disk) }
      let entry = try #require(bench.view(.requestID(Self.id))?.entry)
      #expect(entry.isErased && entry.requestID == nil && entry.contentSHA256 == nil && entry.url == nil)
      #expect(bench.use(identity).value?.reason == nil)
      #expect(bench.use(identity, content: SHA256.hash(Self.content)).value?.reason == .content)
      #expect(try bench.request(Self.requisition()).error == .idTaken)
      #expect(try bench.request(Self.requisition([])).error == .idTaken)
    }
    #expect(Self.standing(on: disk.state) == 0)
  }

  private func restarted(_ bench: Bench, _ disk: MemoryDisk) throws -> Bench {
    bench.stop()
    return try self.bench(MemoryStorage(disk), bench.clocks)
  }

  @Test("the bytes are overwritten after the record is durable, and the reason of a revocation goes with them")
  func overwritten() throws {
    let disk = MemoryDisk()
    let bench = try bench(MemoryStorage(disk))
    try bench.request(Self.requisition())
    bench.mine()
    bench.revoke(.requestID(Self.id), reason: "why it ended")
    #expect(bench.erase(.request(Self.id)).value?.kinds == [.requestID, .content, .url, .reason])
    #expect(Self.standing(on: disk.state) == 4)
    #expect(bench.view(.requestID(Self.id))?.entry.revokeReason == nil)
    bench.tick()
    #expect(Self.standing(on: disk.state) == 0 && bench.core.fold.erasures.dueCount == 0)
    let again = try restarted(bench, disk)
    #expect(again.view(.requestID(Self.id))?.status == .revoked)
  }

  @Test("what waits fails first, of being erased, in the same batch, and is not mined")
  func pending() throws {
    let bench = try bench(MemoryStorage(MemoryDisk()))
    try bench.request(Self.requisition())
    let blocks = bench.findBlocks()
    let batches = bench.core.writer.batch
    let erase = bench.erasing(.request(Self.id))
    bench.run([erase.command] + blocks)
    #expect(erase.reply.value?.token?.status == .failed(.erased))
    #expect(bench.core.writer.batch == batches + 1)
    #expect(bench.core.fold.tip.height == 0 && bench.queue.isEmpty)
  }

  @Test("a second time there is nothing left to erase, and no record; what is unknown is not found")
  func twice() throws {
    let bench = try bench(MemoryStorage(MemoryDisk()))
    try bench.request(Self.requisition())
    bench.erase(.request(Self.id))
    let records = bench.core.fold.records
    let outcome = try #require(bench.erase(.request(Self.id)).value)
    #expect(outcome.kinds == [] && outcome.token?.entry.isErased == true)
    #expect(bench.erase(.request(Golden.digest(8))).error == .notFound)
    #expect(bench.erase(.request(Self.id), caller: Caller(realm: 1)).error == .notFound)
    #expect(bench.erase(.user(try UserName("nobody"))).error == .userNotFound)
    #expect(bench.core.fold.records == records)
  }

  @Test("an erased user's code is dead, the uses stay, and the same name makes another user")
  func user() throws {
    let disk = MemoryDisk()
    let bench = try bench(MemoryStorage(disk))
    try bench.generate("ann of the hill", "012345")
    #expect(try bench.useCode("ann of the hill", "012345") == true)
    let name = try UserName("ann of the hill")
    let user = try #require(bench.published.users.user(UserKey(realm: 0, name: name)))
    #expect(bench.erase(.user(name)).value == ErasureOutcome(kinds: [.name, .sealedCode]))
    #expect(try bench.useCode("ann of the hill", "012345") == false)
    bench.tick()
    #expect(!Self.isFound(name.bytes, on: disk.state))
    let sealed = try LogReader.records(disk).filter { $0.attachments.contains { $0.kind == .sealedCode } }
    #expect(sealed.count == 1 && sealed[0].attachments.allSatisfy { $0.isBlank })
    let again = try restarted(bench, disk)
    #expect(again.published.users.read(user) { $0.code?.timesUsed } == 1)
    #expect(again.erase(.user(name)).error == .userNotFound)
    #expect(try again.generate("ann of the hill", "543210").value?.isNew == true)
    #expect(again.published.users.user(UserKey(realm: 0, name: name)) != user)
  }

  @Test("an erased user makes room for another")
  func room() throws {
    var policy = CodePolicy()
    policy.usersMax = 1
    let bench = try Bench(MemoryStorage(MemoryDisk()), settings: Bench.settings(codes: policy))
    try bench.generate("ann", "012345")
    #expect(try bench.generate("bob", "012345").error == .usersFull(maximum: 1))
    bench.erase(.user(try UserName("ann")))
    #expect(try bench.generate("bob", "012345").value?.isNew == true)
  }

  /// The disk before one change of it, and whether the erasure had been acknowledged.
  private struct Moment: Sendable {
    var disk: MemoryDisk.State
    var write: MemoryDisk.Write?
    var isErased: Bool
  }

  /// The moments of an erasure and its overwriting.
  private func moments() throws -> [Moment] {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try bench(storage)
    try bench.request(Self.requisition())
    try bench.generate("ann of the hill", "012345")
    bench.tick()
    let erased = bench.erasing(.request(Self.id))
    let reply = erased.reply
    let seen = Seen()
    storage.observe { disk, write in
      seen.add(Moment(disk: disk.state, write: write, isErased: reply.result != nil))
    }
    bench.run(erased.command)
    bench.erase(.user(try UserName("ann of the hill")))
    bench.tick()
    storage.observe(nil)
    storage.end()
    return seen.all
  }

  private final class Seen: Sendable {
    private let moments = Mutex<[Moment]>([])

    func add(_ moment: Moment) { moments.withLock { $0.append(moment) } }

    var all: [Moment] { moments.withLock { $0 } }
  }

  @Test("a crash at any moment: what was acknowledged as erased is gone after the next start, and the ledger opens")
  func crash() throws {
    let moments = try moments()
    #expect(moments.count > 8 && moments.contains(where: \.isErased))
    for (index, moment) in moments.enumerated() {
      var killed = moment.disk
      if let write = moment.write { killed.writePart(write) }
      for cut in 0...4 as ClosedRange<UInt64> {
        var state = killed
        if cut > 0 { state.cutPower(seed: UInt64(index) << 8 | cut) }
        let disk = MemoryDisk(state)
        let bench = try bench(MemoryStorage(disk))
        bench.tick()
        let isErased = bench.view(.requestID(Self.id))?.entry.isErased == true
        #expect(isErased || !moment.isErased, "call \(index), cut \(cut)")
        #expect(Self.standing(on: disk.state) == (isErased ? 0 : 3), "call \(index), cut \(cut)")
        bench.stop()
        _ = try self.bench(MemoryStorage(disk))
      }
    }
  }
}
