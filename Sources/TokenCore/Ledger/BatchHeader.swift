// BatchHeader.swift: what stands in front of the records of one sync. Exact, and for years (docs/ledger.md).

/// The header of a batch, at a multiple of 512 in its segment.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | `TKBT` |
/// | 4 | 4 | length from here to the end of the last record |
/// | 8 | 8 | batch number, from 1, no gaps across segments |
/// | 16 | 8 | first sequence |
/// | 24 | 4 | records |
/// | 28 | 4 | epoch |
/// | 32 | 32 | root after the batch |
/// | 64 | 28 | zeros |
/// | 92 | 4 | CRC of bytes 0 to 91 |
struct BatchHeader: Equatable {
  static let byteCount = 96
  static let magic: UInt32 = 0x544B_4254
  /// Batches begin at multiples of this.
  static let alignment = 512

  var byteLength: UInt32
  var number: UInt64
  var firstSequence: UInt64
  var records: UInt32
  var epoch: UInt32
  var root: Digest

  init(byteLength: UInt32, number: UInt64, firstSequence: UInt64, records: UInt32, epoch: UInt32, root: Digest) {
    self.byteLength = byteLength
    self.number = number
    self.firstSequence = firstSequence
    self.records = records
    self.epoch = epoch
    self.root = root
  }

  /// Bytes from here to the place of the next batch.
  var paddedBytes: Int { (Int(byteLength) + Self.alignment - 1) / Self.alignment * Self.alignment }

  func bytes(seed: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: Self.magic)
    bytes.append(bigEndian: byteLength)
    bytes.append(bigEndian: number)
    bytes.append(bigEndian: firstSequence)
    bytes.append(bigEndian: records)
    bytes.append(bigEndian: epoch)
    bytes.append(root)
    bytes.append(zeros: 28)
    bytes.append(bigEndian: Checksum.crc32c(bytes[...], seed: seed))
    return bytes
  }

  /// nil when the bytes do not check in a segment with this seed.
  init?(decoding bytes: UnsafeRawBufferPointer, seed: UInt32) {
    guard bytes.count == Self.byteCount else { return nil }
    var reader = ByteReader(bytes)
    guard reader.integer(UInt32.self) == Self.magic, let byteLength = reader.integer(UInt32.self),
      let number = reader.integer(UInt64.self), let firstSequence = reader.integer(UInt64.self),
      let records = reader.integer(UInt32.self), let epoch = reader.integer(UInt32.self),
      let root = reader.digest(), reader.zeros(28),
      reader.integer(UInt32.self)
        == Checksum.crc32c(UnsafeRawBufferPointer(rebasing: bytes[..<92]), seed: seed)
    else { return nil }
    self.init(
      byteLength: byteLength, number: number, firstSequence: firstSequence, records: records, epoch: epoch,
      root: root)
  }
}
