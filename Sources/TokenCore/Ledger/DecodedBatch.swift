// DecodedBatch.swift: one batch of a segment, everything checked that can be without the batches before it. Any thread
// may make one.

/// A batch that was read.
struct DecodedBatch: Sendable {
  let header: BatchHeader
  /// Where it begins in its segment.
  let offset: Int
  /// Hashes of its records, in order.
  private(set) var records: [RecordDigests] = []
  /// Its leaves, added up.
  private(set) var leaves: MerkleRange
  /// The blocks of the records that seal one and have its header, in order; nil: 116 bytes that are no header.
  var blocks: ArraySlice<HashedBlock?> = []
  /// How many of those there are.
  private(set) var headerCount = 0
  /// The first thing that is wrong with it; nil: nothing.
  private(set) var fault: BatchFault?

  /// The batch with this header, which was found at `offset`.
  ///
  /// - Parameters:
  ///   - firstSequence: of its first record, as the batches before say.
  ///   - headers: gets the headers of the blocks that it seals.
  init(
    _ header: BatchHeader, in contents: SegmentContents, at offset: Int, firstSequence: UInt64, hasher: inout SHA256,
    headers: inout [UInt8]
  ) {
    self.header = header
    self.offset = offset
    leaves = MerkleRange(first: firstSequence)
    let headersBefore = headers.count
    do throws(BatchFault) {
      try read(contents, firstSequence, &hasher, &headers)
    } catch {
      fault = error
    }
    headerCount = (headers.count - headersBefore) / BlockHeader.byteCount
  }

  /// The first byte behind it that may begin another.
  var paddedEnd: Int { offset + header.paddedBytes }

  private mutating func read(
    _ contents: SegmentContents, _ firstSequence: UInt64, _ hasher: inout SHA256, _ headers: inout [UInt8]
  ) throws(BatchFault) {
    let end = offset + Int(header.byteLength)
    guard end <= contents.bytes.count, header.records > 0, header.firstSequence == firstSequence else {
      throw BatchFault(offset: offset, what: .badRecord(.badLength))
    }
    var place = offset + BatchHeader.byteCount
    records.reserveCapacity(min(Int(header.records), (end - place) / RecordEnvelope.byteCount))
    for _ in 0..<header.records {
      var epoch: UInt32 = 0
      let record = try Self.record(contents, at: place, end: end, &hasher, &epoch, &headers)
      guard epoch == header.epoch else {
        throw BatchFault(offset: place, what: .broken(rule: .epoch))
      }
      leaves.append(record.leaf, &hasher)
      place += Int(record.encodedBytes)
      records.append(record)
    }
    guard place == end else { throw BatchFault(offset: place, what: .badRecord(.badLength)) }
  }

  private static func record(
    _ contents: SegmentContents, at offset: Int, end: Int, _ hasher: inout SHA256, _ epoch: inout UInt32,
    _ headers: inout [UInt8]
  ) throws(BatchFault) -> RecordDigests {
    do throws(RecordFault) {
      return try RecordDigests(
        contents[min(offset, end)..<end], seed: contents.header.seed, hasher: &hasher, epoch: &epoch,
        headers: &headers)
    } catch {
      throw BatchFault(offset: offset, what: .badRecord(error))
    }
  }

  /// What is wrong behind the records, and with the root; nil: nothing.
  ///
  /// - Parameter tree: with the records of this batch.
  func fault(in contents: SegmentContents, _ tree: borrowing MerkleTree, _ hasher: inout SHA256) -> BatchFault? {
    guard tree.root(&hasher) == header.root else { return BatchFault(offset: offset, what: .badRoot) }
    let end = offset + Int(header.byteLength)
    guard paddedEnd <= contents.bytes.count, contents[end..<paddedEnd].isAllZero else {
      return BatchFault(offset: end, what: .notZero)
    }
    return nil
  }
}
