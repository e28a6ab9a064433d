// OutputBuffer.swift: bytes on their way to a socket.

internal import TokenNet

/// Bytes that wait for a socket, in order.
struct OutputBuffer {
  private var bytes: [UInt8] = []
  /// Bytes before this index are written.
  private var head = 0

  var count: Int { bytes.count - head }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

  /// Lets `encode` append to the bytes.
  mutating func withBytes<Result>(_ encode: (inout [UInt8]) -> Result) -> Result { encode(&bytes) }

  /// Writes as much as the socket takes. nil: all of it; otherwise why not.
  mutating func write(to descriptor: Descriptor) -> Transfer? {
    while !isEmpty {
      let result = bytes.withUnsafeBytes { descriptor.write(UnsafeRawBufferPointer(rebasing: $0[head...])) }
      guard case .bytes(let count) = result else {
        compact()
        return result
      }
      head += count
    }
    compact()
    return nil
  }

  /// Gives back what is written; keeps a little for the next frames.
  private mutating func compact() {
    if head == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptBytes)
    } else {
      bytes.removeFirst(head)
    }
    head = 0
  }

  /// The memory an empty buffer keeps.
  private static let keptBytes = 65_536
}
