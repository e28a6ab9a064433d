// ScrubbedPiece.swift: a piece of a segment as the disk has it now. Promise: a part that can't be read hides no other.

/// Bytes of a segment, and which of them the system did not give out.
struct ScrubbedPiece {
  /// What is read at once when a larger piece can't be: a page, of which a disk's sectors are parts.
  static let blockBytes = 4096

  /// Where it begins in its segment.
  let start: Int
  /// Never fewer than were asked for: what can't be read, or is behind the end of the file, is ones.
  private(set) var bytes: [UInt8]
  /// What could not be read, in offsets of the segment.
  private(set) var unreadable: [(range: Range<Int>, error: StorageError)] = []

  /// Reads `count` bytes from `start` on, from the disk and not from memory where the system lets itself be asked to.
  init(_ file: any StorageFile, at start: Int, count: Int) {
    self.start = start
    file.forgetCached(at: start, count: count)
    do throws(StorageError) {
      bytes = try file.read(at: start, count: count)
    } catch {
      bytes = []
      readBlocks(file, count)
    }
    // The size is looked at elsewhere.
    bytes += [UInt8](repeating: 0xFF, count: count - bytes.count)
    file.forgetCached(at: start, count: count)
  }

  /// Reads block by block what could not be read at once.
  private mutating func readBlocks(_ file: any StorageFile, _ count: Int) {
    while bytes.count < count {
      let offset = start + bytes.count
      let block = min(count - bytes.count, Self.blockBytes - offset % Self.blockBytes)
      do throws(StorageError) {
        let read = try file.read(at: offset, count: block)
        guard !read.isEmpty else { return }
        bytes += read
      } catch {
        note(offset..<offset + block, error)
        bytes += [UInt8](repeating: 0xFF, count: block)
      }
    }
  }

  private mutating func note(_ range: Range<Int>, _ error: StorageError) {
    if let last = unreadable.last, last.range.upperBound == range.lowerBound, last.error == error {
      unreadable[unreadable.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      unreadable.append((range, error))
    }
  }

  /// Where it ends in its segment.
  var end: Int { start + bytes.count }

  /// The header of a batch that begins at an offset of the segment; nil: none that checks, or not in here.
  func batchHeader(at offset: Int, seed: UInt32) -> BatchHeader? {
    guard offset >= start, offset + BatchHeader.byteCount <= end else { return nil }
    return bytes.withUnsafeBytes {
      BatchHeader(
        decoding: UnsafeRawBufferPointer(rebasing: $0[(offset - start)..<(offset - start + BatchHeader.byteCount)]),
        seed: seed)
    }
  }

  /// Whether some of these bytes could not be read.
  func isUnreadable(_ range: Range<Int>) -> Bool { unreadable.contains { $0.range.overlaps(range) } }

  /// The faults with their true name where they come of bytes that can't be read, and such bytes that none names.
  func explained(_ faults: [FaultPlace], in range: Range<Int>) -> [FaultPlace] {
    var explained = faults
    for (unread, error) in unreadable where unread.overlaps(range) {
      var isNamed = false
      for index in explained.indices where explained[index].touches(unread) {
        explained[index].what = .unreadable(error)
        isNamed = true
      }
      if !isNamed {
        explained.append(FaultPlace(.unreadable(error), at: max(unread.lowerBound, range.lowerBound)))
      }
    }
    return explained
  }
}
