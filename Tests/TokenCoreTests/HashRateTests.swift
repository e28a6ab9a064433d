// HashRateTests.swift: how a measured rate follows what a thread does.

import Testing

@testable import TokenCore

@Suite("HashRate")
struct HashRateTests {
  /// What was hashed in a time, in so many pieces.
  private func mined(_ seconds: Double, at perSecond: Double, _ rate: inout HashRate, pieces: Int = 1000) {
    for _ in 0..<pieces {
      let piece = seconds / Double(pieces)
      rate.add(hashes: UInt64((piece * perSecond).rounded()), nanoseconds: UInt64((piece * 1e9).rounded()))
    }
  }

  @Test("before anything was mined the rate is the estimate")
  func estimate() {
    #expect(HashRate(estimate: 5e6).perSecond == 5e6)
    #expect(HashRate(estimate: 0).perSecond > 0)
  }

  @Test("a wrong estimate is corrected to a hundredth within ten seconds of mining, from above and below")
  func converges() {
    for estimate in [1e3, 1e9] {
      var rate = HashRate(estimate: estimate)
      mined(10, at: 1e8, &rate)
      #expect(abs(rate.perSecond / 1e8 - 1) < 0.01, "\(estimate)")
    }
  }

  @Test("when a thread becomes slower its rate follows within seconds, not at once")
  func follows() {
    var rate = HashRate(estimate: 1e8)
    mined(10, at: 1e8, &rate)
    mined(0.1, at: 1e7, &rate)
    #expect(rate.perSecond > 0.9e8)
    mined(10, at: 1e7, &rate)
    #expect(abs(rate.perSecond / 1e7 - 1) < 0.1)
  }

  @Test("a process that was stopped is not believed to be slow, one that stays slow is")
  func stopped() {
    var rate = HashRate(estimate: 1e8)
    mined(10, at: 1e8, &rate)
    rate.add(hashes: 65_536, nanoseconds: 60_000_000_000)
    #expect(rate.perSecond > 0.5e8)
    mined(20, at: 1e6, &rate)
    #expect(abs(rate.perSecond / 1e6 - 1) < 0.1)
    // A second and a half each, fifteen times what it was.
    for _ in 0..<60 { rate.add(hashes: 100_000, nanoseconds: 1_500_000_000) }
    #expect(abs(rate.perSecond / (100_000 / 1.5) - 1) < 0.1)
  }

  @Test("in which pieces the time is told changes little")
  func pieces() {
    var coarse = HashRate(estimate: 1e6)
    var fine = coarse
    mined(4, at: 3e6, &coarse, pieces: 100)
    mined(4, at: 3e6, &fine, pieces: 10_000)
    #expect(abs(coarse.perSecond / fine.perSecond - 1) < 0.02)
  }

  @Test("nothing in no time, much in no time and a very long time trap nothing")
  func extremes() {
    var rate = HashRate(estimate: 1e6)
    rate.add(hashes: 0, nanoseconds: 0)
    #expect(rate.perSecond == 1e6)
    rate.add(hashes: .max, nanoseconds: 0)
    rate.add(hashes: 0, nanoseconds: .max)
    #expect(rate.perSecond > 0 && rate.perSecond.isFinite)
  }
}
