// SegmentSupply.swift: makes the next segment ahead, so that a full disk is met before anything was promised (I7).

internal import Dispatch
internal import Synchronization

/// Makes segments on a queue of its own, one ahead. Owned by the writer.
final class SegmentSupply: Sendable {
  private let files: LedgerFiles
  private let ledgerID: LedgerID
  private let segmentBytes: UInt32
  private let random: @Sendable () -> UInt64
  private let queue = DispatchQueue(label: "tokenrpc.segments", qos: .utility)
  private let making = DispatchGroup()
  private let state = Mutex(State())

  private struct State {
    /// A segment is being made, or was and waits to be taken.
    var isPrepared = false
    var result: Result<Segment, LedgerError>?
  }

  init(files: LedgerFiles, ledgerID: LedgerID, segmentBytes: UInt32, random: @escaping @Sendable () -> UInt64) {
    self.files = files
    self.ledgerID = ledgerID
    self.segmentBytes = segmentBytes
    self.random = random
  }

  /// Starts making a segment unless it is being made.
  func prepare(_ number: UInt32) {
    let isFirst = state.withLock { state in
      defer { state.isPrepared = true }
      return !state.isPrepared
    }
    guard isFirst else { return }
    queue.async(group: making) { [self] in
      let result: Result<Segment, LedgerError>
      do throws(LedgerError) {
        result = .success(try make(number))
      } catch .io(let error) where error.isExhausted {
        result = .failure(.exhausted(error))
      } catch {
        result = .failure(error)
      }
      state.withLock { $0.result = result }
    }
  }

  /// The segment that was prepared, waiting for it if it is not ready. What could not be made ahead for want of room or
  /// descriptors is tried once more, because there may be some by now.
  func take(_ number: UInt32) throws(LedgerError) -> Segment {
    let wasPrepared = state.withLock { $0.isPrepared }
    do {
      return try result(number).get()
    } catch .diskFull where wasPrepared {
      return try result(number).get()
    } catch .exhausted where wasPrepared {
      return try result(number).get()
    } catch {
      throw error
    }
  }

  /// What came of making a segment, now or ahead; forgotten here.
  private func result(_ number: UInt32) -> Result<Segment, LedgerError> {
    prepare(number)
    finish()
    return state.withLock { state in
      defer { state = State() }
      return state.result ?? .failure(.poisoned)
    }
  }

  /// Waits until no segment is being made: nothing is written to the directory from then on.
  func finish() {
    making.wait()
  }

  /// Makes a segment: header and zeros under a temporary name, synced, renamed, the directory synced (I4). One that an
  /// earlier process made ahead is taken as it is: recovery has seen that it is empty.
  func make(_ number: UInt32) throws(LedgerError) -> Segment {
    if try files.segmentNumbers().contains(number) {
      // Its name may be there only because a sync of the directory failed.
      try ledger { () throws(StorageError) in try files.storage.syncDirectory(files.logDirectory) }
      return try files.openSegment(number, .readWrite, ledgerID: ledgerID)
    }
    let header = SegmentHeader(
      ledgerID: ledgerID, number: number, segmentBytes: segmentBytes, seed: UInt32(truncatingIfNeeded: random()))
    do {
      try files.storage.createDurably(SegmentHeader.fileName(number), in: files.logDirectory) {
        (file) throws(StorageError) in
        try file.write(header.bytes, at: 0)
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        var offset = SegmentHeader.byteCount
        while offset < Int(segmentBytes) {
          let count = min(zeros.count, Int(segmentBytes) - offset)
          try file.write(count == zeros.count ? zeros : [UInt8](zeros[..<count]), at: offset)
          offset += count
        }
      }
    } catch {
      if error.isDiskFull { throw .diskFull(path: files.segmentPath(number)) }
      if error.isExhausted { throw .exhausted(error) }
      throw .io(error)
    }
    return try files.openSegment(number, .readWrite, ledgerID: ledgerID)
  }
}
