// ClosedBatch.swift: a batch that is complete and goes to the disk, on whatever thread. Promise: it is durable when
// `write` returns nil (I2), and no byte of the next is written before (I5): one flies at a time.

internal import Dispatch
internal import Synchronization

/// The bytes of one batch and where they belong.
struct ClosedBatch: Sendable {
  fileprivate let file: any StorageFile
  fileprivate let bytes: [UInt8]
  fileprivate let offset: Int
  fileprivate let records: UInt32
  fileprivate let metrics: LedgerMetrics
  /// What `head` will say of it.
  let head: Head

  init(
    file: any StorageFile, bytes: [UInt8], offset: Int, records: UInt32, head: Head, metrics: LedgerMetrics
  ) {
    self.file = file
    self.bytes = bytes
    self.offset = offset
    self.records = records
    self.metrics = metrics
    self.head = head
  }

  /// Writes and syncs it, once. What went wrong; nil: nothing.
  func write() -> StorageError? {
    do throws(StorageError) {
      let start = Environment.monotonicNanoseconds()
      try file.write(bytes, at: offset)
      try file.sync()
      let end = Environment.monotonicNanoseconds()
      metrics.add(records: UInt64(records), bytes: bytes.count, nanoseconds: end - min(start, end))
      return nil
    } catch {
      return error
    }
  }
}

/// A batch that is being written on another thread, while the next is decided and encoded.
final class BatchFlight: Sendable {
  let batch: ClosedBatch
  private let writing = DispatchGroup()
  private let failure = Mutex<StorageError?>(nil)

  /// Begins to write.
  ///
  /// - Parameter landed: called with its number once it is written, on `queue`.
  init(_ batch: ClosedBatch, on queue: DispatchQueue, landed: @escaping @Sendable (_ batch: UInt64) -> Void) {
    self.batch = batch
    queue.async(group: writing) { [self] in
      let error = batch.write()
      failure.withLock { $0 = error }
      landed(batch.head.batch)
    }
  }

  /// Waits until it is written. What went wrong; nil: nothing.
  func land() -> StorageError? {
    writing.wait()
    return failure.withLock { $0 }
  }
}
