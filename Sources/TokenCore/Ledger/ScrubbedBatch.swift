// ScrubbedBatch.swift: the records of one batch, each judged by itself, so that a damaged one does not hide the others.

/// What stands between a batch's header and its end.
struct ScrubbedBatch {
  /// What is wrong, in the order of the places.
  private(set) var faults: [FaultPlace] = []
  /// Leaves of the records, as far as they could be read.
  private(set) var leaves: MerkleRange
  /// All leaves are known.
  private(set) var isComplete = true
  /// The sequence behind the last record.
  private(set) var sequence: UInt64

  private let offset: Int
  private let seed: UInt32

  /// What a batch should hold.
  struct Bounds {
    /// Bytes from its header to the end of its last record, or as many as may belong to it.
    var byteCount: Int
    var firstSequence: UInt64
    /// The sequence behind its last record; nil: nobody knows.
    var endSequence: UInt64?
  }

  /// Looks at the batch that begins at `offset` of its segment with the first of `bytes`.
  ///
  /// - Parameter isGone: whether a record's attachments may be any bytes by right. Asked after the bytes were read.
  init(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, seed: UInt32, _ bounds: Bounds, _ hasher: inout SHA256,
    isGone: (_ sequence: UInt64, RecordBody) -> Bool
  ) {
    self.offset = offset
    self.seed = seed
    sequence = bounds.firstSequence
    leaves = MerkleRange(first: bounds.firstSequence)
    let end = min(bytes.count, bounds.byteCount)
    var place = min(BatchHeader.byteCount, end)
    while place < end {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[place..<end])
      if let frame = frame(rest), frame.envelope.sequence == sequence {
        add(frame, at: place, &hasher, isGone)
        place += frame.encodedBytes
      } else {
        // Where the end is not known, zeros behind the last record are no record.
        if sequence == bounds.endSequence ?? sequence, rest.isAllZero { break }
        place = pass(rest, at: place, bounds)
      }
    }
    guard let endSequence = bounds.endSequence, sequence != endSequence else { return }
    // The last ones are gone without a trace.
    lose(offset + place..<offset + place, upTo: endSequence)
  }

  /// The record at the start of `bytes` if its committed part checks.
  private func frame(_ bytes: UnsafeRawBufferPointer) -> RecordFrame? {
    do throws(RecordFault) { return try RecordFrame(bytes, seed: seed) } catch { return nil }
  }

  private mutating func add(
    _ frame: RecordFrame, at place: Int, _ hasher: inout SHA256, _ isGone: (UInt64, RecordBody) -> Bool
  ) {
    if isComplete { leaves.append(MerkleTree.leaf(frame.covered, &hasher), &hasher) }
    sequence += 1
    let start = offset + place
    var attachmentAt = start + 4 + frame.covered.count
    var wrong: (index: Int, offset: Int)?
    do throws(RecordFault) {
      try frame.eachAttachment(seed: seed) { attachment, commitment, index in
        if wrong == nil, !attachment.isIntact(commitment, seed: seed, &hasher) { wrong = (index, attachmentAt) }
        attachmentAt += Attachment.encodedBytes(attachment.data.count)
      }
      if wrong != nil, isGone(frame.envelope.sequence, frame.body) { wrong = nil }
    } catch .badAttachment(let index) {
      // Its first bytes and its padding are never overwritten.
      wrong = (index, attachmentAt)
    } catch {
      wrong = (0, attachmentAt)
    }
    guard let wrong else { return }
    faults.append(
      FaultPlace(
        .attachment(sequence: frame.envelope.sequence, index: wrong.index), at: wrong.offset,
        records: start..<start + frame.encodedBytes))
  }

  /// Passes over what is no record that belongs here; returns where the next one stands.
  private mutating func pass(_ rest: UnsafeRawBufferPointer, at place: Int, _ bounds: Bounds) -> Int {
    for skipped in stride(from: 8, to: rest.count, by: 8) {
      // No content can look like a record: it would have to know the segment's seed.
      guard let next = frame(UnsafeRawBufferPointer(rebasing: rest[skipped...]))?.envelope.sequence,
        next >= sequence, next < bounds.endSequence ?? .max
      else { continue }
      if next == sequence {
        // No record is missing: the header of another batch stands between.
        faults.append(FaultPlace(.batchHeader, at: (offset + place).roundedUp(to: BatchHeader.alignment)))
      } else {
        lose(offset + place..<offset + place + skipped, upTo: next)
      }
      return place + skipped
    }
    if sequence != bounds.endSequence {
      lose(offset + place..<offset + place + rest.count, upTo: bounds.endSequence ?? sequence)
    }
    return place + rest.count
  }

  private mutating func lose(_ range: Range<Int>, upTo next: UInt64) {
    faults.append(FaultPlace(.record, at: range.lowerBound, records: range))
    isComplete = false
    sequence = next
  }
}

extension Int {
  /// The first multiple of `step` that is not lower.
  func roundedUp(to step: Int) -> Int { (self + step - 1) / step * step }
}
