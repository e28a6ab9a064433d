// LogScrubber+Damage.swift: where no batch stands that belongs there: a segment's end, or a header that is damaged.

extension LogScrubber {
  /// The next batch is not where it belongs: the log goes on in the next segment, or the batch's header is damaged.
  func missBatch(_ segment: Segment) {
    let following: FirstBlock
    do throws(StorageError) {
      following = try firstBlock(of: segment.header.number + 1)
    } catch {
      step.isHeldUp = true
      return
    }
    // Once more, from the disk.
    let again = read(segment, at: place.offset, BatchHeader.alignment)
    guard !isContinued(following, again, segment) else {
      isBehindBatches = true
      return
    }
    guard nextHeader(again, segment) == nil else { return }
    let found = laterHeader(segment)
    let end = found?.offset ?? segment.byteCount
    report(
      again.explained([FaultPlace(.batchHeader, at: place.offset)], in: again.start..<again.end),
      segment.header.number)
    salvage(segment, place.offset..<end, endSequence: (found?.header ?? following.header)?.firstSequence)
    isLost = true
    place.offset = end
    if found == nil { nextSegment() }
    // The damaged batch was the last one.
    if place.records >= durable.records { step.isRoundOver = true }
  }

  /// What stands where the first batch of a segment belongs.
  private struct FirstBlock {
    var header: BatchHeader?
    /// There are zeros only, or no segment.
    var isBlank: Bool
  }

  /// Throws when there are no descriptors or memory.
  private func firstBlock(of number: UInt32) throws(StorageError) -> FirstBlock {
    do throws(StorageError) {
      let file = try files.storage.open(files.segmentPath(number), .read)
      if headers[number] == nil { remember(ScrubbedPiece(file, at: 0, count: SegmentHeader.byteCount), number) }
      let piece = ScrubbedPiece(file, at: SegmentHeader.byteCount, count: BatchHeader.alignment)
      step.bytes += piece.bytes.count
      let seed = headers[number]?.seed
      return FirstBlock(
        header: seed.flatMap { piece.batchHeader(at: SegmentHeader.byteCount, seed: $0) },
        isBlank: piece.bytes[...].isAllZero)
    } catch {
      if error.isExhausted { throw error }
      return FirstBlock(header: nil, isBlank: error.isMissing)
    }
  }

  /// Whether the log goes on in the next segment, which begins like this. No segment is without a batch.
  private func isContinued(_ following: FirstBlock, _ here: ScrubbedPiece, _ segment: Segment) -> Bool {
    guard place.offset > SegmentHeader.byteCount else { return false }
    if let header = following.header {
      return header.number == place.batch + 1 || (isLost && header.number > place.batch)
    }
    // Its first header may be damaged as well: nothing stands here then, and something there.
    let number = segment.header.number
    guard here.bytes[...].isAllZero, !holdsTokens(number, place.offset..<segment.byteCount) else { return false }
    return !following.isBlank || holdsTokens(number + 1, 0..<segment.byteCount)
  }

  private func holdsTokens(_ number: UInt32, _ range: Range<Int>) -> Bool {
    !published.ordinals(standingIn: number, range, durable).isEmpty
  }

  /// The records behind a header that does not check tell by themselves whether they are whole.
  private func salvage(_ segment: Segment, _ range: Range<Int>, endSequence: UInt64?) {
    let isLast = place.batch + 1 == durable.batches
    let end = endSequence ?? (isLast ? durable.records : nil)
    let piece = read(segment, at: range.lowerBound, min(range.count, Self.longestBatch))
    let batch = walk(
      piece.bytes[...], at: range.lowerBound, segment,
      .init(byteCount: piece.bytes.count, firstSequence: place.records, endSequence: end))
    report(piece.explained(batch.faults, in: piece.start..<piece.end), segment.header.number)
    if batch.isComplete { tree?.append(batch.leaves, &hasher) } else { tree = nil }
    place.records = batch.sequence
  }

  /// The header of a later batch behind the place in this segment.
  private func laterHeader(_ segment: Segment) -> (header: BatchHeader, offset: Int)? {
    var offset = place.offset + BatchHeader.alignment
    while offset < segment.byteCount {
      let piece = read(segment, at: offset, pieceBytes.roundedUp(to: BatchHeader.alignment))
      for offset in stride(from: offset, to: piece.end, by: BatchHeader.alignment) {
        if let header = piece.batchHeader(at: offset, seed: segment.header.seed), header.number > place.batch + 1,
          header.firstSequence > place.records
        {
          return (header, offset)
        }
      }
      offset = piece.end
    }
    return nil
  }

  /// The rest of a segment behind its last batch, a piece of it.
  func checkRest(_ segment: Segment) {
    for isLastTry in [false, true] {
      let piece = read(segment, at: place.offset, pieceBytes)
      guard let first = piece.bytes.firstIndex(where: { $0 != 0 }) else {
        place.offset = piece.end
        break
      }
      guard isLastTry else { continue }
      let fault = FaultPlace(.notZero, at: piece.start + first, records: piece.start..<piece.end)
      report(piece.explained([fault], in: piece.start..<piece.end), segment.header.number)
      place.offset = piece.end
    }
    if place.offset >= segment.byteCount { nextSegment() }
  }
}
