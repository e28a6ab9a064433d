// LineReader.swift: reads a file line by line as contents, holding one line and one block of it at a time.

/// The lines of a file as contents. A line ends at LF, which is not part of it; the last needs none.
struct LineReader: ~Copyable {
  private let input: InputFile
  private let mostBytes: Int
  private var block: ArraySlice<UInt8> = []
  private var isAtEnd = false
  /// The number of the line read last, from 1.
  private(set) var number: UInt64 = 0
  /// Bytes up to its end.
  private(set) var offsetBytes: UInt64 = 0
  /// Bytes of a regular file; nil: nobody knows before the end.
  var size: UInt64? { input.size }

  /// Reads the file at `path`; `-` is standard input. Lines longer than `mostBytes` become their hashes.
  init(path: String, mostBytes: Int = Content.mostInlineBytes) throws(InputFault) {
    input = try InputFile(path: path)
    self.mostBytes = mostBytes
  }

  /// The next line; nil at the end of the file.
  mutating func next() throws(InputFault) -> Content? {
    var line = ContentBuilder(mostInlineBytes: mostBytes)
    var isEmpty = true
    while true {
      if block.isEmpty {
        if !isAtEnd { block = try input.read()[...] }
        if block.isEmpty {
          isAtEnd = true
          if isEmpty { return nil }
          break
        }
      }
      isEmpty = false
      guard let end = block.firstIndex(of: UInt8(ascii: "\n")) else {
        line.append(block)
        offsetBytes += UInt64(block.count)
        block = []
        continue
      }
      line.append(block[..<end])
      offsetBytes += UInt64(end + 1 - block.startIndex)
      block = block[(end + 1)...]
      break
    }
    number += 1
    return line.finish()
  }
}
