// CodePolicy.swift: what an operator can decide about users' codes.

/// The rules that the next codes are issued under. A code keeps those it was issued with.
public struct CodePolicy: Sendable, Equatable {
  /// How long a code is valid, in milliseconds.
  public var periodMilliseconds: UInt64
  /// How many digits it has.
  public var digits: Int
  /// How often it can be used; 0: any number of times.
  public var usesPerCode: UInt32
  /// How many refusals it dies of.
  public var refusalsPerCode: UInt32
  /// How many users may be known at once.
  public var usersMax: Int

  /// A code's period unless set: 60 s.
  public static let defaultPeriodMilliseconds: UInt64 = 60_000
  /// Periods that a code may have: a second to a day.
  public static let periodRange: ClosedRange<UInt64> = 1_000...86_400_000
  /// How many refusals a code dies of unless set.
  public static let defaultRefusalsPerCode: UInt32 = 10
  /// Users that may be known unless set.
  public static let defaultUsersMax = 1_000_000

  public init(
    periodMilliseconds: UInt64 = defaultPeriodMilliseconds, digits: Int = 6, usesPerCode: UInt32 = 0,
    refusalsPerCode: UInt32 = defaultRefusalsPerCode, usersMax: Int = defaultUsersMax
  ) {
    self.periodMilliseconds = periodMilliseconds
    self.digits = digits
    self.usesPerCode = usesPerCode
    self.refusalsPerCode = refusalsPerCode
    self.usersMax = usersMax
  }

  /// Whether codes can be issued under these rules.
  var isUsable: Bool {
    Self.periodRange.contains(periodMilliseconds) && CodeDigits.countRange.contains(digits) && refusalsPerCode > 0
      && usersMax > 0
  }
}
