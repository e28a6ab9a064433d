// Difficulty.swift: how hard a block was to find, and whether an identity is good enough (docs/ledger.md).

internal import Glibc

/// A difficulty as it stands in a header: the high byte is b whole bits, the low 24 bits a fraction f of one more. On
/// average 2^b / (1 - f/2^25) hashes find a block. Difficulties compare as this 32-bit field.
public struct Difficulty: Sendable, Hashable, Comparable {
  /// The most whole bits a difficulty may have.
  public static let maxBits: UInt8 = 63

  public let field: UInt32

  /// A difficulty of whole bits, 0 to 63.
  public init?(bits: Int) {
    guard bits >= 0, bits <= Int(Self.maxBits) else { return nil }
    field = UInt32(bits) << 24
  }

  /// The difficulty in a header's field; nil when it has more than 63 whole bits.
  public init?(field: UInt32) {
    guard field >> 24 <= UInt32(Self.maxBits) else { return nil }
    self.field = field
  }

  /// The difficulty that takes so many hashes on average, as near as the field can say: within 3 in 100 million. Under
  /// 1 hash it is none, beyond the hardest it is the hardest. It never falls when the hashes rise.
  public init(expectedHashes hashes: Double) {
    guard hashes > 1 else {
      self = .none
      return
    }
    guard hashes < Self.hardest.expectedHashes else {
      self = .hardest
      return
    }
    // The significand x lies between 1 and 2, and 1 - f/2^25 is 1/x. A fraction that is rounded up to a whole bit is
    // one.
    let fraction = (Self.fractionUnits * (1 - 1 / hashes.significand)).rounded()
    field = UInt32(hashes.exponent) << 24 + UInt32(fraction)
  }

  /// Every identity is good enough.
  public static let none = Difficulty(unchecked: 0)

  /// Sixty-three whole bits and the largest fraction.
  public static let hardest = Difficulty(unchecked: UInt32(maxBits) << 24 | 0xFF_FFFF)

  /// A fraction of 1 would be so many units.
  private static let fractionUnits = Double(1 << 25)

  private init(unchecked field: UInt32) {
    self.field = field
  }

  /// Whole bits, 0 to 63.
  public var bits: UInt32 { field >> 24 }

  /// The fraction in units of 2^-25 of the target, 0 to 2^24 - 1.
  public var fraction: UInt32 { field & 0xFF_FFFF }

  /// Hashes that find a block on average: 2^b / (1 - f/2^25).
  public var expectedHashes: Double {
    Double(sign: .plus, exponent: Int(bits), significand: 1) / (1 - Double(fraction) / Self.fractionUnits)
  }

  /// The whole difficulty in bits, the fraction too: the logarithm of the expected hashes.
  public var decimalBits: Double { log2(expectedHashes) }

  public static func < (left: Difficulty, right: Difficulty) -> Bool {
    left.field < right.field
  }

  /// Whether an identity proves the work: T < 2^(64-b) x (1 - f/2^25), in exact integers, where T is bytes 31, 30, … 24
  /// of the digest read as one big-endian number. A difficulty of 0 always holds.
  public func isMet(by identity: Digest) -> Bool {
    if field == 0 { return true }
    let top = identity.words.3.byteSwapped
    // 2^(64-b) x (2^25 - f) / 2^25 compared with T, as T x 2^25 < 2^(64-b) x (2^25 - f), in 128 bits.
    let left = UInt128(top) << 25
    let right = (UInt128(1 << 25) - UInt128(fraction)) << UInt128(64 - bits)
    return left < right
  }

  /// The bits of the last state word H7, as computed, that must be zero for a kernel to call it a hit; hits are then
  /// checked with `isMet`. For up to 32 whole bits it is exact when there is no fraction.
  public var hitMask: UInt32 {
    let bits = min(bits, 32)
    return bits == 0 ? 0 : (UInt32.max << (32 - bits)).byteSwapped
  }
}
