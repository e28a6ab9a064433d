// ScrubFault.swift: what a scrub finds wrong with a log that was good before, and where.

/// What is wrong with bytes of the log that were written right.
public enum ScrubFault: Sendable, Equatable {
  /// The segment's first 512 bytes are not what they were.
  case segmentHeader
  /// The segment's file is shorter or longer than it was.
  case segmentSize
  /// No header of the batch that belongs here stands here.
  case batchHeader
  /// A record does not check.
  case record
  /// An attachment is not what its record commits to, and was not overwritten by right.
  case attachment(sequence: UInt64, index: Int)
  /// The records do not add up to the batch's root.
  case root
  /// Bytes stand where there should be none.
  case notZero
  /// The system does not give the bytes out, or not the file.
  case unreadable(StorageError)
}

extension ScrubFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .segmentHeader: "the segment's header does not check"
    case .segmentSize: "the segment has another size"
    case .batchHeader: "the batch's header does not check"
    case .record: "a record does not check"
    case .attachment(let sequence, let index):
      "attachment \(index) of record \(sequence) does not check and was not erased"
    case .root: "the records do not add up to the batch's root"
    case .notZero: "bytes stand where there should be none"
    case .unreadable(let error): error.description
    }
  }
}

/// A fault and its place in one segment.
struct FaultPlace: Equatable {
  /// The first byte that is concerned.
  var offset: Int
  var what: ScrubFault
  /// The records that begin in here are not what was written, or may not be.
  var records: Range<Int>

  /// No record is concerned.
  init(_ what: ScrubFault, at offset: Int) {
    self.init(what, at: offset, records: offset..<offset)
  }

  init(_ what: ScrubFault, at offset: Int, records: Range<Int>) {
    self.offset = offset
    self.what = what
    self.records = records
  }

  /// Whether bytes of this range are concerned.
  func touches(_ range: Range<Int>) -> Bool { range.contains(offset) || records.overlaps(range) }
}

/// What a scrub found, for people and for health.
public struct ScrubFinding: Sendable, Equatable {
  /// Number of the segment, from 1.
  public var segment: UInt32
  /// Bytes from the start of the segment.
  public var offset: UInt64
  public var what: ScrubFault
  /// Requisitions and tokens whose accepted or sealed record is concerned.
  public var tokens: Int

  public init(segment: UInt32, offset: UInt64, what: ScrubFault, tokens: Int) {
    self.segment = segment
    self.offset = offset
    self.what = what
    self.tokens = tokens
  }
}

extension ScrubFinding: CustomStringConvertible {
  public var description: String {
    let place = "segment \(segment), offset \(offset): \(what)"
    return tokens == 0 ? place : "\(place); \(tokens == 1 ? "1 token" : "\(tokens) tokens")"
  }
}
