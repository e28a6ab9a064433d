// LogTail.swift: reads the batches of a log one after the other while it is being written. Reads only what is durable.

/// Where a log is read on from.
struct LogPlace: Sendable, Equatable {
  /// The last batch that was read; 0: none.
  var batch: UInt64 = 0
  /// Records up to there.
  var records: UInt64 = 0
  var segment: UInt32 = 1
  /// Behind that batch.
  var offset = SegmentHeader.byteCount
}

/// A batch as it stands in the log.
struct RawBatch: Sendable {
  let header: BatchHeader
  let segment: SegmentHeader
  let offset: Int
  /// From the header to the end of its padding.
  let bytes: [UInt8]

  /// Its records and where in `bytes` each begins, checked one by one.
  func records() throws(LedgerError) -> [(record: Record, offset: Int)] {
    var found: [(record: Record, offset: Int)] = []
    var hasher = SHA256()
    var offset = BatchHeader.byteCount
    for _ in 0..<header.records {
      let result = bytes.withUnsafeBytes { bytes -> Result<Record, RecordFault> in
        do throws(RecordFault) {
          return .success(
            try Record(
              decoding: UnsafeRawBufferPointer(rebasing: bytes[min(offset, bytes.count)...]), seed: segment.seed,
              hasher: &hasher))
        } catch {
          return .failure(error)
        }
      }
      switch result {
      case .success(let record):
        found.append((record, offset))
        offset += record.encodedBytes
      case .failure(let fault):
        throw .corrupt(segment: segment.number, offset: UInt64(self.offset + offset), .badRecord(fault))
      }
    }
    return found
  }
}

/// Reads on in a log. One owner at a time.
final class LogTail {
  private let files: LedgerFiles
  private(set) var place: LogPlace
  private var open: Segment?

  init(files: LedgerFiles, at place: LogPlace) {
    self.files = files
    self.place = place
  }

  /// The next batch, which is durable by now.
  func next() throws(LedgerError) -> RawBatch {
    let segment = try segment(place.segment)
    if let batch = try batch(in: segment, at: place.offset) { return batch }
    // The log goes on at the start of the next segment.
    guard let batch = try batch(in: try self.segment(place.segment + 1), at: SegmentHeader.byteCount) else {
      throw .corrupt(
        segment: place.segment, offset: UInt64(place.offset),
        .batchOutOfOrder(found: place.batch, expected: place.batch + 1))
    }
    return batch
  }

  /// The batch at a place, whatever its number; nil: none begins there.
  func peek(_ segment: UInt32, at offset: Int) throws(LedgerError) -> BatchHeader? {
    try header(in: try self.segment(segment), at: offset)
  }

  private func segment(_ number: UInt32) throws(LedgerError) -> Segment {
    if let open, open.header.number == number { return open }
    let segment = try files.openSegment(number, .read, ledgerID: nil)
    open = segment
    return segment
  }

  private func header(in segment: Segment, at offset: Int) throws(LedgerError) -> BatchHeader? {
    let bytes = try ledger { () throws(StorageError) in
      try segment.file.read(at: offset, count: BatchHeader.byteCount)
    }
    return bytes.withUnsafeBytes { BatchHeader(decoding: $0, seed: segment.header.seed) }
  }

  private func batch(in segment: Segment, at offset: Int) throws(LedgerError) -> RawBatch? {
    guard let header = try header(in: segment, at: offset), header.number == place.batch + 1 else { return nil }
    let padded = header.paddedBytes
    let bytes = try ledger { () throws(StorageError) in try segment.file.read(at: offset, count: padded) }
    guard bytes.count == padded else {
      throw .corrupt(segment: segment.header.number, offset: UInt64(offset), .badRecord(.truncated))
    }
    place = LogPlace(
      batch: header.number, records: header.firstSequence + UInt64(header.records), segment: segment.header.number,
      offset: offset + padded)
    return RawBatch(header: header, segment: segment.header, offset: offset, bytes: bytes)
  }
}
