// CodeCountdownTests.swift: when a followed code is asked for again, and until when it is shown as live.

import Testing
import TokenWire

@testable import rpc_cli

@Suite("the countdown of a code")
struct CodeCountdownTests {
  private let start = ContinuousClock.now

  private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

  private func reply(
    _ code: String = "048213", created: UInt64 = 1, left: UInt32, used: UInt64 = 0, isNew: Bool = false
  ) -> GenerateReply {
    GenerateReply(code: code, createdMs: created, secondsLeft: left, timesUsed: used, isNew: isNew)
  }

  /// A countdown that expectations can go on with.
  private final class Followed {
    private var countdown: CodeCountdown

    init(isLive: Bool) { countdown = CodeCountdown(isLive: isLive) }

    var isEmpty: Bool { countdown.isEmpty }
    var lastLine: String? { countdown.lastLine }
    func secondsLeft(at now: ContinuousClock.Instant) -> Int64 { countdown.secondsLeft(at: now) }
    func line(at now: ContinuousClock.Instant) -> String? { countdown.line(at: now) }
    func next(at now: ContinuousClock.Instant) -> CodeCountdown.Step { countdown.next(at: now) }
    func failed(at now: ContinuousClock.Instant) -> Bool { countdown.failed(at: now) }

    func answered(
      _ reply: GenerateReply, asked: ContinuousClock.Instant, at now: ContinuousClock.Instant
    ) -> Bool { countdown.answered(reply, asked: asked, at: now) }
  }

  /// A countdown whose first call, made at 0, was answered at `milliseconds`.
  private func countdown(isLive: Bool, _ first: GenerateReply, answeredAt milliseconds: Int = 0) -> Followed {
    let countdown = Followed(isLive: isLive)
    #expect(countdown.line(at: start) == nil && countdown.isEmpty)
    #expect(countdown.next(at: start) == .ask)
    #expect(countdown.answered(first, asked: start, at: at(milliseconds)))
    return countdown
  }

  @Test("one call at a time")
  func oneCall() {
    for isLive in [true, false] {
      let countdown = Followed(isLive: isLive)
      #expect(countdown.next(at: start) == .ask)
      #expect(countdown.next(at: at(90_000)) == .wait(until: nil))
    }
  }

  @Test("where each use is shown it asks once a second, however fast or slow the answer")
  func asksEachSecond() {
    for answeredAt in [5, 999, 1_500] {
      let countdown = countdown(isLive: true, reply(left: 60, isNew: true), answeredAt: answeredAt)
      if answeredAt < 1_000 { #expect(countdown.next(at: at(answeredAt)) == .wait(until: at(1_000))) }
      #expect(countdown.next(at: at(max(1_000, answeredAt))) == .ask)
    }
  }

  @Test("elsewhere it asks when the code is over and not before")
  func asksAtTheEnd() {
    let countdown = countdown(isLive: false, reply(left: 60, isNew: true), answeredAt: 200)
    #expect(countdown.next(at: at(200)) == .wait(until: at(60_200)))
    #expect(countdown.next(at: at(60_199)) == .wait(until: at(60_200)))
    #expect(countdown.next(at: at(60_200)) == .ask)
    // A server whose clock is behind shows the same code: it waits again.
    #expect(!countdown.answered(reply(left: 1), asked: at(60_200), at: at(60_300)))
    #expect(countdown.next(at: at(60_300)) == .wait(until: at(61_300)))
    #expect(countdown.answered(reply(created: 2, left: 60), asked: at(61_300), at: at(61_300)))
  }

  @Test("a server that tells no seconds is asked once a second at most")
  func noSeconds() {
    let countdown = countdown(isLive: false, reply(left: 0))
    #expect(countdown.next(at: start) == .wait(until: at(1_000)))
    #expect(countdown.secondsLeft(at: start) == 0)
  }

  @Test("a code is live for the time it certainly has: all of a new one's, a second less of another's")
  func certainTime() {
    let new = countdown(isLive: true, reply(left: 60, isNew: true), answeredAt: 300)
    #expect(new.secondsLeft(at: at(300)) == 60 && new.secondsLeft(at: at(59_999)) == 1)
    #expect(new.secondsLeft(at: at(60_000)) == 0)
    let old = countdown(isLive: true, reply(left: 60), answeredAt: 300)
    #expect(old.secondsLeft(at: at(58_999)) == 1 && old.secondsLeft(at: at(59_000)) == 0)
  }

  @Test("the line says what is left, and that the code renews once nothing certainly is")
  func lines() {
    let countdown = countdown(isLive: true, reply(left: 3, used: 1))
    #expect(countdown.line(at: start) == "048213  2 s left, used 1 time")
    #expect(countdown.line(at: at(1_001)) == "048213  1 s left, used 1 time")
    #expect(countdown.line(at: at(2_000)) == "048213  renews now, used 1 time")
    #expect(countdown.lastLine == "048213  renews now, used 1 time")
  }

  @Test("it wakes when a second is over, also while a call is under way, and not once the code is over")
  func wakes() {
    let countdown = countdown(isLive: true, reply(left: 4), answeredAt: 500)
    #expect(countdown.next(at: at(500)) == .wait(until: at(1_000)))
    #expect(countdown.next(at: at(1_000)) == .ask)
    #expect(countdown.next(at: at(1_000)) == .wait(until: at(2_000)))
    #expect(countdown.next(at: at(2_400)) == .wait(until: at(3_000)))
    #expect(countdown.next(at: at(3_000)) == .wait(until: nil))
  }

  @Test("refreshed, the time left is the longest that is certain, and never more than was told last")
  func refreshed() {
    let countdown = countdown(isLive: true, reply(left: 60, isNew: true))
    #expect(countdown.next(at: at(1_000)) == .ask)
    #expect(!countdown.answered(reply(left: 59, used: 2), asked: at(1_000), at: at(1_100)))
    #expect(countdown.line(at: at(1_100)) == "048213  59 s left, used 2 times")
    #expect(countdown.next(at: at(2_000)) == .ask)
    // The server's clock was set forward.
    #expect(!countdown.answered(reply(left: 7, used: 2), asked: at(2_000), at: at(2_100)))
    #expect(countdown.secondsLeft(at: at(2_100)) == 7 && countdown.secondsLeft(at: at(9_100)) == 0)
  }

  @Test("a code that died early gives way to the next at once, also to one of the same digits")
  func another() {
    let countdown = countdown(isLive: true, reply(left: 60, isNew: true))
    #expect(countdown.next(at: at(1_000)) == .ask)
    #expect(countdown.answered(reply("048213", created: 2, left: 30), asked: at(1_000), at: at(1_000)))
    #expect(countdown.secondsLeft(at: at(1_000)) == 29)
    #expect(countdown.next(at: at(2_000)) == .ask)
    #expect(countdown.answered(reply("555555", created: 2, left: 30), asked: at(2_000), at: at(2_000)))
  }

  @Test("failures are told once a row; the pause grows from 1 s to 10 s and begins anew after an answer")
  func failures() {
    for isLive in [true, false] {
      let countdown = countdown(isLive: isLive, reply(left: 1))
      var now = 1_000
      for (index, pause) in [1_000, 2_000, 4_000, 8_000, 10_000, 10_000].enumerated() {
        #expect(countdown.next(at: at(now)) == .ask)
        #expect(countdown.failed(at: at(now)) == (index == 0))
        #expect(countdown.next(at: at(now)) == .wait(until: at(now + pause)))
        now += pause
      }
      #expect(countdown.line(at: at(now)) == "048213  renews now, used 0 times")
      #expect(countdown.next(at: at(now)) == .ask)
      #expect(countdown.answered(reply(created: 2, left: 60), asked: at(now), at: at(now)))
      #expect(countdown.failed(at: at(now)))
      #expect(countdown.next(at: at(now + 1_000)) == .ask)
    }
  }

  @Test("while calls fail a code is shown as live for its time and no longer")
  func neverExpired() {
    let countdown = countdown(isLive: true, reply(left: 3, isNew: true))
    #expect(countdown.next(at: at(1_000)) == .ask)
    #expect(countdown.failed(at: at(1_000)))
    #expect(countdown.secondsLeft(at: at(2_999)) == 1 && countdown.secondsLeft(at: at(3_000)) == 0)
  }

  @Test("only a service that is away is asked again")
  func mayPass() {
    for code in [StatusCode.unavailable, .deadlineExceeded] {
      #expect(CodeCountdown.mayPass(RPCError(code, "x")))
    }
    for code in [StatusCode.invalidArgument, .resourceExhausted, .unimplemented, .cancelled, .internal] {
      #expect(!CodeCountdown.mayPass(RPCError(code, "x")))
    }
  }
}
