// EngineSettings.swift: what an operator can decide about a ledger and its miners.

/// What an operator can decide. Each has a flag of `token-server`.
public struct EngineSettings: Sendable {
  /// The data directory.
  public var directory: String
  /// How the difficulty of the blocks mined from now on is chosen.
  public var difficulty: MiningDifficulty
  /// No block may ever be easier; taken at first start only.
  public var difficultyFloor: Difficulty
  /// Threads that mine, at least 1.
  public var miners: Int
  /// What they hash with. It has passed its self-test.
  public var kernel: MiningKernel
  /// What one thread does with it, as timed when it was chosen; nil: it is timed when the ledger is opened.
  public var hashesPerSecond: Double?
  /// Requisitions that may wait at once.
  public var queueMax: Int
  /// Events of the queue that are kept for its followers, 56 bytes each.
  public var queueEventsMax: Int
  /// Size of a segment in bytes, a multiple of 512; taken at first start only.
  public var segmentBytes: Int
  /// Rules for users' codes.
  public var codes: CodePolicy
  /// Free bytes of the disk under which no new requisition or user is taken; 0: there is no such mark; nil: the usual.
  public var lowWaterBytes: UInt64?
  /// When the log is saved to the database beside it; nil: there is none.
  public var saving: SavingPolicy?
  /// How the log is read again in the background; nil: it is not.
  public var scrub: ScrubPolicy?
  /// A checkpoint is written when so many records were added since the last one, and at the end; 0: none is.
  public var checkpointRecords: UInt64
  /// A start believes the checkpoint, and checks what it stands for while it serves.
  public var trustsCheckpoint: Bool
  /// The operator says that the wall clock is right, whatever the log says (I8).
  public var isClockAccepted: Bool
  /// The operator accepts that records were lost by a repair or restore (I9).
  public var isLossAccepted: Bool

  /// Requisitions that may wait at once, unless set.
  public static let defaultQueueMax = 1_000_000
  /// The low-water mark unless set: four segments, at most 256 MiB.
  var lowWaterMark: UInt64 { lowWaterBytes ?? min(4 * UInt64(segmentBytes), 256 << 20) }

  /// Events of the queue that are kept, unless set: 14 MiB of them.
  public static let defaultQueueEventsMax = 262_144
  /// How many events of the queue may be kept.
  public static let queueEventsRange = 1_024...16_777_216
  /// Size of a segment, unless set: 64 MiB.
  public static let defaultSegmentBytes = SegmentHeader.defaultSegmentBytes
  /// Sizes that a segment may have.
  public static let segmentBytesRange = SegmentHeader.segmentBytesRange

  public init(
    directory: String, difficulty: MiningDifficulty, difficultyFloor: Difficulty = .none, miners: Int,
    kernel: MiningKernel = .portable, hashesPerSecond: Double? = nil, queueMax: Int = defaultQueueMax,
    queueEventsMax: Int = defaultQueueEventsMax, segmentBytes: Int = defaultSegmentBytes,
    codes: CodePolicy = CodePolicy(), lowWaterBytes: UInt64? = nil, saving: SavingPolicy? = nil,
    scrub: ScrubPolicy? = nil, checkpointRecords: UInt64 = 0, trustsCheckpoint: Bool = false,
    isClockAccepted: Bool = false, isLossAccepted: Bool = false
  ) {
    self.directory = directory
    self.difficulty = difficulty
    self.difficultyFloor = difficultyFloor
    self.miners = miners
    self.kernel = kernel
    self.hashesPerSecond = hashesPerSecond
    self.queueMax = queueMax
    self.queueEventsMax = queueEventsMax
    self.segmentBytes = segmentBytes
    self.codes = codes
    self.lowWaterBytes = lowWaterBytes
    self.saving = saving
    self.scrub = scrub
    self.checkpointRecords = checkpointRecords
    self.trustsCheckpoint = trustsCheckpoint
    self.isClockAccepted = isClockAccepted
    self.isLossAccepted = isLossAccepted
  }
}
