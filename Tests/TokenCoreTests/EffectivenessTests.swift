// EffectivenessTests.swift: limits that make sense, and when a token ends.

import Testing

@testable import TokenCore

@Suite("Effectiveness")
struct EffectivenessTests {
  @Test("0 uses, no time and times out of range are no effectiveness")
  func nonsense() {
    func isSense(uses: UInt64? = nil, instant: UInt64? = nil, duration: UInt64? = nil) -> Bool {
      Effectiveness(uses: uses, instant: instant, duration: duration) != nil
    }
    #expect(isSense() && isSense(uses: 1) && isSense(instant: 1) && isSense(duration: 1))
    #expect(isSense(uses: 5, instant: 9) && isSense(uses: 5, duration: 9))
    #expect(!isSense(uses: 0) && !isSense(instant: 0) && !isSense(duration: 0))
    #expect(!isSense(instant: 1, duration: 1))
    #expect(isSense(uses: Effectiveness.maxUses) && !isSense(uses: .max))
    #expect(isSense(instant: Effectiveness.maxInstant) && !isSense(instant: Effectiveness.maxInstant + 1))
    #expect(isSense(duration: Effectiveness.maxDuration) && !isSense(duration: Effectiveness.maxDuration + 1))
  }

  @Test("an instant is the end whenever it is sealed, a duration starts when it is sealed, no end is 0")
  func end() throws {
    #expect(Effectiveness.unlimited.end(sealedAt: 7) == 0)
    #expect(try #require(Effectiveness(uses: 3, instant: nil, duration: nil)).end(sealedAt: 7) == 0)
    #expect(try #require(Effectiveness(uses: nil, instant: 500, duration: nil)).end(sealedAt: 7) == 500)
    let hour = try #require(Effectiveness(uses: nil, instant: nil, duration: 3_600_000))
    #expect(hour.end(sealedAt: 7) == 3_600_007)
    #expect(hour.end(sealedAt: .max) == Effectiveness.maxInstant)
    #expect(hour.end(sealedAt: Effectiveness.maxInstant) == Effectiveness.maxInstant)
  }
}
