// CodeGenerator.swift: where users' codes come from: control asks, a generator draws. Built in, or a service elsewhere.

/// Draws codes. It keeps no state and knows no user.
public protocol CodeGenerator: Sendable {
  /// Draws a code of `digits` (6 to 8) decimal digits, uniform over the whole range, leading zeros kept. `answer` runs
  /// exactly once, on any thread, maybe before this returns. What it brings is checked by whoever asked.
  func draw(digits: Int, answer: @escaping @Sendable (Result<[UInt8], GeneratorFault>) -> Void)
}

/// Why no code could be drawn.
public struct GeneratorFault: Error, Sendable, Equatable {
  /// For people: lower case, no full stop.
  public var reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}

/// The generator that is built in: draws at once, from a random source it is given.
public struct BuiltInGenerator: CodeGenerator {
  private let random: @Sendable () -> UInt64

  /// - Parameter random: sixty-four unpredictable bits.
  public init(random: @escaping @Sendable () -> UInt64) {
    self.random = random
  }

  public func draw(digits: Int, answer: @escaping @Sendable (Result<[UInt8], GeneratorFault>) -> Void) {
    answer(.success(CodeDigits.draw(digits, random: random).ascii))
  }
}
