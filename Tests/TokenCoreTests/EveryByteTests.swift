// EveryByteTests.swift: a small ledger with each of its bytes changed in turn, and with its last batch cut off at every
// byte: it is refused, or nothing is lost by it; never is it silently another ledger (I5, I6).

import Testing

@testable import TokenCore

@Suite("every byte of a ledger")
struct EveryByteTests {
  private static let settings = Bench.settings(
    segmentBytes: 4096, codes: CodePolicy(periodMilliseconds: 1000, refusalsPerCode: 3))

  /// A small ledger with every kind of record that a server writes, not stopped, and what was published after each
  /// batch. `head` knows of all but the last one.
  private struct Ledger {
    var disk: MemoryDisk.State
    var states: [LedgerState]
    /// The segment and the bytes of the last batch.
    var path: String
    var last: Range<Int>
    var wall: UInt64
  }

  private static let small: Result<Ledger, any Error> = Result {
    let disk = MemoryDisk(seed: 4)
    let storage = MemoryStorage(disk)
    let clocks = TestClocks()
    let bench = try Bench(storage, clocks, settings: settings, seed: 4)
    var states: [LedgerState] = []
    let first = try bench.token(uses: 2, content: [1, 2, 3])
    bench.use(first.identity, key: [UInt8](repeating: 7, count: 16))
    let second = try bench.token(duration: 60_000)
    bench.revoke(.identity(second.identity))
    try bench.request()
    try bench.generate("user 0", "012345")
    try bench.useCode("user 0", "012345")
    try bench.useCode("user 0", "999999")
    bench.tick()
    states.append(LedgerState(bench.published))
    let before = disk.state
    bench.use(first.identity)
    states.append(LedgerState(bench.published))
    storage.end()
    var after = disk.state
    after["/data/head"] = before["/data/head"]
    let path = try #require(
      after.list("/data/log").map { "/data/log/\($0)" }.last { before[$0] != after[$0] })
    let changed = try #require(zip(before[path] ?? [], after[path] ?? []).enumerated().first { $1.0 != $1.1 }).offset
    let start = changed / BatchHeader.alignment * BatchHeader.alignment
    let end = try #require(after[path]?.lastIndex { $0 != 0 }) + 1
    return Ledger(disk: after, states: states, path: path, last: start..<end, wall: clocks.wall)
  }

  /// What a damaged ledger is found to be.
  private enum Finding: Equatable {
    case refused
    /// As it was, or as it was before the batch that `head` doesn't know.
    case harmless
    case another(String)
  }

  /// Reads a damaged ledger without writing, and opens it: both say the same.
  private func find(_ disk: MemoryDisk.State, _ states: [LedgerState]) -> Finding {
    let copy = MemoryDisk(disk)
    let storage = MemoryStorage(copy)
    defer { storage.end() }
    let files = LedgerFiles(storage: storage, directory: Bench.directory)
    var read: LedgerSummary?
    do throws(LedgerError) { read = try LedgerInspector(files: files).read() } catch {}
    let changes = storage.changes
    guard changes == 0 else { return .another("reading wrote \(changes) times") }
    let birth = LedgerBirth(difficultyFloor: .none, segmentBytes: Self.settings.segmentBytes)
    do throws(LedgerError) {
      let ledger = try LedgerOpener(files: files, birth: birth, random: { 7 }).open()
      try ledger.fold.checkSealedCodes(ledger.keys)
      let state = LedgerState(ledger)
      guard read?.root == state.root, read?.records == state.records, read?.torn == ledger.torn else {
        return .another("opened, but not read")
      }
      return states.contains(state) ? .harmless : .another(state.difference(from: states[states.count - 1]))
    } catch {
      return read == nil ? .refused : .another("read, but not opened")
    }
  }

  @Test("the ledger is sound, and small enough for every byte")
  func isSound() throws {
    let ledger = try Self.small.get()
    #expect(find(ledger.disk, [ledger.states[1]]) == .harmless)
    #expect(ledger.last.count < 512 && ledger.disk.list("/data/log").count > 1)
  }

  @Test(
    "with any byte changed it is refused or the same",
    arguments: ["keys", "head", "log/00000001.seg", "log/00000002.seg"])
  func flips(name: String) throws {
    let ledger = try Self.small.get()
    let path = "/data/" + name
    let sound = try #require(ledger.disk[path])
    var generator = SeededGenerator(seed: UInt64(name.utf8.count))
    var refused = 0
    // Of head both slots, and some of the bytes between that nobody reads.
    let offsets = sound.indices.filter { name != "head" || $0 % 4096 < Head.slotBytes || $0.isMultiple(of: 64) }
    for offset in offsets {
      // In turn each single bit, and any other pattern.
      for pattern in [1 << UInt8(offset % 8), UInt8.random(in: 1...255, using: &generator)] {
        var disk = ledger.disk
        disk[path]?[offset] ^= pattern
        switch find(disk, ledger.states) {
        case .refused: refused += 1
        case .harmless: break
        case .another(let what): Issue.record("byte \(offset) of \(name) changed by \(pattern): \(what)")
        }
      }
    }
    print("\(name): \(2 * offsets.count) changes, \(refused) refused, the others harmless")
    // One slot of head stands in for the other.
    #expect((refused > 0) == (name != "head"))
  }

  @Test("with its last batch cut off at any byte it is the ledger before that batch or after it")
  func cuts() throws {
    let ledger = try Self.small.get()
    let bytes = try #require(ledger.disk[ledger.path])
    for end in ledger.last.lowerBound...ledger.last.upperBound {
      var disk = ledger.disk
      disk[ledger.path]?.replaceSubrange(end..., with: [UInt8](repeating: 0, count: bytes.count - end))
      let isWhole = disk[ledger.path] == bytes
      #expect(find(disk, [ledger.states[isWhole ? 1 : 0]]) == .harmless, "cut at \(end)")
    }
  }

  @Test("with its last batch cut off at any byte it is refused when head knows the batch")
  func cutsOfWhatHeadKnows() throws {
    let ledger = try Self.small.get()
    let bytes = try #require(ledger.disk[ledger.path])
    let state = ledger.states[1]
    var known = ledger.disk
    let old = try #require(known["/data/head"].flatMap { Head(decoding: $0) })
    known["/data/head"] =
      Head(
        ledgerID: old.ledgerID, batch: state.batches, records: state.records, epoch: state.epoch, root: state.root
      ).fileBytes
    #expect(find(known, [state]) == .harmless)
    for end in ledger.last {
      var disk = known
      disk[ledger.path]?.replaceSubrange(end..., with: [UInt8](repeating: 0, count: bytes.count - end))
      if disk[ledger.path] != bytes { #expect(find(disk, []) == .refused, "cut at \(end)") }
    }
  }

  @Test("a segment whose file ends at any byte is refused")
  func shortFiles() throws {
    let ledger = try Self.small.get()
    let bytes = try #require(ledger.disk[ledger.path])
    for count in Array(ledger.last) + [0, 1, 511, 512, bytes.count - 1] {
      var disk = ledger.disk
      disk[ledger.path] = Array(bytes[..<count])
      #expect(find(disk, []) == .refused, "ends at \(count)")
    }
  }
}
