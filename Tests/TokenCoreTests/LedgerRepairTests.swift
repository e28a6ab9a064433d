// LedgerRepairTests.swift: a damaged ledger is cut behind its last good batch: what is said to be lost is what is lost,
// all of it is kept aside, and no crash in between leaves a ledger that starts as if nothing had happened (I9).

import Testing

@testable import TokenCore

@Suite("LedgerRepair")
struct LedgerRepairTests {
  /// A ledger of several segments, cleanly stopped, with the state of its records.
  private static let sound: Result<(disk: MemoryDisk.State, records: UInt64, wall: UInt64), any Error> = Result {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let clocks = TestClocks()
    var history = History(seed: 21)
    let bench = try Bench(storage, clocks, settings: History.settings)
    try history.run(60, on: bench)
    bench.stop()
    storage.end()
    return (disk.state, bench.published.read().records, clocks.wall)
  }

  private func sound() throws -> MemoryDisk.State { try Self.sound.get().disk }

  /// A batch of the log, where it stands.
  private struct Batch {
    var path: String
    var offset: Int
    var header: BatchHeader
  }

  private func batches(_ disk: MemoryDisk.State) throws -> [Batch] {
    let storage = MemoryStorage(MemoryDisk(disk))
    let files = LedgerFiles(storage: storage, directory: Bench.directory)
    let head = try #require(disk["/data/head"].flatMap { Head(decoding: $0) })
    let tail = LogTail(files: files, at: LogPlace())
    var found: [Batch] = []
    while tail.place.batch < head.batch {
      let batch = try tail.next()
      found.append(
        Batch(path: files.segmentPath(batch.segment.number), offset: batch.offset, header: batch.header))
    }
    return found
  }

  private func repair(_ storage: MemoryStorage, saved: UInt64? = nil) -> LedgerRepair {
    LedgerRepair(
      files: LedgerFiles(storage: storage, directory: Bench.directory), savedRecords: { _ in saved })
  }

  private func examine(_ disk: MemoryDisk.State) throws -> LedgerDamage? {
    try repair(MemoryStorage(MemoryDisk(disk))).examine()
  }

  private func environment() throws -> Environment { TestClocks(wall: try Self.sound.get().wall + 5000).environment() }

  /// Repairs and returns what came of it.
  private func repaired(_ disk: MemoryDisk, saved: UInt64? = nil) throws -> RepairedLedger? {
    let storage = MemoryStorage(disk)
    defer { storage.end() }
    return try repair(storage, saved: saved).run(aside: "repair", environment: environment())
  }

  private func start(_ disk: MemoryDisk) throws -> Bench {
    try Bench(
      MemoryStorage(disk), TestClocks(wall: try Self.sound.get().wall + 10_000), settings: History.settings, seed: 9)
  }

  private func contents(_ disk: MemoryDisk.State) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for directory in ["/data", "/data/log"] {
      for name in disk.list(directory) { files["\(directory)/\(name)"] = disk["\(directory)/\(name)"] ?? [] }
    }
    return files
  }

  // MARK: What is lost

  @Test("a sound ledger is not changed, nor one whose end is torn")
  func healthy() throws {
    var disk = try sound()
    #expect(try examine(disk) == nil)
    let last = try #require(try batches(disk).last)
    let end = last.offset + (Int(last.header.byteLength) + 511) / 512 * 512
    if end < 4096 { disk[last.path]?[end] = 1 }
    let copy = MemoryDisk(disk)
    let before = contents(copy.state)
    #expect(try repaired(copy) == nil)
    #expect(contents(copy.state) == before)
  }

  @Test("a changed byte of any batch cuts the log behind the one before; what is said to be lost is lost")
  func flippedByte() throws {
    let sound = try sound()
    let all = try batches(sound)
    for (index, batch) in all.enumerated().dropFirst() where index % 7 == 3 || index == all.count - 1 {
      var disk = sound
      disk[batch.path]?[batch.offset + 100] ^= 0x40
      disk["/data/checkpoint"] = [UInt8](repeating: 7, count: 4096)
      let damage = try #require(try examine(disk))
      let before = all[index - 1].header
      #expect(damage.keptBatches == before.number && damage.keptRecords == batch.header.firstSequence)
      #expect(damage.keptRecords + damage.lostRecords == (try Self.sound.get().records))
      #expect(damage.lostBatches == UInt64(all.count - index))
      #expect(damage.isHeadKnown && damage.mayHaveLostRecords && damage.lostBytes > 0)
      let copy = MemoryDisk(disk)
      let result = try #require(try repaired(copy))
      #expect(result.damage == damage)
      try checkRepaired(copy, result, from: disk, root: before.root)
    }
  }

  /// The ledger starts, holds exactly what was kept and says what is missing; everything else stands aside.
  private func checkRepaired(
    _ disk: MemoryDisk, _ result: RepairedLedger, from old: MemoryDisk.State, root: Digest
  ) throws {
    let bench = try start(disk)
    #expect(bench.core.fold.hasLostRecords == result.damage.mayHaveLostRecords)
    #expect(bench.published.read().records == result.summary.records + 1)
    let epoch = try #require(try epochs(disk.state).first { $0.reason == .repair })
    #expect(epoch.oldRecords == result.damage.keptRecords && epoch.oldRoot == root)
    #expect(epoch.firstMissing == (result.damage.mayHaveLostRecords ? result.damage.keptRecords : 0))
    let state = disk.state
    for name in result.damage.segments { #expect(state["/data/repair/" + name] == old["/data/log/" + name]) }
    #expect(state["/data/repair/head"] == old["/data/head"])
    let segment = SegmentHeader.fileName(result.damage.end.segment)
    if let copy = state["/data/repair/" + segment] { #expect(copy == old["/data/log/" + segment]) }
    #expect(state["/data/head.aside"] == nil && state["/data/head.tmp"] == nil && state["/data/checkpoint"] == nil)
  }

  /// Every epoch of a log.
  private func epochs(_ disk: MemoryDisk.State) throws -> [EpochOpened] {
    var epochs: [EpochOpened] = []
    let files = LedgerFiles(storage: MemoryStorage(MemoryDisk(disk)), directory: Bench.directory)
    _ = try LedgerInspector(files: files).read(each: {
      if case .epochOpened(let body) = $0.body { epochs.append(body) }
    })
    return epochs
  }

  @Test("a log that ends before head is kept whole")
  func endsBeforeHead() throws {
    let sound = try sound()
    let all = try batches(sound)
    var disk = sound
    let last = try #require(all.last)
    let cut = try #require(all.dropLast(3).last { $0.path == last.path || $0.offset > 0 })
    let first = try #require(all.first { $0.header.number == cut.header.number + 1 })
    for path in Set(all.filter { $0.header.number > cut.header.number }.map(\.path)) {
      let from = path == first.path ? first.offset : SegmentHeader.byteCount
      disk[path] = disk[path].map { Array($0[..<from]) + [UInt8](repeating: 0, count: $0.count - from) }
    }
    let damage = try #require(try examine(disk))
    #expect(damage.fault == .endsBeforeHead(batchInLog: cut.header.number, batchInHead: last.header.number))
    #expect(damage.keptBatches == cut.header.number && damage.lostBytes == 0 && damage.segments.isEmpty)
    #expect(damage.keptRecords + damage.lostRecords == (try Self.sound.get().records))
    let copy = MemoryDisk(disk)
    let result = try #require(try repaired(copy))
    #expect(copy.state.list("/data/repair") == ["head"])
    try checkRepaired(copy, result, from: disk, root: cut.header.root)
  }

  @Test("a missing, foreign or short segment ends the log before it; all behind it is taken away")
  func segments() throws {
    let sound = try sound()
    let path = "/data/log/00000003.seg"
    let all = try batches(sound)
    let last = try #require(all.last { $0.path < path })
    for change in [nil, [UInt8](repeating: 7, count: 4096), Array(try #require(sound[path]).prefix(1024))] {
      var disk = sound
      disk[path] = change
      let damage = try #require(try examine(disk))
      #expect(damage.keptBatches == last.header.number)
      #expect(damage.keptRecords + damage.lostRecords == (try Self.sound.get().records))
      let behind = sound.list("/data/log").filter { $0 >= (change == nil ? "00000004.seg" : "00000003.seg") }
      #expect(damage.segments == behind)
      let copy = MemoryDisk(disk)
      let result = try #require(try repaired(copy))
      try checkRepaired(copy, result, from: disk, root: last.header.root)
    }
  }

  @Test("without a head, or with another ledger's, nothing is cut and nobody knows what is missing")
  func head() throws {
    let sound = try sound()
    let all = try batches(sound)
    let last = try #require(all.last)
    var other = try #require(sound["/data/head"].flatMap { Head(decoding: $0) })
    other.root = .zero
    other.batch -= 2
    for head in [nil, [UInt8](repeating: 0, count: Head.fileBytes), other.fileBytes] {
      var disk = sound
      disk["/data/head"] = head
      let damage = try #require(try examine(disk))
      #expect(!damage.isHeadKnown && damage.mayHaveLostRecords)
      #expect(damage.keptBatches == last.header.number && damage.lostRecords == 0 && damage.lostBytes == 0)
      let copy = MemoryDisk(disk)
      let result = try #require(try repaired(copy))
      try checkRepaired(copy, result, from: disk, root: last.header.root)
    }
  }

  @Test("an attachment that can't be read costs its record's attachments and nothing else")
  func attachment() throws {
    let builder = try LogBuilder()
    let waiting = try builder.accept(id: 10)
    let place = builder.last
    let sealed = try builder.accept(id: 20)
    let identity = try builder.seal(sealed)
    let tree = builder.tree
    try builder.overwrite(attachment: 1, of: place)
    try builder.close()
    let disk = builder.disk
    let damage = try #require(try examine(disk.state))
    #expect(damage.unreadable == [LedgerDamage.UnreadableAttachment(sequence: waiting.sequence, index: 1)])
    #expect(damage.keptRecords == tree.count && damage.lostRecords == 0 && !damage.mayHaveLostRecords)
    #expect(try repaired(disk) != nil)
    let bench = try Bench(MemoryStorage(disk), TestClocks(wall: try Self.sound.get().wall + 10_000))
    #expect(!bench.core.fold.hasLostRecords && bench.status(identity) == .success)
    #expect(bench.published.tokens.state(0)?.status(at: 0) == .failed(.erased))
    #expect(bench.published.tokens.state(0)?.isErased == true && bench.queue.isEmpty)
  }

  @Test("what was erased for a reason that is lost is erased again")
  func erasedForALostReason() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let clocks = TestClocks()
    let bench = try Bench(storage, clocks)
    try bench.request(NewRequisition(id: Golden.digest(1), content: .bytes([1, 2, 3])))
    bench.mine()
    try bench.generate("ann", "123456")
    try bench.generate("bob", "654321")
    let first = bench.published.read().batches
    try bench.request(NewRequisition(id: Golden.digest(2)))
    bench.erase(.request(Golden.digest(1)))
    bench.erase(.user(try UserName("ann")))
    for _ in 0..<5 { bench.tick() }
    bench.stop()
    storage.end()
    let batch = try #require(try batches(disk.state).first { $0.header.number == first + 1 })
    disk.change { $0[batch.path]?[batch.offset + 100] ^= 1 }
    let result = try #require(
      try repair(MemoryStorage(disk)).run(aside: "repair", environment: clocks.environment(seed: 4)))
    #expect(result.damage.keptBatches == first && result.damage.unreadable.count > 1)
    let again = try Bench(MemoryStorage(disk), clocks, seed: 5)
    #expect(again.published.tokens.state(0)?.isErased == true)
    // What was used of bob's code since nobody knows.
    #expect(try again.code(of: "bob")?.isLive(at: clocks.wall) == false)
  }

  @Test("limited tokens wait until the operator accepts the loss; unlimited ones are used at once")
  func acceptance() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage)
    let limited = try bench.token(uses: 5)
    let free = try bench.token()
    bench.use(limited.identity)
    bench.stop()
    storage.end()
    let batch = try #require(try batches(disk.state).last)
    disk.change { $0[batch.path]?[batch.offset + 100] ^= 1 }
    let storage2 = MemoryStorage(disk)
    #expect(try repair(storage2).run(aside: "repair", environment: TestClocks().environment()) != nil)
    for isAccepted in [false, true] {
      var settings = Bench.settings()
      settings.isLossAccepted = isAccepted
      let storage = MemoryStorage(disk)
      let again = try Bench(storage, settings: settings)
      #expect(again.use(free.identity).value?.reason == nil)
      let reply = again.use(limited.identity)
      #expect(isAccepted ? reply.value?.usesLeft == 4 : reply.error == .recordsWereLost)
      again.stop()
      storage.end()
    }
  }

  // MARK: Refusals and crashes

  @Test("keys that are gone, and a log without a first batch, are beyond repair and stay as they are")
  func beyondRepair() throws {
    let sound = try sound()
    var disks = [sound, sound, sound]
    disks[0]["/data/keys"] = nil
    disks[1]["/data/log/00000001.seg"]?[520] ^= 1
    disks[2]["/data/log/00000001.seg"] = nil
    for disk in disks {
      let copy = MemoryDisk(disk)
      let before = contents(disk)
      do throws(RepairError) {
        _ = try repair(MemoryStorage(copy)).run(aside: "repair", environment: Environment.system)
        Issue.record("it was repaired")
      } catch .beyondRepair {
        #expect(contents(copy.state) == before)
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test("beside a process that owns the ledger nothing is done")
  func locked() throws {
    let disk = MemoryDisk(try sound())
    let server = MemoryStorage(disk)
    let lock = try #require(try server.lock("/data/lock"))
    #expect(throws: RepairError.ledger(.inUse(directory: "/data"))) { try repaired(disk) }
    lock.release()
    #expect(try repaired(disk) == nil)
  }

  @Test("a database that knows more than is kept is taken away; one that does not stays")
  func database() throws {
    var damaged = try sound()
    let batch = try #require(try batches(damaged).dropLast(5).last)
    damaged[batch.path]?[batch.offset + 100] ^= 1
    for name in ["tokens.sqlite", "tokens.sqlite-wal"] { damaged["/data/" + name] = [1, 2, 3] }
    let kept = batch.header.firstSequence
    for saved in [kept, kept + 1] {
      let disk = MemoryDisk(damaged)
      let result = try #require(try repaired(disk, saved: saved))
      #expect(result.damage.isMoreInDatabase == (saved > kept))
      for name in ["tokens.sqlite", "tokens.sqlite-wal"] {
        #expect((disk.state["/data/" + name] == nil) == (saved > kept))
        #expect((disk.state["/data/repair/" + name] == [1, 2, 3]) == (saved > kept))
      }
    }
  }

  @Test(
    "a repair that ends at any call, also by a power cut, leaves a ledger that a repair finishes and no start takes",
    arguments: [false, true])
  func crashes(isHeadOld: Bool) throws {
    let sound = try sound()
    var damaged = sound
    let all = try batches(sound)
    let index = all.count - 9
    let batch = all[index]
    damaged[batch.path]?[batch.offset + 100] ^= 1
    let root = all[index - 1].header.root
    // A head from before the damage: the cut alone would make a sound ledger.
    if isHeadOld { damaged["/data/head"] = try head(after: all[index - 3], in: sound).fileBytes }
    let damage = try #require(try examine(damaged))
    #expect(damage.keptRecords + damage.lostRecords == (try Self.sound.get().records))
    var isOver = false
    for call in 1...200 where !isOver {
      let disk = MemoryDisk(damaged)
      let storage = MemoryStorage(disk, endsAtChange: call)
      isOver = (try? repair(storage).run(aside: "repair", environment: environment())) != nil
      storage.end()
      for cut in 0...3 as ClosedRange<UInt64> {
        var state = disk.state
        if cut > 0 { state.cutPower(seed: UInt64(call) << 8 | cut) }
        let place: Comment = "call \(call), cut \(cut)"
        // Either it starts and says what is missing, or it is refused and repaired.
        if let bench = try? start(MemoryDisk(state)) {
          #expect(bench.core.fold.hasLostRecords, place)
        } else {
          #expect(try repaired(MemoryDisk(state)) != nil, place)
        }
        let again = MemoryDisk(state)
        _ = try repaired(again)
        let epochs = try epochs(again.state)
        #expect(epochs.contains { $0.oldRoot == root && $0.firstMissing == batch.header.firstSequence }, place)
        #expect(try start(again).core.fold.hasLostRecords, place)
        #expect(holdsWhatWasTaken(again.state, from: damaged, batch.path), place)
      }
    }
    #expect(isOver)
  }

  @Test("a repair that is cut short, and the next one too, is finished by the third")
  func crashesTwice() throws {
    var damaged = try sound()
    let batch = try #require(try batches(damaged).dropLast(9).last)
    damaged[batch.path]?[batch.offset + 100] ^= 1
    for first in stride(from: 3, to: 60, by: 4) {
      let disk = MemoryDisk(damaged)
      for call in [first, 1 + first * 7 % 31] {
        let storage = MemoryStorage(disk, endsAtChange: call)
        _ = try? repair(storage).run(aside: "repair", environment: environment())
        storage.end()
        disk.change { $0.cutPower(seed: UInt64(first * 100 + call)) }
      }
      _ = try repaired(disk)
      let epochs = try epochs(disk.state)
      #expect(epochs.contains { $0.firstMissing == batch.header.firstSequence }, "call \(first)")
      #expect(try start(disk).core.fold.hasLostRecords, "call \(first)")
      #expect(
        ["repair", "repair-2", "repair-3"].contains { disk.state["/data/\($0)/" + batch.path.suffix(12)] != nil })
    }
  }

  /// What `head` says when a batch was the last.
  private func head(after batch: Batch, in disk: MemoryDisk.State) throws -> Head {
    let ledgerID = try #require(disk["/data/head"].flatMap { Head(decoding: $0) }).ledgerID
    let header = batch.header
    return Head(
      ledgerID: ledgerID, batch: header.number, records: header.firstSequence + UInt64(header.records),
      epoch: header.epoch, root: header.root)
  }

  /// The segment that was cut stands whole in one of the directories aside.
  private func holdsWhatWasTaken(_ disk: MemoryDisk.State, from old: MemoryDisk.State, _ path: String) -> Bool {
    let name = String(path.suffix(12))
    return ["repair", "repair-2"].contains { disk["/data/\($0)/\(name)"] == old[path] }
  }
}
