// MiningState.swift: how the miners do at one moment, for people.

/// How the miners do.
public struct MiningState: Sendable, Equatable {
  /// Name of the kernel they hash with.
  public var kernel: String
  /// Threads that run.
  public var threads: Int
  /// Those of them that mine now: fewer at a low difficulty, none when there is nothing to mine.
  public var miningThreads: Int
  /// Threads that a block of this difficulty is worth.
  public var blockThreads: Int
  /// Hashes a second over the last seconds of mining, of the threads that mine now; 0: none does.
  public var hashesPerSecond: Double
  /// Hashes tried since the start.
  public var hashesTried: UInt64
  /// Of the block that is mined now; if none is, of the last one, or of the first to come.
  public var difficulty: Difficulty
  /// How the next one's is chosen.
  public var policy: MiningDifficulty
  /// What a block of that difficulty takes on average while nothing else is to be done.
  public var millisecondsPerToken: Double
}
