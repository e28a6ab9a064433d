// TokenEngine+Counts.swift: how much is in the ledger and what was refused, as numbers for monitoring.

/// Numbers of a running engine at one moment.
public struct EngineCounts: Sendable, Equatable {
  /// Durable records and batches of the ledger, from its beginning.
  public var records: UInt64
  public var batches: UInt64
  /// Requisitions accepted ever, tokens mined ever, uses of tokens ever.
  public var requisitions: UInt64
  public var tokens: UInt64
  public var uses: UInt64
  /// Since the start: uses refused because they named no token or user.
  public var unknownRefused: UInt64
  /// Since the start: requisitions and users refused because the disk has less room than is to be kept.
  public var lowWaterRefused: UInt64
}

extension TokenEngine {
  /// What is durable now, and what was refused since the start. From any thread, at the cost of one short lock.
  public var counts: EngineCounts {
    let summary = published.read()
    return EngineCounts(
      records: summary.records, batches: summary.batches, requisitions: UInt64(summary.requisitions),
      tokens: summary.height, uses: summary.uses, unknownRefused: published.unknownRefused,
      lowWaterRefused: published.lowWaterRefused)
  }
}
