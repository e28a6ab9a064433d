// MiningPartsTests.swift: the parts of the mining benchmark: what is counted, and how it is told.

import Foundation
import Testing
import TokenArguments
import TokenCore

@testable import rpc_cli

@Suite("the parts of the mining benchmark")
struct MiningPartsTests {
  private static let rate = HashRate(
    threads: 2, hashes: 300_000_000, nanoseconds: 1_500_000_000, cpuNanoseconds: 2_700_000_000, gigahertz: 4,
    shares: 287, falseHits: 0)

  @Test("hashes a second and cycles a hash are of all threads together")
  func rate() {
    #expect(Self.rate.hashesPerSecond == 200_000_000 && Self.rate.cyclesPerHash == 40 && Self.rate.cpuShare == 0.9)
    #expect(abs(Self.rate.expectedShares - 286.1) < 0.01)
    let none = HashRate(threads: 1, hashes: 0, nanoseconds: 0, cpuNanoseconds: 0, gigahertz: 4, shares: 0, falseHits: 0)
    #expect(none.hashesPerSecond == 0 && none.cyclesPerHash == nil && none.cpuShare == 0)
  }

  @Test("the summary has its keys in their order, decimals with their digits, and null where nothing was measured")
  func summary() {
    var summary = MiningSummary(kernel: "sha", rate: Self.rate, headersPerSecond: 1_234.6)
    let head =
      #"{"kernel":"sha","threads":2,"hashesPerSecond":200000000,"cyclesPerHash":40,"clockGHz":4,"#
      + #""shareBits":20,"shares":287,"hashes":300000000,"cpuShare":0.9,"headersPerSecond":1235,"tokens":"#
    #expect(summary.json.text == head + "null}")
    summary.tokens = [
      TokenRate(bits: 8, miners: 1, tokensPerSecond: 250_000, hashesPerSecond: 64e6, expectedPerSecond: 390_625),
      TokenRate(bits: 20, miners: 2, tokensPerSecond: nil, hashesPerSecond: nil, expectedPerSecond: 190.7),
    ]
    #expect(
      summary.json.text == head
        + #"[{"bits":8,"miners":1,"tokensPerSecond":250000,"expectedPerSecond":390625,"share":0.64,"#
        + #""hashesPerSecond":64000000},"#
        + #"{"bits":20,"miners":2,"tokensPerSecond":null,"expectedPerSecond":190.7,"share":null,"#
        + #""hashesPerSecond":null}]}"#)
    #expect(MiningSummary.tokenTable([summary])?.text(hasColour: false).contains("0.640") == true)
  }

  @Test("what a server sends that is no number, or negative, is none in JSON and shown as unknown")
  func noNumbers() {
    for number in [-1, .nan, .infinity, -.infinity, -1e300] {
      #expect(JSONValue.decimal(number, places: 3).text == "null")
      #expect(DecimalText.text(number, places: 3) == "?")
    }
    #expect(DecimalText.text(1e300, places: 3).isEmpty == false)
  }

  @Test("a decimal has all its digits, rounded")
  func decimals() {
    let texts = [(0, 2), (0.004, 2), (0.005, 2), (1.999, 2), (12.05, 1), (7.5, 0), (1_234_567.891, 3)].map {
      DecimalText.text($0, places: $1, keepsZeros: true)
    }
    #expect(texts == ["0.00", "0.00", "0.01", "2.00", "12.1", "8", "1234567.891"])
  }

  @Test("tokens count from the end of the warming up to the end of the time")
  func tally() {
    var tally = TokenTally(queued: 1_000, warmUp: 500)
    for (nanoseconds, blocks) in [(499, 40), (500, 50), (900, 90), (1_500, 150)] as [(UInt64, UInt64)] {
      tally.add(blocks, hashes: 7 * blocks, at: nanoseconds)
    }
    #expect(tally.tokensPerSecond == 100 * 1e9 / 1_000 && !tally.ranDry)
    #expect(tally.hashesPerSecond == 700 * 1e9 / 1_000)
  }

  @Test("what is made once the queue is empty counts in nothing")
  func dry() {
    var tally = TokenTally(queued: 100, warmUp: 0)
    for (nanoseconds, blocks) in [(0, 0), (10, 90), (20, 100), (1_000, 100)] as [(UInt64, UInt64)] {
      tally.add(blocks, hashes: 0, at: nanoseconds)
    }
    #expect(tally.ranDry && tally.tokensPerSecond == 90 * 1e9 / 10)
    var early = TokenTally(queued: 100, warmUp: 5)
    early.add(100, hashes: 0, at: 6)
    #expect(early.ranDry && early.tokensPerSecond == nil)
  }

  @Test("enough is queued for the time and the luck, but never more than the most")
  func queued() {
    #expect(TokenMine.count(1_048_576, 20, 1_000) == 257)
    #expect(TokenMine.count(1_048_576, 8, 2_000) == 4096 * 2 * 3 / 2 + 256)
    #expect(TokenMine.count(1e12, 8, 3_600_000) == TokenMine.mostQueued)
  }

  @Test(
    "every share that a grinder finds is a header whose hash holds, found once, and every hash is counted once",
    arguments: MiningKernel.all.filter(\.isSupported).map(\.name))
  func grinding(kernel: String) throws {
    var grinder = Grinder(try #require(MiningKernel.named(kernel)), bits: 8)
    var found: [BlockHeader] = []
    var told: UInt64 = 0
    let piece = grinder.run(for: 100_000_000, progress: { told += $0 }, found: { found.append($0) })
    #expect(piece.hashes == told && piece.hashes > 0 && piece.falseHits == 0 && piece.shares == UInt64(found.count))
    #expect(Set(found).count == found.count)
    #expect(found.allSatisfy { $0.difficulty.bits == 8 && $0.difficulty.isMet(by: $0.identity()) })
    // As many as there are by the rules of chance, but for those in other lanes of a hit, which are passed over.
    let expected = Double(piece.hashes) / 256
    let spread = 7 * expected.squareRoot()
    #expect((expected * 0.85 - spread...expected + spread).contains(Double(piece.shares)), "\(piece.hashes)")
  }

  @Test("a core's clock is one that a core can have")
  func clock() {
    #expect((0.1...20).contains(ProcessorClock.measuredGigahertz()))
  }

  @Test("one core is measured once, many are measured alone and together")
  func threads() {
    #expect(BenchMiningCommand.usualThreads(cores: 1) == [1] && BenchMiningCommand.usualThreads(cores: 8) == [1, 8])
    #expect(BenchMiningCommand.usualThreads(cores: 1_000) == [1, 256])
  }

  @Test("a file on a full disk holds whole lines, and the fault is told")
  func fullDisk() throws {
    let shares = try ShareFile(path: "/dev/full")
    try shares.check()
    shares.add(.random(bits: 20))
    #expect(throws: CommandFailure.self) { try shares.check() }
  }
}
