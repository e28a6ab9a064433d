// MemoryFile.swift: one file of a disk in memory: what is in the page cache, and what is on the disk.

import Glibc

/// A file's bytes.
struct MemoryFile: Sendable {
  static let sectorBytes = 512

  private(set) var cache: [UInt8] = []
  private var disk: [UInt8] = []
  /// Sectors whose cache is newer than the disk, as the system believes.
  private var dirty: Set<Int> = []

  /// A file that is on the disk as it is seen.
  init(durable bytes: [UInt8] = []) {
    cache = bytes
    disk = bytes
  }

  /// How many sectors a power cut may lose.
  var dirtySectors: Int { dirty.count }

  /// A failed sync takes what it did not write for written.
  mutating func forgetDirty() { dirty = [] }

  /// At the speed of memory also in debug builds.
  var isDurable: Bool {
    guard cache.count == disk.count else { return false }
    return cache.withUnsafeBytes { cache in
      disk.withUnsafeBytes { disk in
        guard let left = cache.baseAddress, let right = disk.baseAddress, left != right else { return true }
        return memcmp(left, right, cache.count) == 0
      }
    }
  }

  mutating func write(_ bytes: [UInt8], at offset: Int, _ generator: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let sectors = offset / Self.sectorBytes...(offset + bytes.count - 1) / Self.sectorBytes
    // The system may have written an earlier version on its own.
    for sector in sectors where dirty.contains(sector) && Bool.random(using: &generator) { writeBack(sector) }
    cache.overwrite(with: bytes[...], at: offset)
    dirty.formUnion(sectors)
  }

  private mutating func writeBack(_ sector: Int) {
    let start = sector * Self.sectorBytes
    let end = min(start + Self.sectorBytes, cache.count)
    if start < end { disk.overwrite(with: cache[start..<end], at: start) }
  }

  /// Brings dirty sectors to the disk: all, or each with the chance `share`; returns which.
  @discardableResult
  mutating func writeBack(all: Bool, _ share: Double, _ generator: inout SeededGenerator) -> [Int] {
    let kept = dirty.sorted().filter { _ in all || Double.random(in: 0..<1, using: &generator) < share }
    for sector in kept { writeBack(sector) }
    if all { dirty = [] }
    return kept
  }

  mutating func loseCache() {
    cache = disk
    dirty = []
  }
}

extension [UInt8] {
  /// Puts bytes at a place, with zeros before it if it is beyond the end. At the speed of memory also in debug builds.
  fileprivate mutating func overwrite(with bytes: ArraySlice<UInt8>, at offset: Int) {
    if count < offset + bytes.count { self += [UInt8](repeating: 0, count: offset + bytes.count - count) }
    withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + bytes.count]).copyMemory(from: $0)
      }
    }
  }
}
