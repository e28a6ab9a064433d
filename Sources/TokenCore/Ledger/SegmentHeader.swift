// SegmentHeader.swift: the first 512 bytes of a file of the log. Exact, and for years (docs/ledger.md).

/// What a segment says of itself.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | `TKBS` |
/// | 4 | 4 | version 1 |
/// | 8 | 16 | ledger id |
/// | 24 | 4 | number, from 1 |
/// | 28 | 4 | segment size |
/// | 32 | 4 | seed, random, in no answer and no log line |
/// | 508 | 4 | CRC of bytes 0 to 507 |
struct SegmentHeader: Equatable {
  static let byteCount = 512
  static let magic: UInt32 = 0x544B_4253
  /// The usual size of a segment: 64 MiB.
  static let defaultSegmentBytes = 64 << 20
  /// Sizes a segment may have; multiples of 512.
  static let segmentBytesRange = 4096...(1 << 30)

  var ledgerID: LedgerID
  var number: UInt32
  var segmentBytes: UInt32
  var seed: UInt32

  init(ledgerID: LedgerID, number: UInt32, segmentBytes: UInt32, seed: UInt32) {
    self.ledgerID = ledgerID
    self.number = number
    self.segmentBytes = segmentBytes
    self.seed = seed
  }

  /// The file's name: eight digits.
  static func fileName(_ number: UInt32) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits + ".seg"
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: Self.magic)
    bytes.append(bigEndian: UInt32(1))
    ledgerID.encode(into: &bytes)
    bytes.append(bigEndian: number)
    bytes.append(bigEndian: segmentBytes)
    bytes.append(bigEndian: seed)
    bytes.append(zeros: 508 - bytes.count)
    bytes.append(bigEndian: Checksum.crc32c(bytes[...]))
    return bytes
  }

  /// nil when the bytes do not check.
  init?(decoding bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    var reader = ByteReader(bytes)
    guard reader.integer(UInt32.self) == Self.magic, reader.integer(UInt32.self) == 1,
      let ledgerID = LedgerID(&reader), let number = reader.integer(UInt32.self), number > 0,
      let size = reader.integer(UInt32.self), Self.segmentBytesRange.contains(Int(size)), size.isMultiple(of: 512),
      let seed = reader.integer(UInt32.self), reader.zeros(508 - reader.offset),
      reader.integer(UInt32.self) == Checksum.crc32c(UnsafeRawBufferPointer(rebasing: bytes[..<508]))
    else { return nil }
    self.init(ledgerID: ledgerID, number: number, segmentBytes: size, seed: seed)
  }
}
