// LedgerDamage.swift: what is wrong with a ledger that a start refuses, how much of it stands, and what a repair would
// lose.

/// A ledger that can be repaired.
public struct LedgerDamage: Sendable, Equatable {
  /// Why a start refuses it.
  public var fault: LedgerError
  /// What stands before the damage, every byte and every rule of it checked.
  public var keptRecords: UInt64
  public var keptBatches: UInt64
  public var keptTokens: UInt64
  /// The last kept record's time, Unix ms.
  public var keptTime: UInt64
  /// Where the log is cut: behind the last kept batch.
  public var end: RecordLocation
  /// Records and batches that are gone: those that `head` says were written, or more if their headers can be read.
  public var lostRecords: UInt64
  public var lostBatches: UInt64
  /// Bytes behind the cut, up to the last that is not zero in each segment.
  public var lostBytes: UInt64
  /// `head` names a batch of this log; false: nobody knows how many records are gone.
  public var isHeadKnown: Bool
  /// Files of the log that are taken away whole.
  public var segments: [String]
  /// Attachments of kept records that are other bytes than were written, and that no kept record erased: they and the
  /// others of their records are erased.
  public var unreadable: [UnreadableAttachment]
  /// Records that the database has; nil: there is none that can be read.
  public var savedRecords: UInt64?

  /// An attachment whose bytes are gone.
  public struct UnreadableAttachment: Sendable, Equatable {
    /// Of its record.
    public var sequence: UInt64
    public var index: Int
  }

  /// Something that was acknowledged may be missing: limited tokens wait for the operator (I9).
  public var mayHaveLostRecords: Bool { !isHeadKnown || lostRecords > 0 || lostBytes > 0 || !segments.isEmpty }

  /// A restore from the database would keep more.
  public var isMoreInDatabase: Bool { savedRecords.map { $0 > keptRecords } ?? false }
}

/// Why a ledger was not repaired.
public enum RepairError: Error, Sendable, Equatable {
  /// Nothing, or not the whole of it, could be done; what was done goes on with the next repair.
  case ledger(LedgerError)
  /// No cut of the log makes a ledger of it.
  case beyondRepair(LedgerError)
}

extension RepairError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ledger(let error): "\(error)"
    case .beyondRepair(let error): "\(error), and this can't be repaired; restore a backup, or from the database"
    }
  }
}
