// PacedStateTests.swift: an open loop on a clock of its own: what is sent when, what waits, who is to blame.

import Testing

@testable import rpc_cli

@Suite("the pace of an open loop")
struct PacedStateTests {
  private static let begin: UInt64 = 1_000_000_000

  /// A load of one second from `begin`, with a call every millisecond unless told otherwise.
  private func state(_ rate: UInt64 = 1_000, connections: Int = 1, depth: Int = 1, warmUp: UInt64 = 0) -> PacedState {
    let timeline = RateTimeline(RateSchedule(rate), nanoseconds: 1_000_000_000, warmUpNanoseconds: warmUp)
    return PacedState(
      timeline, connections: connections, depth: depth,
      window: LoadWindow(start: Self.begin, end: Self.begin + 1_000_000_000))
  }

  private func at(_ microseconds: UInt64) -> UInt64 { Self.begin + microseconds * 1_000 }

  @Test("a call is sent at its instant, not before")
  func atItsInstant() {
    var state = state(depth: 2)
    #expect(state.step(at: at(0) - 1) == .wait(until: at(0)))
    #expect(state.step(at: at(0)) == .send(PacedState.Call(number: 0, lane: 0, intended: at(0))))
    #expect(state.step(at: at(1)) == .wait(until: at(1_000)))
    #expect(state.inFlight == 1 && state.sent == 1 && state.lags.longest == 0)
  }

  @Test("calls go to the connections in turn, past those that are full")
  func inTurn() {
    var state = state(connections: 3, depth: 1)
    let lanes = (0..<3).map { lane(of: state.step(at: at($0 * 1_000))) }
    #expect(lanes == [0, 1, 2])
    #expect(state.ended(on: 1, at: at(2_500), foundNoServer: false) == nil)
    #expect(lane(of: state.step(at: at(3_000))) == 1)
  }

  @Test("a due call waits while every slot is taken, is sent by the end of another, and nobody is to blame")
  func waitsForSlot() {
    var state = state()
    #expect(lane(of: state.step(at: at(0))) == 0)
    #expect(state.step(at: at(1_000)) == .wait(until: at(1_000) + PacedState.fullPause))
    // Calls 1 to 5 have become due; they are sent one after the other, each with the instant it was meant for.
    for number: UInt64 in 1...5 {
      let call = state.ended(on: 0, at: at(5_000 + number), foundNoServer: false)
      #expect(call == PacedState.Call(number: number, lane: 0, intended: at(number * 1_000)))
    }
    #expect(state.ended(on: 0, at: at(5_900), foundNoServer: false) == nil)
    #expect(state.inFlight == 0 && state.lags.longest == 0)
  }

  @Test("a call that is sent late with a slot free is the client's lag, counted from when there was one")
  func lags() {
    var state = state()
    #expect(lane(of: state.step(at: at(300))) == 0)
    #expect(state.lags.longest == 300)
    #expect(state.ended(on: 0, at: at(900), foundNoServer: false) == nil)
    // Call 1 was due at 1,000, and the slot was free.
    #expect(lane(of: state.step(at: at(1_700))) == 0)
    #expect(state.lags.longest == 700)
  }

  @Test("an end with an older clock than the pacer's still sees what is due")
  func olderClock() {
    var state = state()
    #expect(lane(of: state.step(at: at(0))) == 0)
    _ = state.step(at: at(1_000))
    #expect(state.ended(on: 0, at: at(999), foundNoServer: false)?.number == 1)
  }

  @Test("a slot that found no server rests until it is woken")
  func rests() {
    var state = state()
    #expect(lane(of: state.step(at: at(0))) == 0)
    #expect(state.ended(on: 0, at: at(100), foundNoServer: true) == nil && state.inFlight == 0)
    #expect(state.step(at: at(1_000)) == .wait(until: at(1_000) + PacedState.fullPause))
    state.wake(at: at(1_500))
    #expect(lane(of: state.step(at: at(1_500))) == 0 && state.lags.longest == 0)
  }

  @Test("nothing is sent after the end, and what was not sent by then is told")
  func unsent() {
    var state = state()
    #expect(lane(of: state.step(at: at(0))) == 0)
    #expect(state.ended(on: 0, at: at(1_000_000), foundNoServer: false) == nil)
    #expect(state.step(at: at(1_000_000)) == .over)
    #expect(state.unsent == 999 && state.sent == 1 && state.inFlight == 0)
  }

  @Test("an end that comes early counts what was due until then as unsent")
  func cut() {
    var state = state()
    #expect(lane(of: state.step(at: at(0))) == 0)
    state.cut(at: at(10_000))
    #expect(state.step(at: at(10_000)) == .over && state.unsent == 9)
  }

  @Test("calls of the warm-up are sent and are neither sent nor unsent in the measured time")
  func warmUp() {
    var state = state(depth: 8, warmUp: 3_000_000)
    var calls: [PacedState.Call] = []
    var now = at(0) - 3_000_000
    while now <= at(0) {
      if case .send(let call) = state.step(at: now) { calls.append(call) } else { now += 500_000 }
    }
    #expect(calls.map(\.intended) == [at(0) - 3_000_000, at(0) - 2_000_000, at(0) - 1_000_000, at(0)])
    #expect(state.sent == 1 && state.lags.count == 1)
  }

  @Test(
    "with any server each call is sent once, in order, never early, with at most the slots in flight",
    arguments: 1...20 as ClosedRange<UInt64>)
  func anyServer(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    var state = state(500, connections: 3, depth: 2)
    var inFlight: [(end: UInt64, call: PacedState.Call)] = []
    var sent: [UInt64] = []
    func note(_ call: PacedState.Call, at now: UInt64) {
      #expect(call.intended <= now, "seed \(seed)")
      sent.append(call.number)
      inFlight.append((now + .random(in: 1...40_000_000, using: &random), call))
      #expect(inFlight.count <= 6, "seed \(seed)")
    }
    var now = at(0)
    while now < at(1_100_000) {
      while case .send(let call) = state.step(at: now) { note(call, at: now) }
      for (_, call) in inFlight.filter({ $0.end <= now }) {
        inFlight.removeAll { $0.call == call }
        let fails = Int.random(in: 0..<10, using: &random) == 0
        if let next = state.ended(on: call.lane, at: now, foundNoServer: fails) { note(next, at: now) }
      }
      if Int.random(in: 0..<20, using: &random) == 0 { state.wake(at: now) }
      now += .random(in: 1...2_000_000, using: &random)
    }
    #expect(sent == Array(0..<UInt64(sent.count)), "seed \(seed)")
    #expect(UInt64(sent.count) + state.unsent == 500 && inFlight.count == state.inFlight, "seed \(seed)")
  }

  private func lane(of step: PacedState.Step) -> Int? {
    if case .send(let call) = step { return call.lane }
    return nil
  }
}
