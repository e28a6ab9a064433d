// Head.swift: how far the log was synced, kept outside the log, so that a lost tail is seen. Exact (docs/ledger.md).

/// One slot of the file `head`: 8,192 bytes with slots of 512 at 0 and 4096; slot = batch number mod 2.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | `TKBH` |
/// | 4 | 4 | version 1 |
/// | 8 | 16 | ledger id |
/// | 24 | 8 | batch |
/// | 32 | 8 | records in the log |
/// | 40 | 4 | epoch |
/// | 64 | 32 | root |
/// | 508 | 4 | CRC of bytes 0 to 507 |
struct Head: Equatable {
  static let fileName = "head"
  static let fileBytes = 8192
  static let slotBytes = 512
  static let magic: UInt32 = 0x544B_4248

  var ledgerID: LedgerID
  /// 0: nothing was written yet.
  var batch: UInt64
  var records: UInt64
  var epoch: UInt32
  var root: Digest

  init(ledgerID: LedgerID, batch: UInt64, records: UInt64, epoch: UInt32, root: Digest) {
    self.ledgerID = ledgerID
    self.batch = batch
    self.records = records
    self.epoch = epoch
    self.root = root
  }

  /// Where this slot stands in the file.
  var offset: Int { batch.isMultiple(of: 2) ? 0 : 4096 }

  var slotBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: Self.magic)
    bytes.append(bigEndian: UInt32(1))
    ledgerID.encode(into: &bytes)
    bytes.append(bigEndian: batch)
    bytes.append(bigEndian: records)
    bytes.append(bigEndian: epoch)
    bytes.append(zeros: 20)
    bytes.append(root)
    bytes.append(zeros: 508 - bytes.count)
    bytes.append(bigEndian: Checksum.crc32c(bytes[...]))
    return bytes
  }

  /// The whole file with this slot alone.
  var fileBytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.fileBytes)
    bytes.replaceSubrange(offset..<offset + Self.slotBytes, with: slotBytes)
    return bytes
  }

  private init?(slot: UnsafeRawBufferPointer) {
    var reader = ByteReader(slot)
    guard reader.integer(UInt32.self) == Self.magic, reader.integer(UInt32.self) == 1,
      let ledgerID = LedgerID(&reader), let batch = reader.integer(UInt64.self),
      let records = reader.integer(UInt64.self), let epoch = reader.integer(UInt32.self), reader.zeros(20),
      let root = reader.digest(), reader.zeros(508 - reader.offset),
      reader.integer(UInt32.self) == Checksum.crc32c(UnsafeRawBufferPointer(rebasing: slot[..<508]))
    else { return nil }
    self.init(ledgerID: ledgerID, batch: batch, records: records, epoch: epoch, root: root)
  }

  /// The valid slot with the larger batch; nil when none is valid.
  init?(decoding file: [UInt8]) {
    guard file.count == Self.fileBytes else { return nil }
    let slots = file.withUnsafeBytes { bytes in
      [0, 4096].compactMap { offset -> Head? in
        let head = Head(slot: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Self.slotBytes]))
        return head?.offset == offset ? head : nil
      }
    }
    guard let newest = slots.max(by: { $0.batch < $1.batch }) else { return nil }
    self = newest
  }
}
