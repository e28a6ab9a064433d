// CodeDigits.swift: a code as it is: ASCII digits, leading zeros kept. Never a number, never trimmed.

/// The digits of a code. Anything else that is offered as a code can't be made one.
public struct CodeDigits: Sendable, Equatable {
  /// How many digits a code may have.
  public static let countRange = 6...8

  /// ASCII `0` to `9`.
  public let ascii: [UInt8]

  /// nil: not 6 to 8 ASCII digits.
  public init?(_ bytes: some Collection<UInt8>) {
    guard Self.countRange.contains(bytes.count), bytes.allSatisfy(Self.isDigit) else { return nil }
    ascii = Array(bytes)
  }

  /// nil: not 6 to 8 ASCII digits.
  public init?(_ text: String) {
    self.init(text.utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The code as text.
  public var text: String { String(decoding: ascii, as: UTF8.self) }

  /// Draws `count` digits, uniform over the whole range by rejection.
  ///
  /// - Parameters:
  ///   - count: 6 to 8.
  ///   - random: sixty-four unpredictable bits.
  public static func draw(_ count: Int, random: () -> UInt64) -> CodeDigits {
    precondition(countRange.contains(count), "a code has 6 to 8 digits")
    let span = (0..<count).reduce(UInt64(1)) { product, _ in product * 10 }
    // The largest multiple of the span: what lies beyond would favour small codes.
    let limit = UInt64.max - UInt64.max % span
    var value = random()
    while value >= limit { value = random() }
    return CodeDigits(value: value % span, count: count)
  }

  private init(value: UInt64, count: Int) {
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: count)
    var rest = value
    for index in digits.indices.reversed() {
      digits[index] += UInt8(rest % 10)
      rest /= 10
    }
    ascii = digits
  }
}
