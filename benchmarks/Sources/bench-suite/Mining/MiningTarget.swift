// MiningTarget.swift: what a figure has to be, and what it should be.

/// A bound that has to be kept, and one that is aimed at.
struct MiningTarget: Encodable, Sendable, Equatable {
  enum Direction: String, Encodable, Sendable {
    case atMost
    case atLeast
  }

  let direction: Direction
  let pass: Double
  /// nil: the same.
  let goal: Double?

  /// How a measured figure stands.
  enum Verdict: String, Encodable, Sendable {
    case goal
    case pass
    case missed
  }

  static func atMost(_ pass: Double, goal: Double? = nil) -> MiningTarget {
    MiningTarget(direction: .atMost, pass: pass, goal: goal)
  }

  static func atLeast(_ pass: Double, goal: Double? = nil) -> MiningTarget {
    MiningTarget(direction: .atLeast, pass: pass, goal: goal)
  }

  func verdict(_ value: Double) -> Verdict {
    if holds(value, goal ?? pass) { return .goal }
    return holds(value, pass) ? .pass : .missed
  }

  private func holds(_ value: Double, _ bound: Double) -> Bool {
    direction == .atMost ? value <= bound : value >= bound
  }

  // MARK: The targets

  /// Cycles a hash on one core, of the kernels that have a target.
  static func cyclesPerHash(kernel: String) -> MiningTarget? {
    switch kernel {
    case "avx512": .atMost(15.5, goal: 13.2)
    case "sha": .atMost(60, goal: 54)
    default: nil
    }
  }

  /// Whole headers a second on one core.
  static func headersPerSecond(kernel: String) -> MiningTarget? { kernel == "avx512" ? .atLeast(30e6) : nil }

  /// All cores by one: 1.9 of two.
  static func speedUp(threads: Int) -> MiningTarget { .atLeast(0.95 * Double(threads)) }

  /// Tokens a second by what the hash rate allows.
  static func share(bits: Int) -> MiningTarget? { bits == 16 ? .atLeast(0.85, goal: 0.95) : nil }

  /// Tokens a second.
  static func tokensPerSecond(bits: Int, isInMemory: Bool) -> MiningTarget? {
    bits == 8 ? .atLeast(isInMemory ? 200_000 : 100_000) : nil
  }

  /// The p99 of checks while all miners run by the one while none does.
  static let slowDown = MiningTarget.atMost(3, goal: 2)
}
