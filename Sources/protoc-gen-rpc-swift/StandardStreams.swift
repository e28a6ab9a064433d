// StandardStreams.swift: whole reads and writes of file descriptors.

internal import Glibc

enum StandardStreams {
  private static let stepBytes = 65_536

  /// Everything up to the end of `descriptor`; nil when reading fails.
  static func readAll(from descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var step = [UInt8](repeating: 0, count: stepBytes)
    while true {
      let count = read(descriptor, &step, stepBytes)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += step[..<count]
      } else if errno != EINTR {
        return nil
      }
    }
  }

  /// Writes all of `bytes`; false when writing fails.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count < 0 && errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}
