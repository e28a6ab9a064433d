// DamageTests.swift: what a ledger refuses to open, with the place of the fault and nothing changed on the disk; and
// the one thing it mends: a tail that was never acknowledged (I1, I5, I6, I10).

import Testing

@testable import TokenCore

@Suite("a damaged ledger")
struct DamageTests {
  /// A ledger of several segments, cleanly stopped.
  private static let sound: Result<(disk: MemoryDisk.State, facts: [Witness.Fact], wall: UInt64), any Error> = Result {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let clocks = TestClocks()
    var history = History(seed: 10)
    let bench = try Bench(storage, clocks)
    try history.run(30, on: bench)
    // The last segment is to hold several batches, and to have room behind them.
    while !hasRoomyEnd(disk.state) { try history.run(1, on: bench) }
    bench.stop()
    storage.end()
    var state = disk.state
    state.cutPower(seed: 1)
    return (state, history.witness.facts(), clocks.wall)
  }

  private static func hasRoomyEnd(_ disk: MemoryDisk.State) -> Bool {
    let last = usedSegments(disk).last.map { batches(disk, $0) } ?? []
    return last.count > 2 && last.last.map { $0.upperBound < 4096 } == true
  }

  private func sound() throws -> MemoryDisk.State { try Self.sound.get().disk }

  /// Names of the segments that hold batches.
  private static func usedSegments(_ disk: MemoryDisk.State) -> [String] {
    disk.list("/data/log").map { "/data/log/\($0)" }.filter {
      disk[$0]?.dropFirst(SegmentHeader.byteCount).contains { $0 != 0 } == true
    }
  }

  private func number(_ path: String) -> UInt32 { UInt32(path.suffix(12).prefix(8)) ?? 0 }

  /// Where the batches of a segment begin, and where the last one ends.
  private static func batches(_ disk: MemoryDisk.State, _ path: String) -> [Range<Int>] {
    let bytes = disk[path] ?? []
    let header = bytes.prefix(512).withUnsafeBytes { SegmentHeader(decoding: $0) }
    var found: [Range<Int>] = []
    var offset = 512
    while offset + 96 <= bytes.count,
      let batch = bytes[offset..<offset + 96].withUnsafeBytes({ BatchHeader(decoding: $0, seed: header?.seed ?? 0) })
    {
      let end = (offset + Int(batch.byteLength) + 511) / 512 * 512
      found.append(offset..<end)
      offset = end
    }
    return found
  }

  /// What opening a disk says; nil: it opened. A refusal changes nothing.
  private func refusal(
    _ disk: MemoryDisk.State, _ place: SourceLocation = #_sourceLocation
  ) throws -> LedgerError? {
    let copy = MemoryDisk(disk)
    let storage = MemoryStorage(copy)
    defer { storage.end() }
    let clocks = TestClocks(wall: try Self.sound.get().wall)
    do throws(LedgerError) {
      _ = try Bench(storage, clocks)
      return nil
    } catch {
      let before = contents(disk)
      #expect(contents(copy.state) == before, "something was changed", sourceLocation: place)
      return error
    }
  }

  private func contents(_ disk: MemoryDisk.State) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for directory in ["/data", "/data/log"] {
      for name in disk.list(directory) { files["\(directory)/\(name)"] = disk["\(directory)/\(name)"] ?? [] }
    }
    return files
  }

  @Test("the ledger that is damaged here is sound")
  func isSound() throws {
    let disk = try sound()
    #expect(Self.usedSegments(disk).count > 4)
    #expect(try refusal(disk) == nil)
  }

  // MARK: Bits

  @Test("any flipped bit of a batch is refused with its segment, at an offset of its batch")
  func flippedBit() throws {
    let sound = try sound()
    var generator = SeededGenerator(seed: 55)
    for path in Self.usedSegments(sound) {
      for batch in Self.batches(sound, path) {
        // Every byte of some headers, a sample of the others.
        let bits = (0..<12).map { _ in Int.random(in: 8 * batch.lowerBound..<8 * batch.upperBound, using: &generator) }
        for bit in bits + [8 * batch.lowerBound, 8 * batch.upperBound - 1] {
          var disk = sound
          disk[path]?[bit / 8] ^= 1 << UInt8(bit % 8)
          guard case .corrupt(let segment, let offset, _) = try refusal(disk) else {
            Issue.record("bit \(bit) of \(path) was not refused as corruption")
            continue
          }
          #expect(segment == number(path))
          #expect(batch.contains(Int(offset)) && offset <= UInt64(bit / 8), "bit \(bit) of \(path)")
        }
      }
    }
  }

  @Test("any flipped bit of a segment header is refused")
  func flippedSegmentHeader() throws {
    let sound = try sound()
    let path = try #require(Self.usedSegments(sound).dropFirst().first)
    for bit in stride(from: 0, to: 8 * SegmentHeader.byteCount, by: 37) {
      var disk = sound
      disk[path]?[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(try refusal(disk) == .corrupt(segment: 2, offset: 0, .badSegmentHeader))
    }
  }

  @Test("a flipped bit of the keys is refused")
  func flippedKeys() throws {
    let sound = try sound()
    for bit in stride(from: 0, to: 8 * 120, by: 7) {
      var disk = sound
      disk["/data/keys"]?[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(try refusal(disk) == .incomplete(file: "keys", .badChecksum))
    }
  }

  // MARK: Files

  @Test("a missing file is refused by its name")
  func missingFiles() throws {
    let sound = try sound()
    let paths = Self.usedSegments(sound)
    let last = try #require(paths.last)
    for path in paths.dropLast() {
      var disk = sound
      disk[path] = nil
      guard case .incomplete(let file, .gapBefore) = try refusal(disk) else {
        Issue.record("\(path) was not missed")
        continue
      }
      #expect(number("/data/" + file) == number(path) + 1)
    }
    var disk = sound
    disk["/data/head"] = nil
    #expect(try refusal(disk) == .incomplete(file: "head", .missing))
    disk = sound
    disk["/data/keys"] = nil
    #expect(try refusal(disk) == .incomplete(file: "keys", .missing))
    disk = sound
    for name in sound.list("/data/log") { disk["/data/log/\(name)"] = nil }
    #expect(try refusal(disk) == .incomplete(file: "log/00000001.seg", .missing))
    disk = sound
    for name in sound.list("/data/log") where "/data/log/\(name)" >= last { disk["/data/log/\(name)"] = nil }
    guard case .endsBeforeHead = try refusal(disk) else {
      Issue.record("a lost last segment was not missed")
      return
    }
  }

  @Test("a file of the wrong size, or a name that is no segment's, is refused")
  func wrongSize() throws {
    let sound = try sound()
    let path = try #require(Self.usedSegments(sound).last)
    let file = String(path.dropFirst("/data/".count))
    for bytes in [sound[path]?.dropLast(512), sound[path].map { ($0 + [0])[...] }] {
      var disk = sound
      disk[path] = bytes.map { Array($0) }
      #expect(try refusal(disk) == .incomplete(file: file, .wrongSize))
    }
    var disk = sound
    disk[path] = []
    #expect(try refusal(disk) == .corrupt(segment: number(path), offset: 0, .badSegmentHeader))
    disk = sound
    disk["/data/head"]?.removeLast()
    #expect(try refusal(disk) == .incomplete(file: "head", .badChecksum))
    disk = sound
    disk["/data/log/copy.seg"] = sound[path]
    #expect(try refusal(disk) == .incomplete(file: "log/copy.seg", .gapBefore))
  }

  @Test("a segment of another ledger, under another number or of another size, is refused")
  func foreignSegment() throws {
    let sound = try sound()
    let other = MemoryDisk(seed: 2)
    let storage = MemoryStorage(other)
    _ = try Bench(storage, TestClocks(), seed: 77).stop()
    storage.end()
    for path in ["/data/log/00000001.seg", "/data/log/00000002.seg"] {
      var disk = sound
      disk[path] = other.state[path]
      #expect(try refusal(disk) == .incomplete(file: String(path.dropFirst("/data/".count)), .wrongLedger))
    }
    var disk = sound
    disk["/data/head"] = other.state["/data/head"]
    #expect(try refusal(disk) == .incomplete(file: "log/00000001.seg", .wrongLedger))
    disk = sound
    disk["/data/log/00000002.seg"] = sound["/data/log/00000001.seg"]
    #expect(try refusal(disk) == .corrupt(segment: 2, offset: 0, .badSegmentHeader))
  }

  // MARK: Head

  /// Head as it would stand with another batch.
  private func head(_ disk: MemoryDisk.State, _ change: (inout Head) -> Void) throws -> [UInt8] {
    var head = try #require(disk["/data/head"].flatMap { Head(decoding: $0) })
    change(&head)
    return head.fileBytes
  }

  @Test("a log that ends before head is refused, at a segment's end and inside one")
  func headAhead() throws {
    var disk = try sound()
    let last = try #require(disk["/data/head"].flatMap { Head(decoding: $0) })
    disk["/data/head"] = try head(disk) { $0.batch += 1 }
    #expect(try refusal(disk) == .endsBeforeHead(batchInLog: last.batch, batchInHead: last.batch + 1))
    disk = try sound()
    let path = try #require(Self.usedSegments(disk).last)
    let batch = try #require(Self.batches(disk, path).last)
    disk[path]?.replaceSubrange(batch, with: [UInt8](repeating: 0, count: batch.count))
    #expect(try refusal(disk) == .endsBeforeHead(batchInLog: last.batch - 1, batchInHead: last.batch))
  }

  @Test("head and log must agree on records and root")
  func headDisagrees() throws {
    for change in [{ (head: inout Head) in head.records += 1 }, { (head: inout Head) in head.root = .zero }] {
      var disk = try sound()
      disk["/data/head"] = try head(disk, change)
      guard case .corrupt(_, _, .badRoot) = try refusal(disk) else {
        Issue.record("head was believed")
        continue
      }
    }
  }

  @Test("one damaged slot of head is survived by the other, two are refused")
  func headSlots() throws {
    var disk = try sound()
    let newest = try #require(disk["/data/head"].flatMap { Head(decoding: $0) })
    disk["/data/head"]?[newest.offset + 30] ^= 1
    #expect(try refusal(disk) == nil)
    disk["/data/head"]?[4096 - newest.offset + 30] ^= 1
    #expect(try refusal(disk) == .incomplete(file: "head", .badChecksum))
  }

  // MARK: The tail

  /// The sound ledger with head as it was some batches before its end, so that head says nothing of the last ones.
  private func withOldHead(_ back: UInt64) throws -> MemoryDisk.State {
    var disk = try sound()
    var wanted: Head?
    let newest = try #require(disk["/data/head"].flatMap { Head(decoding: $0) })
    for path in Self.usedSegments(disk) {
      let bytes = try #require(disk[path])
      let seed = try #require(bytes.prefix(512).withUnsafeBytes { SegmentHeader(decoding: $0) }).seed
      for place in Self.batches(disk, path) {
        let header = try #require(
          bytes[place.lowerBound..<place.lowerBound + 96].withUnsafeBytes { BatchHeader(decoding: $0, seed: seed) })
        if header.number + back == newest.batch {
          wanted = Head(
            ledgerID: newest.ledgerID, batch: header.number, records: header.firstSequence + UInt64(header.records),
            epoch: header.epoch, root: header.root)
        }
      }
    }
    disk["/data/head"] = try #require(wanted).fileBytes
    return disk
  }

  @Test("batches beyond head are believed and written again before anything else is")
  func beyondHead() throws {
    for back in 1...4 as ClosedRange<UInt64> { #expect(try refusal(withOldHead(back)) == nil) }
  }

  @Test("a torn last batch that head doesn't know is cut, reported and zeroed; the log goes on in its place")
  func tornTail() throws {
    let old = try withOldHead(1)
    let path = try #require(Self.usedSegments(old).last)
    let batch = try #require(Self.batches(old, path).last)
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<40 {
      var torn = old
      let bit = Int.random(in: 8 * batch.lowerBound..<8 * batch.upperBound, using: &generator)
      torn[path]?[bit / 8] ^= 1 << UInt8(bit % 8)
      let disk = MemoryDisk(torn)
      let storage = MemoryStorage(disk)
      let bench = try Bench(storage, TestClocks(wall: Self.sound.get().wall))
      let location = RecordLocation(segment: number(path), offset: UInt32(batch.lowerBound))
      #expect(bench.opened.torn == location, "bit \(bit)")
      let token = try bench.token()
      bench.stop()
      storage.end()
      let again = MemoryStorage(disk)
      let second = try Bench(again, TestClocks(wall: Self.sound.get().wall))
      #expect(second.opened.torn == nil && second.status(token.identity) == .success)
      again.end()
    }
  }

  @Test("garbage behind zeros at the log's end, in this segment or the next, is cut to zeros")
  func garbageBehindZeros() throws {
    let sound = try sound()
    let used = try #require(Self.usedSegments(sound).last)
    let end = try #require(Self.batches(sound, used).last).upperBound
    let next = "/data/log/" + SegmentHeader.fileName(number(used) + 1)
    let last = try #require(sound[used]).count - 1
    for (path, offset) in [(used, end), (used, last), (next, 512), (next, 4095)] where offset <= last {
      var damaged = sound
      damaged[path]?[offset] = 0x55
      let disk = MemoryDisk(damaged)
      let storage = MemoryStorage(disk)
      let bench = try Bench(storage, TestClocks(wall: Self.sound.get().wall))
      #expect(bench.opened.torn == RecordLocation(segment: number(used), offset: UInt32(end)))
      #expect(Witness.contradictions(try Self.sound.get().facts, bench) == [])
      bench.stop()
      storage.end()
      #expect(disk.state[next]?.dropFirst(512).allSatisfy { $0 == 0 } == true)
    }
  }

  @Test("a damaged batch is no torn one when a later batch follows, also if head doesn't know either")
  func laterBatchFollows() throws {
    for back in 2...6 as ClosedRange<UInt64> {
      let old = try withOldHead(back)
      let places = Self.usedSegments(old).flatMap { path in Self.batches(old, path).map { (path, $0) } }
      let (path, batch) = places[places.count - Int(back)]
      for offset in [batch.lowerBound, batch.lowerBound + 40, batch.lowerBound + 120] {
        var disk = old
        disk[path]?[offset] ^= 1
        guard case .corrupt(let segment, let at, _) = try refusal(disk) else {
          Issue.record("\(back) batches were cut")
          continue
        }
        #expect(segment == number(path) && batch.contains(Int(at)))
      }
    }
  }

  @Test("a batch that is missing between two is refused")
  func missingBatch() throws {
    let old = try withOldHead(3)
    let places = Self.usedSegments(old).flatMap { path in Self.batches(old, path).map { (path, $0) } }
    let (path, batch) = places[places.count - 2]
    var disk = old
    disk[path]?.replaceSubrange(batch, with: [UInt8](repeating: 0, count: batch.count))
    guard case .corrupt(let segment, _, _) = try refusal(disk) else {
      Issue.record("the gap was not seen")
      return
    }
    #expect(segment == number(path))
  }

  @Test("a batch whose root is not that of its records is refused, however sound its header is")
  func wrongRoot() throws {
    let sound = try sound()
    for path in Self.usedSegments(sound) {
      let batch = try #require(Self.batches(sound, path).first)
      let place = batch.lowerBound..<batch.lowerBound + BatchHeader.byteCount
      let bytes = try #require(sound[path])
      let seed = try #require(bytes.prefix(512).withUnsafeBytes { SegmentHeader(decoding: $0) }).seed
      var header = try #require(bytes[place].withUnsafeBytes { BatchHeader(decoding: $0, seed: seed) })
      header.root = Golden.digest(1)
      var disk = sound
      disk[path]?.replaceSubrange(place, with: header.bytes(seed: seed))
      #expect(
        try refusal(disk) == .corrupt(segment: number(path), offset: UInt64(batch.lowerBound), .badRoot))
    }
  }

  @Test("an attachment that checks by itself, but is not the one its record commits to, is refused", arguments: 0..<2)
  func otherAttachment(index: Int) throws {
    let log = try LogBuilder()
    let requisition = try log.accept(id: 10)
    let location = log.last
    try log.add(.timeMark)
    try log.close()
    try log.overwrite(attachment: index, of: location, checks: true)
    #expect(
      throws: LedgerError.corrupt(
        segment: location.segment, offset: UInt64(location.offset),
        .unreadableAttachment(sequence: requisition.sequence, index: index))
    ) {
      _ = try Bench(MemoryStorage(log.disk))
    }
  }

  @Test("what a process left under a temporary name is removed on open")
  func temporaryFiles() throws {
    var state = try sound()
    for path in ["/data/keys.tmp", "/data/head.tmp", "/data/log/00000099.seg.tmp"] { state[path] = [1, 2, 3] }
    let disk = MemoryDisk(state)
    let storage = MemoryStorage(disk)
    try Bench(storage, TestClocks(wall: Self.sound.get().wall)).stop()
    storage.end()
    #expect((disk.state.list("/data") + disk.state.list("/data/log")).filter { $0.hasSuffix(".tmp") } == [])
  }

  // MARK: Another process

  @Test("a second process is refused and the first goes on; then the directory is free")
  func secondProcess() throws {
    let directory = TemporaryDirectory()
    var settings = Bench.settings(segmentBytes: 65_536)
    settings.directory = directory.path
    let first = try Bench(SystemStorage(), settings: settings)
    #expect(throws: LedgerError.inUse(directory: directory.path)) {
      _ = try Bench(SystemStorage(), settings: settings)
    }
    let token = try first.token()
    first.stop()
    let second = try Bench(SystemStorage(), settings: settings)
    #expect(second.status(token.identity) == .success)
    second.stop()
  }

  @Test("removing the lock's file under a running process lets no second one in")
  func lockRemoved() throws {
    let directory = TemporaryDirectory()
    var settings = Bench.settings(segmentBytes: 65_536)
    settings.directory = directory.path
    let first = try Bench(SystemStorage(), settings: settings)
    try SystemStorage().remove(directory.path + "/lock")
    #expect(throws: LedgerError.inUse(directory: directory.path)) {
      _ = try Bench(SystemStorage(), settings: settings)
    }
    first.stop()
  }

  @Test(
    "files that were removed under a running process fail the ledger within a second's tick",
    arguments: [
      "/head", "/log/00000001.seg",
    ])
  func filesRemoved(name: String) throws {
    let directory = TemporaryDirectory()
    var settings = Bench.settings(segmentBytes: 65_536)
    settings.directory = directory.path
    let bench = try Bench(SystemStorage(), settings: settings)
    bench.tick()
    #expect(bench.failures.all == [])
    try SystemStorage().remove(directory.path + name)
    bench.tick()
    #expect(bench.failures.all.count == 1)
    #expect(try bench.request().error == .stopped)
  }

  @Test("a ledger without sound keys is no sound ledger, offline too")
  func keysOffline() throws {
    let directory = TemporaryDirectory()
    var settings = Bench.settings(segmentBytes: 65_536)
    settings.directory = directory.path
    try Bench(SystemStorage(), settings: settings).stop()
    let inspector = LedgerInspector(directory: directory.path)
    #expect(throws: Never.self) { try inspector.read() }
    let keys = try SystemStorage().open(directory.path + "/keys", .readWrite)
    let byte = try keys.read(at: 10, count: 1)[0]
    try keys.write([byte ^ 1], at: 10)
    #expect(throws: LedgerError.incomplete(file: "keys", .badChecksum)) { try inspector.read() }
    try SystemStorage().remove(directory.path + "/keys")
    #expect(throws: LedgerError.incomplete(file: "keys", .missing)) { try inspector.read() }
  }
}
