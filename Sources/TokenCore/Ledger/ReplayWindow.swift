// ReplayWindow.swift: batches that were read and checked by themselves and wait to be applied, so that many blocks are
// hashed at once. Promise: records are applied in the log's order, and a window's memory has a limit.

/// Batches of a log that wait to be applied, in order.
struct ReplayWindow {
  /// It is applied when it holds so many records: enough for any kernel, little enough to stay in a cache.
  static let maxRecords = 1024
  /// Or so many bytes of the log.
  static let maxBytes = LedgerWriter.maxBatchBytes

  /// A batch with its records and where they stand in its segment.
  struct Batch {
    var header: BatchHeader
    var segment: UInt32
    var offset: Int
    var records: [(record: Record, offset: Int)]
  }

  private let maxRecords: Int
  private var batches: [Batch] = []
  private var recordCount = 0
  private var byteCount = 0

  init(maxRecords: Int = Self.maxRecords) {
    self.maxRecords = maxRecords
  }

  /// It is to be applied before another batch is read.
  var isFull: Bool { recordCount >= maxRecords || byteCount >= Self.maxBytes }

  mutating func append(_ batch: Batch) {
    batches.append(batch)
    recordCount += batch.records.count
    byteCount += Int(batch.header.byteLength)
  }

  /// Everything that waits; nothing does any more.
  mutating func takeAll() -> [Batch] {
    defer { self = ReplayWindow(maxRecords: maxRecords) }
    return batches
  }
}

extension ReplayWindow.Batch {
  /// The headers of the sealed blocks whose attachments can be read, one behind the other.
  func appendHeaders(to bytes: inout [UInt8]) {
    for (record, _) in records {
      if let header = record.sealedHeader { bytes.append(contentsOf: header) }
    }
  }
}

extension Record {
  /// The bytes of the header of the block that this record seals; nil: it seals none, or they can't be read.
  var sealedHeader: [UInt8]? {
    guard case .blockSealed = body, let bytes = data(.blockHeader), bytes.count == BlockHeader.byteCount else {
      return nil
    }
    return bytes
  }
}
