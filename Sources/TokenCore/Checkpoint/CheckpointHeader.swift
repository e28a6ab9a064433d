// CheckpointHeader.swift: the first bytes of the file `checkpoint`: which moment of which ledger it holds, and the key
// of the rest. Exact (docs/ledger.md). Promise: once these bytes are overwritten nobody can read the rest.

/// The first 512 bytes of a checkpoint. They are written last.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | `TKBC` |
/// | 4 | 4 | version 1 |
/// | 8 | 16 | ledger id |
/// | 24 | 8 | the last batch in it |
/// | 32 | 8 | records in it |
/// | 40 | 4 | epoch |
/// | 44 | 4 | segment of that batch |
/// | 48 | 4 | offset of that batch in its segment |
/// | 52 | 4 | pieces that follow |
/// | 56 | 32 | root of that batch |
/// | 88 | 32 | SHA-256 of the committed pieces, before they were sealed |
/// | 120 | 32 | key of the pieces, random |
/// | 508 | 4 | CRC of bytes 0 to 507 |
struct CheckpointHeader: Equatable {
  static let fileName = "checkpoint"
  static let byteCount = 512
  static let magic: UInt32 = 0x544B_4243
  static let version: UInt32 = 1

  var ledgerID: LedgerID
  var place: CheckpointPlace
  var pieces: UInt32
  var digest: Digest
  var key: Digest

  init(ledgerID: LedgerID, place: CheckpointPlace, pieces: UInt32, digest: Digest, key: Digest) {
    self.ledgerID = ledgerID
    self.place = place
    self.pieces = pieces
    self.digest = digest
    self.key = key
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: Self.magic)
    bytes.append(bigEndian: Self.version)
    ledgerID.encode(into: &bytes)
    bytes.append(bigEndian: place.batch)
    bytes.append(bigEndian: place.records)
    bytes.append(bigEndian: place.epoch)
    bytes.append(bigEndian: place.location.segment)
    bytes.append(bigEndian: place.location.offset)
    bytes.append(bigEndian: pieces)
    bytes.append(place.root)
    bytes.append(digest)
    bytes.append(key)
    bytes.append(zeros: Self.byteCount - 4 - bytes.count)
    bytes.append(bigEndian: Checksum.crc32c(bytes[...]))
    return bytes
  }

  /// nil when the bytes do not check.
  init?(decoding bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    let header = bytes.withUnsafeBytes { bytes -> CheckpointHeader? in
      var reader = ByteReader(bytes)
      guard reader.integer(UInt32.self) == Self.magic, reader.integer(UInt32.self) == Self.version,
        let ledgerID = LedgerID(&reader), let batch = reader.integer(UInt64.self),
        let records = reader.integer(UInt64.self), let epoch = reader.integer(UInt32.self),
        let segment = reader.integer(UInt32.self), let offset = reader.integer(UInt32.self),
        let pieces = reader.integer(UInt32.self), let root = reader.digest(), let digest = reader.digest(),
        let key = reader.digest(), reader.zeros(Self.byteCount - 4 - reader.offset),
        reader.integer(UInt32.self)
          == Checksum.crc32c(UnsafeRawBufferPointer(rebasing: bytes[..<(Self.byteCount - 4)]))
      else { return nil }
      let place = CheckpointPlace(
        batch: batch, records: records, epoch: epoch, root: root,
        location: RecordLocation(segment: segment, offset: offset))
      return CheckpointHeader(ledgerID: ledgerID, place: place, pieces: pieces, digest: digest, key: key)
    }
    guard let header else { return nil }
    self = header
  }
}

/// A moment of a ledger: behind one batch, before the next.
struct CheckpointPlace: Sendable, Equatable {
  /// Number of the batch.
  var batch: UInt64
  /// Records in the log up to its end.
  var records: UInt64
  var epoch: UInt32
  /// Root over all of them.
  var root: Digest
  /// Where the batch begins.
  var location: RecordLocation
}

/// Why a checkpoint is of no use. It is never a reason to refuse a ledger: then everything is read.
enum CheckpointFault: Error, Equatable {
  /// Its first bytes do not check.
  case badHeader
  /// It belongs to another ledger.
  case otherLedger
  /// The log has no such batch at this place, or `head` does not know of it.
  case notInLog
  /// A piece is not what was sealed.
  case badPiece(UInt32)
  /// The pieces do not say what a checkpoint says, or not of this root.
  case badContents
  /// The system refused to read it, or the log of what it names.
  case unreadable(LedgerError)
}

extension CheckpointFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .badHeader: "its first bytes do not check"
    case .otherLedger: "it belongs to another ledger"
    case .notInLog: "the log has no such batch"
    case .badPiece(let number): "piece \(number) of it does not check"
    case .badContents: "its contents do not add up"
    case .unreadable(let error): "\(error)"
    }
  }
}
