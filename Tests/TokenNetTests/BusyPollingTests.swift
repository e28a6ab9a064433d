// BusyPollingTests.swift: when a loop polls instead of sleeping, by pauses that nobody waits for, and on a real loop.

import Synchronization
import Testing

@testable import TokenNet

@Suite("busy polling")
struct BusyPollingTests {
  private static let limit = Duration.microseconds(50)

  /// One that polls.
  private func polling() -> BusyPolling {
    var polling = BusyPolling(limit: Self.limit)
    while !polling.isOn { polling.slept(1_000) }
    return polling
  }

  @Test("short pauses begin it, a long one among them takes sixteen away")
  func begins() {
    var polling = BusyPolling(limit: Self.limit)
    for _ in 0..<15 { polling.slept(200_000) }
    polling.slept(200_001)
    for _ in 0..<15 { polling.slept(0) }
    #expect(!polling.isOn)
    polling.slept(200_000)
    #expect(polling.isOn)
  }

  @Test("with a limit of nothing it never begins; no limit is above a millisecond")
  func limits() {
    var polling = BusyPolling(limit: .zero)
    for _ in 0..<100_000 { polling.slept(0) }
    #expect(!polling.isOn)
    #expect(BusyPolling(limit: .seconds(5)).limit == 1_000_000 && BusyPolling(limit: .seconds(-5)).limit == 0)
  }

  @Test("a poll in vain ends what has only begun; one that found much may miss four in a row")
  func misses() {
    var young = polling()
    young.missed()
    #expect(!young.isOn)
    var old = polling()
    for _ in 0..<1_000 { old.found() }
    for _ in 0..<3 { old.missed() }
    #expect(old.isOn)
    old.missed()
    #expect(!old.isOn)
  }

  @Test("a loop that polls four times in five in vain stops, one that does so once in five goes on")
  func share() {
    var often = polling()
    var seldom = polling()
    for _ in 0..<16 { seldom.found() }
    for _ in 0..<1_000 {
      for _ in 0..<4 { often.isOn ? often.missed() : () }
      often.isOn ? often.found() : ()
      for _ in 0..<4 { seldom.found() }
      seldom.missed()
    }
    #expect(!often.isOn && seldom.isOn)
  }

  @Test("what was in vain, or in another thread's way, is tried again ever later, until it was worth it for long")
  func backsOff() {
    var loop = BusyPolling(limit: Self.limit)
    var needed: [Int] = []
    for round in 0..<7 {
      var sleeps = 0
      while !loop.isOn {
        loop.slept(60_000)
        sleeps += 1
      }
      needed.append(sleeps)
      if round.isMultiple(of: 2) { loop.missed() } else { loop.wasInTheWay() }
    }
    #expect(needed == [16, 32, 128, 256, 1_024, 2_048, 4_096])
    while !loop.isOn { loop.slept(0) }
    for _ in 0..<BusyPolling.foundToTrust - 1 { loop.found() }
    #expect(loop.needed == 4_096)
    loop.found()
    #expect(loop.needed == 2_048)
    for _ in 0..<20 * BusyPolling.foundToTrust { loop.found() }
    #expect(loop.needed == BusyPolling.leastToBegin)
  }

  @Test("a loop that polls finds the jobs of other threads, and so goes on polling")
  func jobs() async throws {
    let loop = try EventLoop(label: "test", busyPolling: .milliseconds(1))
    // Nothing but jobs comes: those it finds while it polls are all that lets it need less.
    var found = false
    for turn in 0..<200_000 where !found {
      found = await loop.run {
        turn >= 0 && loop.inside.value.polling.isOn && loop.inside.value.polling.credit == BusyPolling.mostCredit
      }
    }
    #expect(found)
    loop.stop()
  }

  @Test("a loop that may not poll now sleeps, however fast jobs come")
  func forbidden() async throws {
    let loop = try EventLoop(label: "test", busyPolling: .milliseconds(1), mayPoll: { false })
    for turn in 0..<1_000 { #expect(await loop.run { turn } == turn) }
    #expect(loop.polledNanoseconds == 0)
    loop.stop()
  }

  @Test("a loop that polls takes jobs and timers as one that sleeps does, and tells how long it polled")
  func onALoop() async throws {
    let loop = try EventLoop(label: "test", busyPolling: .milliseconds(1))
    // From one thread to the other and back, which keeps each waiting for a few microseconds.
    for turn in 0..<20_000 {
      #expect(await loop.run { turn } == turn)
      if turn > 100, loop.polledNanoseconds > 0 { break }
    }
    #expect(loop.polledNanoseconds > 0)
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      loop.submit { _ = loop.addTimer(after: .milliseconds(3)) { done.resume() } }
    }
    loop.stop()
  }
}
