// RateScheduleTests.swift: when the calls of an open loop are meant to be sent.

import Testing

@testable import rpc_cli

@Suite("the schedule of an open loop")
struct RateScheduleTests {
  private static let second: UInt64 = 1_000_000_000

  private func timeline(_ text: String, seconds: UInt64, warmUp: UInt64 = 0) throws -> RateTimeline {
    let schedule = try #require(RateSchedule(parsing: text))
    return RateTimeline(schedule, nanoseconds: seconds * Self.second, warmUpNanoseconds: warmUp * Self.second)
  }

  @Test("a rate that stands sends its calls evenly, the first at once")
  func constant() throws {
    let timeline = try timeline("1000", seconds: 2)
    #expect(timeline.measuredCalls == 2_000 && timeline.warmUpCalls == 0)
    for number: UInt64 in 0..<2_000 {
      let instant = try #require(timeline.instant(of: number))
      #expect(abs(instant - Int64(number) * 1_000_000) <= 1)
    }
    #expect(timeline.instant(of: 2_000) == nil)
  }

  @Test("steps take equal parts of the time")
  func steps() throws {
    let timeline = try timeline("100,400,200", seconds: 3)
    #expect(timeline.measuredCalls == 700)
    for (second, before, rate) in [(0, 0, 100), (1, 100, 400), (2, 500, 200)] {
      let begin = Int64(second) * 1_000_000_000
      for number in 0..<rate {
        let instant = try #require(timeline.instant(of: UInt64(before + number)))
        #expect(abs(instant - begin - Int64(number * 1_000_000_000 / rate)) <= 2)
      }
    }
  }

  @Test("a rate that rises or falls sends as many calls by any instant as the area under it")
  func ramps() throws {
    for (text, from, slope) in [("100..1900", 100.0, 180.0), ("1900..100", 1_900.0, -180.0)] {
      let timeline = try timeline(text, seconds: 10)
      #expect(timeline.measuredCalls == 10_000)
      for number in stride(from: UInt64(0), to: 10_000, by: 37) {
        let seconds = Double(try #require(timeline.instant(of: number))) / 1e9
        #expect(abs(from * seconds + slope / 2 * seconds * seconds - Double(number)) < 0.001, "\(text) \(number)")
      }
    }
  }

  @Test("the warm-up goes before, at the first rate, up to the measured time")
  func warmUp() throws {
    let timeline = try timeline("100..500", seconds: 1, warmUp: 2)
    #expect(timeline.warmUpCalls == 200 && timeline.measuredCalls == 300)
    let first = try #require(timeline.instant(of: 0))
    let last = try #require(timeline.instant(of: 199))
    #expect(first == -2_000_000_000 && last == -10_000_000 && timeline.instant(of: 200) == 0)
    #expect(timeline.instant(of: 499) != nil && timeline.instant(of: 500) == nil)
  }

  @Test("no call is before the one before it, and none after the time", arguments: 1...20 as ClosedRange<UInt64>)
  func isOrdered(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      RateSchedule.Part(
        from: .random(in: 1...3_000, using: &random), to: .random(in: 1...3_000, using: &random))
    }
    let timeline = RateTimeline(RateSchedule(parts), nanoseconds: 3_141_592_653, warmUpNanoseconds: 100_000_000)
    var last = Int64.min
    for number in 0..<timeline.warmUpCalls + timeline.measuredCalls {
      let instant = try #require(timeline.instant(of: number))
      #expect(instant >= last && instant <= 3_141_592_653, "seed \(seed), call \(number)")
      last = instant
    }
  }

  @Test("the calls before an instant are counted as they are sent", arguments: 1...10 as ClosedRange<UInt64>)
  func counts(seed: UInt64) throws {
    let timeline = try timeline("10..70,33", seconds: 4, warmUp: 1)
    let instants = (0..<timeline.measuredCalls).compactMap { timeline.instant(of: timeline.warmUpCalls + $0) }
    var random = SeededGenerator(state: seed)
    for _ in 0..<50 {
      let now = UInt64.random(in: 0...5_000_000_000, using: &random)
      #expect(timeline.calls(before: now) == UInt64(instants.count { $0 < now }), "seed \(seed), \(now)")
    }
    #expect(timeline.calls(before: 0) == 0 && timeline.calls(before: .max) == timeline.measuredCalls)
  }

  @Test("what is written is read, and what is none is refused")
  func parses() {
    for text in ["1", "1000", "1000..10000", "1000,2000,4000", "10000000,1..5,5..1"] {
      #expect(RateSchedule(parsing: text)?.text == text)
    }
    for text in ["", "0", "10000001", "1.5", "1...5", "1..", "..1", "1..2..3", "1,,2", "1,", "-1", "1 ", "x"] {
      #expect(RateSchedule(parsing: text) == nil, "\(text)")
    }
    #expect(RateSchedule(parsing: Array(repeating: "7", count: 100).joined(separator: ",")) != nil)
    #expect(RateSchedule(parsing: Array(repeating: "7", count: 101).joined(separator: ",")) == nil)
  }
}
