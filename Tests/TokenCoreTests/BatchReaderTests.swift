// BatchReaderTests.swift: reading ahead changes nothing of what is told: the first fault of a log, at its record.

import Testing

@testable import TokenCore

@Suite("BatchReader")
struct BatchReaderTests {
  /// Blocks of the log; each follows its requisition.
  private static let blocks = 20

  /// Makes a block break a rule; returns what the record is refused for.
  struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var what: Corruption
    var change: @Sendable (inout BlockHeader, inout BlockSealed) -> Void
    /// Its header can't be read.
    var isOverwritten = false

    static let all = [
      Fault(testDescription: "an identity that proves no work", what: .broken(rule: .proofOfWork)) { header, _ in
        header.difficulty = Difficulty(bits: 63) ?? .none
      },
      Fault(testDescription: "a difficulty under the floor", what: .broken(rule: .proofOfWork)) { header, _ in
        header.difficulty = .none
      },
      Fault(testDescription: "a link that is not its own", what: .broken(rule: .link)) { $1.link = Golden.digest(1) },
      Fault(testDescription: "the link of another block", what: .broken(rule: .link)) { header, _ in
        header.link = Golden.digest(1)
      },
      Fault(
        testDescription: "a header that can't be read", what: .badRecord(.badBody), change: { _, _ in },
        isOverwritten: true),
    ]
  }

  /// What else is wrong behind the fault.
  enum Later: CaseIterable {
    case nothing
    case otherBlock
    case damagedBatch
    case wrongHead
  }

  private final class Fold {
    var fold = LedgerFold(hash: Bench.hash)
  }

  /// What reading the log ends with; nil: nothing is wrong.
  private static func error(
    _ disk: MemoryDisk, _ windowRecords: Int, _ kernel: MiningKernel = .portable
  ) throws -> LedgerError? {
    let files = LedgerFiles(storage: MemoryStorage(MemoryDisk(disk.state)), directory: Bench.directory)
    let head = try #require(disk.state["/data/head"].flatMap { Head(decoding: $0) })
    let fold = Fold()
    do throws(LedgerError) {
      _ = try LogScanner(
        files, head: head, kernel: kernel, windowRecords: windowRecords,
        unexplained: { fold.fold.unexplainedAttachment() },
        apply: { (record, block, location) throws(Corruption) in try fold.fold.apply(record, block, at: location) }
      ).run()
      return nil
    } catch {
      return error
    }
  }

  /// A log over several segments; `change` and `wrote` see each block before and after it is written.
  private static func log(
    recordsPerBatch: Int, change: (Int, inout BlockHeader, inout BlockSealed) -> Void = { _, _, _ in },
    wrote: (Int, LogBuilder) throws -> Void = { _, _ in }
  ) throws -> MemoryDisk {
    let log = try LogBuilder(settings: Bench.settings(bits: 1, floor: 1, segmentBytes: 8192))
    log.recordsPerBatch = recordsPerBatch
    for number in 1...blocks {
      try log.seal(log.accept(id: UInt8(number))) { header, body in
        header.difficulty = Difficulty(bits: 1) ?? .none
        while !header.difficulty.isMet(by: header.identity()) { header.nonce += 1 }
        change(number, &header, &body)
      }
      try wrote(number, log)
    }
    try log.close()
    return log.disk
  }

  @Test("every block of a log is checked by every kernel, whatever the window and the batches", arguments: [1, 3, 7])
  func sound(recordsPerBatch: Int) throws {
    let disk = try Self.log(recordsPerBatch: recordsPerBatch)
    for kernel in MiningKernel.all where kernel.isSupported {
      for window in [1, 8, BatchReader.windowRecords] {
        #expect(try Self.error(disk, window, kernel) == nil, "\(kernel.name), \(window) records")
      }
    }
  }

  @Test(
    "a block that breaks a rule is told at its record, whichever of its window it is and whatever stands behind it",
    arguments: Fault.all, Later.allCases)
  func faults(fault: Fault, later: Later) throws {
    for recordsPerBatch in [1, 7] {
      // With a window of 8: blocks 1 to 4 and batches across it; the last block has nothing behind it.
      for number in [1, 4, 5, 11, Self.blocks] {
        var place = RecordLocation(segment: 0, offset: 0)
        var laterPlace = place
        let disk = try Self.log(
          recordsPerBatch: recordsPerBatch,
          change: { block, header, body in
            if block == number { fault.change(&header, &body) }
            if block == number + 2, later == .otherBlock { header.chainID &+= 1 }
          },
          wrote: { block, log in
            if block == number { place = log.last }
            if block == number + 4 { laterPlace = log.last }
          })
        if fault.isOverwritten { try Self.overwriteHeader(of: place, on: disk) }
        // In another batch than the fault, for a batch is judged as a whole first, but often in the same segment.
        if number + 4 <= Self.blocks { Self.damage(later, laterPlace, disk) }
        let expected = LedgerError.corrupt(segment: place.segment, offset: UInt64(place.offset), fault.what)
        for window in [1, 8, 9, BatchReader.windowRecords] {
          let error = try Self.error(disk, window)
          #expect(error == expected, "block \(number), \(recordsPerBatch) a batch, window of \(window)")
        }
      }
    }
  }

  @Test("a batch that does not check is told before a block behind it, whatever the window")
  func damageFirst() throws {
    var place = RecordLocation(segment: 0, offset: 0)
    let disk = try Self.log(
      recordsPerBatch: 1, change: { block, header, _ in if block == 9 { header.chainID &+= 1 } },
      wrote: { block, log in if block == 7 { place = log.last } })
    Self.damage(.damagedBatch, place, disk)
    for window in [1, 8, BatchReader.windowRecords] {
      let expected = LedgerError.corrupt(
        segment: place.segment, offset: UInt64(place.offset), .badRecord(.badChecksum))
      #expect(try Self.error(disk, window) == expected, "window of \(window)")
    }
  }

  private static func damage(_ later: Later, _ place: RecordLocation, _ disk: MemoryDisk) {
    disk.change { files in
      switch later {
      case .nothing, .otherBlock: break
      case .damagedBatch: files["/data/log/" + SegmentHeader.fileName(place.segment)]?[Int(place.offset) + 50] ^= 1
      case .wrongHead:
        guard var head = files["/data/head"].flatMap({ Head(decoding: $0) }) else { return }
        head.root = .zero
        files["/data/head"] = head.fileBytes
      }
    }
  }

  /// Overwrites salt and data of the attachment of a sealed block.
  private static func overwriteHeader(of place: RecordLocation, on disk: MemoryDisk) throws {
    let start = Int(place.offset) + RecordEnvelope.byteCount + 56 + 32
    disk.change { files in
      for offset in start + 16..<start + LedgerAttachment.prefixBytes + BlockHeader.byteCount {
        files["/data/log/" + SegmentHeader.fileName(place.segment)]?[offset] ^= 0xA5
      }
    }
  }
}
