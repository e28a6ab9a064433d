// Plural.swift: how many of a thing, in words.

/// A number and the word behind it.
enum Plural {
  /// `1 byte`, `2 bytes`; `many` where more than one don't end in s.
  static func text(_ count: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }
}
