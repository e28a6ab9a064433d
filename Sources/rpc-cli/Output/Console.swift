// Console.swift: owns standard output and standard error: text for people, JSON lines for programs.

internal import Glibc

/// Where answers and errors go. Every write is whole and flushed.
struct Console: Sendable {
  /// One JSON object per line instead of text.
  let isJSON: Bool
  /// Colour on standard output: only on a terminal and without NO_COLOR.
  let hasColour: Bool
  private let output: @Sendable (String) -> Void
  private let errors: @Sendable (String) -> Void

  /// The process's own output.
  init(isJSON: Bool) {
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    self.init(
      isJSON: isJSON, hasColour: !isJSON && !noColour && isatty(STDOUT_FILENO) == 1,
      output: { Self.write($0, to: STDOUT_FILENO) }, errors: { Self.write($0, to: STDERR_FILENO) })
  }

  /// An output of one's own, for tests.
  init(
    isJSON: Bool, hasColour: Bool, output: @escaping @Sendable (String) -> Void,
    errors: @escaping @Sendable (String) -> Void
  ) {
    self.isJSON = isJSON
    self.hasColour = hasColour
    self.output = output
    self.errors = errors
  }

  /// An answer in the form that was asked for.
  func answer(_ json: JSONValue, text: @autoclosure () -> String) {
    output((isJSON ? json.text : text()) + "\n")
  }

  /// An answer that is JSON in either form: one line of `--lines`.
  func line(_ json: JSONValue) { output(json.text + "\n") }

  /// Help and version: text in either form.
  func page(_ text: String) { output(text) }

  /// Something people should know and scripts needn't: to standard error, nothing with `--json`.
  func note(_ text: String) { errors("rpc-cli: \(Self.printable(text))\n") }

  /// A failure, on standard error in the form that was asked for.
  func failure(code: String, message: String) {
    if isJSON {
      errors(JSONValue.failure(code: code, message: message).text + "\n")
    } else {
      errors("rpc-cli: \(Self.printable(message)) (\(code))\n")
    }
  }

  /// Text from elsewhere with its control characters made visible, so that it can't steer a terminal.
  static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case _ where scalar.steersTerminals: result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Writes all of `text`. Output that nobody can read any more ends the program.
  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          exit(ExitStatus.failed.rawValue)
        }
        rest = rest.dropFirst(count)
      }
    }
  }
}

extension JSONValue {
  /// `{"error":{"code":…,"message":…}}`.
  static func failure(code: String, message: String) -> JSONValue {
    ["error": ["code": .string(code), "message": .string(message)]]
  }
}

extension Unicode.Scalar {
  /// Control characters, line separators and marks that turn the direction of text: what comes from elsewhere must not
  /// steer a terminal or read differently than it is. All are below U+10000.
  var steersTerminals: Bool {
    switch self {
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200E}"..."\u{200F}", "\u{2028}"..."\u{202E}",
      "\u{2066}"..."\u{2069}", "\u{61C}", "\u{FEFF}":
      true
    default: false
    }
  }
}
