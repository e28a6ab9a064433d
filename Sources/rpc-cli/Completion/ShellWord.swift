// ShellWord.swift: writes text as one word of a shell, whatever is in it.

/// Quoted words.
enum ShellWord {
  /// For sh, bash and zsh: a quote in it ends the word, stands escaped, and begins it again.
  static func posix(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }

  /// For fish, where a backslash within quotes stands for itself only before what is no quote and no backslash.
  static func fish(_ text: String) -> String {
    "'" + text.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#) + "'"
  }
}
