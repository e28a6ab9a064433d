// ZeroBytes.swift: whether a stretch of bytes is all zero, at the speed of memory.

internal import Glibc

extension ArraySlice<UInt8> {
  /// True when every byte is zero. Compares the bytes with themselves one further on, which the C library does in
  /// vectors.
  var isAllZero: Bool {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, bytes.count > 0 else { return true }
      return bytes[0] == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
    }
  }
}
