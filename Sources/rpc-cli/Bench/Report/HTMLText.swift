// HTMLText.swift: text from anywhere as HTML and SVG hold it.

/// Text in a page.
enum HTMLText {
  /// As it reads, between tags or in a quoted attribute: what has a meaning in HTML is escaped, and characters that
  /// steer terminals or turn text around are made visible.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Console.printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
