// SourceWriter.swift: text with indentation, and comments that fit the line.

struct SourceWriter {
  private static let columns = 120

  private(set) var text = ""
  private var depth = 0

  mutating func line(_ content: String = "") {
    if !content.isEmpty { text += String(repeating: "  ", count: depth) + content }
    text += "\n"
  }

  /// `opening {`, an indented body, `}`.
  mutating func block(_ opening: String, _ body: (inout SourceWriter) -> Void) {
    line(opening + " {")
    indented(body)
    line("}")
  }

  mutating func indented(_ body: (inout SourceWriter) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  /// A doc comment with the paragraphs of a .proto comment, wrapped anew. Lists keep their lines.
  mutating func documentation(_ comments: String...) {
    let comment = comments.joined(separator: "\n\n")
    let width = Self.columns - 2 * depth - 4
    var words: [Substring] = []
    var isAfterText = false
    func wrapped() -> [String] {
      var lines: [String] = []
      for word in words {
        if let last = lines.last, last.count + 1 + word.count <= width {
          lines[lines.count - 1] = last + " " + word
        } else {
          lines.append(String(word))
        }
      }
      words = []
      return lines
    }
    var lines: [String] = []
    for raw in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = raw.drop { $0 == " " }
      let isListed = content.hasPrefix("- ") || content.hasPrefix("* ")
      if content.isEmpty || isListed { lines += wrapped() }
      if content.isEmpty {
        if isAfterText { lines.append("") }
        isAfterText = false
      } else {
        words += content.split(separator: " ")
        isAfterText = true
      }
    }
    lines += wrapped()
    while lines.last?.isEmpty == true { lines.removeLast() }
    for each in lines { line(each.isEmpty ? "///" : "/// " + each) }
  }
}
