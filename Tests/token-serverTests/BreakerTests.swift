// BreakerTests.swift: when something that fails is asked again. No clock: instants are numbers.

import Testing

@testable import token_server

@Suite("the breaker")
struct BreakerTests {
  /// A breaker as a reference, so that expectations may ask it.
  private final class Conversation {
    private var breaker = Breaker()

    var state: Breaker.State { breaker.state }

    /// Nil: not let through.
    func ask(at now: UInt64) -> Breaker.Permit? { breaker.admit(at: now) }

    func permit(at now: UInt64) throws -> Breaker.Permit { try #require(ask(at: now)) }

    func succeed(_ permit: Breaker.Permit) -> Breaker.Verdict { breaker.succeeded(permit) }

    func fail(_ permit: Breaker.Permit, at now: UInt64) -> Breaker.Verdict { breaker.failed(permit, at: now) }

    /// So many calls in a row that fail at once.
    func fail(_ count: Int, at now: UInt64) throws -> [Breaker.Verdict] {
      try (0..<count).map { _ in fail(try permit(at: now), at: now) }
    }
  }

  private static let fifth: [Breaker.Verdict] = [.counted, .counted, .counted, .counted, .opened]

  @Test("it opens with the fifth failure in a row, not before, and lets nothing through then")
  func opens() throws {
    let breaker = Conversation()
    #expect(try breaker.fail(5, at: 0) == Self.fifth)
    #expect(breaker.ask(at: 0) == nil && breaker.ask(at: 999) == nil)
  }

  @Test("a success among failures begins the count anew")
  func inARow() throws {
    let breaker = Conversation()
    for _ in 0..<3 {
      #expect(try breaker.fail(4, at: 0) == Array(Self.fifth[..<4]))
      #expect(breaker.succeed(try breaker.permit(at: 0)) == .counted)
    }
    #expect(breaker.state == .closed(failures: 0))
  }

  @Test("after its wait it lets one probe through, and no other until that has ended")
  func oneProbe() throws {
    let breaker = Conversation()
    #expect(try breaker.fail(5, at: 50) == Self.fifth)
    #expect(breaker.ask(at: 1_049) == nil)
    let probe = try breaker.permit(at: 1_050)
    #expect(breaker.ask(at: 1_050) == nil && breaker.ask(at: 1_000_000) == nil)
    #expect(breaker.succeed(probe) == .counted)
    #expect(breaker.state == .closed(failures: 0) && breaker.ask(at: 1_050) != nil)
  }

  @Test("each failed probe doubles the wait, up to 30 s; a good one brings it back to 1 s")
  func doubles() throws {
    let breaker = Conversation()
    #expect(try breaker.fail(5, at: 0) == Self.fifth)
    var now: UInt64 = 1_000
    for wait in [2_000, 4_000, 8_000, 16_000, 30_000, 30_000] as [UInt64] {
      #expect(breaker.fail(try breaker.permit(at: now), at: now) == .opened)
      #expect(breaker.state == .open(until: now + wait, wait: wait))
      now += wait
    }
    #expect(breaker.succeed(try breaker.permit(at: now)) == .counted)
    #expect(try breaker.fail(5, at: now) == Self.fifth)
    #expect(breaker.state == .open(until: now + 1_000, wait: 1_000))
  }

  @Test("calls that were begun before it opened neither close it nor make it wait longer")
  func outdated() throws {
    let breaker = Conversation()
    let early = try (0..<7).map { _ in try breaker.permit(at: 0) }
    #expect(early[..<5].map { breaker.fail($0, at: 10) } == Self.fifth)
    #expect(breaker.succeed(early[5]) == .outdated && breaker.fail(early[6], at: 20) == .outdated)
    #expect(breaker.state == .open(until: 1_010, wait: 1_000))
    let probe = try breaker.permit(at: 1_010)
    #expect(breaker.succeed(early[5]) == .outdated && breaker.state == .halfOpen(wait: 1_000))
    #expect(breaker.succeed(probe) == .counted)
  }
}
