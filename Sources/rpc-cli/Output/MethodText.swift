// MethodText.swift: the name of a method where there is little room.

enum MethodText {
  /// A full name without its package: `TokenService/Request`.
  static func short(_ fullName: String) -> String {
    guard let slash = fullName.lastIndex(of: "/"), let dot = fullName[..<slash].lastIndex(of: ".") else {
      return fullName
    }
    return String(fullName[fullName.index(after: dot)...])
  }
}
