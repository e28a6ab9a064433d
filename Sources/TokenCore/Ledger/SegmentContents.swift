// SegmentContents.swift: the bytes of one segment in memory, and the batches and records in them.

/// One segment's bytes. Never changed after they are read, so that any thread may look at them.
final class SegmentContents: Sendable {
  let header: SegmentHeader
  nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer
  private let count: Int

  /// Reads the first `count` bytes of a segment, or what there is of them.
  init(_ header: SegmentHeader, _ file: any StorageFile, count: Int) throws(StorageError) {
    self.header = header
    memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
    do throws(StorageError) {
      self.count = try file.read(at: 0, into: memory)
    } catch {
      memory.deallocate()
      throw error
    }
  }

  /// Reads a whole segment.
  convenience init(_ files: LedgerFiles, _ header: SegmentHeader) throws(LedgerError) {
    do throws(StorageError) {
      let file = try files.storage.open(files.segmentPath(header.number), .read)
      try self.init(header, file, count: Int(header.segmentBytes))
    } catch {
      throw .io(error)
    }
  }

  deinit {
    memory.deallocate()
  }

  /// Valid as long as this is.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// The bytes of a range that lies in the segment.
  subscript(range: some RangeExpression<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  // MARK: Batches

  /// A header is believed only when its CRC holds.
  func batchHeader(at offset: Int) -> BatchHeader? {
    guard offset + BatchHeader.byteCount <= count else { return nil }
    return BatchHeader(decoding: self[offset..<offset + BatchHeader.byteCount], seed: header.seed)
  }

  /// The number of the first valid batch header on a boundary from `start` on that is not lower than `number`.
  func batchNumber(from start: Int, atLeast number: UInt64) -> UInt64? {
    for offset in stride(from: start, to: count, by: BatchHeader.alignment) {
      if let header = batchHeader(at: offset), header.number >= number { return header.number }
    }
    return nil
  }

  // MARK: Records that have been checked

  /// What the fold takes of a record.
  func record(at offset: Int, _ digests: RecordDigests) -> CheckedRecord {
    do throws(RecordFault) {
      return try CheckedRecord(self[offset...], digests)
    } catch {
      preconditionFailure("a record that was checked is read again")
    }
  }

  /// The record with its attachments.
  func wholeRecord(at offset: Int, _ hasher: inout SHA256) -> Record {
    do throws(RecordFault) {
      return try Record(decoding: self[offset...], seed: header.seed, hasher: &hasher)
    } catch {
      preconditionFailure("a record that was checked is read again")
    }
  }
}

/// A batch that does not check, and where in it.
struct BatchFault: Error {
  var offset: Int
  var what: Corruption
  /// nil: the segment that is read.
  var segment: UInt32?
}
