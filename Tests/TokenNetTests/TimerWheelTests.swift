// TimerWheelTests.swift: the wheel against a sorted list, over random histories.

import Testing

@testable import TokenNet

@Suite("TimerWheel")
struct TimerWheelTests {
  @Test("a timer fires at its millisecond, never before")
  func firesOnTime() {
    var wheel = TimerWheel<String>(now: 1_000)
    var fired: [String]
    _ = wheel.add(at: 1_005, "soon")
    _ = wheel.add(at: 70_000, "later")
    fired = wheel.popAll(1_004)
    #expect(fired == [])
    fired = wheel.popAll(1_005)
    #expect(fired == ["soon"])
    fired = wheel.popAll(69_999)
    #expect(fired == [])
    fired = wheel.popAll(70_000)
    #expect(fired == ["later"])
    #expect(wheel.nextWake == nil)
  }

  @Test("a timer for the past fires at the next millisecond")
  func past() {
    var wheel = TimerWheel<Int>(now: 50)
    var fired: [Int]
    _ = wheel.add(at: 0, 1)
    fired = wheel.popAll(50)
    #expect(fired == [])
    fired = wheel.popAll(51)
    #expect(fired == [1])
  }

  @Test("a cancelled timer never fires, and its token can't cancel its successor")
  func cancel() {
    var wheel = TimerWheel<Int>(now: 0)
    let first = wheel.add(at: 10, 1)
    let cancelled = wheel.cancel(first)
    _ = wheel.add(at: 10, 2)
    let cancelledAgain = wheel.cancel(first)
    #expect(cancelled == 1 && cancelledAgain == nil)
    let fired = wheel.popAll(10)
    #expect(fired == [2])
  }

  @Test("an instant beyond the wheel's range is moved to its end")
  func farAway() {
    var wheel = TimerWheel<Int>(now: 5)
    var fired: [Int]
    _ = wheel.add(at: .max, 1)
    fired = wheel.popAll(1 << 35)
    #expect(fired == [])
    fired = wheel.popAll(1 << 37)
    #expect(fired == [1])
  }

  @Test("random histories fire what a sorted list fires", arguments: 0..<20 as Range<UInt64>)
  func againstModel(offset: UInt64) {
    let seed = UInt64.random(in: 0 ... .max) &+ offset
    var random = SplitMix(state: seed)
    var wheel = TimerWheel<Int>(now: 0)
    var model: [Int: (when: UInt64, token: TimerToken)] = [:]
    var now: UInt64 = 0
    for id in 0..<2_000 {
      let distance = UInt64.random(in: 1...UInt64(1) << UInt64.random(in: 1...30, using: &random), using: &random)
      model[id] = (now + distance, wheel.add(at: now + distance, id))
      if random.next() % 3 == 0, let victim = model.keys.min() {
        let cancelled = wheel.cancel(model[victim]!.token)
        #expect(cancelled == victim, "seed \(seed)")
        model[victim] = nil
      }
      if random.next() % 4 == 0 {
        now += UInt64.random(in: 0...UInt64(1) << UInt64.random(in: 0...28, using: &random), using: &random)
        let fired = Set(wheel.popAll(now))
        let due = Set(model.filter { $0.value.when <= now }.keys)
        #expect(fired == due, "seed \(seed), now \(now)")
        for id in due { model[id] = nil }
        let first = model.values.map(\.when).min()
        #expect((wheel.nextWake ?? .max) <= (first ?? .max), "seed \(seed): the wheel would oversleep")
      }
    }
    #expect(wheel.count == model.count, "seed \(seed)")
  }
}

extension TimerWheel {
  /// All that is due at `now`.
  mutating func popAll(_ now: UInt64) -> [Payload] {
    var fired: [Payload] = []
    while let payload = popDue(now: now) { fired.append(payload) }
    return fired
  }
}

/// A small generator that a printed seed repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
