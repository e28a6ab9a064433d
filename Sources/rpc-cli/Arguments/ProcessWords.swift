// ProcessWords.swift: the words this process was started with, exactly as they were typed.

/// The words behind the program's name.
enum ProcessWords {
  /// All words; nil where one is not UTF-8. Swift's own list would put other characters in its place, and content that
  /// was changed on the way is worse than none.
  static func read() -> [String]? { words(count: CommandLine.argc, CommandLine.unsafeArgv) }

  static func words(
    count: Int32, _ pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) -> [String]? {
    var words: [String] = []
    for index in 1..<max(1, Int(count)) {
      guard let pointer = pointers[index] else { break }
      guard let word = String(validatingCString: pointer) else { return nil }
      words.append(word)
    }
    return words
  }
}
