// LedgerClockTests.swift: the time of records: never behind the log, and doubted when the clocks disagree (I8).

import Testing

@testable import TokenCore

@Suite("LedgerClock")
struct LedgerClockTests {
  private let clocks = TestClocks()

  private func clock(lastTime: UInt64?, isAccepted: Bool = false) -> LedgerClock {
    LedgerClock(clocks.environment(), lastTime: lastTime, isAccepted: isAccepted)
  }

  @Test("it starts at the larger of the wall clock and the log, and goes on with the boot clock")
  func start() {
    #expect(clock(lastTime: nil).now == clocks.wall)
    #expect(clock(lastTime: clocks.wall - 1000).now == clocks.wall)
    let ahead = clock(lastTime: clocks.wall + 60_000)
    #expect(ahead.now == clocks.wall + 60_000 && !ahead.isSuspended)
    clocks.advance(500)
    #expect(ahead.now == Golden.time + 60_500)
  }

  @Test("a wall clock that is set does not move it, and suspends changes beyond five minutes, until it is set right")
  func drift() {
    let clock = clock(lastTime: nil)
    let right = clocks.wall
    for wall in [right + LedgerClock.maxDrift, right - LedgerClock.maxDrift] {
      clocks.setWall(wall)
      #expect(!clock.isSuspended)
    }
    for wall in [right + LedgerClock.maxDrift + 1, right - LedgerClock.maxDrift - 1, 0, .max] {
      clocks.setWall(wall)
      #expect(clock.isSuspended)
      #expect(clock.now == right)
    }
    clocks.setWall(right)
    #expect(!clock.isSuspended)
  }

  @Test("at open a wall clock behind the log by five minutes or ahead by 366 days is doubted")
  func doubted() {
    let wall = clocks.wall
    #expect(!clock(lastTime: wall + LedgerClock.maxDrift).isSuspended)
    let behind = clock(lastTime: wall + LedgerClock.maxDrift + 1)
    #expect(behind.isSuspended && behind.now == wall + LedgerClock.maxDrift + 1)
    #expect(!clock(lastTime: wall - LedgerClock.maxAhead).isSuspended)
    let ahead = clock(lastTime: wall - LedgerClock.maxAhead - 1)
    #expect(ahead.isSuspended && ahead.now == wall - LedgerClock.maxAhead - 1)
  }

  @Test("an operator who accepts the wall clock ends the doubt, and the wall clock holds")
  func accepted() {
    let wall = clocks.wall
    for last in [wall + LedgerClock.maxDrift + 1, wall - LedgerClock.maxAhead - 1] {
      let clock = clock(lastTime: last, isAccepted: true)
      #expect(clock.now == wall && !clock.isSuspended)
    }
    // Less than five minutes behind is no matter of doubt: the log's time holds.
    #expect(clock(lastTime: wall + 1000, isAccepted: true).now == wall + 1000)
  }

  @Test("no time that a log may hold crashes it", arguments: [0, 1, UInt64.max - 1, .max])
  func anyTime(last: UInt64) {
    for wall in [0, Golden.time, UInt64.max] {
      for isAccepted in [false, true] {
        clocks.setWall(wall)
        let clock = clock(lastTime: last, isAccepted: isAccepted)
        clocks.advance(1)
        #expect(clock.now >= min(wall, last))
        _ = clock.isSuspended
      }
    }
  }
}
