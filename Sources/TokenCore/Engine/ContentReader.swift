// ContentReader.swift: contents, read back from the log when somebody asks for them.

internal import Dispatch

/// Reads contents on a queue of its own, so that no reactor waits for the disk.
final class ContentReader: Sendable {
  private let files: LedgerFiles
  private let queue = DispatchQueue(label: "tokenrpc.contents", qos: .utility)

  init(files: LedgerFiles) {
    self.files = files
  }

  func content(of entry: TokenEntry, _ answer: @escaping @Sendable (Result<[UInt8]?, LedgerError>) -> Void) {
    guard !entry.isErased, !entry.requisition.contentIsDigest else { return answer(.success(nil)) }
    queue.async { [files] in
      do throws(LedgerError) {
        answer(.success(try files.record(at: entry.location).data(.content)))
      } catch {
        answer(.failure(error))
      }
    }
  }
}

extension LedgerFiles {
  /// The record at a place, checked.
  func record(at location: RecordLocation) throws(LedgerError) -> Record {
    let segment = try openSegment(location.segment, .read, ledgerID: nil)
    let count = min(segment.byteCount - Int(location.offset), NewRecord.maxCommittedBytes + (1 << 18))
    let bytes = try ledger { () throws(StorageError) in
      try segment.file.read(at: Int(location.offset), count: count)
    }
    var hasher = SHA256()
    let record = bytes.withUnsafeBytes { bytes -> Result<Record, RecordFault> in
      do throws(RecordFault) {
        return .success(try Record(decoding: bytes, seed: segment.header.seed, hasher: &hasher))
      } catch {
        return .failure(error)
      }
    }
    switch record {
    case .success(let record): return record
    case .failure(let fault):
      throw .corrupt(segment: location.segment, offset: UInt64(location.offset), .badRecord(fault))
    }
  }
}
