// ByteCoding.swift: big-endian integers to and from bytes, for every format on the disk.

/// Appends big-endian values to an array.
extension [UInt8] {
  mutating func append(bigEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }

  mutating func append(_ digest: Digest) {
    digest.withBytes { append(contentsOf: $0) }
  }

  /// Appends `count` bytes at once: zeros, and over them what `write` puts there.
  mutating func append(_ count: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) {
    withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { bytes in
      _ = bytes.initializeMemory(as: UInt8.self, repeating: 0)
      write(bytes)
      append(contentsOf: bytes)
    }
  }

  mutating func append(ascii tag: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: tag.utf8Start, count: tag.utf8CodeUnitCount))
  }

  mutating func append(zeros count: Int) {
    append(contentsOf: repeatElement(0, count: count))
  }

  /// Zeros to the next multiple of `alignment`, counted from `start`.
  mutating func pad(to alignment: Int, from start: Int = 0) {
    let excess = (count - start) % alignment
    if excess != 0 { append(zeros: alignment - excess) }
  }

  /// Overwrites four bytes at `offset`.
  mutating func put(_ value: UInt32, at offset: Int) {
    withUnsafeMutableBytes { $0.put(value, at: offset) }
  }
}

/// Writes big-endian values to memory that has room for them.
extension UnsafeMutableRawBufferPointer {
  func put(_ value: some FixedWidthInteger, at offset: Int) {
    storeBytes(of: value.bigEndian, toByteOffset: offset, as: type(of: value))
  }

  func put(_ digest: Digest, at offset: Int) {
    put(digest.words.0, at: offset)
    put(digest.words.1, at: offset + 8)
    put(digest.words.2, at: offset + 16)
    put(digest.words.3, at: offset + 24)
  }
}

/// Reads big-endian values from bytes in order. Reading past the end gives nil and stays there.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var remaining: Int { bytes.count - offset }

  @inline(__always)
  mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value? {
    let size = MemoryLayout<Value>.size
    guard remaining >= size else { return nil }
    defer { offset += size }
    return Value(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  @inline(__always)
  mutating func digest() -> Digest? {
    guard let slice = slice(32) else { return nil }
    return Digest(slice)
  }

  @inline(__always)
  mutating func slice(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count >= 0, remaining >= count else { return nil }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  /// True when the next `count` bytes are there and zero.
  @inline(__always)
  mutating func zeros(_ count: Int) -> Bool {
    slice(count)?.allSatisfy { $0 == 0 } ?? false
  }
}
