// MiningDifficulty.swift: how the next block's difficulty is chosen. A value without a clock: the same rates always
// give the same difficulty.

/// What an operator wants of the blocks to come.
public enum MiningDifficulty: Sendable, Equatable {
  /// Always this one.
  case fixed(Difficulty)
  /// As hard as makes so many tokens a second while there is something to mine; within `rateRange`.
  case automatic(tokensPerSecond: Double)

  /// Tokens a second that can be asked for: one in about three hours, to more than a ledger writes.
  public static let rateRange = 0.0001...1_000_000

  /// The difficulty of the next block, never under the floor.
  func next(_ rates: CrewRates, floor: Difficulty) -> Difficulty {
    switch self {
    case .fixed(let difficulty): return max(difficulty, floor)
    case .automatic(let tokensPerSecond):
      // All together if the block that they get is worth telling them all of it, otherwise one alone.
      let shared = rates.together / tokensPerSecond
      let isShared = MiningPlan.threads(forExpected: shared, of: rates.threads) == rates.threads
      return max(floor, Difficulty(expectedHashes: isShared ? shared : rates.alone / tokensPerSecond))
    }
  }
}

/// How fast the miners of a crew are, in hashes a second.
struct CrewRates: Sendable, Equatable {
  /// The first of them.
  var alone: Double
  /// All of them, when all of them mine.
  var together: Double
  /// How many there are.
  var threads: Int
}
