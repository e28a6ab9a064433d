// RecordReader.swift: single records, read from the log again when somebody asks for them. Promise: what it gives was
// checked as on the first day.

internal import Synchronization

/// Reads records by their place. Any thread may use it; each read blocks on the disk.
final class RecordReader: Sendable {
  /// Most records are not longer: one read does.
  private static let usualBytes = 2048
  /// Segments that are kept open.
  private static let maxOpen = 64

  private let files: LedgerFiles
  private let open = Mutex<[UInt32: Segment]>([:])

  init(files: LedgerFiles) {
    self.files = files
  }

  /// The record at a place, checked. Two reads at most, and three more for a segment that is not open.
  func record(at location: RecordLocation) throws(LedgerError) -> Record {
    let segment = try segment(location.segment)
    var bytes = try read(segment, location, Self.usualBytes)
    if let count = bytes.withUnsafeBytes({ RecordFrame.encodedBytes($0) }), count > bytes.count {
      // A length that is damaged is caught by the CRC; until then it may not ask for more than there is.
      bytes = try read(segment, location, min(count, segment.byteCount))
    }
    switch Self.decode(bytes, segment.header.seed) {
    case .success(let record): return record
    case .failure(let fault):
      throw .corrupt(segment: location.segment, offset: UInt64(location.offset), .badRecord(fault))
    }
  }

  private static func decode(_ bytes: [UInt8], _ seed: UInt32) -> Result<Record, RecordFault> {
    var hasher = SHA256()
    return bytes.withUnsafeBytes { bytes in
      do throws(RecordFault) {
        return .success(try Record(decoding: bytes, seed: seed, hasher: &hasher))
      } catch {
        return .failure(error)
      }
    }
  }

  private func read(_ segment: Segment, _ location: RecordLocation, _ count: Int) throws(LedgerError) -> [UInt8] {
    guard location.offset < segment.byteCount else {
      throw .corrupt(segment: location.segment, offset: UInt64(location.offset), .badRecord(.truncated))
    }
    return try ledger { () throws(StorageError) in
      try segment.file.read(
        at: Int(location.offset), count: min(count, segment.byteCount - Int(location.offset)))
    }
  }

  private func segment(_ number: UInt32) throws(LedgerError) -> Segment {
    if let segment = open.withLock({ $0[number] }) { return segment }
    let segment = try files.openSegment(number, .read, ledgerID: nil)
    open.withLock { open in
      if open.count >= Self.maxOpen, let any = open.keys.first { open[any] = nil }
      open[number] = segment
    }
    return segment
  }
}
