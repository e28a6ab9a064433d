// MiningDifficultyTests.swift: which difficulty comes next, from measured rates alone.

import Foundation
import Testing

@testable import TokenCore

@Suite("MiningDifficulty")
struct MiningDifficultyTests {
  private func rates(_ perThread: Double, threads: Int = 1) -> CrewRates {
    CrewRates(alone: perThread, together: perThread * Double(threads), threads: threads)
  }

  private func difficulty(_ bits: Int) throws -> Difficulty { try #require(Difficulty(bits: bits)) }

  @Test("a fixed difficulty stays, whatever the rates are")
  func fixed() throws {
    let sixteen = try difficulty(16)
    for rate in [1, 1e6, 1e12] {
      #expect(MiningDifficulty.fixed(sixteen).next(rates(rate), floor: .none) == sixteen)
    }
  }

  @Test("the chosen difficulty takes the rate's hashes by the tokens wanted, within a thousandth of a per cent")
  func target() {
    for tokens in [0.0001, 0.5, 1, 5, 1000, 100_000] {
      for perThread in [1e4, 3.3e6, 1.1e8] where perThread / tokens > 1 {
        for threads in [1, 2, 7] {
          let rates = rates(perThread, threads: threads)
          let next = MiningDifficulty.automatic(tokensPerSecond: tokens).next(rates, floor: .none)
          let mining = MiningPlan.threads(forExpected: next.expectedHashes, of: threads)
          let perSecond = (mining == 1 ? rates.alone : rates.together) / next.expectedHashes
          #expect(mining == 1 || mining == threads, "\(tokens) \(perThread) \(threads)")
          #expect(abs(perSecond / tokens - 1) < 1e-5, "\(tokens) \(perThread) \(threads)")
        }
      }
    }
  }

  @Test("it is never under the floor, however few hashes are done")
  func floor() throws {
    let floor = try difficulty(12)
    let policy = MiningDifficulty.automatic(tokensPerSecond: 1_000_000)
    for rate in [0, 1, 1e6, 1e9] { #expect(policy.next(rates(rate), floor: floor) == floor, "\(rate)") }
    #expect(policy.next(rates(1e11), floor: floor) > floor)
    #expect(MiningDifficulty.fixed(.none).next(rates(1), floor: floor) == floor)
  }

  @Test("rates that no machine has give a difficulty that a header can hold")
  func extremes() throws {
    for rate in [0, 1e-300, 1e30, 1e300, .infinity] {
      for tokens in [MiningDifficulty.rateRange.lowerBound, MiningDifficulty.rateRange.upperBound] {
        let next = MiningDifficulty.automatic(tokensPerSecond: tokens).next(rates(rate, threads: 2), floor: .none)
        #expect(next <= .hardest && next >= .none, "\(rate) \(tokens)")
      }
    }
  }

  @Test("a faster machine never gets an easier block")
  func monotone() {
    var generator = SeededGenerator(seed: 1)
    let policy = MiningDifficulty.automatic(tokensPerSecond: 20)
    let sorted = (0..<2000).map { _ in Double.random(in: 1...1e9, using: &generator) }.sorted()
    let chosen = sorted.map { policy.next(rates($0, threads: 4), floor: .none) }
    #expect(zip(chosen, chosen.dropFirst()).allSatisfy { $0 <= $1 })
  }

  /// Mines for a while with a machine that has a speed, time between blocks and idle time; returns tokens a second of
  /// the time that was mined, over the last part of it.
  private func simulate(
    _ policy: MiningDifficulty, seconds: Double, rate: inout HashRate, overhead: Double = 0,
    speed: (Double) -> Double, generator: inout SeededGenerator
  ) -> Double {
    var time = 0.0
    var tokens = 0.0
    while time < seconds {
      let expected = policy.next(rates(rate.perSecond), floor: .none).expectedHashes
      // How long a search takes varies as waiting for anything rare does.
      let hashes = max(
        1, (-Foundation.log(Double.random(in: .leastNonzeroMagnitude..<1, using: &generator)) * expected))
      let took = hashes / speed(time) + overhead
      rate.add(hashes: UInt64(hashes), nanoseconds: UInt64(took * 1e9))
      time += took
      if time > seconds / 2 { tokens += 1 }
    }
    return tokens / (seconds / 2)
  }

  @Test(
    "from a wrong estimate it comes to the wanted rate, with luck and time between blocks counted",
    arguments: [
      (5.0, 0.0), (200.0, 0.0), (2000.0, 0.0001), (1000.0, 0.0005),
    ])
  func converges(tokens: Double, overhead: Double) {
    var generator = SeededGenerator(seed: 7)
    for estimate in [1e5, 1e7, 1e9] {
      var rate = HashRate(estimate: estimate)
      let seconds = tokens < 1000 ? 4000 / tokens + 20 : 40
      let found = simulate(
        .automatic(tokensPerSecond: tokens), seconds: seconds, rate: &rate, overhead: overhead, speed: { _ in 1e7 },
        generator: &generator)
      #expect(abs(found / tokens - 1) < 0.1, "\(tokens) from \(estimate): \(found)")
    }
  }

  @Test("when the machine becomes four times slower the tokens a second come back")
  func rateChange() {
    var generator = SeededGenerator(seed: 8)
    var rate = HashRate(estimate: 4e7)
    let policy = MiningDifficulty.automatic(tokensPerSecond: 100)
    _ = simulate(policy, seconds: 20, rate: &rate, speed: { _ in 4e7 }, generator: &generator)
    let found = simulate(policy, seconds: 60, rate: &rate, speed: { _ in 1e7 }, generator: &generator)
    #expect(abs(found / 100 - 1) < 0.1, "\(found)")
  }
}
