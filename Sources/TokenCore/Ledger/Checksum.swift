// Checksum.swift: CRC-32C, over a segment's seed and what it covers.

internal import CTokenKernels

/// CRC-32C (Castagnoli). In records, batches and attachments it runs over the segment's 4-byte seed first, so that
/// content which a client chose can't look like a record.
enum Checksum {
  static func crc32c(_ bytes: UnsafeRawBufferPointer, seed: UInt32? = nil) -> UInt32 {
    var crc: UInt32 = 0
    if let seed {
      crc = withUnsafeBytes(of: seed.bigEndian) { token_crc32c(crc, $0.baseAddress!, $0.count) }
    }
    guard let start = bytes.baseAddress else { return crc }
    return token_crc32c(crc, start, bytes.count)
  }

  static func crc32c(_ bytes: ArraySlice<UInt8>, seed: UInt32? = nil) -> UInt32 {
    bytes.withUnsafeBytes { crc32c($0, seed: seed) }
  }
}
