// ZeroBytes.swift: whether a stretch of bytes is all zero, at the speed of memory.

internal import Glibc

extension UnsafeRawBufferPointer {
  /// True when every byte is zero. Compares the bytes with themselves one further on, which the C library does in
  /// vectors.
  var isAllZero: Bool {
    guard let start = baseAddress, count > 0 else { return true }
    return self[0] == 0 && memcmp(start, start + 1, count - 1) == 0
  }
}

extension ArraySlice<UInt8> {
  /// True when every byte is zero.
  var isAllZero: Bool { withUnsafeBytes { $0.isAllZero } }
}
