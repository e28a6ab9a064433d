// LinearUseTests.swift: tokens that many callers use at the same time through a running engine: their answers could
// have come one after the other.

import Testing
import UseHistory

@testable import TokenCore

@Suite("uses are linearizable")
struct LinearUseTests {
  private static let callers = 12
  private static let uses = 60 as UInt64

  /// A token, and what its callers were told.
  private struct Token: Sendable {
    let identity: Digest
    let history: UseHistory
  }

  @Test("of concurrent uses exactly so many succeed, in an order, and a repeat by key gets the same answer")
  func concurrentUses() async throws {
    let directory = TemporaryDirectory()
    var engine = try openEngine(directory)
    engine.start()
    var tokens: [Token] = []
    for _ in 0..<3 {
      let limited = try #require(Effectiveness(uses: Self.uses, instant: nil, duration: nil))
      let view = try await engine.request(NewRequisition(effectiveness: limited))
      tokens.append(Token(identity: try #require(view.entry.block?.identity), history: UseHistory(uses: Self.uses)))
    }
    // The second half against another process's engine, with the keys of the first.
    for half in 0..<2 as Range<UInt64> {
      try await use(tokens, through: engine, half)
      await engine.stop()
      engine = try openEngine(directory)
    }
    for token in tokens {
      #expect(token.history.told == Int(Self.uses))
      #expect(UseChecker.fault(in: token.history.attempts, uses: Self.uses) == nil)
      #expect(try await engine.status(.identity(token.identity)).entry.uses == Self.uses)
    }
    await engine.stop()
  }

  /// Every caller uses the tokens in turn, now and then with a key of its own or of another's that came before.
  private func use(_ tokens: [Token], through engine: TokenEngine, _ half: UInt64) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<Self.callers {
        group.addTask {
          var generator = SeededGenerator(seed: half << 8 | UInt64(caller))
          for number in 0..<12 as Range<UInt64> {
            let token = tokens[Int.random(in: 0..<tokens.count, using: &generator)]
            let fresh = half << 32 | UInt64(caller) << 16 | number
            let old = token.history.attempts.randomElement(using: &generator)?.key ?? fresh
            let key = Int.random(in: 0..<4, using: &generator) == 0 ? old : fresh
            try await Self.use(token, through: engine, key)
            // The same call twice at once, as a client does that has lost patience.
            if number % 4 == 0 {
              async let first: Void = Self.use(token, through: engine, fresh | 1 << 48)
              async let second: Void = Self.use(token, through: engine, fresh | 1 << 48)
              _ = try await (first, second)
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func use(_ token: Token, through engine: TokenEngine, _ key: UInt64) async throws {
    let attempt = token.history.begin(key: key)
    var bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
    bytes.append(bigEndian: key)
    let outcome = try await engine.use(token.identity, key: bytes)
    switch outcome.reason {
    case nil: token.history.end(attempt, .used(left: try #require(outcome.usesLeft)))
    case .spent: token.history.end(attempt, .spent)
    default: Issue.record("a use was refused: \(outcome)")
    }
  }
}
