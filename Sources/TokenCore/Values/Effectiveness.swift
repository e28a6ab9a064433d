// Effectiveness.swift: how long and how often a token is valid.

/// How long and how often a token is valid. Nothing set: without limit. At most one of `instant` and `duration` is set.
public struct Effectiveness: Sendable, Hashable {
  /// The longest duration in milliseconds: a thousand years.
  public static let maxDuration: UInt64 = 1000 * 366 * 86_400_000
  /// The latest instant, Unix milliseconds: the end of the year 9999, the last that RFC 3339 writes.
  public static let maxInstant: UInt64 = 253_402_300_799_999
  /// The most uses: all ones stands for no limit in records.
  public static let maxUses: UInt64 = .max - 1

  /// It can be used this many times, at least 1; nil: any number.
  public let uses: UInt64?
  /// It is valid until this instant, Unix milliseconds; nil: none.
  public let instant: UInt64?
  /// It is valid for this many milliseconds from the moment it is made, at least 1; nil: none.
  public let duration: UInt64?

  /// Valid without limit.
  public static let unlimited = Effectiveness(unchecked: nil, nil, nil)

  /// Limits that make sense in themselves; nil for 0 uses, a duration of 0, both an instant and a duration, or a value
  /// over its maximum. Whether an instant is past is the sequencer's to judge.
  public init?(uses: UInt64?, instant: UInt64?, duration: UInt64?) {
    if let uses, uses == 0 || uses > Self.maxUses { return nil }
    if let instant, instant == 0 || instant > Self.maxInstant { return nil }
    if let duration, duration == 0 || duration > Self.maxDuration { return nil }
    if instant != nil, duration != nil { return nil }
    self.init(unchecked: uses, instant, duration)
  }

  private init(unchecked uses: UInt64?, _ instant: UInt64?, _ duration: UInt64?) {
    self.uses = uses
    self.instant = instant
    self.duration = duration
  }

  /// The instant a token sealed at `time` ends, Unix milliseconds; 0: never.
  func end(sealedAt time: UInt64) -> UInt64 {
    if let instant { return instant }
    guard let duration else { return 0 }
    let (end, overflow) = time.addingReportingOverflow(duration)
    return overflow ? Self.maxInstant : min(end, Self.maxInstant)
  }
}
