// FileComments.swift: the comments of one .proto file, by the place of what they are about.

/// Comments by path: the field numbers and indices in the file's descriptor that lead to what a comment is about.
struct FileComments {
  private var comments: [[Int32]: String] = [:]

  init() {}

  /// Reads a serialized SourceCodeInfo. A comment that can't be read is none: nobody depends on it.
  init(_ info: ArraySlice<UInt8>) {
    try? WireReader.each(of: info) { (field) throws(WireFault) in
      guard field.number == 1 else { return }
      var path: [Int32] = []
      var (leading, trailing) = ("", "")
      try WireReader.each(of: try field.bytes()) { (part) throws(WireFault) in
        switch part.number {
        case 1: path = try Self.path(try part.bytes())
        case 3: leading = try part.text()
        case 4: trailing = try part.text()
        default: break
        }
      }
      comments[path] = Self.trimmed(leading.isEmpty ? trailing : leading)
    }
  }

  /// The comment on what this path leads to, without the space around its lines; empty: there is none.
  subscript(path: [Int32]) -> String { comments[path] ?? "" }

  private static func path(_ bytes: ArraySlice<UInt8>) throws(WireFault) -> [Int32] {
    var reader = WireReader(bytes)
    var path: [Int32] = []
    while !reader.rest.isEmpty { path.append(Int32(truncatingIfNeeded: try reader.varint())) }
    return path
  }

  private static func trimmed(_ comment: String) -> String {
    var lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let text = line.drop { $0 == " " }
      return String(text.prefix(text.count - text.reversed().prefix { $0 == " " }.count))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
