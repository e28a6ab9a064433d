// ScrubTests.swift: what a scrub finds in a log that was damaged under a running ledger, and what it leaves alone.

import Testing

@testable import TokenCore

@Suite("a scrub")
struct ScrubTests {
  private static let files = "/data/log/"

  /// A running ledger of several segments, with batches of one record and of many, and its disk.
  private struct Scene {
    let disk = MemoryDisk()
    let storage: MemoryStorage
    let clocks = TestClocks()
    let bench: Bench

    init(segmentBytes: Int = 8192, rounds: Int = 4) throws {
      storage = MemoryStorage(disk)
      bench = try Bench(storage, clocks, settings: Bench.settings(segmentBytes: segmentBytes))
      for round in 0..<rounds {
        var commands: [Command] = []
        for number in 0..<3 {
          let content = [UInt8](repeating: UInt8(round), count: 100 * number)
          commands.append(try bench.requesting(NewRequisition(content: .bytes(content))).command)
        }
        bench.run(commands)
        bench.mine()
        try bench.request(NewRequisition(content: .bytes([1, 2, 3]), url: "https://example.org/a"))
        bench.mine()
      }
    }

    /// - Parameter storage: nil: the ledger's own.
    func scrubber(_ storage: (any Storage)? = nil, pieceBytes: Int = LogScrubber.pieceBytes) -> LogScrubber {
      LogScrubber(
        files: LedgerFiles(storage: storage ?? self.storage, directory: Bench.directory),
        published: bench.published, pieceBytes: pieceBytes)
    }

    /// Segments that hold batches, and their bytes.
    func segments() -> [(number: UInt32, path: String, bytes: [UInt8])] {
      let state = disk.state
      return state.list("/data/log").compactMap { name in
        // The next one may be in the making.
        guard name.hasSuffix(".seg"), let bytes = state[ScrubTests.files + name], bytes[512] != 0 else { return nil }
        return (UInt32(name.prefix(8)) ?? 0, ScrubTests.files + name, bytes)
      }
    }

    func flip(_ path: String, _ offset: Int) {
      disk.change { state in
        var bytes = state[path] ?? []
        bytes[offset] ^= 0x10
        state[path] = bytes
      }
    }

    /// Ordinals of the tokens whose accepted or sealed record has this byte.
    func tokens(at offset: Int, in segment: UInt32, _ bytes: [UInt8]) -> [Int] {
      (0..<bench.published.tokens.count).filter { ordinal in
        guard let state = bench.published.tokens.state(ordinal) else { return false }
        return [state.acceptedLocation, state.sealedLocation].contains { location in
          guard let location, location.segment == segment else { return false }
          let start = Int(location.offset)
          let count = bytes[start...].withUnsafeBytes { RecordFrame.encodedBytes($0) } ?? 0
          return (start..<start + count).contains(offset)
        }
      }
    }
  }

  /// Everything that one round finds.
  private static func round(_ scrubber: LogScrubber) -> (findings: [ScrubFinding], damaged: [Int]) {
    var findings: [ScrubFinding] = []
    var damaged: Set<Int> = []
    for _ in 0..<100_000 {
      let step = scrubber.next()
      findings += step.findings
      damaged.formUnion(step.damaged)
      if step.isRoundOver { return (findings, damaged.sorted()) }
    }
    Issue.record("a round ends")
    return (findings, damaged.sorted())
  }

  // MARK: Nothing is wrong

  @Test("a sound log has no findings whatever is read at once, and nothing is written")
  func sound() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let scene = try Scene()
      var history = History(seed: seed)
      try history.run(60, on: scene.bench)
      let storage = MemoryStorage(scene.disk)
      for pieceBytes in [512, 4096, LogScrubber.pieceBytes] {
        let scrubber = scene.scrubber(storage, pieceBytes: pieceBytes)
        for _ in 0..<2 { #expect(Self.round(scrubber).findings == [], "seed \(seed), \(pieceBytes) bytes at once") }
      }
      #expect(storage.changes == 0 && storage.reads > 0)
    }
  }

  @Test("what is erased, and codes that are over, may be any bytes while they are overwritten; a live code may not")
  func overwritten() throws {
    let scene = try Scene(rounds: 1)
    let bench = scene.bench
    let scrubber = scene.scrubber()
    let id = Golden.digest(7)
    try bench.request(NewRequisition(id: id, content: .bytes([UInt8](repeating: 0x77, count: 64))))
    bench.mine()
    let identity = try #require(bench.view(.requestID(id))?.entry.block?.identity)
    bench.revoke(.identity(identity), reason: "a reason that somebody may want to be forgotten")
    try bench.generate("ann", "123456")
    try bench.generate("bob", "123456")
    let marks: [(name: String, pattern: [UInt8])] = [
      ("content", [UInt8](repeating: 0x77, count: 64)), ("reason", [UInt8]("a reason that somebody".utf8)),
    ]
    // While they stand, a flipped byte of each is found.
    for (name, pattern) in marks {
      let place = try #require(Self.find(pattern, scene))
      scene.flip(place.path, place.offset)
      let found = Self.round(scrubber).findings
      #expect(found.count == 1 && Self.isAttachment(found.first?.what), "\(name): \(found)")
      scene.flip(place.path, place.offset)
    }
    #expect(Self.round(scrubber).findings == [])
    // Erased, but not overwritten yet: any byte may change.
    let places = try marks.map { try #require(Self.find($0.pattern, scene)) }
    bench.erase(.request(id))
    for place in places { scene.flip(place.path, place.offset) }
    #expect(Self.round(scrubber).findings == [])
    bench.tick()
    #expect(Self.round(scrubber).findings == [])
    for (_, pattern) in marks { #expect(Self.find(pattern, scene) == nil) }
    // A user's name and live code; then a code that is replaced, and one whose time is over.
    bench.erase(.user(try UserName("bob")))
    bench.tick()
    #expect(Self.round(scrubber).findings == [])
    let code = try #require(try bench.code(of: "ann")?.sealed)
    let place = try #require(Self.find(code.bytes, scene))
    scene.flip(place.path, place.offset)
    #expect(Self.round(scrubber).findings.count == 1)
    bench.clocks.advance(61_000)
    try bench.generate("ann", "654321")
    #expect(Self.round(scrubber).findings == [])
    bench.clocks.advance(75_000)
    bench.tick()
    bench.tick()
    #expect(Self.round(scrubber).findings == [])
  }

  private static func isAttachment(_ what: ScrubFault?) -> Bool {
    if case .attachment = what { true } else { false }
  }

  /// Where bytes stand in the log.
  private static func find(_ pattern: [UInt8], _ scene: Scene) -> (path: String, offset: Int)? {
    for segment in scene.segments() {
      let bytes = segment.bytes
      let offset = bytes.indices.first { bytes[$0] == pattern[0] && bytes[$0...].starts(with: pattern) }
      if let offset { return (segment.path, offset) }
    }
    return nil
  }

  @Test("a log that grows is read to where it was durable when the round began, and whole the next time")
  func growing() throws {
    let scene = try Scene()
    let scrubber = scene.scrubber(pieceBytes: 512)
    for _ in 0..<200 {
      let step = scrubber.next()
      #expect(step.findings == [])
      if step.isRoundOver { break }
      try scene.bench.request()
      scene.bench.mine()
    }
    let last = try #require(scene.segments().last)
    #expect(last.number > scrubber.place.segment)
    #expect(Self.round(scrubber).findings == [])
    let scrubbed = scene.scrubber()
    scene.flip(last.path, 512 + BatchHeader.byteCount)
    #expect(Self.round(scrubbed).findings.first?.segment == last.number)
  }

  // MARK: Something is

  @Test("a flipped byte anywhere is found, named by its segment and place, and marks exactly the tokens concerned")
  func anyByte() throws {
    let scene = try Scene()
    let end = scene.bench.published.read().batches
    var offsets = 0
    for (number, path, bytes) in scene.segments() {
      let batches = Self.batches(bytes).filter { $0.header.number <= end }
      let used = number == scene.segments().last?.number ? batches.last?.range.upperBound ?? 0 : bytes.count
      for offset in stride(from: Int(number) % 13, to: used, by: 13) {
        let scrubber = scene.scrubber()
        scene.flip(path, offset)
        let (findings, damaged) = Self.round(scrubber)
        scene.flip(path, offset)
        let place = "segment \(number), offset \(offset): \(findings)"
        let batch = batches.first { $0.range.contains(offset) }
        let floor = batch?.range.lowerBound ?? (offset < 512 ? 0 : offset)
        #expect(findings.count == 1, "\(place)")
        #expect(
          findings.first.map { $0.segment == number && (floor...offset).contains(Int($0.offset)) } == true, "\(place)")
        #expect(damaged == scene.tokens(at: offset, in: number, bytes), "\(place)")
        #expect(findings.first?.tokens == damaged.count, "\(place)")
        offsets += 1
      }
    }
    #expect(offsets > 500 && scene.segments().count > 2)
  }

  private static func batches(_ bytes: [UInt8]) -> [(header: BatchHeader, range: Range<Int>)] {
    let header = bytes.prefix(512).withUnsafeBytes { SegmentHeader(decoding: $0) }
    var found: [(header: BatchHeader, range: Range<Int>)] = []
    var offset = 512
    while offset + 96 <= bytes.count,
      let batch = bytes[offset..<offset + 96].withUnsafeBytes({ BatchHeader(decoding: $0, seed: header?.seed ?? 0) })
    {
      found.append((batch, offset..<offset + batch.paddedBytes))
      offset += batch.paddedBytes
    }
    return found
  }

  @Test("each kind of place has its own name")
  func kinds() throws {
    let scene = try Scene()
    let (number, path, bytes) = try #require(scene.segments().dropFirst().first)
    let batch = try #require(Self.batches(bytes).first { $0.range.count > Int($0.header.byteLength) })
    let start = batch.range.lowerBound
    let places: [(offset: Int, what: ScrubFault, at: Int)] = [
      (40, .segmentHeader, 0), (start + 90, .batchHeader, start), (start + 96 + 20, .record, start + 96),
      (start + Int(batch.header.byteLength), .notZero, start + Int(batch.header.byteLength)),
    ]
    for (offset, what, at) in places {
      let scrubber = scene.scrubber()
      scene.flip(path, offset)
      let finding = try #require(Self.round(scrubber).findings.first)
      #expect(finding.segment == number && finding.offset == UInt64(at) && finding.what == what)
      scene.flip(path, offset)
    }
  }

  @Test(
    "what is behind a damaged segment, or one that is gone, is still checked", arguments: [0xEE, 0x00] as [UInt8])
  func behind(byte: UInt8) throws {
    let scene = try Scene()
    let segments = scene.segments()
    let last = try #require(segments.last)
    let second = segments[1]
    let scrubber = scene.scrubber()
    scene.disk.change { state in
      for offset in 512..<second.bytes.count { state[second.path]?[offset] = byte }
    }
    scene.flip(last.path, 512 + 96 + 20)
    let (findings, damaged) = Self.round(scrubber)
    #expect(Set(findings.map(\.segment)) == [2, last.number])
    let table = scene.bench.published.tokens
    let expected = (0..<table.count).filter { ordinal in
      let state = table.state(ordinal)
      return [state?.acceptedLocation, state?.sealedLocation].contains { $0?.segment == 2 }
    }
    #expect(Set(damaged).isSuperset(of: expected) && !expected.isEmpty)
    #expect(findings.contains { $0.segment == last.number && $0.what == .record && $0.offset == 608 })
    scene.disk.change { $0[second.path] = nil }
    let again = Self.round(scrubber).findings
    #expect(again.contains { if case .unreadable = $0.what { $0.segment == 2 } else { false } })
    #expect(again.contains { $0.segment == last.number && $0.what == .record })
  }

  @Test("bytes that can't be read are a finding, and those of a call that fails once are not")
  func readErrors() throws {
    let scene = try Scene(rounds: 2)
    let storage = MemoryStorage(scene.disk)
    let scrubber = scene.scrubber(storage)
    let reads = storage.reads
    _ = Self.round(scrubber)
    let calls = storage.reads - reads
    for call in 1...calls {
      storage.setFault(.init(error: 5, call: call, lasts: false, kind: .read, suffix: ".seg"))
      #expect(Self.round(scrubber).findings == [], "call \(call)")
    }
    for call in stride(from: 1, to: calls, by: 2) {
      storage.setFault(.init(error: 5, call: call, lasts: true, kind: .read, suffix: ".seg"))
      let (findings, damaged) = Self.round(scrubber)
      #expect(!findings.isEmpty, "call \(call)")
      for finding in findings {
        #expect({ if case .unreadable(let error) = finding.what { error.errno == 5 } else { false } }(), "\(finding)")
      }
      #expect(damaged.isEmpty == findings.allSatisfy { $0.tokens == 0 })
      storage.setFault(nil)
      _ = Self.round(scrubber)
    }
  }

  @Test("bytes that are wrong once are read again, and are no finding")
  func misread() throws {
    let scene = try Scene(rounds: 2)
    var isStruck = true
    var read = 0
    while isStruck {
      read += 1
      let storage = MisreadingStorage(scene.disk, wrongRead: read)
      let found = Self.round(scene.scrubber(storage, pieceBytes: 1024)).findings
      #expect(found == [], "read \(read)")
      isStruck = storage.hasMisread
    }
    #expect(read > 20)
  }

  @Test("a lack of descriptors is no finding: it is waited for")
  func heldUp() throws {
    let scene = try Scene(rounds: 2)
    let storage = MemoryStorage(scene.disk)
    let scrubber = scene.scrubber(storage)
    storage.setFault(.init(error: 24, call: 1, lasts: true, kind: .read, suffix: ".seg"))
    for _ in 0..<3 {
      let step = scrubber.next()
      #expect(step.isHeldUp && step.findings == [] && !step.isRoundOver)
    }
    storage.setFault(nil)
    #expect(Self.round(scrubber).findings == [])
  }

  @Test("so many findings are kept, each once, and that there are more is known")
  func limit() {
    var state = ScrubState()
    let findings = (0..<UInt64(ScrubState.maxFindings)).map {
      ScrubFinding(segment: 1, offset: $0, what: .record, tokens: 0)
    }
    #expect(state.add(findings + findings) == findings && !state.hasMore)
    #expect(state.add([ScrubFinding(segment: 2, offset: 0, what: .root, tokens: 0)]) == [] && state.hasMore)
    #expect(state.findings == findings)
  }
}
