// CheckpointTests.swift: a ledger that begins with a checkpoint is the one that begins with its first byte; a
// checkpoint that does not check is never believed, and one that lies is found out.

import Dispatch
import Glibc
import Synchronization
import Testing

@testable import TokenCore

@Suite("checkpoints")
struct CheckpointTests {
  private static let path = Bench.directory + "/" + CheckpointHeader.fileName

  private static func settings(trusts: Bool = false, records: UInt64 = 1) -> EngineSettings {
    var settings = History.settings
    settings.segmentBytes = 16_384
    settings.checkpointRecords = records
    settings.trustsCheckpoint = trusts
    return settings
  }

  /// A ledger with a history and a checkpoint of its end; the clocks it left behind.
  private func history(seed: UInt64, batches: Int = 60) throws -> (disk: MemoryDisk, clocks: TestClocks) {
    let disk = MemoryDisk(seed: seed)
    let clocks = TestClocks()
    let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(), seed: seed)
    var history = History(seed: seed)
    try history.run(batches, on: bench)
    bench.stop()
    #expect(disk.state[Self.path] != nil)
    return (disk, clocks)
  }

  /// A copy of the disk, opened but for its epoch.
  private func open(_ disk: MemoryDisk, trusts: Bool, _ reports: Bench.Reports = Bench.Reports()) throws -> OpenLedger {
    let settings = Self.settings()
    return try LedgerOpener(
      files: LedgerFiles(storage: MemoryStorage(MemoryDisk(disk.state)), directory: Bench.directory),
      birth: LedgerBirth(difficultyFloor: .none, segmentBytes: settings.segmentBytes),
      random: TestClocks().environment(seed: 9).random, trustsCheckpoint: trusts, report: { reports.add($0) }
    ).open()
  }

  /// All that a checkpoint of this ledger would say.
  private func contents(_ ledger: OpenLedger) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var sink = CheckpointSink { piece, _ in bytes += piece }
    try ledger.fold.snapshot(ledger.writer.tree).encode(to: &sink)
    return bytes
  }

  private func expectSame(_ believed: OpenLedger, _ read: OpenLedger, _ seed: UInt64) throws {
    #expect(try contents(believed) == contents(read), "seed \(seed)")
    #expect(believed.lastTime == read.lastTime && believed.writer.root() == read.writer.root())
    for ordinal in read.fold.queue.slice(from: 0, limit: .max) {
      #expect(believed.fold.tokens.entry(ordinal) == read.fold.tokens.entry(ordinal), "seed \(seed), \(ordinal)")
    }
    for (user, entry) in read.fold.users.snapshot().joined() where entry.code?.isLive(at: read.fold.time) == true {
      #expect(believed.fold.users.code(of: user) == entry.code, "seed \(seed), user \(user)")
    }
    var (mine, its) = (believed.fold.sealedCodes, read.fold.sealedCodes)
    #expect(mine.nextEnd() == its.nextEnd())
    mine.pass(.max)
    its.pass(.max)
    let places = its.takeDue(.max).map { "\($0)" }.sorted()
    // What was overwritten before the checkpoint is not looked at again.
    #expect(mine.takeDue(.max).map { "\($0)" }.sorted() == places, "seed \(seed)")
  }

  @Test("a start from a checkpoint knows what a start from the first byte knows", arguments: 1...12)
  func same(seed: UInt64) throws {
    let (disk, _) = try history(seed: seed)
    let reports = Bench.Reports()
    let believed = try open(disk, trusts: true, reports)
    #expect(believed.trusted?.place.records == believed.fold.records && reports.all.isEmpty)
    try expectSame(believed, try open(disk, trusts: false), seed)
  }

  @Test("what was added since is read behind it, also by a process that was killed", arguments: 21...32)
  func tail(seed: UInt64) throws {
    let (disk, clocks) = try history(seed: seed, batches: 30)
    let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(records: 1_000_000), seed: seed + 1)
    var more = History(seed: seed + 100)
    try more.run(30, on: bench)
    let believed = try open(disk, trusts: true)
    let place = try #require(believed.trusted?.place)
    #expect(place.records < believed.fold.records)
    try expectSame(believed, try open(disk, trusts: false), seed)
  }

  @Test("a ledger that began with a checkpoint goes on, and its own checkpoint is as good as the first")
  func chain() throws {
    var (disk, clocks) = try history(seed: 41)
    for life in 0..<4 as Range<UInt64> {
      let settings = Self.settings(trusts: true)
      let bench = try Bench(MemoryStorage(disk), clocks, settings: settings, seed: 50 + life)
      #expect(bench.trusted != nil && !bench.core.isChecked)
      bench.run(.rechecked(recheck(bench, disk)))
      #expect(bench.core.isChecked && bench.failures.all.isEmpty)
      var more = History(seed: 60 + life)
      try more.run(25, on: bench)
      bench.stop()
      disk = MemoryDisk(disk.state)
      clocks = bench.clocks
      try expectSame(try open(disk, trusts: true), try open(disk, trusts: false), life)
    }
  }

  private func recheck(_ bench: Bench, _ disk: MemoryDisk) -> LedgerRecheck.Outcome {
    guard let trusted = bench.trusted else { return .failure(.poisoned) }
    return wait(
      for: LedgerRecheck(
        LedgerFiles(storage: MemoryStorage(disk), directory: Bench.directory), trusted, kernel: .portable,
        hash: Bench.hash, tokens: bench.published.tokens, users: bench.published.users))
  }

  private func wait(for recheck: LedgerRecheck) -> LedgerRecheck.Outcome {
    let outcome = Mutex<LedgerRecheck.Outcome?>(nil)
    let done = DispatchSemaphore(value: 0)
    let hasStarted = recheck.start {
      let found = $0
      outcome.withLock { $0 = found }
      done.signal()
    }
    guard hasStarted else { return .failure(.noThread) }
    done.wait()
    return outcome.withLock { $0 } ?? .failure(.poisoned)
  }

  @Test("what is not checked yet goes into no checkpoint")
  func unchecked() throws {
    let (disk, clocks) = try history(seed: 42)
    let before = disk.state[Self.path]
    let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(trusts: true))
    try bench.request()
    bench.tick()
    bench.stop()
    #expect(bench.trusted != nil && disk.state[Self.path] == before)
  }

  // MARK: Checkpoints that are of no use

  @Test("no byte of a checkpoint can be another one: it is thrown away and said so, and everything is read")
  func flipped() throws {
    let (disk, _) = try history(seed: 43, batches: 12)
    let bytes = try #require(disk.state[Self.path])
    let read = try contents(try open(disk, trusts: false))
    // All of the header, which has most kinds of bytes, and some of the rest.
    let places = Array(0..<CheckpointHeader.byteCount) + stride(from: 512, to: bytes.count, by: 37)
    for place in places {
      let reports = Bench.Reports()
      var bad = bytes
      bad[place] ^= 0x10
      let spoilt = MemoryDisk(disk.state)
      put(bad, on: spoilt)
      let ledger = try open(spoilt, trusts: true, reports)
      #expect(ledger.trusted == nil && reports.all.count == 1, "byte \(place)")
      if place.isMultiple(of: 16) { #expect(try contents(ledger) == read) }
    }
  }

  private func put(_ bytes: [UInt8], on disk: MemoryDisk) {
    disk.change { state in
      let node = state.create(Self.path)
      state.write(MemoryDisk.Write(node: node, bytes: bytes, offset: 0))
      state.sync(node)
      state.syncDirectory(Bench.directory)
    }
  }

  @Test("one that is cut, empty, missing, another ledger's or ahead of the log is of no use")
  func useless() throws {
    let (disk, _) = try history(seed: 44, batches: 12)
    let bytes = try #require(disk.state[Self.path])
    let other = try #require(try history(seed: 45, batches: 12).disk.state[Self.path])
    for (words, bad) in [
      ("do not check", []), ("do not check", Array(bytes.prefix(511))), ("piece 0", Array(bytes.prefix(600))),
      ("another ledger", other),
    ] {
      let reports = Bench.Reports()
      let spoilt = MemoryDisk(disk.state)
      put(bad, on: spoilt)
      #expect(try open(spoilt, trusts: true, reports).trusted == nil)
      #expect(reports.all.count == 1 && reports.all[0].contains(words), "\(reports.all)")
    }
    let reports = Bench.Reports()
    let none = MemoryDisk(disk.state)
    none.change { $0.remove(Self.path) }
    #expect(try open(none, trusts: true, reports).trusted == nil)
    #expect(reports.all == ["there is no checkpoint: everything is checked"])
  }

  @Test("a checkpoint of a log that was cut since, and went on in another way, is of no use")
  func otherLog() throws {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    let settings = Self.settings(records: 1_000_000)
    let bench = try Bench(MemoryStorage(disk), clocks, settings: settings)
    for _ in 0..<5 { try bench.request() }
    let fresh = MemoryDisk(disk.state)
    try bench.request()
    bench.stop()
    let bytes = try #require(disk.state[Self.path])
    let place = try #require(CheckpointHeader(decoding: Array(bytes.prefix(CheckpointHeader.byteCount)))?.place)
    // As a restored copy: in the place of the checkpoint's batch there is another one with its number.
    let other = try Bench(MemoryStorage(fresh), clocks, settings: settings)
    #expect(other.opened.batches == place.batch)
    for _ in 0..<5 { try other.request() }
    other.stop()
    put(bytes, on: fresh)
    let reports = Bench.Reports()
    #expect(try open(fresh, trusts: true, reports).trusted == nil)
    #expect(reports.all.count == 1 && reports.all[0].contains("no such batch"), "\(reports.all)")
  }

  // MARK: Checking later

  @Test("damage behind the checkpoint is found while the ledger serves, with segment and offset, and ends it")
  func damage() throws {
    let (disk, clocks) = try history(seed: 47)
    let place = SegmentHeader.byteCount + BatchHeader.byteCount + 100
    let log = Bench.directory + "/log/" + SegmentHeader.fileName(1)
    disk.change { state in
      guard let node = state.names[log], let byte = state[log]?[place] else { return }
      state.write(MemoryDisk.Write(node: node, bytes: [byte ^ 1], offset: place))
    }
    #expect(throws: LedgerError.self) { try open(disk, trusts: false) }
    let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(trusts: true))
    bench.run(.rechecked(recheck(bench, disk)))
    guard case .corrupt(segment: 1, offset: _, _)? = bench.failures.all.first else {
      Issue.record("\(bench.failures.all)")
      return
    }
    #expect(disk.state[Self.path] == nil, "nobody believes it again")
  }

  @Test("a checkpoint that is sealed well and says something else than the log is found out")
  func lie() throws {
    let (disk, clocks) = try history(seed: 48)
    let header = try lie(disk) { $0.tokens.update(0) { $0.uses += 1 } }
    let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(trusts: true))
    #expect(bench.trusted != nil && bench.trusted?.digest != header.digest)
    bench.run(.rechecked(recheck(bench, disk)))
    #expect(bench.failures.all == [.checkpointDiffers(batch: header.place.batch)])
  }

  @Test("bytes that were overwritten since the checkpoint, by right, are no damage; others are")
  func overwritten() throws {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    let first = try Bench(MemoryStorage(disk), clocks, settings: Self.settings())
    let id = Golden.digest(7)
    try first.request(NewRequisition(id: id, content: .bytes([1, 2, 3]), url: "https://example.org/"))
    first.mine()
    first.stop()
    let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(trusts: true))
    let entry = try #require(bench.view(.requestID(id))?.entry)
    #expect(bench.erase(.request(id)).error == nil)
    bench.tick()
    let outcome = recheck(bench, disk)
    #expect((try? outcome.get().count) == 3)
    let stranger = LedgerFold.UnreadableAttachment(
      sequence: entry.acceptedSequence + 1, index: 0, location: entry.location)
    bench.run(.rechecked(outcome))
    #expect(bench.core.isChecked && bench.failures.all.isEmpty)
    bench.run(.rechecked(.success([stranger])))
    #expect(bench.failures.all == [.unexplained(stranger)])
  }

  /// Puts a checkpoint in place that says something else, sealed as well as any.
  private func lie(_ disk: MemoryDisk, _ change: (inout LedgerFold) -> Void) throws -> CheckpointHeader {
    let ledger = try open(disk, trusts: true)
    let header = try #require(ledger.trusted)
    var fold = ledger.fold
    change(&fold)
    let liar = Checkpointer(
      LedgerFiles(storage: MemoryStorage(disk), directory: Bench.directory), header.ledgerID, records: 0,
      random: TestClocks().environment(seed: 5).random, report: { _ in })
    liar.finish(fold.snapshot(ledger.writer.tree), header.place)
    return header
  }

  @Test("a checkpoint that the records behind it do not go with is thrown away, and everything is read")
  func contradicted() throws {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    var bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings())
    let identity = try bench.token(uses: 5).identity
    bench.stop()
    _ = try lie(disk) { $0.tokens.update(0) { $0.uses += 1 } }
    bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(records: 1_000_000))
    #expect(bench.use(identity).value?.usesLeft == 4)
    // Killed: the use stands behind the checkpoint.
    let reports = Bench.Reports()
    let ledger = try open(disk, trusts: true, reports)
    #expect(ledger.trusted == nil && ledger.fold.tokens.state(0)?.usesLeft == 4)
    #expect(reports.all.count == 1 && reports.all[0].contains("with it, the ledger is damaged"), "\(reports.all)")
  }

  /// A state as it is read before what may be erased.
  private static func withoutContent(_ state: TokenState) -> TokenState {
    var bytes: [UInt8] = []
    bytes.append(TokenState.encodedBytes) { state.encode(into: $0) }
    return bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      return TokenState(&reader) ?? state
    }
  }

  @Test("a checkpoint without contents or names that the log has is found out")
  func forgetful() throws {
    for forgetsNames in [false, true] {
      let disk = MemoryDisk()
      let clocks = TestClocks()
      let first = try Bench(MemoryStorage(disk), clocks, settings: Self.settings())
      try first.request(NewRequisition(content: .bytes([1, 2, 3])))
      first.mine()
      _ = try first.generate("ann", "123456")
      first.stop()
      let user = try #require(first.published.users.user(UserKey(realm: 0, name: try UserName("ann"))))
      let header = try lie(disk) { fold in
        if forgetsNames {
          guard let entry = fold.users.read(user, { copy $0 }) else { return }
          fold.users.restore(
            user, UserEntry(realm: entry.realm, name: nil, code: entry.code, past: entry.past, issued: entry.issued))
        } else {
          fold.tokens.update(0) { $0 = Self.withoutContent($0) }
        }
      }
      let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(trusts: true))
      #expect(bench.trusted != nil)
      bench.run(.rechecked(recheck(bench, disk)))
      #expect(!bench.core.isChecked && bench.failures.all.count == 1, "\(header)")
    }
  }

  @Test("a recheck that can't read a file once begins again; descriptors that are short are waited for")
  func unreadable() throws {
    let (disk, clocks) = try history(seed: 49)
    let bench = try Bench(MemoryStorage(disk), clocks, settings: Self.settings(trusts: true))
    let trusted = try #require(bench.trusted)
    for (error, lasts, isFound) in [(EIO, false, true), (EMFILE, false, true), (EIO, true, false)] {
      let storage = MemoryStorage(disk)
      storage.setFault(MemoryStorage.Fault(error: error, call: 3, lasts: lasts, kind: .read, suffix: ".seg"))
      let outcome = wait(
        for: LedgerRecheck(
          LedgerFiles(storage: storage, directory: Bench.directory), trusted, kernel: .portable, hash: Bench.hash,
          secondsHeldUp: 0, tokens: bench.published.tokens, users: bench.published.users))
      #expect(storage.hasFailed && ((try? outcome.get()) != nil) == isFound, "\(error)")
    }
  }

  // MARK: Erasure

  @Test("a checkpoint goes before anything that it holds is overwritten, and its key with it")
  func shredded() throws {
    let disk = MemoryDisk()
    let clocks = TestClocks()
    let first = try Bench(MemoryStorage(disk), clocks, settings: Self.settings())
    let id = Golden.digest(7)
    try first.request(NewRequisition(id: id, content: .bytes([1, 2, 3])))
    first.mine()
    first.stop()
    let header = try #require(disk.state[Self.path]?.prefix(CheckpointHeader.byteCount))
    let storage = MemoryStorage(disk)
    let writes = Mutex<[MemoryDisk.Write]>([])
    let bench = try Bench(storage, clocks, settings: Self.settings(records: 1_000_000))
    storage.observe { _, write in if let write { writes.withLock { $0.append(write) } } }
    #expect(bench.erase(.request(id)).error == nil)
    #expect(disk.state[Self.path] != nil, "the record comes first")
    bench.tick()
    #expect(disk.state[Self.path] == nil)
    let zeros = [UInt8](repeating: 0, count: header.count)
    let shred = try #require(writes.withLock { $0.firstIndex { $0.bytes == zeros && $0.offset == 0 } })
    let blank = try #require(
      writes.withLock { $0.firstIndex { $0.offset > 512 && !$0.bytes.isEmpty && $0.bytes.allSatisfy { $0 == 0 } } })
    #expect(shred < blank)
  }

  @Test("one that is being written while something is erased is not put in place")
  func overtaken() throws {
    let (disk, _) = try history(seed: 51, batches: 12)
    let ledger = try open(disk, trusts: false)
    let place = try #require(try open(disk, trusts: true).trusted?.place)
    let files = LedgerFiles(storage: MemoryStorage(disk), directory: Bench.directory)
    let holder = Mutex<Checkpointer?>(nil)
    // The key is drawn after it has begun: there the erasure comes between.
    let checkpointer = Checkpointer(
      files, ledger.writer.ledgerID, records: 0,
      random: {
        try? holder.withLock { $0 }?.shred()
        return 7
      }, report: { _ in })
    holder.withLock { $0 = checkpointer }
    checkpointer.finish(ledger.fold.snapshot(ledger.writer.tree), place)
    #expect(disk.state[Self.path] == nil && disk.state[Self.path + ".tmp"] == nil)
    #expect(disk.state.list(Bench.directory).allSatisfy { !$0.hasPrefix("checkpoint") })
  }

  @Test("a crash at any write of a checkpoint leaves one that checks, or none, and the ledger whole")
  func crashes() throws {
    let (disk, clocks) = try history(seed: 52, batches: 10)
    let whole = try contents(try open(disk, trusts: false))
    var changes = 1
    while true {
      let victim = MemoryDisk(disk.state)
      let storage = MemoryStorage(victim, endsAtChange: changes)
      let ledger = try open(disk, trusts: true)
      let place = try #require(ledger.trusted?.place)
      let checkpointer = Checkpointer(
        LedgerFiles(storage: storage, directory: Bench.directory), ledger.writer.ledgerID, records: 0,
        random: clocks.environment(seed: 3).random, report: { _ in })
      checkpointer.finish(ledger.fold.snapshot(ledger.writer.tree), place)
      let hasEnded = storage.changes >= changes
      victim.change { _ = $0.cutPower(seed: UInt64(changes)) }
      let reports = Bench.Reports()
      #expect(try contents(try open(victim, trusts: true, reports)) == whole, "after \(changes)")
      if !hasEnded { break }
      changes += 1
    }
    #expect(changes > 5)
  }
}
