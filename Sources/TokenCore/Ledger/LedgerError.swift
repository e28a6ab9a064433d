// LedgerError.swift: why a ledger can't be opened or written, with the place of the fault.

/// Why a ledger can't be opened, read or written.
public enum LedgerError: Error, Sendable, Equatable {
  /// Another process owns the directory (I1).
  case inUse(directory: String)
  /// The system refused a call.
  case io(StorageError)
  /// Something in the log is not what was written; nothing was changed (I5).
  case corrupt(segment: UInt32, offset: UInt64, Corruption)
  /// A file of the directory is missing or unusable (I10).
  case incomplete(file: String, Incompleteness)
  /// The log ends before what `head` says was synced (I6).
  case endsBeforeHead(batchInLog: UInt64, batchInHead: UInt64)
  /// The log up to this batch does not add up to what the checkpoint said, which was served from.
  case checkpointDiffers(batch: UInt64)
  /// The system has no thread to check on what was believed.
  case noThread
  /// A setting contradicts what record 0 says for good.
  case difficultyUnderFloor(Difficulty, floor: Difficulty)
  /// A record does not fit a segment; nothing was promised.
  case recordTooLarge(bytes: Int, maximum: Int)
  /// The disk has no room for the next segment; nothing was promised (I7).
  case diskFull(path: String)
  /// There are no descriptors or no memory for the next segment just now; nothing was promised.
  case exhausted(StorageError)
  /// The ledger was refused before and takes nothing more (I3).
  case poisoned
}

extension LedgerError {
  /// An attachment is unreadable, and nothing explains it.
  static func unexplained(_ attachment: LedgerFold.UnreadableAttachment) -> LedgerError {
    .corrupt(
      segment: attachment.location.segment, offset: UInt64(attachment.location.offset),
      .unreadableAttachment(sequence: attachment.sequence, index: attachment.index))
  }
}

/// What is wrong at a place of the log.
public enum Corruption: Error, Sendable, Equatable {
  case badSegmentHeader
  case batchOutOfOrder(found: UInt64, expected: UInt64)
  case badRecord(RecordFault)
  case badRoot
  case batchBeforeLaterOne(later: UInt64)
  case headReachesFurther(batchInHead: UInt64)
  case notZero
  case unreadableAttachment(sequence: UInt64, index: Int)
  case broken(rule: Rule)

  /// A rule that a record broke in its place among the others.
  public enum Rule: String, Sendable {
    case firstRecord = "record 0 creates the ledger and is the only one that does"
    case sequence = "sequences have no gap"
    case time = "times never go back"
    case epoch = "an epoch is one higher than the one before and opens with its own record"
    case height = "heights have no gap"
    case link = "a block names the one before it"
    case proofOfWork = "an identity meets its block's difficulty and the floor"
    case digest = "a block seals the requisition it names"
    case chain = "a block belongs to this chain"
    case reference = "a record names what exists"
    case pending = "a requisition leaves the queue once"
    case uses = "uses left go down by one"
    case end = "nothing is used after its end"
    case unique = "an id stands for one requisition"
    case commitment = "a requisition's attachments are what its body says"
    case oneCode = "a user has one live code"
    case codeUse = "a live code is used or refused, and counted by one"
    case erasable = "only what may be erased is erased"
  }
}

/// What is wrong with a file as a whole.
public enum Incompleteness: Error, Sendable, Equatable {
  case missing
  case badChecksum
  case wrongSize
  case wrongLedger
  case gapBefore
}

extension LedgerError {
  /// A file or directory that was asked for is not there.
  public var isMissingFile: Bool {
    if case .io(let error) = self { error.isMissing } else { false }
  }
}

extension LedgerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .inUse(let directory):
      "\(directory) is in use by another token-server; stop it or choose another directory"
    case .io(let error): error.description
    case .corrupt(let segment, let offset, let what):
      "the ledger is damaged in segment \(segment) at offset \(offset): \(what); nothing was changed"
    case .incomplete(let file, let what): "the ledger is incomplete: \(file) \(what); nothing was changed"
    case .endsBeforeHead(let log, let head):
      "the log ends with batch \(log) but head says that batch \(head) was written; nothing was changed"
    case .checkpointDiffers(let batch):
      "the log up to batch \(batch) does not add up to the checkpoint that was served from; the next start checks "
        + "everything, and if it refuses, what was written since has to be repaired away"
    case .noThread: "the system has no thread to check the ledger on; raise its limits"
    case .difficultyUnderFloor(let difficulty, let floor):
      "difficulty \(difficulty.bits) is under the ledger's floor of \(floor.bits) bits"
    case .recordTooLarge(let bytes, let maximum): "a record of \(bytes) bytes does not fit a segment's \(maximum)"
    case .exhausted(let error): "\(error); raise the process's limits"
    case .diskFull(let path): "no room on the disk for \(path); free some"
    case .poisoned: "the ledger failed before and takes nothing more; restart the server"
    }
  }
}

extension Corruption: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badSegmentHeader: "the segment's header does not check"
    case .batchOutOfOrder(let found, let expected): "batch \(found) stands where batch \(expected) belongs"
    case .badRecord(let fault): "a record does not check (\(fault))"
    case .badRoot: "the records do not add up to the batch's root"
    case .batchBeforeLaterOne(let later): "a batch does not check but batch \(later) follows"
    case .headReachesFurther(let batch): "a batch does not check that head says was written (batch \(batch))"
    case .notZero: "bytes stand where there should be none"
    case .unreadableAttachment(let sequence, let index):
      "attachment \(index) of record \(sequence) does not check and was not erased"
    case .broken(let rule): "a rule is broken: \(rule.rawValue)"
    }
  }
}

extension Incompleteness: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing: "is missing"
    case .badChecksum: "does not check"
    case .wrongSize: "has the wrong size"
    case .wrongLedger: "belongs to another ledger"
    case .gapBefore: "follows a gap in the segments' numbers"
    }
  }
}
