// DamagedTokenTests.swift: a token whose record a scrub found damaged: no check or use of it says yes any more.

import Foundation
import Synchronization
import Testing

@testable import TokenCore

@Suite("a damaged token")
struct DamagedTokenTests {
  @Test("a use is refused without spending, by a record that can be read again; other tokens are used as before")
  func use() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk))
    let (damaged, sound) = (try bench.token(uses: 2), try bench.token(uses: 2))
    let ordinal = try #require(bench.published.ordinal(.identity(damaged.identity), realm: 0))
    bench.published.damaged.insert([ordinal])
    for key in [nil, [UInt8](repeating: 1, count: 16), [UInt8](repeating: 1, count: 16)] {
      let outcome = try #require(bench.use(damaged.identity, key: key).value)
      #expect(!outcome.isValid && outcome.reason == .damaged && outcome.usesLeft == 2)
    }
    #expect(bench.view(.identity(damaged.identity))?.isDamaged == true)
    #expect(bench.view(.identity(sound.identity))?.isDamaged == false)
    #expect(bench.use(sound.identity).value?.usesLeft == 1)
    bench.stop()
    // The next start has checked everything itself.
    let again = try Bench(MemoryStorage(disk), bench.clocks)
    #expect(again.use(damaged.identity).value?.usesLeft == 1)
  }

  @Test("a byte that is flipped under a running engine is told once, and the token's checks and uses say damaged")
  func engine() async throws {
    let directory = TemporaryDirectory()
    var settings = EngineSettings(
      directory: directory.path, difficulty: .fixed(.none), miners: 1, segmentBytes: 64 << 10)
    settings.scrub = ScrubPolicy(bytesPerSecond: 1 << 30, secondsPerRound: 1)
    let lines = Mutex<[String]>([])
    let engine = try TokenEngine.open(
      settings, report: { line in lines.withLock { $0.append(line) } },
      onFailure: { Issue.record("the ledger failed: \($0)") })
    engine.start()
    let token = try await engine.request(NewRequisition(content: .bytes([1])))
    let other = try await engine.request(NewRequisition(content: .bytes([2])))
    let identity = try #require(token.entry.block?.identity)
    let query = ValidationQuery(identity: identity)
    #expect(engine.check(query)?.isValid == true)

    let header = Data(try #require(token.entry.block?.header.bytes))
    let log = directory.path + "/log/00000001.seg"
    let place = try #require(try Data(contentsOf: URL(filePath: log)).firstRange(of: header)?.lowerBound)
    let file = try FileHandle(forUpdating: URL(filePath: log))
    try file.seek(toOffset: UInt64(place) + 100)
    try file.write(contentsOf: [header[header.startIndex + 100] ^ 1])
    while engine.scrub?.findings.isEmpty != false { try await Task.sleep(for: .milliseconds(5)) }
    #expect(engine.check(query)?.reason == .damaged)
    #expect(try await engine.use(identity).reason == .damaged)
    #expect(engine.check(ValidationQuery(identity: try #require(other.entry.block?.identity)))?.isValid == true)
    let rounds = engine.scrub?.rounds ?? 0
    while engine.scrub?.rounds ?? 0 < rounds + 2 { try await Task.sleep(for: .milliseconds(5)) }
    let state = try #require(engine.scrub)
    #expect(state.findings.count == 1 && state.damagedTokens == 1 && state.bytes > 0)
    await engine.stop()
    #expect(lines.withLock { $0.count { $0.contains("segment 1, offset") && $0.hasSuffix("1 token") } } == 1)
  }
}
